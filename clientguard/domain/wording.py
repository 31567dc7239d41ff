"""Message keys: how the domain says something without knowing a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark `text` as a message key, so that the catalogues hold it; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence to be: a message key, the values for its places, and a plural form when it counts.

    Values may be dates, `Money`, numbers, text or other `Said`; `texts.Words.say` formats each for a language.
    `many` and `count` go together: `count` chooses the form and fills the place `{count}`.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    many: str = ""
    count: int = 0

    def __str__(self) -> str:
        """Return the English sentence, for logs; people read what `texts` makes of it."""
        text = self.many if self.many and self.count != 1 else self.text
        return text.format(**self.values) if self.values else text


def said(text: str, /, **values: Any) -> Said:  # noqa: ANN401
    """Return a `Said` of the key `text` with its values by name."""
    return Said(text, values)


def counted(one: str, many: str, count: int, /, **values: Any) -> Said:  # noqa: ANN401
    """Return a `Said` in the singular or plural form that `count` asks for, in whatever language it is shown."""
    return Said(one, {"count": count, **values}, many, count)
