"""A date as people write it (`2026-11-22`, `15 nov`, `fri`, `+2w`), or picked from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QFont, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from clientguard.texts import _, current
from clientguard.ui.look import icons
from clientguard.ui.look.theme import theme


class DateField(QLineEdit):
    """A line of text with a calendar at its end (Alt+Down).

    `understand` returns the date that a text means, None for an empty one, and raises ValueError for any other. What
    is picked from the calendar is written as ISO text and counts as edited (`textEdited`). When the field is left,
    `-35d` becomes the date that it meant: read again tomorrow, it would mean another.
    """

    def __init__(self, understand: Callable[[str], date | None], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._understand, self._today = understand, today
        self.popup: QFrame | None = None
        self.calendar: QCalendarWidget | None = None
        self.button = QAction(_("Choose from a calendar"), self)
        self.button.triggered.connect(self.open_calendar)
        self.addAction(self.button, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self.settle)
        theme().changed.connect(self._tint)
        self._tint()

    def date(self) -> date | None:
        """Return the date that stands there, or None."""
        try:
            return self._understand(self.text())
        except ValueError:
            return None

    def settle(self) -> None:
        """Write the date that is meant as ISO text."""
        meant = self.date()
        if meant and self.text() != meant.isoformat():
            self.setText(meant.isoformat())

    def open_calendar(self) -> None:
        """Open the calendar below the field, at its date or today."""
        popup, calendar = self._made()
        shown = self.date() or self._today
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        popup.adjustSize()
        popup.move(self._place(popup))
        popup.show()
        calendar.setFocus()

    def _place(self, popup: QWidget) -> QPoint:
        """Return where the calendar fits on the screen: below the field, else above it."""
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        area = self.screen().availableGeometry().adjusted(4, 4, -4, -4)
        size = popup.sizeHint()
        if below.y() + size.height() > area.bottom():
            below.setY(self.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2)
        left, top = min(below.x(), area.right() - size.width()), min(below.y(), area.bottom() - size.height())
        return QPoint(max(area.left(), left), max(area.top(), top))

    def _made(self) -> tuple[QFrame, QCalendarWidget]:
        if self.popup is None or self.calendar is None:
            self.popup = QFrame(self, Qt.WindowType.Popup)
            self.popup.setProperty("popup", True)
            box = QVBoxLayout(self.popup)
            box.setContentsMargins(6, 6, 6, 6)
            self.calendar = month(current().language, self._today)
            self.calendar.setAccessibleName(self.accessibleName())
            self.calendar.clicked.connect(self._pick)
            self.calendar.activated.connect(self._pick)
            box.addWidget(self.calendar)
        return self.popup, self.calendar

    def _pick(self, day: QDate) -> None:
        assert self.popup is not None
        self.popup.hide()
        self.setText(day.toString(Qt.DateFormat.ISODate))
        self.setFocus()
        self.textEdited.emit(self.text())

    def _tint(self) -> None:
        self.button.setIcon(icons.icon("calendar", theme().tokens.soft, 16))
        if self.calendar is not None:
            dress(self.calendar, self._today)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)


def month(language: str, today: date) -> QCalendarWidget:
    """Return a calendar of one month in a language, whose week begins as the system's does."""
    made = QCalendarWidget()
    made.setLocale(QLocale(language))
    made.setFirstDayOfWeek(QLocale.system().firstDayOfWeek())
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    made.setMinimumSize(made.fontMetrics().horizontalAdvance("Wed ") * 8, made.fontMetrics().lineSpacing() * 13)
    dress(made, today)
    return made


def dress(calendar: QCalendarWidget, today: date) -> None:
    """Give weekdays, weekends and today the colours in use; Qt's own red is hard to read on a dark ground."""
    look = theme().tokens
    soft, marked = QTextCharFormat(), QTextCharFormat()
    soft.setForeground(QColor(look.soft))
    marked.setForeground(QColor(look.accent))
    marked.setFontWeight(QFont.Weight.DemiBold)
    calendar.setHeaderTextFormat(soft)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, soft)
    calendar.setDateTextFormat(QDate(today.year, today.month, today.day), marked)
