"""Moving a message that was logged or imported under the wrong client (P5.1)."""

from __future__ import annotations

import dataclasses
from typing import Any

from clientguard.actions.communication.message_copies import copy_referring, has_more, remove_copy
from clientguard.actions.records.editing import put_record, refuse_fixed
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Message
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views import messages


def move_message(book: Casebook, message: int, client: int, **values: Any) -> Changed:  # noqa: ANN401
    """Move a message and its files to another client, with a journal entry; `values` are fields to change with it.

    A client that already has the same message does not get a second one: this copy is removed, and the answer says so.
    Raises KnownError with nothing written if `values` change what can only be corrected; if other records of its client
    refer to it (evidence for leaving a client, for example, must stay where it is); or if this copy has something that
    the other one lacks.
    """

    def work(write: Write) -> Changed:
        found = write.get(Message, message)
        refuse_fixed(found, dataclasses.replace(found, **values))
        if found.client != client:
            _refuse_referred(write, message)
            there = messages.of_client(write.db, found.digest, client) if found.removed is None else None
            if there:
                _join(write, dataclasses.replace(found, **values), write.get(Message, there))
                return write.changed()
            found = write.move(found, client)
        if values:
            put_record(write, dataclasses.replace(found, **values))
        return write.changed()

    return book.write(work)


def _join(write: Write, here: Message, there: Message) -> None:
    """Remove one copy of a message where another client has it too; `restore_records` brings it back."""
    client = lookup.titles(write.db, [there.client or 0]).get(there.client or 0, "")
    if has_more(write, here, there):
        raise KnownError(
            N_("{client} already has this message, as number {there}, but without what you added to this one."),
            kept=N_("Nothing was written."),
            todo=N_("Add your notes or files to number {there}, then remove this one."),
            client=client,
            there=str(there.id),
        )
    remove_copy(write, here.id)
    told = N_("{client} already has this message, as number {there}. The one here was removed.")
    write.tell(said(told, client=client, there=str(there.id)))


def _refuse_referred(write: Write, message: int) -> None:
    kinds = copy_referring(write, message)
    if kinds:
        raise KnownError(
            N_("This message cannot be moved: another record of this client refers to it ({kind})."),
            kept=N_("Nothing was written."),
            todo=N_("Remove that record first."),
            kind=said(KINDS[next(iter(kinds))].label),
        )
