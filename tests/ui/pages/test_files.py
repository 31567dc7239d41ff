"""The page of all files: what they are of, when, and what can be done with one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from clientguard.actions.records import attachments
from clientguard.ui.dialogs.files.attach_dialog import AttachDialog
from clientguard.ui.dialogs.files.file_dialog import FileDialog
from clientguard.ui.pages.listing import FilesPage
from tests.factories import add
from tests.ui.conftest import Person


@pytest.fixture
def page(window: Person, tmp_path: Path) -> FilesPage:
    """A file of a contract of long ago, one of a message, and one of a client itself, kept in another order."""
    contract = add(
        window.book, "contract", client=window.ids["harbour"], title="Care", signed=None, starts=date(2020, 3, 4)
    )
    for owner, name in (
        (window.ids["message"], "plan.txt"),
        (window.ids["harbour"], "logo.txt"),
        (contract, "signed.txt"),
    ):
        path = tmp_path / name
        path.write_text(f"This is {name}." * 100, encoding="utf-8")
        attachments.attach_files(window.book, owner, [path])
    made = window.page("files")
    window.until(lambda: made.table.model.rowCount() == 4 and made.table.model.text(0, 0))
    return made


def names(page: FilesPage) -> list[str]:
    return [page.table.model.text(row, 2) for row in range(page.table.model.rowCount())]


def choose(window: Person, page: FilesPage, name: str) -> None:
    page.table.choose(page.table.model.ids[names(page).index(name)])
    window.until(
        lambda: page.table.view.currentIndex().isValid() and names(page)[page.table.view.currentIndex().row()] == name
    )
    window.rest()


def act(page: FilesPage, word: str) -> None:
    action = page.row_action(word)
    assert action is not None
    action()


def test_each_file_says_whose_it_is_of_when_and_how_large(window: Person, page: FilesPage):
    model = page.table.model
    assert [model.head(column) for column in range(model.columnCount())] == [
        "Client",
        "Belongs to",
        "Name",
        "Size",
        "Date",
    ]
    at = names(page).index("signed.txt")
    assert [model.text(at, column) for column in (1, 2, 3, 4)] == ["Care", "signed.txt", "1.9 KB", "4 Mar 2020"]
    at = names(page).index("plan.txt")
    assert [model.text(at, column) for column in (1, 4)] == ["About the shop", "20 Nov 2026"]
    assert names(page)[-1] == "signed.txt"
    page.table._sort_by(4)
    window.until(lambda: names(page)[0] == "signed.txt")
    window.rest()


def test_a_file_opens_inside_and_leads_to_what_it_belongs_to(window: Person, page: FilesPage):
    choose(window, page, "signed.txt")
    page.table._open(page.table.view.currentIndex().row())
    shown = window.dialog(FileDialog)
    window.until(lambda: shown.text.toPlainText().startswith("This is signed.txt."))
    shown.reject()
    window.rest()
    act(page, "Go to what it belongs to")
    owner = window.dialog()
    assert owner.form.texts()["title"] == "Care"
    owner.reject()
    window.rest()


def test_a_copy_is_opened_elsewhere_or_saved(window: Person, page: FilesPage, monkeypatch, tmp_path: Path):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    choose(window, page, "plan.txt")
    act(page, "Open with …")
    window.until(lambda: opened)
    assert Path(opened[0].toLocalFile()).read_text(encoding="utf-8").startswith("This is plan.txt.")
    target = tmp_path / "copy.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    act(page, "Save a copy of the file …")
    window.until(target.exists)
    window.rest()


def test_files_are_added_from_the_list_for_the_client_that_is_chosen(
    window: Person, page: FilesPage, monkeypatch, tmp_path: Path
):
    path = tmp_path / "brief.txt"
    path.write_text("Blue", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    window.click("Attach a file", page)
    asked = window.dialog(AttachDialog)
    assert not asked.save.isEnabled()
    asked.picker.choose(window.ids["harbour"])
    asked.picker.edited.emit()
    asked.save.click()
    window.until(lambda: "brief.txt" in names(page))
    window.rest()
