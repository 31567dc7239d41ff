"""A short word at the foot of the window, with Undo where there is something to undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QStyle, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label

FADE, STAYS = 120, 8_000  # milliseconds
EDGE = 24  # points to the window's edges


class Toast(QWidget):
    """Floats over the window it is given; goes by itself, or when its button was pressed; stays under the mouse."""

    def __init__(self, parent: QWidget, *, motion: bool | None = None) -> None:
        super().__init__(parent)
        self._motion = motion
        self.setProperty("toast", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(16)
        self.label = Label(wrap=True)
        self.undo = button(_("Undo"))
        self.undo.clicked.connect(self._undo)
        row.addWidget(self.label, 1)
        row.addWidget(self.undo)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(FADE)
        self._fade.finished.connect(lambda: self._effect.setEnabled(False))  # an effect blurs text on fine screens
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.hide)
        self._action: Callable[[], None] | None = None
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a sentence for a while; `undo` gives it a button."""
        self.label.setText(text)
        self.setAccessibleName(text)
        self._action = undo
        self.undo.setVisible(undo is not None)
        self._place()
        self._fade.stop()
        if self._moves():
            self._effect.setEnabled(True)
            self._fade.setStartValue(0.0)
            self._fade.setEndValue(1.0)
            self._fade.start()
        else:
            self._effect.setEnabled(False)
        self.show()
        self.raise_()
        self._timer.start()
        self._announce(text)

    def _moves(self) -> bool:
        """Return whether it fades: as was said, else as the system shows movement at all."""
        if self._motion is not None:
            return self._motion
        return self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0

    def _announce(self, text: str) -> None:
        """Let a screen reader say it: the toast does not take the focus."""
        if QAccessible.isActive():
            from PySide6.QtGui import QAccessibleAnnouncementEvent

            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _undo(self) -> None:
        action, self._action = self._action, None
        self.hide()
        if action:
            action()

    def _place(self) -> None:
        parent, layout = self.parentWidget(), self.layout()
        assert parent is not None
        assert layout is not None
        area = parent.rect()
        layout.activate()
        needed = self.fontMetrics().horizontalAdvance(self.label.text()) + 40
        needed += self.undo.sizeHint().width() + 16 if self._action else 0
        width = min(needed, area.width() - 2 * EDGE)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        self.setGeometry((area.width() - width) // 2, area.height() - height - EDGE, width, height)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
