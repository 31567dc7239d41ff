"""The handover request as a letter: what it asks, how an answer is read, and that it is noted once it was sent."""

from __future__ import annotations

import email
from datetime import timedelta

import pytest

from clientguard.actions.communication import letters
from clientguard.actions.leaving import deciding, handover_papers
from clientguard.actions.records import editing
from clientguard.domain.leaving.from_mail.passages import MailFacts
from clientguard.domain.leaving.from_mail.replies import answers_in
from clientguard.domain.leaving.papers.handover_request import TASKS
from clientguard.domain.records import HandoverMark, Instant, Leaving, Reference
from clientguard.domain.records.kinds.handover import REQUEST
from clientguard.store.records import lookup
from tests import factories
from tests.factories import TODAY, ago
from tests.reports import sample

SENT = Instant(1_795_000_000_000)


@pytest.fixture
def client(book):
    client = factories.add(book, "client", name="Harbour Books")
    factories.add(book, "contact", client=client, name="Joan Field", email="joan@harbour.example")
    factories.add(book, "contract", client=client)
    leaving = deciding.start_leaving(book, client, ago(20), "Late.").first
    editing.change_record(book, factories.read(book, Leaving, leaving), notice_given=ago(10))
    return client


@pytest.fixture
def account(book, client):
    return factories.add(
        book, "account", client=client, name="Domain", asset_type="domain_dns", platform="TransIP", ownership="client"
    )


def draft(book, client):
    with book.read() as db:
        return letters.draft_letter(db, "handover-request", client, TODAY)


def test_it_asks_for_each_account_with_its_reference_and_by_when(book, client, account):
    found = draft(book, client)
    assert (found.lacking, found.remarks) == ((), ())
    assert found.text.body.startswith("Dear Joan Field,\n")
    assert (
        f"[A{account}] Domain (Domain and DNS, TransIP, yours)\n"
        "- Accept the invitation or the transfer\n"
        "- Sign in yourself and test it\n"
        "- Put in your own card or payment method\n"
    ) in found.text.body
    assert "answer by 6 December 2026" in found.text.body
    assert "once payments are current" not in found.text.body
    assert found.files == ()


def test_before_the_notice_it_warns(book, client, account):
    with book.read() as db:
        (leaving,) = lookup.find_records(db, Leaving, "t.client = ?", client)
    editing.change_record(book, leaving, notice_given=None)
    assert [each.text for each in draft(book, client).remarks] == ["Notice has not been given yet."]


def test_what_is_held_is_named_without_a_reason_of_the_user_s(book, client, account):
    factories.add(book, "invoice", client=client, due=ago(30))
    held = factories.add(
        book, "account", client=client, name="Templates", ownership="mine", held_reason=sample.CANARY, offered_on=None
    )
    body = draft(book, client).text.body
    assert f"These follow once payments are current:\n- [A{held}] Templates\n" in body
    assert sample.CANARY not in body


def test_an_answer_to_it_can_be_read(book, client, account):
    """P4.4: the references and the words of the request are those that a reply is read by."""
    body = draft(book, client).text.body
    quoted = "".join(f"> {line}\n" for line in body.splitlines())

    def answers(text: str) -> list[tuple[str, bool]]:
        mail = MailFacts(1, TODAY, "Joan <joan@harbour.example>", "Re: Your accounts", text)
        return [(each.step, each.refused) for each in answers_in(mail, {account: "Domain"})]

    assert answers(f"On 12 Nov 2026 Ada wrote:\n{quoted}") == [], "what is only quoted answers nothing"
    assert answers(f"[A{account}] accepted and signed in\n\nOn 12 Nov 2026 Ada wrote:\n{quoted}") == [
        ("accepted", False),
        ("tested", False),
    ]
    for words in TASKS.values():
        assert answers(f"[A{account}] {words}") == [], "the question alone is no answer"


def test_once_it_is_sent_each_account_has_the_day_on_which_the_client_was_asked(book, client, account):
    other = factories.add(book, "account", client=client, name="Shop", asset_type="site_shop", ownership="client")
    found = draft(book, client)
    message = letters.log_sent_letter(book, found, found.text, SENT, proof="RR 12").first
    with book.read() as db:
        marks = lookup.find_records(db, HandoverMark, "t.client = ?", client)
        about = lookup.find_records(db, Reference, "t.source = ?", message)
    assert [(each.account, each.key, each.done_on, each.proof) for each in marks] == [
        (each, REQUEST, TODAY, "RR 12") for each in (account, other)
    ]
    assert [(each.about, each.role) for each in about] == [(account, "handover"), (other, "handover")]
    letters.log_sent_letter(book, found, found.text, SENT)
    with book.read() as db:
        assert len(lookup.find_records(db, HandoverMark, "t.client = ?", client)) == 2, "once a day"


def test_the_page_goes_along_while_it_is_as_on_record(book, client, account):
    made = handover_papers.make_handover_request(book, client, TODAY)
    found = draft(book, client)
    assert [name for _id, name in found.files] == [made.name]
    assert "The attached page asks the same." in found.text.body
    mail = email.message_from_bytes(letters.as_mail(book, found, found.text))
    assert made.name in [part.get_filename() for part in mail.walk()]
    factories.add(book, "account", client=client, name="Shop")
    assert draft(book, client).files == (), "a page that is older than the record is not sent"


def test_with_nothing_to_ask_it_says_so(book, client):
    factories.add(book, "account", client=client, no_reply_on=TODAY - timedelta(days=1))
    assert [each.text for each in draft(book, client).lacking] == [
        "There is nothing to ask: no account waits for this client."
    ]
