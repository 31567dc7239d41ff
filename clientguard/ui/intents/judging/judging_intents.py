"""What can be done about the signs of a client: answering them, and planning how to put things right (P6, P8)."""

from __future__ import annotations

from clientguard.actions.judgement.reviewing import review_sign
from clientguard.actions.records import editing
from clientguard.domain.changed import Changed
from clientguard.domain.records import SignReview
from clientguard.texts import _
from clientguard.ui.intents.letter_intents import LetterIntents


class JudgingIntents(LetterIntents):
    """What can be done about signs."""

    def accept_sign(self, client: int, sign: int) -> None:
        """Note that a sign is as the record shows it; offer Undo (P6)."""
        book, today = self._session.book, self._session.today()

        def done(changed: Changed) -> None:
            self.said.emit(
                _("Your answer is on record."),
                lambda: self._session.do(lambda _job: editing.remove_records(book, [changed.first])),
            )

        self._session.do(lambda _job: review_sign(book, client, sign, "accept", "", today), done=done)

    def doubt_sign(self, client: int, sign: int) -> None:
        """Ask why a sign is doubted; it stays, with the doubt beside it (P8.1)."""
        answer = SignReview(client=client, sign=str(sign), verdict="doubt", on=self._session.today())
        self.form(answer, fields=("reason",), title=_("Why do you doubt it?"), save_word=_("Save the doubt"))

    def except_sign(self, client: int, sign: int) -> None:
        """Ask until when a sign does not count, and why (P6)."""
        answer = SignReview(client=client, sign=str(sign), verdict="except", on=self._session.today())
        self.form(
            answer, fields=("reason", "until"), title=_("Not counted for a while"), save_word=_("Save the exception")
        )

    def plan_recovery(self, client: int) -> None:
        """Open the form in which it is planned how a client in difficulty is helped (P8.3)."""
        self.add("recovery_plan", client=client)
