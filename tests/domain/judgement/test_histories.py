"""The labelled histories: each clear one is read as a fair and experienced consultant would read it (P6, P8)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clientguard.domain.judgement.finding import CONDUCT, Finding
from clientguard.domain.judgement.judge import findings
from clientguard.domain.judgement.patterns import Pattern, patterns
from tests.domain.judgement.histories import HISTORIES, Facts, read

if not HISTORIES.is_dir():
    pytest.skip("the histories are not beside the project (../shared/research)", allow_module_level=True)
MORE = Path(__file__).resolve().parent / "more"
FILES = [*sorted(HISTORIES.glob("*.txt")), *sorted(MORE.glob("*.txt"))]
AS_STATE = {"yes": "raised", "watch": "watch", "no": "none"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_history_is_read_as_its_label_says(path: Path) -> None:
    story = read(path)
    built = Facts(story)
    facts = built.facts()
    found = findings(facts, built.today)
    kinds = patterns(facts, found, built.today)
    wrong = [f"{CONDUCT[each.sign]}: {each.state}" for each in found if each.state not in expected(story, each.sign)]
    wrong += [f"{each.kind}: {each.state}" for each in kinds if each.state not in expected_kind(story, each.kind)]
    assert wrong == []
    opened = records_behind(found, kinds)
    for label in story.tail.get("cites", "").split():
        series = {number for name, number in built.ids.items() if name.split(".")[0] == label}
        assert series & opened, f"{label} is not among the evidence"


def expected(story: Any, sign: int) -> tuple[str, ...]:
    """Return the states of a sign that are right."""
    states = story.signs.get(sign, story.signs.get("other", ("none",)))
    return ("none", "watch", "raised") if states == ("open",) else states


def expected_kind(story: Any, kind: str) -> tuple[str, ...]:
    """Return the states of a kind that are right: any where the history says nothing of the kinds."""
    return tuple(AS_STATE[each] for each in story.kinds.get(kind, ("yes", "watch", "no")))


def records_behind(found: tuple[Finding, ...], kinds: tuple[Pattern, ...]) -> set[int]:
    """Return the records into which the findings and patterns open that are more than nothing."""
    behind = {record for each in found if each.state != "none" for record in each.evidence}
    return behind | {record for each in kinds if each.state != "none" for record in each.evidence}
