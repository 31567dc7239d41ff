"""Stopping work under a contract and resuming it, from its row."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from clientguard.domain.records import Contract
from clientguard.ui.dialogs.parties.stop_dialog import StopDialog
from tests.factories import TODAY, ago
from tests.ui.conftest import Person


def from_the_row(window: Person, contract: int, word: str) -> None:
    page = window.page("client", "harbour")
    page.show_section("contract")
    table = page._sections["contract"]
    window.until(lambda: table.model.rowCount() == 1)
    table.choose(contract)
    window.until(lambda: table.selection() == [contract])
    table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.choose(word)


def test_stopped_work_is_resumed_and_stopped_again_and_undo_goes_back(window: Person):
    before = next(each for each in window.all(Contract) if each.stopped_on)
    from_the_row(window, before.id, "Resume work")
    window.until(lambda: window.read(Contract, before.id).stopped_on is None)
    window.until(lambda: f"Work on “{before.title}” goes on." in window.toast())
    window.click("Undo")
    window.until(lambda: window.read(Contract, before.id) == before)
    from_the_row(window, before.id, "Resume work")
    window.until(lambda: window.read(Contract, before.id).stopped_on is None)
    from_the_row(window, before.id, "Stop work …")
    dialog = window.dialog(StopDialog)
    assert dialog.picker.chosen() == before.stopped_for  # the only one that is unpaid
    dialog.since.set_text("whenever")
    window.click("Stop work", dialog)
    assert dialog.since.error()
    dialog.since.set_text(ago(4).isoformat())
    with window.qtbot.waitSignal(dialog.finished):
        window.click("Stop work", dialog)
    found = window.read(Contract, before.id)
    assert (found.stopped_on, found.stopped_for, found.lifted_on) == (ago(4), before.stopped_for, TODAY)


def test_where_a_contract_goes_on_until_is_asked_by_the_decision_alone(window: Person):
    dialog = window.open_form("contract", client=window.ids["harbour"])
    assert dialog.form.editors["decided_until"].isHidden()
    dialog.reject()
