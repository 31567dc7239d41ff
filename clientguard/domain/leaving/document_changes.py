"""What has changed on record since a paper was made: the facts that it printed, compared with those of now.

Both are the facts as JSON (`facts_json` of each paper); the earlier ones are as they were attached to the paper. Which
of them are compared stands in `final/compared.py` and `papers/compared_parts.py`. Papers of the first format have
fewer; what they lack is not compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from clientguard.domain.leaving.final.compared import CHOICES, OWN, PARTS, TO_DO, Part
from clientguard.domain.leaving.final.facts import FORMAT
from clientguard.domain.leaving.papers import certificate, compared_parts, handover_request
from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.wording import N_, Said, said

_FIRST = "clientguard final report 1"
_SETTLE = "Settle: {what}"  # of what follows from the record, the only line that no other part of the paper has
# What is compared of each kind of paper, by the format of its facts: its own fields, and its parts.
_PAPERS = {
    FORMAT: (OWN, PARTS),
    _FIRST: (OWN, PARTS),
    handover_request.FORMAT: (compared_parts.REQUEST_OWN, compared_parts.REQUEST_PARTS),
    certificate.FORMAT: (compared_parts.CERTIFICATE_OWN, compared_parts.CERTIFICATE_PARTS),
}
_CHOICES = {**CHOICES, **compared_parts.CHOICES}
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


_SIDES = {"us": N_("Us"), "client": N_("The client")}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SENTENCE = re.compile(r"(?:[^{}]|\{\w+\})*")


def is_comparable(then: object) -> bool:
    """Return whether these are facts of a kind of paper that this version knows."""
    return isinstance(then, dict) and cast("Facts", then).get("format") in _PAPERS


def changes(then: Facts, now: Facts) -> tuple[Change, ...]:
    """Return what differs between the facts that a paper printed and those on record now, in the paper's order.

    A fact that the earlier paper could not hold, because its field came with a later version, is not compared.
    """
    own, parts = _PAPERS[then["format"]]
    found = [each for name, label in own.items() for each in _field("", "", name, label, then, now)]
    for part in parts:
        found += _lines(part, then, now) if part.key else _single(part, then, now)
    told = {each.item for each in found if each.item}
    told |= {each.after for each in found if each.item and isinstance(each.after, str)}  # the name may be what changed
    if then.get("format") == _FIRST:
        then, now = _of_the_first(then, then), _of_the_first(now, then)
    found += [each for each in _lines(TO_DO, then, now) if not (_named(each) & told)]
    return tuple(found)


def _of_the_first(facts: Facts, then: Facts) -> Facts:
    """Return what is still to do as the first format knew it: without lines that it made by other rules."""
    kept = [
        {**each, "by": each.get("by") or each.get("since")}
        for each in _objects(facts.get(TO_DO.name))
        if isinstance(each.get("what"), str) or _object(each.get("what")).get("sentence") == _SETTLE
    ]
    return {**then, TO_DO.name: kept}


def _named(change: Change) -> set[str]:
    """Return the names in a line that is still to be done: a change of what it is about explains it."""
    line = _object(change.before if change.before is not None else change.after)
    return {each for each in _object(_object(line.get("what")).get("values")).values() if isinstance(each, str)}


def _single(part: Part, then: Facts, now: Facts) -> Iterator[Change]:
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


def _lines(part: Part, then: Facts, now: Facts) -> Iterator[Change]:
    """Yield the changes of a list: of lines with the same name, of those renamed, then lines gone and lines new.

    Lines that are the same in all fields are taken first: several may have one name.
    """
    if part.name not in then:
        return
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


def _object(value: object) -> Facts:
    return cast("Facts", value) if isinstance(value, dict) else {}


def _objects(value: object) -> list[Facts]:
    return [_object(each) for each in cast("list[object]", value)] if isinstance(value, list) else []


def _shown(part: str, name: str, value: object) -> Any:  # noqa: ANN401
    """Return a value of the JSON as a sentence takes it: a date, an amount, a label, or text; "" for nothing."""
    if isinstance(value, str):
        label = _label(part, name, value)
        if part == TO_DO.name and name == "who":
            label = _SIDES.get(value, "")
        return said(label) if label else _text(value) if not value else _day(value)
    if isinstance(value, bool):
        return said(N_("yes") if value else N_("no"))
    if isinstance(value, list):
        values = cast("list[object]", value)
        labels = [_label(part, name, str(each)) for each in values]
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


def _label(part: str, name: str, value: str) -> str:
    return next((each.label for each in _CHOICES.get((part, name), ()) if each.key == value), "")


def _whole(value: Facts) -> Any:  # noqa: ANN401
    """Return an object of the JSON: a sentence, a moved date, or an amount."""
    if "sentence" in value:
        return _sentence(value)
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
    text, values = value.get("sentence"), _object(value.get("values"))
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
