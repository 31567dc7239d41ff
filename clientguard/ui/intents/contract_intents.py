"""The answers to the question about a contract: it goes on, was renewed, has ended, or runs without an end (P4.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from clientguard.domain.changed import Changed
from clientguard.domain.contracts.deciding import ends_if_ended, renewed_until
from clientguard.domain.records import Contract, Suspension
from clientguard.store.views.records import any_record, get_record
from clientguard.texts import _
from clientguard.ui.intents.letter_intents import LetterIntents
from clientguard.ui.intents.record_intents import RecordIntents
from clientguard.ui.session.late_actions import deciding, editing, stopping

if TYPE_CHECKING:
    from clientguard.actions.contracts.stopping import StopChoice
    from clientguard.store.views.lists import Connection


class ContractIntents(LetterIntents, RecordIntents):
    """What can be decided about contracts."""

    def contract_goes_on(self, contract: int) -> None:
        """Record that a contract that renews goes on after its term."""
        today, book = self._session.today(), self._session.book
        self._decide(contract, lambda: deciding.renew_contract(book, contract, today))

    def contract_open(self, contract: int) -> None:
        """Record that a contract that ran out runs on without an end."""
        book = self._session.book
        self._decide(contract, lambda: deciding.leave_open(book, contract))

    def contract_renewed(self, contract: int) -> None:
        """Open the form of a contract's new term, as long as the one before."""

        def proposed(found: Contract) -> Contract:
            return dataclasses.replace(found, ends=renewed_until(found.agreed)) if found.ends else found

        self._propose(contract, proposed, ("title", "ends", "renews_months"), _("Renew contract"))

    def contract_ended(self, contract: int) -> None:
        """Open the form of a contract's last day, with the one that follows from its term and its notice."""
        today = self._session.today()

        def proposed(found: Contract) -> Contract:
            return dataclasses.replace(found, ended_on=found.ended_on or ends_if_ended(found.agreed, today))

        self._propose(contract, proposed, ("title", "ended_on"), _("End contract"))

    def stop_work(self, contract: int) -> None:
        """Ask since when, for which overdue invoice and why work is stopped, and record it; offer Undo (P3.4)."""
        from clientguard.ui.dialogs.parties.stop_dialog import StopDialog

        today, book = self._session.today(), self._session.book

        def stopped(known: StopChoice, stop: int, tell: bool) -> None:
            text = _("Work on “{title}” is stopped.", title=known.contract.title)
            self.said.emit(text, lambda: self._session.do(lambda _job: editing.remove_records(book, [stop])))
            if tell:
                self.letter("stop", known.contract.client or 0)

        def show(known: StopChoice) -> None:
            dialog = StopDialog(self._session, known, today, self._window)
            dialog.stopped.connect(lambda stop, tell: stopped(known, stop, tell))
            dialog.open()

        self._session.read(lambda db: stopping.stop_choice(db, contract, today), show, self, key="open")

    def stop_work_for(self, invoice: int) -> None:
        """Ask about stopping work for the client of an overdue invoice (P3.4)."""
        today = self._session.today()

        def work(db: Connection) -> int:
            return stopping.contract_to_stop(db, any_record(db, invoice).client_id or 0, today)

        self._session.read(work, self.stop_work, self, key="open")

    def resume_work(self, contract: int) -> None:
        """Record that stopped work goes on from today although the invoice is unpaid; offer Undo."""
        today, book = self._session.today(), self._session.book

        def carry_out(found: tuple[Contract, Suspension | None]) -> None:
            before, stop = found
            if stop is None:
                self.said.emit(_("Work on “{title}” is not stopped.", title=before.title), None)
                return
            text = _("Work on “{title}” goes on.", title=before.title)

            def undo() -> None:
                self._session.do(lambda _job: editing.change_record(book, stop, resumed_on=None))

            self._session.do(
                lambda _job: stopping.resume_work(book, contract, today),
                done=lambda _changed: self.said.emit(text, undo),
            )

        def work(db: Connection) -> tuple[Contract, Suspension | None]:
            found = get_record(db, Contract, contract)
            return found, stopping.open_stop(db, found)

        self._session.read(work, carry_out, self, key="open")

    def note_exception(self, stop: int) -> None:
        """Ask why the user stays with a client although work had to be stopped once (P3.6)."""

        def show(found: Suspension) -> None:
            self.form(found, title=_("Why you stay"), save_word=_("Save the reason"), fields=("exception",))

        self._session.read(lambda db: get_record(db, Suspension, stop), show, self, key="open")

    def leave_after(self, stop: int) -> None:
        """Begin to leave the client for whom work was stopped (P3.6)."""
        self._session.read(
            lambda db: get_record(db, Suspension, stop).client or 0, self.begin_leaving, self, key="open"
        )

    def _propose(
        self, contract: int, proposed: Callable[[Contract], Contract], fields: tuple[str, ...], word: str
    ) -> None:
        def show(found: Contract) -> None:
            self.form(proposed(found), title=word, save_word=word, fields=fields)

        self._session.read(lambda db: get_record(db, Contract, contract), show, self, key="open")

    def _decide(self, contract: int, act: Callable[[], Changed]) -> None:
        """Carry out an answer, say what the contract's term then comes to, and offer Undo."""
        book = self._session.book

        def carry_out(before: Contract) -> None:
            values = {name: getattr(before, name) for name in ("ends", "renews_months", "decided_until")}

            def undo() -> None:
                self._session.do(lambda _job: editing.change_record(book, before, **values))

            def done(_changed: Changed) -> None:
                self._session.read(
                    lambda db: get_record(db, Contract, contract), lambda found: self._say(found, undo), self
                )

            self._session.do(lambda _job: act(), done=done)

        self._session.read(lambda db: get_record(db, Contract, contract), carry_out, self, key="open")

    def _say(self, found: Contract, undo: Callable[[], None]) -> None:
        until: date | None = found.decided_until or found.ends
        text = _("“{title}” runs until one side ends it.", title=found.title)
        if until:
            text = _("“{title}” goes on until {date}.", title=found.title, date=until)
        self.said.emit(text, undo)
