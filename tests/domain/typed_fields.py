"""Reading what people type as a value of a field, for the tests of languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.records import Field, Type
from clientguard.domain.records.parse import FieldError, parse

SUNDAY = date(2026, 11, 22)
LANGUAGES = ("en", "th", "ms", "fy")


def field(type_: Type, label: str = "It", **options: Any) -> Field:
    return Field("it", type_, label, **options)


def read(type_: Type, text: str, language: str, currency: str = "EUR", **options: Any) -> Any:
    return parse(field(type_, **options), text, today=SUNDAY, currency=currency, language=language)


def refusal(type_: Type, text: str, language: str, currency: str = "EUR") -> str:
    """Return, in English, why it is refused."""
    with pytest.raises(FieldError) as refused:
        read(type_, text, language, currency)
    return texts.words("en").say(refused.value.said)
