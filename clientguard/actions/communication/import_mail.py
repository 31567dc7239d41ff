"""Importing mail from files, mailboxes and folders, in one transaction (P5.1)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from clientguard.actions.communication.whose_mail import Sorter
from clientguard.domain.changed import Changed
from clientguard.domain.records import Client, ImportRun, Instant, Message
from clientguard.domain.records.check import LONGEST
from clientguard.domain.records.describe import Type
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import Cancelled
from clientguard.exchange.mail import read_mail
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.journal import blobs
from clientguard.store.journal.entry_log import LONG_VALUE
from clientguard.store.records import lookup
from clientguard.store.records.away import exclusions
from clientguard.store.records.write_path import Write
from clientguard.store.views import messages
from clientguard.store.views.messages import Known

Progress = Callable[[int, int], None]  # done, of how many
EVERY = 25  # messages between two reports of progress
MOST_LINES = 200  # of what was left out, in the record of the import


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that was not imported: where it is, what it is, and why."""

    source: str
    subject: str
    reason: Said | None  # None: a second copy of a message that is already on record


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `run` is the number of its record, 0 if no message was added.

    `left_out` are messages that were removed, moved or erased before; `originals` is how many messages that were
    already on record got their original.
    """

    changed: Changed
    messages: int
    attachments: int
    duplicates: tuple[Skipped, ...]
    unreadable: tuple[Skipped, ...]
    left_out: tuple[Skipped, ...] = ()
    sent: int = 0
    received: int = 0
    strangers: int = 0  # messages from and to no known address of the client, where any is known
    originals: int = 0
    run: int = 0


def import_mail(
    book: Casebook,
    paths: Sequence[Path],
    client: int,
    *,
    again: bool = False,
    say: Callable[[Said], str] = str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Import the messages in `paths` into a client's record, in one transaction, with a record of the import.

    Messages that are already on record, and items that cannot be read, are skipped and listed; so are messages that
    were removed, moved to another client or erased before, unless `again`. A message on record whose original was not
    kept gets it. `say` puts what was left out into words for the record of the import. `progress` and `cancelled` are
    called from the writer thread. If cancelled, nothing is written (Cancelled). KnownError if one of `paths` is the
    open casebook itself.
    """
    book.refuse_own(paths)
    total = read_mail.count_messages(paths)

    def work(write: Write) -> Imported:
        owner = lookup.get_record(write.db, Client, client)
        taker = Taker(write, owner, paths, say, again=again)
        for number, item in enumerate(read_mail.read_mail(paths)):
            if number % EVERY == 0:
                if cancelled and cancelled():
                    raise Cancelled
                if progress:
                    progress(number, max(total, number + 1))
            taker.take(item)
        return taker.result()

    return book.write(work)


class Taker:
    """Imports one item after another within the transaction."""

    def __init__(
        self, write: Write, owner: Client, paths: Sequence[Path], say: Callable[[Said], str], *, again: bool
    ) -> None:
        self._write = write
        self._owner = owner
        self._client = owner.id
        self._again = again
        self._source = shorten(", ".join(each.name or str(each) for each in paths), LONGEST[Type.TEXT])
        self._run = 0  # the announced record of this import, once it has a message
        self._messages = self._attachments = self._originals = 0
        self._duplicates: list[Skipped] = []
        self._unreadable: list[Skipped] = []
        self._left_out: list[Skipped] = []
        self._away = exclusions.exclusions(write.db, owner.id)
        self._sorter = Sorter(write.db, owner.id)
        self._say = say

    def take(self, item: MailDraft | Unreadable) -> None:
        """Import a message, or note why it is not."""
        if isinstance(item, Unreadable):
            self._unreadable.append(Skipped(item.source, item.hint, item.reason))
            return
        known = self._known(item)
        ours = next((each for each in known if each.client == self._client and each.removed is None), None)
        if ours:
            self._duplicates.append(Skipped(item.source, item.subject, None))
            if not ours.original:
                self._complete(ours, item)
        elif reason := self._reason(known, item):
            self._left_out.append(Skipped(item.source, item.subject, reason))
        else:
            self._add(item)

    def _known(self, item: MailDraft) -> Sequence[Known]:
        """Return what is on record of a message, as it is read now or as earlier versions read it."""
        digests = (item.digest, item.digest_before)
        return [known for each in digests if each for known in messages.of_digest(self._write.db, each)]

    def _reason(self, known: Sequence[Known], item: MailDraft) -> Said | None:
        """Return why a message stays away from this client; None if it does not."""
        if self._again:
            return None
        if any(each.client == self._client and not self._was_undone(each) for each in known):
            return said(N_("It was removed before."))
        if any(exclusions.was_in(self._write.db, each.id, self._owner.uid) for each in known if not self._ours(each)):
            return said(N_("It was moved to another client before."))
        return said(N_("It was erased before.")) if self._is_away(item) else None

    def _ours(self, known: Known) -> bool:
        return known.client == self._client

    def _was_undone(self, known: Known) -> bool:
        """Return whether a removed message went with its whole import, which is to be repeated rightly."""
        undone = messages.undone_at(self._write.db, known.imported_by) if known.imported_by else 0
        return bool(undone) and known.removed is not None and known.removed > undone

    def _is_away(self, item: MailDraft) -> bool:
        return self._away.holds(item.digest, item.message_id, item.at_ms) or (
            bool(item.digest_before) and self._away.holds(item.digest_before, item.message_id, item.at_ms)
        )

    def _add(self, draft: MailDraft) -> None:
        self._run = self._run or self._write.announce(ImportRun.kind, self._client)
        named = f"{draft.sender_name} <{draft.sender}>" if draft.sender_name and draft.sender else ""
        original = self._keep(draft)
        message = self._write.add(
            Message(
                client=self._client,
                at=Instant(draft.at_ms, draft.offset),
                direction=self._sorter.direction(draft.sender, draft.recipients),
                channel="mail",
                sender=named or draft.sender_name or draft.sender,
                recipients=_listed(draft.recipients),
                subject=draft.subject,
                body=draft.body,
                dated_by=draft.dated_by,
                message_id=draft.message_id,
                original=original,
                digest=draft.digest,
                in_reply_to=draft.in_reply_to,
                references=draft.references,
                imported_by=self._run,
            )
        )
        self._messages += 1
        for each in draft.attachments:
            self._write.attach(message.id, self._client, each.name, each.media_type, each.data)
            self._attachments += 1

    def _complete(self, known: Known, draft: MailDraft) -> None:
        """Keep the original of a message that is on record without it, unless something in it was erased."""
        if self._is_away(draft):
            return
        message = self._write.get(Message, known.id)
        original = self._keep(draft)
        if original:
            self._originals += 1
            headers = {"in_reply_to": draft.in_reply_to, "references": draft.references}
            self._write.change(dataclasses.replace(message, original=original, **headers))

    def _keep(self, draft: MailDraft) -> str:
        """Store the original and return its digest in hex; if it is too large, list that and return nothing."""
        text = draft.body.encode()
        if len(text) <= LONG_VALUE:
            text = b""  # the journal keeps it in the entry itself
        digest = blobs.put_original(self._write.db, draft.raw, [each.data for each in draft.attachments], text)
        if digest is None:
            reason = said(N_("The original of this message is larger than 64 MB and was not kept."))
            self._unreadable.append(Skipped(draft.source, draft.subject, reason))
        return digest.hex() if digest else ""

    def result(self, unmatched: int | None = None) -> Imported:
        """Return what came of it, with its record; call it once, at the end.

        `unmatched` is how many messages were of nobody on record, and not kept; None where that was not asked.
        """
        run = self._recorded(unmatched) if self._run else 0
        return Imported(
            self._write.changed(),
            self._messages,
            self._attachments,
            tuple(self._duplicates),
            tuple(self._unreadable),
            tuple(self._left_out),
            sent=self._sorter.sent,
            received=self._sorter.received,
            strangers=self._sorter.strangers,
            originals=self._originals,
            run=run,
        )

    def _recorded(self, unmatched: int | None) -> int:
        """Add the record of this import, and return its number."""
        run = ImportRun(
            client=self._client,
            at=self._write.now(),
            source=self._source,
            messages=self._messages,
            sent=self._sorter.sent,
            received=self._sorter.received,
            attachments=self._attachments,
            duplicates=len(self._duplicates),
            left_out=len(self._left_out),
            unmatched=unmatched,
            unreadable=len(self._unreadable),
            detail="\n".join(_lines([*self._unreadable, *self._left_out], self._say)),
        )
        return self._write.add_announced(run, self._run).id


def _listed(recipients: Sequence[str]) -> str:
    """Return the recipients in one field, shortened if they are too many for it."""
    listed = " ".join(", ".join(recipients).split())
    most = LONGEST[Type.TEXT]
    return listed if len(listed) <= most else shorten(listed, most, placeholder=" …")


def _lines(items: Sequence[Skipped], say: Callable[[Said], str]) -> list[str]:
    """Return what was left out and why, a line each, without subjects: the record outlives an erased message."""
    lines = [f"{each.source}: {say(each.reason)}" for each in items[:MOST_LINES] if each.reason]
    if len(items) > MOST_LINES:
        lines.append(say(said(N_("And {count} more."), count=len(items) - MOST_LINES)))
    return lines
