"""Where mail is dropped, or chosen: a mailbox, a folder, or what Thunderbird has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.actions.communication.mail_clients import Profile


class DropArea(QWidget):
    """Says what can be dropped on it; `chosen(paths)`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 28, 24, 28)
        box.setSpacing(12)
        box.addWidget(Label(_("Drop your mail here"), "section"))
        told = _("A mailbox, a folder of mail or single messages. It is only read, on this computer.")
        box.addWidget(Label(told, "soft", wrap=True))
        self._row = Flow(gap=10)
        self.file = button(_("Choose a mailbox"), primary=True)
        self.file.clicked.connect(self._choose_files)
        self.folder = button(_("Choose a folder"))
        self.folder.clicked.connect(self._choose_folder)
        for each in (self.file, self.folder):
            self._row.addWidget(each)
        box.addLayout(self._row)

    def offer(self, profiles: Sequence[Profile]) -> None:
        """Offer the mail of Thunderbird's profiles."""
        for each in profiles:
            word = _("Read Thunderbird's mail")
            made = button(word if len(profiles) == 1 else _("Read Thunderbird's mail ({profile})", profile=each.name))
            made.clicked.connect(lambda _checked=False, each=each: self.chosen.emit(list(each.folders)))
            self._row.addWidget(made)

    def _choose_files(self) -> None:
        kinds = _("Mail (*.eml *.msg *.mbox *.mbx *.txt);;All files (*)")
        names, _filter = QFileDialog.getOpenFileNames(self, _("Choose a mailbox"), "", kinds)
        if names:
            self.chosen.emit([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder"))
        if name:
            self.chosen.emit([Path(name)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().border), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
