"""The sweep and the steps of the accounts, in a terminal (P4.4)."""

from __future__ import annotations

import pytest

WHO = "Harbour Books"


@pytest.fixture
def leaving(line) -> int:
    line.add("client", name=WHO)
    line.add("account", client=2, name="Domain", asset_type="domain_dns")
    return line.ask("offboard", "decide", "--client", WHO, "--reasons", "Late")["id"]


def status(line) -> dict:
    return line.ask("offboard", "status", "--client", WHO)


def account(line) -> dict:
    return status(line)["accounts"][0]


def test_the_sweep_is_answered_platform_by_platform_and_then_the_rest(line, leaving):
    first = line.ask("offboard", "sweep", "--client", WHO, "domain_dns=yes", "Web shop=yes", "Hosting=None")
    assert first["answers"] == {"domain_dns": "yes", "hosting": "none", "Web shop": "yes"}
    assert (len(first["unanswered"]), set(first["open"])) == (19, {"Web shop"})
    rest = line.ask("offboard", "sweep", "--client", WHO, "rest=none", "Web shop=none")
    assert (rest["unanswered"], rest["open"], rest["answers"]["domain_dns"]) == ([], {}, "yes")
    assert status(line)["sweep"] == {key: rest[key] for key in ("answers", "unanswered", "open")}


def test_a_wrong_answer_is_refused_with_every_reason_and_nothing_is_written(line, leaving):
    said = line.refused("offboard", "sweep", "--client", WHO, "analytics=none", "hosting=maybe", "hostng=none")
    assert "“hosting=maybe” is not an answer: write hosting=none." in said
    assert "There is no platform “hostng”. Did you mean “hosting”?" in said
    assert status(line)["sweep"]["answers"] == {}


def test_the_steps_of_an_account_are_set_and_undone(line, leaving):
    done = line.ask("offboard", "tick", "Domain", "offered", "--client", WHO, "--on", "-3d")
    assert done == {"id": 3, "account": "Domain", "step": "offered", "state": "offered", "next": "accepted"}
    assert "The client has not signed in alone yet." in account(line)["blocked"]["removed"]
    said = line.refused("offboard", "tick", 3, "removed")
    for reason in ("has not accepted it yet", "has not signed in alone yet", "Billing has not been moved yet"):
        assert reason in said
    for step in ("accepted", "tested_on", "tokens", "billing", "removed", "rotated"):
        line.ask("offboard", "tick", 3, step)
    assert (account(line)["state"], account(line)["next"]) == ("removed", "proof")
    assert "The proof is missing" in line.refused("offboard", "tick", 3, "proof")
    assert line.ask("offboard", "tick", 3, "proof", "--proof", "Mail of Monday")["state"] == "complete"
    assert line.ask("offboard", "tick", 3, "rotated", "--undo")["next"] == "rotated"


def test_the_checklist_of_the_platform_is_ticked_by_its_keys(line, leaving):
    line.ask("offboard", "tick", 3, "domain_dns.1")
    first, *_rest, last = account(line)["checklist"]
    assert first["text"].startswith("Export the whole zone")
    assert (first["who"], bool(first["done"]), last["who"], last["done"]) == ("us", True, "client", None)
    assert last["key"] in account(line)["blocked"]


def test_an_account_without_an_answer_is_closed_with_the_days_of_the_requests(line, leaving):
    line.ask("offboard", "tick", 3, "request", "--on", "-20d")
    assert "The client was asked 1 time" in line.refused("offboard", "tick", 3, "no-reply")
    line.ask("offboard", "tick", 3, "request", "--on", "-9d", "--proof", "Second mail")
    assert line.ask("offboard", "tick", 3, "no-reply")["state"] == "no reply"
    assert len(account(line)["requests"]) == 2
    assert account(line)["no_reply"].startswith("Asked on ")
    assert line.ask("offboard", "tick", 3, "no-reply", "--undo")["state"] == "open"


def test_what_has_not_happened_yet_is_not_ticked(line, leaving):
    assert "has not come yet" in line.refused("offboard", "tick", 3, "offered", "--on", "+1d")
    assert "has not come yet" in line.refused("offboard", "sweep", "rest=none", "--client", WHO, "--on", "+1d")
    assert (account(line)["state"], status(line)["sweep"]["answers"]) == ("open", {})


def test_an_account_of_another_client_is_not_touched_by_mistake(line, leaving):
    line.add("client", name="Mill")
    assert "is not an account of Mill" in line.refused("offboard", "tick", "Domain", "offered", "--client", "Mill")
    assert "has no step “nonsense”" in line.refused("offboard", "tick", 3, "nonsense")
