"""Adding several records in a row: the form opens again with what stays the same."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from clientguard.domain.records import Invoice, Payment, Work
from clientguard.domain.records.repeated import repeated
from tests.ui.conftest import Person

AGAIN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_what_would_be_repeated_is_kept_and_the_rest_is_asked_for_again():
    work = Work(
        id=7, uid="a", client=1, on=date(2026, 11, 20), minutes=90, sort="meeting", deliverable=4, detail="Talk"
    )
    assert repeated(work) == Work(client=1, on=date(2026, 11, 20), sort="meeting", deliverable=4)
    payment = Payment(id=9, client=1, invoice=5, received=date(2026, 11, 20), amount=100, currency="EUR", detail="Bank")
    assert repeated(payment) == Payment(client=1, received=date(2026, 11, 20), currency="EUR")


def test_two_invoices_are_added_in_a_row_with_the_keys_alone(window: Person):
    dialog = window.open_form("invoice", client=window.ids["harbour"])
    window.enter(dialog, number="H-1", issued="2026-11-20", amount="100")
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return, AGAIN)
    window.until(lambda: len(window.dialogs()) == 1)
    following = window.dialog()
    assert following is not dialog
    texts = following.form.texts()
    assert (texts["number"], texts["issued"], texts["amount"]) == ("H-2", "2026-11-20", "")
    window.click(following.add_another)  # something is missing: it is said, and nothing else opens
    window.until(lambda: following.form.editors["amount"].error() == "This is required.")
    window.save(following, amount="200")
    window.rest()
    assert not window.dialogs()
    made = {each.number: each for each in window.all(Invoice)}
    assert {made["H-1"].client, made["H-2"].client} == {window.ids["harbour"]}


def test_a_form_that_changes_a_record_offers_no_other(window: Person):
    dialog = window.open_record("invoice", "R-1")
    assert "Save and add another" not in [each.text() for each in dialog.findChildren(type(dialog.save))]
    window.close_form(dialog)
