"""A casebook that has grown, for benches.scale and benches.scale_window: the same in each run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from benches.store import Texts
from clientguard.domain.records import (
    Business,
    Client,
    Contract,
    Deliverable,
    Instant,
    Invoice,
    Message,
    Payment,
    Request,
    Work,
)
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write

CLIENTS, INVOICES = 200, 10_000
TODAY = date(2026, 11, 22)
FIRST = 1_577_836_800_000  # 2020-01-01 in milliseconds
SPAN = 217_000_000_000  # milliseconds from there to today
BATCH = 20_000  # messages of one transaction


def build(path: Path, messages: int) -> None:
    """Write the casebook through the write path."""
    texts = Texts()
    chance = random.Random(3)
    with Casebook.create(path) as book:
        made = book.write(lambda write: practice(write, texts, chance))
        for first in range(0, messages, BATCH):
            numbers = range(first, min(first + BATCH, messages))
            book.write(lambda write, numbers=numbers: correspondence(write, texts, chance, made, numbers, messages))


def practice(write: Write, texts: Texts, chance: random.Random) -> list[int]:
    """Write the business and its clients, with contracts, invoices, payments and requests; return the clients."""
    write.add(Business(name="Studio North", owner="Ada North", email="ada@north.example", currency="EUR"))
    made = [
        write.add(Client(name=f"{texts.of(1, 2).title()} {number}", stage="active", currency="EUR", since=day(number)))
        for number in range(CLIENTS)
    ]
    contracts = [
        write.add(Contract(client=each.id, title="Shop", starts=day(number), payment_terms="net 30", notice_days=30))
        for number, each in enumerate(made)
    ]
    for number in range(INVOICES):
        at = number % CLIENTS
        issued = TODAY - timedelta(days=(INVOICES - number) // 5)
        invoice = write.add(
            Invoice(
                client=made[at].id,
                contract=contracts[at].id,
                number=f"R-{number:05}",
                issued=issued,
                amount=chance.randrange(10_000, 500_000),
                currency="EUR",
            )
        )
        if number < INVOICES - 200 or chance.random() < 0.2:
            paid = issued + timedelta(days=chance.randrange(5, 50))
            write.add(
                Payment(client=invoice.client, invoice=invoice.id, received=paid, amount=invoice.amount, currency="EUR")
            )
    for number in range(CLIENTS * 10):
        client = made[number % CLIENTS].id
        done = write.add(Deliverable(client=client, title=texts.of(2, 5), due=day(number)))
        answered = day(number) if number % 25 else None
        write.add(
            Request(client=client, title=texts.of(3, 6), asked_on=day(number), answered_on=answered, blocks=done.id)
        )
        write.add(Work(client=client, on=day(number), minutes=chance.randrange(5, 300), detail=texts.of(3, 9)))
    return [each.id for each in made]


def day(number: int) -> date:
    """Return a day before today, the later the larger the number."""
    return TODAY - timedelta(days=max(1, 2000 - number))


def correspondence(
    write: Write, texts: Texts, chance: random.Random, made: Sequence[int], numbers: range, messages: int
) -> None:
    """Write short messages, in the order of their time, of clients by turns: three of four answer the one before."""
    before: dict[int, str] = {}
    for number in numbers:
        client = chance.choice(made)
        answered = before.get(client, "") if number % 4 else ""
        before[client] = f"<{number}@field.example>"
        write.add(
            Message(
                client=client,
                at=Instant(FIRST + SPAN * number // messages),
                direction="in" if number % 3 else "out",
                channel="mail",
                sender="Joan Field <joan@field.example>",
                recipients="ada@north.example",
                subject=texts.of(2, 6),
                body=texts.of(4, 18),
                message_id=before[client],
                in_reply_to=answered,
                digest=f"{chance.getrandbits(256):064x}",
            )
        )


def mailbox(path: Path, count: int, seed: int) -> None:
    """Write an mbox of that many short messages that are not on record."""
    texts = Texts()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(count):
            at = datetime.fromtimestamp((FIRST + SPAN * number // count) // 1000, UTC)
            file.write(
                f"From joan@field.example {at:%a %b %d %H:%M:%S %Y}\n"
                f"From: Joan Field <joan@field.example>\nTo: ada@north.example\nDate: {format_datetime(at)}\n"
                f"Subject: {texts.of(2, 6)}\nMessage-ID: <{seed}.{number}@import.example>\n"
                f"Content-Type: text/plain; charset=utf-8\n\n{texts.of(4, 18)}\n\n"
            )
