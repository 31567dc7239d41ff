"""What is tried of whole commands: lists of jobs, each by turns, so that any first part is spread over all."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from tests.faults.harness import Job, shuffled
from tests.faults.shim import KILL, MEANWHILE_ELSEWHERE, TEAR, VARIANTS
from tests.faults.whole.commands import COMMANDS, READERS
from tests.faults.whole.identities import IDENTITIES

Ask = Callable[..., Job]
KILLS = [name for name, each in VARIANTS.items() if each.how in (KILL, TEAR)]
WAYS = [name for name in VARIANTS if name not in KILLS]
# A command that makes a file of its own out of one with two names is not asked what it does on another.
MOVABLE = [name for name in COMMANDS if name != "own"]
STANDING = [name for name, each in IDENTITIES.items() if not each.meanwhile]
HAPPENING = [name for name, each in IDENTITIES.items() if each.meanwhile]


def job(do: str, **values: Any) -> Job:
    """Return a job for a worker."""
    return {"do": "whole", "job": {"do": do, **values}}


def counted(ask: Ask, do: str, name: str, ways: list[str]) -> Iterator[Job]:
    """Yield each operation of a command, failing in each of these ways; AssertionError if it fails without."""
    told = ask(**job("command" if do == "killed" else do, name=name, variant=WAYS[0], nth=0))
    assert (told["status"], told["complaints"]) == (0, []), (name, told)
    for way in ways:
        for nth in range(1, VARIANTS[way].of(told["kinds"]) + 1):
            yield job(do, name=name, variant=way, nth=nth)


def faults(ask: Ask, name: str, seed: int) -> list[Job]:
    """Return every fault of a command that writes."""
    return shuffled(list(counted(ask, "command", name, WAYS)), seed)


def reading(ask: Ask, name: str, seed: int) -> list[Job]:
    """Return every fault of a command that reads."""
    return shuffled(list(counted(ask, "reader", name, WAYS)), seed)


def kills(ask: Ask, name: str, seed: int) -> list[Job]:
    """Return every kill of a command that writes, with a reading command afterwards."""
    jobs = shuffled(list(counted(ask, "killed", name, KILLS)), seed)
    readers = itertools.cycle(READERS)
    return [job(**each["job"], reader=next(readers)) for each in jobs]


def meanwhile(ask: Ask, name: str, seed: int) -> list[Job]:
    """Return each operation of a command before which another program does something, for each of its doings."""
    told = ask(**job("identity", name=name, identity="lock gone", nth=0))
    numbers = range(1, MEANWHILE_ELSEWHERE.of(told["kinds"]) + 1)
    jobs = [job("identity", name=name, identity=each, nth=nth) for each in HAPPENING for nth in numbers]
    return shuffled(jobs, seed)


def standing() -> list[Job]:
    """Return all commands on casebooks whose files stand in some other way from the beginning."""
    reads = [job("identity_read", name=name, identity=each) for each in STANDING for name in READERS]
    return reads + [job("identity", name=name, identity=each, nth=1) for each in STANDING for name in MOVABLE]


def by_turns(each: list[list[Job]]) -> Iterator[Job]:
    """Yield jobs of all lists by turns."""
    for turn in itertools.zip_longest(*each):
        yield from (found for found in turn if found)
