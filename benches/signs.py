"""How long all signs of all clients take, compared with the SQL alone that reads what they go by.

python -m benches.signs                      200 clients, 200,000 messages; measure and print
python -m benches.signs --messages 20000     fewer
python -m benches.signs --write              write the table to benches/RESULTS.md as well

The casebook is the grown one of benches.large_casebook. The statements are those that the signs ask for: they are
noted once, then run by themselves on the same connection, with every row fetched and nothing made of it. What is
compared runs in turns, so that anything that slows the machine slows both.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, cast

from benches import results
from benches.large_casebook import CLIENTS, TODAY, build
from benches.store import machine
from clientguard.actions.judgement.reading import facts_of, judged, judged_all
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records

GOAL = 3.0  # times the SQL that reads the facts


class Noting:
    """A connection that notes the statements which it was asked."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self.asked: list[tuple[str, Any]] = []

    def execute(self, sql: str, values: Any = ()) -> Any:
        """Run a statement, and note it."""
        self.asked.append((sql, values))
        return self.db.execute(sql, values)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.signs")
    parser.add_argument("--messages", type=int, default=200_000, help="messages of the casebook (200000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the median counts (5)")
    parser.add_argument("--keep", type=Path, help="the casebook: written if it is not there, and kept")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "signs.casebook"
        if not path.exists():
            build(path, options.messages)
        with Casebook.open(path) as book, book.read() as db:
            text = report(measured(db, options.rounds), options.messages)
    print(text)
    if options.write:
        results.put(text)
    return 0


def measured(db: Connection, rounds: int) -> dict[str, tuple[int, list[float]]]:
    """Return for all clients and for one: the number of statements, and the milliseconds of SQL, facts and signs."""
    clients = [each.id for each in find_records(db, Client)]
    return {
        "all clients": _compared(
            db,
            lambda it: facts_of(it, clients, TODAY),
            lambda it: judged_all(it, TODAY),
            rounds,
        ),
        "one client": _compared(
            db,
            lambda it: facts_of(it, clients[:1], TODAY),
            lambda it: judged(it, clients[0], TODAY),
            rounds,
        ),
    }


def _compared(
    db: Connection, facts: Callable[[Connection], object], signs: Callable[[Connection], object], rounds: int
) -> tuple[int, list[float]]:
    noting = Noting(db)
    facts(cast("Connection", noting))

    def bare(db: Connection) -> None:
        for sql, values in noting.asked:
            db.execute(sql, values).fetchall()

    times = [[_timed(work, db) for work in (bare, facts, signs)] for _ in range(rounds + 1)][1:]
    return len(noting.asked), [median(each[place] for each in times) for place in range(3)]


def _timed(work: Callable[[Connection], object], db: Connection) -> float:
    began = time.process_time()
    work(db)
    return (time.process_time() - began) * 1000


def report(found: dict[str, tuple[int, list[float]]], messages: int) -> str:
    """Return the section for RESULTS.md."""
    lines = [
        f"# All signs of {CLIENTS} clients, {messages:,} messages",
        "",
        f"Measured on {time.strftime('%Y-%m-%d')} by `python -m benches.signs` on {machine()}:",
        "ten signs, three kinds and both readings, compared with the statements alone that read the facts; time of the",
        "processor, the median of several rounds in turns.",
        "",
        "| in one job | statements | the SQL alone | facts | facts and signs | times the SQL |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, (statements, (sql, facts, signs)) in found.items():
        lines.append(f"| {name} | {statements} | {sql:.0f} ms | {facts:.0f} ms | {signs:.0f} ms | {signs / sql:.1f} |")
    sql, _facts, signs = found["all clients"][1]
    met = "met" if signs <= GOAL * sql else "not met"
    lines += [
        "",
        f"Goal: all signs of all clients take at most {GOAL:.0f} times the SQL that reads the facts. It is **{met}**.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
