"""Which contract an invoice follows from, and the due date that its terms give (P3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from clientguard.domain.money.terms import Terms, TermsError, parse_terms
from clientguard.domain.records import Contract, Invoice
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


def derived_due(invoice: Invoice, contracts: Sequence[Contract]) -> date | None:
    """Return the due date that follows from the terms; None if there are none."""
    contract = source(invoice, contracts)
    rule = _rule(contract.payment_terms) if contract else None
    return rule.due(invoice.issued) if rule and invoice.issued else None


def is_typed(before: Invoice | None, invoice: Invoice, contracts: Sequence[Contract]) -> bool:
    """Return whether an invoice's due date was entered by hand: now, or before and not cleared since.

    A row from before `due_typed` was kept counts as typed unless its date is what the contract gives.
    """
    if invoice.due is None:
        return False
    if before is None or invoice.due != before.due or before.due_typed:
        return True
    return before.sent_on is None and before.due != derived_due(before, contracts)


def due_origin(invoice: Invoice, contracts: Sequence[Contract]) -> Said | None:
    """Return where an invoice's due date comes from, for its form; None if it has none."""
    if invoice.due is None or invoice.issued is None:
        return None
    contract = source(invoice, contracts)
    rule = _rule(contract.payment_terms) if contract else None
    if rule and not invoice.due_typed and rule.due(invoice.issued) == invoice.due:
        return said(
            N_("From the contract: {terms}, issued on {date}. It follows the contract until you enter another date."),
            terms=rule.say(),
            date=invoice.issued,
        )
    if rule:
        return said(N_("Clear the field to take it from the contract again: {terms}."), terms=rule.say())
    return None


def _rule(terms: str) -> Terms | None:
    try:
        return parse_terms(terms) if terms else None
    except TermsError:
        return None


def _rules(contracts: Iterable[Contract]) -> set[Terms | None]:
    return {_rule(each.payment_terms) for each in contracts}


def _ends(contract: Contract) -> date | None:
    return contract.ended_on or (None if contract.renews_months else contract.ends)
