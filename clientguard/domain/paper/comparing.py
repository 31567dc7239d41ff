"""What has changed on record since a paper was made: the facts that it printed, compared with those of now.

Both are the facts as JSON (`printed.plain_facts`); the earlier ones are as they were attached to the paper. Which of
them are compared stands next to the type of each paper's facts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, cast

from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.records.describe import Choice
from clientguard.domain.wording import N_, Said, said

Facts = Mapping[str, Any]  # a JSON object
How = Literal["changed", "new", "gone"]
Choices = Mapping[tuple[str, str], Sequence[Choice]]  # by part and field: what the keys in it are called


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the paper: how one of its records is called, the field that names it, and the fields with labels.

    `gone` and `new` say that a line of a list is only on the paper, or only on record.
    """

    name: str
    label: str
    fields: Mapping[str, str]
    key: str = ""  # of a list: the field that names each line; else the part is one record
    gone: str = N_("{record} is no longer on record.")
    new: str = N_("{record} is on record now, and was not.")


_PARTY = {"name": N_("Name"), "address": N_("Address"), "tax_number": N_("Tax number")}
# Whom a paper is from and to, as all papers print it.
WHO = (
    Part("business", N_("Your business"), _PARTY | {"owner": N_("Owner"), "email": N_("Email"), "phone": N_("Phone")}),
    Part("client", N_("Client"), _PARTY),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs: the part of the paper, which record (its name there), which field, before and after.

    `before` and `after` are as in the JSON; None where there is nothing. `words` says it to a person.
    """

    how: How
    part: str
    item: str
    field: str
    before: Any
    after: Any
    words: Said


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared of a kind of paper: its own fields with their labels, its parts, and what keys are called."""

    own: Mapping[str, str]
    parts: Sequence[Part]
    choices: Choices = field(default_factory=dict[tuple[str, str], Sequence[Choice]])


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SENTENCE = re.compile(r"(?:[^{}]|\{\w+\})*")


def changes_of(paper: Compared, then: Facts, now: Facts) -> list[Change]:
    """Return what differs between the facts that a paper printed and those on record now, in the paper's order.

    A fact that the earlier paper could not hold, because its field came with a later version, is not compared.
    """
    choices = paper.choices
    found = [each for name, label in paper.own.items() for each in _field("", "", name, label, then, now, choices)]
    for part in paper.parts:
        found += lines(part, then, now, choices) if part.key else _single(part, then, now, choices)
    return found


def _single(part: Part, then: Facts, now: Facts, choices: Choices) -> Iterator[Change]:
    before, after = object_of(then.get(part.name)), object_of(now.get(part.name))
    for name, label in part.fields.items():
        yield from _field(part.name, said(part.label), name, label, before, after, choices)


def _field(
    part: str, record: Said | str, name: str, label: str, then: Facts, now: Facts, choices: Choices, item: str = ""
) -> Iterator[Change]:
    """Yield a change of one field, if its values differ and the earlier facts have it."""
    if name not in then or then[name] == now.get(name):
        return
    before, after = (_shown(part, name, each, choices) for each in (then[name], now.get(name)))
    text = N_("{field} was {before}, and is {after} now.")
    if before == "":
        text = N_("{field} was empty, and is {after} now.")
    elif after == "":
        text = N_("{field} was {before}, and is empty now.")
    words = said(text, field=said(label), before=before, after=after)
    if record:
        words = said(N_("{record}: {change}"), record=record, change=words)
    yield Change("changed", part or name, item, name, then[name], now.get(name), words)


def lines(part: Part, then: Facts, now: Facts, choices: Choices) -> Iterator[Change]:
    """Yield the changes of a list: of lines with the same name, of those renamed, then lines gone and lines new.

    Lines that are the same in all fields are taken first: several may have one name.
    """
    if part.name not in then:
        return
    gone, new = objects_of(then.get(part.name)), objects_of(now.get(part.name))
    for same in (_same, _same_name, _same_but_name):
        for before in list(gone):
            after = next((each for each in new if same(part, before, each)), None)
            if after is None:
                continue
            gone.remove(before)
            new.remove(after)
            name = _name(before.get(part.key))
            for each_field, label in part.fields.items():
                yield from _field(part.name, _record(part, before), each_field, label, before, after, choices, name)
    for each in gone:
        words = said(part.gone, record=_record(part, each))
        yield Change("gone", part.name, _name(each.get(part.key)), "", each, None, words)
    for each in new:
        words = said(part.new, record=_record(part, each))
        yield Change("new", part.name, _name(each.get(part.key)), "", None, each, words)


def _same(part: Part, before: Facts, after: Facts) -> bool:
    return all(before.get(name) == after.get(name) for name in {part.key, *part.fields} if name in before)


def _same_name(part: Part, before: Facts, after: Facts) -> bool:
    return before.get(part.key) == after.get(part.key)


def _same_but_name(part: Part, before: Facts, after: Facts) -> bool:
    others = [name for name in part.fields if name != part.key and name in before]
    return part.key in part.fields and all(before.get(name) == after.get(name) for name in others)


def _record(part: Part, line: Facts) -> Said:
    what = line.get(part.key)
    if isinstance(what, dict):
        return said(part.label, name=_sentence(what))
    return said(part.label, name=_inner(what) if isinstance(what, str) else _name(what))


def _name(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def object_of(value: object) -> Facts:
    """Return an object of the JSON; an empty one for anything else."""
    return cast("Facts", value) if isinstance(value, dict) else {}


def objects_of(value: object) -> list[Facts]:
    """Return the objects in a list of the JSON."""
    return [object_of(each) for each in cast("list[object]", value)] if isinstance(value, list) else []


def _shown(part: str, name: str, value: object, choices: Choices) -> Any:  # noqa: ANN401
    """Return a value of the JSON as a sentence takes it: a date, an amount, a label, or text; "" for nothing."""
    if isinstance(value, str):
        label = _label(part, name, value, choices)
        return said(label) if label else _text(value) if not value else _day(value)
    if isinstance(value, bool):
        return said(N_("yes") if value else N_("no"))
    if isinstance(value, int):
        return value
    if isinstance(value, list):
        values = cast("list[object]", value)
        labels = [_label(part, name, str(each), choices) for each in values]
        return _listed([said(each) for each in labels]) if values and all(labels) else _list(values)
    return _whole(cast("Facts", value)) if isinstance(value, dict) else ""


def _list(values: list[object]) -> Any:  # noqa: ANN401
    """Return a list as one value: of texts alone it is one text, else each of them as it is shown."""
    if all(isinstance(each, str) and not _DAY.fullmatch(each) for each in values):
        return _text(", ".join(str(each) for each in values))
    return _listed([_inner(each) for each in values])


def _listed(values: Sequence[Any]) -> Said:
    shown = {f"v{number}": each for number, each in enumerate(values)}
    return Said(", ".join(f"{{{name}}}" for name in shown), shown)


def _label(part: str, name: str, value: str, choices: Choices) -> str:
    return next((each.label for each in choices.get((part, name), ()) if each.key == value), "")


def _whole(value: Facts) -> Any:  # noqa: ANN401
    """Return an object of the JSON: a sentence, a moved date, or an amount."""
    if "sentence" in value:
        return _sentence(value)
    if "because" in value:
        reasons = cast("list[object]", value["because"])
        return said(N_("{date}: {why}"), date=_inner(value.get("to")), why=_listed([_inner(each) for each in reasons]))
    if "why" in value:
        return said(N_("{date} (“{why}”)"), date=_inner(value.get("to")), why=_name(value["why"]))
    return _amount(value)


def _text(text: str) -> Any:  # noqa: ANN401
    return said(N_("“{text}”"), text=text) if text else ""


def _day(text: str) -> Any:  # noqa: ANN401
    with suppress(ValueError):
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    return _text(text)


def _amount(value: Facts) -> Any:  # noqa: ANN401
    amount, currency = value.get("amount"), value.get("currency")
    if isinstance(amount, str) and isinstance(currency, str):
        with suppress(ValueError):
            return Money(parse_amount(amount, currency), currency)
    return ""


def _sentence(value: Any) -> Said:  # noqa: ANN401
    """Return a sentence of the JSON; one whose text is not what this program writes is shown as it is."""
    text, values = value.get("sentence"), object_of(value.get("values"))
    names = set(re.findall(r"\{(\w+)\}", text)) if isinstance(text, str) and _SENTENCE.fullmatch(text) else {""}
    if not names <= values.keys():
        return said("{text}", text=_name(value))
    many, count = value.get("many"), value.get("count")
    forms = isinstance(many, str) and isinstance(count, int) and _SENTENCE.fullmatch(many)
    if not forms or not set(re.findall(r"\{(\w+)\}", str(many))) <= {*names, "count"}:
        many, count = "", 0
    return Said(str(text), {name: _inner(values[name]) for name in names}, str(many), int(count or 0))


def _inner(value: object) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return _whole(cast("Facts", value))
    with suppress(ValueError):
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    return str(value)
