"""Leaving a client by the command line, as people read its answers (P4)."""

from __future__ import annotations


def test_answers_for_people_on_leaving(line, tmp_path):
    line.add("client", name="Harbour Books")
    line.add("account", client=2, name="Ads")
    line.add("obligation", client=2, what="Refund")
    why = ("--against-advice", "Every week it is something else.")
    decided = line.do("offboard", "decide", "--client", 2, "--reasons", "Late", "--on", "-3d", *why)
    assert decided == "The decision is on record as number 5.\n"
    released = line.do("offboard", "release", "--client", 2, "--gate", "obligations", "--reason", "Sent today")
    assert released == "Released as number 7.\n"
    problem = line.add("problem", client=2, title="Paid late again", on="-9d")
    assert line.do("offboard", "evidence", problem, "--client", 2) == "Added 1 record as evidence.\n"
    told = line.do("offboard", "status", "--client", 2).splitlines()
    assert told[0] == "Leaving Harbour Books, number 5"
    assert any(each.startswith("released  obligations: ") for each in told)
    assert any(each.startswith("open      Ads: ") for each in told)
    assert told[-1] == "  The final report has not been created yet."
    out = tmp_path / "report.pdf"
    made = line.do("report", "final", "--client", 2, "--out", out, "--page", "letter")
    assert made == f"Wrote {out}. It is on record as number 11.\n"
    assert [each["id"] for each in line.ask("list", "document")] == [11]
    done = {"accepted_on": "today", "tested_on": "today", "removed_on": "today", "proof": "mail"}
    line.set(3, **done)
    line.set(5, reason="We cannot meet your needs because …")
    assert line.do("offboard", "sweep", "--client", 2, "rest=none").startswith("none   Social page\n")
    line.do("report", "final", "--client", 2, "--out", out)
    signed = line.do("offboard", "sign-off", "--client", 2, "--by", "Joan").splitlines()
    assert signed[0] == "Closed. Harbour Books is now a former client."
    assert signed[1:-1] == ["Left open: Other obligations.", "The signed page is not attached."]
    assert signed[-1].startswith("The journal is sealed at ")
    assert line.do("offboard", "status", "--client", 2).splitlines()[-1].startswith("Closed on ")
    assert "is sealed" in line.refused("set", 4, "--set", "what=Another")
    assert "Deliverable: not added, because" in line.refused(
        "add", "deliverable", "--set", "client=2", "--set", "title=More"
    )
    line.add("message", client=2, subject="Thank you", at="today")


def test_it_says_to_which_day_late_answers_moved_what_is_owed(line):
    line.add("client", name="Harbour Books")
    line.add("deliverable", client=2, title="New shop", due="2026-12-01")
    line.add("request", client=2, title="Which colours?", asked_on="2026-10-20", needed_by="2026-11-04",
             answered_on="2026-11-06", blocks=3)  # fmt: skip
    line.ask("offboard", "decide", "--client", 2, "--reasons", "Late", "--on", "-3d")
    (owed,) = line.ask("offboard", "status", "--client", 2)["owed"]["ours"]
    why = "the answer to “Which colours?” came 2 working days late"
    assert (owed["agreed"], owed["due"], owed["because"]) == ("2026-12-01", "2026-12-03", [{"request": 4, "why": why}])
    assert owed["detail"] == f"due 3 Dec 2026, moved from 1 Dec 2026: {why}"


def test_what_is_owed_and_held_is_told_line_by_line(line):
    line.add("client", name="Harbour Books")
    line.add("contract", client=2, title="Care", payment_terms="net 5", suspension_clause="Clause 7: work stops.")
    line.add("invoice", client=2, contract=3, number="R-1", issued="-40d", amount="480", currency="EUR")
    line.add("account", client=2, name="Templates", ownership="mine", clause="clause 9")
    line.add("account", client=2, name="Sketches", ownership="mine")
    line.add("account", client=2, name="Domain")
    line.add("obligation", client=2, what="Refund of May")
    line.ask("offboard", "decide", "--client", 2, "--reasons", "Late", "--on", "-3d")
    status = line.ask("offboard", "status", "--client", 2)
    assert [(each["about"], each["what"], each["state"]) for each in status["owed"]["ours"]] == [
        ("obligation", "Refund of May", "open")
    ]
    (owes,) = status["owed"]["theirs"]
    assert (owes["about"], owes["id"], owes["what"], owes["state"], owes["settled"]) == (
        "invoice", 4, "€ 480.00 of invoice R-1", "overdue", False)  # fmt: skip
    payments = next(each for each in status["gates"] if each["key"] == "payments")
    assert payments["held"] == ["Templates"]
    assert payments["why_held"] == [{"names": ["Templates"], "why": "yours until paid (clause 9)"}]
    assert (payments["free"], payments["not_held"]) == (["Domain"], ["Sketches"])
