"""The shape of a rule: what is filled in before a record is saved, and what is done afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from clientguard.domain.records import Problem, Record
from clientguard.domain.wording import Said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write


def _as_it_is(_db: Connection, record: Record) -> Record:
    return record


def _no_problems(_db: Connection, _record: Record) -> Iterator[Problem]:
    return iter(())


def _nothing_saved(_write: Write, _record: Record, _before: Record | None) -> None:
    return


def _nothing(_write: Write, _record: Record) -> None:
    return


@dataclass(frozen=True, slots=True)
class Offer:
    """A record that a link may point at: its id, its title, and what sets it apart from those that fit best."""

    id: int
    title: str
    detail: Said | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What a form offers for a link, those that fit best first; `proposed` is chosen until the user says otherwise."""

    items: tuple[Offer, ...] = ()
    proposed: int | None = None


@dataclass(frozen=True, slots=True)
class Offering:
    """How the offers for a link follow from a record that is being entered: from these fields of it."""

    by: tuple[str, ...]
    read: Callable[[Connection, Any], Offers]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that a form fills in for a new record until the user enters another, and where it comes from."""

    value: str
    why: Said
    words: Said | None = None  # in place of the value, where it is a text in the user's language


@dataclass(frozen=True, slots=True)
class Proposing:
    """How the value proposed for a field follows from a record that is being entered: from these fields of it."""

    by: tuple[str, ...]
    read: Callable[[Connection, Any], Proposal | None]


@dataclass(frozen=True, slots=True)
class FormWarning:
    """How what a form says at its top follows from a record that is being entered: from these fields of it.

    `read` is given the language of the reader as well, for words that lie in the resources.
    """

    by: tuple[str, ...]
    read: Callable[[Connection, Any, str], Said | None]
    tone: Literal["stop", "attention"] = "stop"
    asks: bool = False  # whether a command adds the record only if it is told to do so anyway


def _nothing_said(_db: Connection, _record: Record) -> Mapping[str, Said]:
    return {}


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows from saving, removing or restoring a record of one kind; each part may be left out.

    `complete` fills in what follows from other records; the record it gets may not be valid yet. `problems` says why a
    completed record cannot be saved beside the others. `saved` (with the record as it was before, or None if it is
    new), `removed` and `restored` update other records in the same transaction; `restored` may refuse with KnownError.
    `origins` says, by field, where a saved record's values come from; `offers` says, by link, what a form offers first;
    `proposes`, by field, what it fills in for a new record; `warns`, what it says at its top, which prevents nothing.
    """

    complete: Callable[[Connection, Any], Record] = _as_it_is
    problems: Callable[[Connection, Any], Iterator[Problem]] = _no_problems
    saved: Callable[[Write, Any, Any], None] = _nothing_saved
    removed: Callable[[Write, Any], None] = _nothing
    restored: Callable[[Write, Any], None] = _nothing
    origins: Callable[[Connection, Any], Mapping[str, Said]] = _nothing_said
    offers: Mapping[str, Offering] = field(default_factory=dict[str, Offering])
    proposes: Mapping[str, Proposing] = field(default_factory=dict[str, Proposing])
    warns: FormWarning | None = None
