"""What an exhibit is, in words: a line for the index, and all that its record says for those who read it (P5.2).

Only fields that are open are read, and none that names a person whom the bundle does not name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from clientguard.domain.communication.papers.quoting import shortened
from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms import TermsText
from clientguard.domain.proof.people import Outsiders
from clientguard.domain.proof.veil import Veil
from clientguard.domain.records import Field, Instant, Invoice, Message, Record, Type
from clientguard.domain.wording import N_, Said, listed, said

CLOSED = N_("[left out]")
LONGEST = 110  # characters of what a line calls a record
_UNSEEN = {Type.DIGEST}
_MESSAGES = {
    ("mail", "in"): N_("Email from the client"),
    ("mail", "out"): N_("Email to the client"),
    ("letter", "in"): N_("Letter from the client"),
    ("letter", "out"): N_("Letter to the client"),
    ("chat", "in"): N_("Chat message from the client"),
    ("chat", "out"): N_("Chat message to the client"),
    ("call", "in"): N_("Call from the client"),
    ("call", "out"): N_("Call to the client"),
    ("missed call", "in"): N_("Missed call from the client"),
    ("missed call", "out"): N_("Call that the client did not take"),
    ("meeting", "in"): N_("Meeting"),
    ("meeting", "out"): N_("Meeting"),
}


class Reader:
    """Reads records as the bundle may show them; `titles` has what the records that they link to are called."""

    def __init__(self, veil: Veil, outsiders: Outsiders, titles: Mapping[int, str]) -> None:
        self._veil = veil
        self._outsiders = outsiders
        self._titles = titles

    def value(self, record: Record, name: str) -> Any:  # noqa: ANN401
        """Return what a field says; None if it says nothing or stays closed."""
        field = record.kind.field(name)
        value: Any = getattr(record, name)
        return value if value not in (None, "", False) and self._is_open(record, field) else None

    def _is_open(self, record: Record, field: Field) -> bool:
        if not self._veil.is_open(record, field):
            return False
        value: Any = getattr(record, field.name)
        return not (isinstance(value, str) and self._outsiders.are_named(record.kind, field.name, value))

    def what(self, record: Record) -> Said:
        """Return what a record is, on one line."""
        kind = record.kind
        label = said(kind.label)
        if isinstance(record, Message):
            ends = self.value(record, "channel"), self.value(record, "direction")
            label = said(_MESSAGES.get(ends, kind.label))  # pyright: ignore[reportArgumentType]
        elif isinstance(record, Invoice) and self.value(record, "document_type") and record.is_credit_note:
            label = said(N_("Credit note"))
        title = kind.field(kind.title)
        name = self.value(record, title.name) if title.type in (Type.TEXT, Type.LONG) else None
        parts = [
            *([said("{text}", text=shortened(name, LONGEST))] if isinstance(name, str) else []),
            *(said("{amount}", amount=amount) for amount in self._amounts(record)),
            *(said(N_("due {date}"), date=day) for day in [self._due(record)] if day),
        ]
        return said(N_("{kind}: {text}"), kind=label, text=listed(parts)) if parts else label

    def _amounts(self, record: Record) -> Iterator[Money]:
        if record.kind.has("amount") and record.kind.has("currency"):
            amount, code = self.value(record, "amount"), self.value(record, "currency")
            if amount is not None and code:
                yield Money(amount, code)

    def _due(self, record: Record) -> Any:  # noqa: ANN401
        return self.value(record, "due") if record.kind.has("due") else None

    def lines(self, record: Record) -> Iterator[tuple[str, Said]]:
        """Yield what is on record, field by field, each with its label; what stays closed says that it does."""
        for field in record.kind.fields:
            value: Any = getattr(record, field.name)
            if field.private or value in (None, "", False) or field.type in _UNSEEN or field.name == record.kind.client:
                continue
            if not self._is_open(record, field):
                yield field.label, said(CLOSED)
            elif (shown := self._shown(record, field, value)) is not None:
                yield field.label, shown

    def _shown(self, record: Record, field: Field, value: Any) -> Said | None:  # noqa: ANN401
        match field.type:
            case Type.CHOICE:
                choice = field.choice(value)
                return said(choice.label) if choice else said("{text}", text=value)
            case Type.DATE:
                return said("{date}", date=value)
            case Type.INSTANT:
                return said("{moment}", moment=_by_its_clock(value))
            case Type.MONEY:
                return said("{amount}", amount=Money(value, getattr(record, "currency", "")))
            case Type.MINUTES:
                return said(N_("{hours}:{minutes} h"), hours=str(value // 60), minutes=f"{value % 60:02}")
            case Type.FLAG:
                return said(N_("Yes"))
            case Type.LINK:
                title = self._titles.get(value, "")
                return said("{text}", text=title) if title and not self._veil.shows(title) else None
            case Type.TERMS:
                return said("{text}", text=TermsText(value))
            case _:
                return said("{text}", text=str(value))


def _by_its_clock(at: Instant) -> datetime:
    """Return a moment in the offset of the clock that showed it."""
    zone = timezone(timedelta(minutes=at.offset))
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms)).astimezone(zone)
