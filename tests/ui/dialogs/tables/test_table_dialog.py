"""Importing a table in the window: shown before anything is written, asked where it is open, and accounted for."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QTableWidget

from clientguard.actions.tables import import_table
from clientguard.domain.records import Invoice
from clientguard.ui.dialogs.tables.table_dialog import TableDialog
from tests.ui.conftest import Person

HARVEST = "Issue Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency\n"


def rows(table: QTableWidget) -> list[list[str]]:
    cells = [[table.item(row, place) for place in range(table.columnCount())] for row in range(table.rowCount())]
    return [[cell.text() if cell else "" for cell in row] for row in cells]


def dropped(window: Person, path: Path, text: str) -> TableDialog:
    path.write_text(text, encoding="utf-8")
    window.drop(path)
    return window.dialog(TableDialog)


def imported(window: Person, dialog: TableDialog) -> None:
    window.until(dialog.start.isEnabled)
    with window.qtbot.waitSignal(dialog.imported):
        window.click("Import", dialog)


def test_a_known_table_is_shown_imported_and_accounted_for(
    window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    text = HARVEST + "2026-02-01,T-1,Mill,1234.5,0,10,EUR\n2026-02-02,T-2,,10,0,10,EUR\n"
    dialog = dropped(window, tmp_path / "a.csv", text)
    window.until(dialog.start.isEnabled)
    assert dialog.status.text() == "Invoices, as Harvest writes them: 1. 1 row is left out."
    assert not dialog.pickers.fields.isVisible()
    assert rows(dialog.first)[0][:2] == ["T-1", "Mill"]
    assert rows(dialog.refused)[0][:2] == ["3", "Client is missing."]
    before = len(window.all(Invoice))
    imported(window, dialog)
    assert dialog.status.text() == "1 client added. 1 invoice added. 1 row was left out."
    assert len(window.all(Invoice)) == before + 1
    out = tmp_path / "refused.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    window.click("Save the refused rows", dialog)
    window.until(lambda: dialog.status.text() == "1 row saved.")
    assert "Client is missing." in out.read_text("utf-8-sig")
    window.click("Close", dialog)
    again = dropped(window, tmp_path / "a.csv", text)
    imported(window, again)
    assert again.status.text() == "Nothing was added. 1 was already on record. 1 row was left out."
    window.click("Close", again)


def test_it_asks_what_stands_first_where_dates_have_two_readings(window: Person, tmp_path: Path):
    dialog = dropped(window, tmp_path / "a.csv", HARVEST + "07/08/2026,T-1,Mill,10,0,10,EUR\n")
    window.until(dialog.pickers.order.isVisible)
    window.until(lambda: "Some dates can be read in two ways." in dialog.status.text())
    assert rows(dialog.first)[0][0] == "07/08/2026"
    assert not dialog.start.isEnabled()
    dialog.pickers.order.setCurrentIndex(2)
    dialog.pickers.order.activated.emit(2)
    imported(window, dialog)
    window.click("Close", dialog)
    assert str(window.all(Invoice)[-1].issued) == "2026-07-08"


def test_an_unknown_table_is_explained_once(window: Person, tmp_path: Path):
    text = "No;Customer;Day;Sum\nT-{n};Mill;2026-02-01;1.234,50\n"
    dialog = dropped(window, tmp_path / "a.csv", text.format(n=1))
    window.until(dialog.pickers.fields.isVisible)
    assert "Choose the columns for: Number, Issued, Amount." in dialog.status.text()
    assert rows(dialog.first) == [["T-1", "Mill", "2026-02-01", "1.234,50"]]
    for field, column in (("number", "No"), ("issued", "Day"), ("amount", "Sum")):
        box = dialog.pickers.columns[field]
        box.setCurrentText(column)
        box.activated.emit(box.currentIndex())
    imported(window, dialog)
    window.click("Close", dialog)
    made = window.all(Invoice)[-1]
    assert (made.number, made.amount) == ("T-1", 123_450)
    again = dropped(window, tmp_path / "b.csv", text.format(n=2))
    imported(window, again)
    window.click("Close", again)
    assert window.all(Invoice)[-1].number == "T-2"


def test_cancelling_leaves_nothing(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    go_on = threading.Event()
    real = import_table.import_table

    def slow(*args: Any, progress: Any, **options: Any) -> Any:
        progress(1, 2)
        assert go_on.wait(10)
        return real(*args, progress=progress, **options)

    monkeypatch.setattr(import_table, "import_table", slow)
    before = window.all(Invoice)
    dialog = dropped(window, tmp_path / "a.csv", HARVEST + "2026-02-01,T-1,Mill,10,0,10,EUR\n")
    window.until(dialog.start.isEnabled)
    window.click("Import", dialog)
    window.until(lambda: dialog.status.text() == "1 of 2")
    window.click("Cancel", dialog)
    assert dialog.isVisible()
    go_on.set()
    window.until(lambda: dialog.status.text() == "Cancelled. Nothing was written.")
    assert window.all(Invoice) == before
    window.click("Cancel", dialog)


def test_a_table_that_cannot_be_read_says_why(window: Person, tmp_path: Path):
    dialog = dropped(window, tmp_path / "a.csv", "")
    window.until(lambda: "a.csv is empty." in dialog.status.text())
    assert not dialog.start.isEnabled()
    window.click("Cancel", dialog)


def test_several_tables_are_not_taken_at_once(window: Person, tmp_path: Path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(HARVEST)
    window.drop(tmp_path / "a.csv", tmp_path / "b.csv")
    assert window.toast() == "A table is imported alone. Drop one file at a time."
