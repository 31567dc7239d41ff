"""A casebook with a conversation, and rules that notice in it what a test says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from clientguard.actions.communication.proposing import noticed
from clientguard.actions.communication.proposing.proposals import proposals_of
from clientguard.domain.communication.proposals.found import Found, MailText
from clientguard.domain.communication.proposals.proposal import Proposal
from clientguard.domain.records import Instant
from clientguard.store.casebook.open_casebook import Casebook
from tests.factories import FIRST, TODAY, add, ago

DAY = 86_400_000
ASKED, CLEAR = "Which of the two logos do you want?", "Take the blue one."
PAY, DEMAND = "I will pay on Friday.", "Please put it on Instagram as well."


class Correspondence:
    """A client's mail; `notice` says what the rules find in it."""

    def __init__(self, book: Casebook, monkeypatch: Any) -> None:
        self.book = book
        self.found: list[Found] = []
        self.read: list[int] = []  # how many messages the rules were given, each time
        self.seen: list[MailText] = []
        self.client = add(book, "client", name="Harbour Books", email="joan@harbour.example")
        monkeypatch.setattr(noticed, "find", self._find)

    def _find(self, messages: Sequence[MailText], _today: date) -> list[Found]:
        self.read.append(len(messages))
        self.seen = list(messages)
        there = {each.id for each in messages}
        return [each for each in self.found if each.message in there]

    def mail(self, days: int, *, ours: bool = False, client: int = 0, **values: Any) -> int:
        """Add a message of so many days ago, and return its number."""
        given = {
            "client": client or self.client,
            "at": Instant(FIRST + 9 * 3_600_000 - days * DAY),
            "direction": "out" if ours else "in",
            "sender": "Ada North <ada@north.example>" if ours else "Joan Field <joan@harbour.example>",
            "subject": "The logo",
        }
        return add(self.book, "message", **{**given, **values})

    def notice(self, sort: str, message: int, passage: str, **values: Any) -> Found:
        """Have the rules find something."""
        found = Found(sort, message, passage, **values)
        self.found.append(found)
        return found

    def question(self, days: int = 20, passage: str = ASKED, **values: Any) -> int:
        """Add a question of ours that the rules find, and return its message."""
        message = self.mail(days, ours=True)
        self.notice("request", message, passage, **values)
        return message

    def promise(self, days: int = 3) -> int:
        """Add a promise to pay that the rules find, and return its message."""
        message = self.mail(days)
        self.notice("promise", message, PAY, date=TODAY + timedelta(days=5), what="payment")
        return message

    def answer(self, asking: int, days: int = 2, passage: str = CLEAR, **values: Any) -> int:
        """Add an answer that the rules find, and return its message."""
        message = self.mail(days)
        self.notice("answer", message, passage, answers=((asking, ASKED),), extent="full", **values)
        return message

    def proposals(self, client: int = 0, **options: Any) -> list[Proposal]:
        """Return what is proposed."""
        with self.book.read() as db:
            return proposals_of(db, TODAY, client, **options)

    def only(self) -> Proposal:
        """Return the one proposal there is."""
        (found,) = self.proposals()
        return found


__all__ = ["ASKED", "CLEAR", "DEMAND", "PAY", "Correspondence", "ago"]
