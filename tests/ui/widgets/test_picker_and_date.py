"""Inputs that find and that understand: one of many by a part of its name, a date as people write it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from clientguard.domain.records.parse import parse_date
from clientguard.ui.look.theme import DARK, theme
from clientguard.ui.widgets.date_field import DateField
from clientguard.ui.widgets.picker import Picker
from tests.ui.widgets.conftest import colours

CLIENTS = [(3, "Harbour & Finch Ltd", "work stopped"), (5, "Casa Verde S.L.", "Girona"), (8, "Casa Azul", "Cádiz")]


@pytest.fixture
def picker(shown) -> Picker:
    made = Picker("Client")
    made.offer(CLIENTS)
    shown(made, QLineEdit())
    made.setFocus()
    return made


def popup(picker: Picker) -> list[str]:
    """Return what the list that opens while typing offers."""
    model = picker.completer().completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def write(qtbot, picker: Picker, words: str) -> None:
    picker.lineEdit().selectAll()
    qtbot.keyClicks(picker.lineEdit(), words)


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()", extend=True)
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("casa", ["Casa Verde S.L.", "Casa Azul"]),
        ("VERDE", ["Casa Verde S.L."]),
        ("girona", ["Casa Verde S.L."]),
        ("finch", ["Harbour & Finch Ltd"]),
    ],
)
def test_typing_a_part_of_a_name_or_of_its_detail_finds_it(picker, qtbot, words, found):
    write(qtbot, picker, words)
    assert popup(picker) == found


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()", extend=True)
def test_down_and_enter_take_one_from_the_list(picker, qtbot):
    write(qtbot, picker, "casa")
    listed = picker.completer().popup()
    qtbot.waitUntil(listed.isVisible)
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.edited, timeout=1000):
        qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert picker.chosen() == 8
    assert picker.currentText() == "Casa Azul"


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()", extend=True)
def test_what_fits_one_only_is_taken_when_the_field_is_left(picker, qtbot):
    write(qtbot, picker, "verd")
    picker.completer().popup().hide()
    assert picker.chosen() is None
    picker.lineEdit().editingFinished.emit()
    assert picker.chosen() == 5


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()", extend=True)
@pytest.mark.parametrize("through", ["the list", "the field"])
def test_tab_takes_what_fits_and_goes_on(picker, qtbot, through):
    write(qtbot, picker, "verd")
    listed = picker.completer().popup()
    listed.setVisible(through == "the list")
    with qtbot.waitSignal(picker.edited, timeout=1000):
        qtbot.keyClick(listed if through == "the list" else picker, Qt.Key.Key_Tab)
    assert picker.chosen() == 5
    assert not picker.hasFocus()
    assert not listed.isVisible()


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()", extend=True)
@pytest.mark.parametrize("words", ["casa", "Nobody"])
def test_what_fits_none_or_several_stays_as_it_was_typed(picker, qtbot, words):
    write(qtbot, picker, words)
    picker.completer().popup().hide()
    picker.lineEdit().editingFinished.emit()
    assert picker.chosen() is None
    assert picker.currentText() == words


def test_a_whole_name_is_the_choice_whatever_its_case(picker):
    picker.setEditText("casa azul")
    assert picker.chosen() == 8


def test_it_is_chosen_by_id_and_emptied(picker, qtbot):
    with qtbot.assertNotEmitted(picker.edited):
        assert picker.choose(5)
    assert picker.currentText() == "Casa Verde S.L."
    assert not picker.choose(99)
    assert picker.chosen() is None
    picker.choose(5)
    assert not picker.choose(0)
    assert picker.currentText() == ""


def test_a_new_list_keeps_what_was_chosen_or_typed(picker):
    picker.choose(5)
    picker.offer([*CLIENTS, (9, "Zephyr", "")])
    assert picker.chosen() == 5
    picker.setEditText("Zep")
    picker.offer(CLIENTS)
    assert picker.currentText() == "Zep"


def test_a_picker_has_a_name_and_says_what_to_do(picker):
    assert picker.accessibleName() == "Client"
    assert picker.lineEdit().placeholderText() == "Type to search"


def test_a_list_of_ten_thousand_stays_quick(shown, qtbot):
    picker = Picker("Invoice")
    picker.offer([(number, f"2026-{number:05}", "Casa Verde S.L.") for number in range(1, 10_001)])
    shown(picker)
    assert picker.choose(9_999)
    assert picker.currentText() == "2026-09999"
    assert picker.sizeHint().width() < 400


# --- dates ---


@pytest.fixture
def field(shown, today) -> DateField:
    made = DateField(lambda text: parse_date(text, today), today)
    made.setAccessibleName("Due")
    shown(made, QLineEdit(), width=400)
    return made


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-12-12", date(2026, 12, 12)),
        ("today", date(2026, 11, 22)),
        ("+2w", date(2026, 12, 6)),
        ("-3d", date(2026, 11, 19)),
        ("fri", date(2026, 11, 27)),
        ("15 nov", date(2026, 11, 15)),
        ("", None),
        ("32 nov", None),
    ],
)
def test_a_date_is_understood_as_people_write_it(field, qtbot, text, meant):
    qtbot.keyClicks(field, text)
    assert field.date() == meant


def test_the_calendar_opens_at_the_date_by_key_and_by_its_button(field, qtbot):
    field.setText("+2w")
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.popup.isVisible()
    assert field.calendar.selectedDate() == QDate(2026, 12, 6)
    assert field.calendar.accessibleName() == "Due"
    field.popup.hide()
    field.setText("Enter a date")
    field.button.trigger()
    assert field.popup.isVisible()
    assert field.calendar.selectedDate() == QDate(2026, 11, 22)
    field.popup.hide()


def test_a_day_of_the_calendar_is_written_and_counts_as_edited(field, qtbot):
    field.open_calendar()
    qtbot.waitUntil(field.popup.isVisible)
    with qtbot.waitSignal(field.textEdited, timeout=1000):
        field.calendar.activated.emit(QDate(2026, 12, 1))
    assert field.text() == "2026-12-01"
    assert not field.popup.isVisible()


def test_escape_closes_the_calendar_and_changes_nothing(field, qtbot):
    field.setText("fri")
    field.open_calendar()
    qtbot.waitUntil(field.popup.isVisible)
    qtbot.keyClick(field.popup, Qt.Key.Key_Escape)
    assert not field.popup.isVisible()
    assert field.text() == "2026-11-27"  # the date that was meant


def test_the_calendar_stays_on_the_screen(field):
    window = field.window()
    area = window.screen().availableGeometry()
    window.move(area.right() - 60, area.bottom() - 80)
    field.open_calendar()
    assert area.contains(field.popup.frameGeometry())
    field.popup.hide()


def test_the_button_has_a_name_and_follows_the_look(field):
    assert field.button.toolTip() == "Choose from a calendar"
    theme().use("dark")
    assert DARK.soft in colours(field.button.icon())


def test_nothing_is_left_open(field):
    field.open_calendar()
    field.popup.hide()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [field.window()]


def test_a_name_is_found_however_it_is_typed(qtbot, picker):
    picker.offer([*CLIENTS, (9, "Café Straße", "")])
    for typed in ("Cafe\u0301 Strasse", "CAFÉ STRASSE"):
        picker.setEditText(typed)  # as pasted: QTest types Latin letters alone
        assert picker.chosen() == 9
    write(qtbot, picker, "strasse")
    assert popup(picker) == ["Café Straße"]
