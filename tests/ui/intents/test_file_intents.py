"""Taking things out at the window: everything into a folder, and what is held about one person."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from clientguard.domain.changed import Changed
from clientguard.errors import Cancelled
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs import export_dialog
from clientguard.ui.dialogs.export_dialog import ExportDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.dialogs.why_dialog import WhyDialog
from tests.factories import add
from tests.ui.conftest import Person


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is chosen whenever one is asked for."""
    made = tmp_path / "place"
    made.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(made))
    return made


def command(window: Person, word: str) -> Any:
    """Return what the command box does at a word."""
    window.window.search()
    box = window.dialog(SearchBox)
    found = next(each.act for each in box._commands if each.word == word)
    box.reject()
    return found


def test_everything_is_exported_from_the_command_box(window: Person, place: Path, monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(url.toLocalFile()))
    for number in ("", " (2)"):
        command(window, "Export everything")()
        dialog = window.dialog(ExportDialog)
        window.until(dialog.close_button.isVisible)
        assert "Open index.html in that folder" in dialog.status.text()
        assert "1 file written." in dialog.status.text()
        out = place / f"practice export 2026-11-22{number}"
        window.click("Open folder", dialog)
        assert opened.pop() == str(out)
        window.click("Close", dialog)
        assert (out / "index.html").is_file()
        names = [each["name"] for each in json.loads((out / "json" / "client.json").read_text("utf-8"))["records"]]
        assert names == ["Harbour Books", "Lumen Studio", "Casa Verde"]


def test_everything_is_exported_from_the_settings(window: Person, place: Path):
    window.click(window.page("settings").everything)
    dialog = window.dialog(ExportDialog)
    window.until(dialog.close_button.isVisible)
    window.press(Qt.Key.Key_Escape, on=dialog)
    assert len(list(place.iterdir())) == 1


def test_no_place_no_export(window: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    command(window, "Export everything")()
    assert window.dialogs() == []


def test_an_export_can_be_cancelled(window: Person, place: Path, monkeypatch: pytest.MonkeyPatch):
    begun = threading.Event()

    def slow(*_: Any, progress: Any, cancelled: Any) -> None:
        progress(1, 10)
        begun.set()
        while not cancelled():
            threading.Event().wait(0.01)
        raise Cancelled

    monkeypatch.setattr(export_dialog, "export_all", slow)
    command(window, "Export everything")()
    dialog = window.dialog(ExportDialog)
    window.until(begun.is_set)
    window.until(lambda: "1 of 10" in window.seen(dialog))
    window.press(Qt.Key.Key_Escape, on=dialog)
    window.until(dialog.close_button.isVisible)
    assert dialog.status.text() == "Cancelled. Nothing was written."
    window.click("Close", dialog)
    window.rest()


def test_a_full_place_is_said_in_the_dialog(window: Person, place: Path, monkeypatch: pytest.MonkeyPatch):
    target = place / "taken"
    target.mkdir()
    (target / "mine").write_text("x")
    dialog = ExportDialog(window.window.session, target, window.window)
    dialog.open()
    window.until(dialog.close_button.isVisible)
    assert "is not empty. Nothing was written." in dialog.status.text()
    window.click("Close", dialog)


def test_a_data_report_is_made_from_a_contact_s_row(window: Person):
    page = window.page("client", "harbour")
    add(window.book, "contact", client=window.ids["harbour"], name="Peter Hill", note="Secret of Peter")
    window.window.session.changed.emit(Changed(kinds=frozenset({"contact"})))
    page.show_section("people")
    table = page._sections["people"]._tables["contact"]
    window.until(lambda: len(table.model.ids) == 2)
    table.view.selectRow(table.model.ids.index(window.ids["contact"]))
    table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.choose("Data report")
    asked = window.dialog(WhyDialog)
    asked.why.setPlainText("For the accounts, until 2033.")
    window.click("Create the report", asked)
    shown = window.dialog(PreviewDialog)
    facts = attached_facts(shown._pdf)
    assert facts["person"]["names"] == ["Joan Field"]
    assert facts["why"] == "For the accounts, until 2033."
    assert facts["looked_in"] == "Harbour Books"
    assert "Secret of Peter" not in str(facts)
    shown.close()
    window.rest()


def test_the_command_box_offers_it_for_the_people_of_the_client_that_is_open(window: Person):
    window.page("today")
    assert not [each for each in window.window.commands() if each.word.startswith("Data report")]
    window.page("client", "harbour")
    command(window, "Data report on Joan Field")()
    asked = window.dialog(WhyDialog)
    assert asked.why.toPlainText().startswith("It is kept to do the agreed work")
    assert not asked.why.horizontalScrollBar().isVisible()  # it wraps
    window.close_form(asked)
