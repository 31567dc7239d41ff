"""Every worked example of the eight laws comes out to the unit, line by line."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.money.interest.facts import Debt, PartPayment
from clientguard.domain.money.interest.regimes import CONTRACT
from clientguard.domain.money.interest.working import Line, Working, scale_costs, working_of
from clientguard.letters.late_interest import shipped_law

EXAMPLES = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))
AGREED = {"CONTRACT-1": "12", "CONTRACT-3": "8.25", "CONTRACT-5": "8.25"}


def working(example: dict) -> Working:
    currency = example["currency"]
    debt = Debt(
        parse_amount(example["principal"], currency),
        currency,
        date.fromisoformat(example["due"]),
        example["regime"],
        "consumer" if example["debtor"] == "consumer" else "company",
        rate=Decimal(AGREED[example["id"]]) if example["id"] in AGREED else None,
    )
    payments = [
        PartPayment(date.fromisoformat(each["date"]), parse_amount(each["amount"], currency))
        for each in example.get("payments", ())
    ]
    return working_of(debt, payments, date.fromisoformat(example["on"]), shipped_law())


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["id"] for each in EXAMPLES])
def test_an_example_comes_out_to_the_unit(example):
    found = working(example)
    assert plain(found, found.interest) == example["interest"]
    assert plain(found, found.fixed) == example["fixed"]
    assert found.days == (example["days"] if found.has_right else 0)
    assert [line(found, each) for each in found.lines] == [expected(each) for each in example["lines"]]
    assert plain(found, found.balance_after) == example.get("balance_after", plain(found, found.balance_after))
    assert plain(found, found.unpaid_interest) == example.get("interest_unpaid", plain(found, found.unpaid_interest))
    assert found.as_of == date(2026, 11, 28) or found.regime == "contract"


@pytest.mark.parametrize("example", [each for each in EXAMPLES if "cost_scale" in each], ids=lambda each: each["id"])
def test_the_dutch_scale_for_collecting(example):
    scale = scale_costs(parse_amount(example["principal"], "EUR"), "EUR")
    assert Money(scale, "EUR").plain() == example["cost_scale"]


def test_the_dutch_scale_has_a_least_and_a_most():
    assert scale_costs(100_00, "EUR") == 40_00
    assert scale_costs(2_000_000_00, "EUR") == 6775_00


def plain(found: Working, minor: int) -> str:
    return found.money(minor).plain()


def line(found: Working, each: Line) -> tuple[str, ...]:
    return (
        each.starts.isoformat(),
        each.ends.isoformat(),
        str(each.days),
        f"{each.rate:.2f}",
        *(plain(found, part) for part in (each.balance, each.amount, each.paid, each.to_principal, each.capitalised)),
    )


def expected(row: dict) -> tuple[str, ...]:
    paid = row.get("payment", {})
    return (
        row["from"],
        row["to"],
        str(row["days"]),
        row["rate"],
        row["balance"],
        row["amount"],
        paid.get("amount", "0.00"),
        paid.get("to_principal", "0.00"),
        row.get("capitalised", "0.00"),
    )


def test_figures_of_other_programs_come_out_the_same(corpus: Path):
    """Simple interest at a given rate, and the British fixed sums; what its own source calls unverified is left out."""
    cases = json.loads((corpus / "terms" / "late_interest.json").read_text(encoding="utf-8"))
    looked_at = 0
    for case in cases:
        currency = case.get("currency", "EUR")
        if case.get("kind") == "fixed_compensation":
            due = date(2025, 3, 31)
            debt = Debt(parse_amount(str(case["principal"]), currency), currency, due, "uk", "company")
            assert working_of(debt, [], due + timedelta(days=1), shipped_law()).fixed == case["expected"] * 100, case
        elif "days" in case:
            rate, due = Decimal(str(case.get("annual_rate", 8))), date(2024, 1, 15)
            minor = parse_amount(str(case["principal"]), currency)
            debt = Debt(minor, currency, due, CONTRACT, "company", rate=rate)
            found = working_of(debt, [], due + timedelta(days=case["days"]), shipped_law())
            expected = case.get("expected_interest", (case.get("components") or [0, 0])[1])
            assert plain(found, found.interest) == f"{Decimal(str(expected)):.2f}", case
        else:
            continue
        looked_at += 1
    assert looked_at == 11
