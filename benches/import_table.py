"""How long a list of invoices takes to import, and to undo as one import: it must grow no faster than the list.

python -m benches.import_table            1,000 and 10,000 invoices of 200 clients, each paid; measure and print
python -m benches.import_table --write    write the table to benches/RESULTS.md as well

Import is from the rows that were understood to the end of the transaction: looked for on record, checked, given their
due dates, written with their payments, journalled, indexed. Undoing looks first for what hangs on any of its records.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from benches import results
from benches.store import machine
from clientguard.actions.records import editing
from clientguard.actions.tables import import_table, reading
from clientguard.store.casebook.open_casebook import Casebook
from tests import factories

T = TypeVar("T")

SIZES = (1_000, 10_000)  # invoices
CLIENTS = 200
MOST = 1.5  # times as long for each row of the longer list
FIRST = date(2023, 1, 1)
HEAD = "Issue Date,Last Payment Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency,Document Type"


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.import_table")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        measured = {count: run(Path(folder) / str(count), count) for count in SIZES}
    told = section(measured)
    print(told)
    if options.write:
        results.put(told)
    return 0


def run(folder: Path, count: int) -> dict[str, float]:
    """Return the processor time in seconds of each step, for a list of so many invoices."""
    folder.mkdir()
    file = folder / "invoices.csv"
    file.write_text("\n".join([HEAD, *map(_row, range(count))]), encoding="utf-8")
    with factories.firm_book(folder / "practice.casebook") as book:
        found, read = timed(lambda: reading.planned(book, file, None))
        done, imported = timed(lambda: import_table.import_table(book, found))
        if (done.invoices, done.payments, done.refused) != (count, count, ()):
            raise RuntimeError(f"{done.invoices} invoices, {done.payments} payments, {done.refused[:1]}")
        _again, again = timed(lambda: import_table.import_table(book, found))
        _gone, undone = timed(lambda: undo(book, done.run))
    return {"read": read, "import": imported, "the same file again": again, "undo": undone}


def undo(book: Casebook, imported: int) -> None:
    """Undo the import."""
    editing.remove_records(book, [imported])


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what came of it, and the processor time that it took."""
    start = time.process_time()
    return work(), time.process_time() - start


def _row(number: int) -> str:
    issued = FIRST + timedelta(days=number % 900)
    amount = f"{100 + number % 900}.50"
    paid = issued + timedelta(days=25)
    return f"{issued},{paid},I-{number:05},Client {number % CLIENTS:03},{amount},{amount},0,EUR,Invoice"


def section(measured: Mapping[int, Mapping[str, float]]) -> str:
    """Return the section of RESULTS.md."""
    few, many = SIZES
    grown = {step: measured[many][step] / measured[few][step] / (many / few) for step in measured[few]}
    worst = max(grown["import"], grown["undo"])
    rows = "\n".join(
        f"| {step} | {measured[few][step]:.2f} s | {measured[many][step]:.2f} s | {grown[step]:.2f} |" for step in grown
    )
    return f"""# Import of a list

Measured on {date.today()} by `python -m benches.import_table` on {machine()}:
lists of {few:,} and {many:,} invoices of {CLIENTS} clients, each invoice paid. Seconds of the processor.

| | {few:,} invoices | {many:,} invoices | growth for each row |
|---|--:|--:|--:|
{rows}

Goal: a row of the longer list takes at most {MOST} times as long to import and to undo.
It is **{"met" if worst <= MOST else "not met"}** ({worst:.2f}).
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
