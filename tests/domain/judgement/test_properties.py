"""What holds of the signs whatever is on record (P8.1): evidence taken away never makes a client look worse."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientguard.domain.judgement.finding import STATES
from clientguard.domain.judgement.judge import findings
from tests.domain.judgement.histories import HISTORIES, Facts, read
from tests.domain.judgement.made_up import TODAY, changed, doubled, numbers, others, shuffled, sign_facts, without

FILES = sorted(HISTORIES.glob("*.txt"))


@settings(max_examples=80)
@given(sign_facts(), st.data())
def test_removing_evidence_never_raises_a_sign(facts, data):
    for found in findings(facts, TODAY):
        if found.evidence:
            taken = data.draw(st.sets(st.sampled_from(found.evidence), min_size=1))
            after = findings(without(facts, taken), TODAY)[found.sign - 1]
            assert STATES.index(after.state) <= STATES.index(found.state), (found, after)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_removing_a_record_behind_a_finding_of_a_history_never_raises_it(path):
    built = Facts(read(path))
    facts = built.facts()
    for found in findings(facts, built.today):
        for record in found.evidence[:40]:
            after = findings(without(facts, {record}), built.today)[found.sign - 1]
            assert STATES.index(after.state) <= STATES.index(found.state)


@settings(max_examples=40)
@given(sign_facts())
def test_a_record_that_is_there_twice_counts_once(facts):
    assert findings(doubled(facts), TODAY) == findings(facts, TODAY)


@settings(max_examples=40)
@given(sign_facts(), st.integers(0, 99))
def test_the_order_of_the_records_does_not_matter(facts, seed):
    assert findings(shuffled(facts, seed), TODAY) == findings(facts, TODAY)


@settings(max_examples=40)
@given(sign_facts(), st.lists(st.integers(10, 900), max_size=8))
def test_another_clients_data_moves_only_sign_4(facts, minutes):
    before = findings(facts, TODAY)
    after = findings(dataclasses.replace(facts, others=tuple(others(minutes))), TODAY)
    assert [each for each in after if each.sign != 4] == [each for each in before if each.sign != 4]


@settings(max_examples=40)
@given(sign_facts())
def test_every_finding_opens_into_records_of_the_client(facts):
    known = numbers(facts)
    for found in findings(facts, TODAY):
        assert set(found.evidence) <= known
        assert len(set(found.evidence)) == len(found.evidence)
        assert found.evidence or found.state == "none"


@settings(max_examples=40)
@given(sign_facts())
def test_what_our_own_fault_explains_shows_nothing(facts):
    ours = dataclasses.replace(facts, explained=dict.fromkeys(numbers(facts), (1,)))
    assert {each.state for each in findings(ours, TODAY)} == {"none"}


@settings(max_examples=40)
@given(sign_facts())
def test_one_event_never_brands_a_client(facts):
    def first(records: tuple[object, ...]) -> tuple[object, ...]:
        return records[:1]

    one = changed(facts, first)
    assert "raised" not in {each.state for each in findings(one, TODAY) if not each.is_harm}
