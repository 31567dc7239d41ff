"""Mail proposes accounts: invitations, renewals and receipts of known platforms, each quoted (P4.4)."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.leaving.from_mail.found_accounts import SORTS, found_accounts
from clientguard.domain.leaving.from_mail.passages import MailFacts, dates_in
from clientguard.domain.records import Account, HandoverMark
from clientguard.domain.records.kinds.handover import PLATFORMS
from clientguard.letters.mail_platforms import mail_words
from tests.factories import TODAY, ago

ANA = "Ana <ana@casaverde.example>"
RENEWAL = MailFacts(
    1,
    ago(10),
    "GoDaddy <renewals@godaddy.com>",
    "Renewal notice",
    "Hello Casa Verde,\ncasaverde.example renews on January 3, 2027. Sign in to change it.",
)


def found(*messages: MailFacts, accounts=(), marks=(), none=()):
    return found_accounts(messages, mail_words(), accounts, marks, none)


def mail(sender: str, subject: str, body: str = "") -> MailFacts:
    return MailFacts(2, ago(3), sender, subject, body)


def test_a_renewal_is_quoted_with_its_day():
    (each,) = found(RENEWAL)
    assert (each.vendor.platform, each.vendor.name, each.sort) == ("domain_dns", "GoDaddy", "renewal")
    assert each.passage == "casaverde.example renews on January 3, 2027."
    assert (each.renews, each.message, each.on) == (date(2027, 1, 3), 1, ago(10))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (mail(ANA, "Access", "Hi! I have invited you to our Mailchimp account."), ["Mailchimp"]),
        (mail("Slack <feedback@slack.com>", "Ana has invited you to work in Casa Verde"), ["Slack"]),
        (mail("no-reply@google.com", "You've been added to a Google Analytics account"), ["Google Analytics"]),
        (mail("no-reply@google.com", "You have been added to a group"), []),
        (mail(ANA, "Fwd:", "> From: Canva <no-reply@account.canva.com>\n> Your receipt for June"), ["Canva"]),
        (mail(ANA, "Money", "Did you get the receipt for the Mailchimp work?"), []),
        (mail(ANA, "Banner", "We zoom in on the logo before the renewal of the contract."), []),
        (mail("offers@notgodaddy.com", "Your renewal notice"), []),
        (mail(ANA, "Hosting", "The SiteGround plan expires on 1 Dec. Shall we renew?"), ["SiteGround"]),
        (mail("Shopify <mailer@shopify.com>", "Five ideas for your shop"), []),
    ],
)
def test_only_what_belongs_to_an_account_is_proposed(message, expected):
    assert [each.vendor.name for each in found(message)] == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"accounts": [Account(name="casaverde.example at GoDaddy")]},
        {"accounts": [Account(name="casaverde.example", platform="godaddy")]},
        {"accounts": [Account(name="casaverde.example", asset_type="domain_dns")]},
        {"marks": [HandoverMark(key="not_ours:domain_dns:GoDaddy")]},
        {"none": ["domain_dns"]},
    ],
)
def test_what_is_on_record_or_answered_is_not_proposed_again(changes):
    assert found(RENEWAL, **changes) == ()


def test_another_account_of_the_same_kind_is_still_proposed():
    assert found(RENEWAL, accounts=[Account(name="Mail domain", asset_type="domain_dns", platform="Gandi")])


def test_the_newest_mail_stands_for_a_platform_and_keeps_the_day_of_an_older_one():
    newer = MailFacts(9, ago(1), "GoDaddy <billing@godaddy.com>", "Your receipt", "Thank you for your order.")
    (each,) = found(RENEWAL, newer)
    assert (each.message, each.renews) == (1, date(2027, 1, 3))
    (each,) = found(newer)
    assert (each.message, each.sort, each.renews) == (9, "receipt", None)


def test_proposals_follow_the_order_of_the_sweep():
    others = (
        mail("Vimeo <support@vimeo.com>", "Your subscription"),
        mail("TikTok <x@tiktok.com>", "Accept the invitation"),
    )
    assert [each.vendor.name for each in found(*others, RENEWAL)] == ["TikTok", "GoDaddy", "Vimeo"]


def test_every_kind_of_platform_has_names_to_look_for():
    words = mail_words()
    assert {each.platform for each in words.vendors} == {each.key for each in PLATFORMS}
    assert [sort for sort, phrases in words.phrases if phrases] == list(SORTS)
    names = [(each.platform, each.name) for each in words.vendors]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It expires 2027-02-01.", [date(2027, 2, 1)]),
        ("until 1st March 2027 or Mar 5", [date(2027, 3, 1), date(2027, 3, 5)]),
        ("by 3/4/2027, version 1.2.2026", [date(2026, 2, 1)]),
        ("31 Feb 2027, may 12 people come", [date(2027, 5, 12)]),
        ("", []),
    ],
)
def test_days_are_read_where_they_are_certain(text, days):
    assert list(dates_in(text, TODAY)) == days
