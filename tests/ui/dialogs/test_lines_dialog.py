"""The lines of an invoice in the window: typed, added up, taken from the work, saved; and the PDF made from them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from clientguard.domain.records import Attachment, Invoice, InvoiceLine
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs.money.lines_dialog import LinesDialog
from clientguard.ui.dialogs.money.paper_dialog import PaperDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from tests.factories import add, ago
from tests.ui.conftest import Person


@pytest.fixture
def invoice(window: Person) -> int:
    """An invoice that has not been sent, with work done since the one before."""
    client = add(window.book, "client", name="Mill", address="3 Mill Lane")
    add(window.book, "contract", client=client, fee_type="hourly", fee=80_00, currency="EUR", payment_terms="net 14")
    add(window.book, "work", client=client, on=ago(9), minutes=90, detail="Set up the shop")
    add(window.book, "work", client=client, on=ago(8), minutes=60, detail="Talked to the printer")
    return add(window.book, "invoice", client=client, number="M-1", issued=ago(5), amount=1)


def shown(window: Person, invoice: int) -> LinesDialog:
    window.window.intents.invoice_lines(invoice)
    return window.dialog(LinesDialog)


def test_lines_are_typed_from_field_to_field_and_added_up(window: Person, invoice: int):
    dialog = shown(window, invoice)
    for text in ("Design", "10", "hours", "80", "21"):
        window.type(text)
        window.press(Qt.Key.Key_Tab)
    assert dialog._rows[0].fields["amount"].text() == "800.00"
    assert dialog._rows[0].fields["amount"].isReadOnly(), "quantity and price say what it is"
    assert "Net: € 800.00" in dialog.sums.text()
    assert "Tax, 21 %: € 168.00" in dialog.sums.text()
    assert "Total: € 968.00" in dialog.sums.text()
    assert "The invoice is over € 0.01 until the lines are saved." in dialog.sums.text()
    window.click("Add a line", dialog)
    assert QApplication.focusWidget() is dialog._rows[1].fields["description"]
    dialog._rows[1].show({"description": "Discount", "amount": "-50", "tax_rate": "21"})
    window.click("Save the lines", dialog)
    window.until(lambda: not window.dialogs())
    assert window.read(Invoice, invoice).amount == 907_50
    assert [each.amount for each in window.all(InvoiceLine)] == [800_00, -50_00]


def test_the_work_since_the_last_invoice_becomes_lines(window: Person, invoice: int):
    dialog = shown(window, invoice)
    window.click("Add 2 pieces of work since the last invoice", dialog)
    assert [row.fields["quantity"].text() for row in dialog._rows] == ["1.50", "1.00"]
    assert "Total: € 200.00" in dialog.sums.text()
    assert not dialog.add_work.isEnabled()
    window.click("Save the lines", dialog)
    window.until(lambda: not window.dialogs())
    assert window.read(Invoice, invoice).amount == 200_00


def test_what_cannot_be_read_is_said_at_its_line_and_nothing_is_saved(window: Person, invoice: int):
    dialog = shown(window, invoice)
    row = dialog._rows[0]
    row.show({"description": "Design", "quantity": "ten", "unit_price": "80"})
    window.click("Save the lines", dialog)
    assert dialog.error.text().startswith("Line 1: ")
    assert QApplication.focusWidget() is row.fields["quantity"]
    row.show({"quantity": "10", "unit_price": "80"})
    window.click("Save the lines", dialog)
    assert dialog.error.text() == "Line 1: This is required."
    row.show({"description": "Design", "quantity": "10", "unit_price": "80", "tax_rate": "210"})
    window.click("Save the lines", dialog)
    window.until(lambda: "from 0 to 100" in dialog.error.text())
    assert window.all(InvoiceLine) == []
    window.answer("Discard it", dialog.reject)


def test_a_line_is_removed_and_the_keyboard_goes_to_the_next(window: Person, invoice: int):
    dialog = shown(window, invoice)
    window.click("Add 2 pieces of work since the last invoice", dialog)
    window.click(dialog._rows[0]._remove)
    assert len(dialog._rows) == 1
    assert QApplication.focusWidget() is dialog._rows[0].fields["description"]
    window.click(dialog._rows[0]._remove)
    assert [row.is_empty() for row in dialog._rows] == [True]
    assert dialog.sums.text() == ""
    window.close_form(dialog)


def test_lines_that_were_typed_are_offered_again(window: Person, invoice: int):
    dialog = shown(window, invoice)
    window.type("Half a line")
    window.answer("Keep it as a draft", dialog.reject)
    window.until(lambda: not window.dialogs())
    again = shown(window, invoice)
    assert again._rows[0].fields["description"].text() == "Half a line"
    window.close_form(again)


def test_the_pdf_is_made_from_the_form_after_the_remarks(window: Person, invoice: int):
    form = window.window.intents
    form.open("invoice", invoice)
    dialog = window.dialog(RecordDialog)
    window.click("Create the PDF …", dialog)
    asked = window.dialog(PaperDialog)
    assert "It has no lines" in window.seen(asked)
    assert "is not an e-invoice" in window.seen(asked)
    window.click("Create the PDF", asked)
    preview = window.dialog(PreviewDialog)
    assert attached_facts(preview._pdf)["number"] == "M-1"
    assert "Invoice M-1.pdf" in [each.name for each in window.all(Attachment)]
    assert window.read(Invoice, invoice).sent_on is None
    preview.close()
    window.rest()


def test_the_next_one_is_added_from_the_row_and_opens(window: Person, invoice: int):
    page = window.page("money")
    table = page.tables["invoice"]
    window.until(lambda: invoice in table.model.ids)
    table.choose(invoice)
    window.until(table.selection)
    table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.choose("Add the next one")
    opened = window.dialog(RecordDialog)
    assert opened.record.number == "R-5", "it follows the last one issued by then"
    assert "Invoice R-5 of 17 Dec 2026 was added." in window.toast()
    opened.reject()
    window.rest()
