"""Due dates that are derived again when a contract, a deliverable or the calendar of business days changes (P3.1)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.actions.money.calendar import business_days_of
from clientguard.actions.rules.invoices.lines import drop_paper
from clientguard.domain.money.agreed import Around, derived_due, to_choose
from clientguard.domain.money.terms import TermsError, parse_terms
from clientguard.domain.records import Business, Client, Contract, Deliverable, Invoice, Payment
from clientguard.domain.wording import N_, Said, counted
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business

_SOURCES = ("payment_terms", "signed", "starts", "ends", "ended_on", "renews_months")
_DELIVERY = ("title", "state", "contract", "delivered_on", "settled_on")
_CALENDAR = ("country", "region", "working_days")


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the due dates of a client's invoices follow from."""

    contracts: Sequence[Contract]
    around: Around

    def due(self, invoice: Invoice) -> date | None:
        """Return the date that follows for an invoice."""
        return derived_due(invoice, self.contracts, self.around)


def around(db: Connection, client: int) -> Around:
    """Return the business days that count for a client, and what is to be delivered to it."""
    return _around(db, client, business(db) or Business(), lookup.get_record(db, Client, client))


def _around(db: Connection, client: int, firm: Business, of: Client) -> Around:
    return Around(business_days_of(firm, of), tuple(lookup.find_records(db, Deliverable, "t.client = ?", client)))


def derive_again(write: Write, contract: Contract, before: Contract | None) -> None:
    """Derive the due dates of a changed contract's invoices again, but for typed ones and invoices that were sent.

    An invoice that something was paid on has been sent, whether or not that was noted.
    """
    if before is None or _same(before, contract, _SOURCES):
        return
    now = _basis(write, contract.client or 0)
    then = dataclasses.replace(now, contracts=[before if each.id == contract.id else each for each in now.contracts])
    happened = before.payment_terms == contract.payment_terms and before.signed != contract.signed
    moved = _derive(write, contract.client or 0, now, then, sent=happened, contract=contract.id)
    _tell(
        write,
        counted(
            N_("The due date of {count} invoice follows the new terms."),
            N_("The due dates of {count} invoices follow the new terms."),
            moved,
        ),
    )


def deliverable_saved(write: Write, deliverable: Deliverable, before: Deliverable | None) -> None:
    """Derive the due dates again that wait for a deliverable, or for all of them."""
    if before is None or not _same(before, deliverable, _DELIVERY):
        _follow_delivery(write, deliverable, before)


def deliverable_removed(write: Write, deliverable: Deliverable) -> None:
    """Derive the due dates again that a removed deliverable gave."""
    _follow_delivery(write, deliverable, deliverable)


def deliverable_restored(write: Write, deliverable: Deliverable) -> None:
    """Derive the due dates again that a restored deliverable gives."""
    _follow_delivery(write, deliverable, None)


def _follow_delivery(write: Write, deliverable: Deliverable, before: Deliverable | None) -> None:
    """Derive again what follows from the deliverables on record now, and not from `before` any more.

    What was sent follows too: a part that waits has no date to keep.
    """
    client = deliverable.client or 0
    now = _basis(write, client)
    others = tuple(each for each in now.around.deliverables if each.id != deliverable.id)
    delivered = (*others, before) if before else others
    then = dataclasses.replace(now, around=dataclasses.replace(now.around, deliverables=delivered))
    _tell(
        write,
        counted(
            N_("The due date of {count} invoice follows the delivery."),
            N_("The due dates of {count} invoices follow the delivery."),
            _derive(write, client, now, then, sent=True),
        ),
    )


def client_saved(write: Write, client: Client, before: Client | None) -> None:
    """Derive the due dates of a client again that count the business days of its country."""
    if before is not None and before.country != client.country:
        firm = business(write.db) or Business()
        _tell_calendar(write, _follow_calendar(write, client.id, _around(write.db, client.id, firm, before)))


def business_saved(write: Write, firm: Business, before: Business | None) -> None:
    """Derive the due dates again that count the business days of the user's own country."""
    if before is None or _same(before, firm, _CALENDAR):
        return
    clients = {
        each.client
        for each in lookup.find_records(write.db, Contract, "t.payment_terms <> ''")
        if each.client and _by_business_days(each.payment_terms)
    }
    moved = 0
    for client in sorted(clients):
        then = _around(write.db, client, before, lookup.get_record(write.db, Client, client))
        moved += _follow_calendar(write, client, then)
    _tell_calendar(write, moved)


def _follow_calendar(write: Write, client: int, then: Around) -> int:
    now = _basis(write, client)
    return _derive(write, client, now, dataclasses.replace(now, around=then), sent=False)


def _by_business_days(terms: str) -> bool:
    try:
        return parse_terms(terms).by_business_days
    except TermsError:  # an older version took it
        return False


def _basis(write: Write, client: int) -> _Basis:
    contracts = lookup.find_records(write.db, Contract, "t.client = ?", client)
    return _Basis(contracts, around(write.db, client))


def _derive(write: Write, client: int, now: _Basis, then: _Basis, *, sent: bool, contract: int | None = None) -> int:
    """Write the due dates that follow now and were those that followed then; return how many.

    Typed ones stay, and those of invoices that were sent unless `sent`; `contract`: only those of one contract.
    """
    moved = 0
    for invoice in lookup.find_records(write.db, Invoice, "t.client = ?", client):
        due = now.due(invoice)
        if invoice.is_credit_note or invoice.due == due or invoice.due_typed or invoice.due != then.due(invoice):
            continue
        if contract is not None and invoice.contract not in (None, contract):
            continue
        if to_choose(invoice, now.contracts) or (not sent and _was_sent(write.db, invoice)):
            continue
        write.change(dataclasses.replace(invoice, due=due))
        drop_paper(write, invoice)
        moved += 1
    return moved


def _tell_calendar(write: Write, moved: int) -> None:
    _tell(
        write,
        counted(
            N_("The due date of {count} invoice follows the business days of the country."),
            N_("The due dates of {count} invoices follow the business days of the country."),
            moved,
        ),
    )


def _tell(write: Write, told: Said) -> None:
    """Say what followed, if anything did."""
    if told.count:
        write.tell(told)


def _was_sent(db: Connection, invoice: Invoice) -> bool:
    return invoice.sent_on is not None or bool(lookup.find_records(db, Payment, "t.invoice = ?", invoice.id, limit=1))


def _same(before: object, after: object, names: Sequence[str]) -> bool:
    return all(getattr(before, name) == getattr(after, name) for name in names)
