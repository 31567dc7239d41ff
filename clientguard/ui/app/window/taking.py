"""The window as it takes files: those that are dropped onto it, and those that were copied and are pasted into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from clientguard.ui.app.window.speaking import SpeakingWindow

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from clientguard.settings import Settings
    from clientguard.ui.pages.page import Page

COPIED = "x-special/gnome-copied-files"  # some desktops name copied files in this way alone: a verb, then URLs


class TakingWindow(SpeakingWindow):
    """What comes in goes to the page in front, which says whether it takes files just now."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.setAcceptDrops(True)

    @property
    def page_in_front(self) -> Page | None:
        """The page of the open casebook that is shown."""
        raise NotImplementedError

    def can_paste(self) -> bool:
        """Return whether the field with the focus takes what is on the clipboard, or else the page its files."""
        return self.field.can("paste") or bool(self._takes(QApplication.clipboard().mimeData()))

    def paste(self) -> None:
        """Paste into the field with the focus; without one, take the files that were copied."""
        if self.field.can("paste"):
            self.field.do("paste")
        else:
            self._take(QApplication.clipboard().mimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take copied files at Ctrl+V: a field with the focus has had the key before the window."""
        from PySide6.QtGui import QKeySequence  # not before the first window

        pasting = event.matches(QKeySequence.StandardKey.Paste)
        if not (pasting and self._take(QApplication.clipboard().mimeData())):
            super().keyPressEvent(event)

    def _takes(self, data: QMimeData | None) -> list[Path]:
        """Return the files that the page in front would take."""
        page = self.page_in_front if self.session else None
        return files_of(data) if page and page.takes_files else []

    def _take(self, data: QMimeData | None) -> bool:
        paths = self._takes(data)
        if paths and self.page_in_front:
            self.page_in_front.take_files(paths)
        return bool(paths)


def files_of(data: QMimeData | None) -> list[Path]:
    """Return the files on this computer that were dragged or copied; each once. A clipboard may hold nothing at all."""
    if data is None:
        return []
    urls = data.urls()
    if not urls and data.hasFormat(COPIED):
        lines = bytes(data.data(COPIED).data()).decode("utf-8", "replace").splitlines()[1:]
        urls = [QUrl(line) for line in lines]
    return list(dict.fromkeys(Path(url.toLocalFile()) for url in urls if url.isLocalFile()))
