"""Everything works without a mouse: every control is reached with Tab or the arrows, in the order of reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from clientguard.domain.records import Client, Contract, Decision, Invoice, Leaving, Payment
from clientguard.ui.dialogs.capture.chips import Chips
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.leaving.evidence import EvidenceDialog
from clientguard.ui.leaving.hand_over.sweep_grid import SweepCell
from clientguard.ui.pages.client import SECTIONS
from clientguard.ui.widgets.date_field import DateField
from clientguard.ui.widgets.rail import Rail
from clientguard.ui.widgets.row_view import RowView
from clientguard.ui.widgets.stepper import Stepper
from clientguard.ui.widgets.tabs import Tabs
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
GROUPS = (Rail, Stepper, Tabs, SweepCell, Chips)  # one Tab leads in, the arrows go along


def controls(root: QWidget) -> list[QWidget]:
    """Return everything that a mouse could use, without the inner parts of another control."""
    found = [each for each in root.findChildren(QWidget) if isinstance(each, CONTROLS)]
    return [
        each
        for each in found
        if each.isVisible()
        and each.isEnabled()
        and each.window() is root.window()
        and not isinstance(each, QHeaderView)
        and not isinstance(each.parent(), QLineEdit | QComboBox)
        and not any(isinstance(up, QAbstractItemView) for up in ancestors(each))
    ]


def ancestors(widget: QWidget) -> list[QWidget]:
    found = []
    up = widget.parentWidget()
    while up is not None:
        found.append(up)
        up = up.parentWidget()
    return found


def group(widget: QWidget) -> QWidget | None:
    return next((each for each in ancestors(widget) if isinstance(each, GROUPS)), None)


def round_trip(person: Person, root: QWidget) -> list[QWidget]:
    """Press Tab until one is back, and return what had the focus on the way."""
    start = QApplication.focusWidget()
    assert start is not None
    seen: list[QWidget] = []
    for _turn in range(150):
        person.press(Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        assert root.isAncestorOf(now) or now is root
        if now in seen:
            return seen[seen.index(now) :]
        seen.append(now)
    raise AssertionError("Tab never comes back")


def unreached(person: Person, root: QWidget) -> list[str]:
    seen = round_trip(person, root)
    groups = {group(each) for each in seen} - {None}
    return [
        f"{type(each).__name__} {each.accessibleName() or getattr(each, 'text', str)()!r}"
        for each in controls(root)
        if each not in seen and group(each) not in groups
    ]


@pytest.mark.parametrize("place", ["today", "clients", "messages", "money", "journal", "settings"])
def test_every_control_of_a_page_is_reached(window: Person, place: str):
    window.page(place)
    assert unreached(window, window.window) == []


@pytest.mark.parametrize("section", ["timeline", *(key for key, _kinds in SECTIONS)])
def test_every_control_of_a_clients_page_is_reached(window: Person, section: str):
    page = window.page("client", "harbour")
    page.show_section(section)
    QApplication.processEvents()
    assert unreached(window, window.window) == []


@pytest.mark.parametrize("step", ["decide", "owed", "tell", "hand_over", "report", "close", "after"])
def test_every_control_of_the_wizard_is_reached(window: Person, step: str):
    page = window.page("leaving", "leaving")
    page._show(step)
    QApplication.processEvents()
    assert unreached(window, window.window) == []


def test_every_control_of_the_first_screen_is_reached(person: Person):
    person.begin()
    QApplication.processEvents()
    page = person.window.pages["first run"]
    page.name.setFocus()
    assert unreached(person, person.window) == []


def tab_to_an_input(window: Person, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press Tab until an input has the keyboard: a field may have buttons of its own, such as the usual phrases."""
    window.press(Qt.Key.Key_Tab, modifier)
    while isinstance(QApplication.focusWidget(), QPushButton):
        window.press(Qt.Key.Key_Tab, modifier)


@pytest.mark.parametrize("kind", ["client", "contract", "invoice", "message", "request", "work", "account"])
def test_a_form_is_walked_through_from_top_to_bottom(window: Person, kind: str):
    assert window.window.intents is not None
    window.window.intents.add(kind)
    dialog = window.dialog()
    assert unreached(window, dialog) == []
    next(iter(dialog.form.editors.values())).setFocus()
    inputs = [editor.input for editor in dialog.form.editors.values() if not editor.isHidden()]
    walked = [QApplication.focusWidget()]
    while len(walked) < len(inputs):
        tab_to_an_input(window)
        walked.append(QApplication.focusWidget())
    assert walked == inputs
    assert [each.mapTo(dialog, QPoint()).y() for each in inputs] == sorted(
        each.mapTo(dialog, QPoint()).y() for each in inputs
    )
    for each in reversed(inputs[:-1]):
        tab_to_an_input(window, SHIFT)
        assert QApplication.focusWidget() is each
    dialog.reject()
    window.until(lambda: not window.dialogs())


def test_the_field_where_one_is_can_always_be_seen(window: Person):
    """A long form scrolls along with the keyboard."""
    assert window.window.intents is not None
    window.window.intents.add("contract")
    dialog = window.dialog()
    shown = [each for each in dialog.form.editors.values() if not each.isHidden()]
    for editor in shown:
        QApplication.processEvents()
        assert editor.input.hasFocus() or editor.field.name == "client"
        if editor.input.hasFocus():
            assert not editor.input.visibleRegion().isEmpty(), editor.field.name
            if editor is not shown[-1]:
                tab_to_an_input(window)
    assert dialog.form.editors["client"].input.visibleRegion().isEmpty()  # it scrolled away on the way
    window.press(Qt.Key.Key_Return, CTRL)
    window.until(lambda: dialog.form.editors["client"].error())
    assert not dialog.form.editors["client"].input.visibleRegion().isEmpty()  # and what is wrong is shown
    dialog.reject()
    window.until(lambda: not window.dialogs())


def test_the_arrows_go_along_the_rail_and_the_space_bar_enters_the_page(window: Person):
    rail = window.window.rail
    rail.items["today"].setFocus()
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Down)
    assert rail.items["messages"].hasFocus()
    assert window.window.here == "messages"
    window.press(Qt.Key.Key_Space)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.window.pages["messages"].isAncestorOf(focus)


def test_the_arrows_go_along_the_sections_of_a_client(window: Person):
    page = window.page("client", "harbour")
    page.tabs.buttons["timeline"].setFocus()
    window.press(Qt.Key.Key_Right)
    assert page.tabs.current() == "signs"
    window.press(Qt.Key.Key_Right)
    assert page.tabs.current() == "contract"
    window.press(Qt.Key.Key_Left)
    assert page.tabs.current() == "signs"


def test_the_arrows_go_along_the_steps_of_leaving(window: Person):
    page = window.page("leaving", "leaving")
    page.stepper.buttons["owed"].setFocus()
    window.press(Qt.Key.Key_Down)
    assert page.stepper.buttons["tell"].hasFocus()
    window.press(Qt.Key.Key_Space)
    window.until(lambda: page.here == "tell")
    window.rest()


# --- from nothing to a decision, with the keyboard alone ---


class Typist:
    """Somebody who touches no mouse."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def to(self, fits: Callable[[QWidget], bool]) -> QWidget:
        """Press Tab until something fits."""
        for _turn in range(120):
            now = QApplication.focusWidget()
            if now is not None and fits(now):
                return now
            self.person.press(Qt.Key.Key_Tab)
            QApplication.processEvents()
        raise AssertionError("Tab does not lead there")

    def to_input(self, name: str) -> None:
        self.to(lambda each: each.accessibleName() == name)

    def press_button(self, word: str) -> None:
        self.to(lambda each: isinstance(each, QAbstractButton) and word in (each.text().strip(), each.accessibleName()))
        self.person.press(Qt.Key.Key_Space)

    def command(self, words: str) -> None:
        self.person.front()
        self.person.press(Qt.Key.Key_K, CTRL)
        self.person.dialog(SearchBox)
        self.person.type(words)
        self.person.press(Qt.Key.Key_Return)

    def fill(self, **values: str) -> QDialog:
        """Go through the form that is open and save it with Ctrl+Enter."""
        dialog = self.person.dialog()
        for label, text in values.items():
            self.to_input(label.replace("_", " "))
            now = QApplication.focusWidget()
            if isinstance(now, QLineEdit):
                self.person.press(Qt.Key.Key_A, CTRL)
            self.person.type(text)
            if QApplication.activePopupWidget():
                self.person.press(Qt.Key.Key_Escape)
            self.person.press(Qt.Key.Key_Tab)
        with self.person.qtbot.waitSignal(dialog.finished):
            self.person.press(Qt.Key.Key_Return, CTRL)
        self.person.front()
        return dialog


def test_from_the_first_screen_to_a_decision_without_a_mouse(person: Person):
    typist = Typist(person)
    person.begin()
    QApplication.processEvents()
    person.type("Studio North")
    typist.press_button("Make the casebook")
    person.until(lambda: person.window.here == "find")
    typist.press_button("Add a client by hand")
    typist.fill(Name="Harbour Books")
    person.until(lambda: person.window.here == "client")
    typist.command("add contract")
    typist.fill(Title="Shop", Starts="-1y", Notice_period="30", Payment_terms="net 10")
    typist.command("add invoice")
    typist.fill(Number="R-1", Issued="-3w", Amount="1200")
    person.press(Qt.Key.Key_1, CTRL)
    person.until(lambda: person.window.here == "today")
    typist.press_button("Record payment: Harbour Books: invoice R-1 is past due")
    typist.fill(Amount="700", Reference="First half")
    person.until(lambda: person.all(Payment))
    person.press(Qt.Key.Key_2, CTRL)  # the list of clients: its first row is chosen
    person.until(lambda: isinstance(QApplication.focusWidget(), RowView))
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.window.here == "client")
    person.press(Qt.Key.Key_L, CTRL)
    typist.fill(What_was_said="Talked about the rest")
    typist.press_button("Leave this client")
    person.until(lambda: person.window.here == "leaving")
    typist.to_input("Reasons")
    person.type("Half is paid, and late.")
    typist.to_input("Why you decide against the advice")
    person.type("It will not get better.")
    typist.press_button("Sign the decision")
    person.until(lambda: person.all(Leaving))
    typist.press_button("Add evidence from the record")
    dialog = person.dialog(EvidenceDialog)
    person.type("the rest")
    person.press(Qt.Key.Key_Tab)
    with person.qtbot.waitSignal(dialog.finished):
        person.press(Qt.Key.Key_Return)
    person.front()
    page = person.window.pages["leaving"]
    person.until(lambda: "Talked about the rest" in person.seen(page))
    typist.press_button("Save and go on")
    person.until(lambda: page.here == "owed")
    typist.to(lambda each: each is page.next)
    person.press(Qt.Key.Key_Space)
    person.until(lambda: page.here == "tell")
    typist.to(lambda each: isinstance(each, DateField) and each.accessibleName() == "Notice given on")
    person.type("today")
    typist.press_button("Save and go on")
    person.until(lambda: page.here == "hand_over")
    (client, contract, invoice, payment, leaving) = (
        person.all(each)[0] for each in (Client, Contract, Invoice, Payment, Leaving)
    )
    assert (client.name, client.stage, contract.notice_count) == ("Harbour Books", "leaving", 30)
    assert (invoice.amount, payment.amount, payment.detail) == (120_000, 70_000, "First half")
    assert person.read(Decision, leaving.decision).reasons == "Half is paid, and late."
    assert leaving.notice_given == person.day
    person.rest()
