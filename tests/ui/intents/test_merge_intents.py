"""Merging two clients from the window, and taking it back."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from clientguard.domain.records import Client, Invoice
from clientguard.ui.dialogs.parties.merge_dialog import MergeDialog
from tests.ui.conftest import Person


def test_two_clients_are_merged_from_the_list_and_parted_by_undo(window: Person):
    table = window.page("clients").table
    table.choose(window.ids["harbour"])
    table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.choose("Merge with …")
    dialog = window.dialog(MergeDialog)
    assert not dialog.save.isEnabled()
    assert not dialog.picker.choose(window.ids["harbour"])
    window.type("Lumen")
    window.press(Qt.Key.Key_Return)
    window.until(dialog.picker.chosen)
    with window.qtbot.waitSignal(dialog.finished):
        window.click("Merge", dialog)
    assert "“Harbour Books” was merged." in window.toast()
    assert window.read(Invoice, "R-1").client == window.ids["lumen"]
    window.click("Undo")
    window.until(lambda: window.read(Client, "harbour").removed is None)
    window.rest()
    assert window.read(Invoice, "R-1").client == window.ids["harbour"]


def test_the_page_of_a_merged_client_gives_way_to_the_other_ones(window: Person):
    window.page("client", "harbour")
    assert window.window.intents is not None
    window.window.intents.merge(window.ids["harbour"])
    dialog = window.dialog(MergeDialog)
    dialog.picker.choose(window.ids["casa"])
    dialog.picker.edited.emit()
    with window.qtbot.waitSignal(dialog.finished):
        window.click("Merge", dialog)
    window.until(lambda: window.window.intents.current_client == window.ids["casa"])
    window.rest()
