"""Whether the verifier finds every changed byte of an evidence bundle, and how long a large bundle takes.

python -m benches.bundle                  all, and print the tables; `--write` puts them into benches/RESULTS.md
python -m benches.bundle --flips 5000     fewer changed bits
python -m benches.bundle --cases FOLDER   write the bundles of tests/exchange/bundle/cases.py there, with what each is

The cases are for another verifier, written from VERIFYING.md: `cases.json` says of each file whether it is valid.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import platform
import random
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benches import results
from clientguard.domain.journal import tree
from clientguard.domain.journal.entry_proof import Opened
from clientguard.exchange.bundle.parts import BY_DIGEST, About, Entry, Journal, Part, Proof
from clientguard.exchange.bundle.write_bundle import write_bundle
from tests.exchange.bundle import cases, made

HEADING = "# Evidence bundles"
SEED = 6962
FLIPS = 100_000
SALT = b"salt of one bench"[:16]


@dataclass(frozen=True, slots=True)
class Time:
    """What one large bundle took: seconds to write and to check, and the most memory to check."""

    size: int
    entries: int
    written: float
    checked: float
    memory: int


class Entries:
    """A journal that is made while it is read: `count` entries, the first of which vouch for the exhibits."""

    def __init__(self, count: int, digests: list[str]) -> None:
        self._count = count
        self._digests = digests
        self.leaves = [tree.leaf_hash(tree.canonical(self._header(seq))) for seq in range(1, count + 1)]
        self._paths = paths(self.leaves)

    def _fields(self, seq: int) -> dict[str, object]:
        digest = self._digests[seq - 1] if seq <= len(self._digests) else ""
        return {
            "body": f"What was said in message {seq}. " * 12,
            "kind": "message",
            "minutes": seq % 60,
            "original": digest,
        }

    def _header(self, seq: int) -> dict[str, object]:
        held = tree.commitment(SALT, self._fields(seq)).hex()
        return {"change": "add", "commitment": held, "ms": seq, "offset": 0, "seq": seq, "uid": made.uid(seq)}

    def __iter__(self) -> Iterator[Entry]:
        for seq in range(1, self._count + 1):
            fields = [Opened(each, tree.field_salt(SALT, each), value) for each, value in self._fields(seq).items()]
            yield Entry(self._header(seq), fields, self._paths[seq - 1])


def paths(leaves: list[bytes]) -> list[list[bytes]]:
    """Return the inclusion path of every leaf, from one walk over the tree's levels."""
    found: list[list[bytes]] = [[] for _ in leaves]
    level = [(each, [at]) for at, each in enumerate(leaves)]
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        above = []
        for (left, below), (right, beside) in zip(level[::2], level[1::2], strict=False):
            for at in below:
                found[at].append(right)
            for at in beside:
                found[at].append(left)
            above.append((tree.node_hash(left, right), below + beside))
        level = above + odd
    return found


def write(folder: Path, entries: int, exhibits: int, size: int) -> tuple[Path, Journal]:
    """Write a bundle of exhibits of this many bytes each, all of which the journal vouches for."""
    chance = random.Random(SEED)
    block = chance.randbytes(min(size, 1 << 16))
    count = size // len(block)

    def pieces(number: int) -> Iterator[bytes]:
        for at in range(count):
            yield number.to_bytes(4, "big") + at.to_bytes(4, "big") + block[8:]

    digests: list[str] = []
    parts = [Part("1-index.pdf", "index", b"%PDF-1.7")]
    for number in range(1, exhibits + 1):
        sha = hashlib.sha256()
        for piece in pieces(number):
            sha.update(piece)
        digests.append(sha.hexdigest())
        parts.append(
            Part(f"exhibits/E{number}.bin", "exhibit", lambda number=number: pieces(number), count * len(block),
                 exhibit=number, proof=Proof(number, "original", BY_DIGEST))
        )  # fmt: skip
    held = Entries(entries, digests)
    journal = Journal(entries, tree.root(held.leaves), held)
    path = folder / "bundle.zip"
    write_bundle(path, parts, journal, About("Client", "2026-11-30"))
    return path, journal


def flips(count: int, folder: Path) -> tuple[int, int, Counter[str], float]:
    """Change one bit at a time; return the size, how many were not found, where they were, and the seconds."""
    path, _ = write(folder, 60, 6, 1 << 15)
    data = bytearray(path.read_bytes())
    program = made.verify()
    assert program.check(io.BytesIO(data), len(data)).valid
    members = program.layout(io.BytesIO(data), len(data))
    chance = random.Random(SEED)
    where: Counter[str] = Counter()
    missed = 0
    started = time.process_time()
    for _ in range(count):
        at, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        data[at] ^= bit
        missed += program.check(io.BytesIO(data), len(data)).valid
        data[at] ^= bit
        where[place(members, at)] += 1
    return len(data), missed, where, time.process_time() - started


def place(members: list[object], at: int) -> str:
    """Return in what a byte of a bundle is."""
    for each in members:
        if each.start <= at < each.start + each.size:  # type: ignore[attr-defined]
            name: str = each.name  # type: ignore[attr-defined]
            return "exhibits" if name.startswith("exhibits/") else name
    return "heads and list of the ZIP"


def large(folder: Path, entries: int, exhibits: int, size: int) -> Time:
    """Write and check a large bundle; memory is measured in a second run, because that slows it down."""
    started = time.process_time()
    path, _ = write(folder, entries, exhibits, size)
    written = time.process_time() - started
    whole = path.stat().st_size
    with path.open("rb") as stream:
        started = time.process_time()
        assert made.verify().check(stream, whole).valid
        checked = time.process_time() - started
        tracemalloc.start()
        made.verify().check(stream, whole)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return Time(whole, entries, written, checked, peak)


def report(count: int, found: tuple[int, int, Counter[str], float], took: Time) -> str:
    """Return the section."""
    size, missed, where, seconds = found
    rows = "\n".join(f"| {name} | {number:,} |" for name, number in sorted(where.items()))
    load = f" It ran beside other work (load {os.getloadavg()[0]:.0f})." if os.name == "posix" else ""
    return f"""{HEADING}

Measured on {date.today()} by `python -m benches.bundle` on {os.cpu_count()} cores, {platform.system()}, Python \
{platform.python_version()}.{load}

**Changed bits.** In a bundle of {size:,} bytes, one bit at a time was changed, and the whole bundle checked: {count:,}
times, by chance (seed {SEED}), {seconds / count * 1000:.2f} ms each. Of these changes, **{missed}** were not found.

| in | bits changed |
|---|--:|
{rows}

In a small bundle, a bit of every byte is changed by `tests/exchange/bundle/test_changed_bytes.py`. More than 300
bundles that were made or broken on purpose are in `cases.py` beside it.

**A large bundle** of {took.size / 1e6:,.0f} MB with {took.entries:,} entries of the journal was written in \
{took.written:.1f} s and checked in {took.checked:.1f} s,
with at most {took.memory / 1e6:.0f} MB of Python's memory for checking.

All seconds are time of the processor.
"""


def write_cases(folder: Path) -> int:
    """Write the cases into a folder, with what each is; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        whole = made.written(Path(place)).read_bytes()
    listed = []
    for number, (name, data, valid) in enumerate(cases.cases(whole), 1):
        file = f"{number:03}.zip"
        (folder / file).write_bytes(data)
        listed.append({"file": file, "what": name, "valid": valid})
    (folder / "cases.json").write_text(json.dumps(listed, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(listed)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flips", type=int, default=FLIPS)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.cases:
        print(f"{write_cases(given.cases)} bundles in {given.cases}")
        return 0
    with tempfile.TemporaryDirectory() as place:
        took = large(Path(place), 20_000, 40, 4 << 20)
        found = flips(given.flips, Path(place))
    section = report(given.flips, found, took)
    print(section)
    if given.write:
        results.put(section)
    return 1 if found[1] else 0


if __name__ == "__main__":
    sys.exit(main())
