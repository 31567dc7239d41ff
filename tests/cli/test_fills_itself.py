"""From one mailbox and one list of invoices alone, with nothing logged by hand: who answers when, what was asked, who
pays later each time, and who takes more contact than it brings in (P1.1, P1.2, P3.2, P6.4)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

ADA, JOAN, KIM = "ada@north.example", "joan@harbour.example", "kim@mill.example"
TODAY = date.today()


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def letter(number: int, sender: str, to: str, back: int, text: str, subject: str = "The shop", after: int = 0) -> bytes:
    from datetime import UTC, datetime, time

    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = format_datetime(datetime.combine(day(back), time(10, number % 60), UTC))
    made["Message-ID"] = f"<{number}@x.example>"
    if after:
        made["In-Reply-To"] = made["References"] = f"<{after}@x.example>"
    made.set_content(text)
    return b"From - Thu Nov 19 10:00:00 2026\n" + made.as_bytes() + b"\n"


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    """Joan answers after four days and leaves a question open; Kim answers on the same day, and writes three times."""
    parts = [
        letter(1, ADA, JOAN, 40, "Hello Joan,\n\nwhich of the two colours do you want for the menu?\n\nAda"),
        letter(2, JOAN, ADA, 36, "Hello Ada,\n\nthe blue one, please.\n\nJoan", after=1),
        letter(3, ADA, JOAN, 20, "Hello Joan,\n\ncould you send me the floor plan by Friday?\n\nAda", "Floor plan"),
        letter(4, KIM, ADA, 12, "Hi Ada,\n\nthe page looks good.\n\nKim", "The page"),
        letter(5, ADA, KIM, 12, "Thank you, Kim.\n\nAda", "The page", after=4),
        letter(6, "shop@elsewhere.example", ADA, 11, "Your parcel is on its way.", "Parcel"),
    ]
    path = tmp_path / "Inbox.mbox"
    path.write_bytes(b"".join(parts))
    return path


@pytest.fixture
def invoices(tmp_path: Path) -> tuple[Path, Path]:
    """Joan's shop pays 2, 9 and 20 days late; the mill pays on the day, and far more."""
    rows = ["No,Customer,Mail,Day,Due,Total,Paid,Paid on"]
    for number, (issued, late) in enumerate(((150, 2), (110, 9), (70, 20)), 1):
        due = issued - 14
        rows.append(f"H{number},Harbour,{JOAN},{day(issued)},{day(due)},1000.00,1000.00,{day(due - late)}")
    rows.append(f"M1,Mill,{KIM},{day(60)},{day(46)},9000.00,9000.00,{day(46)}")
    table, mapping = tmp_path / "invoices.csv", tmp_path / "columns.json"
    table.write_text("\n".join(rows), "utf-8")
    columns = {"number": "No", "client": "Customer", "email": "Mail", "issued": "Day", "due": "Due", "amount": "Total",
               "paid": "Paid", "paid_on": "Paid on"}  # fmt: skip
    mapping.write_text(json.dumps({"kind": "invoices", "columns": columns}), "utf-8")
    return table, mapping


def test_a_mailbox_and_a_list_of_invoices_are_enough(line, mailbox, invoices):
    table, mapping = invoices
    came = line.ask("import", table, "--mapping", mapping, "--dates", "dmy")
    assert (came["clients"], came["invoices"]) == (2, 4)
    came = line.ask("import", mailbox, "--mine", ADA)
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
