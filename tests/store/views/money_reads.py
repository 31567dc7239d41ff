"""The named reads of money whose plans are looked at, and what such a read is asked with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clientguard.domain.money.collecting.ladder import LadderStep
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Invoice
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.views import money
from clientguard.store.views.collecting import effort, ladder, late, stops
from clientguard.store.views.papers import account, invoice
from clientguard.texts import local
from tests.factories import TODAY, ago


@dataclass
class Ids:
    """Records that the reads ask for."""

    clients: list[int]
    client: int
    invoices: list[int]
    message: int
    leaving: int
    run: int
    documents: list[int]


STEPS = (LadderStep("practice", 1, "friendly", "mail", "reminder"),)
Read = Callable[[Connection, Ids], object]
MONEY_READS: dict[str, Read] = {
    "money.ageing": lambda db, ids: money.ageing(db, ids.client, on=TODAY),
    "money.invoices": lambda db, ids: money.invoices(db, ids.client),
    "money.credit_notes": lambda db, ids: money.credit_notes(db, ids.invoices),
    "money.invoices_of_clients": lambda db, ids: money.invoices_of_clients(db, ids.clients),
    "money.invoices_of": lambda db, ids: money.invoices_of(db, ids.invoices),
    "money.on_account": lambda db, ids: money.on_account(db, ids.client),
    "money.recent": lambda db, _: money.recent(db, TODAY),
    "money.recent_of": lambda db, ids: money.recent_of(db, ids.clients, TODAY),
    "money.unpaid_of": lambda db, ids: money.unpaid_of(db, ids.clients),
    "account.account": lambda db, ids: account.account(db, ids.client, TODAY),
    "account.statement_facts": lambda db, ids: account.statement_facts(
        db, ids.client, made=TODAY, start=None, end=TODAY, anchor=Anchor(0, "")
    ),
    "late.late_invoices": lambda db, ids: late.late_invoices(
        db, ids.client, ids.invoices, TODAY, lambda at: local(at).date()
    ),
    "effort.collecting": lambda db, ids: effort.collecting(db, ids.client),
    "stops.stops_of": lambda db, ids: stops.stops_of(db, ids.client),
    "stops.stops_of_all": lambda db, ids: stops.stops_of_all(db, ids.clients),
    "stops.unrecorded_stops": lambda db, _: stops.unrecorded_stops(db, limit=1),
    "stops.asking_stops": lambda db, _: stops.asking_stops(db, TODAY),
    "ladder.climbing": lambda db, ids: ladder.climbing(db, money.unpaid_of(db, [ids.client]), STEPS, TODAY),
    "ladder.sent_steps": lambda db, ids: ladder.sent_steps(db, ids.invoices),
    "ladder.stoppable": lambda db, ids: ladder.stoppable(db, ids.clients),
    "stops.settling_days": lambda db, ids: stops.settling_days(db, ids.client, ago(30)),
    "invoice.paper_facts": lambda db, ids: invoice.paper_facts(db, ids.invoices[0], made=TODAY, anchor=Anchor(0, "")),
    "invoice.lines_of_invoice": lambda db, ids: invoice.lines_of_invoice(db, ids.invoices[0]),
    "invoice.pdf_files": lambda db, ids: invoice.pdf_files(db, ids.invoices[0]),
    "invoice.unbilled_work": lambda db, ids: invoice.unbilled_work(db, lookup.get_record(db, Invoice, ids.invoices[0])),
    "invoice.work_since_invoice": lambda db, ids: invoice.work_since_invoice(db, ids.client, TODAY),
    "invoice.hourly_rate": lambda db, ids: invoice.hourly_rate(db, lookup.get_record(db, Invoice, ids.invoices[0])),
}
