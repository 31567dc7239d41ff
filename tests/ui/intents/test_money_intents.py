"""Disputes, holds and promises, from the row of an invoice and from Today."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from clientguard.actions.records import editing
from clientguard.domain.records import Invoice, InvoiceHold, Promise
from clientguard.ui.dialogs.reading.read_dialog import ReadDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.table import RecordTable
from clientguard.ui.widgets.queue_row import QueueRow
from tests.factories import TODAY, ago
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
    dialog = from_the_row(window, invoice.id, "It is disputed …")
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
