"""What taking meetings and taking people have in common: whose each is, and what stays away."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import ClassVar, Generic, TypeVar

from clientguard.actions.communication.known_people import KnownPeople
from clientguard.actions.communication.taking.runs import ERASED, REMOVED, Runs, Taken
from clientguard.domain.wording import Said, said
from clientguard.exchange.mail.read_mail import Unreadable
from clientguard.store.records.away import exclusions
from clientguard.store.records.away.exclusions import Exclusions
from clientguard.store.records.write_path import Write
from clientguard.store.views.communication.meetings import KnownMeeting
from clientguard.store.views.communication.people import KnownPerson

Known = KnownMeeting | KnownPerson
Draft = TypeVar("Draft")


class Taker(ABC, Generic[Draft]):
    """Takes one draft after another within the transaction, each to the clients that it belongs to.

    One of nobody known is counted, and nothing of it is kept. What was removed or erased stays away, unless `again`.
    """

    counted: ClassVar[str]  # the field of the import's record in which what is added is counted

    def __init__(
        self,
        write: Write,
        people: KnownPeople,
        source: str,
        *,
        client: int | None = None,
        say: Callable[[Said], str] = str,
        again: bool = False,
    ) -> None:
        self._write = write
        self._people = people
        self._client = client
        self._again = again
        self._runs = Runs(write, source, say, self.counted)
        self._away: dict[int, Exclusions] = {}

    def take(self, item: Draft | Unreadable) -> None:
        """Take in a draft, or note why it cannot be read."""
        if isinstance(item, Unreadable):
            self._runs.unreadable(item)
            return
        clients = frozenset((self._client,)) if self._client is not None else self._whose(item)
        self._runs.unmatched += not clients
        for client in sorted(clients):
            self._take(item, client)

    def result(self) -> Taken:
        """Return what came of it, with the records of the import; call it once, at the end."""
        return self._runs.result()

    @abstractmethod
    def _whose(self, item: Draft) -> frozenset[int]:
        """Return the clients that a draft belongs to by what it says."""

    @abstractmethod
    def _take(self, item: Draft, client: int) -> None:
        """Add a draft to the record of a client, bring what is on record up to date, or leave it out."""

    def _stays_away(self, known: Iterable[Known], client: int, is_held: Callable[[Exclusions], bool]) -> Said | None:
        """Return why something stays away from this client, `known` being its records; None if it does not."""
        if self._again:
            return None
        if any(not self._runs.was_undone(each.imported_by, each.removed) for each in known):
            return said(REMOVED)
        if client not in self._away:
            self._away[client] = exclusions.exclusions(self._write.db, client)
        return said(ERASED) if is_held(self._away[client]) else None
