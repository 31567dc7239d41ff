"""The picture of the first screen: whole, of the usual size, and of what is there rather than of the wait for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from clientguard.ui.app.window.picture import save_first_screen
from clientguard.ui.widgets.on_screen import USUAL
from tests.ui.conftest import Person


def test_the_picture_waits_for_the_casebook_and_is_of_the_usual_size(person: Person, tmp_path: Path, monkeypatch):
    shown: list[set[str]] = []
    closed: list[bool] = []
    path, grab = tmp_path / "first.png", person.window.grab

    def look() -> QPixmap:
        shown.append({each.text() for each in person.window.findChildren(QLabel) if each.isVisible()})
        return grab()

    monkeypatch.setattr(person.window, "grab", look)
    person.window.closing.connect(lambda: closed.append(True))
    person.app.opener.open_sample()
    save_first_screen(person.window, path, lambda: person.app.opener.busy)
    person.qtbot.waitUntil(lambda: bool(closed), timeout=10_000)
    [said] = shown
    assert any("Voss Interiors" in each for each in said), said
    picture = QImage(str(path))
    assert picture.size() / picture.devicePixelRatio() == USUAL


def test_a_picture_that_cannot_be_written_is_said(person: Person, tmp_path: Path, capfd):
    person.app.show_first_run()
    closed: list[bool] = []
    person.window.closing.connect(lambda: closed.append(True))
    save_first_screen(person.window, tmp_path / "nowhere" / "first.png", lambda: False)
    person.qtbot.waitUntil(lambda: bool(closed))
    QApplication.processEvents()
    assert "Nothing was changed." in capfd.readouterr().err
    assert not (tmp_path / "nowhere").exists()
