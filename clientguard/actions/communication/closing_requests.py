"""A message that answers what the client was asked: the message and the ends of the requests in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from clientguard.actions.records import undoing
from clientguard.actions.records.undoing import Saving
from clientguard.actions.rules.sealing import sealed_words
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.records import Message, Reference, Request
from clientguard.domain.records.from_text import first_line
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write
from clientguard.store.views.communication.waiting import open_requests
from clientguard.store.views.records import get_record

ANSWER = "answer"  # the role of a reference from a message to the request that it answers


def may_be_answered(db: Connection, client: int) -> tuple[RequestFacts, ...]:
    """Return the open requests of a client that a message can close, oldest first: none that is sealed (P1.1)."""
    found = open_requests(db, client) if client else ()
    return tuple(each for each in found if sealed_words(db, get_record(db, Request, each.id)) is None)


def log_answering(
    book: Casebook,
    message: Message,
    requests: Sequence[int],
    on: date,
    files: Sequence[AttachmentDraft] = (),
    *,
    read: Message | None = None,
    anyway: bool = False,
) -> Saving:
    """Save a message and close the requests that it answers, on a day, which is its own (P1.1).

    `undoing.undo` takes all of it back.

    Raises as `editing.save_record`; KnownError, with nothing written, if a request is answered or closed by now, is
    another client's, or was asked after the message.
    """

    def work(write: Write) -> Saving:
        logged = undoing.saved(write, message, files, read=read, anyway=anyway)
        also = tuple(each for request in requests for each in answered(write, request, logged.after.id, on))
        return dataclasses.replace(logged, changed=write.changed(), also=also)

    return book.write(work)


def close_request(book: Casebook, request: int, message: int, on: date) -> Saving:
    """Close a request with the message that answers it, on a day: that of the message (P1.1).

    `undoing.undo` takes it back. KnownError as in `log_answering`.
    """

    def work(write: Write) -> Saving:
        ended, link = answered(write, request, message, on)
        return dataclasses.replace(ended, changed=write.changed(), also=(link,))

    return book.write(work)


def answered(write: Write, request: int, message: int, on: date) -> tuple[Saving, Saving]:
    """Close a request within a transaction, with a reference from the message that answers it."""
    found, answer = write.get(Request, request), write.get(Message, message)
    _refuse(found, answer, on)
    words = found.answer or first_line(answer.subject) or first_line(answer.body)
    write.tell(said(N_("“{title}” is answered."), title=found.title))
    ended = undoing.saved(write, dataclasses.replace(found, answered_on=on, answer=words))
    named = Reference(client=found.client, source=message, about=request, role=ANSWER)
    return ended, undoing.saved(write, named)


def _refuse(request: Request, answer: Message, on: date) -> None:
    kept = N_("Nothing was written.")
    if request.client != answer.client:
        raise KnownError(N_("“{title}” was asked of another client."), kept=kept, title=request.title)
    if request.answered_on:
        raise KnownError(
            N_("“{title}” was answered on {date}."), kept=kept, title=request.title, date=request.answered_on
        )
    if request.closed_on:
        raise KnownError(N_("“{title}” was closed on {date}."), kept=kept, title=request.title, date=request.closed_on)
    if request.asked_on and on < request.asked_on:
        raise KnownError(
            N_("“{title}” was asked on {date}, after this message."),
            kept=kept,
            todo=N_("Correct the day of the message, or leave the request open."),
            title=request.title,
            date=request.asked_on,
        )
