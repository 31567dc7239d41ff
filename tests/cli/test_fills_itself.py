"""From one mailbox and one list of invoices alone, with nothing logged by hand: who answers when, what was asked, who
pays later each time, and who takes more contact than it brings in (P1.1, P1.2, P3.2, P6.4)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import two_files
from tests.two_files import ADA

TODAY = date.today()


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def test_a_mailbox_and_a_list_of_invoices_are_enough(line, tmp_path: Path):
    table = two_files.invoices(tmp_path / "invoices.csv", TODAY)
    mapping = tmp_path / "columns.json"
    fields = ("number", "client", "email", "issued", "due", "amount", "paid", "paid_on")
    columns = dict(zip(fields, two_files.HEAD, strict=True))
    mapping.write_text(json.dumps({"kind": "invoices", "columns": columns}), "utf-8")
    came = line.ask("import", table, "--mapping", mapping, "--dates", "dmy")
    assert (came["clients"], came["invoices"]) == (2, 4)
    came = line.ask("import", two_files.mailbox(tmp_path / "Inbox.mbox", TODAY), "--mine", ADA)
    assert (came["messages"], came["unmatched"]) == (5, 1)  # the shop's mail is private: it is counted, and not kept

    figures = {each["client"]: each for each in line.ask("touch")}
    assert (figures["Harbour"]["they_answer_in"], figures["Mill"]["you_answer_in"]) == (pytest.approx(96, abs=1), 0.0)
    assert figures["Harbour"]["contact_share"] == pytest.approx(0.6)
    assert figures["Harbour"]["income_share"] == pytest.approx(0.25)

    proposed = line.ask("proposals", "--client", "Harbour")
    asked = [each for each in proposed if each["sort"] == "request"]
    assert ["floor plan" in each["passage"] for each in asked] == [True]
    assert line.ask("waiting") == []  # nothing counts before it is confirmed
    line.do("proposals", "--confirm", asked[0]["id"])
    (waits,) = line.ask("waiting")
    assert (waits["client"], waits["kind"], waits["days"]) == ("Harbour", "request", 20)

    line.add("invoice", client="Harbour", number="H4", issued=day(40), due=day(26), amount="1000")
    late = next(each for each in line.ask("today") if each["kind"] == "invoice")
    assert "later each time" in late["why"]
