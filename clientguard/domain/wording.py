"""Message keys: how the domain says something without knowing the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


class Message(str):
    """A message key with what it is about: one English word can need two in another language.

    "Due" of an invoice is not "due" of work. It is the English text wherever it is shown, kept or compared; only
    `texts` asks for the context.
    """

    __slots__ = ("context",)
    context: str

    def __new__(cls, text: str, context: str) -> Message:
        """Return `text` as a key in `context`, a word or two that no person reads."""
        made = super().__new__(cls, text)
        made.context = context
        return made

    def __reduce__(self) -> tuple[type[Message], tuple[str, str]]:
        """Return what a copy is made of, also in another process."""
        return Message, (str(self), self.context)


def N_(text: str, context: str = "") -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark `text` as a message key for the catalogues; it is translated where it is shown.

    A key that stands in two meanings has a `context` everywhere: `N_("Due", "invoice")`, `N_("Due", "work")`.
    """
    return Message(text, context) if context else text


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence still to be translated: a message key, the values of its placeholders, and a plural form if it counts.

    Values may be dates, `Money`, numbers, text or other `Said`; `texts.Words.say` formats each for a language.
    `many` and `count` go together: `count` selects the form and fills the placeholder `{count}`.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    many: str = ""
    count: int = 0

    def __str__(self) -> str:
        """Return the English sentence, for logs only; `texts` makes the sentence that people read."""
        text = self.many if self.many and self.count != 1 else self.text
        return text.format(**self.values) if self.values else text


def said(text: str, /, **values: Any) -> Said:  # noqa: ANN401
    """Return a `Said` with the key `text` and its values by name."""
    return Said(text, values)


def counted(one: str, many: str, count: int, /, **values: Any) -> Said:  # noqa: ANN401
    """Return a `Said` in the singular or plural form for `count`, as the language shown requires."""
    return Said(one, {"count": count, **values}, many, count)


def listed(values: Iterable[Any], between: str = ", ") -> Said:
    """Return several values, or sentences, as one value for a sentence, in their order."""
    named = {f"a{number}": each for number, each in enumerate(values)}
    return Said(between.join(f"{{{name}}}" for name in named), named)
