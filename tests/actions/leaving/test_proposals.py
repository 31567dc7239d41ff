"""What mail proposes for a handover: accounts that it names, each confirmed or refused by the user (P4.4)."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.communication import letters
from clientguard.actions.leaving import deciding, handing_over, proposals
from clientguard.actions.records import editing
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Account, Instant, Reference
from clientguard.errors import KnownError
from clientguard.store.records.lookup import find_records
from clientguard.store.views.leaving.case import case
from tests import factories
from tests.factories import FIRST, TODAY, ago

DAY = 86_400_000


def mail(book, client: int, body: str, **values):
    made = {"sender": "GoDaddy <renewals@godaddy.com>", "subject": "Renewal notice", "at": Instant(FIRST - 3 * DAY)}
    return factories.add(book, "message", client=client, body=body, **{**made, **values})


@pytest.fixture
def leaving(book):
    client = factories.add(book, "client", name="Casa Verde")
    return client, deciding.start_leaving(book, client, ago(9), "Late.").first


def proposed(book, leaving: int):
    with book.read() as db:
        return proposals.proposed_accounts(db, case(db, leaving, TODAY, monday_to_friday), TODAY)


def test_an_account_that_mail_names_is_proposed_until_it_is_on_record(book, leaving):
    client, left = leaving
    message = mail(book, client, "casaverde.example renews on 3 January 2027.")
    mail(book, factories.add(book, "client", name="Mill"), "mill.example renews on 4 January 2027.")
    mail(book, client, "mill.example renews on 5 January 2027.", at=Instant(FIRST + 3 * DAY))
    (found,) = proposed(book, left)
    assert (found.message, found.passage) == (message, "casaverde.example renews on 3 January 2027.")
    account = factories.add(book, "account", client=client, name="casaverde.example", platform="GoDaddy")
    for _again in range(2):
        proposals.link_mail(book, account, message)
    with book.read() as db:
        (made,) = find_records(db, Reference)
    assert (made.source, made.about, made.role, made.client) == (message, account, "handover", client)
    assert proposed(book, left) == ()


def test_what_is_not_ours_is_not_proposed_again(book, leaving):
    client, left = leaving
    mail(book, client, "casaverde.example renews on 3 January 2027.")
    (found,) = proposed(book, left)
    for _again in range(2):
        proposals.refuse_account(book, left, found, TODAY)
    assert proposed(book, left) == ()
    with book.read() as db:
        (mark,) = case(db, left, TODAY, monday_to_friday).marks
    assert (mark.key, mark.proof, mark.account) == ("not_ours:domain_dns:GoDaddy", found.passage, None)


def test_mail_that_was_removed_proposes_nothing(book, leaving):
    client, left = leaving
    editing.remove_records(book, [mail(book, client, "casaverde.example renews on 3 January 2027.")])
    assert proposed(book, left) == ()


def replies_to(book, leaving: int):
    with book.read() as db:
        return proposals.proposed_replies(db, case(db, leaving, TODAY, monday_to_friday), TODAY)


@pytest.fixture
def asked(book, leaving):
    """An account that the client was asked about four days ago, and the client's answer of the day after."""
    client, left = leaving
    account = factories.add(book, "account", client=client, name="Newsletter", offered_on=ago(5))
    handing_over.note_request(book, account=account, on=ago(4))
    body = f"Hi,\nA{account}: accepted, and the login works.\n\n> [A{account}] Newsletter, yes / no"
    message = mail(book, client, body, subject="Re: Handover", sender="Ana <ana@casaverde.example>")
    return left, account, message


def test_an_answer_is_confirmed_with_its_words_as_proof(book, asked):
    left, account, message = asked
    (reply,) = replies_to(book, left)
    assert (reply.account, reply.message, reply.on) == (account, message, ago(3))
    assert (reply.done, reply.refused, reply.words) == (
        ("accepted", "tested"),
        (),
        "accepted, and the login works",
    )
    proposals.confirm_replies(book, [(reply, "Mail of 19 Nov")])
    found = factories.read(book, Account, account)
    assert (found.accepted_on, found.tested_on, found.proof) == (ago(3), ago(3), "Mail of 19 Nov")
    with book.read() as db:
        (made,) = find_records(db, Reference)
    assert (made.source, made.about, made.role) == (message, account, "answer")
    assert replies_to(book, left) == ()


def test_the_request_that_is_sent_can_be_answered_below_its_lines(book, leaving):
    client, left = leaving
    account = factories.add(book, "account", client=client, name="Newsletter", asset_type="mail_newsletter")
    with book.read() as db:
        sent = letters.draft_letter(db, "handover-request", client, TODAY).text.body
    handing_over.note_request(book, account=account, on=ago(4))
    answers = {"- Accept the invitation or the transfer": "Yes, on 18 Nov.", "- Sign in yourself and test it": "no"}
    lines = [f"> {line}\n{answers.get(line, '')}".rstrip() for line in sent.splitlines()]
    assert len([each for each in lines if "\n" in each]) == 2
    mail(book, client, "\n".join(["Ana wrote:", *lines]), subject="Re: Your accounts", sender="Ana")
    (reply,) = replies_to(book, left)
    assert (reply.account, reply.done, reply.refused, reply.on) == (account, ("accepted",), ("tested",), ago(4))


def test_an_answer_that_was_set_aside_ticks_nothing_and_is_gone(book, asked):
    left, account, _message = asked
    (reply,) = replies_to(book, left)
    proposals.set_reply_aside(book, reply)
    assert replies_to(book, left) == ()
    assert factories.read(book, Account, account).accepted_on is None


def test_an_answer_opens_again_what_was_closed_without_one(book, asked):
    left, account, _message = asked
    handing_over.note_request(book, account=account, on=ago(20))
    editing.change_record(book, factories.read(book, Account, account), no_reply_on=ago(2), proof="Screenshot")
    (reply,) = replies_to(book, left)
    proposals.confirm_replies(book, [(reply, "Mail of 19 Nov")])
    found = factories.read(book, Account, account)
    assert (found.no_reply_on, found.tested_on, found.proof) == (None, ago(3), "Screenshot")


def test_mail_from_before_the_request_answers_nothing(book, asked):
    left, account, message = asked
    editing.remove_records(book, [message])
    client = factories.read(book, Account, account).client
    mail(book, client, f"A{account} works", at=Instant(FIRST - 6 * DAY))
    assert replies_to(book, left) == ()


def test_one_step_that_has_to_wait_keeps_all_answers_back(book, asked):
    left, account, _message = asked
    held = factories.add(book, "account", client=factories.read(book, Account, account).client, ownership="client")
    (reply,) = replies_to(book, left)
    other = dataclasses.replace(reply, account=held, done=("removed",))
    with pytest.raises(KnownError, match="has to wait"):
        proposals.confirm_replies(book, [(reply, ""), (other, "")])
    assert factories.read(book, Account, account).accepted_on is None
