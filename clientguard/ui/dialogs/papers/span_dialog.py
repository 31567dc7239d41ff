"""Over which days a paper from what was exchanged goes; then it is made (P1.4, P5.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.communication.papers import (
    RecordPaper,
    make_chronology,
    make_history,
    make_waiting_report,
)
from clientguard.domain.changed import Changed
from clientguard.domain.communication.papers.span import ALL, CONTRACT, OWN, SPANS, Span, span_of
from clientguard.domain.records import Contract
from clientguard.domain.records.kinds.documents import CHRONOLOGY, HISTORY, WAITING_REPORT
from clientguard.domain.records.parse import FieldError, parse_date
from clientguard.texts import N_, _, current
from clientguard.ui.dialogs.parties.asking_dialog import AskingDialog
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.date_field import DateField
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class _Words:
    """How a paper is asked for: its title, what the button says, and what it is for."""

    title: str
    create: str
    what: str


_WORDS: Mapping[str, _Words] = {
    WAITING_REPORT: _Words(
        N_("Waiting report"),
        N_("Create the report"),
        N_("For the client: what was done, what waited on whom, and for how long, with the messages behind it."),
    ),
    HISTORY: _Words(
        N_("Client history"),
        N_("Create the history"),
        N_("For your own use: everything on record about the client, day by day, with figures."),
    ),
    CHRONOLOGY: _Words(
        N_("Chronology"),
        N_("Create the chronology"),
        N_("For a court: what happened, with the passages that you marked as evidence. Your notes on them stay out."),
    ),
}


class SpanDialog(AskingDialog):
    """Asks for the days of a paper of one type about a client. `made` carries the paper once it is kept."""

    made = Signal(object)

    def __init__(
        self, session: Session, type: str, client: int, contract: Contract | None, parent: QWidget | None
    ) -> None:
        words = _WORDS[type]
        super().__init__(session, _(words.title), _(words.create), parent)
        self._type, self._client, self._contract = type, client, contract
        self._paper: RecordPaper | None = None
        self._today = session.today()
        self.body.addWidget(Label(_(words.what), "soft", wrap=True))
        self.body.addSpacing(4)
        asked = Label(_("Which days?"), "field")
        self.choice = Choice()
        asked.setBuddy(self.choice)
        for key, word in SPANS.items():
            if key != CONTRACT or contract:
                self.choice.addItem(_(word), key)
        self.body.addWidget(asked)
        self.body.addWidget(self.choice)
        self.body.addLayout(self._days())
        self.private = QCheckBox(_("With private notes, opinions and decisions"))
        self.body.addWidget(self.private)
        self.private.setVisible(type == HISTORY)  # after it has a parent: before, it would flash as a window
        self.choice.currentIndexChanged.connect(lambda _index: self._fill())
        self.choice.setCurrentIndex(self.choice.findData(CONTRACT if contract else ALL))
        self._fill()
        self.choice.setFocus()

    def _days(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.first, self.last = DateField(self._day, self._today, self), DateField(self._day, self._today, self)
        self.first.setPlaceholderText(_("The beginning of the record"))
        self.last.setPlaceholderText(_("Today"))
        for word, field in ((_("From", "day"), self.first), (_("To", "day"), self.last)):
            column = QVBoxLayout()
            column.setSpacing(4)
            label = Label(word, "field")
            label.setBuddy(field)
            field.setAccessibleName(word)
            field.textEdited.connect(lambda _text: self._own())
            column.addWidget(label)
            column.addWidget(field)
            row.addLayout(column, 1)
        return row

    def _day(self, text: str) -> date | None:
        return parse_date(text, self._today, past=True, language=current().language)

    def _fill(self) -> None:
        """Show the days of the choice."""
        if self.choice.currentData() == OWN:
            return
        span = span_of(self.choice.currentData(), self._today, self._contract)
        self.first.setText(span.start.isoformat() if span.start else "")
        self.last.setText(span.end.isoformat())

    def _own(self) -> None:
        """Go on with days that were typed."""
        self.choice.setCurrentIndex(self.choice.findData(OWN))

    def _span(self) -> Span | None:
        """Return the days that stand there; None, with the reason shown, if one of them cannot be read."""
        self.status.setText("")
        found: list[date | None] = []
        for field in (self.first, self.last):
            try:
                found.append(self._day(field.text()))
            except FieldError as error:
                self.status.setText(f"{field.accessibleName()}: {current().say(error.said)}")
                field.setFocus()
                return None
        return Span(found[0], found[1] or self._today)

    def action(self) -> Callable[[], Changed] | None:
        """Return what makes the paper and keeps it among the client's files."""
        span = self._span()
        if span is None:
            return None
        make = {
            WAITING_REPORT: make_waiting_report,
            HISTORY: partial(make_history, private=self.private.isChecked()),
            CHRONOLOGY: make_chronology,
        }[self._type]
        book, client, today = self._session.book, self._client, self._today

        def work() -> Changed:
            paper = self._paper = make(book, client, today, span)
            return paper.changed

        return work

    def carried_out(self) -> None:
        """Hand over the paper."""
        self.made.emit(self._paper)
