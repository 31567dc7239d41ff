"""How fast a casebook saves, and how much space it takes, compared with plain SQLite in the same run.

python -m benches.store                     measure and print
python -m benches.store --write             write the tables to benches/RESULTS.md as well
python -m benches.store --mailbox FILE      with the size of a casebook of that mailbox (an mbox file)
python -m benches.store --megabytes 20      a smaller backup, to check that it runs at all

What is compared runs in turns, so that anything that slows the machine slows both. Slow results are not a failure.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from unittest.mock import patch

from benches import results
from benches.store_sizes import Size, size_of
from clientguard.actions.casebook import sample
from clientguard.actions.communication import import_mail
from clientguard.actions.records import editing
from clientguard.domain.journal import tree
from clientguard.domain.records import Client, Instant, Message, Record, Work
from clientguard.store.backup import manifest, verified_copy
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite, syncing
from clientguard.store.file.keys import Key
from clientguard.store.journal import entry_log
from clientguard.store.records.write_path import Write

SAVE, BULK, FILE, COPY = 3.0, 0.25, 2.0, 3.0  # the goals
HASHES = 19  # in a work entry's commitment: three for each of its five fields, four for their tree
BULKED = 20_000  # records written in one transaction
FIRST = date(2020, 1, 1)
SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds for plain SQLite and for ours."""

    plain: float
    ours: float


@dataclass(frozen=True, slots=True)
class Speed:
    """The measurements on casebooks with or without a passphrase."""

    save: Pair
    save_message: Pair
    bulk: Pair
    bulk_table: float  # seconds for the kind's own table alone
    hashing: float  # seconds for the commitments alone
    copy: Pair
    proved: float  # seconds for the whole backup
    megabytes: float


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write if asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.store")
    parser.add_argument("--mailbox", type=Path, action="append", default=[], help="an mbox file; may be given again")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of bulk and backup (5)")
    parser.add_argument("--saves", type=int, default=300, help="saves that are timed (300)")
    parser.add_argument("--megabytes", type=int, default=240, help="size of the casebook that is backed up (240)")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        plain, locked = (
            speeds(_fresh(place / name), key, options)
            for name, key in (("plain", None), ("locked", Key(os.urandom(32), os.urandom(16))))
        )
        sizes = list(measured_sizes(_fresh(place / "sizes"), options.mailbox))
    text = report(plain, locked, sizes)
    print(text)
    if options.write:
        results.put(text)
    return 0


def _fresh(folder: Path) -> Path:
    folder.mkdir()
    return folder


class Texts:
    """Texts that are the same in every run, made of the sample's words."""

    def __init__(self) -> None:
        self.random = random.Random(1)
        read = "\n".join(path.read_text("utf-8") for path in sorted(SAMPLES.rglob("*.toml")))
        self.words = re.findall(r"[^\W\d_]{2,}", read)

    def of(self, least: int, most: int) -> str:
        """Return a text with that many words."""
        return " ".join(self.random.choices(self.words, k=self.random.randint(least, most)))

    def work(self, client: int, number: int) -> Work:
        """Return a short record."""
        on = FIRST + timedelta(days=number // 10)
        return Work(client=client, on=on, minutes=self.random.randrange(5, 500), detail=self.of(4, 12))

    def message(self, client: int, number: int) -> Message:
        """Return a message like an email."""
        at = Instant(1_577_836_800_000 + number * 3_600_000)
        subject, body = self.of(3, 8), self.of(20, 600)
        return Message(
            client=client, at=at, direction="in", channel="mail", sender="a@b.example", subject=subject, body=body
        )


# --- speed ---


def speeds(folder: Path, key: Key | None, options: argparse.Namespace) -> Speed:
    """Measure everything that takes time."""
    texts = Texts()
    with Casebook.create(folder / "saves.casebook", key=key) as book:
        client = book.write(lambda write: write.add(Client(name="Harbour Books")).id)
        saves = [
            saving(folder, book, [make(client, number) for number in range(options.saves)], key)
            for make in (texts.work, texts.message)
        ]
    bulks = [bulk(folder, texts, key) for _ in range(options.rounds)]
    big = folder / "big.casebook"
    fill(big, options.megabytes, texts, key)
    copies = [backing_up(big, key) for _ in range(options.rounds)]
    return Speed(
        save=saves[0],
        save_message=saves[1],
        bulk=Pair(median(each[1] for each in bulks), median(each[2] for each in bulks)),
        bulk_table=median(each[0] for each in bulks),
        hashing=median(each[3] for each in bulks),
        copy=Pair(median(each[0] for each in copies), median(each[1] for each in copies)),
        proved=median(each[2] for each in copies),
        megabytes=big.stat().st_size / 1e6,
    )


def saving(folder: Path, book: Casebook, made: Sequence[Record], key: Key | None) -> Pair:
    """Save records one by one, as a form does, and after each the same row into a plain table."""
    name = made[0].kind.name
    plain: list[float] = []
    ours: list[float] = []
    with closing(bare(folder / f"{name}.sqlite", book, [name], key)) as db:
        for record in made:
            began = time.perf_counter()
            number = editing.save_record(book, record).first
            ours.append(time.perf_counter() - began)
            with book.read() as reading:
                row = reading.execute(f'SELECT * FROM "{name}" WHERE id = ?', (number,)).fetchone()
            began = time.perf_counter()
            insert(db, name, [row])
            plain.append(time.perf_counter() - began)
    return Pair(median(plain), median(ours))


def bulk(folder: Path, texts: Texts, key: Key | None) -> tuple[float, float, float, float]:
    """Write many records in one transaction.

    Return the seconds for their table alone, for that and `record`, for ours, and for the hashes in ours.
    """
    path = folder / "bulk.casebook"
    with Casebook.create(path, key=key) as book:
        client = book.write(lambda write: write.add(Client(name="Harbour Books")).id)
        made = [texts.work(client, number) for number in range(BULKED)]

        def work(write: Write) -> None:
            for record in made:
                write.add(record)

        began = time.perf_counter()
        book.write(work)
        ours = time.perf_counter() - began
        with book.read() as reading:
            rows = reading.execute('SELECT * FROM "work"').fetchall()
            identities = reading.execute("SELECT * FROM record WHERE kind = 'work'").fetchall()
            entries = [(each.salt or b"", each.fields or {}) for each in entry_log.every_entry(reading)]
        with closing(bare(folder / "bulk.sqlite", book, ["work", "record"], key)) as db:
            table = timed(lambda: insert(db, "work", rows))
            both = table + timed(lambda: insert(db, "record", identities))
    for left in folder.glob("bulk.*"):
        left.unlink()
    return table, both, ours, timed(lambda: [tree.committed(salt, fields) for salt, fields in entries])


def bare(path: Path, book: Casebook, names: Sequence[str], key: Key | None) -> sqlite.Connection:
    """Return a plain database, WAL and synchronous FULL, with these tables of a casebook and their indexes."""
    path.touch()
    db = sqlite.connect(path, write=True, key=key)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA secure_delete = OFF")
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    with book.read() as reading:
        for name in names:
            found = reading.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (name,))
            for (statement,) in found.fetchall():
                db.execute(statement)
    return db


def insert(db: sqlite.Connection, name: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows into a plain table, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    db.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" for _ in rows[0])})', rows)
    db.execute("COMMIT")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fill(path: Path, megabytes: int, texts: Texts, key: Key | None) -> None:
    """Create a casebook of about that size: three quarters attachments, the rest messages."""
    with Casebook.create(path, key=key) as book:
        client = book.write(lambda write: write.add(Client(name="Harbour Books")).id)
        for number in range(megabytes * 3 // 8):
            data = texts.random.randbytes(2 << 20)
            book.write(lambda write, n=number, data=data: write.attach(client, client, f"{n}.bin", "", data))
        made = [texts.message(client, number) for number in range(megabytes * 40)]
        book.write(lambda write: [write.add(record) for record in made])


def backing_up(path: Path, key: Key | None) -> tuple[float, float, float]:
    """Return the seconds for a plain synced copy, for a backup without verification, and for a complete one."""
    copy = path.with_name("copy.casebook")

    def plainly() -> None:
        shutil.copyfile(path, copy)
        syncing.sync(copy)
        syncing.sync_folder(copy.parent)

    def ours() -> None:
        verified_copy.backup(path, copy, key=key)

    found: list[float] = []
    for work in (plainly, ours):
        with unverified(path, key):
            found.append(timed(work))
        _forget(copy)
    found.append(timed(ours))
    _forget(copy)
    return found[0], found[1], found[2]


@contextmanager
def unverified(path: Path, key: Key | None) -> Iterator[None]:
    """Leave out what verifies a backup: the digests of tables and file, and the check of the copy."""
    db = sqlite.connect(path, key=key)
    with closing(db):
        told = manifest.Content(manifest.uid(db), 0, "", 0, {})

    def begun(reader: sqlite.Connection, *_: object) -> manifest.Content:
        reader.execute("BEGIN")
        return told

    with (
        patch.object(verified_copy, "_told", begun),
        patch.object(verified_copy, "_prove", lambda *_: None),
        patch.object(manifest, "file_digest", lambda _: ""),
    ):
        yield


def _forget(copy: Path) -> None:
    copy.unlink()
    manifest.path_of(copy).unlink(missing_ok=True)


# --- space ---


def measured_sizes(folder: Path, mailboxes: Sequence[Path]) -> Iterator[tuple[str, Size]]:
    """Yield the casebooks whose size is measured."""
    path = folder / "sample.casebook"
    sample.create_sample(path, date.today()).close()
    yield "the sample practice", size_of(path)
    for number, mailbox in enumerate(mailboxes):
        path = folder / f"mail {number}.casebook"
        with Casebook.create(path) as book:
            client = book.write(lambda write: write.add(Client(name="Harbour Books")).id)
            found = import_mail.import_mail(book, [mailbox], client)
        yield f"a public mailing list's mailbox, {found.messages} messages", size_of(path)
    texts = Texts()
    for name, make, count in (("messages", texts.message, 2000), ("short records", texts.work, BULKED)):
        path = folder / f"{name}.casebook"
        with Casebook.create(path) as book:
            client = book.write(lambda write: write.add(Client(name="Harbour Books")).id)
            made = [make(client, number) for number in range(count)]
            book.write(lambda write, made=made: [write.add(record) for record in made])
        yield f"{count:,} generated {name}", size_of(path)


# --- the report ---


def report(plain: Speed, locked: Speed, sizes: Sequence[tuple[str, Size]]) -> str:
    """Return the tables of the results, and the verdicts."""
    return f"""# Store

Measured on {date.today().isoformat()} by `python -m benches.store` on {machine()}.
Each line compares what was done by turns in one run; medians. Locked: both sides have a passphrase's key.

| | plain | ClientGuard | ratio | locked: plain | ClientGuard | ratio | goal |
|---|--:|--:|--:|--:|--:|--:|--:|
{_lines(plain, locked)}

- Save: from the action that a form calls to its return, with the journal entry, the search text and the commit;
  plain: the same row into a table with the same indexes, WAL, synchronous FULL.
- Bulk: through the one write path. The ratio is plain ÷ ClientGuard, so that 1 would be as fast. Plain is `executemany`
  of the same rows into the same tables, the kind's own and `record`; in the line below into the kind's own alone. Of
  ClientGuard's {plain.bulk.ours:.2f} s, {plain.hashing:.2f} s are the commitments alone: {HASHES} hashes a record, by
  which each field can be shown without the others. The goal leaves {plain.bulk.plain / BULK:.2f} s for everything.
- Backup: the plain copy is followed by fsync of file and folder. The verification checks the copy in full, compares
  every table with the moment that was copied, and takes the file's digest. A locked casebook's pages are deciphered
  and enciphered by SQLite's backup, and deciphered again by each pass of the verification; a plain copy does neither.

| the file at rest | its records | the file | ratio | journal's headers | its values | search | goal {FILE:g} |
|---|--:|--:|--:|--:|--:|--:|---|
{chr(10).join(_size(name, size) for name, size in sizes)}

Its records are what a plain SQLite file has, compacted, that holds the tables of the kinds and of the records'
identities, with their indexes, and the bytes of attachments. Parts are in times of that; what is left to the file's
ratio are small tables and free pages. Values are the second, journalled copy of each text, long ones packed. Of each
entry 96 bytes are random or hashes (uid, salt, commitment, hash) and cannot be packed, and its uid is in an index: for
short records that and the plain copy of their values are more than the records themselves, whatever the search takes.
"""


def _lines(plain: Speed, locked: Speed) -> str:
    both = (plain, locked)
    slower = (
        ("save one work entry", [each.save for each in both], SAVE),
        ("save one message", [each.save_message for each in both], SAVE),
        (f"back up {plain.megabytes:.0f} MB, without verification", [each.copy for each in both], COPY),
        ("the same, with verification", [Pair(each.copy.plain, each.proved) for each in both], 0),
    )
    faster = (
        (f"{BULKED:,} work entries in one transaction", [each.bulk for each in both]),
        ("the same, beside their own table alone", [Pair(each.bulk_table, each.bulk.ours) for each in both]),
    )
    lines = [_line(what, [(each, each.ours / each.plain) for each in pairs], goal) for what, pairs, goal in slower]
    bulks = [_line(what, [(each, each.plain / each.ours) for each in pairs], -BULK) for what, pairs in faster]
    return "\n".join([*lines[:2], *bulks, *lines[2:]])


def _line(what: str, pairs: Sequence[tuple[Pair, float]], goal: float) -> str:
    cells = [f"{_time(pair.plain)} | {_time(pair.ours)} | **{ratio:.2f}**" for pair, ratio in pairs]
    if not goal:
        return f"| {what} | {' | '.join(cells)} | – |"
    met = [ratio >= -goal if goal < 0 else ratio <= goal for _, ratio in pairs]
    words = "met" if all(met) else "met, locked not" if met[0] else "not met"
    return f"| {what} | {' | '.join(cells)} | {abs(goal):g}: {words} |"


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1000:.2f} ms"


def _size(name: str, size: Size) -> str:
    ratio = size.file / size.records
    parts = " | ".join(f"{part / size.records:.2f}" for part in (size.headers, size.values, size.search))
    met = "met" if ratio <= FILE else "not met"
    return f"| {name} | {size.records / 1e6:.2f} MB | {size.file / 1e6:.2f} MB | **{ratio:.2f}** | {parts} | {met} |"


def machine() -> str:
    """Return what the numbers were measured on."""
    info = Path("/proc/cpuinfo")
    cpu = re.search(r"^model name\s*:\s*(.+)$", info.read_text("utf-8"), re.MULTILINE) if info.exists() else None
    name = " ".join(cpu[1].split()) if cpu else platform.machine()
    engine = sqlite.dbapi.sqlite_version
    return f"{os.cpu_count()} cores ({name}), {platform.system()}, Python {platform.python_version()}, SQLite {engine}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
