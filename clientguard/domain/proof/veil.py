"""What of the record stays closed in a bundle: private fields, and those that are redacted, wherever they show (P5.2).

A field that is closed leaves only its leaf. What it says is then looked for in everything else that goes out: in other
fields, papers, original messages and files. Words are compared without case, punctuation and marks of quotation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from clientguard.domain.records import KINDS, Field, Kind, Record, Type
from clientguard.domain.records.names import folded
from clientguard.domain.wording import N_
from clientguard.errors import KnownError

SEARCHED = frozenset({Type.TEXT, Type.LONG, Type.DECIMAL, Type.TERMS})  # what can be looked for in a text
SHORTEST = 3  # signs: what is shorter stands in every text
RUN = 8  # words in a row by which a longer text is recognised
_NO_SPACES = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"  # scripts that do not part their words
_WORD = re.compile(rf"[{_NO_SPACES}]|[^\W{_NO_SPACES}]+")


def asked_fields(names: Iterable[str]) -> frozenset[str]:
    """Return the fields to redact, `body` or `message.body`; KnownError if no kind of record has one of them."""
    asked = frozenset(each.strip() for each in names)
    known = {
        name for kind in KINDS.values() for field in kind.fields for name in (field.name, f"{kind.name}.{field.name}")
    }
    if unknown := sorted(asked - known):
        raise KnownError(
            N_("No record has a field called “{field}”."),
            kept=N_("Nothing was created."),
            todo=N_("Name it as `clientguard list --help` does, such as body or message.body."),
            field=unknown[0],
        )
    return asked


class Veil:
    """What stays closed, and whether a text shows it."""

    def __init__(self, asked: Collection[str] = ()) -> None:
        self._asked = frozenset(asked)
        self._short: dict[str, set[tuple[str, ...]]] = {}  # by their first word
        self._runs: set[int] = set()
        self._closed: dict[tuple[str, str], bool] = {}

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields that are redacted, as they were named."""
        return tuple(sorted(self._asked))

    def is_asked(self, kind: Kind, name: str) -> bool:
        """Return whether a field is redacted."""
        return name in self._asked or f"{kind.name}.{name}" in self._asked

    def touches(self, kind: Kind) -> bool:
        """Return whether a field of this kind is redacted."""
        return any(self.is_asked(kind, each.name) for each in kind.fields)

    def closes(self, kind: Kind, name: str) -> bool:
        """Return whether a field of a kind stays closed: guesses could be tried against a digest of redacted text."""
        known = self._closed.get((kind.name, name))
        if known is None:
            field = next((each for each in kind.fields if each.name == name), None)
            own = field is not None and (field.private or (field.own_text and self.touches(kind)))
            known = self._closed[kind.name, name] = own or self.is_asked(kind, name)
        return known

    def hide(self, kind: Kind, values: Mapping[str, Any]) -> None:
        """Note what the redacted fields among these say, so that it is found elsewhere."""
        for name, value in values.items():
            if isinstance(value, str) and self.is_asked(kind, name) and _is_searched(kind, name):
                self.hide_text(value)

    def hide_text(self, text: str) -> None:
        """Note a text that is not to show; one of a letter or two is not looked for."""
        words = words_of(text)
        if not words or len("".join(text.split())) < SHORTEST:
            return
        if len(words) <= RUN:
            self._short.setdefault(words[0], set()).add(tuple(words))
        else:
            self._runs |= {hash(tuple(words[at : at + RUN])) for at in range(0, len(words) - RUN + 1, RUN)}

    @property
    def seeks(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._short or self._runs)

    def shows(self, text: str) -> bool:
        """Return whether a text says something that is redacted."""
        if not text or not self.seeks:
            return False
        words = words_of(text)
        for at, word in enumerate(words):
            for each in self._short.get(word, ()):
                if tuple(words[at : at + len(each)]) == each:
                    return True
        return bool(self._runs) and any(
            hash(tuple(words[at : at + RUN])) in self._runs for at in range(len(words) - RUN + 1)
        )

    def is_open(self, record: Record, field: Field) -> bool:
        """Return whether a record's field may be read in the bundle."""
        if self.closes(record.kind, field.name):
            return False
        value: Any = getattr(record, field.name)
        return not (isinstance(value, str) and self.shows(value))

    def loses(self, record: Record, *, unsearched: bool = False) -> bool:
        """Return whether a redacted field of a record says something; `unsearched`: what no text is searched for."""
        return any(
            getattr(record, each.name) not in (None, "", False)
            for each in record.kind.fields
            if self.is_asked(record.kind, each.name) and not (unsearched and each.type in SEARCHED)
        )


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return _WORD.findall(folded(text).replace("_", " "))


def _is_searched(kind: Kind, name: str) -> bool:
    return any(each.name == name and each.type in SEARCHED for each in kind.fields)
