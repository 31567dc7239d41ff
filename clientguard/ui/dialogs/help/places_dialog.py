"""Places on this computer, each with what is kept there and a button that opens its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.label import Label


class Place(NamedTuple):
    """What is kept, and the file or folder that it is kept in."""

    what: str
    path: Path

    @property
    def folder(self) -> Path:
        """The folder to open: the path itself, or the one that the file is in."""
        return self.path.parent if self.path.suffix else self.path


class PlacesDialog(Dialog):
    """Says something, then lists the places. A folder that does not exist yet cannot be opened, and that is said."""

    def __init__(self, title: str, sentences: str, places: Sequence[Place], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(10)
        box.addWidget(Label(sentences, "soft", wrap=True))
        self.buttons: list[QWidget] = []
        for place in places:
            box.addLayout(self._row(place))
        box.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        self.close_button = button(_("Close", "window"), primary=True)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        box.addLayout(foot)
        self.resize(600, self.sizeHint().height())
        self.close_button.setFocus()

    def _row(self, place: Place) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(place.what, "field", wrap=True))
        words.addWidget(Label(str(place.path), "soft", wrap=True).selectable())
        row.addLayout(words, 1)
        if place.folder.is_dir():
            opens = button(_("Open folder"))
            opens.setAccessibleName(_("Open the folder: {what}", what=place.what))
            opens.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.folder))))
            self.buttons.append(opens)
            row.addWidget(opens, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            row.addWidget(Label(_("Empty so far"), "secondary"), 0, Qt.AlignmentFlag.AlignVCenter)
        return row
