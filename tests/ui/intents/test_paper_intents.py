"""Papers about money from the window: made, shown, and tied to what the casebook says."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from clientguard.actions.records import editing
from clientguard.domain.records import Business
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.money.paper_dialog import PaperDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from tests.ui.conftest import Person


def test_a_statement_is_made_of_the_open_client_and_of_a_row(window: Person):
    window.page("client", "harbour")
    next(each for each in window.window.commands() if each.word == "Create a statement of account").act()
    shown = window.dialog(PreviewDialog)
    facts = attached_facts(shown._pdf)
    assert facts["client"]["name"] == "Harbour Books"
    shown.close()
    page = window.page("money")
    table = page.tables["invoice"]
    window.until(lambda: table.model.ids)
    table.view.selectRow(0)
    table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.choose("Statement of account")
    shown = window.dialog(PreviewDialog)
    assert attached_facts(shown._pdf)["format"] == "clientguard statement 1"
    shown.close()
    window.rest()


def test_a_reminder_without_the_invoice_s_pdf_offers_to_create_it_and_encloses_it(window: Person):
    """P3.3: what the client may have overlooked goes along."""
    firm = window.all(Business)[0]
    editing.change_record(window.book, firm, payment_details="NL12 RABO 0123")
    window.window.intents.remind(window.ids["R-1"])
    letter = window.dialog(LetterDialog)
    assert "has no PDF on record" in window.seen(letter)
    window.click("Create the PDF", letter)
    asked = window.dialog(PaperDialog)
    window.click("Create the PDF", asked)
    letter = window.dialog(LetterDialog)
    window.until(lambda: "Attached: Invoice R-1.pdf" in window.seen(letter))
    assert "The invoice is attached" in letter.letter.toPlainText()
    letter.reject()
    window.rest()
