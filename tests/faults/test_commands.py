"""A command's status is 0 if and only if its change is found afterwards, and its words agree, whatever fails."""

from __future__ import annotations

import pytest

from tests.faults.commands import COMMANDS
from tests.faults.harness import shuffled
from tests.faults.shim import KILL, TEAR, VARIANTS

SEED = 1
POINTS = 4  # faults of each command; `python -m benches.faults --only commands` tries more
WAYS = [name for name, each in VARIANTS.items() if each.how not in (KILL, TEAR)]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_says_is_what_is_found(pool, name):
    whole = pool.ask(do="command", name=name, variant=WAYS[0], nth=0)
    assert (whole["status"], whole["complaints"]) == (0, []), whole
    points = [
        {"do": "command", "name": name, "variant": way, "nth": nth}
        for way in WAYS
        for nth in range(1, whole["seen"] + 1)
    ]
    tally = pool.run(shuffled(points, SEED)[:POINTS])
    assert not tally.complaints, "\n".join(tally.complaints[:10])
