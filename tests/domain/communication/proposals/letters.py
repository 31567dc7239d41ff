"""Invented messages for the tests of the rules: short to write, in order of time."""

from __future__ import annotations

from datetime import date, timedelta

from clientguard.domain.communication.proposals.find import find
from clientguard.domain.communication.proposals.found import Found, MailText

MONDAY = date(2026, 6, 1)


def ours(own: str, day: int = 0, **fields: object) -> MailText:
    """Return a message from the user, `day` days after a Monday."""
    return _message(own, day, ours=True, **fields)


def theirs(own: str, day: int = 1, **fields: object) -> MailText:
    """Return a message from the client."""
    return _message(own, day, ours=False, **fields)


def _message(own: str, day: int, **fields: object) -> MailText:
    told: dict[str, object] = {"id": 0, "on": MONDAY + timedelta(days=day), "subject": "Spring brochure", "own": own}
    return MailText(**{**told, **fields})  # pyright: ignore[reportArgumentType]


def found(*messages: MailText, sort: str = "") -> list[Found]:
    """Return what the messages propose, numbered from 1; of one sort where it is named."""
    numbered = [
        MailText(**{**{name: getattr(each, name) for name in MailText.__dataclass_fields__}, "id": number})
        for number, each in enumerate(messages, 1)
    ]
    return [each for each in find(numbered, date(2027, 1, 1)) if not sort or each.sort == sort]


def passages(*messages: MailText, sort: str) -> list[str]:
    """Return the passages of one sort."""
    return [each.passage for each in found(*messages, sort=sort)]
