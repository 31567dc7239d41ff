"""Values of records as people read them, in the language of the screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms import shown_terms
from clientguard.domain.records import Field, Record, Type
from clientguard.store.views.records import ERASED
from clientguard.texts import _, current, local


def shown(field: Field, record: Record, titles: Mapping[int, str]) -> str:
    """Return one field of a record as text for a cell or a line."""
    value: Any = getattr(record, field.name)
    if value is None or value == "":
        return ""
    words = current()
    match field.type:
        case Type.DATE:
            return words.date(value)
        case Type.INSTANT:
            return words.moment(local(value))
        case Type.MONEY:
            return words.money(Money(value, getattr(record, "currency", "")))
        case Type.MINUTES:
            return duration(value)
        case Type.CHOICE:
            choice = field.choice(value)
            return _(choice.label) if choice else value
        case Type.LINK:
            title = titles.get(value, "")
            return _(title) if title == ERASED else title
        case Type.FLAG:
            return _("Yes") if value else ""
        case Type.TERMS:
            return shown_terms(value, words.language)
        case Type.NUMBER if field.unit == "bytes":
            return words.size(value)
        case Type.NUMBER:
            return words.number(value)
        case _:
            return " ".join(str(value).split()) if field.type is Type.LONG else str(value)


def duration(minutes: int) -> str:
    """Return minutes as hours and minutes: `1:30 h`."""
    return _("{hours}:{minutes} h", hours=str(minutes // 60), minutes=f"{minutes % 60:02}")


def is_figure(field: Field) -> bool:
    """Return whether a field stands right-aligned, in aligned figures."""
    return field.type in (Type.MONEY, Type.NUMBER, Type.MINUTES, Type.DECIMAL)
