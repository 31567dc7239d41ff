"""What can be done about the signs of a client: answering them, and planning how to put things right (P6, P8)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from clientguard.domain.changed import Changed
from clientguard.domain.judgement.finding import CONDUCT
from clientguard.domain.records import Clause, DoNotEngage, Intake, RecoveryPlan, SignReview
from clientguard.domain.records.kinds.beginning import CONDITIONS, STATED
from clientguard.store.views.records import get_record
from clientguard.texts import _, current
from clientguard.ui.intents.letter_intents import LetterIntents
from clientguard.ui.session.late_actions import editing, prospects, reviewing, undoing

if TYPE_CHECKING:
    from clientguard.actions.judgement.clauses import ContractCheck
    from clientguard.actions.records.undoing import Saving
    from clientguard.domain.judgement.clauses.check import CheckedClause

A_YEAR = 365  # days until an entry of the list “Not again” is looked at, unless the user says otherwise
LOOK_AGAIN = 28  # days until the result of a recovery plan is looked at, unless the user says otherwise


class JudgingIntents(LetterIntents):
    """What can be done about signs."""

    def add(self, kind: str, *, client: int = 0, **preset: Any) -> None:  # noqa: ANN401
        """Open an empty form; a business that is not taken again is looked at again in a year (P7.5)."""
        if kind != DoNotEngage.kind.name:
            super().add(kind, client=client, **preset)
            return
        today = self._session.today()
        entry = DoNotEngage(noted_on=today, review_on=today + timedelta(days=A_YEAR))
        self.form(
            dataclasses.replace(entry, **preset),
            title=_("Add a business that you do not work for again"),
            save_word=_("Save the entry"),
        )

    def accept_sign(self, client: int, sign: int) -> None:
        """Note that a sign is as the record shows it; offer Undo (P6)."""
        book, today = self._session.book, self._session.today()

        def done(changed: Changed) -> None:
            self.said.emit(
                _("Your answer is on record."),
                lambda: self._session.do(lambda _job: editing.remove_records(book, [changed.first])),
            )

        self._session.do(lambda _job: reviewing.review_sign(book, client, sign, "accept", "", today), done=done)

    def doubt_sign(self, client: int, sign: int) -> None:
        """Ask why a sign is doubted; it stays, with the doubt beside it (P8.1)."""
        answer = SignReview(client=client, sign=str(sign), verdict="doubt", on=self._session.today())
        self.form(
            answer,
            fields=("reason",),
            title=_("Why do you doubt this: {sign}?", sign=_(CONDUCT[sign])),
            save_word=_("Save the doubt"),
        )

    def except_sign(self, client: int, sign: int) -> None:
        """Ask until when a sign does not count, and why (P6)."""
        answer = SignReview(client=client, sign=str(sign), verdict="except", on=self._session.today())
        self.form(
            answer,
            fields=("reason", "until"),
            title=_("Not counted for a while: {sign}", sign=_(CONDUCT[sign])),
            save_word=_("Save the exception"),
        )

    def plan_recovery(self, client: int) -> None:
        """Open the form in which it is planned how a client in difficulty is helped (P8.3)."""
        today = self._session.today()
        self.add("recovery_plan", client=client, due=today + timedelta(days=LOOK_AGAIN))

    def look_at_result(self, plan: int) -> None:
        """Ask whether a recovery plan made it better, as seen today unless the user says otherwise (P8.3)."""
        today = self._session.today()

        def show(found: RecoveryPlan) -> None:
            seen = dataclasses.replace(found, result_on=found.result_on or today)
            self.form(
                seen,
                fields=("result", "result_on", "outcome"),
                title=_("Did it get better?"),
                save_word=_("Save the result"),
            )

        self._session.read(lambda db: get_record(db, RecoveryPlan, plan), show, self, key="open")

    def check_contract(self, contract: int) -> None:
        """Show which protective clauses stand in a contract, as soon as its files are read (P7.5)."""
        from clientguard.actions.judgement.clauses import check_contract
        from clientguard.ui.dialogs.parties.clause_dialog import ClauseDialog

        book, say = self._session.book, current().say

        def show(found: ContractCheck) -> None:
            dialog = ClauseDialog(self._session, found, self._window)
            dialog.quoting.connect(lambda clause: self._quote(found, clause))
            dialog.open()

        self._session.do(lambda job: check_contract(book, contract, say, job.is_cancelled), done=show)

    def _quote(self, found: ContractCheck, clause: CheckedClause) -> None:
        """Open the form of the passage that says a clause."""
        contract, words, today = found.contract, (_("Passage"), _("Save the passage")), self._session.today()
        if not clause.record:
            new = Clause(client=contract.client, contract=contract.id, key=clause.key, confirmed_on=today)
            self.form(new, title=words[0], save_word=words[1], fields=("passage",))
            return

        def show(kept: Clause) -> None:
            stated = dataclasses.replace(kept, state=STATED, confirmed_on=today)
            self.form(stated, title=words[0], save_word=words[1], fields=("passage",))

        self._session.read(lambda db: get_record(db, Clause, clause.record), show, self, key="open")

    def accept_prospect(self, client: int) -> None:
        """Make a prospect a new client, on the conditions of its sheet if it has any; offer Undo (P7.5)."""
        book = self._session.book

        def done(saving: Saving) -> None:
            told = _("It is a client now.")
            if any(isinstance(each.after, Intake) and each.after.result == CONDITIONS for each in saving.also):
                told = _("It is a client now. Put the conditions of the intake sheet into the contract.")
            self.said.emit(told, self._take_back(saving))

        self._session.do(lambda _job: prospects.accept_prospect(book, client), done=done)

    def decline_prospect(self, client: int) -> None:
        """Note that a prospect is declined, and draft the letter that says so kindly; offer Undo (P7.5)."""
        book = self._session.book

        def done(saving: Saving) -> None:
            self.said.emit(_("It is declined."), self._take_back(saving))
            self.letter("decline", client)

        self._session.do(lambda _job: prospects.decline_prospect(book, client), done=done)

    def _take_back(self, saving: Saving) -> Callable[[], object]:
        book = self._session.book

        def done(_changed: Changed) -> None:
            self.said.emit(_("It is a prospect again."), None)

        return lambda: self._session.do(lambda _job: undoing.undo(book, saving), done=done)
