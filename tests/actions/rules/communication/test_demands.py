"""What is proposed while a demand is written down: its contract, and the one that it repeats (P6.8)."""

from __future__ import annotations

import pytest

from clientguard.actions.rules.communication import demands
from clientguard.domain.records import Demand
from clientguard.store.views.communication.demands import again_after_a_no, beside_demand
from tests.factories import TODAY, add, ago


@pytest.fixture
def client(book) -> int:
    return add(book, "client")


def asked(book, client: int, words: str, days: int, **values: object) -> int:
    refused = {"refused": True, "answered_on": ago(days)} if values.pop("refused", False) else {}
    return add(book, "demand", client=client, words=words, said_on=ago(days), **refused, **values)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Please add a second language to the shop", True),
        ("To the shop, please add a second language!", True),
        ("Second language for the shop, at no extra cost of course", False),
        ("Please add a banner to the shop", False),
        ("A second language to the shop", True),  # it says less
        ("A new logo for the spring fair", False),
        ("Shop", False),  # too little to compare
    ],
)
def test_what_says_much_the_same_is_proposed(book, client, words: str, found: bool):
    first = asked(book, client, "please add a second language to the shop", 30)
    asked(book, add(book, "client", name="Lumen"), words, 20)
    with book.read() as db:
        proposal = demands.asked_before(db, Demand(client=client, words=words, said_on=TODAY))
    assert (proposal.value if proposal else "") == (f"#{first}" if found else "")


def test_one_that_got_a_no_comes_before_a_later_one_that_did_not(book, client):
    refused = asked(book, client, "A second language in the shop", 30, refused=True)
    asked(book, client, "A second language in the shop", 10)
    with book.read() as db:
        proposal = demands.asked_before(db, Demand(client=client, words="A second language in the shop"))
    assert proposal
    assert proposal.value == f"#{refused}"
    assert "you said no" in proposal.why.text


def test_a_demand_that_is_older_or_the_same_is_not_repeated(book, client):
    later = asked(book, client, "A second language in the shop", 5)
    with book.read() as db:
        assert (
            demands.asked_before(db, Demand(client=client, words="A second language in the shop", said_on=ago(9)))
            is None
        )
        same = Demand(id=later, client=client, words="A second language in the shop", said_on=TODAY)
        assert demands.asked_before(db, same) is None


def test_the_contract_that_ran_on_its_day_is_proposed(book, client):
    add(book, "contract", client=client, title="The old shop", starts=ago(900), ends=ago(500))
    runs = add(book, "contract", client=client, title="The shop", starts=ago(300))
    with book.read() as db:
        offers = demands.contracts_offered(db, Demand(client=client, said_on=TODAY))
    assert offers.proposed == runs
    assert [each.title for each in offers.items] == ["The shop", "The old shop"]


def test_again_after_a_no_is_told_over_several_repetitions(book, client):
    no = asked(book, client, "A second language", 60, refused=True)
    second = asked(book, client, "That second language", 40, repeats=no)
    third = asked(book, client, "About the second language", 20, repeats=second)
    other = asked(book, client, "A new logo", 30)
    again = asked(book, client, "The logo", 10, repeats=other)
    with book.read() as db:
        assert again_after_a_no(db, [no, second, third, other, again]) == {second, third}


def test_beside_a_demand_stand_the_contract_and_what_got_a_no(book, client):
    add(book, "contract", client=client, scope="A shop of ten pages", revision_limit=2)
    asked(book, client, "A second language", 60, refused=True)
    asked(book, client, "A new logo", 30)
    with book.read() as db:
        found = beside_demand(db, Demand(client=client))
        nobody = beside_demand(db, Demand())
    assert found.contract
    assert (found.contract.scope, found.contract.revision_limit) == ("A shop of ten pages", 2)
    assert [each.words for each in found.refused] == ["A second language"]
    assert (nobody.contract, nobody.refused) == (None, ())
