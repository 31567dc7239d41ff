"""What the letters of the ladder are written from: the step, the stop to come, the last days to pay (P3.3, P3.4)."""

from __future__ import annotations

from datetime import date

from clientguard.actions.money.climbing import climbing_of
from clientguard.actions.money.letter_interest import letter_interest
from clientguard.domain.communication.letter_facts import LastDays, PlannedStop
from clientguard.domain.money.collecting.ladder import later
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.money.stops import first_day
from clientguard.domain.records import Client
from clientguard.domain.wording import N_, Said, said
from clientguard.letters.law import BeforeAction, before_action
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.views.business import business
from clientguard.store.views.client import current_contract
from clientguard.store.views.money import invoices_of

BEFORE_ACTION = "before-action"
CURE_DAYS = 7  # that a notice of a stop leaves to pay


def step_of(db: Connection, kind: str, invoice: int, today: date) -> str:
    """Return the step of the ladder that a letter of a kind about an invoice carries out; "" if the ladder has none."""
    facts = invoices_of(db, [invoice], today)
    if not facts:
        return ""
    climbing = climbing_of(db, invoice, today)
    found = climbing.rung(bill(facts[0], today))
    if found.step and found.step.letter == kind:
        return found.step.key
    steps = climbing.ladders.of(facts[0].client)
    return next((each.key for each in steps if each.letter == kind), "")


def planned_stop(db: Connection, client: int, owed: Bill, today: date) -> PlannedStop | None:
    """Return from which day work will be stopped, if a contract is on record and work is not stopped yet.

    The client gets a week to pay, and more where the contract does not allow a stop by then.
    """
    contract = current_contract(db, client)
    if contract is None or contract.stopped_on or owed.due is None:
        return None
    return PlannedStop(contract.title, max(later(today, CURE_DAYS), first_day(contract, owed.due)))


def last_days(db: Connection, client: Client, today: date, invoice: int = 0) -> LastDays:
    """Return what the last letter before court gives the client, by its country and legal form, and claims on top."""
    found, extra = _law(db, client), letter_interest(db, invoice, today)
    return LastDays(
        later(today, found.days),
        found.enclosures,
        found.by_post,
        interest=extra.interest,
        a_day=extra.a_day,
        fixed=extra.fixed,
        law=extra.law,
    )


def last_remarks(db: Connection, client: int, invoice: int, today: date) -> tuple[Said, ...]:
    """Return what the user should know before a letter before action goes out; the client is not told."""
    record = lookup.get_record(db, Client, client)
    found = _law(db, record)
    told: list[Said] = []
    if not found.is_law:
        told.append(said(N_("{days} days to pay are custom, not law, for this client."), days=found.days))
    if found.remark:
        told.append(said(found.remark))
    if not record.legal_form:
        told.append(said(N_("The client's legal form is not entered, and decides what this letter needs.")))
    return (*told, *letter_interest(db, invoice, today).remarks)


def _law(db: Connection, client: Client) -> BeforeAction:
    firm = business(db)
    country = client.country or (firm.country if firm else "")
    return before_action(country, client.legal_form, client.language or "en")
