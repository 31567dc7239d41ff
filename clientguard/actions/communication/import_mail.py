"""Importing mail from files, mailboxes and folders, in one transaction (P5.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from clientguard.actions.communication.whose_mail import Sorter
from clientguard.domain.changed import Changed
from clientguard.domain.records import Client, Instant, Message
from clientguard.domain.records.check import LONGEST
from clientguard.domain.records.describe import Type
from clientguard.domain.wording import Said
from clientguard.errors import Cancelled
from clientguard.exchange.mail import read_mail
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.messages import is_on_record

Progress = Callable[[int, int], None]  # done, of how many
EVERY = 25  # messages between two reports of progress


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that was not imported: where it is, what it is, and why."""

    source: str
    subject: str
    reason: Said | None  # None: a second copy of a message that is already on record


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    changed: Changed
    messages: int
    attachments: int
    duplicates: tuple[Skipped, ...]
    unreadable: tuple[Skipped, ...]
    sent: int = 0
    received: int = 0
    strangers: int = 0  # messages from and to no known address of the client, where any is known


def import_mail(
    book: Casebook,
    paths: Sequence[Path],
    client: int,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Import the messages in `paths` into a client's record, in one transaction.

    Messages that are already on record, and items that cannot be read, are skipped and listed. `progress` and
    `cancelled` are called from the writer thread. If cancelled, nothing is written (Cancelled). KnownError if one of
    `paths` is the open casebook itself.
    """
    book.refuse_own(paths)
    total = read_mail.count_messages(paths)

    def work(write: Write) -> Imported:
        lookup.get_record(write.db, Client, client)
        taker = _Taker(write, client)
        for number, item in enumerate(read_mail.read_mail(paths)):
            if number % EVERY == 0:
                if cancelled and cancelled():
                    raise Cancelled
                if progress:
                    progress(number, max(total, number + 1))
            taker.take(item)
        return taker.result()

    return book.write(work)


class _Taker:
    """Imports one item after another within the transaction."""

    def __init__(self, write: Write, client: int) -> None:
        self._write = write
        self._client = client
        self._messages = self._attachments = 0
        self._duplicates: list[Skipped] = []
        self._unreadable: list[Skipped] = []
        self._sorter = Sorter(write.db, client)

    def take(self, item: MailDraft | Unreadable) -> None:
        if isinstance(item, Unreadable):
            self._unreadable.append(Skipped(item.source, item.hint, item.reason))
        elif self._is_on_record(item):
            self._duplicates.append(Skipped(item.source, item.subject, None))
        else:
            self._add(item)

    def _is_on_record(self, draft: MailDraft) -> bool:
        """Whether this client has the message, as it is read now or as earlier versions read it."""
        digests = (draft.digest, draft.digest_before)
        return any(is_on_record(self._write.db, each, self._client) for each in digests if each)

    def _add(self, draft: MailDraft) -> None:
        named = f"{draft.sender_name} <{draft.sender}>" if draft.sender_name and draft.sender else ""
        message = self._write.add(
            Message(
                client=self._client,
                at=Instant(draft.at_ms, draft.offset),
                direction=self._sorter.direction(draft.sender, draft.recipients),
                channel="mail",
                sender=named or draft.sender_name or draft.sender,
                recipients=shorten(", ".join(draft.recipients), LONGEST[Type.TEXT], placeholder=" …"),
                subject=draft.subject,
                body=draft.body,
                dated_by=draft.dated_by,
                message_id=draft.message_id,
                digest=draft.digest,
            )
        )
        self._messages += 1
        for each in draft.attachments:
            self._write.attach(message.id, self._client, each.name, each.media_type, each.data)
            self._attachments += 1

    def result(self) -> Imported:
        return Imported(
            self._write.changed(),
            self._messages,
            self._attachments,
            tuple(self._duplicates),
            tuple(self._unreadable),
            sent=self._sorter.sent,
            received=self._sorter.received,
            strangers=self._sorter.strangers,
        )
