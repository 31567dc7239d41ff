"""The decision about a client that stands, the one that is being written, and the evidence behind it (P4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clientguard.domain.leaving.deciding.weighing import Weighing, weigh
from clientguard.domain.records import Decision, Evidence, Leaving, Type
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import any_record, find_records, titles
from clientguard.store.views.leaving.weighing import weighing_facts

_CLOSED = "EXISTS (SELECT 1 FROM leaving l WHERE l.decision = t.id AND l.signed_off IS NOT NULL)"
_NEWEST = 't."on" DESC, t.id DESC'


@dataclass(frozen=True, slots=True)
class Behind:
    """A record that stands behind a decision: the evidence, and the title of the record."""

    evidence: Evidence
    title: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """What is decided about a client: the signed decision that stands, the draft of the next, and the evidence.

    `weighing` is what the record says, with the titles of its records in `names`.
    """

    signed: Decision | None = None
    draft: Decision | None = None
    evidence: tuple[Behind, ...] = ()
    weighing: Weighing = field(default_factory=Weighing)
    names: Mapping[int, str] = field(default_factory=dict[int, str])


def signed_decision(db: Connection, client: int) -> Decision | None:
    """Return the newest signed decision about a client, but for those whose leaving is closed."""
    where = f"t.client = ? AND t.signed_on IS NOT NULL AND NOT {_CLOSED}"
    return next(iter(find_records(db, Decision, where, client, order=_NEWEST, limit=1)), None)


def drafted_decision(db: Connection, client: int) -> Decision | None:
    """Return the newest decision about a client that is not signed yet."""
    where = "t.client = ? AND t.signed_on IS NULL"
    return next(iter(find_records(db, Decision, where, client, order=_NEWEST, limit=1)), None)


def decision_of(db: Connection, leaving: Leaving) -> Decision | None:
    """Return the decision that began a leaving; None for one of an earlier version."""
    where = "t.id = (SELECT l.decision FROM leaving l WHERE l.id = ?)"
    return next(iter(find_records(db, Decision, where, leaving.id)), None)


def deciding(db: Connection, leaving: Leaving, on: date) -> Deciding:
    """Return what is decided about the client of a leaving, which need not have begun, and what the record says.

    The evidence is that for the draft if there is one, and that of the leaving.
    """
    client, closed = leaving.client or 0, leaving.signed_off is not None
    signed = decision_of(db, leaving) if closed else signed_decision(db, client)
    draft = None if closed else drafted_decision(db, client)
    shown = draft or signed
    weighing = weigh(weighing_facts(db, client, on), on)
    names = titles(db, [each for line in weighing.lines for each in line.records])
    return Deciding(signed, draft, evidence(db, shown.id if shown else 0, leaving.id), weighing, names)


def evidence(db: Connection, decision: int, leaving: int = 0) -> tuple[Behind, ...]:
    """Return the evidence for a decision, and for the leaving of an earlier version, in the order it was added."""
    found = find_records(db, Evidence, "t.supports = ?", decision, order="t.id") if decision else []
    if leaving:
        found += find_records(db, Evidence, "t.leaving = ?", leaving, order="t.id")
    names = titles(db, [each.about for each in found if each.about])
    return tuple(Behind(each, names.get(each.about or 0, "")) for each in found)


def words_of(db: Connection, record: int) -> str:
    """Return what a record says, field by field, so that a passage of it can be marked; KnownError if it is gone."""
    found = any_record(db, record)
    said = (getattr(found, each.name) for each in found.kind.form_fields if each.type in (Type.TEXT, Type.LONG))
    return "\n\n".join(each for each in said if each)
