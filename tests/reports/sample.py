"""Invented records for the paper tests: one consultant, one client, one ending."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.final.facts import FinalReport
from clientguard.domain.leaving.final_report import final_report
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, InvoiceFacts, bill
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Account, Business, Client, Contract, Deliverable, Leaving, Record, Result, Type

MADE = date(2026, 11, 22)
ANCHOR = Anchor(4812, "7c1e90ab33f0d2e5" * 4)

BUSINESS = Business(
    name="Mira Aalto Consulting",
    owner="Mira Aalto",
    address="Kanaalweg 12\n8911 Ljouwert",
    email="mira@aalto.example",
    phone="+31 58 000 0000",
    tax_number="NL 0000.00.000",
    currency="EUR",
    language="en",
)
CLIENT = Client(
    name="Casa Verde S.L.",
    stage="leaving",
    address="Carrer de la Mar 4\n08003 Barcelona",
    email="hola@casaverde.example",
    tax_number="ES B00000000",
    language="en",
    currency="EUR",
)
CONTRACT = Contract(title="Spring shop and campaigns", starts=date(2026, 2, 3), notice_days=30, payment_terms="net 14")
RESULTS = (
    Result(measure="Orders through own channels, a month", before="41", after="188", proof="shop",
           measured_on=date(2026, 10, 31)),
    Result(measure="Cost for each order", before="11.20", after="3.75", unit="€", proof="ad account",
           measured_on=date(2026, 9, 30)),
    Result(measure="Newsletter readers", before="312", after="1940", proof="mailing tool",
           measured_on=date(2026, 11, 1)),
    Result(measure="Time to first page on a phone", before="6.1", after="1.4", unit="s", proof="lab test",
           measured_on=date(2026, 11, 3)),
)  # fmt: skip
DELIVERABLES = (
    Deliverable(title="Shop, live", state="accepted", due=date(2026, 4, 2), delivered_on=date(2026, 4, 2),
                settled_on=date(2026, 4, 9)),
    Deliverable(title="Spring campaign", state="accepted", due=date(2026, 5, 4), delivered_on=date(2026, 5, 2),
                settled_on=date(2026, 5, 11)),
    Deliverable(title="Loyalty cards", state="dropped", due=date(2026, 9, 1), settled_on=date(2026, 11, 11)),
    Deliverable(title="Handbook for the shop's staff", state="delivered", due=date(2026, 11, 20),
                delivered_on=date(2026, 11, 19)),
)  # fmt: skip
ACCOUNTS = (
    Account(name="Domain casaverde.example", ownership="client", owner="Casa Verde S.L.", offered_on=date(2026, 11, 14),
            accepted_on=date(2026, 11, 19), tested_on=date(2026, 11, 19), removed_on=date(2026, 11, 20),
            renews=date(2027, 1, 4), kept_at="vault entry 17"),
    Account(name="Shop", ownership="client", owner="M. Ruiz", offered_on=date(2026, 11, 14),
            accepted_on=date(2026, 11, 18), tested_on=date(2026, 11, 18), removed_on=date(2026, 11, 18)),
    Account(name="Advertising account", ownership="client", owner="M. Ruiz", offered_on=date(2026, 11, 14),
            accepted_on=date(2026, 11, 18)),
    Account(name="Mailing list, 1,940 readers", ownership="personal", owner="Casa Verde S.L.",
            offered_on=date(2026, 11, 14), accepted_on=date(2026, 11, 17), tested_on=date(2026, 11, 17),
            removed_on=date(2026, 11, 17)),
    Account(name="Campaign templates", ownership="mine", clause="contract, clause 9"),
)  # fmt: skip
LEAVING = Leaving(
    decided=date(2026, 11, 9),
    reasons="Late payments since June.",
    notice_given=date(2026, 11, 12),
    last_day=date(2026, 12, 12),
    reason="We cannot meet your needs because three invoices were not paid when they were due.",
    summary="The shop went live on 2 April and has run without an outage since. Orders through your own channels rose "
    "from 41 to 188 a month, at a third of the former cost for each order. Six accounts have been handed over; two "
    "steps are still yours, listed below.",
    open_items="Renew the shop's certificate, Casa Verde, 20 December 2026\nSend the printer's files",
)


def invoice(number: int, issued: date, minor: int, paid: int, currency: str = "EUR") -> Bill:
    """Return an invoice as it stands on the day of the report."""
    amount = Money(minor, currency)
    facts = InvoiceFacts(number, 2, "Casa Verde S.L.", f"2026-{number:03}", issued, None, "net 14", amount, paid, None)
    return bill(facts, MADE)


BILLS = (
    invoice(14, date(2026, 4, 2), 480000, 480000),
    invoice(21, date(2026, 7, 1), 240000, 240000),
    invoice(29, date(2026, 10, 1), 270000, 135000),
)


CASE = {each.name for each in dataclasses.fields(LeavingCase)}


def case(**changes: object) -> LeavingCase:
    """Return the leaving as its gates see it."""
    parts: dict[str, object] = {
        "leaving": LEAVING,
        "client_name": CLIENT.name,
        "contract": CONTRACT,
        "deliverables": DELIVERABLES,
        "obligations": (),
        "bills": BILLS,
        "accounts": ACCOUNTS,
        "releases": (),
        "evidence": 1,
    }
    return LeavingCase(**{**parts, **changes})  # type: ignore[arg-type]


def report(**changes: object) -> FinalReport:
    """Return the client's copy of the sample, with some of its records, or of its case's, replaced."""
    parts: dict[str, object] = {
        "business": BUSINESS,
        "client": CLIENT,
        "results": RESULTS,
        "made": MADE,
        "version": 1,
        "anchor": ANCHOR,
        "case": case(**{name: value for name, value in changes.items() if name in CASE}),
    }
    own = {name: value for name, value in changes.items() if name not in CASE}
    return final_report(**{**parts, **own})  # type: ignore[arg-type]


def many_deliverables(count: int) -> tuple[Deliverable, ...]:
    """Return that many accepted deliverables."""
    return tuple(
        Deliverable(title=f"Piece {number:03} of the spring collection", state="accepted",
                    due=MADE - timedelta(days=number), delivered_on=MADE - timedelta(days=number),
                    settled_on=MADE - timedelta(days=number))
        for number in range(1, count + 1)
    )  # fmt: skip


CANARY, CANARY_NUMBER = "nobody-but-me", 73197319


def with_secrets() -> dict[str, object]:
    """Return the sample's records with a canary in each field that is private, and in those that hold a credential's
    place or a reason that belongs into the goodbye message.
    """
    records = {
        "business": BUSINESS,
        "client": CLIENT,
        "contract": CONTRACT,
        "deliverables": DELIVERABLES,
        "results": RESULTS,
        "accounts": ACCOUNTS,
        "leaving": LEAVING,
    }
    return {
        name: tuple(map(_with_secrets, found)) if isinstance(found, tuple) else _with_secrets(found)
        for name, found in records.items()
    }


def _with_secrets(record: Record) -> Record:
    unsaid = {"kept_at", "reason", "detail", "scope", "exclusions"}
    values = {
        field.name: CANARY if field.type in (Type.TEXT, Type.LONG) else CANARY_NUMBER
        for field in record.kind.fields
        if field.private or field.name in unsaid
    }
    return dataclasses.replace(record, **values)
