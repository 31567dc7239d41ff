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
    it = line.add("contract", client=client, title="Care")
    line.add("invoice", client=client, number="R-7", issued="2026-01-05", amount="100")
    assert line.ask("contract", "stop", it, "--invoice", "r-7", "--on", "2026-02-01")["stopped_on"] == "2026-02-01"
    assert "has been stopped since" in line.refused("contract", "stop", it, "--invoice", "R-7")
    assert line.ask("contract", "resume", it)["stopped_on"] is None
    assert "is not stopped" in line.refused("contract", "resume", it)


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
