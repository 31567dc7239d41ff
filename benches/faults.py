"""What a casebook survives: failing drives, power cuts, kills, tampering and strangers' files, counted.

python -m benches.faults                      try all that the goal names, and print the table (about an hour)
python -m benches.faults --minutes 7          stop after that many
python -m benches.faults --kept FILE          keep what was done in FILE, part by part, and go on from there
python -m benches.faults --only kills,images  try these kinds alone
python -m benches.faults --again --kept FILE  try again what was wrong, once it is mended
python -m benches.faults --write              write the section of benches/RESULTS.md as well

Status 1 when anything was lost, torn, hidden or not found. The journeys, and what is looked for after each, are in
tests/faults.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import sys
import tempfile
import time
from ast import literal_eval
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from benches import results
from tests.faults import shim
from tests.faults.harness import Job, Pool, shuffled
from tests.faults.journeys import JOURNEYS
from tests.faults.whole import judging, plan
from tests.faults.whole.commands import COMMANDS, READERS


@dataclass(frozen=True)
class Kind:
    """One kind of trial: what the table calls it, how many are to be tried, how many one job and one part try."""

    what: str
    goal: int
    each: int = 1
    part: int = 100


KINDS = {
    "points": Kind("fault points", 5000),
    "images": Kind("disks after a power cut", 20_000, 20, 400),
    "kills": Kind("kills at random moments", 2000),
    "mutations": Kind("changes to the journal, records and files", 10_000, 20, 400),
    "tails": Kind("journals cut, or written anew, at the end", 100, 5, 100),
    "parsed": Kind("changed inputs to what reads files and fields", 1_000_000, 500, 10_000),
}

WHOLE = {
    "commands": Kind("commands that write, an operation failing", 5000),
    "killed": Kind("commands that write, killed; then one that reads", 1000),
    "readers": Kind("commands that read, an operation failing", 1000),
    "meanwhile": Kind("the file replaced, moved or deleted, or the lock, before an operation", 2000),
    "standing": Kind("through a link, on two names, an older copy, a read-only drive", len(plan.standing())),
}
ALL = {**KINDS, **WHOLE}


@dataclass
class Line:
    """What one kind came to so far."""

    jobs: int = 0
    done: int = 0
    drills: int = 0
    seconds: float = 0.0
    complaints: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Try, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.faults")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after that many")
    parser.add_argument("--only", default="", help=f"kinds, by commas: {', '.join(ALL)}")
    parser.add_argument("--kept", type=Path, help="a file that keeps what was done, to go on from there")
    parser.add_argument(
        "--again", action="store_true", help="first try again what was wrong, and forget what is mended"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes side by side (2)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write the section of benches/RESULTS.md")
    options = parser.parse_args(arguments)
    if reason := shim.missing():
        print(reason, file=sys.stderr)
        return 1
    lines = kept(options.kept)
    asked = [name for name in ALL if not options.only or name in options.only.split(",")]
    if options.again or any(lines[name].done < ALL[name].goal for name in asked):
        memory = Path("/dev/shm")
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
            pool = Pool(Path(folder), options.workers)
            try:
                if options.again:
                    retry(pool, lines)
                measure(pool, lines, asked, options)
            finally:
                pool.close()
    asked_whole = any(name in WHOLE for name in asked)
    texts = [report(lines)] if any(name in KINDS for name in asked) else []
    texts += [report_whole(lines)] if asked_whole else []
    print("\n\n".join(texts))
    complaints = [each for line in lines.values() for each in line.complaints]
    print("\n".join(complaints[:20]))
    for text in texts if options.write else ():
        results.put(text)
    return 1 if complaints else 0


def kept(file: Path | None) -> dict[str, Line]:
    """Return what was done in earlier calls."""
    found = json.loads(file.read_text("utf-8")) if file and file.exists() else {}
    return {name: Line(**found.get(name, {})) for name in ALL}


def measure(pool: Pool, lines: dict[str, Line], asked: Sequence[str], options: argparse.Namespace) -> None:
    """Try each kind in parts, and keep what they came to, until all or the time is over."""
    end = time.monotonic() + options.minutes * 60
    for name in asked:
        kind, line = ALL[name], lines[name]
        if line.done >= kind.goal or time.monotonic() >= end:
            continue
        jobs = itertools.islice(JOBS[name](pool, options.seed), line.jobs, None)
        while line.done < kind.goal and time.monotonic() < end:
            part = list(itertools.islice(jobs, kind.part // kind.each))
            if not part:
                break
            began = time.monotonic()
            tally = pool.run(part)
            line.jobs += len(part)
            line.done += tally.counts[name] if kind.each > 1 else tally.jobs - len(tally.unfired)
            line.drills += tally.counts.get("drills", 0)
            line.seconds += time.monotonic() - began
            line.complaints += tally.complaints
            if options.kept:
                text = json.dumps({each: asdict(found) for each, found in lines.items()}, indent=1)
                options.kept.write_text(text, "utf-8")


def retry(pool: Pool, lines: dict[str, Line]) -> None:
    """Do each job again over which there was a complaint, and keep the complaints that there still are."""
    for line in lines.values():
        jobs = dict.fromkeys(each[: each.index("}: ") + 1] for each in line.complaints)
        line.complaints = pool.run(literal_eval(each) for each in jobs).complaints


def points(pool: Pool, seed: int) -> Iterator[Job]:
    """Yield the faults of all journeys, the same number of each, so that any first part is spread over all."""
    each = [shuffled(pool.points(journey), seed) for journey in JOURNEYS]
    for turn in itertools.zip_longest(*each):
        yield from (job for job in turn if job)


def whole(
    jobs: Callable[[plan.Ask, str, int], list[Job]], names: Sequence[str]
) -> Callable[[Pool, int], Iterator[Job]]:
    """Return what is tried of whole commands, the same number of each command."""
    return lambda pool, seed: plan.by_turns([jobs(pool.ask, name, seed) for name in names])


def seeded(*jobs: Job) -> Callable[[Pool, int], Iterator[Job]]:
    """Return jobs by turns without end, each with a number of its own as seed."""

    def numbered(_: Pool, seed: int) -> Iterator[Job]:
        for number, job in zip(itertools.count(seed * 1_000_000), itertools.cycle(jobs), strict=False):
            yield job | {"seed": number}

    return numbered


JOBS = {
    "points": points,
    "images": seeded(*({"do": "cuts", "journey": each, "count": KINDS["images"].each} for each in JOURNEYS)),
    "kills": seeded({"do": "kill"}),
    "mutations": seeded({"do": "tamper", "count": KINDS["mutations"].each}),
    "tails": seeded({"do": "cut_tail", "count": KINDS["tails"].each}),
    "parsed": seeded({"do": "parse", "count": KINDS["parsed"].each, "letters": True}),
    "commands": whole(plan.faults, list(COMMANDS)),
    "killed": whole(plan.kills, list(COMMANDS)),
    "readers": whole(plan.reading, list(READERS)),
    "meanwhile": whole(plan.meanwhile, plan.MOVABLE),
    "standing": lambda _pool, _seed: iter(plan.standing()),
}


def report(lines: dict[str, Line]) -> str:
    """Return the section of RESULTS.md."""
    rows = [
        f"| {kind.what} | {kind.goal:,} | {lines[name].done:,} | {len(lines[name].complaints):,} |"
        for name, kind in KINDS.items()
    ]
    kinds = ("lost:", "half done", "does not open", "not valid", "uncaught", "it was said", "not found", "network")
    told = [complaint for name in KINDS for complaint in lines[name].complaints]
    counts = {kind: sum(kind in each for each in told) for kind in kinds}
    found = ", ".join(f"{count} “{kind}”" for kind, count in counts.items() if count)
    short = "; ".join(kind.what for name, kind in KINDS.items() if lines[name].done < kind.goal)
    goal = f"**Missed**: {len(told)}, {found}" if told else "Nothing wrong was found"
    minutes = sum(lines[name].seconds for name in KINDS) / 60
    drills = sum(each.drills for each in lines.values())
    open_ones = [each for each in JOURNEYS if not each.endswith(", locked")]
    return "\n".join(
        [
            "# Faults",
            "",
            f"Measured on {date.today().isoformat()} by `python -m benches.faults` on {os.cpu_count()} cores,"
            f" {platform.system()}, Python {platform.python_version()},",
            f"in parts that took {minutes:.0f} minutes together.",
            "",
            f"- {len(JOURNEYS)} journeys: {'; '.join(open_ones)};"
            " each but those of the passphrase itself over a casebook without and with one.",
            f"- {len(shim.VARIANTS)} ways to fail: {'; '.join(shim.VARIANTS)}.",
            "",
            "| | to be tried | tried | wrong |",
            "|---|--:|--:|--:|",
            *rows,
            f"| backups that were there afterwards, restored and compared | all | {drills:,} | (above) |",
            "",
            f"**Not all of it was tried:** {short}." if short else "All of it was tried.",
            f"Goal: 0 wrong in every line. {goal}.",
            "",
            "What earlier runs found was mended, each with a test (`tests/faults/test_found.py`), and tried again.",
            "",
            "Wrong is: an acknowledged change that is not there, a change that is there by half, a casebook that does",
            "not open or is not valid, an error that says less or more than what happened, an exception that nobody",
            "caught, a backup that does not restore, a file written elsewhere, the network, a change that the",
            "verification does not find. On a disk after a power cut, each write since the last sync is done, left out",
            "or torn by sector, with noise in some; names of files go back towards those of the folder's last sync.",
            "The journals that were cut were mended to be valid in themselves; an anchor from outside shows them.",
            "The readers are those of mail, HTML, headers, settings, salts, manifests, fields, terms, anchors,",
            "recovery codes and the casebook itself; each input is a whole one with pieces cut, doubled, exchanged, or",
            "put in.",
        ]
    )


def report_whole(lines: dict[str, Line]) -> str:
    """Return the section of RESULTS.md about whole commands."""
    rows = []
    for name, kind in WHOLE.items():
        told = lines[name].complaints
        wrong = [sum(f": {each}: " in complaint for complaint in told) for each in judging.KINDS]
        rows.append(
            f"| {kind.what} | {kind.goal:,} | {lines[name].done:,} | {' | '.join(f'{each:,}' for each in wrong)} |"
        )
    minutes = sum(lines[name].seconds for name in WHOLE) / 60
    return "\n".join(
        [
            "# Faults of whole commands",
            "",
            f"Measured on {date.today().isoformat()} by",
            f"`python -m benches.faults --only {','.join(WHOLE)}`",
            f"on {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()},",
            f"in {minutes:.0f} minutes.",
            "",
            f"- {len(COMMANDS)} commands that write: {'; '.join(COMMANDS)}.",
            f"- {len(READERS)} that read: {'; '.join(READERS)}.",
            "- The operations are opening, reading, writing (copies too), syncing, truncating, renaming, unlinking,",
            "  and making files, folders and links, in the folders of the casebook, its outputs, the program itself",
            f"  and private copies. They fail in these ways: {'; '.join(plan.WAYS)}.",
            "",
            f"| | to be tried | tried | {' | '.join(f'{HEADS[each]}' for each in judging.KINDS)} |",
            f"|---|--:|--:|{'--:|' * len(judging.KINDS)}",
            *rows,
            "",
            "The columns after “tried” count what was wrong. A status is right if it is 0 exactly when the change is",
            "found afterwards; words are right if they do not deny what is done, name what failed, and are meant for a",
            "person. A file whose name the drive did not confirm is said to be written, with status 1.",
            "",
            "What is tried is a sample with a fixed seed, spread over all commands and ways to fail. What was wrong at",
            "first was mended, each kind with a test, and tried again; so not all of it ran on the last state of the",
            "code.",
        ]
    )


HEADS = {
    "status": "status",
    "words": "words",
    "lost": "lost",
    "torn": "half done or damaged",
    "read": "refused reads",
    "traceback": "tracebacks",
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
