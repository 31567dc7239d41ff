"""A reply to the handover request: what the client wrote beside a reference answers, what is quoted does not (P4.4)."""

from __future__ import annotations

import pytest

from clientguard.domain.leaving.from_mail.passages import MailFacts, lines_of
from clientguard.domain.leaving.from_mail.replies import Reply, answers_in, replies
from tests.factories import TODAY, ago

NAMES = {12: "casaverde.example", 13: "Newsletter", 14: "Works council site"}
REQUEST = """On 12 Nov 2026, at 09:14, Ben Okafor wrote:
> Please answer for each account:
> [A12] casaverde.example (Domain and DNS, yours): Accept the invitation or the transfer, yes / no
> [A13] Newsletter (Mailchimp, yours): Sign in yourself and test it, yes / no
> [A14] Works council site: Sign in yourself and test it, yes / no
"""


def said(body: str, **asked: list[str]) -> list[tuple[int, str, bool]]:
    mail = MailFacts(5, TODAY, "Ana <ana@casaverde.example>", "Re: Handover request", body)
    wanted = {int(key[1:]): step for key, step in asked.items()}
    return [(each.account, each.step, each.refused) for each in answers_in(mail, NAMES, wanted)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "Hi Ben,\nA12 accepted, A13 signed in and it works, A14: no, the password is refused.\nAna\n\n" + REQUEST,
            [(12, "accepted", False), (13, "accepted", False), (13, "tested", False), (14, "", True)],
            id="top-posted",
        ),
        pytest.param(
            """On 12 Nov 2026 Ben wrote:
> [A12] casaverde.example: Accept the invitation or the transfer
Accepted yesterday.
>
> [A13] Newsletter: Sign in yourself and test it

Works, thank you.

We will call about the rest tomorrow.
> [A14] Works council site: Sign in yourself and test it
""",
            [(12, "accepted", False), (13, "accepted", False), (13, "tested", False)],
            id="inline",
        ),
        pytest.param(
            """| [A12] | casaverde.example | Accept the invitation or the transfer | yes | 20 Nov | AB |
| [A13] | Newsletter | Sign in yourself and test it | no | | |
| [A14] | Works council site | Sign in yourself and test it | | | |
""",
            [(12, "accepted", False), (13, "tested", True)],
            id="table copied back",
        ),
        pytest.param(
            """[A12] casaverde.example: Accept the invitation or the transfer ☒ yes ☐ no
[A13] Newsletter: Sign in yourself and test it [ ] yes [x] no
[A14] Works council site: Sign in yourself and test it ☐ yes ☐ no
""",
            [(12, "accepted", False), (13, "tested", True)],
            id="yes and no in boxes",
        ),
        pytest.param(
            "[A13] [x] Accept the invitation or the transfer [x] Change the passwords and keys that we knew [ ] no",
            [(13, "accepted", False), (13, "rotated", False)],
            id="a box for each task",
        ),
        pytest.param("A13 how do we accept it?", [], id="a question"),
        pytest.param(
            """> [A13] Newsletter (Mail and newsletter, Mailchimp, yours)
> - Sign in yourself and test it
yes, 20 Nov
> - Put in your own card or payment method
no, next week
> [A14] Works council site (yours)
> - Sign in yourself and test it
""",
            [(13, "accepted", False), (13, "tested", False), (13, "billing", True)],
            id="below each task",
        ),
        pytest.param(
            """[A13] Newsletter (Mail and newsletter, Mailchimp, yours)
- Accept the invitation or the transfer: yes
- Put in your own card or payment method: not yet
- Sign in yourself and test it

[A14] Works council site (yours)
- Sign in yourself and test it
""",
            [(13, "accepted", False), (13, "billing", True)],
            id="beside each task",
        ),
        pytest.param("A12 and A13: done", [(12, "", False), (13, "", False)], id="two in a row"),
        pytest.param("Yes for A12.\nYes for A14", [(12, "", False), (14, "", False)], id="reference at the end"),
        pytest.param("[A13]\nSigned in, no problems.", [(13, "accepted", False), (13, "tested", False)], id="head"),
        pytest.param("A13: our own card is in now", [(13, "billing", False)], id="card"),
        pytest.param("A13 not yet, we cannot log in.", [(13, "tested", True)], id="refused"),
        pytest.param("A13 accepted, but not tested", [(13, "accepted", False), (13, "tested", True)], id="in part"),
        pytest.param("A13 yes\nWe will look at the others tomorrow.", [(13, "", False)], id="next line"),
        pytest.param("A99 yes, and A4 paper is fine", [], id="not an account of this client"),
        pytest.param("A14 Works council site", [], id="its name is no answer"),
        pytest.param("Thank you, we look at it.\n\n" + REQUEST, [], id="only quoted"),
        pytest.param(
            "Will do.\n\nFrom: Ben Okafor\nSent: 12 November 2026\nTo: Ana\n\n[A12] done by us\n[A13] works",
            [],
            id="quoted without marks",
        ),
        pytest.param("A12 yes\n\n-- \nAna, A13 works", [(12, "", False)], id="signature"),
        pytest.param("A13 yes\nA13 no, sorry, it failed", [(13, "", True)], id="the last words count"),
    ],
)  # fmt: skip
def test_only_what_the_client_wrote_answers(body, expected):
    assert said(body) == expected


def test_a_plain_yes_answers_what_was_asked():
    asked = {"A12": ["accepted"], "A13": ["tested", "billing"], "A14": ["accepted", "tested"]}
    assert said("A12 yes, A13 ok, A14 no", **asked) == [
        (12, "accepted", False),
        (13, "tested", False),
        (13, "billing", False),
        (14, "accepted", True),
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("A12 ใช่ 28/11\nA13 เรียบร้อยแล้ว\nA14 ไม่ใช่ ยังเข้าไม่ได้", id="Thai"),
        pytest.param("A12 ya\nA13 sudah selesai\nA14 tidak, belum diterima", id="Malay"),
        pytest.param("A12 ja\nA13 klear, oer example.net\nA14 nee, noch net", id="Frisian"),
        pytest.param("A12 ja\nA13 gelukt\nA14 nog niet", id="Dutch"),
    ],
)
def test_a_yes_and_a_no_are_read_in_the_language_of_the_request(body):
    assert said(body) == [(12, "", False), (13, "", False), (14, "", True)]


@pytest.mark.parametrize(
    ("words", "on"),
    [("accepted on 20 Nov", ago(2)), ("accepted", TODAY), ("accepted, the rest follows on 28 Nov", TODAY)],
)
def test_the_day_is_the_one_named_if_it_has_been(words, on):
    mail = MailFacts(5, TODAY, "Ana", "Re: Handover", f"A12 {words}")
    (answer,) = answers_in(mail, NAMES)
    assert (answer.on, answer.words, answer.message) == (on, words, 5)


def test_what_we_sent_answers_nothing():
    assert answers_in(MailFacts(5, TODAY, "Ben", "A12", "A12 accepted", received=False), NAMES) == []


def test_answers_may_stand_between_marked_quotations():
    lines = list(lines_of("On Monday, Ben Okafor\nwrote:\n> [A12] yes?\nYes."))
    assert [each.quoted for each in lines] == [True, False, True, False]


def test_what_is_done_or_dealt_with_is_not_proposed_again():
    older = MailFacts(4, ago(3), "Ana", "Re: Handover", "A12 accepted. A13 no.")
    newer = MailFacts(5, ago(1), "Ana", "Re: Handover", "A13 yes\nA14 signed in, but the card was not changed")
    open_steps = {12: (), 13: ("accepted", "tested"), 14: ("tested", "billing")}
    asked = {13: ["accepted"], 14: ["tested"]}
    found = replies([newer, older], NAMES, asked, open_steps, seen=[(4, 13)])
    assert found == (
        Reply(13, 5, ago(1), "yes", ("accepted",), ()),
        Reply(14, 5, ago(1), "signed in, but the card was not changed", ("tested",), ("billing",)),
    )
