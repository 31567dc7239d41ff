"""The Help menu and the size of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QFontMetrics, QKeySequence
from PySide6.QtWidgets import QApplication

from clientguard import __version__, crash, paths
from clientguard.actions.communication.incoming.sources import Source
from clientguard.settings import Settings
from clientguard.ui.app.commands import fixed_commands
from clientguard.ui.app.window.help import places
from clientguard.ui.dialogs.help.places_dialog import PlacesDialog
from clientguard.ui.dialogs.help.text_dialog import TextDialog
from clientguard.ui.look.theme import font
from clientguard.ui.session.agenda_keeper import AgendaKeeper
from clientguard.ui.session.source_keeper import SourceKeeper
from tests.ui.conftest import Person


def text_of(person: Person, topic: str) -> str:
    """Open a text of the Help menu, close it, and return what it says."""
    person.window.show_help(topic)
    dialog = person.dialog(TextDialog)
    assert dialog.text.hasFocus()  # the arrows scroll at once
    found = dialog.text.toPlainText()
    dialog.close_button.click()
    person.until(lambda: not person.dialogs())
    return found


def test_the_list_of_shortcuts_is_the_table_of_commands(window: Person):
    text = text_of(window, "shortcuts")
    for each in fixed_commands():
        if each.shortcut:
            assert each.word() in text
            assert QKeySequence(each.shortcut).toString(QKeySequence.SequenceFormat.NativeText) in text


def test_about_names_the_version_and_the_licences(window: Person):
    text = text_of(window, "about")
    for part in (f"Version {__version__}", "MIT License", "pikepdf", "Sarabun", "Lucide"):
        assert part.casefold() in text.casefold(), part
    assert "What is sent\nNothing." in text
    for path in (window.book.path, window.settings.file, paths.data_dir()):
        assert str(path) in text
    assert [line for line in text.splitlines() if line.startswith("#")] == []


def test_sources_and_the_calendar_file_are_among_the_places(window: Person, tmp_path: Path):
    agenda, sources = (window.window.session.findChild(each) for each in (AgendaKeeper, SourceKeeper))
    agenda.keep(tmp_path / "ahead.ics")
    sources.keep([Source(tmp_path / "Mail")])
    window.rest()
    named = {place.path: place.what for place in places(window.window)}
    assert named[tmp_path / "ahead.ics"] == "Calendar file, with the names of clients"
    assert named[tmp_path / "Mail"] == "Source, which is only read"
    agenda.keep(None)
    sources.keep([])
    window.rest()


@pytest.mark.parametrize("topic", ["places", "problem"])
def test_places_open_their_folders(window: Person, monkeypatch: pytest.MonkeyPatch, topic: str):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    crash.folder().mkdir(parents=True)
    window.window.show_help(topic)
    dialog = window.dialog(PlacesDialog)
    said = window.seen(dialog)
    if topic == "places":
        assert str(window.book.path) in said
        assert str(window.settings.file) in said
    else:
        assert f"ClientGuard {__version__}" in said
    window.click(dialog.buttons[0], dialog)
    assert opened == [str(window.book.path.parent if topic == "places" else crash.folder())]
    dialog.close_button.click()
    window.until(lambda: not window.dialogs())


def test_larger_text_is_shown_at_once_and_at_the_next_start(window: Person):
    title, before = window.window.head.title, QFontMetrics(font()).height()
    small = QFontMetrics(title.font()).height()
    for _turn in range(3):
        window.window.scale_text(10)
    assert QFontMetrics(font()).height() > before * 1.2
    assert QApplication.font().pointSizeF() == pytest.approx(10.5 * 1.3)
    assert QFontMetrics(title.font()).height() > small * 1.2
    assert Settings.load(window.home / "config").text_size == 130
    for _turn in range(20):
        window.window.scale_text(10)
    assert window.settings.text_size == 160
    window.window.scale_text(0)
    assert (window.settings.text_size, QFontMetrics(font()).height()) == (100, before)
