"""The figures of the signs: each has a reason and bounds, and none can be set so that one event brands a client."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clientguard.actions.judgement.reasons import default_reasons
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.judge import findings
from clientguard.domain.judgement.thresholds import FIGURES, Thresholds, problem_of, with_thresholds
from clientguard.domain.records import Client, Contract, ProblemNote, Threshold

TODAY = date(2026, 11, 22)


def attack(number: int, days: int, **values: object) -> ProblemNote:
    """Return an insult so many days ago."""
    note = ProblemNote(id=number, client=1, title="“Idiots”", sort="conduct", sign="7", severity="serious",
                       on=TODAY - timedelta(days=days))  # fmt: skip
    return replace(note, **values)


def facts(*problems: ProblemNote, thresholds: Thresholds | None = None) -> SignFacts:
    """Return the facts of a client with problems."""
    return SignFacts(
        client=Client(id=1, name="Kestrel", stage="active", since=date(2024, 1, 1)),
        thresholds=thresholds or Thresholds(),
        contracts=(Contract(id=2, client=1, title="Care", starts=date(2024, 1, 1)),),
        problems=problems,
    )


def chosen(**values: str) -> Thresholds:
    """Return the thresholds with some that the user chose."""
    records = enumerate(values.items(), 10)
    return with_thresholds(Threshold(id=number, key=key, value=value) for number, (key, value) in records)


def test_every_figure_has_a_reason_and_keeps_its_default_within_its_bounds():
    assert default_reasons().keys() == FIGURES.keys()
    for each in FIGURES.values():
        assert each.least <= each.default <= each.most
        assert default_reasons()[each.key].endswith(".")


def test_the_user_may_wait_for_a_fourth_event():
    three = [attack(number, 30 * number) for number in (1, 2, 3)]
    assert findings(facts(*three), TODAY)[6].state == "raised"
    assert findings(facts(*three, thresholds=chosen(events_raised="4")), TODAY)[6].state == "watch"


@pytest.mark.parametrize(("key", "value"), [("events_raised", "1"), ("events_watch", "1"), ("broken_promises", "1"),
                                            ("late_cycles_raised", "1"), ("stair_raised", "1")])  # fmt: skip
def test_no_figure_lets_one_event_brand_a_client(key, value):
    assert problem_of(key, value) is not None
    assert chosen(**{key: value}) == Thresholds()


def test_no_figure_makes_a_threat_of_harm_wait_for_a_second():
    most = {each.key: f"{each.most}" for each in FIGURES.values()}
    found = findings(facts(attack(1, 3, harm=True), thresholds=chosen(**most)), TODAY)[6]
    assert (found.state, found.is_harm, found.evidence) == ("raised", True, (1,))


def test_the_newest_choice_counts_and_what_is_no_number_changes_nothing():
    records = [Threshold(id=10, key="late_days", value="30"), Threshold(id=9, key="late_days", value="7")]
    assert with_thresholds(records).late_days == 30
    assert chosen(late_days="many", nonsense="3") == Thresholds()
