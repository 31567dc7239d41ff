"""Leaving a client, step by step; each step is saved as it is taken (P4)."""

from __future__ import annotations

import dataclasses
from datetime import date

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.records.editing import merged, put_record
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.case import kept_last_day
from clientguard.domain.leaving.closing import conditions
from clientguard.domain.records import Contract, Leaving, Record, Release
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.leaving.case import case


def save_step(book: Casebook, leaving: Leaving, step: str, *, read: Record | None = None) -> Changed:
    """Save what was entered in a step of the wizard since it was `read` (`editing.merged`), and that it is at `step`.

    If notice was given and no last day was entered, the last day follows from the contract, and moves with the day of
    the notice (P4.2).
    """

    def work(write: Write) -> Changed:
        whole = dataclasses.replace(merged(write, leaving, read), step=step)
        if whole.contract and not whole.signed_off:
            contract = lookup.get_record(write.db, Contract, whole.contract)
            before = write.get(Leaving, whole.id) if whole.id else Leaving()
            whole = dataclasses.replace(whole, last_day=kept_last_day(before, whole, contract))
        put_record(write, whole)
        return write.changed()

    return book.write(work)


def release_gate(book: Casebook, leaving: int, gate: str, reason: str, on: date) -> Changed:
    """Release a gate, or leave out the account that the key `account:` and a number names; it needs a reason (P4.3)."""

    def work(write: Write) -> Changed:
        decision = lookup.get_record(write.db, Leaving, leaving)
        found = case(write.db, leaving, on, own_calendar(write.db))
        if not any(each.key == gate and each.state == "open" for each in conditions(found, on)):
            raise KnownError(
                N_("This gate is not open, so there is nothing to release."), kept=N_("Nothing was changed.")
            )
        put_record(write, Release(client=decision.client, leaving=leaving, gate=gate, reason=reason, on=on))
        return write.changed()

    return book.write(work)
