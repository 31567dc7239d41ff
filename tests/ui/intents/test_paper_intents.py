"""Papers about money from the window: made, shown, and tied to what the casebook says."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from clientguard.reports.paper.archive import attached_facts
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
