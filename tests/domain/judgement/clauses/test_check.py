"""What the user confirmed comes before what is proposed, and the contract's words before its fields."""

from __future__ import annotations

from datetime import date

from clientguard.domain.judgement.clauses.check import check_clauses
from clientguard.domain.records import Clause
from clientguard.domain.records.kinds.beginning import CLAUSES

TEXT = "Invoices are due within 14 days. We may suspend work while an invoice is unpaid."
DAY = date(2026, 11, 2)


def by_key(*args):
    return {each.key: each for each in check_clauses(*args)}


def test_all_twelve_come_in_their_order():
    assert [each.key for each in check_clauses("", {}, [])] == [each.key for each in CLAUSES]


def test_what_is_found_is_proposed_and_nothing_found_is_not_confirmed():
    found = by_key(TEXT, {}, [])

    assert (found["payment_date"].state, found["payment_date"].passage) == (
        "proposed",
        "Invoices are due within 14 days.",
    )
    assert (found["deposit"].state, found["deposit"].confirmed_on) == ("not stated", None)


def test_the_words_of_the_file_are_quoted_before_those_of_a_field():
    found = by_key(TEXT, {"payment_date": "net 30", "deposit": "Half in advance", "notice": " "}, [])

    assert found["payment_date"].passage == "Invoices are due within 14 days."
    assert (found["deposit"].state, found["deposit"].passage) == ("proposed", "Half in advance")
    assert found["notice"].state == "not stated"


def test_what_was_confirmed_stays_whatever_the_text_says():
    answered = [
        Clause(id=7, key="suspension", state="not stated", confirmed_on=DAY),
        Clause(id=8, key="deposit", state="stated", passage="Half first.", confirmed_on=DAY),
    ]
    found = by_key(TEXT, {}, answered)

    assert (found["suspension"].state, found["suspension"].passage, found["suspension"].record) == ("not stated", "", 7)
    assert (found["deposit"].state, found["deposit"].passage, found["deposit"].confirmed_on) == (
        "stated",
        "Half first.",
        DAY,
    )
