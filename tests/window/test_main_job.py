"""The main job by keyboard alone, in a real window: from a contract to a payment, and a leaving with a released gate.

A person sees where they are at each step: what has the focus is told, and what opens lies within the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from clientguard.actions.records import editing
from clientguard.domain.changed import Changed
from clientguard.domain.records import (
    Client,
    Contract,
    Instant,
    Invoice,
    Leaving,
    Message,
    Payment,
    Release,
    Suspension,
)
from clientguard.store.views.business import business
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.parties.remove_dialog import RemoveDialog
from clientguard.ui.dialogs.parties.stop_dialog import StopDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.leaving.release import ReleaseDialog
from tests import factories
from tests.factories import TODAY, ago
from tests.ui.conftest import MOMENT, Person
from tests.window.hand import Hand
from tests.window.seen import foot, reach, unseen

D = TypeVar("D", bound=QDialog)
MOST = 40  # presses of Tab until one is anywhere on a page


class Keyboard:
    """A person who has no mouse."""

    def __init__(self, person: Person, hand: Hand) -> None:
        self.person, self.hand = person, hand

    def command(self, words: str) -> None:
        """Do what the command box calls by these words."""
        self.person.until(lambda: self.hand.is_at(self.person.window))
        self.hand.key("ctrl+k")
        box = self.person.dialog(SearchBox)
        self.hand.type(words)
        self.person.until(lambda: box.input.text() == words and box.list.count() and not box._wait.isActive())
        self.hand.key("Return")

    def opened(self, cls: type[D]) -> D:
        """Return the dialog that has opened, once it was looked at: all of it is seen, its buttons are in reach."""
        dialog = self.person.dialog(cls)
        wrong = [*unseen(dialog), *(each for button in foot(dialog) for each in reach(button))]
        assert not wrong, "\n".join(wrong)
        return dialog

    def fill(self, dialog: RecordDialog, **values: str) -> None:
        """Go through a form with Tab and type into some of its fields; save it with Ctrl+Return."""
        for name, text in values.items():
            self.tab_to(dialog.form.editors[name].input)
            self.hand.key("ctrl+a")
            self.hand.type(text)
            self.person.until(lambda name=name, text=text: dialog.form.texts()[name] == text)
        self.save()

    def save(self) -> None:
        self.hand.key("ctrl+Return")
        self.person.until(lambda: not self.person.dialogs())
        self.person.rest()

    def send(self) -> None:
        """Record the letter that has opened as sent on the day that the window takes for today."""
        self.opened(LetterDialog)._at = lambda: Instant(MOMENT)
        self.save()

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until a widget has the focus, and is seen."""
        self.until_there(lambda: widget.hasFocus())
        assert not widget.visibleRegion().isEmpty()

    def press(self, name: str) -> None:
        """Go to a button with Tab, once it is there, and press it."""
        buttons = self.person.window.findChildren
        self.person.until(lambda: any(each.isVisible() and name in named(each) for each in buttons(QPushButton)))
        self.tab_to_button(name)
        self.hand.key("space")

    def tab_to_button(self, name: str) -> None:
        self.until_there(lambda: isinstance(at := QApplication.focusWidget(), QPushButton) and name in named(at))

    def until_there(self, arrived: Callable[[], object]) -> None:
        for _press in range(MOST):
            if arrived():
                return
            before = QApplication.focusWidget()
            self.hand.key("Tab")
            self.person.until(lambda before=before: QApplication.focusWidget() is not before)
        raise AssertionError("Tab never comes there")


def named(button: QPushButton) -> tuple[str, str]:
    return button.text().strip(), button.accessibleName()


@pytest.fixture
def keyboard(empty: Person, hand: Hand) -> Keyboard:
    """The person with one client on record, at Today, with a letterhead that letters can go out with."""
    with empty.book.read() as db:
        firm = business(db)
    assert firm is not None
    editing.change_record(empty.book, firm, payment_details="NL12 RABO 0123", owner="Ada North", address="1 Mill Lane")
    client = factories.add(empty.book, "client", name="Harbour Books", currency="EUR")
    factories.add(empty.book, "contact", client=client, name="Joan Field", email="joan@harbour.example")
    empty.page("today")
    return Keyboard(empty, hand)


@pytest.mark.usefixtures("one_screen")
def test_from_a_contract_to_the_payment(keyboard: Keyboard):
    person, hand = keyboard.person, keyboard.hand
    keyboard.command("Add contract")
    keyboard.fill(
        keyboard.opened(RecordDialog), title="Website care", starts=ago(90).isoformat(), payment_terms="net 14"
    )
    keyboard.command("Add invoice")
    form = keyboard.opened(RecordDialog)
    assert form.form.editors["number"].input.hasFocus()  # the only client is filled in
    keyboard.fill(form, number="R-1", issued=ago(30).isoformat(), amount="1200")
    (contract,), (invoice,) = person.all(Contract), person.all(Invoice)
    assert (invoice.client, invoice.contract, invoice.due) == (contract.client, contract.id, ago(16))
    person.until(lambda: "Harbour Books: invoice R-1 is past due" in person.seen())

    keyboard.tab_to_button("Send reminder")
    hand.key("space")
    letter = keyboard.opened(LetterDialog)
    assert "R-1" in letter.subject.text()
    keyboard.save()
    (sent,) = person.all(Message)
    assert (sent.template, sent.direction) == ("reminder", "out")

    keyboard.until_there(lambda: "Record payment" in getattr(QApplication.focusWidget(), "text", str)())
    hand.key("space")
    keyboard.opened(RecordDialog)
    keyboard.save()
    (paid,) = person.all(Payment)
    assert (paid.invoice, paid.amount, paid.received) == (invoice.id, 120_000, TODAY)
    person.until(lambda: "is past due" not in person.seen())


@pytest.mark.usefixtures("one_screen")
def test_a_late_payment_stops_work_and_its_removal_stops_it_again(keyboard: Keyboard):
    """Polite note, stop, payment, the note that work goes on; then the payment is taken away (P3.3 to P3.5)."""
    person, hand = keyboard.person, keyboard.hand
    (client,) = person.all(Client)
    person.page("settings")
    contract = factories.add(person.book, "contract", client=client.id, title="Care", starts=ago(90))
    factories.add(person.book, "invoice", client=client.id, contract=contract, number="R-1", issued=ago(60),
                  due=ago(30), amount=120_000)  # fmt: skip
    person.window.session.changed.emit(Changed(frozenset(), frozenset({"contract", "invoice"})))
    person.page("today")
    person.until(lambda: "Harbour Books: invoice R-1 is past due" in person.seen())
    keyboard.press("Send reminder")
    keyboard.send()

    keyboard.press("Stop work …")
    dialog = keyboard.opened(StopDialog)
    keyboard.tab_to(dialog.reason.input)
    hand.type("Two months late.")
    hand.key("ctrl+Return")
    keyboard.send()
    (stop,) = person.all(Suspension)
    assert (stop.contract, stop.starts, stop.reason) == (contract, TODAY, "Two months late.")
    assert person.read(Contract, contract).stopped_on == TODAY

    keyboard.press("Record payment")
    keyboard.opened(RecordDialog)
    keyboard.save()
    assert person.read(Contract, contract).stopped_on is None
    keyboard.press("Send the note")
    keyboard.send()
    assert [each.template for each in person.all(Message)] == ["reminder", "stop", "resume"]

    (payment,) = person.all(Payment)
    page = person.page("money")
    page.tabs.buttons["payment"].setFocus()
    hand.key("space")
    page.tables["payment"].choose(payment.id)
    person.until(page.tables["payment"].selection)
    page.tables["payment"].view.setFocus()
    hand.key("shift+F10")
    person.choose("Remove")
    keyboard.opened(RemoveDialog)  # it says that a stop of work hangs on the payment
    keyboard.save()
    person.until(lambda: "is stopped again" in person.toast())
    assert person.read(Contract, contract).stopped_on == TODAY


@pytest.mark.usefixtures("one_screen")
def test_a_leaving_with_a_released_gate(keyboard: Keyboard):
    person, hand = keyboard.person, keyboard.hand
    keyboard.command("Harbour Books")
    person.until(lambda: person.window.here == "client" and person.window.pages["client"].has_facts)
    keyboard.command("Leave this client")
    person.until(lambda: person.window.here == "leaving" and person.window.pages["leaving"].has_facts)
    page = person.window.pages["leaving"]
    form = page.steps["decide"].form
    person.until(form.editors["reasons"].input.hasFocus)  # one types at once
    hand.type("Every invoice comes late.")
    keyboard.tab_to(form.editors["against_advice"].input)
    hand.type("It will not get better.")
    keyboard.tab_to(page.next)
    hand.key("space")
    person.until(lambda: page.leaving)
    person.until(lambda: page.next.isEnabled() and page.next.hasFocus())
    person.rest()
    hand.key("space")
    person.until(lambda: page.here == "owed" and page.steps["owed"].isVisible())
    person.rest()
    assert not list(unseen(person.window))
    keyboard.tab_to(page.steps["owed"].rows["decision"].release)
    hand.key("space")
    keyboard.opened(ReleaseDialog)
    hand.type("Nobody can add to it.")
    keyboard.save()
    person.until(lambda: hand.is_at(person.window) and page.next.hasFocus())  # and not the rail
    (leaving,), (released,) = person.all(Leaving), person.all(Release)
    assert (released.leaving, released.gate, released.reason) == (leaving.id, "decision", "Nobody can add to it.")
    assert not hasattr(page.steps["owed"].rows["decision"], "release")
