"""The step of the wizard that shows what both sides owe, and its gates (P4.2, P4.3)."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from clientguard.actions.leaving import deciding
from clientguard.actions.records import editing
from clientguard.domain.leaving.owed import DEPOSIT
from clientguard.domain.records import (
    Account,
    Contract,
    Deliverable,
    HandoverMark,
    Invoice,
    Leaving,
    Obligation,
    Payment,
    Promise,
    Release,
)
from clientguard.store.views.drafts import draft
from clientguard.ui.leaving.release import ReleaseDialog
from clientguard.ui.leaving.step_line import StepLine
from clientguard.ui.widgets.lead import LeadText
from tests import factories
from tests.factories import TODAY, ago
from tests.ui.conftest import Person
from tests.ui.leaving.leaving_steps import chips, wizard


def add(window: Person, kind: str, **values: Any) -> int:
    return factories.add(window.book, kind, client=window.ids["casa"], **values)


@pytest.mark.parametrize(("word", "state"), [("Mark accepted", "accepted"), ("Drop in writing", "dropped")])
def test_a_deliverable_is_settled_with_the_name_of_who_did_it(window: Person, word: str, state: str):
    record = add(window, "deliverable", title="Last campaign", due=ago(1))
    page = wizard(window, "owed")
    step = page.steps["owed"]
    window.click(word, step)
    dialog = window.dialog()
    assert "Last campaign" in window.seen(dialog)
    window.save(dialog, settled_by="M. Ruiz")
    window.until(lambda: f"{state} on 22 Nov 2026 by M. Ruiz" in window.seen(step))
    saved = window.read(Deliverable, record)
    assert (saved.state, saved.settled_on, saved.settled_by) == (state, TODAY, "M. Ruiz")
    assert chips(step.rows["deliverables"]) == ["met"]
    window.rest()


def test_a_stop_of_work_and_a_moved_date_show_at_the_deliverable(window: Person):
    contract = window.read(Contract, "campaigns")
    editing.change_record(window.book, contract, suspension_clause="Clause 7: work stops while an invoice is overdue.")
    record = add(window, "deliverable", contract=contract.id, title="Last campaign", due=ago(1))
    add(window, "extension", deliverable=record, new_due=ago(-9), cause="client", reason="late texts")
    add(window, "suspension", contract=contract.id, starts=ago(2))
    page = wizard(window, "owed")
    step = page.steps["owed"]
    assert "work has been stopped under Clause 7 since 20 Nov 2026" in window.seen(step)
    assert "due 1 Dec 2026, moved from 21 Nov 2026 (the client's doing): late texts" in window.seen(step)
    assert chips(step)[0] == "Suspended"
    held = [each.text() for each in step.rows["payments"].findChildren(LeadText)]
    assert "Held until then: Last campaign, work is stopped under Clause 7." in held


def test_an_obligation_is_added_and_met_where_it_is_listed(window: Person):
    page = wizard(window, "owed")
    step = page.steps["owed"]
    window.click("Add an obligation", step)
    dialog = window.dialog()
    assert dialog.form.editors["client"].input.currentText() == "Casa Verde"
    window.save(dialog, what="Refund of May")
    window.until(lambda: "Refund of May" in window.seen(step))
    assert "Still owed to the client: Refund of May." in window.seen(step)
    window.click("Mark met", step)
    window.until(lambda: window.all(Obligation)[0].met_on == TODAY)
    window.until(lambda: chips(step.rows["obligations"]) == ["met"])
    window.rest()


def test_a_deposit_is_settled_with_the_day_and_how_and_can_be_taken_back(window: Person):
    editing.change_record(window.book, window.read(Contract, "campaigns"), deposit=50_000, currency="EUR")
    page = wizard(window, "owed")
    step = page.steps["owed"]
    window.click("Settle the deposit", step)
    dialog = window.dialog()
    assert "€ 500.00 of deposit, by the contract" in window.seen(dialog)
    window.save(dialog, proof="Set off against R-4")
    window.until(lambda: "settled on 22 Nov 2026: Set off against R-4" in window.seen(step))
    (mark,) = window.all(HandoverMark)
    assert (mark.key, mark.leaving, mark.account, mark.done_on) == (DEPOSIT, page.leaving, None, TODAY)
    window.click("Take back", step)
    window.until(lambda: "Still owed to the client: € 500.00 of deposit, by the contract." in window.seen(step))
    window.rest()


@pytest.mark.parametrize("named", [True, False])
def test_what_was_overpaid_is_refunded(window: Person, named: bool):
    invoice = window.ids["R-4"]
    add(window, "payment", invoice=invoice if named else None, amount=145_000)
    page = wizard(window, "owed")
    step = page.steps["owed"]
    told = "€ 100.00 overpaid on invoice R-4" if named else "€ 100.00 of credit on account"
    assert told in window.seen(step)
    window.click("Record the refund", step)
    window.save(window.dialog())
    window.until(lambda: chips(step.rows["obligations"]) == ["met"])
    refund = window.all(Payment)[-1]
    assert (refund.amount, refund.invoice) == (-10_000, invoice if named else None)
    window.rest()


def test_a_promise_of_the_clients_is_marked_kept(window: Person):
    promise = add(window, "promise", type="material", words="The logo on Friday", made_on=ago(5), due=ago(-2))
    page = wizard(window, "owed")
    assert "promised for 24 Nov 2026" in window.seen(page)
    window.click("Mark kept", page.steps["owed"])
    window.until(lambda: window.read(Promise, promise).kept_on == TODAY)
    window.until(lambda: "The logo on Friday" not in window.seen(page))
    window.rest()


def test_the_last_invoice_begins_with_what_the_work_comes_to(window: Person):
    fee = {"fee_type": "hourly", "fee": 9_000, "currency": "EUR"}
    editing.change_record(window.book, window.read(Contract, "campaigns"), **fee)
    add(window, "work", on=ago(2), minutes=90)
    page = wizard(window, "owed")
    assert "1:30 h of work since the last invoice" in window.seen(page)
    assert "€ 135.00 by the contract's hourly fee" in window.seen(page)
    window.click("Make the last invoice", page.steps["owed"])
    window.save(window.dialog(), number="R-9")
    window.until(lambda: "1:30 h of work" not in window.seen(page))
    made = next(each for each in window.all(Invoice) if each.number == "R-9")
    assert (made.amount, made.contract, made.issued) == (13_500, window.ids["campaigns"], TODAY)
    assert "not sent yet" in window.seen(page)
    window.rest()


def test_a_disputed_invoice_is_paid_or_settled_from_here(window: Person):
    add(window, "invoice_hold", invoice=window.ids["R-4"], type="disputed", amount=None, starts=ago(2))
    page = wizard(window, "owed")
    step = page.steps["owed"]
    assert "disputed" in chips(step)
    window.click("Settle the dispute", step)
    window.save(window.dialog(), outcome="Paid in full")
    window.until(lambda: "overdue" in chips(step))
    window.rest()


def lines(page: Any) -> list[StepLine]:
    return [each for each in page.steps["owed"].findChildren(StepLine) if each.isVisible()]


def test_a_long_list_shows_what_is_open_and_the_rest_when_asked(window: Person):
    for number in range(9):
        add(window, "deliverable", title=f"Page {number}", state="accepted")
    for number in range(2):
        add(window, "deliverable", title=f"Open page {number}", due=ago(1))
    page = wizard(window, "owed")
    step = page.steps["owed"]
    assert "Open page 1" in window.seen(step)
    assert "Page 3" not in window.seen(step)
    window.front()
    window.click("9 more", step)
    window.until(lambda: "Page 3" in window.seen(step))
    window.until(lambda: len(lines(page)) == 12)
    focus = page.window().focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text().strip() == "Add an obligation"  # the lines that came have no buttons
    window.click(next(each for each in step.findChildren(QPushButton) if each.text() == "Mark accepted"))
    window.save(window.dialog())
    window.until(lambda: chips(step).count("Accepted") == 10)  # what was opened stays open
    window.rest()


def test_a_payment_opens_what_was_held(window: Person):
    page = wizard(window, "owed")
    assert "€ 1,350.00 is overdue." in window.seen(page)
    assert "due 17 Nov 2026, 5 days late" in window.seen(page)
    window.click("Record payment", page)
    window.save(window.dialog())
    window.until(lambda: "Nothing is owed to you." in window.seen(page))
    assert chips(page.steps["owed"].rows["payments"]) == ["met"]
    assert page.next.text() == "Go on with 1 open gate"


def test_what_no_clause_covers_is_shown_as_not_held(window: Person):
    editing.change_record(window.book, window.read(Account, "templates"), clause="")
    page = wizard(window, "owed")
    assert [each.text() for each in page.steps["owed"].rows["payments"].findChildren(LeadText)] == [
        "Not held: Templates. No clause or reason for it is on record.",
        "Never held: Ad account, Mailing list. These go ahead now.",
    ]


def test_a_gate_says_what_is_held_and_what_is_never_held(window: Person):
    page = wizard(window, "owed")
    row = page.steps["owed"].rows["payments"]
    assert [each.text() for each in row.findChildren(LeadText)] == [
        "Held until then: Templates, yours until paid (clause 9).",
        "Never held: Ad account, Mailing list. These go ahead now.",
    ]
    assert "€ 1,350.00 is overdue: R-4." in window.seen(row)
    assert page.next.text() == "Go on with 2 open gates"
    assert not hasattr(page.steps["owed"].rows["decision"], "release")  # what is met needs no release


def test_a_gate_is_released_only_with_a_reason(window: Person):
    page = wizard(window, "owed")
    window.click(page.steps["owed"].rows["payments"].release)
    dialog = window.dialog(ReleaseDialog)
    assert "€ 1,350.00 is overdue: R-4." in window.seen(dialog)
    window.click(dialog.save)
    window.until(lambda: dialog.form.editors["reason"].error() == "This is required.")
    assert not window.all(Release)
    window.type("A gesture.", dialog.form.editors["reason"].input)
    window.answer("Keep editing", lambda: window.press(Qt.Key.Key_Escape, on=dialog))
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    window.until(lambda: chips(page.steps["owed"].rows["payments"]) == ["released"])
    window.front()
    assert page.next.hasFocus()  # one goes on here, and not at the rail
    assert "Released on 22 Nov 2026: “A gesture.”" in window.seen(page)
    (made,) = window.all(Release)
    assert (made.gate, made.reason, made.on) == ("payments", "A gesture.", TODAY)


def test_a_release_that_was_not_typed_closes_at_once(window: Person):
    page = wizard(window, "owed")
    window.click(page.steps["owed"].rows["notice"].release)
    dialog = window.dialog(ReleaseDialog)
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Escape, on=dialog)
    window.click(page.steps["owed"].rows["notice"].release)
    dialog = window.dialog(ReleaseDialog)
    window.type("Never mind", dialog.form.editors["reason"].input)
    window.answer("Discard it", dialog.reject)
    window.until(lambda: not window.dialogs())
    window.rest()


def test_a_reason_can_be_kept_and_is_there_again_until_the_gate_is_released(window: Person):
    page = wizard(window, "owed")
    window.click(page.steps["owed"].rows["payments"].release)
    dialog = window.dialog(ReleaseDialog)
    window.type("Peace first", dialog.form.editors["reason"].input)
    window.answer("Keep it as a draft", dialog.reject)
    window.until(lambda: not window.dialogs())
    window.rest()
    window.click(page.steps["owed"].rows["payments"].release)
    dialog = window.dialog(ReleaseDialog)
    assert dialog.form.texts()["reason"] == "Peace first"
    window.click(dialog.save)
    window.until(lambda: chips(page.steps["owed"].rows["payments"]) == ["released"])
    window.rest()
    with window.book.read() as db:
        assert draft(db, f"release:{page.leaving}:payments") is None


def test_money_that_is_not_due_yet_holds_nothing_up(window: Person):
    made = deciding.start_leaving(window.book, window.ids["lumen"], TODAY, "No answer.").first
    page = window.page("leaving", made)
    page.show_step("owed")
    window.rest()
    assert "€ 600.00 is open, nothing is overdue." in window.seen(page)
    assert chips(page.steps["owed"].rows["payments"]) == ["met"]
    assert "€ 600.00 is open but not yet due." in window.seen(page)


def test_once_it_is_closed_only_money_may_still_come_in(window: Person):
    add(window, "deliverable", title="Last campaign", due=ago(1))
    add(window, "obligation", what="Refund of May")
    editing.change_record(window.book, window.read(Leaving, "leaving"), signed_off=TODAY, signed_by="M. Ruiz")
    page = wizard(window, "owed")
    step = page.steps["owed"]
    offered = [each.text().strip() for each in step.findChildren(QPushButton) if each.isVisible()]
    assert offered == ["Record payment"]
    assert "Last campaign" in window.seen(step)
