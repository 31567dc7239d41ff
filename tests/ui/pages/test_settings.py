"""Settings: the business, the look, the casebook and its copies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from clientguard.actions.casebook import casebooks
from clientguard.domain.records import Business
from clientguard.settings import Settings
from clientguard.ui.dialogs.parties.own_addresses import OwnAddressesDialog
from clientguard.ui.look.theme import DARK, LIGHT, tokens
from tests import factories
from tests.ui.conftest import Person


def ground(window: Person) -> str:
    """Return the colour at the edge of the page that is shown."""
    picture = window.window.grab().toImage()
    ratio = picture.devicePixelRatio()
    return picture.pixelColor(int((picture.width() - 6) / ratio), int((picture.height() - 6) / ratio)).name().upper()


def choose_look(window: Person, page: Any, word: str) -> None:
    page.look.setFocus()
    page.look.setCurrentIndex(page.look.findText(word))
    page.look.activated.emit(page.look.currentIndex())


def test_the_business_is_saved_and_said(window: Person):
    page = window.page("settings").business
    line = page.form.editors["phone"].input
    window.type("+31 20", line)
    window.press(Qt.Key.Key_Return)
    window.until(lambda: page.status.text() == "Saved.")
    assert window.all(Business)[0].phone == "+31 20"
    window.type("0", line)
    assert page.status.text() == ""  # it is not saved any more
    window.click(page.save)
    window.until(lambda: window.all(Business)[0].phone == "+31 200")
    window.rest()


def test_what_is_wrong_with_the_business_is_said_in_place(window: Person):
    page = window.page("settings").business
    page.form.editors["time_zone"].set_text("Nowhere/Land")
    page.form.editors["rate"].set_text("dear")
    window.click(page.save)
    assert page.form.editors["rate"].error() == "Enter an amount, such as 4800 or 4,800.00."
    page.form.editors["rate"].set_text("85")
    window.click(page.save)
    window.until(lambda: page.form.editors["time_zone"].error())
    assert page.save.isEnabled()
    window.rest()


def owner_again(window: Person) -> Any:
    """Close the casebook and open it again; return the business's part of Settings."""
    path = window.book.path
    window.app.close()
    window.open(path)
    return window.page("settings").business


def test_what_was_typed_of_the_business_and_not_saved_is_there_again(window: Person):
    part = window.page("settings").business
    line = part.form.editors["owner"].input
    window.type(" Senior", line)
    assert part.undo.isVisible()
    part = owner_again(window)
    assert part.form.texts()["owner"] == "Ada North Senior"
    assert part.status.text() == "You started this earlier and did not save it. What you entered is still here."
    assert window.all(Business)[0].owner == "Ada North"
    window.click(part.undo)
    assert part.form.texts()["owner"] == "Ada North"
    assert not part.undo.isVisible()
    window.rest()
    part = owner_again(window)
    assert part.form.texts()["owner"] == "Ada North"
    assert part.status.text() == ""


def test_what_was_discarded_of_the_business_comes_back_with_undo(window: Person):
    part = window.page("settings").business
    window.type(" Senior", part.form.editors["owner"].input)
    window.click(part.undo)
    assert window.toast() == "What you entered was discarded."
    window.type("+31 20", part.form.editors["phone"].input)
    window.click("Undo", window.window._toast)
    assert (part.form.texts()["owner"], part.form.texts()["phone"]) == ("Ada North Senior", "+31 20")
    part.form.editors["address"].input.setFocus()  # in a box of several lines, Return alone begins a new one
    window.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: part.status.text() == "Saved.")
    assert (window.all(Business)[0].owner, window.all(Business)[0].phone) == ("Ada North Senior", "+31 20")
    window.rest()


def test_what_is_being_typed_of_the_business_stays_when_something_else_is_saved(window: Person):
    part = window.page("settings").business
    window.type(" Senior", part.form.editors["owner"].input)
    window.page("settings").refresh()
    assert part.form.texts()["owner"] == "Ada North Senior"
    window.click(part.undo)
    window.rest()


def test_what_could_not_be_saved_of_the_business_is_kept(window: Person):
    part = window.page("settings").business
    part.form.editors["time_zone"].set_text("Nowhere/Land")
    window.click(part.save)
    window.until(lambda: part.form.editors["time_zone"].error())
    assert part.undo.isVisible()
    part = owner_again(window)
    assert part.form.texts()["time_zone"] == "Nowhere/Land"
    window.click(part.undo)
    window.rest()


def test_the_minutes_until_it_locks_are_remembered_and_nonsense_is_not(window: Person):
    window.settings.auto_lock = 0
    window.settings.save()
    assert Settings.load(window.home / "config").auto_lock == 0
    file = window.home / "config" / "settings.json"
    for nonsense in ("-1", "true", '"15"', "1.5", "null"):
        file.write_text(f'{{"auto_lock": {nonsense}}}', encoding="utf-8")
        assert Settings.load(window.home / "config").auto_lock == 15


def test_the_look_changes_at_once_and_everywhere_and_is_remembered(window: Person):
    for place in ("today", "clients", "messages", "money", "journal"):
        window.page(place)
    window.page("client", "harbour")
    page = window.page("settings")
    assert (tokens(), ground(window)) == (LIGHT, LIGHT.window)
    choose_look(window, page, "Dark")
    assert tokens() == DARK
    for place in ("settings", "today", "clients", "messages", "money", "journal"):
        window.page(place)
        assert ground(window) == DARK.window, place
    assert Settings.load(window.home / "config").look == "dark"
    page = window.page("settings")
    choose_look(window, page, "Light")
    assert ground(window) == LIGHT.window


def test_a_backup_is_made_and_checked(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "copies" / "copy.casebook"
    target.parent.mkdir()
    offered: list[str] = []

    def ask(_parent: object, _title: str, place: str, _filter: str) -> tuple[str, str]:
        offered.append(place)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    page = window.page("settings")
    assert str(window.book.path) in window.seen(page)
    window.click(page.copy)
    window.until(lambda: window.toast() == f"Copied to {target}, and checked in full.")
    assert Path(offered[0]).name == "practice 2026-11-22.casebook"
    assert casebooks.verify_casebook(target).valid
    (tmp_path / "file").touch()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "file" / "a.casebook"), ""))
    window.click(page.copy)
    window.until(lambda: str(tmp_path / "file") in window.seen())
    window.rest()


def test_another_casebook_is_opened_or_made_from_here(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    other = tmp_path / "other.casebook"
    factories.firm_book(other).close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(other), ""))
    page = window.page("settings")
    window.click(page.other)
    window.until(lambda: window.book.path == other)
    assert window.window.windowTitle() == "other – ClientGuard"
    window.click(window.page("settings").new)
    assert "first run" in window.window.pages
    assert window.app.book is None
    assert not (tmp_path / "other.casebook-wal").exists()


def test_a_casebook_that_cannot_be_opened_leaves_the_open_one(
    window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    other = tmp_path / "other.casebook"
    other.write_text("not a casebook", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(other), ""))
    page = window.page("settings")
    window.click(page.other)
    window.until(lambda: "other.casebook" in window.seen())
    assert window.window.here == "settings"
    assert window.book.path.stem == "practice"


def test_addresses_of_ones_own_are_added_and_taken_away(window: Person):
    page = window.page("settings")
    window.until(lambda: "None of your email addresses is known yet" in page.addresses.told.text())
    window.click(page.addresses.change)
    dialog = window.dialog(OwnAddressesDialog)
    window.type("ada@north.example", dialog.choice.other)
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    window.until(lambda: page.addresses.told.text() == "Your email addresses: ada@north.example")
    window.click(page.addresses.change)
    dialog = window.dialog(OwnAddressesDialog)
    dialog.choice.boxes["ada@north.example"].click()
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    window.until(lambda: "None of your email addresses is known yet" in page.addresses.told.text())
