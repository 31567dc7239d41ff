"""The check of a contract on the screen: by its row's menu, by the keys, and with a passage of one's own."""

from __future__ import annotations

from PySide6.QtCore import Qt

from clientguard.actions.records.attachments import attach_files
from clientguard.domain.records import Clause, Contract
from clientguard.ui.dialogs.parties.clause_dialog import ClauseDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.table import RecordTable
from tests.factories import add
from tests.ui.conftest import Person

STOPS = "We may suspend work while any invoice is overdue."
TEXT = f"# Agreement\n\nInvoices are due within 14 days of receipt.\n\n{STOPS}\n"


def checked(window: Person) -> ClauseDialog:
    """Attach a contract's file, and open its check."""
    contract = add(window.book, "contract", client=window.ids["harbour"], title="Website", notice_days=None)
    window.ids["agreement"] = contract
    file = window.book.path.parent / "agreement.md"
    file.write_text(TEXT, encoding="utf-8")
    attach_files(window.book, contract, [file])
    assert window.window.intents is not None
    window.window.intents.check_contract(contract)
    return window.dialog(ClauseDialog)


def done(window: Person, dialog: ClauseDialog) -> None:
    """Close the check."""
    window.rest()
    with window.qtbot.waitSignal(dialog.finished):
        dialog.accept()


def clauses(window: Person) -> dict[str, Clause]:
    return {each.key: each for each in window.all(Clause)}


def test_confirming_keeps_the_passage_and_copies_it_to_the_contract(window: Person):
    dialog = checked(window)
    row = dialog.rows["suspension"]
    assert row.chip.text == "Proposed"
    assert row.passage.text() == f"“{STOPS}”"
    assert dialog.rows["deposit"].chip.text == "Nothing found"

    window.click(row.confirm)
    window.until(lambda: row.chip.text == "In the contract")
    window.rest()

    assert clauses(window)["suspension"].passage == STOPS
    assert window.read(Contract, "agreement").suspension_clause == STOPS
    done(window, dialog)


def test_the_keys_alone_go_from_one_proposal_to_the_next(window: Person):
    dialog = checked(window)
    dialog.rows["payment_date"].confirm.setFocus()
    window.press(Qt.Key.Key_Space)
    window.until(lambda: dialog.rows["payment_date"].chip.text == "In the contract")

    assert dialog.focusWidget() is dialog.rows["suspension"].confirm

    window.press(Qt.Key.Key_Space)
    window.until(lambda: dialog.rows["suspension"].chip.text == "In the contract")
    window.rest()
    assert dialog.focusWidget() is dialog.close_button
    assert dialog.status.text() == "No clause is left to confirm."
    done(window, dialog)


def test_that_a_clause_is_not_stated_is_an_answer(window: Person):
    dialog = checked(window)
    row = dialog.rows["deposit"]

    window.click(row.none)
    window.until(lambda: row.chip.text == "Not stated")
    window.rest()

    assert clauses(window)["deposit"].state == "not stated"
    assert not row.none.isVisible()
    done(window, dialog)


def test_another_passage_can_be_quoted(window: Person):
    dialog = checked(window)
    row = dialog.rows["handover"]
    assert row.quote.text() == "Quote a passage …"

    window.click(row.quote)
    form = window.dialog(RecordDialog)
    form.form.editors["passage"].set_text("All accounts on the last day.")
    with window.qtbot.waitSignal(form.finished):
        window.click(form.save)
    window.until(lambda: row.chip.text == "In the contract")
    window.rest()

    assert window.read(Contract, "agreement").handover_clause == "All accounts on the last day."
    done(window, dialog)


def test_each_answer_says_to_a_screen_reader_what_it_is_about(window: Person):
    dialog = checked(window)

    names = [each.accessibleName() for each in dialog.rows["payment_date"].buttons]

    assert names == [f"{word}: When payment is due" for word in ("Confirm", "Not stated", "Another passage …")]
    done(window, dialog)


def test_the_row_of_a_contract_offers_the_check(window: Person):
    page = window.page("client", "harbour")
    page.show_section("contract")
    window.look()
    (table,) = [each for each in page.findChildren(RecordTable) if each.kind.name == "contract"]
    window.until(lambda: table.model.rowCount() == 1)
    table.choose(window.ids["contract"])
    window.until(table.selection)
    page.row_action("Check the contract …")()

    done(window, window.dialog(ClauseDialog))
