"""The journey that resumes work and stops it again: a stop, and what its contract says, in one transaction each."""

from __future__ import annotations

from pathlib import Path

from clientguard.actions.contracts import stopping
from clientguard.domain.records import Contract, Suspension
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from tests.factories import TODAY
from tests.faults.ground import Ack, all_or_nothing, opened, settled, the


def stop_and_resume(folder: Path, ack: Ack) -> None:
    """Resume the work that is stopped, stop it again, and resume it: each a stop and what its contract says."""
    with opened(folder) as book:
        with book.read() as db:
            contract = the(db, Contract).id
        stopping.resume_work(book, contract, TODAY)
        ack("resumed")
        stopping.stop_work(book, contract, TODAY, TODAY, reason="Unpaid still")
        ack("stopped")


def stopped(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the contract says what its stops say, after each of the two."""
    contract, stops = the(db, Contract), lookup.find_records(db, Suspension)
    again = [each for each in stops if each.reason]
    resumed = [each.resumed_on for each in stops if not each.reason] == [TODAY]
    first = all_or_nothing(resumed, contract.lifted_on == TODAY)
    second = all_or_nothing(bool(again), contract.lifted_on == TODAY and contract.stopped_on == TODAY)
    return settled({"resumed": first, "stopped": second})
