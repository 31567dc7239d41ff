"""The sample shows the same picture on whatever day it is made, with nothing ahead that cannot be."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from clientguard import paths
from clientguard.actions.casebook import sample
from clientguard.actions.judgement.reading import judged_all
from clientguard.domain import clients
from clientguard.domain.leaving.closing import step_states
from clientguard.domain.leaving.gates import gates
from clientguard.domain.records import Type
from clientguard.domain.records.check import check_record
from clientguard.domain.records.kinds.parties import NEVER_CLIENTS
from tests.actions.casebook.sample.conftest import NAMES, Seen, day, look
from tests.factories import TODAY, Ticking

DAYS = [date(2024, 2, 29), date(2026, 11, 22), date(2026, 12, 31), date(2027, 3, 1)]
FILES = sorted((paths.resources() / "samples" / "clients").glob("*.toml"))
CLIENTS = [tomllib.loads(each.read_text("utf-8"))["client"] for each in FILES]
EXPECTED_SIGNS = {each["name"]: each[sample.EXPECTED] for each in CLIENTS if each["stage"] not in NEVER_CLIENTS}


def picture(seen: Seen) -> Any:
    """Return what a person sees, without the dates."""
    names = {each.client.id: who for who, each in seen.facts.items()}
    return (
        [(names[each.client], each.kind, each.tone, each.section, each.days, each.action) for each in seen.queue],
        {who: seen.lateness(who) for who in NAMES},
        {who: [each.status for each in facts.bills] for who, facts in seen.facts.items()},
        {who: [(mark.tone, mark.text.text) for mark in clients.marks(facts)] for who, facts in seen.facts.items()},
        {who: [mark.tone for mark in clients.state(facts, seen.today)] for who, facts in seen.facts.items()},
        {who: [(each.key, each.state) for each in gates(case, seen.today)] for who, case in seen.cases.items()},
        {who: step_states(case, seen.today) for who, case in seen.cases.items()},
        Counter(each.kind.name for each in seen.records),
    )


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_it_gives_the_same_picture_on_any_day(tmp_path, seen, today):
    with sample.create_sample(tmp_path / "other.casebook", today, clock=Ticking()) as other:
        made = look(other, today)
    former = {"former"}  # its terms follow the months, so that its days late may differ
    late = {who: days for who, days in picture(made)[1].items() if who not in former}
    assert late == {who: days for who, days in picture(seen)[1].items() if who not in former}
    for number, (one, other_one) in enumerate(zip(picture(made), picture(seen), strict=True)):
        if number != 1:
            assert one == other_one
    assert_nothing_ahead(made)
    assert_in_order(made)
    assert not [problem for each in made.records for problem in check_record(each)]


AHEAD = {  # what may lie ahead: plans and ends
    ("contract", "ends"),
    ("deliverable", "due"),
    ("invoice", "due"),
    ("request", "needed_by"),
    ("account", "renews"),
    ("leaving", "last_day"),
    ("obligation", "due"),
    ("data_holding", "until"),
    ("extension", "new_due"),
    ("leaving", "retain_until"),
    ("leaving", "destroy_on"),
    ("meeting", "planned_at"),
    ("absence", "until"),
    ("promise", "due"),
    ("recovery_plan", "due"),
    ("do_not_engage", "review_on"),
}


def assert_nothing_ahead(seen: Seen) -> None:
    """Nothing has happened that has not happened yet."""
    for each in seen.records:
        for field in each.kind.fields:
            value = getattr(each, field.name)
            if (each.kind.name, field.name) in AHEAD or value is None:
                continue
            if field.type is Type.DATE:
                assert value <= seen.today, (each, field.name)
            elif field.type is Type.INSTANT:
                assert day(value) < seen.today, each


def assert_in_order(seen: Seen) -> None:
    """What follows from something else does not come before it."""
    by_id: dict[int, Any] = {each.id: each for each in seen.records}
    for each in seen.records:
        match each.kind.name:
            case "payment":
                assert by_id[each.invoice].issued <= each.received, each
            case "deliverable" if each.settled_on and each.delivered_on:
                assert each.delivered_on <= each.settled_on, each
            case "account":
                path = [each.offered_on, each.accepted_on, each.tested_on, each.removed_on]
                done = [step for step in path if step]
                assert done == sorted(done), each
                assert path[: len(done)] == done, each
            case "work" | "invoice" | "request":
                start = next(facts.client.since for facts in seen.facts.values() if facts.client.id == each.client)
                assert start <= (getattr(each, each.kind.date)), each
            case _:
                pass
    for who in NAMES:
        moments = [each.at for each in seen.of(who, "message")]
        assert moments == sorted(moments), who
    numbers = sorted((each.issued, each.number) for each in seen.records if each.kind.name == "invoice")
    assert [number for _, number in numbers] == sorted(number for _, number in numbers)


@pytest.mark.parametrize("today", [*DAYS, *(TODAY + timedelta(days=number) for number in range(1, 7))], ids=str)
def test_the_signs_are_those_that_each_file_promises(tmp_path, today):
    with sample.create_sample(tmp_path / "other.casebook", today, clock=Ticking()) as other, other.read() as db:
        found = {
            each.client_name: {str(it.sign): it.state for it in each.findings if it.state != "none"}
            for each in judged_all(db, today)
        }
    assert found == EXPECTED_SIGNS


def test_recent_work_lies_within_twelve_weeks(seen):
    first = TODAY - timedelta(weeks=12)
    for who in NAMES:
        if who != "former":
            assert all(first <= each.on for each in seen.of(who, "work")), who
