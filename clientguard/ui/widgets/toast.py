"""A short word at the foot of the window, with Undo where there is something to undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label

FADE, STAYS = 120, 8_000  # milliseconds


class Toast(QWidget):
    """Floats over the window it is given; goes by itself, or when its button was pressed."""

    def __init__(self, parent: QWidget, *, motion: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("toast", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(16)
        self.label = Label()
        self.undo = button(_("Undo"))
        self.undo.clicked.connect(self._undo)
        row.addWidget(self.label)
        row.addWidget(self.undo)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(FADE if motion else 0)
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.hide)
        self._action: Callable[[], None] | None = None
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a sentence for a while; `undo` gives it a button."""
        self.label.setText(text)
        self._action = undo
        self.undo.setVisible(undo is not None)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._fade.stop()
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.start()
        self._timer.start()

    def _undo(self) -> None:
        action, self._action = self._action, None
        self.hide()
        if action:
            action()

    def _place(self) -> None:
        area = self.parentWidget().rect()
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - 24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
