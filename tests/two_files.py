"""One mailbox and one list of invoices, from which the record of two clients fills itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

ADA, JOAN, KIM = "ada@north.example", "joan@harbour.example", "kim@mill.example"
ASKED = "could you send me the floor plan by Friday?"
HEAD = ("Number", "Client", "Email", "Issued", "Due", "Amount", "Paid amount", "Paid on")


def mailbox(path: Path, today: date) -> Path:
    """Joan answers after four days and leaves a question open; Kim answers on the same day; one mail is private."""

    def letter(
        number: int, sender: str, to: str, back: int, text: str, subject: str = "The shop", after: int = 0
    ) -> bytes:
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = sender, to, subject
        made["Date"] = format_datetime(datetime.combine(today - timedelta(days=back), time(10, number), UTC))
        made["Message-ID"] = f"<{number}@x.example>"
        if after:
            made["In-Reply-To"] = made["References"] = f"<{after}@x.example>"
        made.set_content(text)
        return b"From - Thu Nov 19 10:00:00 2026\n" + made.as_bytes() + b"\n"

    parts = [
        letter(1, ADA, JOAN, 40, "Hello Joan,\n\nwhich of the two colours do you want for the menu?\n\nAda"),
        letter(2, JOAN, ADA, 36, "Hello Ada,\n\nthe blue one, please.\n\nJoan", after=1),
        letter(3, ADA, JOAN, 20, f"Hello Joan,\n\n{ASKED}\n\nAda", "Floor plan"),
        letter(4, KIM, ADA, 12, "Hi Ada,\n\nthe page looks good.\n\nKim", "The page"),
        letter(5, ADA, KIM, 12, "Thank you, Kim.\n\nAda", "The page", after=4),
        letter(6, "shop@elsewhere.example", ADA, 11, "Your parcel is on its way.", "Parcel"),
    ]
    path.write_bytes(b"".join(parts))
    return path


def invoices(path: Path, today: date) -> Path:
    """Joan's shop pays 2, 9 and 20 days late; the mill pays on the day, and far more."""

    def day(back: int) -> date:
        return today - timedelta(days=back)

    rows = [",".join(HEAD)]
    for number, (issued, late) in enumerate(((150, 2), (110, 9), (70, 20)), 1):
        due = issued - 14
        rows.append(f"H{number},Harbour,{JOAN},{day(issued)},{day(due)},1000.00,1000.00,{day(due - late)}")
    rows.append(f"M1,Mill,{KIM},{day(60)},{day(46)},9000.00,9000.00,{day(46)}")
    path.write_text("\n".join(rows), "utf-8")
    return path
