"""Late interest on an invoice of the record: its debts, what was paid on each, and what is to be paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.amount import Money
from clientguard.domain.money.claims.late import (
    LateInvoice,
    claim_of,
    debts_of,
    per_day,
    regime_of_country,
    without_refunds,
)
from clientguard.domain.money.receivables import InvoiceFacts
from clientguard.letters.late_interest import shipped_law

LAW = shipped_law()
ISSUED, DUE, ON = date(2025, 6, 2), date(2025, 7, 2), date(2026, 3, 31)


def invoice(country: str = "GB", currency: str = "GBP", minor: int = 500_000, **changes) -> LateInvoice:
    facts = InvoiceFacts(1, 2, "Harbour", "R-1", ISSUED, DUE, "net 30", Money(minor, currency), 0, None)
    found = LateInvoice(facts, 3, country, "company", True, ISSUED, None, (), None, "", ())
    names = {name: value for name, value in changes.items() if hasattr(found, name)}
    rest = {name: value for name, value in changes.items() if name not in names}
    return replace(found, facts=replace(facts, **rest), **names)


@pytest.mark.parametrize(
    ("country", "regime"),
    [("GB", "uk"), ("DE", "de"), ("FR", "eu"), ("GR", "eu"), ("TH", "th"), ("CH", "contract"), ("", "contract")],
)
def test_each_country_has_its_regime_and_others_only_their_contracts(country, regime):
    assert regime_of_country(country) == regime


def test_what_the_next_day_adds_is_one_three_hundred_sixty_fifth_of_a_year():
    (worked,) = claim_of(invoice(), ON, LAW).worked
    assert per_day(worked.working, LAW) == Money(168, "GBP")
    (compound,) = claim_of(invoice("NL", "EUR"), ON, LAW).worked
    assert per_day(compound.working, LAW).minor == 0


def test_nothing_is_late_before_its_day():
    assert claim_of(invoice(), DUE, LAW).worked == ()


def test_a_rate_of_nothing_in_the_contract_is_a_rate():
    found = claim_of(invoice(rate=Decimal(0)), ON, LAW)
    assert found.interest.minor == 0
    assert found.by_law[0].working.fixed == 7_000


payments = st.lists(st.tuples(st.dates(date(2025, 6, 3), ON), st.integers(-400_000, 400_000)), max_size=6)
countries = st.sampled_from([("GB", "GBP"), ("DE", "EUR"), ("NL", "EUR"), ("IE", "EUR"), ("TH", "THB"), ("CH", "CHF")])


@given(payments)
def test_refunds_are_taken_off_and_no_payment_is_below_zero(paid):
    found = without_refunds(paid)
    assert all(each.amount > 0 for each in found)
    assert sum(each.amount for each in found) >= sum(minor for _on, minor in paid)
    assert [each.on for each in found] == sorted(each.on for each in found)
    only = [each for each in paid if each[1] >= 0]
    assert sum(each.amount for each in without_refunds(only)) == sum(minor for _on, minor in only)


@given(countries, payments, st.integers(0, 900_000), st.integers(0, 500_000))
def test_the_sums_hold_whatever_was_paid_and_credited(where, paid, minor, credited):
    country, currency = where
    found = claim_of(invoice(country, currency, minor, paid=tuple(paid), credited=credited), ON, LAW)
    for each in found.worked:
        assert each.working.debt.principal == minor - min(minor, credited) > 0
        assert each.to_pay >= each.on_record >= 0
        assert each.working.interest >= 0
    assert found.claimed == found.to_pay - found.money(sum(each.on_record for each in found.worked))


@given(payments, st.integers(0, 300_000))
def test_instalments_share_payments_and_credits_without_losing_any(paid, credited):
    split = invoice(terms="50% net 10, 50% net 40", typed=False, due=None, paid=tuple(paid), credited=credited)
    debts = list(debts_of(split, ON, "uk", own=False))
    assert sum(debt.principal for debt, _paid in debts) == 500_000 - credited
    assert [debt.due for debt, _paid in debts] == sorted(debt.due for debt, _paid in debts)
    given_ = sum(each.amount for _debt, parts in debts for each in parts)
    assert given_ == sum(each.amount for each in without_refunds(paid))


def test_a_payment_before_the_due_day_leaves_interest_on_the_rest_alone():
    found = claim_of(invoice(paid=((DUE - timedelta(1), 400_000),)), ON, LAW)
    assert found.worked[0].working.lines[0].balance == 100_000
    assert found.fixed.minor == 7_000
