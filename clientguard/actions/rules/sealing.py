"""What may still change once a leaving is closed and sealed: one rule for all kinds, read by their traits (P4, P5).

What stood before the seal is corrected, with a reason; only what comes later by its nature is filled in
(`Field.after_closing`), and what is no part of the evidence is answered (`Kind.answered`). Kinds that may come in after
the close are added and changed freely (`Kind.after_closing`); all others once work for the client has begun again, by a
new contract.
"""

from __future__ import annotations

from clientguard.domain.records import Field, Record
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.leaving.sealing import Seal, is_engaged_again, seal_of, stood_before

EMPTY = (None, "", False)
LATE = N_("{kind}: not added, because the leaving of this client was closed on {date}.")


def refuse_sealed(db: Connection, before: Record | None, record: Record) -> None:
    """Raise KnownError if a record may not be written as it is: it stood before the seal, or comes too late for it."""
    client = record.client_id
    seal = seal_of(db, client) if client else None
    if client is None or seal is None:
        return
    if before is None:
        _refuse_late(db, record, client, seal)
    elif any(not _may_change(each, before, record) for each in record.kind.fields) and stood_before(db, before, seal):
        raise _sealed(before, seal)


def refuse_removal(db: Connection, record: Record) -> None:
    """Raise KnownError if a record stood before the seal of its client: it is neither removed nor restored."""
    client = record.client_id
    seal = seal_of(db, client) if client else None
    if seal and stood_before(db, record, seal):
        raise _sealed(record, seal)


def sealed_words(db: Connection, record: Record) -> Said | None:
    """Return what a form says of a record that stood before a seal, or comes too late for it; None if neither."""
    client = record.client_id
    seal = seal_of(db, client) if client else None
    if client is None or seal is None:
        return None
    if record.id:
        text = N_(
            "The leaving was closed on {date}: what was filled in before is corrected in the journal, with a reason."
        )
        return said(text, date=seal.closed_on) if stood_before(db, record, seal) else None
    if record.kind.after_closing or is_engaged_again(db, client, seal):
        return None
    return said(LATE, date=seal.closed_on, kind=said(record.kind.label))


def _may_change(field: Field, before: Record, record: Record) -> bool:
    was = getattr(before, field.name)
    if was == getattr(record, field.name) or field.name in before.kind.answered:
        return True
    return field.after_closing == "always" or (field.after_closing == "once" and was in EMPTY)


def _refuse_late(db: Connection, record: Record, client: int, seal: Seal) -> None:
    kind = record.kind
    if kind.after_closing or is_engaged_again(db, client, seal):
        return
    raise KnownError(
        LATE,
        kept=N_("Nothing was written."),
        todo=N_("If you work for the client again, add the new contract first."),
        date=seal.closed_on,
        kind=said(kind.label),
    )


def _sealed(record: Record, seal: Seal) -> KnownError:
    return KnownError(
        N_("“{title}” was on record when the leaving was closed on {date}, and is sealed."),
        kept=N_("Nothing was written."),
        todo=N_("If something in it is wrong, correct its entry in the journal, with a reason."),
        title=getattr(record, record.kind.title),
        date=seal.closed_on,
    )
