"""What of a casebook can get into these papers: each text of each kind has a canary, and few may be found."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any

import pytest

from clientguard.actions.communication import papers
from clientguard.actions.judgement import papers as sheets
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.records import KINDS, Kind, Type
from tests import factories
from tests.factories import TODAY
from tests.reports import read_pdf

WHO = {
    "business": {"name", "owner", "address", "email", "phone", "tax_number"},
    "client": {"name", "address", "tax_number"},
}
# Every text that they print, or have among their facts; anything else in them would be a leak.
WAITING = WHO | {
    "work": {"detail"},
    "deliverable": {"title"},
    "extension": {"reason"},
    "request": {"title", "answer", "closed_reason"},
    "approval_round": {"what", "changes_asked"},
    "message": {"subject", "body"},
    "promise": {"words"},
    "demand": {"words", "answer"},
}
CHRONOLOGY = WHO | {
    "invoice": {"number"},
    "problem": {"title", "detail"},
    "message": {"subject"},
    "evidence": {"passage"},  # private, but marked to be shown
}
WELCOME = {
    "business": WHO["business"] | {"payment_details"},
    "client": WHO["client"],
    "contract": {"title", "scope", "exclusions", "contact_hours", "access_needed", "suspension_clause", "late_clause"},
    "clause": {"passage"},
    "contact": {"name", "role"},
    "deliverable": {"title"},
}
TALK = WHO | {
    "contract": {"title", "scope", "exclusions", "contact_hours"},
    "recovery_plan": {"remedy"},
    "problem": {"title"},
    "deliverable": {"title"},
    "demand": {"words"},
}
# Printed only where there is no passage, or where a sign or our own share rests on it.
SELDOM = {("problem", "detail"), ("message", "subject"), ("deliverable", "title"), ("demand", "words")}
# What makes a record one that some paper prints.
SHOWN: dict[str, dict[str, Any]] = {
    "request": {"closed_on": TODAY},
    "contact": {"decides": True},
    "clause": {"key": "response_times"},
    "problem": {"sign": "7", "harm": True, "on": TODAY},
}
SKIPPED = ("business", "client", "attachment", "document", "import")


def canary(kind: str, field: str) -> str:
    """Return a text that stands in one field alone; without spaces, so that no line break parts it."""
    return f"Cage-{kind}-{field}-end".replace("_", "-")


def texts(kind: Kind) -> dict[str, Any]:
    found = {field.name: canary(kind.name, field.name) for field in kind.fields if field.type in (Type.TEXT, Type.LONG)}
    left = ("gate", "key", "platform", "region", "country", "working_days", "time_zone", "template", "dunning_step")
    return {name: value for name, value in found.items() if name not in left}


@pytest.fixture
def client(book) -> int:
    """A client with a record of every kind, which link to one another, and a text of its own in each field."""
    made: dict[str, int] = {"client": factories.add(book, "client")}
    waiting = [kind for kind in KINDS.values() if kind.name not in SKIPPED]
    waiting.sort(key=_needs)
    for kind in waiting:
        given = {**factories.needed(kind), **factories.NEEDED.get(kind.name, {})}
        given |= {
            field.name: made.get(field.target, made["client"])
            for field in kind.fields
            if field.type is Type.LINK and (field.target in made or field.required)
        }
        if kind.name == "reference":
            given |= {"about": made["request"], "source": made["message"]}
        if kind.name == "evidence":
            given |= {"about": made["problem"], "supports": None}
        given |= SHOWN.get(kind.name, {})
        record = kind.record(**{**given, **texts(kind)})
        made[kind.name] = book.write(lambda write, record=record: write.add(record)).id
    for kind in ("business", "client"):
        (kept,) = _all(book, kind)
        changed = dataclasses.replace(kept, **texts(kept.kind))
        book.write(lambda write, record=changed: write.change(record))
    return made["client"]


def _needs(kind: Kind) -> tuple[bool, int]:
    """Return what orders the kinds so that each comes after those that it has to link to."""
    needed = sum(field.required and field.type is Type.LINK for field in kind.fields)
    return kind.name in ("reference", "evidence"), needed


def _all(book, kind: str):
    from clientguard.store.records import lookup

    with book.read() as db:
        return lookup.find_records(db, KINDS[kind].record)


@pytest.mark.parametrize(
    ("make", "printed"),
    [
        (partial(papers.make_waiting_report, span=Span(None, TODAY)), WAITING),
        (partial(papers.make_chronology, span=Span(None, TODAY)), CHRONOLOGY),
        (sheets.make_welcome_sheet, WELCOME),
        (sheets.make_talk_sheet, TALK),
    ],
)
def test_nothing_but_what_it_prints_is_anywhere_in_the_file(book, client, make, printed):
    pdf = make(book, client, TODAY).pdf
    inside, said = read_pdf.everything(pdf), read_pdf.text(pdf).replace(" ", "")
    found: dict[str, set[str]] = {}
    for kind in KINDS.values():
        for field in kind.fields:
            word = canary(kind.name, field.name)
            if word.encode() in inside or word.encode("utf-16-be") in inside or word in said:
                found.setdefault(kind.name, set()).add(field.name)
    leaked = {kind: names - printed.get(kind, set()) for kind, names in found.items()}
    assert not any(leaked.values()), leaked
    missed = {(kind, name) for kind, names in printed.items() for name in names - found.get(kind, set())}
    assert missed <= {("problem", "detail"), ("message", "subject"), ("deliverable", "title"), ("demand", "words")}, (
        "else the canaries prove nothing"
    )
