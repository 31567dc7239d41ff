"""A command's status is 0 if and only if its change is found afterwards, and its words agree, whatever fails."""

from __future__ import annotations

import pytest

from tests.faults.harness import shuffled
from tests.faults.whole import plan
from tests.faults.whole.commands import COMMANDS, READERS

SEED = 1
FAULTS, KILLS, READS, MEANWHILE = 10, 1, 1, 1  # of each command; `python -m benches.faults` tries more
STANDING = 60  # of all commands on all such files


def fine(tally) -> None:
    assert not tally.complaints, "\n".join([f"{len(tally.complaints)} of {tally.jobs}:", *tally.complaints[:10]])


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_says_is_what_is_found(pool, name):
    fine(pool.run(plan.faults(pool.ask, name, SEED)[:FAULTS]))


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_killed_command_leaves_can_be_read_and_is_whole(pool, name):
    fine(pool.run(plan.kills(pool.ask, name, SEED)[:KILLS]))


@pytest.mark.parametrize("name", READERS)
def test_a_reading_command_reads_all_or_says_why_not(pool, name):
    fine(pool.run(plan.reading(pool.ask, name, SEED)[:READS]))


@pytest.mark.parametrize("name", plan.MOVABLE)
def test_nothing_is_lost_when_another_program_moves_replaces_or_deletes_the_file(pool, name):
    fine(pool.run(plan.meanwhile(pool.ask, name, SEED)[:MEANWHILE]))


def test_a_file_with_other_names_an_older_or_a_read_only_one_is_written_to_or_refused_in_words(pool):
    fine(pool.run(shuffled(plan.standing(), SEED)[:STANDING]))
