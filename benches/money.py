"""How fast ageing and Today are read over many invoices, compared with the bare SQL they need in the same run.

python -m benches.money                      200 clients, 50,000 invoices; measure and print
python -m benches.money --invoices 5000      fewer
python -m benches.money --write              write the table to benches/RESULTS.md as well

The casebook is written through the one write path. The bare SQL is written by hand for the question alone and
runs on the same connection; what is compared runs in turns, so that anything that slows the machine slows both.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from benches import results
from benches.store import Texts, machine
from clientguard.domain.money.ageing import Aged
from clientguard.domain.records import Client, Contract, Instant, Invoice, Message, Payment, Request
from clientguard.domain.today import figures, queue
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write
from clientguard.store.views import money
from clientguard.store.views.today import today

CLIENTS = 200
TODAY = date(2026, 11, 22)
BATCH = 5_000
GOAL = 3.0  # times the bare SQL
OPEN = 20  # one invoice of so many of the last year is still open, and one of ten times as many is paid in part


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.money")
    parser.add_argument("--invoices", type=int, default=50_000, help="invoices of the casebook (50000)")
    parser.add_argument("--rounds", type=int, default=9, help="rounds, of which the median counts (9)")
    parser.add_argument("--keep", type=Path, help="the casebook: written if it is not there, and kept")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "money.casebook"
        if not path.exists():
            fill(path, options.invoices)
        with Casebook.open(path) as book, book.read() as db:
            check(db)
            found = {name: compared(db, *pair, options.rounds) for name, pair in QUESTIONS.items()}
    text = report(found, options.invoices)
    print(text)
    if options.write:
        results.put(text)
    return 0


# --- the casebook ---


def fill(path: Path, invoices: int) -> None:
    """Write the clients, and invoices of the last ten years with what was paid on them."""
    texts = Texts()
    chance = random.Random(5)
    with Casebook.create(path) as book:
        clients = book.write(lambda write: [*practice(write, texts)])
        for first in range(0, invoices, BATCH):
            numbers = range(first, min(first + BATCH, invoices))
            book.write(lambda write, numbers=numbers: billing(write, chance, clients, numbers, invoices))


def practice(write: Write, texts: Texts) -> Iterator[tuple[int, int]]:
    """Write the clients, each with a contract, requests and some messages; yield client and contract."""
    for number in range(CLIENTS):
        client = write.add(Client(name=f"{texts.of(1, 2).title()} {number}", stage="active", currency="EUR")).id
        yield client, write.add(Contract(client=client, title="Care", payment_terms="net 30")).id
        for each in range(10):
            asked = TODAY - timedelta(days=20 * each + 3)
            answered = asked + timedelta(days=2) if each else None
            write.add(Request(client=client, title=texts.of(3, 6), asked_on=asked, answered_on=answered))
            at = Instant(1_700_000_000_000 + 86_400_000 * each)
            write.add(Message(client=client, at=at, direction="in", channel="mail", subject=texts.of(3, 6)))


def billing(
    write: Write, chance: random.Random, clients: Sequence[tuple[int, int]], numbers: range, invoices: int
) -> None:
    """Write some of the invoices, in the order of their dates, and their payments."""
    for number in numbers:
        client, contract = clients[number % CLIENTS]
        issued = TODAY - timedelta(days=(invoices - number) * 3650 // invoices)
        amount = chance.randrange(10_000, 500_000)
        due = issued + timedelta(days=30)
        invoice = write.add(
            Invoice(client=client, contract=contract, number=f"R-{number:05}", issued=issued, due=due, amount=amount,
                    currency="EUR" if number % 9 else "THB")
        )  # fmt: skip
        late = issued < TODAY - timedelta(days=365) or chance.randrange(OPEN)
        paid = amount if late and number % (10 * OPEN) else amount // 2 if late else 0
        received = issued + timedelta(days=chance.randrange(20, 45))
        if paid and received <= TODAY:
            write.add(
                Payment(client=client, invoice=invoice.id, received=received, amount=paid, currency=invoice.currency)
            )


# --- what is compared ---

# What counts for each invoice, added up once; the invoices of living clients that are not fully paid, and how late.
_OPEN = """
WITH whole AS (
  SELECT p.invoice AS invoice, sum(p.amount) AS paid
  FROM payment p JOIN record r ON r.id = p.id AND r.removed_seq IS NULL
  WHERE p.invoice IS NOT NULL AND p.received <= :on
  AND p.id NOT IN (SELECT source FROM allocation WHERE source IS NOT NULL)
  GROUP BY p.invoice
), part AS (
  SELECT a.invoice AS invoice, sum(a.amount) AS paid
  FROM allocation a JOIN record r ON r.id = a.id AND r.removed_seq IS NULL WHERE a."on" <= :on GROUP BY a.invoice
), off AS (
  SELECT w.invoice AS invoice, sum(w.amount) AS amount
  FROM write_off w JOIN record r ON r.id = w.id AND r.removed_seq IS NULL WHERE w."on" <= :on GROUP BY w.invoice
), open AS (
  SELECT i.id, i.client, c.name, i.number, i.issued, i.currency, i.amount, coalesce(i.due, i.issued) AS due,
         i.amount - coalesce(whole.paid, 0) - coalesce(part.paid, 0) - coalesce(off.amount, 0) AS open
  FROM invoice i JOIN record r ON r.id = i.id AND r.removed_seq IS NULL
  JOIN client c ON c.id = i.client JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL
  LEFT JOIN whole ON whole.invoice = i.id LEFT JOIN part ON part.invoice = i.id LEFT JOIN off ON off.invoice = i.id
  WHERE i.issued <= :on
)
"""
AGEING = f"""{_OPEN}
SELECT client, name, currency,
  sum(iif(late <= 0, open, 0)), sum(iif(late BETWEEN 1 AND 30, open, 0)), sum(iif(late BETWEEN 31 AND 60, open, 0)),
  sum(iif(late BETWEEN 61 AND 90, open, 0)), sum(iif(late > 90, open, 0))
FROM (SELECT *, julianday(:on) - julianday(due) AS late FROM open WHERE open > 0)
GROUP BY client, currency ORDER BY client, currency
"""
UNPAID = f"{_OPEN} SELECT * FROM open WHERE open > 0 ORDER BY issued, id"
REQUESTS = """
SELECT t.id, t.client, c.name, t.title, t.asked_on, t.needed_by FROM request t
JOIN record r ON r.id = t.id AND r.removed_seq IS NULL JOIN client c ON c.id = t.client
WHERE t.answered_on IS NULL AND +t.asked_on <= :on ORDER BY t.asked_on, t.id
"""
CONTRACTS = """
SELECT t.id, t.client, c.name, t.title, t.ends FROM contract t
JOIN record r ON r.id = t.id AND r.removed_seq IS NULL JOIN client c ON c.id = t.client
WHERE t.ends IS NOT NULL AND t.ended_on IS NULL
"""
# The last three invoices of each client, with the day on which they were paid.
LAST = """
SELECT client, number, due, (SELECT max(p.received) FROM payment p WHERE p.invoice = last.id) FROM (
  SELECT i.id, i.client, i.number, i.due, row_number() OVER (PARTITION BY i.client ORDER BY i.issued DESC) AS place
  FROM invoice i JOIN record r ON r.id = i.id AND r.removed_seq IS NULL WHERE i.issued <= :on
) last WHERE place <= 3
"""


def _bare(*statements: str) -> Callable[[Connection], object]:
    return lambda db: [db.execute(each, {"on": TODAY.isoformat()}).fetchall() for each in statements]


def _aged(db: Connection) -> tuple[Aged, ...]:
    return money.ageing(db, on=TODAY)


def _today(db: Connection) -> object:
    facts = today(db, TODAY)
    return queue(facts, TODAY), figures(facts, TODAY)


QUESTIONS = {
    "ageing of all clients": (_bare(AGEING), _aged),
    "Today: steps and figures": (_bare(UNPAID, REQUESTS, CONTRACTS, LAST), _today),
}


def check(db: Connection) -> None:
    """Make sure that both answer the same question: AssertionError if the amounts differ."""
    rows = db.execute(AGEING, {"on": TODAY.isoformat()}).fetchall()
    ours = {(row.client, row.currency): row.amounts for row in _aged(db) if row.total}
    assert {(row[0], row[2]): tuple(row[3:]) for row in rows} == ours


def compared(
    db: Connection, bare: Callable[[Connection], object], ours: Callable[[Connection], object], rounds: int
) -> tuple[float, float]:
    """Return the median milliseconds of the bare SQL and of ours, in turns, after a round that does not count."""
    times: list[tuple[float, float]] = [(_timed(bare, db), _timed(ours, db)) for _ in range(rounds + 1)][1:]
    return median(each[0] for each in times), median(each[1] for each in times)


def _timed(work: Callable[[Connection], object], db: Connection) -> float:
    began = time.process_time()
    work(db)
    return (time.process_time() - began) * 1000


def report(found: dict[str, tuple[float, float]], invoices: int) -> str:
    """Return the table of the results, and the verdict."""
    rows = "\n".join(
        f"| {name} | {bare:.0f} ms | {ours:.0f} ms | **{ours / bare:.2f}** |" for name, (bare, ours) in found.items()
    )
    worst = max(ours / bare for bare, ours in found.values())
    verdict = "met" if worst <= GOAL else "not met"
    return f"""# Money

Measured on {date.today().isoformat()} by `python -m benches.money` on {machine()}:
{CLIENTS} clients, {invoices:,} invoices, in processor time, the median of rounds in turns.

| | bare SQL | ClientGuard | ratio |
|---|--:|--:|--:|
{rows}

Goal: at most {GOAL:g} times the bare SQL. It is **{verdict}**.

The bare SQL is written for the question alone: what was paid is added up once for all invoices. ClientGuard's reads
also notice damaged dates, follow allocations, holds and promises, and find the terms of an invoice without a due date.
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
