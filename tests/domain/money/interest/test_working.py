"""Interest as it builds: what must hold for any debt, any payments and any day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.interest.facts import Debt, PartPayment, RateMissingError, RatePeriod, Rates
from clientguard.domain.money.interest.regimes import Law
from clientguard.domain.money.interest.working import rounded, working_of
from clientguard.letters.late_interest import shipped_law

LAW = shipped_law()
DUE = date(2024, 2, 28)
START = DUE + timedelta(1)
CURRENCIES = {"uk": "GBP", "th": "THB", "my": "MYR"}

regimes = st.sampled_from(["uk", "de", "at", "ie", "nl", "eu", "th"])
days = st.dates(date(2023, 12, 1), date(2026, 12, 31))
payments = st.lists(st.builds(PartPayment, days, st.integers(0, 4000_00)), max_size=4)


def debt(regime: str, principal: int = 5000_00, **facts) -> Debt:
    return Debt(principal, facts.pop("currency", CURRENCIES.get(regime, "EUR")), facts.pop("due", DUE), regime, **facts)


@given(regimes, st.integers(0, 10**9), payments, days, days)
def test_a_later_day_never_gives_less(regime, principal, paid, one, other):
    first, last = sorted((one, other))
    early, late = (working_of(debt(regime, principal), paid, on, LAW) for on in (first, last))
    assert 0 <= early.interest <= late.interest
    assert early.fixed <= late.fixed


@given(regimes, st.integers(0, 10**9), payments, days, days)
def test_a_payment_of_nothing_changes_nothing_but_the_lines(regime, principal, paid, on, at):
    whole = working_of(debt(regime, principal), paid, on, LAW)
    cut = working_of(debt(regime, principal), [*paid, PartPayment(at, 0)], on, LAW)
    assert replace(cut, lines=(), remarks=()) == replace(whole, lines=(), remarks=())
    assert sum(each.days for each in cut.lines) == sum(each.days for each in whole.lines), "every day counts once"


@given(regimes, st.integers(0, 10**9), payments, days)
def test_lines_follow_each_other_and_come_to_the_total(regime, principal, paid, on):
    found = working_of(debt(regime, principal), paid, on, LAW)
    assert abs(sum(each.amount for each in found.lines) - found.interest) <= (len(found.lines) + 1) / 2
    for one, next_ in zip(found.lines, found.lines[1:], strict=False):
        assert one.ends < next_.starts
    for each in found.lines:
        assert START <= each.starts <= each.ends <= on
        assert each.days == (each.ends - each.starts).days + 1


@given(regimes, st.integers(0, 10**9), payments, days, st.sampled_from(["", "interest", "principal"]))
def test_what_was_owed_was_paid_or_is_still_owed(regime, principal, paid, on, order):
    found = working_of(debt(regime, principal, order=order), paid, on, LAW)
    came = sum(each.amount for each in paid if each.on <= on)
    left = found.balance_after + found.unpaid_interest - found.overpaid
    assert abs(principal + found.interest - came - left) <= 2, "but for rounding"
    assert not (found.overpaid and (found.balance_after or found.unpaid_interest))


@given(st.integers(0, 10**9), st.dates(START, date(2026, 12, 31)))
def test_simple_interest_does_not_depend_on_where_it_is_cut(principal, on):
    found = working_of(debt("contract", principal, rate=Decimal("7.3")), [], on, LAW)
    assert found.interest == rounded(Fraction(principal) * Fraction("7.3") * found.days / 36500)


def test_half_a_unit_is_rounded_up():
    assert [rounded(Fraction(each, 2)) for each in (0, 1, 2, 3)] == [0, 1, 1, 2]


def test_nothing_builds_up_on_a_debt_that_is_not_late_or_nothing():
    for found in (
        working_of(debt("uk"), [], DUE, LAW),
        working_of(debt("uk"), [], DUE - timedelta(400), LAW),
        working_of(debt("uk", 0), [], date(2026, 1, 1), LAW),
    ):
        assert (found.interest, found.fixed, found.lines) == (0, 0, ())


def test_a_payment_before_the_debt_is_late_makes_it_smaller():
    paid = [PartPayment(DUE - timedelta(10), 3000_00), PartPayment(DUE, 1500_00)]
    found = working_of(debt("uk"), paid, date(2024, 12, 31), LAW)
    assert found.lines[0].balance == 500_00
    assert found.fixed == 40_00, "the band of what was late"
    assert working_of(debt("uk"), [PartPayment(DUE, 5000_00)], date(2024, 12, 31), LAW).interest == 0


def test_a_payment_counts_from_the_day_after_it_arrived():
    found = working_of(debt("uk"), [PartPayment(START, 4000_00)], START + timedelta(1), LAW)
    assert [(each.balance, each.days) for each in found.lines] == [(5000_00, 1), (1000_00, 1)]
    last = working_of(debt("uk"), [PartPayment(START, 4000_00)], START, LAW)
    assert (last.balance_after, last.lines[0].paid) == (1000_00, 4000_00)


def test_more_than_was_owed_is_told_and_no_rate_is_needed_once_nothing_is():
    found = working_of(debt("de"), [PartPayment(date(2024, 6, 30), 9000_00)], date(2030, 1, 1), LAW)
    assert found.overpaid == 9000_00 - 5000_00 - found.interest
    assert (found.balance_after, found.unpaid_interest) == (0, 0)
    assert "More was paid" in " ".join(map(str, found.remarks))


def test_costs_come_before_interest_and_interest_before_principal_where_the_law_says_so():
    paid = [PartPayment(date(2024, 8, 31), 1000_00)]
    line = working_of(debt("de", costs=50_00), paid, date(2024, 12, 31), LAW).lines[1]
    assert line.to_costs == 50_00
    assert line.to_costs + line.to_interest + line.to_principal == 1000_00
    assert line.to_interest == working_of(debt("de"), [], date(2024, 8, 31), LAW).interest
    uk = working_of(debt("uk", costs=50_00), paid, date(2024, 12, 31), LAW)
    assert (uk.lines[0].to_principal, uk.unpaid_costs) == (1000_00, 50_00)


def test_the_user_may_choose_what_a_payment_counts_for():
    paid = [PartPayment(date(2024, 8, 31), 1000_00)]
    usual = working_of(debt("de"), paid, date(2024, 12, 31), LAW)
    chosen = working_of(debt("de", order="principal"), paid, date(2024, 12, 31), LAW)
    assert chosen.balance_after == 4000_00 < usual.balance_after
    assert chosen.interest < usual.interest


def test_payments_after_the_day_are_left_out_and_that_is_said():
    found = working_of(debt("uk"), [PartPayment(date(2025, 1, 1), 100)], date(2024, 12, 31), LAW)
    assert found.balance_after == 5000_00
    assert "not counted" in " ".join(map(str, found.remarks))


def test_amounts_below_zero_are_refused():
    for bad in (debt("uk", -1), debt("uk", costs=-1)):
        with pytest.raises(ValueError, match="below zero"):
            working_of(bad, [], DUE, LAW)
    with pytest.raises(ValueError, match="below zero"):
        working_of(debt("uk"), [PartPayment(DUE, -1)], DUE, LAW)


def test_a_dutch_year_that_begins_on_a_leap_day_ends_with_february():
    found = working_of(debt("nl"), [], date(2026, 6, 30), LAW)
    assert found.starts == date(2024, 2, 29)
    assert [each.ends for each in found.lines if each.capitalised] == [date(2025, 2, 28), date(2026, 2, 28)]


def test_yen_have_no_decimals_and_foreign_money_gets_no_fixed_sum():
    found = working_of(debt("eu", 1_000_000, currency="JPY"), [], date(2024, 3, 31), LAW)
    assert found.interest == 10959  # 32 days at 12.50 % are 10,958.90
    assert found.fixed == 0
    assert "EUR" in " ".join(map(str, found.remarks))


def test_a_contract_may_build_on_a_rate_and_never_goes_below_nothing():
    law = Law(LAW.regimes, Rates([RatePeriod("ecb-mro", date(2024, 1, 1), None, Decimal("-2"), "A", "", DUE)]))
    half = working_of(debt("contract", rate=Decimal("1"), base="ecb-mro"), [], date(2024, 12, 31), law)
    assert (half.interest, half.lines[0].rate) == (0, 0)


def test_the_contract_takes_the_laws_place_but_not_always_its_fixed_sum():
    on = date(2024, 12, 31)
    dutch, british = (working_of(debt(each, rate=Decimal("5")), [], on, LAW) for each in ("nl", "uk"))
    assert dutch.interest == british.interest == rounded(Fraction(5000_00 * 5 * 307, 36500))
    assert (dutch.fixed, british.fixed) == (40_00, 0)
    assert "substantial remedy" in " ".join(map(str, british.remarks))
    thai = working_of(debt("th", rate=Decimal("18")), [], on, LAW)
    assert "15 % a year at most" in " ".join(map(str, thai.remarks))


@pytest.mark.parametrize("regime", ["uk", "ie", "eu", "my"])
def test_where_there_is_no_right_against_a_consumer_a_sentence_says_so(regime):
    found = working_of(debt(regime, debtor="consumer"), [], date(2025, 12, 31), LAW)
    assert (found.has_right, found.interest, found.fixed) == (False, 0, 0)
    assert "consumer" in str(found.why)


def test_consumers_elsewhere_owe_their_own_rate_and_no_fixed_sum():
    on = date(2024, 6, 30)
    rates = {
        regime: working_of(debt(regime, debtor="consumer"), [], on, LAW).lines[0].rate for regime in ("at", "nl", "th")
    }
    assert rates == {"at": 4, "nl": 7, "th": 5}
    assert {working_of(debt(each, debtor="consumer"), [], on, LAW).fixed for each in rates} == {0}


def test_a_period_without_a_rate_is_named_and_asked_for():
    with pytest.raises(RateMissingError) as missing:
        working_of(debt("eu"), [], date(2027, 3, 1), LAW)
    assert (missing.value.base, missing.value.starts, missing.value.ends) == (
        "ecb-mro",
        date(2027, 1, 1),
        date(2027, 6, 30),
    )
    assert "European Central Bank" in str(missing.value)
    working_of(debt("uk"), [], date(2027, 3, 1), LAW)  # the rate of the first day stays


def last_known(base: str) -> date:
    """Return the last day for which a rate of a base ships."""
    return max(each.ends or date.max for each, _own in LAW.rates._by_base[base])


RULES = [
    (name, debtor, rules)
    for name, regime in LAW.regimes.items()
    for debtor, rules in (("company", regime), ("consumer", regime.consumer))
    if rules and rules.base
]


@pytest.mark.parametrize(("name", "debtor", "rules"), RULES, ids=[f"{name}-{debtor}" for name, debtor, _ in RULES])
def test_the_day_after_the_last_known_rate_asks(name, debtor, rules):
    end = last_known(rules.base)
    assert end < date(2027, 12, 31), "no rate is taken to last for ever"
    due = end if rules.per_debt else end - timedelta(30)  # where the first rate stays, it has to be known
    late = debt(name, debtor=debtor, due=due)
    working_of(replace(late, due=end - timedelta(30)), [], end, LAW)
    with pytest.raises(RateMissingError) as missing:
        working_of(late, [], end + timedelta(1), LAW)
    assert (missing.value.base, missing.value.starts) == (rules.base, end + timedelta(1))


def test_a_dutch_consumers_rate_from_july_2026_is_not_known():
    assert last_known("nl-consumer") == date(2026, 6, 30)


def test_work_that_was_finished_after_the_due_date_may_have_been_paid_in_advance():
    on = date(2024, 6, 30)
    early, late, own = (
        " ".join(map(str, working_of(debt("uk", performed=day, rate=rate), [], on, LAW).remarks))
        for day, rate in ((DUE, None), (START, None), (START, Decimal("5")))
    )
    assert "section 11" in late
    assert "section 11" not in early + own
    assert any("section 11" in each for each in LAW.regimes["uk"].conditions)
