"""Mailboxes for tests."""

from __future__ import annotations

from pathlib import Path

ADA, JOAN, KIM, PAT = "ada@north.example", "joan@harbour.example", "kim@mill.example", "pat@gmail.com"


def letter(number: int, sender: str, *recipients: str, more: str = "") -> bytes:
    return (
        f"From - Thu Nov 19 10:00:00 2026\nFrom: {sender}\nTo: {', '.join(recipients)}\nSubject: Letter {number}\n"
        f"Date: {number} Nov 2026 10:00:00 +0100\nMessage-ID: <{number}.{sender.partition('@')[0][-3:]}@x>\n{more}\n"
        "Words.\n\n"
    ).encode()


def three_correspondents(path: Path) -> Path:
    """Write Ada's mailbox: Joan wrote last, Kim and Pat were written to last, and Joan's shop sent its newsletter."""
    parts = [letter(day, f"Joan Field <{JOAN}>", ADA) for day in (1, 3, 5, 18)]
    parts += [letter(day, ADA, JOAN) for day in (2, 4, 6)]
    parts += [letter(day, KIM, ADA) for day in (1, 3, 5)] + [letter(day, ADA, KIM) for day in (7, 8, 9)]
    parts += [letter(day, f"Pat Moon <{PAT}>", ADA) for day in (1, 2, 3)] + [
        letter(day, ADA, PAT) for day in (11, 12, 13)
    ]
    parts += [letter(day, "news@harbour.example", ADA, more="List-Id: <n.harbour.example>\n") for day in (1, 2)]
    path.write_bytes(b"".join(parts))
    return path
    return path
