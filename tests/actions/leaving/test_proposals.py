"""What mail proposes for a handover: accounts that it names, each confirmed or refused by the user (P4.4)."""

from __future__ import annotations

import pytest

from clientguard.actions.leaving import proposals, steps
from clientguard.actions.records import editing
from clientguard.domain.records import Instant, Reference
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
    return client, steps.start_leaving(book, client, ago(9), "Late.").first


def proposed(book, leaving: int):
    with book.read() as db:
        return proposals.proposed_accounts(db, case(db, leaving, TODAY), TODAY)


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
        (mark,) = case(db, left, TODAY).marks
    assert (mark.key, mark.proof, mark.account) == ("not_ours:domain_dns:GoDaddy", found.passage, None)


def test_mail_that_was_removed_proposes_nothing(book, leaving):
    client, left = leaving
    editing.remove_records(book, [mail(book, client, "casaverde.example renews on 3 January 2027.")])
    assert proposed(book, left) == ()
