"""When two addresses are the same, and which ones a mailbox shows to be the user's own."""

from __future__ import annotations

import pytest

from clientguard.domain.communication.addresses import OwnAddresses, Tally, address_key, is_sent_folder

ADA, JOAN = "ada@north.example", "joan@harbour.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada@North.example", "ada@north.EXAMPLE"),
        (" ada@north.example ", "ada@north.example"),
        ("ada@münchen.example", "ada@xn--mnchen-3ya.example"),
        ("ada@mu\u0308nchen.example", "ada@XN--MNCHEN-3YA.example"),
        ("andre\u0301@north.example", "André@north.example"),
        ("ada@north.example.", "ada@north.example"),
    ],
)
def test_the_same_address_in_two_forms(one, other):
    assert address_key(one) == address_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [(ADA, JOAN), ("ada@straße.example", "ada@strasse.example"), ("ada@north.example", "ada@north.example.org")],
)
def test_different_addresses(one, other):
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize("text", ["", "Ada North", "@north.example", "@"])
def test_what_is_no_address_is_the_same_as_nothing(text):
    assert address_key(text) == ""
    assert text not in OwnAddresses([ADA, text])


def test_a_tag_counts_as_the_address_only_where_that_is_the_users_own():
    own = OwnAddresses([ADA])
    assert "Ada+shop@north.example" in own
    assert "ada@north.example" not in OwnAddresses(["ada+shop@north.example"])
    assert "ad@north.example" not in own
    assert address_key("joan+orders@harbour.example") != address_key(JOAN)


@pytest.mark.parametrize(
    "name",
    [
        "Sent",
        "SENT.mbox",
        "INBOX.Sent",
        ".Sent Items",
        "Gesendet",
        "Gesendete Objekte.mbox",
        "E\u0301le\u0301ments envoyés",
    ],
)
def test_a_folder_of_sent_mail(name):
    assert is_sent_folder(name)


@pytest.mark.parametrize("name", ["Inbox", "Sentinel.mbox", "Sent by mistake", "cur", "", "Absent"])
def test_a_folder_of_other_mail(name):
    assert not is_sent_folder(name)


def likely(*messages: tuple[str, list[str], bool]) -> list[str]:
    tally = Tally()
    for sender, recipients, in_sent in messages:
        tally.count(sender, recipients, in_sent=in_sent)
    return [each.address for each in tally.proposed() if each.likely]


def test_whom_a_folder_of_sent_mail_is_from_is_likely_the_user():
    others = [(JOAN, [ADA, "b@x.example", "c@x.example"], False)] * 9
    assert likely((ADA, [JOAN], True), ("ada@old.example", [JOAN], True), *others) == [ADA, "ada@old.example"]


def test_a_single_stray_message_in_the_folder_of_sent_mail_is_not():
    assert likely(*[(ADA, [JOAN], True)] * 20, (JOAN, [ADA], True)) == [ADA]


def test_without_such_a_folder_it_is_the_one_that_wrote_to_most_others():
    received = [(JOAN, [ADA], False), ("kim@mill.example", [ADA], False)]
    assert likely(*received, (ADA, [JOAN], False), (ADA, ["kim@mill.example"], False)) == [ADA]


def test_nobody_is_likely_in_a_mailing_list():
    people = [f"{number}@list.example" for number in range(9)]
    posts = [(each, ["all@list.example"], False) for each in people]
    assert likely(*posts, (people[0], ["all@list.example", people[1], people[2]], False)) == []


def test_nobody_is_likely_where_nothing_tells_who_it_is():
    assert likely((JOAN, [ADA], False), (JOAN, [ADA], False)) == []
    assert likely((JOAN, [ADA, "kim@x.example"], False), (ADA, [JOAN, "kim@x.example"], False)) == []
    assert likely() == []
