"""Every text of a language beside the English that it stands for: messages, checklists, papers, letters, guide, law."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from clientguard.letters.platforms import texts_of
from tests.translations.catalogues import RESOURCES, messages, spoken

# What stands in a letter for a program to fill in, and what its first lines tell a program.
FILLED = re.compile(r"\{[{%].*?[%}]\}|^(?:needs|---).*$|^(?:title|subject): ", re.MULTILINE)
# What a page of the guide quotes in English, whatever its language: words of the screen, menus, commands, links.
QUOTED = re.compile(r"\*\*.*?\*\*|\*[^*]*>[^*]*\*|`[^`]*`|\]\([^)]*\)", re.DOTALL)
# What a paragraph of a sheet is called by.
KEY = re.compile(r"^[a-z ]+: ", re.MULTILINE)
ITEM = re.compile(r"\n(?=\d+\. |- )")


class Beside(NamedTuple):
    """A text, the English that it stands for, the context of that, and where it is."""

    where: str
    english: str
    context: str
    own: str


@cache
def beside(language: str) -> tuple[Beside, ...]:
    """Return everything that ClientGuard says in a language beside its English."""
    said = [
        Beside("messages", english, each.context, form) for each in messages(language) for english, form in each.pairs
    ]
    return (*said, *(Beside(where, english, "", own) for where, english, own in _resources(language)))


def _resources(language: str) -> Iterator[tuple[str, str, str]]:
    for folder in ("platforms", "papers", "proof", "judgement", "letters", "guide"):
        for file in sorted((RESOURCES / folder / "en").iterdir()):
            if file.name == "tone.json":  # phrases that are looked for, not shown
                continue
            own = file.parent.parent / language / file.name
            for english, translated in _parts(folder, file, own):
                yield f"{folder}/{file.name}", english, translated
    for file in sorted((RESOURCES / "law").glob("*.json")):
        found = json.loads(file.read_text("utf-8"))
        for english, translated in zip(spoken(found, "en"), spoken(found, language), strict=True):
            yield f"law/{file.name}", english, translated


def _parts(folder: str, english: Path, own: Path) -> Iterator[tuple[str, str]]:
    if folder == "platforms":
        first, second = texts_of(_json(english)), _json(own)
        yield from ((text, second[key]) for key, text in first.items())
    elif folder == "judgement":
        first, second = _toml(english), _toml(own)
        yield from ((text, second[key]) for key, text in first.items())
    elif folder == "letters":
        yield from _together(_blocks(FILLED.sub("", _text(english))), _blocks(FILLED.sub("", _text(own))))
    elif folder == "guide":
        first, second = (sum(map(ITEM.split, _blocks(_text(each))), list[str]()) for each in (english, own))
        yield from ((QUOTED.sub("", a), QUOTED.sub("", b)) for a, b in zip(first, second, strict=True))
    else:
        first, second = (_blocks(KEY.sub("", _text(each))) for each in (english, own))
        yield from zip(first, second, strict=True)


def _together(first: list[str], second: list[str]) -> Iterator[tuple[str, str]]:
    """Yield paragraph beside paragraph; a letter that a language divides otherwise, beside the English as a whole."""
    if len(first) == len(second):
        yield from zip(first, second, strict=True)
    else:
        yield "\n".join(first), "\n".join(second)


def _blocks(text: str) -> list[str]:
    return [each for each in re.split(r"\n\s*\n", text) if each.strip()]


def _text(file: Path) -> str:
    return file.read_text("utf-8")


def _json(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def _toml(file: Path) -> dict[str, str]:
    return tomllib.loads(file.read_text("utf-8"))
