"""What has changed on record since a final report was made: the facts that it printed, compared with those of now.

Both are the facts as JSON (`final_report.facts_json`); the earlier ones are as they were attached to the paper. What
moves by itself (the day it was made, its version, its anchor) and what follows from other lines is not compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from clientguard.domain.leaving.final_report import FORMAT
from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.records.describe import Choice
from clientguard.domain.records.engagement import DELIVERY
from clientguard.domain.records.handover import OWNERSHIP
from clientguard.domain.wording import N_, Said, said

Facts = Mapping[str, Any]  # a JSON object
How = Literal["changed", "new", "gone"]


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
class _Part:
    """A part of the paper: how one of its records is called, the field that names it, and the fields with labels."""

    name: str
    label: str
    fields: Mapping[str, str]
    key: str = ""  # of a list: the field that names each line; else the part is one record


_WHO = {"name": N_("Name"), "address": N_("Address"), "tax_number": N_("Tax number")}
_PARTS = (
    _Part("business", N_("Your business"), _WHO | {"owner": N_("Owner"), "email": N_("Email"), "phone": N_("Phone")}),
    _Part("client", N_("Client"), _WHO),
    _Part("period", N_("Engagement"), {"start": N_("Start"), "end": N_("End")}),
    _Part(
        "results",
        N_("Result “{name}”"),
        {
            "measure": N_("Measure"),
            "before": N_("Before"),
            "after": N_("After"),
            "unit": N_("Unit"),
            "measured": N_("Proof"),
            "measured_on": N_("Measured on"),
        },
        key="measure",
    ),
    _Part(
        "deliverables",
        N_("Deliverable “{name}”"),
        {
            "title": N_("Title"),
            "state": N_("State"),
            "due": N_("Due"),
            "delivered_on": N_("Delivered on"),
            "settled_on": N_("Accepted or dropped on"),
        },
        key="title",
    ),
    _Part(
        "accounts",
        N_("Account “{name}”"),
        {
            "name": N_("Name"),
            "ownership": N_("Ownership"),
            "owner": N_("Handed over to"),
            "offered": N_("Offered on"),
            "accepted": N_("Accepted on"),
            "tested": N_("Client signed in on"),
            "removed": N_("Own access removed on"),
            "renews": N_("Renews on"),
            "clause": N_("Contract clause"),
            "waits": N_("Waits for payment"),
        },
        key="name",
    ),
    _Part(
        "statement",
        N_("Invoice {name}"),
        {
            "number": N_("Number"),
            "issued": N_("Issued"),
            "due": N_("Due"),
            "amount": N_("Amount"),
            "paid": N_("Paid"),
            "credited": N_("Credited"),
            "written_off": N_("Written off"),
            "forgiven": N_("Forgiven"),
            "disputed": N_("Disputed"),
            "collector": N_("With a collector"),
            "discount": N_("Discount"),
        },
        key="number",
    ),
)
_OWN = {"language": N_("Language"), "engagement": N_("Engagement"), "summary": N_("In short")}
_TO_DO = _Part("open_items", N_("Still to do: {name}"), {"who": N_("Who"), "by": N_("By")}, key="what")
_CHOICES: dict[tuple[str, str], Sequence[Choice]] = {
    ("deliverables", "state"): DELIVERY,
    ("accounts", "ownership"): OWNERSHIP,
}
_SIDES = {"us": N_("Us"), "client": N_("The client")}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SENTENCE = re.compile(r"(?:[^{}]|\{\w+\})*")


def is_comparable(then: object) -> bool:
    """Return whether these are facts of a kind of paper that this version knows."""
    return isinstance(then, dict) and cast("Facts", then).get("format") == FORMAT


def changes(then: Facts, now: Facts) -> tuple[Change, ...]:
    """Return what differs between the facts that a paper printed and those on record now, in the paper's order.

    A fact that the earlier paper could not hold, because its field came with a later version, is not compared.
    """
    found = [each for name, label in _OWN.items() for each in _field("", "", name, label, then, now)]
    for part in _PARTS:
        found += _lines(part, then, now) if part.key else _single(part, then, now)
    told = {each.item for each in found if each.item}
    told |= {each.after for each in found if each.item and isinstance(each.after, str)}  # the name may be what changed
    found += [each for each in _lines(_TO_DO, then, now) if not (_named(each) & told)]
    return tuple(found)


def _named(change: Change) -> set[str]:
    """Return the names in a line that is still to be done: a change of what it is about explains it."""
    line = _object(change.before if change.before is not None else change.after)
    return {each for each in _object(_object(line.get("what")).get("values")).values() if isinstance(each, str)}


def _single(part: _Part, then: Facts, now: Facts) -> Iterator[Change]:
    before, after = _object(then.get(part.name)), _object(now.get(part.name))
    for name, label in part.fields.items():
        yield from _field(part.name, said(part.label), name, label, before, after)


def _field(
    part: str, record: Said | str, name: str, label: str, then: Facts, now: Facts, item: str = ""
) -> Iterator[Change]:
    """Yield a change of one field, if its values differ and the earlier facts have it."""
    if name not in then or then[name] == now.get(name):
        return
    before, after = (_shown(part, name, each) for each in (then[name], now.get(name)))
    text = N_("{field} was {before}, and is {after} now.")
    if before == "":
        text = N_("{field} was empty, and is {after} now.")
    elif after == "":
        text = N_("{field} was {before}, and is empty now.")
    words = said(text, field=said(label), before=before, after=after)
    if record:
        words = said(N_("{record}: {change}"), record=record, change=words)
    yield Change("changed", part or name, item, name, then[name], now.get(name), words)


def _lines(part: _Part, then: Facts, now: Facts) -> Iterator[Change]:
    """Yield the changes of a list: of lines with the same name, of those renamed, then lines gone and lines new.

    Lines that are the same in all fields are taken first: several may have one name.
    """
    gone, new = _objects(then.get(part.name)), _objects(now.get(part.name))
    for same in (_same, _same_name, _same_but_name):
        for before in list(gone):
            after = next((each for each in new if same(part, before, each)), None)
            if after is None:
                continue
            gone.remove(before)
            new.remove(after)
            name = _name(before.get(part.key))
            for field, label in part.fields.items():
                yield from _field(part.name, _record(part, before), field, label, before, after, name)
    for each in gone:
        words = said(N_("{record} is no longer on record."), record=_record(part, each))
        yield Change("gone", part.name, _name(each.get(part.key)), "", each, None, words)
    for each in new:
        words = said(N_("{record} is on record now, and was not."), record=_record(part, each))
        yield Change("new", part.name, _name(each.get(part.key)), "", None, each, words)


def _same(part: _Part, before: Facts, after: Facts) -> bool:
    return all(before.get(name) == after.get(name) for name in {part.key, *part.fields})


def _same_name(part: _Part, before: Facts, after: Facts) -> bool:
    return before.get(part.key) == after.get(part.key)


def _same_but_name(part: _Part, before: Facts, after: Facts) -> bool:
    others = [name for name in part.fields if name != part.key]
    return part.key in part.fields and all(before.get(name) == after.get(name) for name in others)


def _record(part: _Part, line: Facts) -> Said:
    what = line.get(part.key)
    return said(part.label, name=_sentence(what) if isinstance(what, dict) else _name(what))


def _name(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _object(value: object) -> Facts:
    return cast("Facts", value) if isinstance(value, dict) else {}


def _objects(value: object) -> list[Facts]:
    return [_object(each) for each in cast("list[object]", value)] if isinstance(value, list) else []


def _shown(part: str, name: str, value: object) -> Any:  # noqa: ANN401
    """Return a value of the JSON as a sentence takes it: a date, an amount, a label, or text; "" for nothing."""
    if isinstance(value, str):
        label = next((each.label for each in _CHOICES.get((part, name), ()) if each.key == value), "")
        if part == _TO_DO.name and name == "who":
            label = _SIDES.get(value, "")
        return said(label) if label else _text(value) if not value else _day(value)
    if isinstance(value, bool):
        return said(N_("yes") if value else N_("no"))
    if isinstance(value, list):
        return _text(", ".join(str(each) for each in cast("list[object]", value)))
    return _amount(cast("Facts", value)) if isinstance(value, dict) else ""


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
    text, values = value.get("sentence"), _object(value.get("values"))
    names = set(re.findall(r"\{(\w+)\}", text)) if isinstance(text, str) and _SENTENCE.fullmatch(text) else {""}
    if not names <= values.keys():
        return said("{text}", text=_name(value))
    return Said(str(text), {name: _inner(values[name]) for name in names})


def _inner(value: object) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        whole = cast("Facts", value)
        return _sentence(whole) if "sentence" in whole else _amount(whole)
    with suppress(ValueError):
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    return str(value)
