"""A dialog that is never larger than its screen: its body scrolls, and its buttons stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QBoxLayout, QDialog, QScrollArea, QVBoxLayout, QWidget

from clientguard.ui.widgets.in_order import go_on
from clientguard.ui.widgets.on_screen import keep_in_sight, room_for_window


class Dialog(QDialog):
    """What all dialogs stand on. The last part of its layout is its foot, with the buttons."""

    _scroll: QScrollArea | None = None
    _in_sight = False

    def setVisible(self, visible: bool) -> None:
        """Fit before Qt chooses a place for it."""
        if visible and not self.isVisible():
            self._fit()
        super().setVisible(visible)

    def event(self, event: QEvent) -> bool:
        """Fit again when something in it has grown, and stay in sight once the desktop has put its frame around it."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        elif event.type() == QEvent.Type.Paint and not self._in_sight:
            self._in_sight = True  # from now on it stands where the user puts it
            for moment in (0, 200):  # the desktop tells of its frame at once, or a little later
                QTimer.singleShot(moment, self, lambda: keep_in_sight(self))
        return done

    def done(self, result: int) -> None:
        """Close, and have the keyboard in the window below again: not every desktop gives it back by itself."""
        parent, active = self.parentWidget(), self.isActiveWindow() or QApplication.activeWindow() is None
        below = parent.window() if active and parent is not None else None
        super().done(result)
        if below is not None and below.isVisible() and QApplication.activeModalWidget() in (None, below):
            below.activateWindow()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on with Tab in the order in which things are seen."""
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def _fit(self) -> None:
        layout = self.layout()
        room = room_for_window(self)
        if self._scroll is None and isinstance(layout, QVBoxLayout) and _least(layout, room.width()) > room.height():
            focused = self.focusWidget()
            self._scroll = _scrolling(self, layout)
            if focused is not None:  # Qt took it away when its parent changed
                focused.setFocus()
        self.setMinimumSize(self.minimumSize().boundedTo(room))
        if self.width() > room.width() or self.height() > room.height():
            self.resize(self.size().boundedTo(room))


def _least(layout: QVBoxLayout, width: int) -> int:
    needed = layout.minimumSize().height()
    return max(needed, layout.minimumHeightForWidth(width)) if layout.hasHeightForWidth() else needed


def _scrolling(dialog: QDialog, layout: QVBoxLayout) -> QScrollArea:
    """Put all parts of a layout but the last into an area that scrolls."""
    inner = QWidget()
    body = QVBoxLayout(inner)
    margins = layout.contentsMargins()
    body.setContentsMargins(0, 0, 12, 0)
    body.setSpacing(layout.spacing())
    for place in range(layout.count() - 1):
        stretch = layout.stretch(0)
        item = layout.takeAt(0)
        assert item is not None
        inner_layout = item.layout()
        if isinstance(inner_layout, QBoxLayout):
            inner_layout.setParent(None)
            body.addLayout(inner_layout)
        elif widget := item.widget():
            body.addWidget(widget, 0, item.alignment())
        else:
            body.addItem(item)
        body.setStretch(place, stretch)
    area = QScrollArea(dialog)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    layout.insertWidget(0, area, 1)
    layout.setContentsMargins(margins)
    return area
