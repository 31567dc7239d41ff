"""The page for a casebook whose file was moved, replaced or deleted while it was open, and where both files are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.pages.damaged import WIDTH
from clientguard.ui.pages.page import column
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class Moved:
    """What the page shows: the error in words, the casebook's path, and the copy that has what was saved, if any."""

    words: str
    path: Path
    copy: Path | None
    replaced: bool


class MovedPage(QWidget):
    """Signals what the user chose."""

    opened = Signal(object)  # the path of a casebook
    other_wanted = Signal()

    def __init__(self, moved: Moved) -> None:
        super().__init__()
        self.moved = moved
        outer = column(self)
        body = QWidget()
        body.setMaximumWidth(WIDTH)
        outer.addWidget(body)
        outer.addStretch()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(Banner("stop", moved.words, parent=self))
        if moved.copy:
            self._place(box, _("What you saved"), moved.copy)
        if moved.replaced:
            self._place(box, _("The file that is there now"), moved.path)
        self.kept = Label("", "soft", wrap=True)
        self.kept.hide()
        box.addWidget(self.kept)
        self.open_copy = button(_("Open what you saved"), primary=True)
        self.open_copy.clicked.connect(lambda: self.opened.emit(moved.copy))
        self.open_there = button(_("Open the file that is there now"))
        self.open_there.clicked.connect(lambda: self.opened.emit(moved.path))
        self.other = button(_("Open another casebook"))
        self.other.clicked.connect(self.other_wanted)
        for each in (self.open_copy, self.open_there, self.other):  # a row each: their words are long
            row = QHBoxLayout()
            row.addWidget(each)
            row.addStretch()
            box.addLayout(row)
        self.open_copy.setVisible(moved.copy is not None)
        self.open_there.setVisible(moved.replaced)

    def _place(self, box: QVBoxLayout, title: str, path: Path) -> None:
        box.addWidget(Label(title, "strong"))
        box.addWidget(Label(str(path), "soft", wrap=True).selectable())

    def hold(self) -> None:
        """Offer nothing while what was typed is being kept."""
        for each in (self.open_copy, self.open_there, self.other):
            each.setEnabled(False)

    def go_on(self, text: str) -> None:
        """Say what became of what was typed, and offer the ways on."""
        for each in (self.open_copy, self.open_there, self.other):
            each.setEnabled(True)
        self.kept.setText(text)
        self.kept.setVisible(bool(text))
        self.open_copy.setFocus(Qt.FocusReason.OtherFocusReason)
