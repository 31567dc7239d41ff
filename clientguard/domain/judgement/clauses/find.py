"""Finding the passages that hold protective clauses: rules that quote what they found, and nothing else (P7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from clientguard.domain.judgement.clauses.english import RULES
from clientguard.domain.judgement.clauses.passages import lists, sentences

_Rule = tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]


def _compiled(parts: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(part, re.IGNORECASE) for part in parts)


_RULES: Mapping[str, tuple[_Rule, ...]] = {
    key: tuple((_compiled(needs), _compiled(never)) for needs, never in rules) for key, rules in RULES.items()
}


def found_in(sentence: str) -> dict[str, int]:
    """Return the clauses that a sentence holds, each with its rule's place: 0 is the surest."""
    return {
        key: place for key, rules in _RULES.items() if (place := _place(rules, sentence)) is not None
    }  # fmt: skip


def find_clauses(text: str) -> dict[str, str]:
    """Return by key the passage of an English text that most surely holds each clause; the first of several.

    A key that is missing was not found, which does not say that the contract is silent: the user reads it (P7.5).
    """
    found = _surest(sentences(text))
    return _surest(lists(text)) | found


def _surest(passages: Iterable[str]) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for passage in passages:
        for key, place in found_in(passage).items():
            if key not in best or place < best[key][0]:
                best[key] = (place, passage)
    return {key: passage for key, (_place, passage) in best.items()}


def _place(rules: tuple[_Rule, ...], sentence: str) -> int | None:
    for place, (needs, never) in enumerate(rules):
        if all(part.search(sentence) for part in needs) and not any(part.search(sentence) for part in never):
            return place
    return None
