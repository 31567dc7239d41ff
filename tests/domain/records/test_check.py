from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.records import Client, Contract, Invoice, Message, Payment, Record, Request
from clientguard.domain.records.check import check_record

DAY = date(2026, 11, 22)
CLIENT = Client(name="Harbour & Finch")
INVOICE = Invoice(client=1, number="2026-041", issued=DAY, amount=480000, currency="EUR")
PAYMENT = Payment(client=1, invoice=2, received=DAY, amount=100, currency="EUR")
CONTRACT = Contract(client=1, title="Retainer")


def problems(record: Record, **changes: Any) -> dict[str, str]:
    found = check_record(dataclasses.replace(record, **changes))
    return {each.field: texts.words("en").say(each.message) for each in found}


@pytest.mark.parametrize("record", [CLIENT, INVOICE, PAYMENT, CONTRACT])
def test_a_record_with_what_it_needs_may_be_saved(record: Record):
    assert problems(record) == {}


def test_what_is_needed_and_missing_is_named():
    assert problems(INVOICE, number="", issued=None, amount=None) == {
        "number": "This is required.",
        "issued": "This is required.",
        "amount": "This is required.",
    }


def test_an_amount_of_zero_is_no_missing_one():
    assert problems(INVOICE, amount=0) == {}


def test_only_a_payment_may_be_below_zero():
    assert problems(PAYMENT, amount=-100) == {}
    assert problems(INVOICE, amount=-100) == {"amount": "This cannot be below zero."}
    assert problems(CONTRACT, notice_days=-1) == {"notice_days": "This cannot be below zero."}


@pytest.mark.parametrize("amount", [10**15 + 1, -(10**15) - 1])
def test_an_amount_beyond_any_sense_is_refused(amount: int):
    assert problems(PAYMENT, amount=amount) == {"amount": "This number is too large."}


@pytest.mark.parametrize("currency", ["eur", "EURO", "€"])
def test_a_currency_is_three_capital_letters(currency: str):
    assert problems(CLIENT, currency=currency) == {"currency": "A currency has three letters, such as EUR or THB."}


def test_a_choice_is_one_of_its_keys():
    assert problems(CLIENT, stage="gone") == {
        "stage": "Choose one of: new, active, leaving, former, prospect, declined."
    }


def test_payment_terms_have_to_be_understood():
    assert problems(CONTRACT, payment_terms="net 30") == {}
    assert list(problems(CONTRACT, payment_terms="some day")) == ["payment_terms"]


def test_a_text_is_not_endless():
    assert problems(CLIENT, name="a" * 1000) == {}
    assert problems(CLIENT, name="a" * 1001) == {"name": "This is too long: 1,000 characters at most."}
    assert problems(CLIENT, note="a" * 100_000) == {}
    assert list(problems(CLIENT, note="a" * 5_000_001)) == ["note"]


def test_a_character_that_no_file_keeps_is_refused():
    assert problems(CLIENT, note="a\0b") == {"note": "This contains a character that cannot be saved."}


@pytest.mark.parametrize(
    ("record", "field", "sentence"),
    [
        (dataclasses.replace(INVOICE, due=date(2026, 11, 1)), "due", "The due date is before the issue date."),
        (
            dataclasses.replace(CONTRACT, starts=DAY, ends=date(2026, 11, 1)),
            "ends",
            "The contract ends before it starts.",
        ),
        (
            Request(client=1, title="Logo?", asked_on=DAY, answered_on=date(2026, 11, 1)),
            "answered_on",
            "The answer is older than the question.",
        ),
    ],
)
def test_dates_that_contradict_each_other_are_named(record: Record, field: str, sentence: str):
    assert problems(record) == {field: sentence}


def test_rules_between_fields_wait_until_each_field_is_right():
    assert problems(INVOICE, number="", due=date(2026, 11, 1)) == {"number": "This is required."}


def test_a_message_needs_its_moment():
    assert problems(Message(client=1, subject="Call")) == {"at": "This is required."}
