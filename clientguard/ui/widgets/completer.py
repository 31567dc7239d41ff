"""The list of what fits, below an input in which one types. A click beside it does what it would do without it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter, QWidget

PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Completer(QCompleter):
    """Offers what contains the typed text, whatever its case. Qt's own swallows the click that closes its list."""

    def __init__(self, model: QAbstractItemModel, owner: QWidget) -> None:
        super().__init__(model, owner)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMaxVisibleItems(10)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in PRESSES and isinstance(event, QMouseEvent) and watched is not self.widget():
            popup = self.popup()
            if popup and popup.isVisible() and not popup.rect().contains(event.position().toPoint()):
                popup.hide()
                _press_again(event)
                return True
        return super().eventFilter(watched, event)


def _press_again(event: QMouseEvent) -> None:
    """Press the mouse once more where it was pressed, now that no list is in the way."""
    place = event.globalPosition()
    below = QApplication.widgetAt(place.toPoint())
    window = below.window().windowHandle() if below else None
    if window is None:
        return
    at = window.mapFromGlobal(place)
    again = QMouseEvent(event.type(), at, at, place, event.button(), event.buttons(), event.modifiers())
    QCoreApplication.postEvent(window, again)
