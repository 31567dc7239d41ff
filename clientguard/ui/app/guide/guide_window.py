"""The window of the guide, beside that of the program: one at a time, so that a step is read and done at once.

It belongs to no other window. So it may lie behind, and a form, which shuts out only the windows that it belongs to,
leaves it usable: F1 in a form opens it beside, to be read while the form is filled in. A question that shuts out every
window (`QDialog.exec`) is the exception: over such a one the guide opens as its child, and goes with it.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from clientguard.ui.app.guide.guide_reader import GuideReader
from clientguard.ui.app.guide.topics import Topic
from clientguard.ui.widgets.on_screen import place_of

LEAST = 420  # points of width beside the window in which the guide is put at first


class GuideWindow(QObject):
    """Opens the guide for a window, gives it the place that it had, and closes it with the window, not when locking."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._place = ""  # where it was, while the program runs
        self.reader: GuideReader | None = None
        window.installEventFilter(self)

    def show(self, topic: Topic, over: QWidget) -> None:
        """Show a page, asked for in the window or in a dialog; a guide that is open goes there."""
        if over.window().windowModality() == Qt.WindowModality.ApplicationModal:
            if self.reader:
                self.reader.close()
            GuideReader(topic, over).open()
            return
        if self.reader:
            self.reader.show_topic(topic)
        else:
            self._make(topic)
        if self.reader:
            if self.reader.isMinimized():
                self.reader.showNormal()
            self.reader.show()
            self.reader.raise_()
            self.reader.activateWindow()
            self.reader.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, topic: Topic) -> None:
        made = self.reader = GuideReader(topic, None, beside=self._window)
        made.finished.connect(self._closed)
        self._window.destroyed.connect(made.deleteLater)
        if self._place:
            made.restoreGeometry(QByteArray.fromHex(self._place.encode()))
        else:
            _stand_beside(made, self._window)

    def _closed(self) -> None:
        if self.reader:
            self._place = place_of(self.reader)
        self.reader = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with the window: it is hidden then, and not by the desktop, which hides what is made small."""
        if watched is self._window and event.type() == QEvent.Type.Hide and not event.spontaneous() and self.reader:
            self.reader.close()
        return super().eventFilter(watched, event)


def guide_of(window: QWidget) -> GuideWindow:
    """Return the guide of the main window."""
    return window.findChild(GuideWindow) or GuideWindow(window)


def _stand_beside(reader: QWidget, window: QWidget) -> None:
    """Put the guide to the right or the left of a window where there is room; else the desktop finds a place."""
    area, frame = window.screen().availableGeometry(), window.frameGeometry()
    right, left = area.right() - frame.right(), frame.left() - area.left()
    room = max(right, left)
    if room >= LEAST:
        reader.resize(min(reader.width(), room - 16), min(reader.height(), frame.height()))
        reader.move(
            frame.right() + 8 if right == room else frame.left() - reader.width() - 8, max(frame.top(), area.top())
        )
