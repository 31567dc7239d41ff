"""The Money page: figures, ageing as a bar and as a table, invoices by state, and the reminders of the day."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from clientguard.actions.records import editing
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.views.business import business
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.pages.money.page import MoneyPage
from clientguard.ui.widgets.stacked_bar import StackedBar
from tests.factories import TODAY, add, ago
from tests.ui.conftest import Person


@pytest.fixture
def page(window: Person) -> MoneyPage:
    """R-1 is 30 days late, R-4 5 days, R-3 is not due, R-2 is paid."""
    found = window.page("money")
    window.until(lambda: bool(found.ageing.model.rows))
    return found


def visible(page: QWidget, cls: type) -> list:
    return [each for each in page.findChildren(cls) if each.isVisible()]


def test_what_is_owed_is_shown_by_how_long_it_has_been_due(window: Person, page: MoneyPage):
    (bar,) = visible(page, StackedBar)
    assert bar.accessibleName() == (
        "Owed in EUR by how long it has been due. Not due yet: € 600.00, 1–30 days late: € 6,150.00"
    )
    assert "1–30 days late: € 6,150.00" in window.seen(bar)
    add(window.book, "invoice", client=window.ids["lumen"], number="R-9", issued=ago(200), amount=100_00)
    page.refresh()
    window.until(lambda: any("Over 90 days late" in each.accessibleName() for each in visible(page, StackedBar)))


def test_the_table_lists_each_client_and_opens_it(window: Person, page: MoneyPage):
    window.click(page.tabs.buttons["ageing"])
    model = page.ageing.model
    cells = [[model.text(row, column) for column in range(model.columnCount())] for row in range(model.rowCount())]
    assert [row[0] for row in cells] == ["Casa Verde", "Harbour Books", "Lumen Studio"]
    assert cells[1][2] == cells[1][6] == "€ 4,800.00"
    page.ageing.view.activated.emit(model.index(1, 0))
    window.look()
    assert (window.window.here, window.window.pages["client"].client) == ("client", window.ids["harbour"])


def test_a_statement_is_made_of_the_chosen_client(window: Person, page: MoneyPage):
    window.click(page.tabs.buttons["ageing"])
    assert not page.ageing.statement.isEnabled()
    page.ageing.view.setCurrentIndex(page.ageing.model.index(1, 0))
    window.click(page.ageing.statement)
    shown = window.dialog(PreviewDialog)
    assert attached_facts(shown._pdf)["client"]["name"] == "Harbour Books"
    shown.close()
    window.rest()


def test_invoices_are_filtered_by_their_state(window: Person, page: MoneyPage):
    table = page.tables["invoice"]
    ids = window.ids
    add(window.book, "invoice_hold", client=ids["casa"], invoice=ids["R-4"], type="disputed", reason="Half is missing",
        starts=TODAY)  # fmt: skip
    for state, expected in {
        "overdue": {ids["R-1"], ids["R-4"]},
        "open": {ids["R-3"]},
        "held": {ids["R-4"]},
        "paid": {ids["R-2"]},
    }.items():
        window.click(table.chips[state])
        window.until(lambda expected=expected: set(table.model.ids) == expected)
    window.click(table.chips["written off"])
    window.until(lambda: not table.model.ids)
    assert "Nothing matches the filter." in window.seen(page)
    window.click("Clear the filter", page)
    window.until(lambda: len(table.model.ids) == 4)


@pytest.fixture
def payable(window: Person, page: MoneyPage) -> MoneyPage:
    """The page, once there is how to pay and reminders can be drafted."""
    with window.book.read() as db:
        firm = business(db)
    assert firm is not None
    editing.change_record(window.book, firm, payment_details="NL12 RABO 0123", email="ada@north.example")
    return page


def test_the_reminders_of_the_day_are_drafted_one_after_the_other(window: Person, payable: MoneyPage):
    window.click("Draft today's 2 reminders", payable)
    first = window.dialog(LetterDialog)
    assert "R-1" in first.subject.text()
    with window.qtbot.waitSignal(first.finished):
        window.button("Skip it, 1 more", first).click()
    window.until(lambda: [type(each) for each in window.dialogs()] == [LetterDialog])
    second = window.dialog(LetterDialog)
    assert "R-4" in second.subject.text()
    with window.qtbot.waitSignal(second.finished):
        second.cancel.click()
    assert not window.dialogs()


def test_whoever_cancels_a_reminder_is_shown_no_other(window: Person, payable: MoneyPage):
    window.click("Draft today's 2 reminders", payable)
    first = window.dialog(LetterDialog)
    with window.qtbot.waitSignal(first.finished):
        first.cancel.click()
    window.look()
    assert not window.dialogs()
