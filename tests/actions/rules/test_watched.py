"""What a contract's form says of the law on payment times."""

from __future__ import annotations

import pytest

from clientguard.actions.rules.invoices.watched import contract_warning
from clientguard.domain.records import Business, Client, Contract
from clientguard.texts import current
from tests import factories


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory):
    """A casebook of a firm in the Netherlands with a client there, one in Thailand and a sole trader in Wales."""
    book = factories.new_book(tmp_path_factory.mktemp("watched") / "a.casebook")
    factories.save(book, Business(name="Studio North", currency="EUR", country="NL"))
    for name, country, form in (("Grote", "", "company"), ("Siam", "TH", ""), ("Rhys", "GB", "sole trader")):
        factories.save(book, Client(name=name, country=country, legal_form=form, currency="EUR"))
    yield book
    book.close()


def warning(book, client: int, language: str = "en", **fields: str) -> str:
    with book.read() as db:
        found = contract_warning(db, Contract(client=client, title="Retainer", **fields), language)
    return current().say(found) if found else ""


def client(book, name: str) -> int:
    with book.read() as db:
        return db.execute("SELECT id FROM client WHERE name = ?", (name,)).fetchone()[0]


def test_a_dutch_contract_over_thirty_days_names_the_rule_for_large_firms(book):
    grote = client(book, "Grote")
    assert "large firm" in warning(book, grote, payment_terms="net 45")
    assert warning(book, grote, payment_terms="net 30") == ""
    assert warning(book, grote, payment_terms="net 45", law="IE") == ""


def test_a_client_in_thailand_is_held_to_its_rules(book):
    assert "Thailand" in warning(book, client(book, "Siam"), payment_terms="net 60", law="TH")


def test_a_sole_trader_in_wales_has_to_be_written_to_by_post_and_the_bill_is_named(book):
    said = warning(book, client(book, "Rhys"), payment_terms="net 90", law="GB")
    assert "Pre-Action Protocol" in said
    assert "not law when it was last looked at" in said


def test_a_contract_that_says_nothing_about_payment_is_told_nothing(book):
    assert warning(book, client(book, "Rhys")) == ""
    with book.read() as db:
        assert contract_warning(db, Contract(title="New"), "en") is None


def test_it_is_said_in_the_language_of_the_screen_whatever_that_of_the_business_is(book):
    grote = client(book, "Grote")
    told = {each: warning(book, grote, language=each, payment_terms="net 45") for each in ("en", "th", "ms", "fy")}
    assert len(set(told.values())) == 4
    assert any("ก" <= letter <= "๎" for letter in told["th"])
    assert "large firm" in told["en"]
