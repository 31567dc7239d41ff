"""What a casebook survives: failing drives, power cuts, kills and tampering, counted.

python -m benches.faults                  try all that the goal names, and print the table (about 15 minutes)
python -m benches.faults --minutes 7      try what fits, spread evenly
python -m benches.faults --write          write the section of benches/RESULTS.md as well

Status 1 when anything was lost, torn, hidden or not found. The journeys, and what is looked for after each, are in
tests/faults.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benches import results
from tests.faults import shim
from tests.faults.harness import Job, Pool, Tally, shuffled
from tests.faults.journeys import JOURNEYS

# The part of the minutes that each kind may take.
SHARES = {"points": 0.4, "images": 0.3, "kills": 0.1, "mutations": 0.2}
GOALS = {"points": 5000, "images": 20_000, "kills": 2000, "mutations": 10_000, "tails": 100}
EACH = 20  # images, or mutations, in one job


@dataclass
class Line:
    """One line of the table."""

    what: str
    goal: int
    done: int
    complaints: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Try, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.faults")
    parser.add_argument("--points", type=int, default=6000, help="fault points, spread over all (6000; 0: every one)")
    parser.add_argument("--images", type=int, default=20_000, help="disks after a power cut (20000)")
    parser.add_argument("--kills", type=int, default=2000, help="kills at random moments (2000)")
    parser.add_argument("--mutations", type=int, default=10_000, help="changes behind the program's back (10000)")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after that many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write the section of benches/RESULTS.md")
    options = parser.parse_args(arguments)
    if reason := shim.missing():
        print(reason, file=sys.stderr)
        return 1
    memory = Path("/dev/shm")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        pool = Pool(Path(folder), 2)
        try:
            lines = measure(pool, options)
        finally:
            pool.close()
    text = report(lines, arguments, time.monotonic() - began)
    print(text)
    complaints = [each for line in lines for each in line.complaints]
    print("\n".join(complaints[:20]))
    if options.write:
        results.put(text)
    return 1 if complaints else 0


def measure(pool: Pool, options: argparse.Namespace) -> list[Line]:
    """Return the table's lines."""
    seconds = {name: share * options.minutes * 60 for name, share in SHARES.items()}
    all_points = [job for journey in JOURNEYS for job in pool.points(journey)]
    points = shuffled(all_points, options.seed)[: options.points or None]
    lines = [line("fault points", pool.run(points, seconds["points"]), GOALS["points"])]
    if not options.points:  # every one: until nothing fires
        for journey in JOURNEYS:
            beyond = Tally()
            own = [job for job in all_points if job["journey"] == journey]
            for answer in pool.beyond(journey, own):
                beyond.take(answer["job"], answer)
            lines[0].done += beyond.jobs - len(beyond.unfired)
            lines[0].complaints += beyond.complaints
    images = [{"do": "cuts", "journey": each, "count": EACH} for each in JOURNEYS]
    lines.append(batch(pool, "disks after a power cut", "images", images, options.images, seconds["images"]))
    kills = ({"do": "kill", "seed": number} for number in range(options.kills))
    lines.append(line("kills at random moments", pool.run(kills, seconds["kills"]), GOALS["kills"]))
    changes = [{"do": "tamper", "count": EACH}]
    what = "changes to the journal, records and files"
    lines.append(batch(pool, what, "mutations", changes, options.mutations, seconds["mutations"]))
    tails = [{"do": "cut_tail", "count": 5}]
    lines.append(batch(pool, "journals cut, or written anew, at the end", "tails", tails, 100, float("inf"), each=5))
    return lines


def batch(
    pool: Pool, what: str, counted: str, jobs: Sequence[Job], asked: int, seconds: float, *, each: int = EACH
) -> Line:
    """Do jobs by turns, each with a seed of its own, until as many things as asked were tried."""
    turns = itertools.islice(zip(itertools.cycle(jobs), itertools.count()), -(-asked // each))
    tally = pool.run(seeded(turns), seconds)
    return Line(what, GOALS[counted], tally.counts.get(counted, 0), tally.complaints)


def seeded(turns: Iterable[tuple[Job, int]]) -> Iterable[Job]:
    """Give each job its number as seed."""
    return (job | {"seed": number} for job, number in turns)


def line(what: str, tally: Tally, goal: int) -> Line:
    """Return the line of jobs that try one thing each."""
    return Line(what, goal, tally.jobs - len(tally.unfired), tally.complaints)


def report(lines: Sequence[Line], arguments: Sequence[str], seconds: float) -> str:
    """Return the section of RESULTS.md."""
    rows = [f"| {each.what} | {each.goal:,} | {each.done:,} | {len(each.complaints):,} |" for each in lines]
    kinds = ("lost:", "half done", "does not open", "not valid", "uncaught", "it was said", "not found", "network")
    told = [complaint for each in lines for complaint in each.complaints]
    found = [f"{sum(kind in each for each in told)} “{kind}”" for kind in kinds if any(kind in each for each in told)]
    whole = all(each.done >= each.goal for each in lines)
    command = " ".join(["python -m benches.faults", *(each for each in arguments if each != "--write")])
    return "\n".join(
        [
            "# Faults",
            "",
            f"Measured on {date.today().isoformat()} by `{command}` in {seconds / 60:.0f} minutes on"
            f" {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}:",
            "casebooks without a passphrase, two workers side by side.",
            "",
            f"- {len(JOURNEYS)} journeys: {'; '.join(JOURNEYS)}.",
            f"- {len(shim.VARIANTS)} ways to fail: {'; '.join(shim.VARIANTS)}.",
            "",
            "| | to be tried | tried | wrong |",
            "|---|--:|--:|--:|",
            *rows,
            "",
            "All of it was tried." if whole else "**Not all of it was tried:** the run was cut short.",
            f"Goal: 0 wrong in every line. {'**Missed**: ' + ', '.join(found) if told else 'Nothing wrong was found'}.",
            "",
            "Wrong is: an acknowledged change that is not there, a change that is there by half, a casebook that does",
            "not open or is not valid, an error that says less or more than what happened, an exception that nobody",
            "caught, a backup that does not restore, a file written elsewhere, the network, a change that the",
            "verification does not find. On a disk after a power cut, each write since the last sync is done, left out",
            "or torn by sector, with noise in some; names of files go back towards those of the folder's last sync.",
            "The journals that were cut were mended to be valid in themselves; an anchor from outside shows them.",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
