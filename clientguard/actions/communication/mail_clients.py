"""From a mailbox to clients: surveyed without keeping anything; then those that were ticked, with their mail (P5.1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from clientguard.actions.communication.import_mail import EVERY, Imported, Progress, Taker
from clientguard.actions.communication.whose_mail import keep_own
from clientguard.actions.records.editing import put_record
from clientguard.actions.rules.judgement.not_again import correspondent_words
from clientguard.domain.changed import Changed
from clientguard.domain.communication.addresses import OwnAddresses, address_key
from clientguard.domain.communication.mail_survey import Correspondent, Survey
from clientguard.domain.records import KINDS, Client, Contact
from clientguard.domain.records.addresses import is_email
from clientguard.domain.wording import Said
from clientguard.errors import Cancelled
from clientguard.exchange import thunderbird
from clientguard.exchange.mail import mail_heads, read_mail
from clientguard.exchange.mail.mail_files import MailFile
from clientguard.exchange.mail.mbox import Piece
from clientguard.exchange.thunderbird import Profile as Profile
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views import addresses, lists

KB = 1024  # progress is told in this many bytes: a mailbox has more bytes than a counter of the screen holds


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the clients that were ticked: theirs, in the order ticked, and the result of each one's import.

    `made` are the records to remove in order to undo it all: imports first, then people and clients that are new.
    """

    changed: Changed
    clients: tuple[int, ...]
    imports: tuple[Imported, ...]
    made: tuple[int, ...]

    @property
    def messages(self) -> int:
        """How many messages were imported; one that went to two clients counts for both."""
        return sum(each.messages for each in self.imports)


def thunderbird_profiles() -> list[Profile]:
    """Return the profiles of Thunderbird on this computer that have mail."""
    return thunderbird.profiles()


def survey(
    book: Casebook,
    paths: Sequence[Path],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Survey:
    """Count who exchanged mail with whom in `paths`; nothing is kept. `progress` counts in KB.

    Only heads are read. Cancelled if `cancelled` returns true; KnownError if one of `paths` is the open casebook.
    """
    book.refuse_own(paths)
    found = Survey()

    def look(done: int, of: int) -> None:
        if cancelled and cancelled():
            raise Cancelled
        if progress:
            progress(done // KB, of // KB)

    for head in mail_heads.read_heads(paths, look):
        found.count(head)
    return found


def import_clients(
    book: Casebook,
    paths: Sequence[Path],
    ticked: Sequence[Correspondent],
    own: Collection[str],
    *,
    say: Callable[[Said], str] = str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Taken:
    """Make clients of those that were ticked, with the names they have now, and import their mail, in one transaction.

    A client that has the name already gets the mail. The people who wrote and were written to are added to their
    client, and each client has a record of its import. `own` are kept as the user's addresses. `progress` counts the
    messages that were looked at, out of 0: how many there are is not known. If cancelled, nothing is written
    (Cancelled). NotValidError if a name is missing or one of `own` is not an address.
    """
    book.refuse_own(paths)

    def work(write: Write) -> Taken:
        keep_own(write, own)
        new: list[int] = []
        clients = [_client(write, each, new) for each in ticked]
        takers = {each: Taker(write, lookup.get_record(write.db, Client, each), paths, say, again=False) for each in
                  dict.fromkeys(clients)}  # fmt: skip
        sieve = _Sieve(ticked, clients, OwnAddresses([*own, *addresses.own_addresses(write.db)]), progress, cancelled)
        for item in read_mail.read_mail(paths, sieve):
            for client in sieve.whose:
                takers[client].take(item)
        results = tuple(taker.result() for taker in takers.values())
        runs = [each.run for each in results if each.run]
        return Taken(write.changed(), tuple(takers), results, (*runs, *reversed(new)))

    return book.write(work)


class _Sieve:
    """Says of each message whether it belongs to one of the clients; `whose` are those of the last one."""

    def __init__(
        self,
        ticked: Sequence[Correspondent],
        clients: Sequence[int],
        own: OwnAddresses,
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._ticked = list(zip(ticked, clients, strict=True))
        self._own = own
        self._progress = progress
        self._cancelled = cancelled
        self._looked_at = 0
        self.whose: list[int] = []

    def __call__(self, file: MailFile, piece: Piece) -> bool:
        if self._looked_at % EVERY == 0:
            if self._cancelled and self._cancelled():
                raise Cancelled
            if self._progress:
                self._progress(self._looked_at, 0)
        self._looked_at += 1
        head = mail_heads.head_of(file, piece)
        found = [client for each, client in self._ticked if head and each.wants(head, self._own)]
        self.whose = list(dict.fromkeys(found))
        return bool(self.whose)


def _client(write: Write, ticked: Correspondent, new: list[int]) -> int:
    """Return the client with that name, made if there is none, with its people; note in `new` what was made.

    An address that a form would refuse, such as one on a local host, is left to the messages: their mail comes in.
    """
    people = [(name, address) for name, address in ticked.people if is_email(address)]
    known = lists.records_named(write.db, KINDS["client"], ticked.name)
    if known:
        client = known[0]
    else:
        email = people[0][1] if ticked.is_person and people else ""
        client = put_record(write, Client(name=ticked.name.strip(), stage="active", email=email)).id
        new.append(client)
        if known_from_before := correspondent_words(write.db, ticked):
            write.tell(known_from_before)
    there = set(map(address_key, addresses.client_addresses(write.db, client)))
    for name, address in () if ticked.is_person else people:
        if address_key(address) not in there:
            new.append(put_record(write, Contact(client=client, name=name, email=address)).id)
    return client
