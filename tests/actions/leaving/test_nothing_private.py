"""What of a casebook can get into the client's report: each text of each kind has a canary, and few may be found."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from clientguard.actions.leaving import deciding, final_report
from clientguard.domain.records import KINDS, Leaving, Type
from clientguard.store.records import lookup
from tests import factories
from tests.factories import TODAY, ago
from tests.reports import read_pdf

TEXTS = (Type.TEXT, Type.LONG)
# Every text that the report prints, or has among its facts; anything else in it would be a leak.
PRINTED = {
    "business": {"name", "owner", "address", "email", "phone", "tax_number", "payment_details"},
    "client": {"name", "address", "tax_number"},
    "contract": {"title", "rights", "suspension_clause"},
    "leaving": {"summary", "open_items", "successor", "support_limit"},
    "deliverable": {"title", "settled_by"},
    "extension": {"reason"},
    "change_order": {"what"},
    "result": {"objective", "measure", "unit", "proof", "withheld"},
    "account": {"name", "owner", "owner_of_record", "clause", "held_reason"},
    "data_holding": {"what", "reason", "chosen_by"},
    "obligation": {"what"},
    "invoice": {"number"},
    "payment": {"detail"},
}
ONLY_WHILE_HELD = {("account", "held_reason"), ("contract", "suspension_clause")}


def canary(kind: str, field: str) -> str:
    """Return a text that stands in one field alone; without spaces, so that no line break parts it."""
    return f"Cage-{kind}-{field}-end".replace("_", "-")


@pytest.fixture
def report(book) -> bytes:
    client = factories.add(book, "client")
    made: dict[str, int] = {"client": client, "leaving": deciding.start_leaving(book, client, ago(20), "Late.").first}
    waiting = [kind for kind in KINDS.values() if kind.name not in ("client", "business", "leaving", "attachment")]
    waiting.sort(key=lambda kind: sum(field.required and field.type is Type.LINK for field in kind.fields))
    for kind in waiting:
        given = {**factories.needed(kind), **factories.NEEDED.get(kind.name, {})}
        given |= {field.name: made.get(field.target, client) for field in kind.fields
                  if field.type is Type.LINK and (field.required or field.target in ("client", "contract", "leaving"))
                  and (field.target in made or field.required)}  # fmt: skip
        record = kind.record(**{**given, **texts(kind)})
        made[kind.name] = book.write(lambda write, record=record: write.add(record)).id
    with book.read() as db:
        kept = [
            each for kind in ("business", "client", "leaving") for each in lookup.find_records(db, KINDS[kind].record)
        ]
    for each in kept:
        changed = dataclasses.replace(each, **texts(each.kind))
        if isinstance(changed, Leaving):
            changed = dataclasses.replace(changed, contract=made["contract"], decision=made["decision"])
        book.write(lambda write, record=changed: write.change(record))
    return final_report.final_report(book, client, TODAY).pdf


def texts(kind) -> dict[str, Any]:
    found: dict[str, Any] = {field.name: canary(kind.name, field.name) for field in kind.fields if field.type in TEXTS}
    found |= {field.name: 73_197_319 for field in kind.fields if field.private and field.type is Type.MONEY}
    return {name: value for name, value in found.items() if name not in ("gate", "key", "platform", "region")}


def test_nothing_but_what_it_prints_is_anywhere_in_the_file(report):
    inside = read_pdf.everything(report)  # pages, attached JSON, XMP, document information
    said = read_pdf.text(report).replace(" ", "")
    found: dict[str, set[str]] = {}
    for kind in KINDS.values():
        for field in kind.fields:
            word = canary(kind.name, field.name)
            if word.encode() in inside or word.encode("utf-16-be") in inside or word in said:
                found.setdefault(kind.name, set()).add(field.name)
    leaked = {kind: names - PRINTED.get(kind, set()) for kind, names in found.items()}
    assert not any(leaked.values()), leaked
    missed = {(kind, name) for kind, names in PRINTED.items() for name in names - found.get(kind, set())}
    assert missed == ONLY_WHILE_HELD, "each of them is printed, else the canaries prove nothing"
    assert b"73197319" not in inside
    assert "731,973.19" not in said


def test_no_private_field_is_among_those_it_prints():
    for kind, names in PRINTED.items():
        assert not KINDS[kind].private, kind
        for name in names:
            field = next(each for each in KINDS[kind].fields if each.name == name)
            assert not field.private, name
            assert not field.place, name
