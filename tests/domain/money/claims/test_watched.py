"""Which rules on payment times matter for which contract."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.money.claims.watched import Engagement, applying, debtor_of, governing, longest_days
from clientguard.letters.law import watched

RULES = watched()


def keys(law: str, longest: int | None, *, client: str = "", debtor: str = "company", own_rate: bool = False):
    found = Engagement(law, client or law, debtor, longest, own_rate)
    return {each.key for each in applying(RULES, found) if not each.always}


@pytest.mark.parametrize(
    ("law", "at_the_limit", "key"),
    [("GB", 60, "gb-bill-60-days"), ("FR", 60, "eu-60-days"), ("NL", 30, "nl-30-days"), ("TH", 45, "th-45-days")],
)
def test_a_rule_matters_only_beyond_its_days(law: str, at_the_limit: int, key: str):
    assert key not in keys(law, at_the_limit)
    assert key in keys(law, at_the_limit + 1)
    assert key not in keys(law, None)
    assert key not in keys(law, 400, debtor="consumer")


def test_a_bill_is_not_called_law():
    bills = [each for each in RULES if not each.is_law]
    assert {each.key for each in bills} == {"gb-bill-60-days", "gb-bill-rate"}
    assert all("not law" in each.words for each in bills)


def test_an_agreed_rate_under_english_law_is_what_the_bill_is_about():
    assert keys("GB", 30, own_rate=True) == {"gb-bill-rate"}
    assert keys("GB", 30) == set()


def test_thai_rules_protect_work_for_clients_there_whatever_law_governs():
    assert "th-45-days" in keys("SG", 60, client="TH")
    assert keys("TH", 60, client="SG") == set()


def test_authorities_have_a_limit_of_their_own():
    assert keys("DE", 45, debtor="public") == {"eu-authority-30-days"}
    assert keys("GB", 45, debtor="public") == {"gb-authority-30-days"}


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        ("", None),
        ("net 30", 30),
        ("net 60, next business day", 60),  # a weekend makes no longer terms
        ("end of month + 45 days", 30 + 45),
        ("30% net 15, 70% net 45", 45),
        ("on delivery", None),
        ("nonsense", None),
    ],
)
def test_the_longest_that_terms_give(terms: str, days: int | None):
    assert longest_days(terms) == days


@pytest.mark.parametrize(
    ("law", "own", "client", "governs"),
    [("de", "GB", "NL", "DE"), ("", "uk", "NL", "GB"), ("", "", "NL", "NL"), ("", "", "", "")],
)
def test_whose_law_governs(law: str, own: str, client: str, governs: str):
    assert governing(law, own, client) == governs


def test_a_client_without_a_legal_form_is_taken_for_a_company():
    assert [debtor_of(each) for each in ("", "sole trader", "consumer", "public body", "partnership")] == [
        "company", "sole-trader", "consumer", "public", "company"
    ]  # fmt: skip


def test_each_rule_says_where_and_when_it_was_read():
    for each in RULES:
        assert each.sources
        assert each.words.endswith(".")
        assert date(2000, 1, 1) < each.source_date <= each.checked
