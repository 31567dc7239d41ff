"""Moving a message that was logged or imported under the wrong client (P5.1)."""

from __future__ import annotations

import dataclasses
from typing import Any

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Message
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.erasure.scope import referring
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write


def move_message(book: Casebook, message: int, client: int, **values: Any) -> Changed:  # noqa: ANN401
    """Move a message and its files to another client, with a journal entry; `values` are fields to change with it.

    Raises KnownError with nothing written if other records of its client refer to it: evidence for leaving a client,
    for example, must stay where it is.
    """

    def work(write: Write) -> Changed:
        found = write.get(Message, message)
        if found.client != client:
            _refuse_referred(write, message)
            found = write.move(found, client)
        if values:
            put_record(write, dataclasses.replace(found, **values))
        return write.changed()

    return book.write(work)


def _refuse_referred(write: Write, message: int) -> None:
    files = [part for part, _ in lookup.parts_of(write.db, message)]
    kinds = referring(write.db, [message, *files])
    if kinds:
        raise KnownError(
            N_("This message cannot be moved: another record of this client refers to it ({kind})."),
            kept=N_("Nothing was written."),
            todo=N_("Remove that record first."),
            kind=said(KINDS[next(iter(kinds))].label),
        )
