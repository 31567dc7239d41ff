"""Importing files and folders in one transaction without naming a client: to those whose it is (P5.1).

Each message goes to the clients of the people whom it is from or to. What belongs to nobody on record is not kept: its
senders are counted, and handed back for the user to say whose they are. Drafts, junk and deleted mail are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clientguard.actions.communication.import_mail import EVERY, Imported, Progress, Skipped, Taker
from clientguard.actions.communication.incoming.other_files import HowToRead, OtherFiles, OthersTaken, take_others
from clientguard.actions.communication.known_people import KnownPeople
from clientguard.domain.changed import Changed
from clientguard.domain.communication.unmatched import Strangers, Unmatched
from clientguard.domain.records import Client
from clientguard.domain.wording import N_, said
from clientguard.errors import Cancelled
from clientguard.exchange.mail import mail_heads, read_mail
from clientguard.exchange.mail.mail_files import MailFile
from clientguard.exchange.mail.mbox import Piece
from clientguard.exchange.mail.read_mail import Begin, Unreadable
from clientguard.exchange.unread import Mark, Marks, Unread
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.records.away import nobodies
from clientguard.store.records.write_path import Write
from clientguard.store.views import messages

PLAIN = HowToRead()
KB = 1024  # progress is told in this many bytes: a mailbox has more bytes than a counter of the screen holds


@dataclass(frozen=True, slots=True)
class Batch:
    """Files and folders to take in below `root`: to a client, or to whom it belongs.

    `marks` are those of the files as they were read before, by which unchanged ones are passed over. `everything`: to a
    client go drafts, junk and deleted mail too.
    """

    root: Path
    paths: tuple[Path, ...]
    client: int | None = None
    marks: Marks = field(default_factory=dict[str, Mark])
    everything: bool = False


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an import did: with mail by client; `others` with meetings, people and chats.

    `unmatched` are the senders of what was not kept, those of whom a client is proposed first; `passed` is how many
    messages that were, those of newsletters, machines and nobodies included. `unreadable` is what belongs to no
    client's import. `marks` are the new ones of each batch.
    """

    changed: Changed
    imports: Mapping[int, Imported]
    unmatched: tuple[Unmatched, ...] = ()
    passed: int = 0
    unreadable: tuple[Skipped, ...] = ()
    marks: tuple[Marks, ...] = ()
    others: OthersTaken = field(default_factory=OthersTaken)

    @property
    def runs(self) -> tuple[int, ...]:
        """The records of the imports, to be removed in order to undo all of it."""
        mail = (each.run for each in self.imports.values() if each.run)
        return (*mail, *(run for each in self.others.all for run in each.runs))

    @property
    def messages(self) -> int:
        """How many messages were imported; one of two clients counts for both."""
        return sum(each.messages for each in self.imports.values())


def import_any(
    book: Casebook,
    paths: Sequence[Path],
    *,
    client: int | None = None,
    own: Iterable[str] = (),
    how: HowToRead = PLAIN,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TakenIn:
    """Import what is in `paths` to the clients whose it is, in one transaction, with a record of the import for each.

    All of it goes to `client`, if one is named. `own` are addresses of the user besides those on record. As in
    `import_mail`, what is on record is skipped, and so is what was removed, moved or erased before, unless `how.again`.
    `progress` counts in KB. If cancelled, nothing is
    written (Cancelled). KnownError if one of `paths` is the open casebook.
    """
    batch = Batch(Path(), tuple(paths), client, everything=client is not None)
    return take_in(book, [batch], own=own, how=how, progress=progress, cancelled=cancelled)


def take_in(
    book: Casebook,
    batches: Sequence[Batch],
    *,
    own: Iterable[str] = (),
    how: HowToRead = PLAIN,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TakenIn:
    """Do what `import_any` does for several batches, each with the marks of what was read of it before."""
    paths = [path for each in batches for path in each.paths]
    book.refuse_own(paths)
    pace = _Pace(mail_heads.size(paths), progress, cancelled)

    def work(write: Write) -> TakenIn:
        run = _Run(write, KnownPeople(write.db, own), how, pace)
        for each in batches:
            run.take(each)
        return run.result()

    return book.write(work)


class _Pace:
    """Tells how far the reading is, and stops it when it is cancelled."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._total = total
        self._progress = progress
        self._cancelled = cancelled
        self._done = self._steps = 0

    def step(self, size: int) -> None:
        """Count bytes that were read or passed over; raises Cancelled."""
        self._done += size
        if self._steps % EVERY == 0:
            if self._cancelled and self._cancelled():
                raise Cancelled
            if self._progress:
                self._progress(min(self._done, self._total) // KB, self._total // KB)
        self._steps += 1


class _Run:
    """One import to several clients within the transaction."""

    def __init__(self, write: Write, people: KnownPeople, how: HowToRead, pace: _Pace) -> None:
        self._write = write
        self._people = people
        self._how = how
        self._pace = pace
        self._sieves: list[_Sieve] = []
        self._takers: dict[int, Taker] = {}
        self._strangers = Strangers()
        self._unreadable: list[Skipped] = []
        self._passed: int | None = None

    def take(self, batch: Batch) -> None:
        """Take in the mail that is new in a batch, and set aside what else lies there."""
        sieve = _Sieve(batch, self._people, self._strangers, self._pace)
        for item in read_mail.read_mail(batch.paths, sieve, sieve):
            for client in sieve.whose:
                self._taker(client, batch).take(item)
            if not sieve.whose and isinstance(item, Unreadable):
                self._unreadable.append(Skipped(item.source, "", item.reason))
        self._unreadable += (Skipped(each, "", said(N_("It has no headers."))) for each in sieve.headless)
        if batch.client is None:
            self._passed = (self._passed or 0) + sieve.passed
        self._sieves.append(sieve)

    def result(self) -> TakenIn:
        """Import the files other than mail, and return what came of everything, with its records; call it once."""
        imports = {client: taker.result(self._passed) for client, taker in self._takers.items()}
        unmatched = self._unmatched()
        set_aside = [(each.others, each.client) for each in self._sieves]
        others = take_others(self._write, self._people, set_aside, self._how, lambda: self._pace.step(0))
        marks = tuple(each.marks() for each in self._sieves)
        passed = (self._passed or 0) + sum(each.unmatched for each in others.all)
        unreadable = (*self._unreadable, *(one for each in others.all for one in each.unreadable))
        return TakenIn(self._write.changed(), imports, unmatched, passed, unreadable, marks, others)

    def _taker(self, client: int, batch: Batch) -> Taker:
        if client not in self._takers:
            owner = lookup.get_record(self._write.db, Client, client)
            self._takers[client] = Taker(self._write, owner, batch.paths, self._how.say, again=self._how.again)
        return self._takers[client]

    def _unmatched(self) -> tuple[Unmatched, ...]:
        asked_no_more = nobodies.nobodies(self._write.db)
        asked = [
            each
            for each in self._strangers.found()
            if each.address not in asked_no_more and not self._people.is_own(each.address)
        ]
        numbers = {number for each in asked for number in each.numbers}
        on_record = messages.clients_by_number(self._write.db, numbers) if numbers else {}
        found: list[Unmatched] = []
        for each in asked:
            client = self._strangers.conversation(each)
            if client is None:
                client = next((on_record[number] for number in sorted(each.numbers) if number in on_record), None)
            because = "conversation" if client is not None else ""
            if client is None and (client := self._people.likely(each.name, each.address)) is not None:
                because = "domain" if client in self._people.at_domain(each.address) else "name"
            found.append(Unmatched(each.address, each.name, each.messages, each.last_ms, client, because))
        return tuple(sorted(found, key=lambda each: each.client is None))


class _Sieve:
    """Says of each message whether it is taken in; `whose` are the clients that the last one belongs to."""

    def __init__(self, batch: Batch, people: KnownPeople, strangers: Strangers, pace: _Pace) -> None:
        self.client = batch.client
        self._everything = batch.everything
        self._people = people
        self._strangers = strangers
        self._pace = pace
        self.unread = Unread(batch.root, batch.marks)
        self.whose: frozenset[int] = frozenset()
        self.others = OtherFiles()
        self.headless: list[str] = []
        self.passed = 0  # messages of nobody on record

    def begins(self, each: MailFile) -> Begin | None:
        """Return from where on a file is read; None if it is unchanged."""
        self.whose = frozenset() if self.client is None else frozenset((self.client,))
        begin = self.unread.begins(each)
        if begin is not None and self._is_other(each):
            begin = None
        self._pace.step(_size(each) if begin is None else begin.at)
        return begin

    def failed(self, each: MailFile) -> None:
        """Have a file read again the next time."""
        self.whose = frozenset()
        self.unread.failed(each)

    def marks(self) -> Marks:
        """Return the marks with which to pass over what was read the next time; what could not be read has none."""
        for each in self.others.failed:
            self.unread.forget(each)
        return self.unread.marks()

    def _is_other(self, each: MailFile) -> bool:
        try:
            return self.others.add(each.path)
        except OSError:  # the reader of mail says why
            self.unread.failed(each)
            return False

    def __call__(self, each: MailFile, piece: Piece) -> bool:
        self._pace.step(len(piece.message))
        self.unread.saw(each, piece)
        if self._everything:
            return True
        head = mail_heads.head_of(each, piece)
        if head is None:
            self.whose = frozenset()
            if piece.problem:  # what could not be made into mail says why, once it is read
                return True
            if not piece.line and not mail_heads.has_fields(piece.message):
                self.headless.append(each.name)
            return False
        if self.client is not None:
            self.whose = frozenset((self.client,))
        else:
            self.whose = self._people.whose(head)
            if self.whose:
                self._strangers.took(head, self.whose)
            else:
                self.passed += 1
                if not self._people.is_own(head.sender[1]):
                    self._strangers.count(head)
        return bool(self.whose)


def _size(each: MailFile) -> int:
    try:
        return each.path.stat().st_size
    except OSError:
        return 0
