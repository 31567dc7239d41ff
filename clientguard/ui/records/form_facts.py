"""What the dialog of one record shows besides the record: read before it opens, so that it opens complete."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clientguard.actions.rules.rule import Proposal
from clientguard.domain.records import KINDS, Attachment, Field, Kind, Record, Type
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import Said
from clientguard.store.views import lists
from clientguard.store.views.addresses import client_addresses, own_addresses, people_of
from clientguard.store.views.client import attachments
from clientguard.store.views.drafts import draft
from clientguard.store.views.leaving.deciding import Behind, evidence
from clientguard.store.views.records import any_record, titles
from clientguard.texts import current
from clientguard.ui.records.shown import shown
from clientguard.ui.session.late_actions import by_kind, sealing

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

MOST_ROWS = 500  # that are read at once
Choice = tuple[int, str] | tuple[int, str, str]  # id, title, and what tells it from others


@dataclass(frozen=True, slots=True)
class Offered:
    """What a link may point at, and the one that is proposed, None where the user has to choose."""

    choices: Sequence[Choice] = ()
    proposed: int | None = None


Choices = dict[str, Offered]  # by field


@dataclass(frozen=True, slots=True)
class FormFacts:
    """The record that a form begins with, and what is shown beside it.

    `fields` are those that the form shows, all of them where none is named; `place` is where its draft is kept.
    """

    record: Record
    saved: Record | None  # as it was then; `record` may have been filled in for the user
    fields: tuple[str, ...]
    place: str
    choices: Choices
    files: list[Attachment]
    draft: dict[str, Any] | None
    origins: Mapping[str, Said]  # by field: where its value comes from
    people: Sequence[str]  # whom a field that names people proposes
    proposals: Mapping[str, Proposal]  # by field: what is filled in for a new record
    warning: Said | None = None  # what the form says at its top
    evidence: Sequence[Behind] = ()  # what stands behind a saved record


def form_facts(db: Connection, record: Record, fields: tuple[str, ...] = (), place: str = "") -> FormFacts:
    """Read what the form of a record needs; `place` is that of its draft where it is not the usual one."""
    record = with_only_client(db, record)
    place = place or draft_place(record, fields)
    return FormFacts(
        record=record,
        saved=any_record(db, record.id) if record.id else None,
        fields=fields,
        place=place,
        choices=link_choices(db, record, fields),
        files=attachments(db, record.id) if record.id else [],
        draft=draft(db, place),
        people=people(db, record),
        proposals=proposals(db, record),
        origins=by_kind.rule_of(record.kind).origins(db, record) if record.id else {},
        warning=warning(db, record),
        evidence=evidence(db, record.id) if record.id else (),
    )


def with_only_client(db: Connection, record: Record) -> Record:
    """Return a new record with its client filled in where there is only one to choose; else as it is."""
    kind = record.kind
    if record.id or record.client_id or not kind.client or not kind.field(kind.client).required:
        return record
    only = lists.only_one(db, KINDS["client"])
    return dataclasses.replace(record, **{kind.client: only}) if only else record


def warning(db: Connection, record: Record) -> Said | None:
    """Return what a form says at its top about what is entered in it, such as that it is sealed, or work is stopped."""
    warns = by_kind.rule_of(record.kind).warns
    return sealing.sealed_words(db, record) or (warns.read(db, record, current().language) if warns else None)


def people(db: Connection, record: Record) -> list[str]:
    """Return whom a field that names people proposes: the client's people, and the user's own addresses."""
    if not any(each.people for each in record.kind.fields):
        return []
    owner = record.client_id or 0
    named = [f"{each.name} <{each.email}>" if each.email else each.name for each in people_of(db, owner)]
    others = [*client_addresses(db, owner), *own_addresses(db)]
    return named + [each for each in dict.fromkeys(others) if not any(f"<{each}>" in one for one in named)]


def proposals(db: Connection, record: Record) -> dict[str, Proposal]:
    """Return what the form fills in for a new record, by field."""
    if record.id:
        return {}
    found = {name: each.read(db, record) for name, each in by_kind.rule_of(record.kind).proposes.items()}
    return {name: each for name, each in found.items() if each}


def draft_place(record: Record, fields: tuple[str, ...] = ()) -> str:
    """Return where a draft of a form is kept: a payment of another invoice has another one."""
    kind = record.kind
    # Others come with later versions, and would lose drafts; what belongs to no client has a draft of its own.
    links = [each for each in _links(kind) if each.form] if kind.client else []
    whose = record.id or ":".join(["new", *(str(getattr(record, each.name) or 0) for each in links)])
    return ":".join([kind.name, str(whose), *fields])


def link_choices(db: Connection, record: Record, fields: tuple[str, ...]) -> Choices:
    """Read what links may point at: of the record's client, or of all; where any kind may be meant, what it has."""
    return {each.name: _choices(db, record, each) for each in _links(record.kind) if not fields or each.name in fields}


def _choices(db: Connection, record: Record, field: Field) -> Offered:
    if not field.target:
        return Offered(list(titles(db, [each for each in (getattr(record, field.name),) if each]).items()))
    if offering := by_kind.rule_of(record.kind).offers.get(field.name):
        found = offering.read(db, record)
        say = current().say
        choices = [(each.id, each.title, say(each.detail) if each.detail else "") for each in found.items]
        return Offered(choices, found.proposed)
    client: int = 0 if field.target == "client" else getattr(record, "client", None) or 0
    return Offered(told_apart(db, KINDS[field.target], client))


def told_apart(db: Connection, kind: Kind, client: int = 0) -> list[Choice]:
    """Return the records of a kind for a picker, each with what tells it from others: its date, amount or address.

    Where those of all clients are offered, only records of the same name have to be told apart.
    """
    offered = lists.choices(db, kind, client)
    names = Counter(name_key(title) for _id, title in offered)
    wanted = [record for record, title in offered if client or names[name_key(title)] > 1]
    details: dict[int, str] = {}
    for start in range(0, len(wanted), MOST_ROWS):
        found = lists.rows(db, kind, wanted[start : start + MOST_ROWS])
        details |= {each.id: _detail(each) for each in found.records}
    return [(record, title, details.get(record, "")) for record, title in offered]


def _detail(record: Record) -> str:
    """Return what tells a record from others of its name: when, how much, and the first text about it."""
    kind = record.kind
    others = [each for each in (*kind.columns, *kind.form_fields) if each.name != kind.title]
    texts = (shown(each, record, {}) for each in others if each.type is Type.TEXT)
    parts = (
        shown(kind.field(kind.date), record, {}) if kind.date else "",
        *(shown(each, record, {}) for each in kind.columns if each.type is Type.MONEY),
        next(filter(None, texts), ""),
    )
    return " · ".join(each for each in parts if each)


def _links(kind: Kind) -> list[Field]:
    return [each for each in kind.fields if each.type is Type.LINK]
