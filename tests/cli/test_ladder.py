"""The reminder ladder on the command line."""

from __future__ import annotations


def test_the_ladder_is_shown_with_where_each_invoice_stands_and_another_is_chosen(line):
    client = line.add("client", name="Acme", stage="active")
    late = line.add("invoice", client=client, number="R-7", issued="2026-01-05", due="2026-01-20", amount="100")
    told = line.ask("ladder")
    assert [(each["offset_days"], each["template"]) for each in told["steps"]] == [(1, "reminder"), (7, "stop")]
    (found,) = told["invoices"]
    assert (found["invoice"], found["step"], found["template"], found["due"]) == (late, "practice/+1", "reminder", True)
    line.do("hold", "R-7", "--reason", "Holiday", "--until", "2099-01-01")
    (found,) = line.ask("ladder", "--client", "acme")["invoices"]
    assert (found["step"], found["why_none"]) == (None, "on hold until 1 Jan 2099")
    assert line.ask("ladder", "--client", "Acme", "--use", "formal")["steps"][0]["offset_days"] == -3
    assert len(line.ask("ladder")["steps"]) == 2
    out = line.do("ladder", "--client", "Acme")
    assert "3 days before the due date  Note before the due date  Courtesy  Email" in out.splitlines()
    assert "45 days after the due date  Collector or write-off  Final  Call" in out.splitlines()
    assert "R-7 of Acme: no step, on hold until 1 Jan 2099" in out.splitlines()


def test_an_overdue_invoice_asks_for_its_reminder_on_today_and_the_letters_are_listed(line):
    client = line.add("client", name="Acme", stage="active")
    line.add("invoice", client=client, number="R-7", issued="2026-01-05", due="2026-01-20", amount="100")
    (step,) = line.ask("today")
    assert (step["action"], step["answers"]) == ("send_reminder", ["record payment"])
    kinds = [each["kind"] for each in line.ask("letter", "--list")]
    assert kinds == ["courtesy", "reminder", "reminder-date", "reminder-firm", "stop-notice", "stop", "resume",
                     "before-action", "statement", "chase", "waiting", "control", "goodbye",
                     "handover-request", "call-guide", "public-reply", "decline"]  # fmt: skip
