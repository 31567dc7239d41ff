"""Conversations: what a message names decides, then the subject of an answer; and who was answered."""

from __future__ import annotations

import pytest

from clientguard.domain.communication.threads import Heading, answer_to, bare_subject, threads
from clientguard.domain.records import Instant, Message
from clientguard.exchange.mail.read_mail import MailDraft, read_mail

MAILBOX = "email/apache+incubator-ponymail-unit-tests/corpus/maven-dev-2017-11-listsao.mbox"


def heading(number: int, subject: str = "Shop", names: str = "", **other) -> Heading:
    usual = {"client": 1, "at_ms": number * 1000, "direction": "in", "channel": "mail", "number": f"<{number}@x>"}
    return Heading(**{**usual, "id": number, "in_reply_to": "", "references": names, "subject": subject, **other})


def together(*headings: Heading) -> list[list[int]]:
    return sorted(threads(headings).members.values())


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: Shop", "shop"),
        ("RE: AW: Fwd: WG: Antw: SV: Shop ", "shop"),
        ("Re[2]: Re (3): shop", "shop"),
        ("回复：Shop", "shop"),
        ("[dev] Re: [dev] Shop", "shop"),
        ("Reform: shop", "reform: shop"),
        ("Re:", ""),
        ("[urgent]", "[urgent]"),
        ("Shop: re: prices", "shop: re: prices"),
        ("Re: " * 1000 + "x", "re: " * 950 + "x"),
    ],
)
def test_a_subject_is_compared_without_what_answers_put_before_it(subject, bare):
    assert bare_subject(subject)[0] == bare


def test_what_a_message_names_decides_whatever_its_subject():
    assert together(heading(1), heading(2, "Other", "<1@x>"), heading(3, "Shop")) == [[1, 2], [3]]


def test_two_answers_to_a_message_that_is_not_on_record_belong_together():
    assert together(heading(1, "A", "<gone@x>"), heading(2, "B", "<gone@x> <else@x>")) == [[1, 2]]


def test_the_subject_of_an_answer_joins_only_within_a_client_and_only_backwards():
    assert together(heading(1), heading(2, "AW: shop", client=2), heading(3, "Re: Shop")) == [[1, 3], [2]]
    assert together(heading(1, "Re: Shop"), heading(2, "Shop")) == [[1], [2]]


def test_a_subject_that_comes_again_every_month_joins_nothing():
    assert together(heading(1, "Invoice"), heading(2, "Invoice"), heading(3, "Re: Invoice")) == [[1], [2, 3]]


def test_an_answer_that_names_its_message_is_not_joined_by_subject():
    assert together(heading(1), heading(2), heading(3, "Re: Shop", "<1@x>")) == [[1, 3], [2]]


def test_a_circle_of_names_ends():
    assert together(heading(1, "A", "<2@x>"), heading(2, "B", "<1@x>"), heading(3, "C", "<3@x>")) == [[1, 2], [3]]


def test_what_the_other_side_wrote_after_is_an_answer_and_a_missed_call_is_none():
    found = threads([
        heading(1),
        heading(2, "Re: Shop", direction="out"),
        heading(3, "Re: Shop"),
        heading(4, "Re: Shop", direction="out", channel="missed call"),
    ])  # fmt: skip
    assert found.answered == {1, 2}


def test_a_logged_answer_belongs_to_its_message():
    asked = Message(client=1, subject="Shop", sender="Joan", message_id="<1@x>", at=Instant(1000))
    made = answer_to(asked, Instant(5000))
    assert (made.direction, made.recipients, made.subject, made.sender) == ("out", "Joan", "Re: Shop", "")
    assert answer_to(made, Instant(6000)).subject == "Re: Shop"
    answer = heading(2, made.subject, made.references, direction=made.direction, in_reply_to=made.in_reply_to)
    assert threads([heading(1), answer]).answered == {1}


def test_a_public_mailing_list_falls_into_its_conversations(corpus):
    drafts = [each for each in read_mail([corpus / MAILBOX]) if isinstance(each, MailDraft)]
    headings = [
        Heading(
            place, 1, each.at_ms, "in", "mail", each.message_id, each.in_reply_to, each.references, each.subject
        )
        for place, each in enumerate(drafts, 1)
    ]  # fmt: skip
    found = threads(headings)
    assert sum(map(len, found.members.values())) == len(drafts)
    by_number = {each.number: each.id for each in headings}
    named = [each for each in headings if each.in_reply_to and each.in_reply_to in by_number]
    assert len(named) > 50
    assert all(found.of[each.id] == found.of[by_number[each.in_reply_to]] for each in named)
    several = [members for members in found.members.values() if len(members) > 1]
    assert 10 < len(several) < len(drafts) / 2
