"""Whose mail it is: the business's own addresses, and the direction that follows from them (P5.1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from clientguard.actions.records.editing import NotValidError, put_record, remove_record
from clientguard.actions.rules import own_mail
from clientguard.domain.changed import Changed
from clientguard.domain.communication.addresses import OwnAddresses, Proposed, Tally, address_key
from clientguard.domain.records import ContactPoint, Problem
from clientguard.domain.wording import N_, said
from clientguard.errors import Cancelled
from clientguard.exchange.mail import read_mail
from clientguard.exchange.mail.read_mail import MailDraft
from clientguard.exchange.sent_mail import sent_places
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import notes
from clientguard.store.records.write_path import Write
from clientguard.store.views import addresses

Direction = Literal["in", "out"]

LOOKED_AT = 1000  # messages that a proposal is made from, and as many in folders of sent mail
_ASKED = "own addresses"


class Sorter:
    """Tells the direction of each message of an import, and counts them.

    A message is sent if it is from one of the business's own addresses, else received. All of them go to the client
    whose import it is; `strangers` counts those from and to no known address of that client, where any is known.
    """

    def __init__(self, db: Connection, client: int) -> None:
        self._own = OwnAddresses(addresses.own_addresses(db))
        self._known = frozenset(map(address_key, addresses.client_addresses(db, client))) - {""}
        self.sent = self.received = self.strangers = 0

    def direction(self, sender: str, recipients: Iterable[str]) -> Direction:
        """Return whether a message was sent or received; call it once for each."""
        sent = sender in self._own
        self.sent += sent
        self.received += not sent
        if self._known and self._known.isdisjoint(map(address_key, (sender, *recipients))):
            self.strangers += 1
        return "out" if sent else "in"


def proposal(book: Casebook, paths: Sequence[Path], cancelled: Callable[[], bool] | None = None) -> list[Proposed]:
    """Return the addresses in this mail that may be the user's own, likeliest first; none once that was answered.

    Nothing is asked either if no address in it is likely, or the likely ones are known already. It looks at the first
    messages, or at those in folders of sent mail where there are such. Cancelled if `cancelled` returns true.
    """
    with book.read() as db:
        if notes.get_note(db, _ASKED) or addresses.own_points(db):
            return []
        own = OwnAddresses(addresses.own_addresses(db))
    tally = Tally()
    for places, in_sent in ((sent_places(paths), True), (paths, False)):
        for item in islice(read_mail.read_mail(places), LOOKED_AT):
            if cancelled and cancelled():
                raise Cancelled
            if isinstance(item, MailDraft):
                tally.count(item.sender, item.recipients, in_sent=in_sent)
        if tally:  # what is in a folder of sent mail tells more than all else
            break
    found = tally.proposed()
    return found if any(each.likely and each.address not in own for each in found) else []


def set_own(book: Casebook, own: Collection[str], *, only: bool = False) -> Changed:
    """Keep `own` as addresses of the business, and set right the direction of messages imported before.

    With `only`, other addresses that were kept before are removed, and messages from them count as received again.
    That the user was asked is kept too, even if none of the addresses is theirs. Raises NotValidError if one of `own`
    is no email address; nothing is written then.
    """
    return book.write(lambda write: keep_own(write, own, only=only))


def keep_own(write: Write, own: Collection[str], *, only: bool = False) -> Changed:
    """Do what `set_own` does within a transaction."""
    for each in own:
        if not address_key(each):
            raise NotValidError((Problem("value", said(N_("“{address}” is not an email address."), address=each)),))
    known = OwnAddresses(addresses.own_addresses(write.db))
    wanted = OwnAddresses(own)
    for each in own:
        if each not in known:
            put_record(write, ContactPoint(system="email", value=each.strip()))
            known = OwnAddresses(addresses.own_addresses(write.db))
    for point in addresses.own_points(write.db) if only else ():
        if point.value not in wanted:
            remove_record(write, point.id)
    notes.put_note(write, _ASKED, "asked")
    own_mail.set_right(write, gained=tuple(addresses.own_addresses(write.db)))
    return write.changed()
