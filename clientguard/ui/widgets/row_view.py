"""The look and the keys of a list of rows: Enter opens, Delete removes, Ctrl+C copies, Tab goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget


class RowView(QTableView):
    """Enter opens, Delete removes, Ctrl+C copies."""

    delete_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabKeyNavigation(False)  # Tab goes on to the next control; the arrows go along the cells
        self._rest, self._least = -1, 0

    def widen(self, section: int, width: int) -> None:
        """Give a column a width in points, or what the word at its head needs."""
        head = self.horizontalHeader()
        head.ensurePolished()
        head.resizeSection(section, max(width, head.sectionSizeHint(section)))

    def give_rest(self, section: int, least: int) -> None:
        """Give a column what the others leave, and never less than `least` points: then the list scrolls sideways."""
        self._rest, self._least = section, least
        head = self.horizontalHeader()
        head.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
        head.sectionResized.connect(self._share)

    def _share(self, changed: int = -1) -> None:
        head = self.horizontalHeader()
        if self._rest < 0 or changed == self._rest or head.isSectionHidden(self._rest):
            return
        others = (each for each in range(head.count()) if each != self._rest and not head.isSectionHidden(each))
        room = self.viewport().width() - sum(head.sectionSize(each) for each in others)
        head.resizeSection(self._rest, max(room, self._least, head.sectionSizeHint(self._rest)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the row where one is, so that what the keys act on is seen."""
        super().focusInEvent(event)
        clicked = event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
        if not clicked and self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
