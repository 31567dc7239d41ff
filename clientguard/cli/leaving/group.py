"""The group of the commands of leaving, and finding the leaving of a client."""

from __future__ import annotations

import click

from clientguard.cli.shared import (
    client_of,
)
from clientguard.cli.usage.groups import Sentences
from clientguard.domain.records import Leaving
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.client import open_leaving
from clientguard.texts import _


@click.group(cls=Sentences, help=_("Leave a client."))
def offboard() -> None:
    """Group the commands of leaving."""


def leaving_of(db: Connection, client: str, *, running: bool) -> Leaving:
    """Return a client's leaving; KnownError if there is none, or, where it has to be `running`, if it was closed."""
    found = open_leaving(db, client_of(db, client))
    if found is None:
        raise KnownError(
            N_("{client} has no leaving on record."),
            kept=N_("Nothing was changed."),
            todo=N_("Start with `clientguard offboard decide`."),
            client=client,
        )
    if running and found.signed_off:
        raise KnownError(
            N_("Leaving {client} was closed on {date}."),
            kept=N_("Nothing was changed."),
            client=client,
            date=found.signed_off,
        )
    return found
