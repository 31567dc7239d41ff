"""The English of the program: phrases that do not come back, and one word for one thing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PHRASES = [
    line.partition(" # ")[0]
    for line in (ROOT / "tests" / "english.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
# In docstrings and pages for readers, which have more to say, these alone.
PROSE = re.compile(
    r"\b(whoever|anew|afresh|mend(s|ed|ing)?|to its end|hears? of|is no (?!display)[a-z]+[.,;])", re.IGNORECASE
)
PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/cli.md", "docs/file-format.md"]


@cache
def messages() -> list[str]:
    with (ROOT / "resources" / "locale" / "clientguard.pot").open("rb") as file:
        found = [message.id for message in read_po(file) if message.id]
    return [text for each in found for text in ([each] if isinstance(each, str) else each)]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_that_was_put_right_does_not_come_back(phrase):
    assert [text for text in messages() if re.search(phrase, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_for_readers_are_in_plain_english(page):
    lines = (ROOT / page).read_text("utf-8").splitlines()
    assert [line for line in lines if PROSE.search(line)] == []
