"""What opens over a form: each entry of each list, each day of the calendar can be read, and lies on the screen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QRect
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QTableView, QWidget

from clientguard.domain.records import KINDS
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.widgets.date_field import DateField
from clientguard.ui.widgets.picker import Picker
from tests.ui.conftest import Person
from tests.window.hand import Hand
from tests.window.seen import beyond, come_to_rest, entries_unseen, text_cut_off


def test_the_lists_and_calendars_of_every_form(window: Person):
    wrong: list[str] = []
    for kind in KINDS.values():
        if not kind.addable:
            continue
        dialog = window.open_form(kind.name)
        if dialog.form.more.isVisible():
            dialog.form.more.click()  # a list is as wide as its field, and a folded field has no width
            window.until(lambda dialog=dialog: not dialog.form.more.isVisible())
            come_to_rest(dialog)
        for box in dialog.findChildren(QComboBox):
            scroll_to(box)
            box.showPopup()
            window.until(box.view().isVisible)
            wrong += [f"{kind.name}, {box.accessibleName()}: {each}" for each in entries_unseen(box.view())]
            box.hidePopup()
            window.until(lambda: QApplication.activePopupWidget() is None)
        for field in dialog.findChildren(DateField)[:1]:
            wrong += [f"{kind.name}, calendar: {each}" for each in calendar_unseen(window, field)]
        window.close_form(dialog)
    assert not wrong, "\n".join(wrong)


def scroll_to(widget: QWidget) -> None:
    """Scroll the form until a part of it is in sight."""
    up = widget.parentWidget()
    while up is not None and not isinstance(up, QScrollArea):
        up = up.parentWidget()
    if up is not None:
        up.ensureWidgetVisible(widget)


def leave(window: Person, dialog: RecordDialog) -> None:
    """Close a form without a question about what was typed."""
    dialog.done(0)
    window.until(lambda: not window.dialogs())


def calendar_unseen(window: Person, field: DateField) -> list[str]:
    """Open a field's calendar at its widest month, and return what of it cannot be read."""
    scroll_to(field)
    field.open_calendar()
    popup, calendar = field.popup, field.calendar
    assert popup is not None
    assert calendar is not None
    window.until(popup.isVisible)
    calendar.setSelectedDate(QDate(2026, 9, 28))  # September's name is long, and it has days of three months
    QApplication.processEvents()
    wrong = [beyond(popup)] if beyond(popup) else []
    days = calendar.findChild(QTableView)
    assert isinstance(days, QTableView)
    for row in range(days.model().rowCount()):
        for column in range(days.model().columnCount()):
            index = days.model().index(row, column)
            if days.visualRect(index) != QRect():
                wrong += [each for each in [text_cut_off(days, index)] if each]
    popup.hide()
    return wrong


def test_a_day_is_picked_with_the_mouse(window: Person, hand: Hand):
    dialog = window.open_form("invoice")
    editor = dialog.form.editors["issued"]
    editor.set_text("2026-11-03")
    field = editor.input
    assert isinstance(field, DateField)
    field.open_calendar()
    assert field.calendar is not None
    days = field.calendar.findChild(QTableView)
    assert isinstance(days, QTableView)
    model = days.model()
    (there,) = (
        model.index(row, column)
        for row in range(2, 5)
        for column in range(model.columnCount())
        if str(model.index(row, column).data()) == "17"
    )
    hand.click(days.viewport(), days.visualRect(there).center())
    window.until(lambda: editor.value("") == date(2026, 11, 17))
    assert field.hasFocus()
    leave(window, dialog)


def test_a_picker_offers_what_fits(window: Person, hand: Hand):
    dialog = window.open_form("invoice")
    picker = dialog.form.editors["client"].input
    assert isinstance(picker, Picker)
    picker.setFocus()
    hand.type("u")
    popup = picker.completer().popup()
    window.until(popup.isVisible)
    assert list(entries_unseen(popup)) == []
    popup.hide()
    leave(window, dialog)
