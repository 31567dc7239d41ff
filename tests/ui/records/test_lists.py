"""The lists: clients, messages, money. Sort, filter, columns, copy, open, remove and undo, totals, export."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from clientguard.domain.records import Client, Invoice, Message
from clientguard.ui.dialogs.parties.remove_dialog import RemoveDialog
from clientguard.ui.records.table import RecordTable
from tests import factories
from tests.ui.conftest import Person
from tests.ui.settled import looked_at, settle

CTRL = Qt.KeyboardModifier.ControlModifier


def column(table: RecordTable, place: int = 0) -> list[str]:
    return looked_at(lambda: [table.model.text(row, place) for row in range(table.model.rowCount())])


def names(table: RecordTable) -> list[str]:
    return [table.model.headerData(place, Qt.Orientation.Horizontal) for place in range(table.model.columnCount())]


def click_head(window: Person, table: RecordTable, place: int, key: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    head = table.view.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(place) + 20, head.height() // 2)
    window.qtbot.mouseClick(head.viewport(), key, pos=at)
    settle()


def row_menu(table: RecordTable) -> None:
    at = table.view.visualRect(table.view.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, table.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.view.viewport(), event)


def test_a_click_on_a_head_sorts_and_another_turns_it(window: Person):
    table = window.page("clients").table
    assert names(table) == ["Name", "Stage", "Client since", "Currency", "Status", "Raised signs"]
    click_head(window, table, 0)
    assert column(table) == ["Casa Verde", "Harbour Books", "Lumen Studio"]
    click_head(window, table, 0)
    assert column(table) == ["Lumen Studio", "Harbour Books", "Casa Verde"]
    assert table.view.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_sorting_and_columns_are_in_the_menu_too_for_those_without_a_mouse(window: Person):
    table = window.page("clients").table
    table.view.selectRow(0)
    row_menu(table)
    assert [each.text() for each in window.menu().actions() if each.text()] == [
        "Open", "Copy", "Statement of account", "Merge with …", "Remove", "Sort by", "Columns",
    ]  # fmt: skip
    window.choose("Sort by", "Name")
    assert column(table) == ["Casa Verde", "Harbour Books", "Lumen Studio"]
    row_menu(table)
    window.choose("Columns", "Currency")
    assert table.view.isColumnHidden(3)


def test_the_menu_of_a_row_does_what_the_keys_do(window: Person):
    table = window.page("clients").table
    table.view.selectRow(column(table).index("Lumen Studio"))
    row_menu(table)
    window.choose("Copy")
    settle()
    assert QApplication.clipboard().text().startswith("Lumen Studio\t")
    row_menu(table)
    window.choose("Open")
    assert window.window.here == "client"
    assert window.window.head.title.whole() == "Lumen Studio"


def test_columns_can_be_hidden_and_stay_hidden_after_a_restart(window: Person):
    table = window.page("clients").table
    head = table.view.horizontalHeader()
    head.customContextMenuRequested.emit(QPoint(10, 10))
    entries = {each.text(): each for each in window.menu().actions()}
    assert not entries["Name"].isEnabled()  # a list without names is none
    window.choose("Currency")
    assert table.view.isColumnHidden(3)
    path = window.book.path
    window.app.close()
    window.open(path)
    assert window.page("clients").table.view.isColumnHidden(3)


def heads(table: RecordTable) -> list[str]:
    """Return the words over the columns that are shown."""
    shown = (place for place in range(table.model.columnCount()) if not table.view.isColumnHidden(place))
    return [table.model.head(place) for place in shown]


def test_a_narrow_list_keeps_who_how_much_and_what_is_the_matter(window: Person):
    table = window.page("money").tables["invoice"]
    every = ["Client", "Number", "Issued", "Due", "Amount", "State"]
    assert heads(table) == every
    narrow(window, table)
    assert {"Number", "Amount", "State"} <= set(heads(table)) < set(every)
    assert table.view.horizontalScrollBar().maximum() == 0
    amount = every.index("Amount")
    words = [table.model.text(row, amount) for row in range(4)]
    room = table.view.columnWidth(amount)
    assert max(map(table.view.fontMetrics().horizontalAdvance, words)) + 16 <= room  # no amount is cut off
    row_menu(table)
    window.choose("Columns", "Due")  # asked for although there is no room: another one makes way
    assert "Due" in heads(table)
    window.window.resize(1280, 800)
    QApplication.processEvents()
    assert heads(table) == every


def test_what_a_narrow_window_folds_away_is_there_after_a_restart_in_a_wide_one(window: Person):
    table = window.page("money").tables["invoice"]
    every, width = heads(table), table.view.columnWidth(0)
    table.view.horizontalHeader().resizeSection(0, width + 20)  # by hand
    narrow(window, table)
    assert heads(table) != every
    path = window.book.path
    window.app.close()
    window.window.resize(1280, 800)
    window.open(path)
    table = window.page("money").tables["invoice"]
    assert heads(table) == every
    assert table.view.columnWidth(0) == width + 20


def narrow(window: Person, table: RecordTable) -> None:
    window.window.resize(640, 400)
    window.until(lambda: table.view.width() < 600)
    QApplication.processEvents()


def test_the_filter_finds_by_words_and_by_state(window: Person):
    table = window.page("clients").table
    window.type("lumen", table.filter)
    window.until(lambda: column(table) == ["Lumen Studio"])
    table.filter.setText("nobody at all")
    window.until(lambda: "Nothing matches the filter." in window.seen())
    window.click("Clear the filter")
    assert len(column(table)) == 3
    window.click("Leaving", table)
    assert column(table) == ["Casa Verde"]
    window.click("Leaving", table)
    assert len(column(table)) == 3


def test_rows_are_copied_as_text_with_the_columns_that_are_shown(window: Person):
    table = window.page("clients").table
    click_head(window, table, 0)
    table.view.show_column(2, shown=False)
    table.view.selectAll()
    window.press(Qt.Key.Key_C, CTRL, on=table.view)
    assert QApplication.clipboard().text().splitlines() == [
        "Casa Verde\tLeaving\tEUR\tLeaving, € 1,350.00 overdue, 5 days late\t",
        "Harbour Books\tActive\tEUR\tWork stopped, € 4,800.00 overdue, 30 days late,"
        " 1 request open, the oldest for 20 days\t",
        "Lumen Studio\tActive\tEUR\tContract until 1 Jan 2027, decide by 12 Dec 2026\t",
    ]


def test_enter_opens_the_row(window: Person):
    table = window.page("clients").table
    assert table.view.hasFocus()  # a page that is gone to takes the keyboard
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Return)
    assert window.window.here == "client"


def test_delete_removes_and_undo_brings_back(window: Person):
    table = window.page("clients").table
    click_head(window, table, 0)
    table.view.selectRow(1)
    window.press(Qt.Key.Key_Delete, on=table.view)
    window.click("Remove", window.dialog(RemoveDialog))
    window.until(lambda: column(table) == ["Casa Verde", "Lumen Studio"])
    assert window.toast() == "1 record removed."
    assert table.selection() == [window.ids["lumen"]]  # one goes on where one was
    window.click("Undo")
    window.until(lambda: column(table) == ["Casa Verde", "Harbour Books", "Lumen Studio"])
    assert table.selection() == [window.ids["lumen"]]
    table.view.selectAll()
    window.press(Qt.Key.Key_Delete, on=table.view)
    window.click("Remove", window.dialog(RemoveDialog))
    window.until(lambda: window.toast() == "3 records removed.")
    window.front()
    window.press(Qt.Key.Key_Z, CTRL, on=window.window)
    window.until(lambda: len(window.all(Client)) == 3)
    window.rest()


def test_totals_stand_below_each_currency_by_itself(window: Person):
    table = window.page("money").tables["invoice"]
    assert table.foot.text() == "4 records   Amount: € 7,950.00"
    factories.add(window.book, "invoice", client=window.ids["lumen"], number="R-5", amount=9_900, currency="THB")
    table.reload()
    settle()
    assert table.foot.text() == "5 records   Amount: € 7,950.00, THB 99.00"
    table.filter.setText("R-4")
    window.until(lambda: table.foot.text() == "1 record   Amount: € 1,350.00")


def test_money_shows_what_is_owed_and_the_payments_beside_the_invoices(window: Person):
    page = window.page("money")
    seen = window.seen()
    for text in ("€ 6,750.00", "owed to you", "€ 6,150.00", "overdue, 2 invoices", "30"):
        assert text in seen
    window.click("Payments", page)
    assert page.tables["payment"].isVisible()
    assert column(page.tables["payment"], 4) == ["Bank"]
    window.click("Add invoice", window.window.head)
    dialog = window.dialog()
    window.save(dialog, client="Lumen", number="R-9", issued="today", amount="12")
    window.until(lambda: any(each.number == "R-9" for each in window.all(Invoice)))
    window.until(lambda: "€ 6,762.00" in window.seen())


def test_a_list_is_exported_as_it_is_filtered(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "clients.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    table = window.page("clients").table
    table.filter.setText("studio")
    window.until(lambda: len(column(table)) == 1)
    window.click("Export", table)
    window.until(lambda: window.toast() == "1 record written.")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        (line,) = list(csv.DictReader(stream))
    assert (line["name"], line["stage"], line["currency"]) == ("Lumen Studio", "active", "EUR")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "absent" / "x.csv"), ""))
    window.click("Export", table)
    window.until(lambda: "could not be written" in window.seen())
    assert "The casebook was not touched." in window.seen()


@pytest.mark.parametrize(
    ("page", "word", "title"), [("clients", "Add client", "Add client"), ("messages", "Log message", "Log")]
)
def test_an_empty_list_says_what_to_do_first(empty: Person, page: str, word: str, title: str):
    table = empty.page(page).table
    assert table.empty.isVisible()
    assert "yet" in empty.seen(table.empty)
    empty.click(word, table.empty)
    dialog = empty.dialog()
    assert dialog.windowTitle() == title
    dialog.reject()


def test_adding_from_a_list_shows_the_new_row(window: Person):
    table = window.page("messages").table
    window.click("Log message")
    dialog = window.dialog()
    window.enter(dialog, client="Casa Verde")
    window.save(dialog, at="2026-11-21 10:00", subject="A call about the end")
    window.until(lambda: "A call about the end" in column(table, 5))


def test_the_message_that_is_selected_is_read_below_the_list(window: Person):
    page = window.page("messages")
    window.until(lambda: page.reader.body.isVisible())  # the newest one, at once
    assert page.reader.body.toPlainText() == "Hello,\n\nthe shop is slow.  Joan "
    assert "About the shop" in window.seen(page.reader)
    window.press(Qt.Key.Key_Delete, on=page.table.view)
    window.until(lambda: not window.all(Message))
    window.until(lambda: "Select a message to read it." in window.seen())  # it is not shown on after it was removed
    assert not page.reader.body.isVisible()
    window.rest()


def test_a_long_list_reads_only_what_is_looked_at(window: Person):
    for number in range(250):
        factories.add(window.book, "message", client=window.ids["lumen"], subject=f"Message {number}")
    table = window.page("messages").table
    assert table.model.rowCount() == 251
    assert len(table.model._pages) == 1
    table.view.scrollToBottom()
    QApplication.processEvents()
    table.view.grab()
    settle()
    assert (table.model.text(249, 5), table.model.text(250, 5)) == ("Message 0", "About the shop")
