"""Asking again for what a client was asked for or promised: the message, and what it is about (P1.3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from clientguard.actions.records import undoing
from clientguard.actions.records.undoing import Saving
from clientguard.domain.records import Instant, Message, Promise, Record, Reference, Request
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write
from clientguard.store.views.records import any_record

CHASE = "chase"  # the role of a reference from a message to what it asks for again
_CHANNELS = ("mail", "call", "chat", "meeting", "letter")


def chase_of(db: Connection, record: int, now: Instant, say: Callable[[Said], str]) -> Message:
    """Return the beginning of a message that asks again for a request, or reminds of a promise.

    KnownError if it is neither, or if nobody waits for it any more.
    """
    found = any_record(db, record)
    _refuse(found)
    title = found.title if isinstance(found, Request) else getattr(found, "words", "")
    subject = said(
        N_("Asked again: {title}") if isinstance(found, Request) else N_("Reminded of: {title}"), title=title
    )
    channel = found.channel if isinstance(found, Request) and found.channel in _CHANNELS else "mail"
    return Message(client=found.client_id, at=now, direction="out", channel=channel, subject=say(subject))


def log_chase(
    book: Casebook,
    message: Message,
    files: Sequence[AttachmentDraft] = (),
    *,
    about: int,
    read: Message | None = None,
    anyway: bool = False,
) -> Saving:
    """Save a message that asks again for a request or promise, in one transaction; `undoing.undo` takes both back.

    Raises as `editing.save_record`; KnownError, with nothing written, as in `chase_of`, or if it is another client's.
    """

    def work(write: Write) -> Saving:
        found = any_record(write.db, about)
        _refuse(found)
        if found.client_id != message.client:
            raise KnownError(
                N_("“{title}” is about another client."),
                kept=N_("Nothing was written."),
                todo=N_("Choose the client that was asked."),
                title=getattr(found, found.kind.title),
            )
        logged = undoing.saved(write, message, files, read=read, anyway=anyway)
        named = undoing.saved(write, Reference(client=message.client, source=logged.after.id, about=about, role=CHASE))
        return dataclasses.replace(logged, changed=write.changed(), also=(named,))

    return book.write(work)


def _refuse(found: Record) -> None:
    if isinstance(found, Request):
        over = found.answered_on or found.closed_on
    elif isinstance(found, Promise):
        over = found.kept_on
    else:
        raise KnownError(N_("Only a request or a promise can be asked for again."), kept=N_("Nothing was written."))
    if over:
        raise KnownError(
            N_("“{title}” is no longer open: it ended on {date}."),
            kept=N_("Nothing was written."),
            title=getattr(found, found.kind.title),
            date=over,
        )
