"""The Help menu and the size of the text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QDesktopServices, QFontMetrics, QKeySequence
from PySide6.QtWidgets import QApplication

from clientguard import __version__, crash
from clientguard.settings import Settings
from clientguard.ui.app.commands import fixed_commands
from clientguard.ui.dialogs.help.places_dialog import PlacesDialog
from clientguard.ui.dialogs.help.text_dialog import TextDialog
from clientguard.ui.look.theme import font
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
    for part in (f"Version {__version__}", "MIT License", "pikepdf", "Sarabun"):
        assert part in text


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
