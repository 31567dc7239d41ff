"""What tests of the wizard of leaving share: going to a step, typing into it, and clearing the way to its end."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from clientguard.actions.records import editing
from clientguard.domain.records import Account, Leaving
from clientguard.ui.leaving.page import LeavingPage
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.chip import StateChip
from tests import factories
from tests.actions.leaving.closing_steps import release_all, sign
from tests.factories import TODAY, ago
from tests.ui.conftest import Person


def wizard(window: Person, step: str = "") -> LeavingPage:
    page = window.page("leaving", "leaving")
    if step and page.here != step:
        window.click(page.stepper.buttons[step])
        window.until(lambda: page.here == step)
        window.rest()
        QApplication.processEvents()
    return page


def enter(window: Person, page: LeavingPage, **values: str) -> None:
    step = page.steps[page.here]
    for name, text in values.items():
        line = step.form.editors[name].input
        line.selectAll()
        window.type(text, line)


def go_on(window: Person, page: LeavingPage, step: str) -> None:
    window.click(page.next)
    window.until(lambda: page.here == step)
    window.rest()


def chips(root: QWidget) -> list[str]:
    return [each.text for each in root.findChildren(StateChip)]


def banners(root: QWidget) -> list[str]:
    QApplication.processEvents()
    return [each.label.text() for each in root.findChildren(Banner) if each.isVisible()]


def clear_the_way(window: Person) -> None:
    """Put on record all that the close asks for."""
    book, leaving = window.book, window.read(Leaving, "leaving")
    factories.add(book, "payment", client=leaving.client, invoice=window.ids["R-4"], amount=135_000)
    for name in ("ads", "list", "templates"):
        done = {"accepted_on": ago(2), "tested_on": ago(1), "removed_on": TODAY, "proof": "A mail"}
        editing.change_record(book, window.read(Account, name), **done)
    editing.change_record(book, leaving, notice_given=ago(40), last_day=ago(10), reason="We cannot meet your needs.")
    release_all(book, leaving.id)
    sign(book, leaving.client or 0, "M. Ruiz")
