"""What all papers print: the client as it is addressed, the journal's anchor, and their facts for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from clientguard.domain.money.amount import Money
from clientguard.domain.paper.letterhead import lines_of
from clientguard.domain.records.kinds.parties import Client
from clientguard.domain.wording import Said

LATER = "later"  # in the metadata of a field


@dataclass(frozen=True, slots=True)
class Party:
    """The client, as the document is addressed to it."""

    name: str
    address: tuple[str, ...]
    tax_number: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The journal's size, and its root in hex, when the document was made."""

    size: int
    root_hex: str


def later() -> Any:  # noqa: ANN401
    """Return the default of a field that papers of earlier versions do not have.

    It is None in the facts of such a paper alone, and left out of what is printed of them, so that they stay the same.
    """
    return field(default=None, metadata={LATER: True})


def came_later(found: Field[Any]) -> bool:
    """Return whether papers of earlier versions lack a field."""
    return LATER in found.metadata


def party(client: Client) -> Party:
    """Return the client as papers address it."""
    return Party(client.name, lines_of(client.address), client.tax_number)


def plain_facts(value: Any) -> Any:  # noqa: ANN401
    """Return facts in machine-readable form: ISO dates, decimal amounts as text, records as objects.

    The program's own sentences are given as English message keys with their values, so that the same facts give the
    same JSON in every language.
    """
    match value:
        case str() | int() | None:  # most of what there is in long papers, so it comes first
            return value
        case Money():
            return {"amount": value.plain(), "currency": value.currency}
        case Said():
            return _sentence(value)
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return [plain_facts(each) for each in value]  # pyright: ignore[reportUnknownVariableType]
        case _ if is_dataclass(value):
            given = ((name, getattr(value, name), later) for name, later in _members(type(value)))
            return {name: plain_facts(each) for name, each, later in given if not later or each is not None}
        case _:
            return value


@cache
def _members(kind: type) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a kind of facts by their names, and whether papers of earlier versions lack them."""
    return tuple((each.name, came_later(each)) for each in fields(kind))


def _sentence(value: Said) -> Any:  # noqa: ANN401
    values: Mapping[str, Any] = value.values
    if value.text == "{text}":
        return str(values["text"])
    plain = {"sentence": value.text, "values": {name: plain_facts(each) for name, each in values.items()}}
    return plain | {"many": value.many, "count": value.count} if value.many else plain
