"""The facts of a final report, read back from the JSON that is attached to its PDF."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date

import pytest

from clientguard.domain.leaving.final.facts import facts_json
from clientguard.domain.leaving.final.reading import report_from_json
from clientguard.domain.records import Account, ChangeOrder, DataHolding, Extension
from clientguard.errors import KnownError
from tests.reports import sample

FULL = sample.report(
    deliverables=tuple(replace(each, id=number) for number, each in enumerate(sample.DELIVERABLES, 1)),
    extensions=(Extension(deliverable=1, new_due=date(2026, 4, 9), reason="Photos came late"),),
    changes=(ChangeOrder(agreed_on=date(2026, 5, 5), what="2026-05-05", amount=90_000, currency="EUR"),),
    holdings=(DataHolding(what="Photos", disposition="keep", until=date(2033, 12, 31), reason="Tax law"),),
    accounts=(*sample.ACCOUNTS, Account(name="2026-01-02", ownership="client")),
)


def read(facts: object):
    return report_from_json(json.dumps(facts).encode())


@pytest.mark.parametrize("report", [FULL, sample.report(), sample.report(contract=None, bills=(), accounts=())])
def test_facts_come_back_as_they_were(report):
    assert read(facts_json(report)) == report


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "holds no facts"),
        (b"%PDF-1.7", "holds no facts"),
        (b"\xff\xfe", "holds no facts"),
        (b"[" * 100_000, "holds no facts"),
        (b"[]", "does not hold the facts of a paper that can be made again"),
        (b"{}", "does not hold the facts of a paper that can be made again"),
        (b'{"format": "clientguard statement 1"}', "does not hold the facts of a paper that can be made again"),
        (b'{"format": "clientguard final report 1"}', "another version of the program"),
        (b'{"format": "clientguard final report 2"}', "are damaged: version"),
    ],
)
def test_another_file_is_refused_with_its_reason(data, reason):
    with pytest.raises(KnownError, match=reason):
        report_from_json(data)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("made", "yesterday"), ("made", "2026-02-31"), ("version", "1"), ("version", True), ("summary", "text"),
        ("language", "../../x"), ("statement.0.amount", {"amount": "1.005", "currency": "EUR"}),
        ("statement.0.amount", {"amount": "NaN", "currency": "EUR"}), ("statement.0.amount", "4800"),
        ("statement.0.amount", {"amount": "1" * 40, "currency": "EUR"}), ("signatures.0.side", "them"),
        ("accounts.0.waits", 1), ("accounts.0", None), ("open_items.0.what", {"sentence": "{a.b}", "values": {}}),
        ("open_items.0.what", {"sentence": "{a}", "values": {}}), ("open_items.0.what", {"sentence": 1, "values": {}}),
        ("anchor", {"size": 1}), ("anchor", {"size": 1, "root_hex": "aa", "more": 2}),
    ],
)  # fmt: skip
def test_a_damaged_fact_is_named(place, value):
    facts = copy.deepcopy(facts_json(FULL))
    *path, last = place.split(".")
    inside = facts
    for step in path:
        inside = inside[int(step)] if isinstance(inside, list) else inside[step]
    inside[int(last) if isinstance(inside, list) else last] = value
    with pytest.raises(KnownError, match=rf"damaged: {place}"):
        read(facts)
