"""Early signs come from the intake sheet alone; one of them never proposes to decline (P7.5, P8.1)."""

from __future__ import annotations

import pytest

from clientguard.domain.judgement.early import WORDS, weigh_intake
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Intake

RATE = Money(80_00, "EUR")
PLAIN = {"need": "A new shop", "decider": "Una Moss", "control": "yes", "budget": "6000"}


def weighed(**values):
    return weigh_intake(Intake(**{**PLAIN, **values}), RATE)


def test_a_sheet_without_signs_proposes_to_accept():
    found = weighed()

    assert (found.signs, found.result, found.conditions) == ((), "accept", ())


@pytest.mark.parametrize(
    ("values", "sign"),
    [
        ({"control": "no"}, "control"),
        ({"control": "partly"}, "partly"),
        ({"missing": "Photographs"}, "missing"),
        ({"decider": " "}, "decider"),
        ({"previous": "Three agencies, all useless. It was their fault."}, "blame"),
        ({"budget": "45 EUR an hour"}, "budget"),
        ({"budget": "€ 45/h"}, "budget"),
        ({"need": "A shop, and we don't need a contract between friends"}, "no contract"),
    ],
)
def test_one_sign_is_seen_and_asks_for_a_condition_and_never_to_decline(values, sign):
    found = weighed(**values)

    assert (found.signs, found.result) == ((sign,), "conditions")
    assert found.conditions


@pytest.mark.parametrize(
    "values",
    [
        {"previous": "Our agency closed, and we liked them."},
        {"budget": "95 EUR an hour"},
        {"budget": "45 euros"},
        {"need": "Please send us a contract"},
    ],
)
def test_what_is_no_sign_is_none(values):
    assert weighed(**values).signs == ()


def test_several_signs_together_propose_to_decline():
    found = weighed(control="no", decider="", previous="They all cheated us")

    assert (found.result, found.conditions) == ("decline", ())
    assert set(found.signs) == {"control", "decider", "blame"}


def test_without_a_rate_of_ones_own_no_budget_is_too_low():
    assert weigh_intake(Intake(**{**PLAIN, "budget": "5 an hour"}), None).signs == ()


def test_each_sign_names_conduct_in_words():
    assert all(words.endswith(".") for words in WORDS.values())
