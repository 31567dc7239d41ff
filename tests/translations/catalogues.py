"""What the tests of translations read: every message with its translations, and every text of the resources."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.pofile import read_po

from clientguard import paths
from clientguard.texts import LANGUAGES

RESOURCES = paths.resources()
SPOKEN = [each for each in LANGUAGES if each != "en"]
FOLDERS = ("letters", "papers", "platforms", "proof", "judgement")


class Said(NamedTuple):
    """One message: its English form or forms, and those of a language."""

    english: tuple[str, ...]
    context: str
    forms: tuple[str, ...]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each translated form beside the English that it stands for; the last English form for those beyond it."""
        last = len(self.english) - 1
        first = len(self.forms) == len(self.english)
        return [(self.english[min(n, last) if first else last], form) for n, form in enumerate(self.forms)]


@cache
def messages(language: str) -> tuple[Said, ...]:
    """Return every message of a catalogue."""
    file = RESOURCES / "locale" / language / "LC_MESSAGES" / "clientguard.po"
    with file.open("rb") as source:
        found = [each for each in read_po(source, locale=language) if each.id]
    return tuple(Said(_forms(each.id), each.context or "", _forms(each.string)) for each in found)


def _forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def files(language: str) -> list[Path]:
    """Return the files of a language among the resources, beside its catalogue."""
    return sorted(file for folder in FOLDERS for file in (RESOURCES / folder / language).iterdir())


@cache
def texts(language: str) -> tuple[tuple[str, str], ...]:
    """Return every text of a language with where it stands: messages, and what its resources say."""
    found = [(each.english[0], form) for each in messages(language) for form in each.forms]
    for file in files(language):
        if file.name == "tone.json":  # phrases that are looked for, not shown
            continue
        found += [(f"{file.parent.parent.name}/{file.name}", text) for text in _texts(file)]
    for file in sorted((RESOURCES / "law").glob("*.json")):
        found += [(f"law/{file.name}", text) for text in spoken(json.loads(file.read_text("utf-8")), language)]
    return tuple(found)


def _texts(file: Path) -> Iterator[str]:
    if file.suffix == ".json":
        yield from _strings(json.loads(file.read_text("utf-8")))
    elif file.suffix == ".toml":
        yield from _strings(tomllib.loads(file.read_text("utf-8")))
    else:
        yield from (line for line in file.read_text("utf-8").splitlines() if line.strip())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def spoken(value: Any, language: str) -> Iterator[str]:
    """Yield what a file of law says in a language."""
    if isinstance(value, list):
        for each in value:
            yield from spoken(each, language)
    elif isinstance(value, dict):
        if "en" in value:  # beside other languages; "th" alone can be Thailand
            yield from _strings(value.get(language, ""))
        for key, each in value.items():
            if key not in LANGUAGES or "en" not in value:
                yield from spoken(each, language)
