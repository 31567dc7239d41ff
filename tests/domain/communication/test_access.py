"""The access that a contract needs against the accounts on record (P2.3)."""

from __future__ import annotations

from datetime import date

from clientguard import texts
from clientguard.domain.communication.access import Gap, in_words, missing_access
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.records import Account, Contract

SAY = texts.words("en").say
NEEDED = Contract(client=7, access_needed="Analytics\nGoogle Ads\n\n Domain and DNS ")


def asked(title: str, on: date, ask: str = "access") -> RequestFacts:
    return RequestFacts(1, 7, "Casa Verde", title, ask, on, None, "")


def test_an_account_gives_access_by_its_name_its_platform_or_its_kind():
    accounts = [
        Account(client=7, name="Web analytics"),
        Account(client=7, name="Campaigns", platform="GOOGLE ADS"),
        Account(client=7, name="casaverde.example", asset_type="domain_dns"),
    ]
    assert missing_access(NEEDED, accounts, ()) == ()
    assert missing_access(NEEDED, accounts[:2], ()) == (Gap("Domain and DNS", None),)


def test_a_gap_says_since_when_access_has_been_asked_for():
    requests = [
        asked("Access to Google Ads", date(2026, 10, 9)),
        asked("Google Ads again", date(2026, 9, 1)),
        asked("Which domain and DNS?", date(2026, 8, 1), "question"),
    ]
    gaps = missing_access(NEEDED, [], requests)
    assert gaps == (Gap("Analytics", None), Gap("Google Ads", date(2026, 9, 1)), Gap("Domain and DNS", None))
    assert SAY(in_words(gaps)) == "Access missing, asked for since 1 Sep 2026: Analytics, Google Ads, Domain and DNS"
    assert SAY(in_words(gaps[:1])) == "Access missing that the contract needs: Analytics"


def test_an_account_that_is_on_record_and_still_asked_for_is_a_gap():
    accounts = [Account(client=7, name=each) for each in ("Analytics", "Google Ads", "Domain and DNS")]
    assert missing_access(NEEDED, accounts, [asked("Access to Google Ads", date(2026, 10, 9))]) == (
        Gap("Google Ads", date(2026, 10, 9)),
    )


def test_a_contract_that_names_no_account_has_no_gap():
    assert missing_access(Contract(client=7), [], ()) == missing_access(None, [], ()) == ()
