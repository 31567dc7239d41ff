"""Standing texts of papers, one file for each and language: `resources/papers/LANGUAGE/NAME.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from clientguard import paths
from clientguard.texts import Words


def standing_text(name: str, words: Words, **values: Any) -> list[str]:  # noqa: ANN401 - what fills the text
    """Return the paragraphs of a text, filled with values; in English where there is none in the paper's language."""
    return [words(each, **values) for each in _paragraphs(name, words.language)]


def named_texts(name: str, words: Words) -> Mapping[str, str]:
    """Return the paragraphs of a text by the name before each (`name: text`), to be filled; in English as above."""
    parts = (each.partition(": ") for each in _paragraphs(name, words.language))
    return {key: text for key, _colon, text in parts}


@cache
def _paragraphs(name: str, language: str) -> tuple[str, ...]:
    folder = paths.resources() / "papers"
    own = folder / language / f"{name}.txt"
    file = own if own.is_file() else folder / "en" / f"{name}.txt"
    return tuple(" ".join(each.split()) for each in file.read_text(encoding="utf-8").split("\n\n") if each.strip())
