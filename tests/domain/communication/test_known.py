"""Which client it is: by addresses, by a client's own domain, by names and telephone numbers."""

from __future__ import annotations

import pytest

from clientguard.domain.communication.known import KnownParties, Party
from clientguard.domain.communication.mail_survey import MailHead

ADA = "ada@north.example"
HARBOUR, MILL, PIER = 1, 2, 3
PEOPLE = (
    Party(HARBOUR, "Harbour Books", "office@harbour.example", whole=True),
    Party(HARBOUR, "Joan Field", "Joan@Harbour.example", "+66 81 234 5678"),
    Party(MILL, "Mill", "mill.owner@gmail.com", whole=True),
    Party(MILL, "Kim", "kim@shared.example"),
    Party(PIER, "Kim", "kim.pier@shared.example"),
    Party(PIER, "Ada at Pier", "pier@north.example"),
)
KNOWN = KnownParties(PEOPLE, [ADA])


def head(sender, *recipients, impersonal=False):
    return MailHead(("", sender), tuple(("", each) for each in recipients), impersonal=impersonal)


@pytest.mark.parametrize(
    ("address", "clients"),
    [
        ("JOAN@harbour.example", {HARBOUR}),
        ("accounts@harbour.example", {HARBOUR}),  # the domain is Harbour's own
        ("noreply@harbour.example", set()),
        ("mill.owner@gmail.com", {MILL}),
        ("somebody@gmail.com", set()),
        ("kim@shared.example", {MILL}),
        ("lee@shared.example", set()),  # two clients have addresses there
        ("pier@north.example", {PIER}),
        ("friend@north.example", set()),  # the user's own domain
        (ADA, set()),
        ("", set()),
    ],
)
def test_an_address_is_known_or_at_a_domain_of_one_client(address, clients):
    assert KNOWN.clients_of([address]) == clients


def test_a_message_belongs_to_all_whom_it_is_from_or_to():
    assert KNOWN.whose(head(ADA, "joan@harbour.example", "kim@shared.example")) == {HARBOUR, MILL}
    assert KNOWN.whose(head("joan@harbour.example", ADA)) == {HARBOUR}
    assert KNOWN.whose(head("lawyer@court.example", ADA, "joan@harbour.example")) == {HARBOUR}
    assert KNOWN.whose(head("friend@home.example", ADA)) == set()


def test_what_goes_out_to_many_belongs_to_a_client_only_if_its_sender_is_on_record():
    assert KNOWN.whose(head("shop@harbour.example", ADA, impersonal=True)) == set()
    assert KNOWN.whose(head("news@list.example", "joan@harbour.example", impersonal=True)) == set()
    assert KNOWN.whose(head("joan@harbour.example", ADA, impersonal=True)) == {HARBOUR}
    assert KNOWN.whose(head(ADA, "joan@harbour.example", impersonal=True)) == {HARBOUR}


def test_names_and_numbers_are_those_on_record_however_they_are_typed():
    assert KNOWN.of_name(" joan  FIELD ") == {HARBOUR}
    assert KNOWN.of_name("Kim") == {MILL, PIER}
    assert KNOWN.of_name("081 234-5678") == {HARBOUR}
    assert KNOWN.of_name("1234") == KNOWN.of_name("") == KNOWN.of_name("Jo") == set()
