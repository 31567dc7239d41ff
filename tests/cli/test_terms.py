"""`clientguard terms`: when an invoice is due by payment terms, without a casebook (P3.1)."""

from __future__ import annotations

import pytest


@pytest.fixture
def ask(terminal):
    """Ask for the due dates of a phrase, on a computer that has no casebook."""
    return lambda *words: terminal.try_("terms", *words, "--json").json


def test_each_part_has_its_due_date_and_amount(ask):
    assert ask("net 30", "--date", "2022-01-31") == [{"due": "2022-03-02"}]
    assert ask("30% net 15, 70% net 45", "--date", "2022-01-31", "--amount", "0.03", "--currency", "eur") == [
        {"due": "2022-02-15", "amount": "0.01"},
        {"due": "2022-03-17", "amount": "0.02"},
    ]
    assert [each["amount"] for each in ask("70%, 200 JPY, rest", "--amount", "1000")] == ["700", "200", "100"]


def test_a_part_that_waits_says_for_what(ask):
    assert ask('40% on signing, 30% on "Design accepted", rest net 14', "--date", "2022-01-31") == [
        {"due": None, "waits_for": "signing"},
        {"due": None, "waits_for": "Design accepted"},
        {"due": "2022-02-14"},
    ]


def test_business_days_follow_the_country_and_the_region(ask):
    words = ("net 1 business day", "--date", "2026-11-27")
    assert ask(*words) == ask(*words, "--country", "GB") == [{"due": "2026-11-30"}]
    assert ask(*words, "--country", "GB", "--region", "SCT") == [{"due": "2026-12-01"}]


def test_a_person_reads_the_rule_and_the_dates(terminal):
    told = terminal.try_("terms", "50% upfront, rest on delivery", "--date", "2022-01-31", "--amount", "1000")
    assert (told.status, told.err) == (0, "")
    assert told.out == (
        "50%: on receipt; the rest: on delivery\n31 Jan 2022  € 500.00\nwaits for the delivery  € 500.00\n"
    )


def test_a_phrase_that_cannot_be_read_is_marked_where_reading_stopped(terminal):
    refused = terminal.try_("terms", "net 30 dias")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == "net 30 dias\n       ^\nReading stopped at “dias”. Did you mean “net 30 days”?\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("net 30", "--amount", "much"), "not an amount"),
        (("net 30", "--amount", "1", "--currency", "XYZ"), "not a currency"),
        (("70%, 200 EUR, rest", "--amount", "1000", "--currency", "USD"), "name an amount in EUR"),
        (("net 30", "--country", "XX"), "holidays of XX are not known"),
        (("50% net 1, 40% net 2",), "come to 90%"),
    ],
)
def test_what_makes_no_sense_is_refused(terminal, words, why):
    refused = terminal.try_("terms", *words)
    assert (refused.status, refused.out) == (1, "")
    assert why in refused.err
