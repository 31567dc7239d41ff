"""Stopping work under a contract and resuming it, from its row."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from clientguard.actions.records import editing
from clientguard.domain.records import Business, Contract, Suspension
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.parties.stop_dialog import StopDialog
from clientguard.ui.records.table import RecordTable
from tests.factories import TODAY, ago
from tests.ui.conftest import Person


def from_the_row(window: Person, contract: int, word: str) -> None:
    page = window.page("client", "harbour")
    page.show_section("contract")
    table = next(each for each in page.findChildren(RecordTable) if each.kind.name == "contract")
    window.until(lambda: table.model.rowCount() == 1)
    table.choose(contract)
    window.until(lambda: table.selection() == [contract])
    table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.choose(word)


def test_stopped_work_is_resumed_and_stopped_again_and_undo_goes_back(window: Person):
    stopped = next(each for each in window.all(Contract) if each.stopped_on)
    editing.change_record(window.book, stopped, suspension_clause="")
    before = window.read(Contract, stopped.id)
    from_the_row(window, before.id, "Resume work")
    window.until(lambda: window.read(Contract, before.id).stopped_on is None)
    window.until(lambda: f"Work on “{before.title}” goes on." in window.toast())
    window.click("Undo")
    window.until(lambda: window.read(Contract, before.id) == before)
    from_the_row(window, before.id, "Resume work")
    window.until(lambda: window.read(Contract, before.id).stopped_on is None)
    from_the_row(window, before.id, "Stop work …")
    dialog = window.dialog(StopDialog)
    assert dialog.picker.chosen() == before.stopped_for  # the only one that is overdue
    assert dialog.law.label.text().startswith("This contract has no suspension clause.")
    dialog.tell.setChecked(False)
    dialog.since.set_text("whenever")
    window.click("Stop work", dialog)
    assert dialog.since.error()
    dialog.since.set_text(ago(4).isoformat())
    window.click("Stop work", dialog)
    window.until(lambda: "Give a reason" in dialog.status.text())
    dialog.reason.set_text("As agreed on the phone")
    with window.qtbot.waitSignal(dialog.finished):
        window.click("Stop work", dialog)
    found = window.read(Contract, before.id)
    assert (found.stopped_on, found.stopped_for, found.lifted_on) == (ago(4), before.stopped_for, TODAY)
    assert [each.reason for each in window.all(Suspension)] == ["", "As agreed on the phone"]
    window.click("Undo")
    window.until(lambda: window.read(Contract, before.id).stopped_on is None)


def test_the_letter_is_drafted_once_work_is_stopped(window: Person):
    firm = window.all(Business)[0]
    editing.change_record(window.book, firm, payment_details="NL91 ABNA 0417 1643 00")
    before = next(each for each in window.all(Contract) if each.stopped_on)
    from_the_row(window, before.id, "Resume work")
    window.until(lambda: window.read(Contract, before.id).stopped_on is None)
    from_the_row(window, before.id, "Stop work …")
    dialog = window.dialog(StopDialog)
    dialog.reason.set_text("As agreed on the phone")
    window.click("Stop work", dialog)
    letter = window.dialog(LetterDialog)
    assert "Work starts again at once" in letter.letter.toPlainText()
    letter.reject()


def test_work_during_a_stop_is_warned_of_and_marked(window: Person):
    dialog = window.open_form("work", client=window.ids["harbour"])
    dialog.form.editors["on"].set_text("today")
    dialog.form.editors["on"].edited.emit()
    window.until(dialog.warning.isVisible)
    assert "has been stopped since 17 Nov 2026" in dialog.warning.banner.label.text()
    window.save(dialog, minutes="30", detail="Looked after the shop")
    page = window.page("client", "harbour")
    page.show_section("work")
    page._sections["work"].show_list("work")
    table = next(each for each in page.findChildren(RecordTable) if each.kind.name == "work")
    window.until(lambda: "during the stop" in texts(table))


def texts(table: RecordTable) -> set[str]:
    model = table.model
    return {model.index(row, column).data() for row in range(model.rowCount()) for column in range(model.columnCount())}


def test_where_a_contract_goes_on_until_is_asked_by_the_decision_alone(window: Person):
    dialog = window.open_form("contract", client=window.ids["harbour"])
    assert dialog.form.editors["decided_until"].isHidden()
    dialog.reject()
