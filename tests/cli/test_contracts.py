"""Contracts and weekdays on the command line."""

from __future__ import annotations

import re


def test_a_contract_says_what_it_comes_to_and_is_decided_on(line):
    client = line.add("client", name="Acme", stage="active")
    term = {"starts": "2026-01-01", "ends": "2026-12-31", "renews_months": 12}
    notice = {"notice_count": 3, "notice_unit": "months", "notice_means": "by letter"}
    it = line.add("contract", client=client, title="Care", **term, **notice)
    (step,) = line.ask("today", "--on", "2026-08-01")
    assert (step["by"], step["record"], step["answers"]) == ("2026-09-30", it, ["contract goes on", "contract ended"])
    assert line.ask("today", "--on", "2026-07-31") == []
    assert line.ask("contract", "renewed", it, "--until", "2027-12-31")["decided_until"] == "2027-12-31"
    assert line.ask("today", "--on", "2026-08-01") == []
    assert line.ask("contract", "ended", it, "--on", "2027-12-31")["ended_on"] == "2027-12-31"
    assert "recorded as ended" in line.refused("contract", "open", it)
    assert "is not a contract" in line.refused("contract", "open", client)


def test_work_is_stopped_for_an_unpaid_invoice_and_resumed(line):
    client = line.add("client", name="Acme", stage="active")
    it = line.add("contract", client=client, title="Care", suspension_clause="Clause 7")
    line.add("invoice", client=client, number="R-7", issued="2026-01-05", amount="100")
    assert line.ask("contract", "stop", it, "--invoice", "r-7", "--on", "2026-02-01")["stopped_on"] == "2026-02-01"
    assert "has been stopped since" in line.refused("contract", "stop", it, "--invoice", "R-7")
    assert line.ask("contract", "resume", it)["stopped_on"] is None
    assert "is not stopped" in line.refused("contract", "resume", it)


def test_work_for_a_client_is_stopped_and_goes_on_with_the_payment(line):
    client = line.add("client", name="Acme", stage="active", country="GB")
    care = line.add("contract", client=client, title="Care")
    late = line.add("invoice", client=client, contract=care, number="R-7", issued="2026-01-05", amount="100")
    assert "No invoice" not in line.refused("stop", "--client", "Acme")
    assert "may itself be a breach" in line.refused("stop", "--client", "Acme")
    told = line.ask("stop", "--client", "acme", "--reason", "As agreed on the phone", "--on", "2026-02-01")
    assert (told["contract"], told["invoice"], told["starts"]) == (care, late, "2026-02-01")
    assert (told["reason"], told["resumed_on"]) == ("As agreed on the phone", None)
    work = line.do("add", "work", *_set(client=client, on="2026-02-03", minutes=90, detail="Shop"))
    assert "This is work during the stop that began on 1 Feb 2026." in work.splitlines()
    line.add("payment", client=client, invoice=late, received="2026-02-09", amount="100")
    (stop,) = line.ask("list", "suspension")
    assert (stop["id"], stop["resumed_on"]) == (told["id"], "2026-02-09")
    assert "is not stopped" in line.refused("resume", "--client", "Acme")


def test_the_contract_to_stop_is_named_where_several_run(line):
    client = line.add("client", name="Acme", stage="active")
    assert "no contract on record" in line.refused("stop", "--client", "Acme", "--reason", "Late")
    care, shop = (line.add("contract", client=client, title=each, suspension_days=14) for each in ("Care", "Shop"))
    line.add("invoice", client=client, contract=care, number="R-1", issued="2026-01-05", amount="5", due="2026-01-20")
    early = line.refused("stop", "--client", "Acme", "--on", "2026-02-02")
    assert "from 3 Feb 2026: 14 days after invoice R-1 was due on 20 Jan 2026" in early
    line.ask("stop", "--client", "Acme", "--on", "2026-02-03")
    line.add("invoice", client=client, number="R-2", issued="2026-01-05", amount="5", contract=shop)
    assert line.ask("stop", "--client", "Acme", "--contract", "Shop")["contract"] == shop
    assert "any of these contracts" in line.refused("resume", "--client", "Acme")
    assert line.ask("resume", "--client", "Acme", "--contract", "shop", "--on", "today")["contract"] == shop


def test_the_notice_in_days_still_counts(line):
    client = line.add("client", name="Acme", stage="active")
    it = line.add("contract", client=client, title="Care", ends="2027-12-31", notice_days=180)
    assert [step["by"] for step in line.ask("today", "--on", "2027-05-05")] == ["2027-07-04"]
    assert line.do("contract", "open", it).splitlines()[1] == "It runs until one side ends it."


def test_a_weekday_is_answered_with_its_date(line):
    client = line.add("client", name="Acme")
    told = line.do("add", "work", *_set(client=client, on="wednesday", minutes=90, detail="Shop"))
    assert re.search(r"^on: Wednesday \d+ \w+ \d{4}$", told, re.MULTILINE)
    plain = line.do("add", "work", *_set(client=client, on="2026-11-18", minutes=90, detail="Shop"))
    assert len(plain.splitlines()) == 1


def _set(**values: object) -> list[str]:
    return [part for name, value in values.items() for part in ("--set", f"{name}={value}")]
