"""One page at a time, which scrolls as a whole where the window is lower than what it needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class PageStack(QScrollArea):
    """Shows one of its pages. Unlike Qt's own stack, it does not count in what the hidden ones need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._current: QWidget | None = None  # first: the filter below runs while Qt makes the area
        self._pages: list[QWidget] = []
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stage = QWidget()  # where the pages stand
        self.setWidget(self.stage)

    def addWidget(self, page: QWidget) -> None:
        """Add a page, which stays hidden; the first one is shown."""
        self._pages.append(page)
        page.hide()
        if page.parentWidget() is not self.stage:
            page.setParent(self.stage)
        page.installEventFilter(self)
        if self._current is None:
            self.setCurrentWidget(page)

    def removeWidget(self, page: QWidget) -> None:
        """Take a page out; where it was shown, the first of the others is."""
        if page not in self._pages:
            return
        self._pages.remove(page)
        page.removeEventFilter(self)
        if page is self._current:
            self._current = None
            page.hide()
            if self._pages:
                self.setCurrentWidget(self._pages[0])

    def currentWidget(self) -> QWidget | None:
        """Return the page that is shown."""
        return self._current

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show a page, from its top."""
        if page is self._current:
            return
        before, self._current = self._current, page
        self._fit()
        self.verticalScrollBar().setValue(0)
        page.show()
        if before is not None:
            before.hide()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._current and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give the page the room there is, and never less height than it needs."""
        page = self._current
        if page is None:
            return
        room = self.maximumViewportSize()
        needed = least_height(page, room.width())
        if needed > room.height():
            room.setWidth(room.width() - self.verticalScrollBar().sizeHint().width())
            needed = least_height(page, room.width())
        room.setHeight(max(room.height(), needed))
        self.stage.resize(room)
        page.setGeometry(0, 0, room.width(), room.height())


def least_height(page: QWidget, width: int) -> int:
    """Return the height below which a page of that width would cut something off."""
    layout = page.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.minimumHeightForWidth(width)
    return page.minimumSizeHint().height()
