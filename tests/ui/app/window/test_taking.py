"""Copied files that are pasted come in as dropped ones do; a field that has the focus keeps the key to itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication

from clientguard.ui.app.window.taking import COPIED, files_of
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.tables.table_dialog import TableDialog
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _left_empty(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.clipboard().clear()


def letter(path: Path) -> Path:
    path.write_text("From: joan@harbour.example\nTo: ada@north.example\nSubject: Shop\n\nHello.\n", "utf-8")
    return path


def copy(*paths: Path) -> None:
    """Copy files, as the desktop does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.clipboard().setMimeData(data)


def paste(person: Person) -> None:
    person.press(Qt.Key.Key_V, CTRL)


@pytest.mark.parametrize("page", ["today", "messages", "waiting", "client", "settings"])
def test_a_copied_message_is_imported_from_any_page(window: Person, tmp_path: Path, page: str):
    shown = window.page(page, "harbour" if page == "client" else 0)
    window.rest()
    copy(letter(tmp_path / "letter.eml"))
    shown.take_focus()
    paste(window)
    dialog = window.dialog(ImportDialog)
    assert "letter.eml" in window.seen(dialog)
    dialog.reject()


def test_a_copied_list_shows_what_it_is(window: Person, tmp_path: Path):
    (tmp_path / "list.csv").write_text("Customer,Total\nMill,20\n", "utf-8")
    copy(tmp_path / "list.csv")
    window.page("money")
    paste(window)
    window.dialog(TableDialog).reject()


def test_what_is_pasted_into_a_field_stays_there(window: Person, tmp_path: Path):
    page = window.page("messages")
    field = page.table.filter
    field.setFocus()
    QApplication.clipboard().setText("shop")
    paste(window)
    assert field.text() == "shop"
    field.clear()
    copy(tmp_path / "letter.eml")
    paste(window)
    assert "letter.eml" in field.text()
    assert not window.dialogs()


def test_words_alone_are_not_pasted_onto_a_page(window: Person):
    window.page("today")
    QApplication.clipboard().setText("shop")
    assert not window.window.can_paste()
    paste(window)
    assert not window.dialogs()


def test_the_menu_pastes_files_too(window: Person, tmp_path: Path):
    window.page("today")
    window.rest()
    copy(letter(tmp_path / "letter.eml"))
    window.window.menus.fill("edit")
    entry = next(each for each in window.window.menus.menus["edit"].actions() if each.text() == "Paste")
    assert entry.isEnabled()
    entry.trigger()
    window.dialog(ImportDialog).reject()


def test_nothing_is_pasted_where_no_casebook_is_open(person: Person, tmp_path: Path):
    person.begin()
    copy(tmp_path / "letter.eml")
    paste(person)
    assert not person.dialogs()


def test_files_that_were_copied_by_a_desktop_with_a_name_of_its_own():
    data = QMimeData()
    lines = b"copy\nfile:///srv/ada/a%20letter.eml\nhttps://mill.example/b.eml\nfile:///srv/ada/a%20letter.eml"
    data.setData(COPIED, lines)
    assert files_of(data) == [Path("/srv/ada/a letter.eml")]
