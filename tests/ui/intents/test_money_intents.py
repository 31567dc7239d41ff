"""Disputes, holds and promises, from the row of an invoice and from Today."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from clientguard.actions.records import editing
from clientguard.domain.records import Allocation, Invoice, InvoiceHold, Promise
from clientguard.ui.dialogs.money.spread_dialog import SpreadDialog
from clientguard.ui.dialogs.reading.read_dialog import ReadDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.table import RecordTable
from clientguard.ui.widgets.queue_row import QueueRow
from tests.factories import TODAY, add, ago
from tests.ui.conftest import Person


def from_the_row(window: Person, invoice: int, word: str) -> RecordDialog:
    page = window.page("client", "harbour")
    page.show_section("money")
    table = next(each for each in page.findChildren(RecordTable) if each.kind.name == "invoice")
    window.until(lambda: invoice in table.model.ids)
    table.choose(invoice)
    window.until(lambda: table.selection() == [invoice])
    table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.choose(word)
    return window.dialog(RecordDialog)


def late(window: Person) -> Invoice:
    return next(each for each in window.all(Invoice) if each.number == "R-1")


def rows(window: Person) -> list[tuple[str, str]]:
    window.page("today")
    found = [each for each in window.window.pages["today"].findChildren(QueueRow) if each.isVisible()]
    return [(each.what.text(), each.button.text()) for each in found if "R-1" in each.what.text()]


def test_a_dispute_is_recorded_from_the_invoice_and_settled_from_today(window: Person):
    invoice = late(window)
    dialog = from_the_row(window, invoice.id, "Note a dispute …")
    dialog.form.editors["reason"].set_text("Half of it is missing")
    with window.qtbot.waitSignal(dialog.finished):
        dialog.save.click()
    (hold,) = window.all(InvoiceHold)
    assert (hold.invoice, hold.type, hold.starts, hold.amount) == (invoice.id, "disputed", TODAY, None)
    window.page("today")
    window.until(lambda: rows(window) == [("Harbour Books: invoice R-1 is disputed", "Settle")])
    window.click("Settle", window.window.pages["today"])
    dialog = window.dialog(RecordDialog)
    dialog.form.editors["outcome"].set_text("The rest was delivered")
    with window.qtbot.waitSignal(dialog.finished):
        dialog.save.click()
    window.until(lambda: rows(window) == [("Harbour Books: invoice R-1 is past due", "Send reminder")])
    assert window.read(InvoiceHold, hold.id).until == TODAY


def test_a_promise_to_pay_takes_the_reminder_away(window: Person):
    invoice = late(window)
    dialog = from_the_row(window, invoice.id, "Note a promise to pay …")
    dialog.form.editors["words"].set_text("On Friday, promised")
    dialog.form.editors["due"].set_text(ago(-5).isoformat())
    with window.qtbot.waitSignal(dialog.finished):
        dialog.save.click()
    (promise,) = window.all(Promise)
    assert (promise.invoice, promise.due, promise.made_on) == (invoice.id, ago(-5), TODAY)
    window.until(lambda: rows(window) == [])


def sent(window: Person) -> Invoice:
    invoice = late(window)
    editing.change_record(window.book, invoice, sent_on=ago(50))
    return window.read(Invoice, invoice.id)


def opened(window: Person, invoice: int) -> ReadDialog:
    window.window.intents.open("invoice", invoice)
    return window.dialog(ReadDialog)


def test_an_invoice_that_was_sent_opens_to_be_read_and_is_credited(window: Person):
    invoice = sent(window)
    dialog = opened(window, invoice.id)
    assert not dialog.correct.isVisible()
    window.click("Credit it …", dialog)
    form = window.dialog(RecordDialog)
    assert form.form.editors["document_type"].isVisible()
    with window.qtbot.waitSignal(form.finished):
        form.save.click()
    note = next(each for each in window.all(Invoice) if each.is_credit_note)
    assert (note.replaces, note.amount, note.issued) == (invoice.id, invoice.amount, TODAY)
    window.until(lambda: rows(window) == [])


def test_an_invoice_that_was_sent_is_replaced_and_the_old_one_credited(window: Person):
    invoice = sent(window)
    window.click("Replace it …", opened(window, invoice.id))
    form = window.dialog(RecordDialog)
    form.form.editors["amount"].set_text("4000")
    with window.qtbot.waitSignal(form.finished):
        form.save.click()
    new = next(each for each in window.all(Invoice) if each.replaces == invoice.id and not each.is_credit_note)
    assert (new.amount, new.sent_on) == (4000_00, None)
    window.until(lambda: f"Invoice {invoice.number} is credited in full" in window.toast())
    assert window.read(Invoice, invoice.id) == invoice


def spread_dialog(window: Person, payment: int) -> SpreadDialog:
    window.window.intents.spread(payment)
    return window.dialog(SpreadDialog)


def test_a_payment_is_spread_by_keyboard_and_what_is_left_is_said(window: Person):
    invoice = late(window)
    other = add(window.book, "invoice", client=invoice.client, number="R-90", issued=ago(3), amount=100_00)
    payment = add(window.book, "payment", client=invoice.client, invoice=invoice.id, amount=150_00)
    dialog = spread_dialog(window, payment)
    assert [each.text() for each in dialog.amounts.values()] == ["150.00", ""]
    first, second = dialog.amounts[invoice.id], dialog.amounts[other]
    assert first.hasFocus()
    window.qtbot.keyClicks(second, "100")
    assert dialog.left.text() == "That is € 100.00 more than there is."
    first.setText("x")
    window.qtbot.keyClick(first, Qt.Key.Key_Return)
    assert dialog.status.text() == "“x” is not an amount in EUR."
    first.clear()
    window.qtbot.keyClicks(first, "30")
    assert dialog.left.text() == "€ 20.00 stays as credit on account."
    with window.qtbot.waitSignal(dialog.finished):
        window.qtbot.keyClick(first, Qt.Key.Key_Return)
    assert {each.invoice: each.amount for each in window.all(Allocation)} == {invoice.id: 30_00, other: 100_00}
    window.until(lambda: "€ 20.00 stays as credit on account." in window.toast())
    dialog = spread_dialog(window, payment)
    assert [each.text() for each in dialog.amounts.values()] == ["30.00", "100.00"]
    window.click("Fill from the top", dialog)
    assert [each.text() for each in dialog.amounts.values()] == ["150.00", ""]
    dialog.reject()


def test_a_payment_in_another_currency_says_what_it_takes_and_why(window: Person):
    invoice = late(window)
    payment = add(window.book, "payment", client=invoice.client, amount=1100_00, currency="USD")
    dialog = spread_dialog(window, payment)
    dialog.amounts[invoice.id].setText("1000")
    dialog.takings[invoice.id].setText("1085.40")
    dialog._sum()
    assert dialog.left.text() == "$ 14.60 stays as credit on account."
    dialog.save.click()
    window.until(lambda: "Say where the difference comes from" in dialog.status.text())
    dialog.difference.setText("rate")
    with window.qtbot.waitSignal(dialog.finished):
        dialog.save.click()
    (part,) = window.all(Allocation)
    assert (part.amount, part.currency, part.source_amount) == (1000_00, "EUR", "1085.40")
    assert part.difference_reason == "rate"
