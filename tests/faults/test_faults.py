"""What a failing drive, a power cut, a kill or somebody's hand may do to a casebook: nothing that goes unnoticed.

Each test takes its part of `CLIENTGUARD_FAULTS_SECONDS`, and tries what fits, spread evenly; `benches/faults.py` tries
all. Each kind of test has a control that is wrong on purpose, and must be found to be.
"""

from __future__ import annotations

import itertools

import pytest

from tests.faults.harness import shuffled
from tests.faults.journeys import JOURNEYS
from tests.faults.shim import VARIANTS


def fine(tally) -> None:
    """Fail with the first complaints, when there are any."""
    assert not tally.complaints, "\n".join([f"{len(tally.complaints)} of {tally.jobs}:", *tally.complaints[:10]])


def every(journey: str, *variants: str) -> list[dict]:
    """Return the first 200 faults of some ways to fail; those beyond the journey's end do not fire."""
    return [
        {"do": "fault", "journey": journey, "variant": variant, "nth": nth}
        for nth in range(1, 200)
        for variant in variants
    ]


# --- every operation ---


@pytest.mark.parametrize("journey", JOURNEYS)
def test_no_failing_operation_loses_tears_or_hides_anything(pool, journey, seconds, seed):
    points = pool.points(journey)
    assert len(points) > 100
    tally = pool.run(shuffled(points, seed), seconds["faults"], least=4)
    fine(tally)
    # Each fault fires, but for the last operations of a run: how many there are depends on when the locks are free.
    last = {name: max(job["nth"] for job in points if job["variant"] == name) for name in VARIANTS}
    assert [job for job in tally.unfired if job["nth"] < 0.8 * last[job["variant"]]] == []


@pytest.mark.parametrize(
    ("control", "variant", "told"),
    [
        ("acknowledge too early", "a kill", "lost: payment"),
        ("swallow the error", "a full drive from then on", "lost: payment"),
        ("pay in two parts", "a kill", "payment: half done"),
    ],
)
def test_a_journey_that_is_wrong_is_found(pool, control, variant, told):
    points = shuffled([job for job in every(control, variant) if job["nth"] <= 120], 1)
    parts = (pool.run(points[start : start + 10]).complaints for start in range(0, len(points), 10))
    assert any(told in complaint for part in parts for complaint in part)


def test_all_kinds_of_operation_are_seen(pool):
    told = pool.ask(do="kinds", journey="back up")
    assert set(told["kinds"]) >= {"W", "S", "T", "U", "R", "C", "D"}


# --- power cut ---


def cuts(journey: str, seed: int, *, syncing: bool = True):
    """Yield jobs of 10 disks each, without end."""
    for number in itertools.count():
        yield {"do": "cuts", "journey": journey, "seed": seed * 1_000_000 + number, "count": 10, "syncing": syncing}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_no_power_cut_loses_what_was_acknowledged(pool, journey, seconds, seed):
    tally = pool.run(cuts(journey, seed), seconds["cuts"], least=1)
    fine(tally)
    assert tally.counts["images"] >= 10


def test_without_syncs_a_power_cut_loses_and_that_is_found(pool):
    jobs = itertools.islice(cuts("log messages", 1, syncing=False), 20)
    assert any("lost: message" in each for each in pool.run(jobs).complaints)


# --- kill ---


def test_no_kill_loses_what_was_acknowledged(pool, seconds, seed):
    jobs = ({"do": "kill", "seed": seed * 1_000_000 + number} for number in itertools.count())
    fine(pool.run(jobs, seconds["kills"], least=10))


def test_kills_come_before_while_and_after_messages_are_acknowledged(pool):
    counts: set[int] = set()
    for seed in range(300):  # as many as it takes: when a child is reached depends on what else the computer does
        counts.add(len(pool.ask(do="kill", seed=seed)["acked"]))
        if 0 in counts and len(counts) > 5:
            return
    pytest.fail(f"killed only after {sorted(counts)} messages")


# --- tampering ---


def test_every_change_behind_the_programs_back_is_found(pool, seconds, seed):
    jobs = ({"do": "tamper", "seed": seed * 1_000_000 + number, "count": 10} for number in itertools.count())
    tally = pool.run(jobs, seconds["tampering"], least=2)
    fine(tally)
    assert tally.counts["mutations"] >= 20


def test_an_unchanged_casebook_is_valid_and_a_journal_cut_with_care_shows_only_against_an_anchor(pool):
    assert pool.ask(do="untampered")["valid"]
    fine(pool.run({"do": "cut_tail", "seed": seed, "count": 5} for seed in range(6)))


# --- what strangers wrote ---


def test_nothing_that_can_be_read_makes_a_reader_fail(pool, seconds, seed):
    jobs = ({"do": "parse", "seed": seed * 1_000_000 + number, "count": 200} for number in itertools.count())
    tally = pool.run(jobs, seconds["parsing"], least=2)
    fine(tally)
    assert tally.counts["parsed"] >= 400


@pytest.mark.parametrize(
    ("control", "told"), [("raises", "uncaught"), ("hangs", "took longer"), ("writes", "wrote outside the folder")]
)
def test_a_reader_that_is_wrong_is_found(pool, control, told):
    job = {"do": "parse", "seed": 1, "count": 80, "only": f"control: {control}", "patience": 1}
    assert any(told in complaint for complaint in pool.run([job]).complaints)


def test_a_journey_that_writes_elsewhere_is_found(pool):
    job = {"do": "fault", "journey": "write elsewhere", "variant": "a kill", "nth": 10_000}
    assert any("wrote outside the folder" in complaint for complaint in pool.run([job]).complaints)
