"""Every worked example of the eight laws comes out to the unit, line by line."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.money.interest.facts import Debt, PartPayment
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
