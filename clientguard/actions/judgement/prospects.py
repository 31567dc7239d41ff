"""A prospect becomes a client, or is declined (P7.5)."""

from __future__ import annotations

import dataclasses

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.records import Client
from clientguard.domain.records.kinds.parties import DECLINED, NEVER_CLIENTS
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write


def accept_prospect(book: Casebook, client: int) -> Changed:
    """Make a prospect, or one that was declined, a new client. KnownError if it is a client already."""
    return _move(book, client, "new")


def decline_prospect(book: Casebook, client: int) -> Changed:
    """Note that a prospect was declined. KnownError if it is a client, whom one leaves instead."""
    return _move(book, client, DECLINED)


def _move(book: Casebook, client: int, stage: str) -> Changed:
    def work(write: Write) -> Changed:
        found = write.get(Client, client)
        if found.stage not in NEVER_CLIENTS:
            raise KnownError(
                N_("“{name}” is a client already."),
                kept=N_("Nothing was changed."),
                todo=N_("To end the work for it, leave the client."),
                name=found.name,
            )
        put_record(write, dataclasses.replace(found, stage=stage))
        return write.changed()

    return book.write(work)
