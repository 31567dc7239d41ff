"""The terms language: which phrases are read, and as what (P3.1)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientguard import texts
from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms import Discount, Event, Part, Terms, TermsError, When, parse_terms
from clientguard.domain.money.terms.rules import (
    DayAfter,
    DayOfMonth,
    DayOfNextMonth,
    EndOfMonth,
    Net,
    OnReceipt,
    PaymentDays,
    Rule,
)
from clientguard.domain.money.terms.unreadable import PHRASES, USUAL


def whole(*rules: Rule) -> Terms:
    return Terms((Part(None, When(rules)),))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("on receipt", OnReceipt()),
        ("Due on receipt.", OnReceipt()),
        ("upon receipt", OnReceipt()),
        ("immediately", OnReceipt()),
        ("in advance", OnReceipt()),
        ("net 30", Net(30)),
        ("NET30", Net(30)),
        ("Net 30 Days", Net(30)),
        ("n/30", Net(30)),
        ("30 days", Net(30)),
        ("1 day", Net(1)),
        ("30 days net", Net(30)),
        ("due within 10 days", Net(10)),
        ("in  7  days", Net(7)),
        ("payable 30 days after the invoice date", Net(30)),
        ("14 days from date of invoice", Net(14)),
        ("within 14 days of the invoice date", Net(14)),
        ("30 days after receipt of invoice", Net(30)),
        ("net 2 weeks", Net(2, "weeks")),
        ("2 months", Net(2, "months")),
        ("net 10 business days", Net(10, "business days")),
        ("5 working days", Net(5, "business days")),
        ("end of month", EndOfMonth()),
        ("at the end of the month", EndOfMonth()),
        ("EOM", EndOfMonth()),
        ("last day of the month", EndOfMonth()),
        ("end of month + 10", EndOfMonth(10)),
        ("eom+15 days", EndOfMonth(15)),
        ("end of month plus 5", EndOfMonth(5)),
        ("45 days from the end of the month", EndOfMonth(45)),
        ("end of month + 2 weeks", EndOfMonth(2, "weeks")),
        ("end of month + 1 month", EndOfMonth(1, "months")),
        ("end of next month", EndOfMonth(1, "months")),
        ("on the last day of the following month", EndOfMonth(1, "months")),
        ("1st of next month", DayOfNextMonth(1)),
        ("first of next month", DayOfNextMonth(1)),
        ("on the first day of the following month", DayOfNextMonth(1)),
        ("15 of next month", DayOfNextMonth(15)),
        ("the 31st of the next month", DayOfNextMonth(31)),
        ("the 15th", DayOfMonth(15)),
        ("on the 15th", DayOfMonth(15)),
        ("the last day", DayOfMonth(31)),
        ("15th after 31 days", DayAfter(15, 31)),
        ("the 15th after 31", DayAfter(15, 31)),
        ("pay days 5, 20", PaymentDays((5, 20))),
        ("payment days 20 and 5", PaymentDays((5, 20))),
        ("same day next month", Net(1, "months")),
        ("the same day of the following month", Net(1, "months")),
    ],
)
def test_the_ways_in_which_people_write_a_rule_are_understood(text: str, rule: Rule):
    assert parse_terms(text) == parse_terms(text.upper()) == whole(rule)


def test_nothing_means_on_receipt():
    for text in ("", "  ", "."):
        assert parse_terms(text).due(date(2026, 11, 22)) == date(2026, 11, 22)


def test_rules_follow_one_another():
    assert parse_terms("net 30, then 10th of next month") == whole(Net(30), DayOfNextMonth(10))
    assert parse_terms("net 2 months then end of month") == whole(Net(2, "months"), EndOfMonth())
    assert parse_terms("net 5, then pay days 5, 20") == whole(Net(5), PaymentDays((5, 20)))
    assert parse_terms("net 30 days EOM") == parse_terms("net 30, then end of month") == whole(Net(30), EndOfMonth())


def test_an_invoice_is_paid_in_parts():
    assert parse_terms("30% net 15, 70% net 45").parts == (
        Part(Decimal(30), When((Net(15),))),
        Part(Decimal(70), When((Net(45),))),
    )
    assert parse_terms("33.33 % on receipt; rest net 30").parts == (
        Part(Decimal("33.33"), When((OnReceipt(),))),
        Part(None, When((Net(30),))),
    )
    assert parse_terms("70%, 200 eur and the balance").parts == (
        Part(Decimal(70)),
        Part(Money(20000, "EUR")),
        Part(None),
    )
    assert parse_terms("EUR 1,500.50, rest net 5").parts[0].share == Money(150050, "EUR")
    assert [each.follows for each in parse_terms("50% pay days 15, 20, then 50% pay days 5, 10").parts] == [False, True]
    then = parse_terms("50% net 30, then end of month, 50% net 60").parts
    assert [each.when for each in then] == [When((Net(30), EndOfMonth())), When((Net(60),))]


def test_a_part_may_wait_for_something():
    signing, design, rest = parse_terms('40% on signing, 30% on "Design accepted", rest net 14').parts
    assert signing.when == When((), Event("signing"))
    assert design.when == When((), Event("named", "Design accepted"))
    assert rest.when == When((Net(14),))
    assert parse_terms("50% upfront, rest on completion").parts[1].when == When((), Event("delivery"))
    assert parse_terms("14 days after delivery").parts[0].when == When((Net(14),), Event("delivery"))
    assert parse_terms("deposit 50%, rest on delivery") == parse_terms("50% deposit, rest on delivery")
    assert parse_terms("down payment of 50%, rest on delivery") == parse_terms("50% upfront, rest on delivery")


def test_a_discount_stands_before_the_rule():
    assert parse_terms("2/10 net 30").discount == parse_terms("2%/10, n/30").discount == Discount(Decimal(2), 10)
    assert parse_terms("1.5/7 end of month").discount == Discount(Decimal("1.5"), 7)
    assert parse_terms("0/0 net 30").discount is None


def test_a_rule_is_moved_to_a_business_day():
    for words in (
        "next",
        "previous",
        "nearest",
        "modified next",
        "modified previous",
        "half-month modified next",
    ):
        assert parse_terms(f"net 30, {words} business day") == Terms((Part(None, When((Net(30),))),), words)
    assert parse_terms("net 30 or the following working day").convention == "next"


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_that_is_proposed_can_be_read_in_any_letter_case(phrase: str):
    assert parse_terms(phrase) == parse_terms(f"  {phrase} ".replace(" ", "  "))
    if '"' not in phrase:
        assert parse_terms(phrase) == parse_terms(phrase.upper()) == parse_terms(phrase.title())
    assert texts.words("en").say(parse_terms(phrase).say())


def test_days_may_be_left_out():
    for text in ("net 30 days", "end of month + 45 days", "15th after 31 days", "net 30 days EOM"):
        assert parse_terms(text) == parse_terms(text.replace(" days", ""))


@pytest.mark.parametrize(
    ("text", "rest", "nearest"),
    [
        ("nett 30", "nett 30", "net 30"),
        ("net 30 dias", "dias", "net 30 days"),
        ("end of moth + 17", "end of moth + 17", "end of month + 17 days"),
        ("on recept", "recept", "on receipt"),
        ("30", "", "net 30"),
        ("net", "", "net 30"),
        ("net -5", "-5", "net 5"),
        ("net 5000", "5000", ""),
        ("soon", "soon", ""),
        ("2/10", "", ""),
        ("30% nett 10, 70% net 45", "nett 10, 70% net 45", "30% net 10, 70% net 45"),
        ("upfront 50%, rest on delivery", "50%, rest on delivery", "50% upfront, rest on delivery"),
        ("net 30, next busines day", ", next busines day", "net 30, next business day"),
    ],
)
def test_a_phrase_that_cannot_be_read_tells_where_reading_stopped_and_what_is_near(text: str, rest: str, nearest: str):
    with pytest.raises(TermsError) as refused:
        parse_terms(text)
    assert text[refused.value.at :] == rest
    assert refused.value.nearest == nearest
    told = texts.words("en").say(refused.value.said)
    assert rest in told
    assert nearest in told
    assert nearest or USUAL[2] in told


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0th of next month", "No month has a day 0."),
        ("net 5, then pay days 5, 32", "No month has a day 32."),
        ("30% net 5, 60% net 10", "The percentages come to 90%."),
        ("70% net 5, 200 EUR net 10", "The percentages come to 70%."),
        ("100% net 5, rest net 10", "nothing is left"),
        ("rest net 5, 50% net 10", "Only the last part can be “rest”."),
        ("50% net 30, 50% net 30", "Two parts are due by the same rule."),
        ("70%, 200 XYZ, rest", "“XYZ” is not a currency."),
        ("70%, 2.001 EUR, rest", "is not an amount"),
        ("20 EUR, 20 USD, rest", "All amounts must be in one currency."),
        ("net 1, " + "then net 1, " * 9 + "then net 1", "too many steps"),
        (", ".join(f"1% net {each}" for each in range(100)), "too many parts"),
        ("net 5, modified nearest business day", "cannot be modified"),
        ("net 5, half-month modified previous business day", "half-month"),
    ],
)
def test_terms_that_make_no_sense_are_refused_with_the_reason(text: str, why: str):
    with pytest.raises(TermsError) as refused:
        parse_terms(text)
    assert why in texts.words("en").say(refused.value.said)
    assert 0 <= refused.value.at < len(text)


def test_percentages_are_added_without_rounding_errors(corpus: Path):
    cases = {each["id"]: each for each in json.loads((corpus / "terms" / "instalment_amounts.json").read_text())}
    percents = cases["ODOO-M9"]["rule"]["percents"]
    assert len(parse_terms(", ".join(f"{each}%" for each in percents)).parts) == 22
    short = cases["ODOO-M8"]["rule"]["percent_sum"]
    with pytest.raises(TermsError):
        parse_terms(f"{short}% net 30")
    days = cases["ERPN-M2"]["rule"]["credit_days"]
    with pytest.raises(TermsError):
        parse_terms(f"net {days}")
    twice = cases["ERPN-M3"]["rule"]["parts"]
    with pytest.raises(TermsError):
        parse_terms(", ".join(f"{each['percent']}% net {each['days']}" for each in twice))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "on receipt"),
        ("net 0", "on receipt"),
        ("net 1", "1 day after the invoice"),
        ("net 30", "30 days after the invoice"),
        ("net 2 weeks", "2 weeks after the invoice"),
        ("end of month", "at the end of the invoice's month"),
        ("eom + 1", "1 day after the end of the invoice's month"),
        ("end of next month", "at the end of the month after the invoice's"),
        ("end of month + 3 months", "at the end of the month that is 3 months after the invoice's"),
        ("15th of next month", "on day 15 of the month after the invoice"),
        ("the 15th", "on day 15 of a month, the first after the invoice"),
        ("the last day", "on the last day of a month, the first after the invoice"),
        ("15th after 31 days", "on day 15 of a month, at least 31 days after the invoice"),
        ("net 30 EOM", "30 days after the invoice, then at the end of that month"),
        ("net 5, then pay days 5, 20",
         "5 days after the invoice, then on a payment day (5, 20), the first from then on"),
        ("the 15th, then the last day", "on day 15 of a month, the first after the invoice, then on the last day of a "
         "month, the first after that"),
        ("on receipt, then end of next month", "on receipt, then at the end of the following month"),
        ("on delivery, then eom + 2 weeks", "on delivery, then at the end of that month, and 2 weeks later"),
        ("14 days after signing", "on signing, then 14 days later"),
        ("30% net 15, 70% net 45", "30%: 15 days after the invoice; 70%: 45 days after the invoice"),
        ("50% upfront, rest on \"Design\"", "50%: on receipt; the rest: on “Design”"),
        ("50% net 10, then 50% net 5", "50%: 10 days after the invoice; 50%: then 5 days later"),
        ("2/10 net 30", "2% off if paid within 10 days, otherwise 30 days after the invoice"),
        ("net 30, next business day", "30 days after the invoice, or on the next business day"),
    ],
)  # fmt: skip
def test_a_rule_is_said_in_words(text: str, sentence: str):
    assert texts.words("en").say(parse_terms(text).say()) == sentence


def test_terms_that_cannot_be_read_are_looked_at_once_and_refused_each_time(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr("clientguard.domain.money.terms.unreadable.nearest_phrase", lambda text, _: asked.append(text))
    for _each in range(3):
        with pytest.raises(TermsError) as refused:
            parse_terms("when the moon is full")
        assert "when the moon is full" in str(refused.value)
    assert asked == ["when the moon is full"]
