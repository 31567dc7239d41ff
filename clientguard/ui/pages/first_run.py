"""The first screen: the business in one page and a casebook is made; or the sample; or a casebook that is there."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clientguard.domain.records import KINDS, Business
from clientguard.texts import _, system_zone
from clientguard.ui.pages.page import column
from clientguard.ui.records.form import Form
from clientguard.ui.widgets.button import button, hairline, quiet
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.label import Label, tip

FIELDS = ("name", "owner", "address", "email", "phone", "tax_number", "currency")


class FirstRunPage(QWidget):
    """`made(business, path)`, `sample_wanted`, `open_wanted(path or None)`, `place_wanted`."""

    made = Signal(object, object)
    sample_wanted = Signal()
    open_wanted = Signal(object)
    restore_wanted = Signal()
    place_wanted = Signal()

    def __init__(self, place: Path, recent: Sequence[str], today) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        super().__init__()
        box = column(self)
        box.setSpacing(10)
        box.addWidget(
            Label(
                _(
                    "Everything stays in one file on this computer: no account, no network. Enter your business once;"
                    " it appears at the top of every document."
                ),
                "soft",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(48)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(12)
        left.addWidget(Label(_("Your business"), "section"))
        left.addWidget(hairline())
        self.form = Form(KINDS["business"], today=today, fields=FIELDS, parent=self)
        self.form.show_record(Business(currency="EUR", language="en"))
        left.addWidget(self.form)
        left.addWidget(Label(_("Where the casebook is kept"), "field"))
        self.place = QLineEdit(str(place))
        self.place.setAccessibleName(_("Where the casebook is kept"))
        choose = button(_("Choose"))
        choose.clicked.connect(self.place_wanted)
        where = QHBoxLayout()
        where.addWidget(self.place, 1)
        where.addWidget(choose)
        left.addLayout(where)
        self.place_error = ErrorLine()
        left.addWidget(self.place_error)
        self.place.textEdited.connect(lambda: self.place_error.say("", self.place))
        self.status = Label("", "error", wrap=True)
        left.addWidget(self.status)
        self.start = button(_("Make the casebook"), primary=True)
        self.start.clicked.connect(self._make)
        self.form.submitted.connect(self._make)
        self.place.returnPressed.connect(self._make)
        self._end(left, self.start)
        left.addStretch()
        right.addWidget(Label(_("Or look around first"), "section"))
        right.addWidget(hairline())
        sample = _("A sample practice with eight clients in every state. Nothing in it is real.")
        right.addWidget(Label(sample, "soft", wrap=True))
        self.sample = button(_("Open the sample"))
        self.sample.clicked.connect(self.sample_wanted)
        self._end(right, self.sample)
        right.addSpacing(12)
        right.addWidget(Label(_("Casebooks"), "section"))
        right.addWidget(hairline())
        for each in recent:
            link = quiet(Path(each).name)
            link.setToolTip(tip(each))
            link.clicked.connect(lambda _checked=False, each=each: self.open_wanted.emit(Path(each)))
            self._end(right, link)
        other = button(_("Open a casebook"))
        other.clicked.connect(lambda: self.open_wanted.emit(None))
        self._end(right, other)
        self.restore = button(_("Restore a backup"))
        self.restore.clicked.connect(self.restore_wanted)
        self._end(right, self.restore)
        right.addStretch()
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        box.addLayout(row)
        box.addStretch()

    def _end(self, box: QVBoxLayout, widget: QWidget) -> None:
        row = QHBoxLayout()
        row.addWidget(widget)
        row.addStretch()
        box.addLayout(row)

    def _make(self) -> None:
        self.status.setText("")
        record = self.form.record()
        if isinstance(record, Business):
            record = dataclasses.replace(record, time_zone=system_zone())
        place = Path(self.place.text().strip())
        if record is None:
            return
        if not place.name:
            self.place_error.say(_("This is required."), self.place)
            self.place.setFocus()
            return
        self.made.emit(record, place)
