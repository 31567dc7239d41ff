"""Contact and income beside one another: the table, its order, its span."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clientguard.domain.records import Business, Instant
from clientguard.ui.look.theme import tokens
from clientguard.ui.pages.compare.model import CLIENT, COLUMNS, CONTACT, OF_TARGET, PART, TIP
from clientguard.ui.pages.compare.target_bar import length
from tests import factories
from tests.factories import add
from tests.ui.conftest import Person

DAY = 86_400_000  # milliseconds


def names(page) -> list[str]:
    return [each.touch.facts.client_name for each in page.model.rows]


def test_clients_stand_beside_one_another_and_a_row_opens_one(window: Person):
    mill = add(window.book, "client", name="Mill")
    for days in (*range(2, 60), 200):
        add(window.book, "message", client=mill, at=Instant(factories.FIRST - days * DAY))
    page = window.page("compare")
    window.until(lambda: "Mill" in names(page))
    shares = [each.touch.contact_share for each in page.model.rows]
    assert (names(page)[0], shares) == ("Mill", sorted(shares, reverse=True))
    assert page.model.rows[0].touch.messages == 59
    assert page.model.rows[0].touch.takes_more
    page.view.sortByColumn(CLIENT, Qt.SortOrder.AscendingOrder)
    assert names(page) == sorted(names(page))
    page.view.sortByColumn(CONTACT, Qt.SortOrder.AscendingOrder)
    assert names(page)[-1] == "Mill"
    page.view.sortByColumn(CONTACT, Qt.SortOrder.DescendingOrder)
    page.span.setCurrentIndex(0)
    page.span.activated.emit(0)
    window.until(lambda: page.model.rows[0].touch.messages == 58)
    page.take_focus()
    page.view.setCurrentIndex(page.model.index(0, 0))
    window.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().startswith("Mill\t")
    window.press(Qt.Key.Key_Return)
    window.until(lambda: window.window.here == "client")
    window.rest()


def test_a_client_whose_hour_brings_too_little_is_asked_about_and_told_in_words(window: Person):
    firm = window.all(Business)[0]
    factories.save(window.book, dataclasses.replace(firm, rate=80_00))
    mill = add(window.book, "client", name="Mill")
    invoice = add(window.book, "invoice", client=mill, amount=100_00)
    add(window.book, "payment", client=mill, invoice=invoice, amount=100_00)
    add(window.book, "work", client=mill, minutes=600)
    page = window.page("compare")
    window.until(lambda: "Mill" in names(page))
    row = names(page).index("Mill")
    assert page.model.text(row, OF_TARGET) == "12 %"
    assert page.model.data(page.model.index(row, OF_TARGET), TIP) == "Less than half of your rate: is it worth it?"
    page.view.setCurrentIndex(page.model.index(row, 0))
    assert "12 % of the" in page.says.text()
    assert page.says.text().endswith("that you aim for. Is it worth it?")
    window.rest()


def test_a_column_without_room_can_be_asked_for(window: Person):
    page = window.page("compare")
    window.until(lambda: page.model.rows)
    rounds = next(place for place, each in enumerate(COLUMNS) if each.word == "Rounds")
    assert page.view.isColumnHidden(rounds)
    page.view.setFocus()
    page.view.customContextMenuRequested.emit(page.view.rect().center())
    window.choose("Columns", "Rounds")
    assert not page.view.isColumnHidden(rounds)
    assert "compare" in page.session.layouts


def test_a_bar_says_how_much_of_the_rate_an_hour_brings_and_never_leaves_its_cell():
    assert [length(part) for part in (-0.2, 0, 0.75, 1.5, 9)] == [0, 0, 0.5, 1, 1]


def test_the_bar_is_drawn_where_there_is_a_rate_to_compare(window: Person):
    firm = window.all(Business)[0]
    factories.save(window.book, dataclasses.replace(firm, rate=80_00))
    mill = add(window.book, "client", name="Mill")
    invoice = add(window.book, "invoice", client=mill, amount=100_00)
    add(window.book, "payment", client=mill, invoice=invoice, amount=100_00)
    add(window.book, "work", client=mill, minutes=600)
    page = window.page("compare")
    window.until(lambda: "Mill" in names(page))
    drawn = {each.touch.facts.client_name: page.model.index(row, OF_TARGET).data(PART) is not None
             for row, each in enumerate(page.model.rows)}  # fmt: skip
    assert drawn["Mill"]
    index = page.model.index(names(page).index("Mill"), OF_TARGET)
    cell = page.view.visualRect(index)
    picture = page.view.viewport().grab(cell).toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert tokens().tone("attention")[0].lower() in colours, "an eighth of the rate"
