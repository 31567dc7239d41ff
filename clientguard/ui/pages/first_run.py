"""The first screen: one question, and a casebook is made; or one that exists is opened, or the sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clientguard.domain.records import Business
from clientguard.errors import KnownError
from clientguard.texts import _, system_zone
from clientguard.ui.pages.page import column
from clientguard.ui.records.refusal import refusal
from clientguard.ui.widgets.button import button, hairline, quiet
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label, tip

FALLBACK = "EUR"  # where the system names no currency
WIDEST = 560  # points: one short question, not a line across the screen


def system_currency() -> str:
    """Return the currency of the system's region, as three letters."""
    code = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return code if len(code) == 3 else FALLBACK


class FirstRunPage(QWidget):
    """`made(business, path, whether to ask for a passphrase)`, `open_wanted(path, or None: ask)`."""

    made = Signal(object, object, bool)
    sample_wanted = Signal()
    open_wanted = Signal(object)
    restore_wanted = Signal()
    place_wanted = Signal()

    def __init__(self, place: Path, recent: Sequence[str]) -> None:
        super().__init__()
        self.place = place
        whole = column(self)
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        row = QHBoxLayout()  # gives it the width that it has, so that it knows how high its lines are
        row.addWidget(inner, 1000)
        row.addStretch(1)
        whole.addLayout(row)
        whole.addStretch()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 16, 0, 0)
        box.setSpacing(12)
        self._question(box)
        self._options(box)
        self._others(box, recent)

    def _question(self, box: QVBoxLayout) -> None:
        asked = Label(_("What is your business called?"), "section")
        self.name = QLineEdit()
        self.name.setAccessibleName(asked.text())
        asked.setBuddy(self.name)
        self.name.returnPressed.connect(self._make)
        self.error = ErrorLine()
        self.name.textEdited.connect(lambda: self.error.say("", self.name))
        explained = _(
            "A casebook is one file on this computer that holds everything about your clients. No account, no network."
        )
        self.start = button(_("Make the casebook"), primary=True)
        self.start.clicked.connect(self._make)
        self.status = Label("", "error", wrap=True)
        self.status.hide()
        for each in (asked, self.name, self.error, Label(explained, "soft", wrap=True)):
            box.addWidget(each)
        box.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.status)

    def _options(self, box: QVBoxLayout) -> None:
        self.protect = QCheckBox(_("Protect it with a passphrase"))
        self.where = Label("", "soft", wrap=True)
        self.elsewhere = quiet(_("Choose another place"))
        self.elsewhere.clicked.connect(self.place_wanted)
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        row.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.protect, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(row)
        self.keep_at(self.place)

    def _others(self, box: QVBoxLayout, recent: Sequence[str]) -> None:
        box.addSpacing(16)
        box.addWidget(hairline())
        row = Flow(gap=16)
        for each in recent:
            link = quiet(Path(each).name)
            link.setToolTip(tip(each))
            link.clicked.connect(lambda _checked=False, each=each: self.open_wanted.emit(Path(each)))
            row.addWidget(link)
        other = quiet(_("Open a casebook"))
        other.clicked.connect(lambda: self.open_wanted.emit(None))
        self.restore = quiet(_("Restore a backup"))
        self.restore.clicked.connect(self.restore_wanted)
        self.sample = quiet(_("Open the sample"))
        self.sample.setToolTip(tip(_("A sample practice with eight clients in every state. Nothing in it is real.")))
        self.sample.clicked.connect(self.sample_wanted)
        for link in (other, self.restore, self.sample):
            row.addWidget(link)
        box.addLayout(row)

    def keep_at(self, place: Path) -> None:
        """Have the casebook made at another place, and say where."""
        self.place = place
        self.where.setText(_("It is kept at {path}.", path=str(place)))

    def refuse(self, error: KnownError) -> None:
        """Say why no casebook was made; what was typed stays."""
        self.status.setText(refusal(error))
        self.status.show()
        self.name.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.name.setFocus()

    def _make(self) -> None:
        self.status.hide()
        name = self.name.text().strip()
        if not name:
            self.error.say(_("This is required."), self.name)
            self.name.setFocus()
            return
        firm = Business(name=name, currency=system_currency(), language="en", time_zone=system_zone())
        self.made.emit(firm, self.place, self.protect.isChecked())
