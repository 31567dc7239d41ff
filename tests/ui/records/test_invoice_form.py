"""The form of an invoice: where its due date comes from, and what it asks for."""

from __future__ import annotations

from datetime import date

from clientguard.domain.records import Contract, Invoice
from tests.factories import add
from tests.ui.conftest import Person


def test_the_form_says_that_the_due_date_is_derived_and_clearing_it_derives_it_again(window: Person):
    dialog = window.open_record("invoice", "R-1")
    hint = dialog.form.editors["due"]._hint
    assert "From the contract: 30 days after the invoice, issued on" in hint.text()
    window.enter(dialog, due="2026-12-24")
    assert "From the contract" not in hint.text()
    window.save(dialog)
    typed = window.read(Invoice, "R-1")
    assert (typed.due, typed.due_typed) == (date(2026, 12, 24), True)
    dialog = window.open_record("invoice", "R-1")
    assert "Clear the field to take it from the contract again" in dialog.form.editors["due"]._hint.text()
    window.save(dialog, due="")
    derived = window.read(Invoice, "R-1")
    assert (derived.due, derived.due_typed) == (date(2026, 10, 23), False)


def test_a_repeated_number_and_an_undecided_contract_are_said_at_their_fields(window: Person):
    add(window.book, "contract", client=window.ids["harbour"], title="Care", payment_terms="net 7")
    dialog = window.open_form("invoice", client=window.ids["harbour"])
    window.enter(dialog, number="r-1", issued="2026-11-01", amount="10")
    window.click(dialog.save)
    editors = dialog.form.editors
    window.until(lambda: editors["number"].error() == "Invoice “R-1” of Harbour Books already has this number.")
    assert editors["contract"].error().startswith("Several contracts with different payment terms ran on")
    assert "Care, Shop and ads" in editors["contract"].error()
    window.save(dialog, number="R-77", contract="Care")
    made = next(each for each in window.all(Invoice) if each.number == "R-77")
    assert made.due == date(2026, 11, 8)


def test_contracts_that_ran_on_the_date_come_first_and_the_only_one_is_proposed(window: Person):
    harbour = window.ids["harbour"]
    add(window.book, "contract", client=harbour, title="Before", starts=date(2024, 1, 1), ends=date(2024, 12, 31))
    dialog = window.open_form("invoice", client=harbour)
    contract = dialog.form.editors["contract"]
    picker = contract.input
    assert [row[1:] for row in picker._choices.rows[1:]] == [
        ("Shop and ads", ""),
        ("Before", "1 Jan 2024 to 31 Dec 2024"),
    ]
    assert picker.currentText() == "Shop and ads"
    window.enter(dialog, issued="2024-05-01")
    window.until(lambda: picker.currentText() == "Before")
    assert [row[1] for row in picker._choices.rows[1:]] == ["Before", "Shop and ads"]
    picker.choose(picker_id(window, "Shop and ads"))
    picker.edited.emit()
    window.enter(dialog, issued="2024-05-02")
    window.until(lambda: not dialog._asked)
    assert picker.currentText() == "Shop and ads"
    window.save(dialog, number="R-88", amount="10")
    made = next(each for each in window.all(Invoice) if each.number == "R-88")
    assert made.contract == picker_id(window, "Shop and ads")


def picker_id(window: Person, title: str) -> int:
    return next(each.id for each in window.all(Contract) if each.title == title)


def test_the_next_number_is_proposed_and_follows_the_date_until_another_is_entered(window: Person):
    add(window.book, "invoice", client=window.ids["lumen"], number="2026-014", issued=date(2026, 11, 22))
    dialog = window.open_form("invoice", client=window.ids["harbour"])
    number, amount = dialog.form.editors["number"], dialog.form.editors["amount"]
    assert (number.text(), number.remark()) == ("2026-015", "It follows 2026-014.")
    assert amount.input.hasFocus()  # the number is known
    window.enter(dialog, issued="2027-01-04")
    window.until(lambda: number.text() == "2027-001")
    window.enter(dialog, number="X-1")
    assert number.remark() == ""
    window.enter(dialog, issued="2026-11-22")
    window.rest()
    assert number.text() == "X-1"
    window.answer("Discard it", dialog.reject)
    window.rest()
    dialog = window.open_record("invoice", "R-1")
    assert dialog.form.editors["number"].text() == "R-1"
    window.close_form(dialog)
