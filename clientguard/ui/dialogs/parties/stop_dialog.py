"""Stopping work under a contract: since when, for which overdue invoice, and why (P3.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from clientguard.actions.contracts.stopping import StopChoice, stop_work
from clientguard.domain.changed import Changed
from clientguard.domain.records import Suspension
from clientguard.domain.records.parse import FieldError
from clientguard.texts import _, current
from clientguard.ui.dialogs.parties.asking_dialog import ChoosingDialog
from clientguard.ui.records.editors import DateEditor, LongEditor
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.label import Label


class StopDialog(ChoosingDialog):
    """Asks since when, for which overdue invoice, and why work is stopped; says what lets one stop it.

    `stopped` carries the stop once it is on record, and whether its letter is wanted next.
    """

    stopped = Signal(int, bool)

    def __init__(self, session: Session, known: StopChoice, today: date, parent: QWidget | None) -> None:
        words = current()
        offered = [
            (each.facts.id, _("{number}, due on {date}", number=each.facts.number, date=words.date(each.due, "medium")))
            for each in known.overdue
            if each.due is not None
        ]
        super().__init__(session, _("Stop work"), _("Stop work"), offered, parent)
        self._known = known
        self._today = today
        self._stop = 0
        if known.law:
            text = _("This contract has no suspension clause. {law}", law=words.say(known.law))
            self.law = Banner("attention", text)
            self.body.addWidget(self.law)
        self.ask(
            _("Which overdue invoice do you stop work for?"),
            _("Invoice"),
            _("Work starts again at once when the payment that makes the client current is recorded."),
        )
        self.since = DateEditor(Suspension.kind.field("starts"), today, self)
        self.since.set_value(max(today, known.first), "")
        self.body.addWidget(self.since)
        if known.first > today:
            first = _("The contract allows it from {date}.", date=words.date(known.first, "long"))
            self.body.addWidget(Label(first, "soft", wrap=True))
        self.reason = LongEditor(Suspension.kind.field("reason"), today, self)
        self.body.addWidget(self.reason)
        self.tell = QCheckBox(_("Then draft the letter that tells the client"))
        self.tell.setChecked(True)
        self.body.addWidget(self.tell)
        self.picker.choose(known.overdue[0].facts.id)
        self.picker.edited.emit()

    def action(self) -> Callable[[], Changed] | None:
        """Return what records the stop; None if the day cannot be read."""
        book, contract, invoice, today = self._session.book, self._known.contract.id, self.chosen, self._today
        try:
            on: date = self.since.value("") or today
        except FieldError as error:
            self.since.show_error(error.said)
            return None
        reason = self.reason.text()

        def work() -> Changed:
            done = stop_work(book, contract, on, today, invoice=invoice, reason=reason)
            self._stop = done.first
            return done

        return work

    def carried_out(self) -> None:
        """Say that it is on record."""
        self.stopped.emit(self._stop, self.tell.isChecked())
