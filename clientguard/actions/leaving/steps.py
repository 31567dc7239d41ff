"""Leaving a client, step by step; each step is saved as it is taken (P4)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from clientguard.actions.leaving.stage import set_stage
from clientguard.actions.records.editing import merged, put_record
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.case import last_day
from clientguard.domain.leaving.closing import conditions
from clientguard.domain.records import Contract, Decision, Evidence, Leaving, Record, Release
from clientguard.domain.records.leaving import STEPS
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business
from clientguard.store.views.client import current_contract, open_leaving
from clientguard.store.views.leaving.case import case


def start_leaving(book: Casebook, client: int, decided: date, reasons: str, alternatives: str = "") -> Changed:
    """Record the decision to leave a client (P4.1). KnownError if one is already in progress."""

    def work(write: Write) -> Changed:
        running = open_leaving(write.db, client)
        if running and not running.signed_off:
            raise KnownError(
                N_("Leaving this client is already in progress."),
                kept=N_("Nothing was changed."),
                todo=N_("Continue on the client's page."),
            )
        contract = current_contract(write.db, client)
        leaving = put_record(
            write,
            Leaving(
                client=client,
                contract=contract.id if contract else None,
                decided=decided,
                step=STEPS[1],
            ),
        )
        firm = business(write.db)
        decision = put_record(
            write,
            Decision(
                client=client,
                on=decided,
                reasons=reasons,
                alternatives=alternatives,
                signed_on=decided,
                signed_by=(firm.owner or firm.name) if firm else "",
            ),
        )
        write.change(dataclasses.replace(leaving, decision=decision.id))
        set_stage(write, client, "leaving")
        return write.changed()

    return book.write(work)


def save_step(book: Casebook, leaving: Leaving, step: str, *, read: Record | None = None) -> Changed:
    """Save what was entered in a step of the wizard since it was `read` (`editing.merged`), and that it is at `step`.

    If notice was given and no last day was entered, the last day follows from the contract (P4.2).
    """

    def work(write: Write) -> Changed:
        whole = dataclasses.replace(merged(write, leaving, read), step=step)
        if whole.contract:
            contract = lookup.get_record(write.db, Contract, whole.contract)
            whole = dataclasses.replace(whole, last_day=last_day(whole, contract))
        put_record(write, whole)
        return write.changed()

    return book.write(work)


def add_evidence(book: Casebook, leaving: int, about: int | Sequence[int], note: str = "") -> Changed:
    """Add one or more records as evidence for the decision (P4.1); one that was already added is skipped."""
    wanted = [about] if isinstance(about, int) else about

    def work(write: Write) -> Changed:
        decision = lookup.get_record(write.db, Leaving, leaving)
        for each in wanted:
            if not lookup.find_records(write.db, Evidence, "t.leaving = ? AND t.about = ?", leaving, each):
                put_record(write, Evidence(client=decision.client, leaving=leaving, about=each, note=note))
        return write.changed()

    return book.write(work)


def release_gate(book: Casebook, leaving: int, gate: str, reason: str, on: date) -> Changed:
    """Release a gate, or leave out the account that the key `account:` and a number names; it needs a reason (P4.3)."""

    def work(write: Write) -> Changed:
        decision = lookup.get_record(write.db, Leaving, leaving)
        if not any(each.key == gate and each.state == "open" for each in conditions(case(write.db, leaving, on), on)):
            raise KnownError(
                N_("This gate is not open, so there is nothing to release."), kept=N_("Nothing was changed.")
            )
        put_record(write, Release(client=decision.client, leaving=leaving, gate=gate, reason=reason, on=on))
        return write.changed()

    return book.write(work)
