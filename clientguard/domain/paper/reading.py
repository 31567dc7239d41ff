"""Reading the facts of a paper back from the JSON that `printed.plain_facts` makes.

What is read is typed: each value has to be of the kind that its field has. A sentence is filled in, never run: its
placeholders are plain names.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from clientguard.domain.money.amount import Money
from clientguard.domain.money.currencies import digits
from clientguard.domain.paper.printed import came_later
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError

T = TypeVar("T")
_SENTENCE = re.compile(r"(?:[^{}]|\{[a-z_][a-z_0-9]*\})*")
_NAMES = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = ("date", "day")  # the placeholders of a sentence that are dates
_DIGITS = 18  # of an amount
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


class NotFactsError(ValueError):
    """The JSON is not what the paper has; `place` names the field, such as `statement.2.amount`."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def paper_from_json(data: bytes, kinds: Mapping[str, type[T]]) -> T:
    """Return the paper whose facts these are; `kinds` are the types of facts by their formats.

    KnownError if they are of another paper, or damaged.
    """
    try:
        found: object = json.loads(data)
    except (ValueError, RecursionError):  # no JSON, or not UTF-8
        raise _not_facts(N_("This file holds no facts of a paper.")) from None
    given = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    format_ = given.pop("format", None)
    if not isinstance(format_, str) or not any(format_.startswith(each.rstrip("0123456789")) for each in kinds):
        raise _not_facts(N_("This file does not hold the facts of a paper that can be made again."))
    if format_ not in kinds:
        raise _not_facts(N_("This file was attached by another version of the program: {format}."), format=format_)
    try:
        paper = read_facts(kinds[format_], given)
        if not _LANGUAGE.fullmatch(getattr(paper, "language", "")):
            raise NotFactsError("language")
    except NotFactsError as error:
        raise _not_facts(N_("The facts in this file are damaged: {place}."), place=error.place) from None
    except RecursionError:
        raise _not_facts(N_("The facts in this file are nested too deeply.")) from None
    return paper


def _not_facts(what: str, **values: str) -> KnownError:
    return KnownError(
        what,
        kept=N_("Nothing was written."),
        todo=N_("Use the file facts.json that is attached to the PDF of a report."),
        **values,
    )


def read_facts(kind: type[T], value: object, place: str = "") -> T:
    """Return a dataclass of facts from its JSON; NotFactsError if a field is missing, unknown, or of another type.

    Only what came with a later version (`printed.later`) may be missing.
    """
    if not isinstance(value, dict):
        raise NotFactsError(place)
    given = cast("dict[str, Any]", value)
    hints, lacking = _hints(kind), _lacking(kind) - given.keys()
    for name in [*hints, *given]:
        if (name in hints) != (name in given) and name not in lacking:
            raise NotFactsError(_at(place, name))
    return kind(**{name: _read(hint, given[name], _at(place, name)) for name, hint in hints.items() if name in given})


@cache
def _lacking(kind: type) -> frozenset[str]:
    """Return the fields that papers of earlier versions do not have."""
    return frozenset(each.name for each in fields(kind) if came_later(each))


@cache
def _hints(kind: type) -> dict[str, Any]:
    found = get_type_hints(kind)
    return {each.name: found[each.name] for each in fields(kind)}


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _read(hint: Any, value: object, place: str) -> Any:  # noqa: ANN401
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (each for each in parts if each is not type(None))
        return None if value is None else _read(inner, value, place)
    if origin is tuple:
        if not isinstance(value, list):
            raise NotFactsError(place)
        values = cast("list[object]", value)
        return tuple(_read(parts[0], each, f"{place}.{number}") for number, each in enumerate(values))
    if origin is Literal:
        return _checked(value, value in parts, place)
    if hint is Money:
        return _money(value, place)
    if hint is Said:
        return _sentence(value, place)
    if hint is date:
        return _day(value, place)
    if is_dataclass(hint):
        return read_facts(cast("type[Any]", hint), value, place)
    return _checked(value, type(value) is hint, place)  # a bool is no number here


def _checked(value: T, right: bool, place: str) -> T:
    if not right:
        raise NotFactsError(place)
    return value


def _day(value: object, place: str) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise NotFactsError(place)


def _money(value: object, place: str) -> Money:
    given = cast("dict[str, object]", value) if isinstance(value, dict) else dict[str, object]()
    amount, currency = given.get("amount"), given.get("currency")
    if not isinstance(amount, str) or not isinstance(currency, str) or not re.fullmatch(r"[A-Z]{3}", currency):
        raise NotFactsError(place)
    try:
        minor = Decimal(amount).scaleb(digits(currency))
    except InvalidOperation:
        raise NotFactsError(place) from None
    if not minor.is_finite() or minor.adjusted() >= _DIGITS or minor != minor.to_integral_value():
        raise NotFactsError(place)
    return Money(int(minor), currency)


def _sentence(value: object, place: str) -> Said:
    """Return a sentence: text as the user wrote it, or a message with its values."""
    if isinstance(value, str):
        return said("{text}", text=value)
    given = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    text, many, count = given.get("sentence"), given.get("many", ""), given.get("count", 0)
    values = given.get("values")
    if not (isinstance(text, str) and isinstance(many, str) and type(count) is int and isinstance(values, dict)):
        raise NotFactsError(place)
    known = cast("dict[str, object]", values)
    if not all(_SENTENCE.fullmatch(each) and {*_NAMES.findall(each)} <= known.keys() for each in (text, many)):
        raise NotFactsError(place)
    return Said(text, {name: _inner(name, each, _at(place, name)) for name, each in known.items()}, many, count)


def _inner(name: str, value: object, place: str) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return _money(cast("object", value), place) if "amount" in value else _sentence(cast("object", value), place)
    if name in _DAYS and isinstance(value, str) and _DAY.fullmatch(value):  # other texts may look like a date
        return _day(value, place)
    return _checked(value, isinstance(value, str | int), place)
