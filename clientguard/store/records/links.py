"""Checking links between records: what a link may point at."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.records import KINDS, Field, Record
from clientguard.domain.records.describe import CLIENT
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import erased
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import erased_error, gone_error, titles


@dataclass(frozen=True, slots=True)
class Target:
    """What has to be known about a linked record: its uid in hex, its kind, and the client it belongs to."""

    uid: str
    kind: str
    client: int | None


def read_target(db: Connection, record: int) -> Target:
    """Return the target of a link to this record; KnownError if the record does not exist or was erased."""
    row = db.execute("SELECT uid, kind, removed_seq FROM record WHERE id = ?", (record,)).fetchone()
    if row is None:
        raise gone_error()
    uid, name, removed = row
    if erased.is_erased(db, removed):
        raise erased_error()
    return Target(uid.hex(), name, _client(db, name, record))


def _client(db: Connection, name: str, record: int) -> int | None:
    kind = KINDS[name]
    if name == CLIENT or not kind.client:
        return record if name == CLIENT else None
    row = db.execute(f"SELECT {quoted(kind.client)} FROM {quoted(name)} WHERE id = ?", (record,)).fetchone()
    return row[0] if row else None


def check_link(db: Connection, record: Record, field: Field, target: Target) -> None:
    """Raise KnownError unless a field may point at this target: a record of the right kind, of the same client."""
    if field.target and target.kind != field.target:
        raise KnownError(
            N_("{field}: “{title}” is of another kind ({kind})."),
            kept=N_("Nothing was written."),
            todo=N_("Choose one of this kind: {wanted}."),
            field=said(field.label),
            title=_title(db, getattr(record, field.name)),
            kind=said(KINDS[target.kind].label),
            wanted=said(KINDS[field.target].label),
        )
    ours = field.name == record.kind.client or field.any_client
    if ours or record.client_id is None or target.client in (None, record.client_id):
        return
    raise KnownError(
        N_("{field}: “{title}” belongs to another client."),
        kept=N_("Nothing was written."),
        todo=N_("Choose one of this client, or save the record under the other client."),
        field=said(field.label),
        title=_title(db, getattr(record, field.name)),
    )


def _title(db: Connection, record: int) -> str:
    return titles(db, [record]).get(record) or str(record)


def check_client(before: Record, record: Record) -> None:
    """Raise KnownError if a saved record would change to another client."""
    if before.client_id is None or before.client_id == record.client_id:
        return
    raise KnownError(
        N_("The client of a saved record cannot be changed."),
        kept=N_("Nothing was written."),
        todo=N_("A message can be moved to another client. Anything else is added there, then removed here."),
    )
