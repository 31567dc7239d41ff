"""What the mail of a casebook may mean: each client's mail is read once, and again only when it changed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clientguard.actions.communication.proposing.mail_texts import mail_texts
from clientguard.domain.communication.proposals.find import find, unanswered
from clientguard.domain.communication.proposals.found import Found
from clientguard.store.file.sqlite import Connection
from clientguard.store.views import messages
from clientguard.store.views.communication.proposing import Correspondent, Mail, mail_since, newest_entry

WINDOW = 365  # days back that mail is read: an older question waits no more
MOST_READ = 1_000  # messages of a client, the newest
AT_ONCE = 1_500  # messages that are read before the caller is given a chance to do something else
_MANY = 5_000  # changed messages from which on everything is read again


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a client's mail may mean, oldest first, and the messages that this is about, by number."""

    client: Correspondent
    found: tuple[Found, ...] = ()
    mail: dict[int, Mail] | None = None


class KnownMail:
    """What was noticed in the mail of a casebook that stays open. Any thread may ask; it is kept in memory only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seq = 0  # the entry of the journal up to which this holds
        self._day: date | None = None
        self._noticed: dict[int, Noticed] = {}

    def notice(
        self, db: Connection, clients: Sequence[Correspondent], today: date, at_once: int = AT_ONCE
    ) -> tuple[list[Noticed], bool]:
        """Return what the mail of these clients may mean, and whether that is all.

        It is not all once more than `at_once` messages had to be read: asked again, it goes on.
        """
        with self._lock:
            self._forget_changed(db, today)
            count = 0
            for client in clients:
                if client.id in self._noticed and self._noticed[client.id].client == client:
                    continue
                if count > at_once:
                    break
                rows = mail_since(db, client.id, _begin(client, today), MOST_READ)
                count += len(rows)
                self._noticed[client.id] = _noticed(db, client, rows, today)
            known = [self._noticed[each.id] for each in clients if each.id in self._noticed]
            return known, len(known) == len(clients)

    def forget(self) -> None:
        """Forget what was noticed: who is on a client's side has changed."""
        with self._lock:
            self._noticed.clear()

    def _forget_changed(self, db: Connection, today: date) -> None:
        seq = newest_entry(db)
        changed = messages.changed_since(db, self._seq, _MANY) if self._noticed and seq > self._seq else []
        if today != self._day or len(changed) == _MANY or seq < self._seq:
            self._noticed.clear()
        gone = {owner for _message, owner in changed}
        moved = {message for message, _owner in changed}
        for client, noticed in list(self._noticed.items()):
            if client in gone or moved & (noticed.mail or {}).keys():
                del self._noticed[client]
        self._seq, self._day = seq, today


def _begin(client: Correspondent, today: date) -> date:
    begin = today - timedelta(days=WINDOW)
    return max(begin, client.left_on + timedelta(days=1)) if client.left_on else begin


def _noticed(db: Connection, client: Correspondent, rows: Sequence[Mail], today: date) -> Noticed:
    every = find(mail_texts(db, client.id, rows), today) if rows else []
    waiting = set(unanswered(every))
    found = tuple(each for each in every if each.sort != "request" or each in waiting)
    about = {each.message for each in found} | {message for each in found for message, _words in each.answers}
    return Noticed(client, found, {each.heading.id: each for each in rows if each.heading.id in about})
