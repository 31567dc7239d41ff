"""How fast the search box answers on a large casebook.

python -m benches.search                      1,000,000 entries; measure and print
python -m benches.search --entries 300000     fewer
python -m benches.search --write              write the table to benches/RESULTS.md as well

Each query is asked as the window asks it: the newest 50 records that have every word of it, on a casebook that was
written through the one write path.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benches import results
from benches.store import Texts, machine
from clientguard.domain.records import Client, Instant, Message
from clientguard.domain.records.query import parse_query
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write
from clientguard.store.views import search

DAY = date(2026, 11, 20)
GOAL, PHRASES = 8.0, 20.0  # milliseconds at the 95th percentile; of phrases, whose words must be read in each text
PHRASE = "a phrase of 2 words"
STANDARD = 1_000_000
BATCH = 20_000
THAI = (
    "ลูกค้า ขอ แก้ไข ใบแจ้งหนี้ เดือน พฤศจิกายน รายงาน งาน เว็บไซต์ ราคา ข้อความ วันจันทร์ ประชุม โฆษณา สัญญา ชำระเงิน"
    " ภาพ ร้านค้า ตรวจ ส่ง กำหนด เอกสาร บัญชี ยกเลิก ต่ออายุ ผลลัพธ์ ออกแบบ ข้อมูล รหัส คำสั่งซื้อ"
).split()


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.search")
    parser.add_argument("--entries", type=int, default=STANDARD, help="entries of the casebook (1000000)")
    parser.add_argument("--queries", type=int, default=300, help="queries of each sort (300)")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.casebook"
        with Casebook.create(path) as book:
            fill(book, options.entries)
            found = {name: asked(book, queries) for name, queries in sorts(options.queries)}
        room = path.stat().st_size
    text = report(found, options.entries, room)
    print(text)
    if options.write:
        results.put(text)
    return 0


def fill(book: Casebook, entries: int) -> None:
    """Write that many messages: words as often as the sample practice has them, a fifth of them with Thai."""
    texts = Texts()
    chance = texts.random
    client = book.write(lambda write: write.add(Client(name="Harbour Books")).id)

    def body(number: int) -> str:
        thai = "".join(chance.choices(THAI, k=chance.randint(2, 30))) if number % 5 == 0 else ""
        return f"{texts.of(4, 40)} R-{number} {thai}"

    def batch(write: Write, first: int) -> None:
        for number in range(first, min(first + BATCH, entries)):
            at = Instant(1_262_304_000_000 + number * 420_000 + chance.randrange(400_000))
            write.add(Message(client=client, at=at, subject=texts.of(2, 6), body=body(number)))

    for first in range(0, entries, BATCH):
        book.write(lambda write, first=first: batch(write, first))


def sorts(count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield what is asked, by its sort."""
    chance = random.Random(2)
    words = Texts().words
    for terms in (1, 2, 3):
        yield f"whole words, {terms}", [" ".join(chance.choices(words, k=terms)) for _ in range(count)]
    cut = [
        " ".join(word[: chance.randint(1, 5)] for word in chance.choices(words, k=chance.randint(1, 3)))
        for _ in range(count)
    ]
    yield "beginnings of 1 to 5 letters, 1 to 3 words", cut
    yield "a number that one entry has", [f"R-{chance.randrange(100_000)}" for _ in range(count)]
    yield PHRASE, [f'"{" ".join(chance.choices(words, k=2))}"' for _ in range(count)]
    yield "a word without another", [f"{chance.choice(words)} -{chance.choice(words)}" for _ in range(count)]
    yield "a word of one client", [f"client:harbour {chance.choice(words)}" for _ in range(count)]
    yield "Thai, 1 to 10 characters", [_stretch(chance) for _ in range(count)]


def _stretch(chance: random.Random) -> str:
    run = "".join(chance.choices(THAI, k=4))
    at = chance.randrange(len(run) - 10)
    return run[at : at + chance.randint(1, 10)]


def asked(book: Casebook, queries: Sequence[str]) -> list[float]:
    """Return the milliseconds of each query, sorted."""
    times: list[float] = []
    with book.read() as db:
        for query in queries:
            began = time.perf_counter()
            search.find(db, parse_query(query, DAY))
            times.append((time.perf_counter() - began) * 1000)
    return sorted(times)


def report(found: dict[str, list[float]], entries: int, room: int) -> str:
    """Return the table of the results, and the verdict."""
    rows = "\n".join(
        f"| {name} | {times[len(times) // 2]:.2f} ms | {times[len(times) * 95 // 100]:.2f} ms | {times[-1]:.2f} ms |"
        for name, times in found.items()
    )
    late = {name: times[len(times) * 95 // 100] for name, times in found.items()}
    phrases = late.pop(PHRASE)
    worst = max(late.values())
    return f"""# Search{"" if entries == STANDARD else f" at {entries:,} entries"}

Measured on {date.today().isoformat()} by `python -m benches.search --entries {entries}` on {machine()}:
{entries:,} entries, a file of {room / 1e6:.0f} MB.

| the newest 50 of | median | 95 % within | slowest |
|---|--:|--:|--:|
{rows}

Goal: 95 % of the queries of each sort within {GOAL:g} ms. It is **{_met(worst, GOAL)}** ({worst:.1f} ms).
Of phrases, within {PHRASES:g} ms: **{_met(phrases, PHRASES)}** ({phrases:.1f} ms).
"""


def _met(milliseconds: float, goal: float) -> str:
    return "met" if milliseconds < goal else "not met"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
