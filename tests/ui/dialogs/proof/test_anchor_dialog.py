"""The mail with the anchor is shown, taken out, and noted once (P5.2)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from clientguard.store.journal import entry_log
from clientguard.ui.dialogs.proof.anchor_dialog import AnchorDialog
from tests.ui.conftest import Person


def shown(window: Person) -> AnchorDialog:
    window.page("journal")
    window.click("Mail the anchor …")
    return window.dialog(AnchorDialog)


def size(window: Person) -> int:
    with window.book.read() as db:
        return entry_log.anchor(db).size


def test_it_is_noted_once_whatever_ways_it_takes(window: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    dialog, before = shown(window), size(window)
    assert f"\n{before}:" in dialog.text.toPlainText()
    window.click("Copy", dialog)
    window.until(lambda: dialog.status.text() == "Copied.")
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    target = tmp_path / "anchor.eml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    window.click("Save as mail file …", dialog)
    window.until(lambda: "Saved as" in dialog.status.text())
    assert f"{before}:" in target.read_text("utf-8")
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url) or False)
    window.click("Open in mail program", dialog)
    window.until(lambda: "No mail program" in dialog.status.text())
    assert f"{before}%3A" in asked[0].query()
    assert size(window) == before + 1
    dialog.accept()
    window.until(lambda: window.window.head.subtitle.text() == f"{before + 1} entries")


def test_it_is_asked_for_from_settings(window: Person):
    page = window.page("settings")
    window.click(page.anchor)
    window.dialog(AnchorDialog).accept()
