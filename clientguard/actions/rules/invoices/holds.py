"""What may be recorded about holding an invoice up, and about a promise to pay it."""

from __future__ import annotations

from collections.abc import Iterator

from clientguard.actions.rules.invoices.spreading import no_credit_note
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import still_open
from clientguard.domain.records import InvoiceHold, Problem
from clientguard.domain.records.kinds.collecting import DISPUTED
from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.views.money import invoices_of


def hold_problems(db: Connection, found: InvoiceHold) -> Iterator[Problem]:
    """Yield a problem if nothing is open on the invoice, or more is disputed than that; or only a part is on hold.

    A hold that was saved like that can still be settled: this is only checked when its invoice or its amount changes.
    """
    yield from no_credit_note(db, found)
    before = lookup.get_record(db, InvoiceHold, found.id) if found.id else None
    names = ("invoice", "amount", "type")
    if before and all(getattr(before, name) == getattr(found, name) for name in names):
        return
    facts = next(iter(invoices_of(db, [found.invoice or 0])), None)
    if facts is None:
        return
    left = still_open(facts)
    if left <= 0:
        yield Problem("invoice", said(N_("Nothing is open on this invoice.")))
    elif found.amount is None:
        return
    elif found.type != DISPUTED:
        yield Problem("amount", said(N_("Only a dispute can be about a part of an invoice. Leave this empty.")))
    elif found.amount > left:
        amount = Money(left, facts.amount.currency)
        yield Problem("amount", said(N_("Only {amount} is open on this invoice."), amount=amount))
    elif found.amount == 0:
        yield Problem("amount", said(N_("Enter the part that is disputed, or leave this empty for all of it.")))
