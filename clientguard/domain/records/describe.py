"""Describing a record kind once, for everything that needs it: table, form, list, export, journal and search.

A kind is a frozen dataclass decorated with `@kind(...)`. Each field is made by one of the functions below (`text`,
`money`, `link` …), which put what it is into the dataclass's metadata. Generic code reads the `Field`s that
are made of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any, ClassVar, Literal, TypeVar, dataclass_transform

from clientguard.domain.wording import Said

CLIENT = "client"  # the kind whose records own others


class Type(StrEnum):
    """What a field holds, which decides how it is entered, shown, stored and journalled."""

    TEXT = "text"  # one line
    LONG = "long"  # several lines
    CHOICE = "choice"  # one of the field's choices, stored as its key
    DATE = "date"  # datetime.date, stored as ISO text
    INSTANT = "instant"  # Instant, stored as UTC milliseconds and offset in minutes
    MONEY = "money"  # minor units; the record's `currency` field names the currency
    CURRENCY = "currency"  # ISO 4217 code
    LANGUAGE = "language"  # BCP 47 code
    NUMBER = "number"  # a whole number
    MINUTES = "minutes"  # a duration in minutes, entered as `90`, `1:30` or `1h30`
    DECIMAL = "decimal"  # a measured figure, stored as the text that was entered
    FLAG = "flag"  # yes or no
    LINK = "link"  # the id of another record
    TERMS = "terms"  # a payment rule in the terms language (P3.1)
    DIGEST = "digest"  # SHA-256 in hex: names a blob, or a message


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A moment: milliseconds since 1970 UTC, and the offset in minutes of the clock that showed it."""

    ms: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field: its stored key, its label, and the tone of its chip."""

    key: str
    label: str
    tone: str = "neutral"  # neutral, note, met, attention, stop
    icon: str = ""  # before its label in a list, where it has one


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record kind."""

    name: str
    type: Type
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    target: str = ""  # LINK: the kind it points at; "" for any kind
    column: bool = False  # shown in lists unless the user hides it
    search: bool = False  # included in the search
    form: bool = True  # entered in the form; otherwise only actions set it
    private: bool = False  # never in anything that the client gets
    unit: Literal["", "bytes"] = ""  # NUMBER: what it counts, where that is written as a size (KB, MB)
    lines: int = 0  # LONG: how many lines the form shows
    any_client: bool = False  # LINK: may point at another client's record
    index: bool = False  # records are looked up by it, so the table has an index that starts with it
    signed: bool = False  # MONEY, NUMBER: may be below zero
    follows: str = ""  # CURRENCY: the link to the record whose currency this one has
    blob: bool = False  # DIGEST: identifies bytes stored in the casebook
    own_text: bool = False  # DIGEST: of the record's own texts, so guesses could be tried against it
    shared: bool = False  # DIGEST: a file of the record says the same, so these bytes go when that is erased
    alone: bool = True  # can be redacted, if fields of its type can be
    past: bool = False  # DATE, INSTANT: of something that has happened: a weekday means the last one, else the next
    heading: str = ""  # above it in the form: the name of the group that it begins
    email: bool | tuple[str, str] = False  # TEXT: an email address; or only while this choice field has this value
    country: bool = False  # TEXT: the two letters of a country (ISO 3166)
    weekdays: bool = False  # TEXT: weekdays, such as Mon–Fri
    number: Literal["", "iban", "tax"] = ""  # TEXT, LONG: may hold such numbers, which are checked (`numbers`)
    place: bool = False  # TEXT: says where a credential is kept, so what looks like a password is asked about (P4.4)
    against: tuple[str, str] | None = None  # MONEY: taken off a sum where this choice field has this value
    people: bool = False  # TEXT: names people, so the form proposes those of the client
    rare: bool = False  # seldom needed: the form shows it once asked for more, or where it is filled in
    shown_with: tuple[str, str] | None = None  # rare, but shown while this choice field has this value
    # Once a leaving is sealed: filled in while it is still empty, or changed at any time; else only corrected.
    after_closing: Literal["", "once", "always"] = ""
    older: bool = False  # from an earlier version or decision: the form shows it only where it is filled in

    def choice(self, key: str) -> Choice | None:
        """Return the choice with this key, or None."""
        return next((choice for choice in self.choices if choice.key == key), None)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a record, in words."""

    field: str
    message: Said


@dataclass(frozen=True, slots=True)
class Remark:
    """What fields of a record come to, in words, at the field below which it is said."""

    field: str
    message: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row that the user owns. `id` 0 means not yet saved; `removed` is the journal entry that removed it.

    Two records are equal if they are of one kind and every field is. Comparing and showing them is the same for all
    kinds, so it is written here: a dataclass would compile it for each, a quarter of what making the kinds takes.
    """

    kind: ClassVar[Kind]
    values: ClassVar[Callable[[Record], tuple[Any, ...]]]  # those of all fields, in order

    id: int = 0
    uid: str = ""
    removed: int | None = None

    def __eq__(self, other: object) -> bool:
        """Return whether it is the same kind with the same values."""
        if type(other) is not type(self):
            return NotImplemented
        return self.values(self) == self.values(other)

    def __hash__(self) -> int:
        """Return the hash of all values."""
        return hash(self.values(self))

    def __repr__(self) -> str:
        """Return the record as Python code, for debugging."""
        values = zip(dataclasses.fields(self), self.values(self), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{field.name}={value!r}' for field, value in values)})"

    def problems(self) -> Iterator[Problem]:
        """Yield problems that involve several fields; each single field is checked against its description."""
        return iter(())

    def in_words(self, today: date) -> Iterator[Remark]:  # noqa: ARG002
        """Yield what fields come to together, on a day, each at the field below which the form says it."""
        return iter(())

    @property
    def client_id(self) -> int | None:
        """The id of the client that the record belongs to (a client belongs to itself); None for the firm's own."""
        if self.kind.name == CLIENT:
            return self.id
        return getattr(self, self.kind.client) if self.kind.client else None

    @property
    def is_fixed(self) -> bool:
        """Whether it is evidence as it stands: it opens to be read, and is corrected with a reason (P5)."""
        return any(getattr(self, name) not in (None, "") for name in self.kind.fixed_by)


@dataclass(frozen=True, slots=True)
class Kind:
    """A record kind: its labels, its fields, and the traits that generic code reads."""

    name: str
    label: str
    plural: str
    noun: str  # what the label is within a sentence: "invoice"
    record: type[Record]
    fields: tuple[Field, ...]
    icon: str = "file-text"
    title: str = "title"  # the field that names a record in lists and links
    date: str = ""  # the field by which lists and the timeline order, if it has one
    client: str = "client"  # the field that links to the client it belongs to ("" for the firm's own)
    timeline: bool = False  # shown on the client's timeline
    addable: bool = True  # offered under "add"; others are made by their own action only
    add_word: str = ""  # what adding one is called, where that is not "Add …"
    empty: str = ""  # the text of the empty list: what to do first
    section: str = ""  # the section of the client's page that lists it
    own_page: bool = False  # opens on its own page, not in a form
    single: bool = False  # a casebook has one, which cannot be erased: the user's own firm
    part_of: str = ""  # the link to the record it is part of: it is moved, kept and erased with that
    evidence: bool = False  # can be evidence for the decision to leave a client (P4.1)
    secrets: Literal["warn", "block"] = "warn"  # whether text that looks like a secret can be saved (P4.4)
    by_law: bool = False  # usually kept for years under tax law
    private: bool = False  # never in anything that the client gets
    fixed_by: tuple[str, ...] = ()  # once one of these fields is filled in, the record is corrected, not changed
    answered: tuple[str, ...] = ()  # fields that are no part of the evidence: a fixed record can still change them
    instead: str = ""  # what is done where a fixed record is wrong, if a correction may not change it
    after_closing: bool = False  # can be added once a leaving is sealed, and changed where it was added since

    def __hash__(self) -> int:
        """Return the hash of the name: hashing all fields took a tenth of the time of a save."""
        return hash(self.name)

    def field(self, name: str) -> Field:
        """Return the field with this name; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def has(self, name: str) -> bool:
        """Return whether the kind has a field with this name."""
        return any(field.name == name for field in self.fields)

    @property
    def blobs(self) -> tuple[Field, ...]:
        """The fields that identify bytes stored in the casebook."""
        return tuple(field for field in self.fields if field.blob)

    @property
    def indexed(self) -> tuple[Field, ...]:
        """The fields that records are looked up by: the client, and those marked with `index`."""
        return tuple(field for field in self.fields if field.index or field.name == self.client)

    @property
    def form_fields(self) -> tuple[Field, ...]:
        """The fields that a person enters."""
        return tuple(field for field in self.fields if field.form)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that a list shows by default."""
        return tuple(field for field in self.fields if field.column)


R = TypeVar("R", bound=Record)
_SPEC = "clientguard"


def _field(type_: Type, label: str, default: object, options: dict[str, Any]) -> Any:  # noqa: ANN401
    return dataclasses.field(default=default, metadata={_SPEC: {"type": type_, "label": label, **options}})


def text(label: str, *, default: str = "", **options: Any) -> Any:  # noqa: ANN401
    """Describe one line of text."""
    return _field(Type.TEXT, label, default, options)


def long(label: str, *, lines: int = 4, **options: Any) -> Any:  # noqa: ANN401
    """Describe several lines of text; the form shows `lines` of them."""
    return _field(Type.LONG, label, "", {"lines": lines, **options})


def choice(label: str, choices: tuple[Choice, ...], *, default: str = "", **options: Any) -> Any:  # noqa: ANN401
    """Describe one of several `choices`, stored as its key."""
    return _field(Type.CHOICE, label, default, {"choices": choices, **options})


def day(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe a date; None until it is known. `past`: of something that has happened, which decides on weekdays."""
    return _field(Type.DATE, label, None, options)


def instant(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe a moment, with the offset of the clock that showed it."""
    return _field(Type.INSTANT, label, None, options)


def money(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe an amount in minor units of the currency in the record's `currency` field."""
    return _field(Type.MONEY, label, None, options)


def currency(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe an ISO 4217 currency code; if empty, it is taken from `follows`, the client or the business."""
    return _field(Type.CURRENCY, label, "", options)


def language(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe the language of a client's documents."""
    return _field(Type.LANGUAGE, label, "", options)


def number(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe a whole number; None until it is known."""
    return _field(Type.NUMBER, label, None, options)


def minutes(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe a duration in minutes."""
    return _field(Type.MINUTES, label, None, options)


def decimal(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe a measured figure, kept as it was entered."""
    return _field(Type.DECIMAL, label, "", options)


def flag(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe a yes or no."""
    return _field(Type.FLAG, label, False, options)


def link(label: str, target: str = "", **options: Any) -> Any:  # noqa: ANN401
    """Describe a link to another record of the same client, of the kind `target` ("" for any kind)."""
    return _field(Type.LINK, label, None, {"target": target, **options})


def terms(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe a payment rule in the terms language (P3.1)."""
    return _field(Type.TERMS, label, "", options)


def digest(label: str, **options: Any) -> Any:  # noqa: ANN401
    """Describe a SHA-256 digest in hex."""
    return _field(Type.DIGEST, label, "", {"form": False, **options})


KINDS: dict[str, Kind] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def kind(name: str, label: str, plural: str, noun: str, **options: Any) -> Callable[[type[R]], type[R]]:  # noqa: ANN401
    """Make a class a record kind: a frozen dataclass whose `Kind` is added to `KINDS`.

    `label`, `plural` and `noun` are message keys; `options` are attributes of `Kind` (icon, title, date, client …).
    """

    def describe(cls: type[R]) -> type[R]:
        made: type[R] = dataclass(frozen=True, kw_only=True, repr=False, eq=False)(cls)
        made.values = attrgetter(*(item.name for item in dataclasses.fields(made)))
        fields = tuple(
            Field(name=item.name, **item.metadata[_SPEC]) for item in dataclasses.fields(made) if _SPEC in item.metadata
        )
        described = Kind(name=name, label=label, plural=plural, noun=noun, record=made, fields=fields, **options)
        made.kind = described
        KINDS[name] = described
        return made

    return describe
