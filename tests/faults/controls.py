"""Journeys that are wrong on purpose, and must be found to be."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from pathlib import Path

from clientguard.domain.records import Contract, Invoice, Payment
from clientguard.errors import KnownError
from tests.factories import TODAY
from tests.faults.ground import Ack, Journey, opened, prepared, the
from tests.faults.journeys import paid, record_payment


def too_early(folder: Path, ack: Ack) -> None:
    """Acknowledge a payment before it is recorded."""
    ack("payment")
    record_payment(folder, lambda _: None)


def swallowing(folder: Path, ack: Ack) -> None:
    """Acknowledge a payment whatever became of it."""
    with suppress(KnownError):
        record_payment(folder, lambda _: None)
    ack("payment")


def in_two_parts(folder: Path, ack: Ack) -> None:
    """Record a payment and lift the stop in two transactions."""
    with opened(folder) as book:
        with book.read() as db:
            invoice, contract = the(db, Invoice), the(db, Contract)
        book.write(lambda write: write.change(dataclasses.replace(contract, stopped_on=None, stopped_for=None)))
        book.write(lambda write: write.add(Payment(client=invoice.client, invoice=invoice.id, received=TODAY)))
        ack("payment")


def elsewhere(folder: Path, ack: Ack) -> None:
    """Record a payment, and write a note about it outside of the folder."""
    record_payment(folder, ack)
    (folder.parent / "elsewhere").write_text("paid")


CONTROLS = {
    each.name: each
    for each in (
        Journey("acknowledge too early", prepared, too_early, paid),
        Journey("swallow the error", prepared, swallowing, paid),
        Journey("pay in two parts", prepared, in_two_parts, paid),
        Journey("write elsewhere", prepared, elsewhere, paid),
    )
}
