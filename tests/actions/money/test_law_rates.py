"""The user's own rates: entered as records, one for each day, and used before those that ship (P3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from clientguard.actions.money.law_rates import known_law, own_rates
from clientguard.actions.records.editing import NotValidError, remove_records, restore_records, save_record
from clientguard.domain.money.interest.facts import Debt, RateMissingError
from clientguard.domain.money.interest.working import working_of
from clientguard.domain.records import Contract, LawRate
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from tests import factories

FIRST = LawRate(
    base="ecb-mro",
    starts=date(2027, 1, 1),
    ends=date(2027, 6, 30),
    rate="2.65",
    source="ecb.europa.eu",
    checked_on=date(2027, 1, 4),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """A casebook with a rate for the first half of 2027."""
    book = factories.new_book(tmp_path_factory.mktemp("rates") / "a.casebook")
    factories.save(book, FIRST)
    yield book
    book.close()


def test_an_own_rate_is_used_where_none_ships(book):
    debt = Debt(10_000_00, "EUR", date(2026, 12, 31), "eu")
    with book.read() as db:
        found = working_of(debt, [], date(2027, 1, 31), known_law(db))
        assert [each.base for each in own_rates(db)] == ["ecb-mro"]
        with pytest.raises(RateMissingError):
            working_of(debt, [], date(2027, 7, 1), known_law(db))
    assert (found.lines[0].rate, found.interest) == (Decimal("10.65"), 90_45)
    assert "ecb.europa.eu" in found.source


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2027, 1, 1), None),
        (date(2027, 6, 30), None),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(2027, 2, 1), date(2027, 3, 1)),
    ],
)
def test_no_day_has_two_own_rates(book, starts, ends):
    with pytest.raises(NotValidError) as refused:
        save_record(book, another(starts=starts, ends=ends))
    assert [each.field for each in refused.value.problems] == ["starts"]


def test_another_period_and_another_base_may_be_added_and_the_rate_changed(book):
    for each in (
        another(starts=date(2026, 7, 1)),  # without an end: until the next
        another(starts=date(2027, 7, 1)),
        another(base="at-base", starts=date(2027, 1, 1)),
    ):
        save_record(book, each)
    with book.read() as db:
        assert len(own_rates(db)) == 4


@pytest.mark.parametrize("rate", ["two", "NaN", "1001", ""])
def test_a_rate_has_to_be_a_figure(book, rate):
    with pytest.raises(NotValidError) as refused:
        save_record(book, another(base="th", starts=date(2029, 1, 1), rate=rate))
    assert [each.field for each in refused.value.problems] == ["rate"]


def test_a_rate_that_was_removed_does_not_come_back_beside_the_one_that_took_its_place(book):
    first = save_record(book, another(base="th", starts=date(2028, 1, 1))).first
    remove_records(book, [first])
    second = save_record(book, another(base="th", starts=date(2028, 1, 1), rate="6")).first
    with pytest.raises(KnownError, match="now"):
        restore_records(book, [first])
    remove_records(book, [second])
    restore_records(book, [first])


def another(**changed: object) -> LawRate:
    return LawRate(**{"base": "ecb-mro", "rate": "2.9", "source": "A page", "checked_on": date(2026, 11, 1), **changed})


@pytest.mark.parametrize(("rate", "base"), [("-5", ""), ("1000.01", ""), ("99999", "ecb-mro"), ("-1001", "ecb-mro")])
def test_a_contract_cannot_agree_on_what_is_no_rate(book, rate, base):
    client = factories.add(book, "client", name=f"Mill {rate}")
    contract = Contract(client=client, title="Shop", starts=date(2026, 1, 1), late_rate=rate, late_base=base)
    with pytest.raises(NotValidError) as refused:
        save_record(book, contract)
    assert [each.field for each in refused.value.problems] == ["late_rate"]


@pytest.mark.parametrize(("rate", "base"), [("8", ""), ("0", ""), ("-0.5", "ecb-mro"), ("1000", "")])
def test_a_contract_agrees_on_a_rate_or_points_above_or_below_another(book, rate, base):
    client = factories.add(book, "client", name=f"Quay {rate}")
    save_record(book, Contract(client=client, title="Shop", starts=date(2026, 1, 1), late_rate=rate, late_base=base))
