"""Which correspondents of a mailbox are offered as clients, and which of its messages are theirs."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.domain.communication.addresses import OwnAddresses
from clientguard.domain.communication.mail_survey import MailHead, Survey, name_of_domain, party

ADA, JOAN, KIM = "ada@north.example", "joan@harbour-books.example", "kim@harbour-books.example"
PAT = "pat.moon@gmail.com"


def head(sender: str, *recipients: str, name: str = "", number: int = 0, **more) -> MailHead:
    return MailHead((name, sender), tuple(("", each) for each in recipients), at_ms=number, **more)


def surveyed(*heads: MailHead) -> Survey:
    made = Survey()
    for each in heads:
        made.count(each)
    return made


def exchanged(other: str, received: int, sent: int, **more) -> list[MailHead]:
    return [head(other, ADA, **more)] * received + [head(ADA, other)] * sent


def keys(survey: Survey, *own: str) -> list[str]:
    return [each.key for each in survey.correspondents(own or [ADA])]


@pytest.mark.parametrize(("received", "sent", "offered"), [(3, 3, True), (2, 9, False), (9, 2, False)])
def test_offered_is_who_wrote_three_times_and_was_written_to_three_times(received, sent, offered):
    assert bool(keys(surveyed(*exchanged(JOAN, received, sent)))) is offered


def test_colleagues_count_together_and_one_message_to_two_of_them_once():
    survey = surveyed(*exchanged(JOAN, 2, 2), head(KIM, ADA, number=7), head(ADA, JOAN, KIM, number=5))
    (found,) = survey.correspondents([ADA])
    assert (found.key, found.received, found.sent, found.last_ms) == ("harbour-books.example", 3, 3, 7)


def test_at_a_public_provider_each_person_counts_alone():
    survey = surveyed(*exchanged(PAT, 3, 3, name="Pat Moon"), *exchanged("other@gmail.com", 2, 4))
    (found,) = survey.correspondents([ADA])
    assert (found.key, found.name, found.is_person) == (PAT, "Pat Moon", True)


@pytest.mark.parametrize("sender", ["no-reply@shop.example", "noreply+4@shop.example", "shop-donotreply@shop.example",
                                    "ne-pas-repondre@shop.example", "MAILER-DAEMON@shop.example"])  # fmt: skip
def test_what_nobody_reads_is_nobody(sender):
    assert keys(surveyed(*exchanged(sender, 5, 5))) == []


@pytest.mark.parametrize("sender", ["norepl@shop.example", "reply@shop.example", "nora@shop.example"])
def test_a_person_with_a_name_like_that_is_one(sender):
    assert keys(surveyed(*exchanged(sender, 5, 5))) == ["shop.example"]


def test_newsletters_count_for_nothing():
    survey = surveyed(*exchanged(JOAN, 2, 5), *[head(JOAN, ADA, impersonal=True)] * 5)
    assert keys(survey) == []
    assert (survey.messages, survey.impersonal) == (7, 5)


def test_a_second_copy_of_a_message_counts_once():
    copies = [head(JOAN, ADA, message_id="<1@x>")] * 3
    assert keys(surveyed(*copies, *exchanged(JOAN, 0, 5))) == []


def test_the_users_own_house_is_no_client_and_its_addresses_may_be_several():
    heads = [*exchanged("bob@north.example", 5, 5), *[head(JOAN, ADA)] * 3, *[head("ada+x@gmail.com", JOAN)] * 3]
    assert keys(surveyed(*heads), ADA, "ada@gmail.com") == ["harbour-books.example"]
    assert keys(surveyed(*heads)) == []  # Joan was written to from an address that is not known to be the user's


def test_who_has_a_public_address_may_have_clients_with_others_there():
    heads = [*[head(PAT, "me@gmail.com")] * 3, *[head("me@gmail.com", PAT)] * 3]
    assert keys(surveyed(*heads), "me@gmail.com") == [PAT]


def test_the_most_mail_comes_first():
    heads = [*exchanged(JOAN, 3, 3), *exchanged("x@mill.example", 9, 4)]
    assert keys(surveyed(*heads)) == ["mill.example", "harbour-books.example"]


def test_the_people_are_those_on_both_sides():
    heads = [
        *exchanged(JOAN, 3, 3, name="Joan Field"),
        head(KIM, ADA, name="Kim"),
        head(ADA, "lee@harbour-books.example"),
    ]
    (found,) = surveyed(*heads).correspondents([ADA])
    assert found.people == (("Joan Field", JOAN),)


def test_whose_a_message_is():
    (joan,) = surveyed(*exchanged(JOAN, 3, 3)).correspondents([ADA])
    own = OwnAddresses([ADA])
    assert joan.wants(head(KIM, ADA), own)
    assert joan.wants(head(ADA, "x@mill.example", KIM), own)
    assert not joan.wants(head(ADA, "x@mill.example"), own)
    assert not joan.wants(head("news@harbour-books.example", ADA, impersonal=True), own)
    assert joan.wants(head(JOAN, ADA, impersonal=True), own)  # a person, through the client's list
    assert not joan.wants(dataclasses.replace(head(ADA, JOAN), impersonal=True), own)
    assert not joan.wants(
        head("x@mill.example", JOAN, ADA), own
    )  # a stranger's: Joan does not wait for an answer to it


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("harbour-books.example", "Harbour Books"),
        ("mail.harbour.co.uk", "Harbour"),
        ("xn--mnchen-3ya.de", "München"),
        ("xn--\u0000.de", "Xn \u0000"),
        ("localhost", "Localhost"),
    ],
)
def test_a_name_is_proposed_from_the_domain(domain, name):
    assert name_of_domain(domain) == name


@pytest.mark.parametrize("domain", ["gmail.com", "gmx.de", "yahoo.co.th", "hotmail.fr", "live.nl", "ziggo.nl"])
def test_public_providers(domain):
    assert party(f"pat@{domain}") == f"pat@{domain}"


@pytest.mark.parametrize("domain", ["live.harbour.com", "gmail.harbour.example", "yahoo.harbour.co.uk"])
def test_a_domain_of_ones_own_that_begins_like_one(domain):
    assert party(f"pat@{domain}") == domain
