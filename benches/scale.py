"""How ClientGuard stands a casebook that has grown: nothing may take longer than its data do.

python -m benches.scale                        1,000,000 messages beside 100,000; measure and print (an hour or so)
python -m benches.scale --messages 100000      smaller: 100,000 beside 10,000
python -m benches.scale --keep large.casebook  keep the larger casebook, for benches.scale_window
python -m benches.scale --write                write the table to benches/RESULTS.md as well

A casebook of 200 clients, 10,000 invoices and the messages is written through the one write path, from a fixed seed.
Then each thing is done in a process of its own, which says how long it took and how much memory it had at most.
What the window does with the same casebook, benches.scale_window measures.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benches import results
from benches.large_casebook import CLIENTS, INVOICES, TODAY, build, mailbox
from benches.store import Texts, machine
from clientguard.actions.communication import import_mail
from clientguard.actions.records import editing
from clientguard.domain.clients import state
from clientguard.domain.money.receivables import bill, totals
from clientguard.domain.records import KINDS, Client
from clientguard.domain.today import figures, queue
from clientguard.store.backup import verified_copy
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.verify import full
from clientguard.store.views import client as clients
from clientguard.store.views import journal, lists, today
from clientguard.store.views.communication.conversations import Conversations
from clientguard.store.views.money import invoices, invoices_of
from clientguard.store.views.search import search_records

IMPORTED = 1_000
TIMES = 5  # that a read is repeated; the median counts
MEMORY, GROWTH, SEARCH = 400.0, 1.5, 8.0  # goals: megabytes; times; milliseconds


@dataclass(frozen=True, slots=True)
class Figure:
    """What one thing took: seconds, those of the processor, and megabytes of the process at most."""

    seconds: float
    cpu: float
    memory: float


# --- what is measured, each in a process of its own ---


@dataclass(frozen=True, order=True, slots=True)
class Took:
    """Seconds, and those of the processor: other work on the same computer does not make them more."""

    seconds: float
    cpu: float


Step = Callable[[Path], Took]


def timed(work: Callable[[], object]) -> Took:
    """Return what `work` takes."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - began, time.process_time() - cpu)


def middle(found: Sequence[Took]) -> Took:
    """Return the median."""
    return Took(statistics.median(each.seconds for each in found), statistics.median(each.cpu for each in found))


def reading(read: Callable[[Connection, int], object]) -> Step:
    """Return the step that reads from the open casebook, for the client in the middle."""

    def step(path: Path) -> Took:
        with Casebook.open(path, write=False) as book, book.read() as db:
            client = lists.ids(db, KINDS["client"])[CLIENTS // 2]
            return middle([timed(lambda: read(db, client)) for _ in range(TIMES)])

    return step


def the_ids(kind: str) -> Callable[[Connection, int], object]:
    """Return the read of all ids of a list, in their order, and of its first rows."""

    def read(db: Connection, _client: int) -> object:
        found = lists.ids(db, KINDS[kind])
        return len(found), lists.rows(db, KINDS[kind], found[:100])

    return read


def conversations(db: Connection, _client: int) -> object:
    """Work out all conversations and fold the list by them, as the page does when it is first shown."""
    return Conversations().folded(db, lists.ids(db, KINDS["message"]), ())


def folded_again(path: Path) -> Took:
    """Fold the list again, as each time that something changed."""
    with Casebook.open(path, write=False) as book, book.read() as db:
        known = Conversations()
        known.folded(db, (), ())
        return middle([timed(lambda: known.folded(db, lists.ids(db, KINDS["message"]), ())) for _ in range(TIMES)])


def page_today(db: Connection, _client: int) -> object:
    """Read what Today shows."""
    facts = today.today(db)
    return queue(facts, TODAY), figures(facts, TODAY), lists.count_records(db, KINDS["client"])


def page_clients(db: Connection, _client: int) -> object:
    """Read the list of clients with the state of each."""
    found = lists.ids(db, KINDS["client"])
    lists.rows(db, KINDS["client"], found[:100])
    return [state(each, TODAY) for each in clients.facts_of(db, found, TODAY).values()]


def page_money(db: Connection, client: int) -> object:
    """Read the figures of Money, its list, and how each invoice on the screen stands."""
    the_ids("invoice")(db, client)
    found = lists.ids(db, KINDS["invoice"])[:100]
    return totals(bill(each, TODAY) for each in invoices(db, unpaid=True)), invoices_of(db, found)


def page_client(db: Connection, client: int) -> object:
    """Read a client's page: its state, its timeline, the first rows of that."""
    found = clients.timeline(db, client)
    return clients.facts(db, client, TODAY), clients.timeline_rows(db, found[:100])


def opened(path: Path) -> Took:
    """Open the casebook as the window does, checks included, and close it."""
    return timed(lambda: Casebook.open(path).close())


def saved(path: Path) -> Took:
    """Save messages one by one, as a form does."""
    texts, found = Texts(), list[Took]()
    with Casebook.open(path) as book:
        with book.read() as db:
            client = lists.ids(db, KINDS["client"])[0]
        for number in range(50):
            record = texts.message(client, number)
            found.append(timed(lambda record=record: editing.save_record(book, record)))
    return middle(found)


def searched(path: Path) -> Took:
    """Ask for two words, three hundred times; 95 % of the answers took less."""
    chance, words = random.Random(2), Texts().words
    queries = [" ".join(chance.choices(words, k=2)) for _ in range(300)]
    with Casebook.open(path, write=False) as book, book.read() as db:
        found = [timed(lambda query=query: search_records(db, query)) for query in queries]
    most = len(found) * 95 // 100
    return Took(sorted(each.seconds for each in found)[most], sorted(each.cpu for each in found)[most])


def imported(path: Path) -> Took:
    """Import messages of one client."""
    box = path.with_name("more.mbox")
    mailbox(box, IMPORTED, 1)
    with Casebook.open(path) as book:
        with book.read() as db:
            client = lists.ids(db, KINDS["client"])[CLIENTS // 2]
        took = timed(lambda: take(book, box, client, IMPORTED))
    box.unlink()
    return took


def take(book: Casebook, box: Path, client: int, count: int) -> None:
    """Import a mailbox that has so many messages."""
    done = import_mail.import_mail(book, [box], client)
    assert done.messages == count, done.messages


def imported_at_once(path: Path) -> Took:
    """Import as many messages as the casebook has into a new one, in one transaction."""
    with Casebook.open(path, write=False) as book, book.read() as db:
        count = lists.count_records(db, KINDS["message"])
    box, target = path.with_name("all.mbox"), path.with_name("all.casebook")
    mailbox(box, count, 2)
    with Casebook.create(target) as book:
        client = book.write(lambda write: write.add(Client(name="Harbour Books")).id)
        took = timed(lambda: take(book, box, client, count))
    for each in (box, target):
        each.unlink()
    return took


def verified(path: Path) -> Took:
    """Verify the casebook in full."""

    def whole() -> None:
        found = full.verify(path)
        assert found.valid, found.faults

    return timed(whole)


def backed_up(path: Path) -> Took:
    """Make a verified backup."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        return timed(lambda: verified_copy.backup(path, Path(folder) / "copy.casebook"))


SEARCHED, IMPORT, AT_ONCE = "search, 95 % within", f"import of {IMPORTED:,} more", "import of all in one transaction"
STEPS: dict[str, Step] = {
    "opening, checks included": opened,
    "Today": reading(page_today),
    "what the badges count": reading(lambda db, _client: queue(today.today(db), TODAY)),
    "Clients, all states": reading(page_clients),
    "Messages: the order of all, the first 100": reading(the_ids("message")),
    "Messages: by conversation, worked out": reading(conversations),
    "Messages: by conversation, once known": folded_again,
    "Messages: how many": reading(lambda db, _client: lists.count_records(db, KINDS["message"])),
    "Money": reading(page_money),
    "a client's page": reading(page_client),
    "Journal: the newest 200": reading(lambda db, _client: journal.page(db)),
    "a save of a message": saved,
    SEARCHED: searched,
    IMPORT: imported,
    AT_ONCE: imported_at_once,
    "verify": verified,
    "backup, verified": backed_up,
}


def measured(path: Path) -> Iterator[tuple[str, Figure]]:
    """Do everything, each in a new process."""
    for name in STEPS:
        command = [sys.executable, "-m", "benches.scale", "--step", name, str(path)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        found = Figure(*json.loads(answer.stdout))
        print(f"  {name}: {shown(found.seconds)} (CPU {shown(found.cpu)}), {found.memory:.0f} MB", flush=True)
        yield name, found


def build_measured(path: Path, messages: int) -> Figure:
    """Build the casebook in a new process."""
    command = [sys.executable, "-m", "benches.scale", "--build", str(messages), str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return Figure(*json.loads(answer.stdout))


def tell(took: Took) -> None:
    """Say what a process took, for the one that waits for it."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes, on Linux
    print(json.dumps([took.seconds, took.cpu, peak]))


# --- the report ---


@dataclass(frozen=True, slots=True)
class Size:
    """All that was measured with so many messages."""

    messages: int
    bytes: int
    build: Figure
    steps: dict[str, Figure]


def sized(path: Path, messages: int) -> Size:
    """Build a casebook and measure everything with it."""
    print(f"{messages:,} messages", flush=True)
    built = build_measured(path, messages)
    print(f"  built in {built.seconds:.0f} s, {path.stat().st_size / 1e6:.0f} MB", flush=True)
    size = path.stat().st_size
    return Size(messages, size, built, dict(measured(path)))


def shown(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    return f"{seconds:.1f} s" if seconds >= 10 else f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"


def report(small: Size, large: Size) -> str:
    """Return the table of the results, and the verdicts."""
    rows = "\n".join(_row(name, small.steps[name], large.steps[name]) for name in STEPS)
    few, many = (f"{each.messages:,}" for each in (small, large))
    rates = [each.messages / each.build.cpu for each in (small, large)]
    most = max(large.steps[name].memory for name in (AT_ONCE, "verify"))
    growth = large.steps[IMPORT].cpu / small.steps[IMPORT].cpu
    slowest = large.steps[SEARCHED].seconds * 1000
    return f"""# Scale

Measured on {date.today().isoformat()} by `python -m benches.scale` on {machine()}.
{CLIENTS} clients, {INVOICES:,} invoices and {large.messages:,} messages ({large.bytes / 1e6:,.0f} MB,
{large.bytes / large.messages / 1000:.2f} KB a message) beside {small.messages:,} messages, written through the one
write path: {rates[0]:,.0f} messages a second of the processor, and {rates[1]:,.0f} in the larger one.

| | {few} | {many} | CPU, {few} | CPU, {many} | ratio | memory at most |
|---|--:|--:|--:|--:|--:|--:|
{rows}

- Import and verify take at most {MEMORY:.0f} MB: **{verdict(met=most <= MEMORY)}** ({most:.0f} MB).
- A message more costs at most {GROWTH:g} times the smaller one's: **{verdict(met=growth <= GROWTH)}** ({growth:.2f}).
- Search answers within {SEARCH:g} ms: **{verdict(met=slowest <= SEARCH)}** ({slowest:.1f} ms).

Each line is a process of its own; a read is the median of {TIMES} on a casebook that is open, without the screen. The
ratio is that of the processor's time, which other work on the computer does not change. What lists all rows (Messages,
a client's page, verify, backup) takes longer as there are more; none of it runs on the screen's thread. What the window
does meanwhile stands under “Scale, the window”.
"""


def _row(name: str, small: Figure, large: Figure) -> str:
    times = " | ".join(shown(each) for each in (small.seconds, large.seconds, small.cpu, large.cpu))
    return f"| {name} | {times} | {large.cpu / small.cpu:.2f} | {large.memory:.0f} MB |"


def verdict(*, met: bool) -> str:
    """Return whether a goal is met, in words."""
    return "met" if met else "not met"


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.scale")
    parser.add_argument("--messages", type=int, default=1_000_000, help="messages of the larger casebook (1000000)")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the larger casebook there")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    parser.add_argument("--build", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("path", type=Path, nargs="?", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.build:
        tell(timed(lambda: build(options.path, options.build)))
        return 0
    if options.step:
        tell(STEPS[options.step](options.path))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.casebook", Path(folder) / "large.casebook"
        text = report(sized(small, options.messages // 10), sized(large, options.messages))
        if options.keep:
            shutil.move(large, options.keep)
    print(text)
    if options.write:
        results.put(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
