"""The record that a form begins with when another one of its kind is added at once."""

from __future__ import annotations

from typing import TypeVar

from clientguard.domain.records.describe import Record, Type

R = TypeVar("R", bound=Record)

_ALWAYS = (Type.CHOICE, Type.CURRENCY, Type.LANGUAGE)


def repeated(record: R) -> R:
    """Return a new record with what is usually the same in the next one: client, choices, currency, day, links.

    A link that is needed, or whose currency the record has, names what it is about, such as the invoice that was paid:
    that one is left open.
    """
    kind = record.kind
    about = {field.follows for field in kind.fields}
    kept = [
        field.name
        for field in kind.form_fields
        if field.name == kind.client
        or field.type in _ALWAYS
        or (field.type in (Type.DATE, Type.INSTANT) and field.required)
        or (field.type is Type.LINK and not field.required and field.name not in about)
    ]
    return type(record)(**{name: getattr(record, name) for name in kept})
