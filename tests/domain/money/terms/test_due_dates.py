"""When an invoice is due by its terms, and how it is split: as other programs work it out, and always (P3.1)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.money.terms import Event, parse_terms
from clientguard.domain.money.terms.reading import read_terms

# How the terms language writes the rules of the test material.
PHRASES: dict[str, Callable[[Any], str]] = {
    "none": lambda rule: "",
    "net_days": lambda rule: (
        f"{rule['discount_percent']}/{rule['discount_days']} net {rule['days']}"
        if "discount_days" in rule
        else f"net {rule['days']}"
    ),
    "net_weeks": lambda rule: f"net {rule['weeks']} weeks" + (", next business day" if "holidays" in rule else ""),
    "eom_plus_days": lambda rule: f"end of month + {rule['days']} days",
    "eom_plus_weeks": lambda rule: f"end of month + {rule['weeks']} weeks",
    "min_days_then_day_of_month": lambda rule: f"{rule['day']}th after {rule['days']} days",
    "last_day_of_current_month": lambda rule: "end of month",
    "day_of_following_month": lambda rule: f"{rule['day']}th of next month",
    "instalments": lambda rule: ", ".join(f"{each['percent']}% net {each['days']}" for each in rule["parts"]),
    "net_days_then_day_of_next_month": lambda rule: (
        f"net {rule['days']}, then " + (f"{rule['day']}th of next month" if rule["day"] else "end of month")
    ),
    "net_days_then_payment_days": lambda rule: f"net {rule['days']}, then pay days {listed(rule['payment_days'])}",
    "sequential_instalments": lambda rule: ", then ".join(
        f"{each['percent']}% pay days {listed(each['payment_days'])}" for each in rule["parts"]
    ),
    "months_after_end_of_invoice_month": lambda rule: f"end of month + {rule['months']} month",
    "inherited_from_group": lambda rule: "end of next month",
    "first_day_of_next_month": lambda rule: "1st of next month",
    "last_day_of_month_strictly_after": lambda rule: "the last day",
    "day_of_month_strictly_after": lambda rule: f"the {rule['day']}th",
    "end_of_next_month": lambda rule: "end of next month",
    "same_day_next_month": lambda rule: "same day next month",
}


def listed(days: list[int]) -> str:
    return ", ".join(map(str, days))


def test_due_dates_agree_with_those_of_other_programs(corpus: Path):
    cases = json.loads((corpus / "terms" / "due_dates.json").read_text())["cases"]
    assert len(cases) > 50
    for case in cases:
        if case.get("kind") == "parse":
            parsed = parse_terms(f"pay days {case['input']}")
            assert parsed == parse_terms(f"pay days {listed(case['expected_days'])}"), case["id"]
            continue
        terms = parse_terms(PHRASES[case["rule"]["type"]](case["rule"]))
        issued = date.fromisoformat(case["invoice_date"])
        free = {date.fromisoformat(each) for each in case["rule"].get("holidays", ())}
        dues = terms.dues(issued, is_business_day=lambda day, free=free: day.weekday() < 5 and day not in free)
        assert [str(each.due) for each in dues] == case["expected"], case["id"]
        if "discount_date" in case:
            last = terms.discount.last_day(issued).isoformat() if terms.discount else None
            assert last == case["discount_date"], case["id"]


def test_parts_agree_with_those_of_other_programs(corpus: Path):
    cases = json.loads((corpus / "terms" / "instalment_amounts.json").read_text())
    split = [each for each in cases if "amounts" in each["expected"]]
    assert len(split) == 3
    for case in split:
        phrase = ", ".join(
            f"{each['percent']}%" if "percent" in each else f"{each['fixed']} EUR" for each in case["rule"]["parts"]
        )
        amounts = parse_terms(phrase).amounts(euro(case["total"]))
        assert amounts == tuple(euro(each).minor for each in case["expected"]["amounts"]), case["id"]
    early = next(each for each in cases if each["id"] == "ODOO-M1")
    rule, expected = early["rule"], early["expected"]
    terms = parse_terms(f"{rule['early_discount_percent']}/{rule['discount_days']} net {rule['net_days']}")
    (due,) = terms.dues(date.fromisoformat(early["invoice_date"]), euro(early["total"]))
    assert terms.discount is not None
    assert (str(due.due), due.amount) == (expected["due"], euro(expected["amount"]).minor)
    assert euro(early["total"]) - terms.discount.off(euro(early["total"])) == euro(expected["discounted_balance"])


def euro(amount: float) -> Money:
    return Money(parse_amount(f"{amount:.2f}", "EUR"), "EUR")


def test_a_part_has_no_date_until_what_it_waits_for_has_happened():
    terms = parse_terms('40% on signing, 30% on "Design", then 30% net 14')
    issued = date(2026, 11, 1)
    assert [(each.due, each.waits_for and each.waits_for.plain) for each in terms.dues(issued)] == [
        (None, "signing"),
        (None, "Design"),
        (None, "Design"),
    ]
    assert terms.due(issued) is None
    happened = {Event("signing"): date(2026, 10, 1), Event("named", "Design"): date(2026, 11, 20)}
    dues = terms.dues(issued, happened=happened.get)
    # What was signed before the invoice is due with the invoice, not before it.
    assert [each.due for each in dues] == [issued, date(2026, 11, 20), date(2026, 12, 4)]
    assert terms.due(issued, happened=happened.get) == date(2026, 12, 4)


def test_terms_in_another_currency_do_not_split_an_amount():
    terms = parse_terms("70%, 200 EUR, rest")
    assert terms.amounts(Money(100000, "USD")) is None
    assert terms.amounts(Money(100000, "EUR")) == (70000, 20000, 10000)


# --- always ---

units = st.sampled_from(["", " days", " weeks", " months", " business days"])
days = st.integers(1, 31)
phrases = st.one_of(
    st.just("on receipt"),
    st.builds("net {}{}".format, st.integers(0, 999), st.sampled_from(["", " days"])),
    st.builds("net {}{}".format, st.integers(0, 99), units),
    st.builds("end of month + {}{}".format, st.integers(0, 99), units),
    st.builds("{}th of next month".format, days),
    st.builds("the {}th".format, days),
    st.builds("{}th after {} days".format, days, st.integers(0, 99)),
    st.builds("pay days {}, {}".format, days, days),
    st.just("net 30 EOM"),
    st.just("the last day"),
)
chains = st.lists(phrases, min_size=1, max_size=3).map(", then ".join)
moves = st.sampled_from(["", ", next business day", ", modified next business day", ", nearest business day"])
dates = st.dates(date(1990, 1, 1), date(2100, 1, 1))
percents = st.lists(st.decimals("0.01", "30", places=2), min_size=1, max_size=3)


@st.composite
def instalments(draw: st.DrawFn) -> str:
    """Return terms of up to four parts, the last of which is what is left."""
    rules = draw(st.lists(chains, min_size=4, max_size=4, unique_by=parse_terms))
    shares = [f"{each}%" for each in draw(percents)]
    return ", ".join(f"{share} {rule}" for share, rule in zip([*shares, "rest"], rules, strict=False))


@given(st.one_of(chains, instalments()), dates)
def test_nothing_is_due_before_the_invoice(phrase: str, issued: date):
    for move in ("", ", next business day"):
        assert all(each.due and each.due >= issued for each in parse_terms(phrase + move).dues(issued))


@given(chains, dates, moves)
def test_a_due_date_moves_by_less_than_a_week(phrase: str, issued: date, move: str):
    plain, moved = parse_terms(phrase).due(issued), parse_terms(phrase + move).due(issued)
    assert plain is not None
    assert moved is not None
    assert abs(moved - plain) < timedelta(days=7)
    assert moved.weekday() < 5 or not move


@given(instalments(), st.integers(0, 10**12), dates)
def test_the_parts_come_to_the_amount(phrase: str, minor: int, issued: date):
    dues = parse_terms(phrase).dues(issued, Money(minor, "EUR"))
    assert sum(each.amount or 0 for each in dues) == minor
    assert [each.due for each in dues] == [each.due for each in parse_terms(phrase).dues(issued)]


@given(chains, dates, dates)
def test_a_later_invoice_is_not_due_earlier(phrase: str, first: date, second: date):
    early, late = sorted((first, second))
    due = parse_terms(phrase).due
    assert due(early) <= due(late)  # type: ignore[operator]


@given(st.one_of(chains, instalments()), moves, st.sampled_from(["", "2/10 ", "due "]))
def test_letter_case_and_blanks_make_no_difference(phrase: str, move: str, head: str):
    text = head + phrase + move
    assert parse_terms(text) == parse_terms(text.upper()) == parse_terms(f" {text.replace(' ', '   ')}\t")


@given(st.integers(0, 999), st.sampled_from(["", " day", " days"]))
def test_what_is_read_without_the_grammar_is_read_alike_with_it(count: int, unit: str):
    assert parse_terms(f"net {count}{unit}") == read_terms(f"net {count}{unit}")


@pytest.mark.parametrize("phrase", ["net 999, " * 1 + "then net 99 months, " * 8 + "next business day"])
def test_the_longest_terms_stay_within_the_calendar(phrase: str):
    due = parse_terms(phrase).due(date(2199, 12, 31))
    assert due is not None
    assert due.year < 9999
