"""What a failing drive, a power cut, a kill or somebody's hand may do to a casebook: nothing that goes unnoticed.

Each test does a fixed amount of work with fixed seeds, so that it tries the same things each time. `benches/faults.py`
tries more, with seeds of its own; what it finds becomes a test in `test_found.py`. Each kind of test has a control that
is wrong on purpose, and must be found to be.
"""

from __future__ import annotations

import pytest

from tests.faults.harness import shuffled
from tests.faults.journeys import JOURNEYS
from tests.faults.shim import VARIANTS

SEED = 1  # of what is tried where not all of it is
POINTS = 40  # faults of each journey, of some hundred to some thousand
DISKS = 40  # disks after a power cut in each journey
KILLS = 100
MUTATIONS = 300
PARSED = 20_000


def numbered(job: dict, count: int, each: int = 0) -> list[dict]:
    """Return as many jobs as it takes to try `count` things, `each` at a time, with a seed each."""
    seeds = range(SEED * 1_000_000, SEED * 1_000_000 + count // (each or 1))
    return [job | {"seed": seed} | ({"count": each} if each else {}) for seed in seeds]


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
def test_no_failing_operation_loses_tears_or_hides_anything(pool, journey):
    points = pool.points(journey)
    assert len(points) > 100
    tally = pool.run(shuffled(points, SEED)[:POINTS])
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


@pytest.mark.parametrize("journey", JOURNEYS)
def test_no_power_cut_loses_what_was_acknowledged(pool, journey):
    tally = pool.run(numbered({"do": "cuts", "journey": journey}, DISKS, 10))
    fine(tally)
    assert tally.counts["images"] == DISKS


def test_without_syncs_a_power_cut_loses_and_that_is_found(pool):
    jobs = numbered({"do": "cuts", "journey": "log messages", "syncing": False}, 200, 10)
    assert any("lost: message" in each for each in pool.run(jobs).complaints)


# --- kill ---


def test_no_kill_loses_what_was_acknowledged(pool):
    fine(pool.run(numbered({"do": "kill"}, KILLS)))


def test_kills_come_before_while_and_after_messages_are_acknowledged(pool):
    counts: set[int] = set()
    for seed in range(300):  # as many as it takes: when a child is reached depends on what else the computer does
        counts.add(len(pool.ask(do="kill", seed=seed)["acked"]))
        if 0 in counts and len(counts) > 5:
            return
    pytest.fail(f"killed only after {sorted(counts)} messages")


# --- tampering ---


def test_every_change_behind_the_programs_back_is_found(pool):
    tally = pool.run(numbered({"do": "tamper"}, MUTATIONS, 10))
    fine(tally)
    assert tally.counts["mutations"] == MUTATIONS


def test_an_unchanged_casebook_is_valid_and_a_journal_cut_with_care_shows_only_against_an_anchor(pool):
    assert pool.ask(do="untampered")["valid"]
    fine(pool.run({"do": "cut_tail", "seed": seed, "count": 5} for seed in range(6)))


# --- what strangers wrote ---


def test_nothing_that_can_be_read_makes_a_reader_fail(pool):
    tally = pool.run(numbered({"do": "parse"}, PARSED, 200))
    fine(tally)
    assert tally.counts["parsed"] == PARSED


@pytest.mark.parametrize(
    ("control", "told"), [("raises", "uncaught"), ("hangs", "took longer"), ("writes", "wrote outside the folder")]
)
def test_a_reader_that_is_wrong_is_found(pool, control, told):
    job = {"do": "parse", "seed": 1, "count": 80, "only": f"control: {control}", "patience": 1}
    assert any(told in complaint for complaint in pool.run([job]).complaints)


def test_a_journey_that_writes_elsewhere_is_found(pool):
    job = {"do": "fault", "journey": "write elsewhere", "variant": "a kill", "nth": 10_000}
    assert any("wrote outside the folder" in complaint for complaint in pool.run([job]).complaints)
