from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from clientguard import texts
from clientguard.domain.money.terms import DayOfNextMonth, EndOfMonth, Net, OnReceipt, Terms, TermsError, parse_terms

# How the terms language writes the rules of the test material that its first form covers.
COVERED = {
    "net_days": lambda rule: f"net {rule['days']}",
    "net_weeks": lambda rule: f"net {rule['weeks'] * 7}",
    "last_day_of_current_month": lambda rule: "end of month",
    "eom_plus_days": lambda rule: f"end of month + {rule['days']}",
    "eom_plus_weeks": lambda rule: f"eom + {rule['weeks'] * 7}",
    "day_of_following_month": lambda rule: f"{rule['day']}st of next month",
}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("on receipt", OnReceipt()),
        ("Due on receipt.", OnReceipt()),
        ("upon receipt", OnReceipt()),
        ("immediately", OnReceipt()),
        ("net 30", Net(30)),
        ("NET30", Net(30)),
        ("net 14 days", Net(14)),
        ("30 days", Net(30)),
        ("1 day", Net(1)),
        ("30 days net", Net(30)),
        ("due within 10 days", Net(10)),
        ("in  7  days", Net(7)),
        ("end of month", EndOfMonth()),
        ("at the end of the month", EndOfMonth()),
        ("EOM", EndOfMonth()),
        ("end of month + 10", EndOfMonth(10)),
        ("eom+15 days", EndOfMonth(15)),
        ("end of month plus 5", EndOfMonth(5)),
        ("1st of next month", DayOfNextMonth(1)),
        ("first of next month", DayOfNextMonth(1)),
        ("on the first day of the following month", DayOfNextMonth(1)),
        ("15th of next month", DayOfNextMonth(15)),
        ("the 31st of the next month", DayOfNextMonth(31)),
    ],
)
def test_the_ways_in_which_people_write_a_rule_are_understood(text: str, rule: Terms):
    assert parse_terms(text) == rule


@pytest.mark.parametrize(
    "text", ["", "soon", "net", "net -5", "net 5000", "0th of next month", "32nd of next month", "2/10 net 30"]
)
def test_a_text_that_is_no_rule_is_refused_with_what_is_understood(text: str):
    with pytest.raises(TermsError) as refused:
        parse_terms(text)
    assert "net 30" in texts.words("en").say(refused.value.said)


@pytest.mark.parametrize(
    ("rule", "issued", "due"),
    [
        (OnReceipt(), date(2026, 11, 22), date(2026, 11, 22)),
        (Net(30), date(2026, 12, 15), date(2027, 1, 14)),
        (EndOfMonth(), date(2028, 2, 3), date(2028, 2, 29)),
        (EndOfMonth(1), date(2026, 12, 31), date(2027, 1, 1)),
        (DayOfNextMonth(1), date(2026, 11, 1), date(2026, 12, 1)),
        (DayOfNextMonth(31), date(2027, 1, 31), date(2027, 2, 28)),
        (DayOfNextMonth(5), date(2026, 12, 20), date(2027, 1, 5)),
    ],
)
def test_a_due_date_follows_from_the_rule_and_the_day_of_issue(rule: Terms, issued: date, due: date):
    assert rule.due(issued) == due


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (OnReceipt(), "on receipt"),
        (Net(0), "on receipt"),
        (Net(1), "1 day after the invoice"),
        (Net(30), "30 days after the invoice"),
        (EndOfMonth(), "at the end of the invoice's month"),
        (EndOfMonth(1), "1 day after the end of the invoice's month"),
        (EndOfMonth(10), "10 days after the end of the invoice's month"),
        (DayOfNextMonth(15), "on day 15 of the month after the invoice"),
    ],
)
def test_a_rule_is_said_in_words(rule: Terms, sentence: str):
    assert texts.words("en").say(rule.say()) == sentence


def test_due_dates_agree_with_those_of_other_programs(corpus: Path):
    cases = json.loads((corpus / "terms" / "due_dates.json").read_text())["cases"]
    covered = [each for each in cases if each.get("rule", {}).get("type") in COVERED]
    assert len(covered) >= 15
    for case in covered:
        terms = parse_terms(COVERED[case["rule"]["type"]](case["rule"]))
        assert [terms.due(date.fromisoformat(case["invoice_date"])).isoformat()] == case["expected"], case["id"]
