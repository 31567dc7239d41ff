"""Which contract an invoice follows from, and the due date that its terms give (P3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.money.amount import Money
from clientguard.domain.money.milestones import milestones_of
from clientguard.domain.money.terms import (
    MOVED_AT_MOST,
    Calendar,
    Event,
    Terms,
    TermsError,
    monday_to_friday,
    parse_terms,
)
from clientguard.domain.records import Contract, Deliverable, Invoice
from clientguard.domain.wording import N_, Said, said


def ran_on(contract: Contract, on: date) -> bool:
    """Return whether a contract ran on a day: from its start until it was ended, or its term ended unrenewed."""
    ends = _ends(contract)
    return (contract.starts is None or contract.starts <= on) and (ends is None or on <= ends)


def ran_in_words(contract: Contract) -> Said | None:
    """Return when a contract ran, to tell it from others: `1 Jan 2025 to 31 Dec 2025`; None if it always did."""
    ends = _ends(contract)
    if contract.starts and ends:
        return said(N_("{start} to {end}"), start=contract.starts, end=ends)
    if contract.starts:
        return said(N_("since {start}"), start=contract.starts)
    return said(N_("until {end}"), end=ends) if ends else None


def running(contracts: Iterable[Contract], on: date) -> list[Contract]:
    """Return the contracts that ran on a day."""
    return [each for each in contracts if ran_on(each, on)]


def source(invoice: Invoice, contracts: Sequence[Contract]) -> Contract | None:
    """Return the contract whose terms an invoice takes: the one chosen, else the one that ran on its date.

    Where several ran, any of them if their terms agree, else None.
    """
    if invoice.contract is not None:
        return next((each for each in contracts if each.id == invoice.contract), None)
    found = running(contracts, invoice.issued) if invoice.issued else []
    return found[0] if found and len(_rules(found)) == 1 else None


def to_choose(invoice: Invoice, contracts: Sequence[Contract]) -> list[Contract]:
    """Return the contracts that the user has to choose from: several ran on the invoice's date, on different terms."""
    if invoice.contract is not None or not invoice.issued:
        return []
    found = running(contracts, invoice.issued)
    return found if len(_rules(found)) > 1 else []


@dataclass(frozen=True, slots=True)
class Around:
    """What a due date follows from beside the contract: the business days, and what was delivered."""

    is_business_day: Calendar = monday_to_friday
    deliverables: tuple[Deliverable, ...] = ()


NOTHING_AROUND = Around()


def derived_due(invoice: Invoice, contracts: Sequence[Contract], around: Around = NOTHING_AROUND) -> date | None:
    """Return the day by which all is due by the terms; None if there are none, or while a part waits for something."""
    contract = source(invoice, contracts)
    rule = _rule(contract.payment_terms) if contract else None
    if rule is None or invoice.issued is None:
        return None
    happened = milestones_of(contract, around.deliverables).day_of
    return rule.due(invoice.issued, is_business_day=around.is_business_day, happened=happened)


def waits_for(invoice: Invoice, contracts: Sequence[Contract], around: Around = NOTHING_AROUND) -> Event | None:
    """Return the first thing that a part of an invoice waits for; None if all have their dates."""
    contract = source(invoice, contracts)
    rule = _rule(contract.payment_terms) if contract else None
    happened = milestones_of(contract, around.deliverables).day_of
    return next((each for each in rule.waits_for if happened(each) is None), None) if rule else None


def is_typed(
    before: Invoice | None, invoice: Invoice, contracts: Sequence[Contract], around: Around = NOTHING_AROUND
) -> bool:
    """Return whether an invoice's due date was entered by hand: now, or before and not cleared since.

    A row from before `due_typed` was kept counts as typed unless its date is what the contract gives.
    """
    if invoice.due is None:
        return False
    if before is None or invoice.due != before.due or before.due_typed:
        return True
    derived = derived_due(before, contracts, around)
    return before.sent_on is None and before.due != derived and not _moved_by_holidays(before, derived, contracts)


def due_origin(invoice: Invoice, contracts: Sequence[Contract], around: Around = NOTHING_AROUND) -> Said | None:
    """Return, for an invoice's form, where its due date comes from or what it waits for; None without terms."""
    contract = source(invoice, contracts)
    rule = _rule(contract.payment_terms) if contract else None
    if rule is None or invoice.issued is None:
        return None
    if invoice.due is None:
        event = waits_for(invoice, contracts, around)
        told = N_("From the contract: {terms}. The date is filled in once {event} is on record.")
        return said(told, terms=rule.say(), event=event.say()) if event else None
    if not invoice.due_typed and derived_due(invoice, contracts, around) == invoice.due:
        return said(
            N_("From the contract: {terms}, issued on {date}. It follows the contract until you enter another date."),
            terms=rule.say(),
            date=invoice.issued,
        )
    return said(N_("Clear the field to take it from the contract again: {terms}."), terms=rule.say())


def discount_offered(invoice: Invoice, contracts: Sequence[Contract]) -> Said | None:
    """Return what an invoice costs if it is paid early, and until when, for its form; None without a discount."""
    contract = source(invoice, contracts)
    rule = _rule(contract.payment_terms) if contract else None
    if rule is None or rule.discount is None or invoice.issued is None or not invoice.amount:
        return None
    amount = Money(invoice.amount, invoice.currency)
    off = rule.discount.off(amount)
    last = rule.discount.last_day(invoice.issued)
    return said(N_("{rest} settles it until {date}: {off} off."), rest=amount - off, date=last, off=off)


def _moved_by_holidays(invoice: Invoice, derived: date | None, contracts: Sequence[Contract]) -> bool:
    """Return whether an invoice's date may be what the terms gave when other holidays were known."""
    contract = source(invoice, contracts)
    rule = _rule(contract.payment_terms) if contract else None
    if rule is None or not rule.by_business_days or invoice.due is None or derived is None:
        return False
    return abs((invoice.due - derived).days) <= MOVED_AT_MOST


def _rule(terms: str) -> Terms | None:
    try:
        return parse_terms(terms) if terms else None
    except TermsError:
        return None


def _rules(contracts: Iterable[Contract]) -> set[Terms | None]:
    return {_rule(each.payment_terms) for each in contracts}


def _ends(contract: Contract) -> date | None:
    return contract.ended_on or (None if contract.renews_months else contract.ends)
