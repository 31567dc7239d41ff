"""Histories of invented clients, entered as records: the commands find what the signs find in the bare facts."""

from __future__ import annotations

import json

import pytest

from clientguard.cli import run
from clientguard.domain.judgement.judge import findings
from tests import factories
from tests.cli.recorded import Recorded
from tests.domain.judgement.histories import HISTORIES, Facts, read

pytestmark = pytest.mark.skipif(not HISTORIES.is_dir(), reason="the histories are not beside this checkout")
# One or two of each sign and kind: a pattern, what only looks like one, and what our own fault explains.
NAMES = ("s01-06", "s01-11", "s02-04", "s03-05", "s04-05", "s05-01", "s06-02", "s07-05", "s08-04", "s09-03", "s10-05",
         "k-03", "k-10", "g-01", "g-04")  # fmt: skip


@pytest.fixture(params=NAMES)
def story(request):
    return read(HISTORIES / f"{request.param}.txt")


@pytest.fixture
def entered(story, tmp_path) -> tuple[Recorded, str]:
    """The history on record, and the casebook that it is in."""
    path = tmp_path / "practice.casebook"
    with factories.firm_book(path) as book:
        return Recorded(book, story), str(path)


def asked(entered, capsys, command):
    recorded, path = entered
    status = run(
        ["--casebook", path, command, "--client", str(recorded.client), "--on", str(recorded.judged), "--json"]
    )
    assert status == 0
    return json.loads(capsys.readouterr().out)


def test_the_record_shows_what_a_fair_consultant_would_find(story, entered, capsys):
    found = {each["sign"]: each["state"] for each in asked(entered, capsys, "signs")}
    others = story.signs.get("other", ("open",))
    for sign, state in found.items():
        right = story.signs.get(sign, others)
        assert right == ("open",) or state in right, sign


def test_the_record_gives_the_same_findings_as_the_facts_alone(story, entered, capsys):
    recorded, _ = entered
    facts = Facts(story)
    labels, others = ({number: label for label, number in ids.items()} for ids in (recorded.ids, facts.ids))
    bare = findings(facts.facts(), recorded.judged)
    for told, pure in zip(asked(entered, capsys, "signs"), bare, strict=True):
        assert (told["sign"], told["state"]) == (pure.sign, pure.state)
        assert {labels[each] for each in told["evidence"]} == {others[each] for each in pure.evidence}, pure.sign


def test_what_is_told_of_both_readings_opens_into_records(story, entered, capsys):
    recorded, _ = entered
    look = asked(entered, capsys, "triage")
    known = {recorded.client, *recorded.ids.values()}
    for point in (*look["for_them"], *look["our_share"]):
        assert set(point["evidence"]) <= known, point
    faults = [each for each in story.events if each.values.get("sort") == "ours" and each.on <= recorded.judged]
    told = " ".join(each["text"] for each in look["our_share"])
    assert all(each.values["title"] in told for each in faults)
