"""`clientguard interest`: late interest worked out line by line, with or without a casebook (P3.2)."""

from __future__ import annotations

import pytest

from clientguard.domain.money.interest.remarks import NOT_ADVICE
from tests import factories

UK = ("--principal", "5000", "--currency", "GBP", "--due", "2025-07-02", "--regime", "uk")
EU = ("--principal", "10000", "--currency", "EUR", "--due", "2026-12-31", "--regime", "eu")


@pytest.fixture
def ask(terminal):
    """Work interest out on a computer that has no casebook."""
    return lambda *words: terminal.try_("interest", *words, "--json").json


def test_the_sum_and_its_lines_are_answered(ask):
    told = ask(*UK, "--on", "2025-10-11")
    assert (told["interest"], told["fixed"], told["total"]) == ("169.49", "70.00", "5239.49")
    assert told["lines"] == [
        {
            "from": "2025-07-03",
            "to": "2025-10-11",
            "days": 101,
            "balance": "5000.00",
            "rate": "12.25",
            "amount": "169.49",
        }
    ]
    assert (told["starts"], told["as_of"]) == ("2025-07-03", "2026-11-28")
    assert "Bank of England" in told["source"]
    assert told["conditions"]
    assert told["advice"] == NOT_ADVICE


def test_payments_cut_the_period_and_count_as_the_law_has_it(ask):
    paid = ("--payment", "2025-03-31=1000", "--payment", "2025-02-28=500")
    told = ask("--principal", "8000", "--currency", "EUR", "--due", "2024-12-31", "--regime", "de",
               "--on", "2025-07-31", "--costs", "20", *paid)  # fmt: skip
    assert [each["to"] for each in told["lines"]] == ["2025-02-28", "2025-03-31", "2025-06-30", "2025-07-31"]
    assert told["lines"][0]["payment"] == {
        "amount": "500.00",
        "to_costs": "20.00",
        "to_interest": "145.74",
        "to_principal": "334.26",
    }
    first = ask("--principal", "8000", "--currency", "EUR", "--due", "2024-12-31", "--regime", "de",
                "--on", "2025-07-31", "--order", "principal", *paid)  # fmt: skip
    assert first["balance_after"] == "6500.00"


def test_without_an_agreed_date_the_other_days_decide(ask):
    told = ask(*UK, "--no-agreed-date", "--received", "2025-07-10", "--performed", "2025-07-01", "--on", "2025-10-11")
    assert told["starts"] == "2025-08-09"
    german = ask("--principal", "5000", "--currency", "EUR", "--regime", "de", "--no-agreed-date", "--received",
                 "2025-07-10", "--reminded", "2025-07-20", "--on", "2025-10-11")  # fmt: skip
    assert german["starts"] == "2025-07-21"


@pytest.mark.parametrize("on", ["2025-12-31", "2025-07-01"])
def test_where_no_general_right_was_found_it_is_nothing_and_a_sentence_says_so(ask, on):
    told = ask("--principal", "5000", "--currency", "myr", "--due", "2025-07-02", "--regime", "my", "--on", on)
    assert (told["interest"], told["fixed"], told["lines"], told["has_right"]) == ("0.00", "0.00", [], False)
    assert "No general right to interest" in told["why"]


def test_the_contract_decides_with_its_own_rate_or_with_points(ask):
    words = ("--principal", "1000", "--currency", "JPY", "--due", "2025-01-31", "--on", "2025-03-31")
    fixed = ask(*words, "--regime", "contract", "--rate", "12")
    assert (fixed["interest"], fixed["lines"][0]["rate"]) == ("19", "12.00")
    above = ask(*words, "--regime", "contract", "--rate", "4,5%", "--base", "ecb-mro")
    assert above["lines"][0]["rate"] == "7.65"


def test_rules_on_long_terms_and_letters_are_named_where_they_matter(ask):
    assert not any("Bill" in each for each in ask(*UK)["remarks"])
    told = " ".join(ask(*UK, "--received", "2025-04-01", "--debtor", "sole-trader")["remarks"])
    assert "not law when it was last looked at" in told
    assert "Pre-Action Protocol" in told


def test_a_person_reads_the_working(terminal):
    told = terminal.try_("interest", "--principal", "2000", "--currency", "EUR", "--due", "2024-01-31", "--regime",
                         "nl", "--on", "2025-02-10", "--payment", "2024-06-30=100")  # fmt: skip
    assert (told.status, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0] == "Interest: € 252.43"
    assert "  1 Feb 2024 – 30 Jun 2024  151 days  € 2,000.00  12.50 %  € 103.42" in lines
    assert "    Then € 100.00 was paid." in lines
    assert any("joined the debt" in each for each in lines)
    assert any("may differ by pennies" in each for each in lines)
    assert lines[-1] == NOT_ADVICE


def test_a_rate_that_is_missing_is_asked_for_and_then_used(terminal, tmp_path):
    refused = terminal.try_("interest", *EU, "--on", "2027-01-31", "--json")
    assert (refused.status, refused.out) == (1, "")
    assert "from 1 Jan 2027 to 30 Jun 2027" in refused.err
    _, command = refused.err.strip().split("Look it up, then: clientguard ")
    command = command.replace("PERCENT", "2.65").replace("WHERE", "ecb.europa.eu").replace("DATE", "2026-11-20")
    factories.new_book(terminal.casebook).close()
    terminal.do(*command.split())
    assert terminal.ask("interest", *EU, "--on", "2027-01-31")["interest"] == "90.45"
    assert "already holds" in terminal.refused(*command.split())


def test_a_casebook_with_a_passphrase_is_not_needed(terminal, tmp_path):
    secret, terminal.casebook = tmp_path / "secret", tmp_path / "locked.casebook"
    secret.write_text("a sentence of five words\n")
    assert terminal.try_("--passphrase-file", secret, "new", terminal.casebook, "--locked").status == 0
    assert terminal.ask("interest", *UK, "--on", "2025-10-11")["interest"] == "169.49"
    refused = terminal.try_("interest", *UK, "--casebook", terminal.casebook)
    assert (refused.status, refused.out) == (1, "")


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("--payment", "2025-08-01"), 2, "DATE=AMOUNT"),
        (("--payment", "=5"), 2, "DATE=AMOUNT"),
        (("--payment", "2025-08-01="), 2, "DATE=AMOUNT"),
        (("--payment", "2025-08-01=-5"), 1, "below zero"),
        (("--rate", "-5"), 1, "not a rate"),
        (("--regime", "contract"), 2, "needs --rate"),
        (("--base", "ecb-mro"), 2, "needs --rate"),
        (("--rate", "much"), 1, "not a rate"),
        (("--rate", "nan"), 1, "not a rate"),
        (("--currency", "XYZ"), 1, "not a currency"),
        (("--principal", "-1"), 1, "below zero"),
        (("--no-agreed-date",), 1, "Enter when"),
        (("--regime", "fr"), 2, "regime"),
    ],
)
def test_what_cannot_be_worked_out_says_why(terminal, words, status, why):
    refused = terminal.try_("interest", *UK, *words)
    assert (refused.status, refused.out) == (status, "")
    assert why in refused.err
