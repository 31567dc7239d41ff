"""The sentences of a contract's text, as they can be quoted: headings, list marks and table rules taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 600  # characters of a passage: what is longer is quoted from its beginning
_MARK = re.compile(r"^\s*(?:[#>|]+|[-*•–]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})[.)]\s)+\s*")
_HEADING = re.compile(r"^\s*(?:#{1,6}\s|={2,}|\|?[\s:|-]*-{3,}[\s:|-]*\|?$)")
_MARKUP = re.compile(r"\*\*|__|`|<[^<>]{1,200}>|\\")
_END = re.compile(r"(?<=[.!?])(?:[\"”’)\]]*)\s+(?=[A-Z\"“(\[*])|\s(?=\d{1,2}\.\d{1,2}\.?\s+[A-Z])")
_BLANK = re.compile(r"\s+")
_WORDS = 4  # of a heading before its sentence, such as "Change orders."
_POINTS = 5  # of a list, which are quoted with the words that lead to them


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text in their order, each on one line and at most as long as can be quoted.

    A heading that runs into its sentence stays with it; words that lead to a list are left to `lists`.
    """
    for paragraph in _paragraphs(text):
        yield from (_shown(each) for each in _sentences(paragraph) if not each.endswith(":"))


def lists(text: str) -> Iterator[str]:
    """Yield the words that lead to a list, with the first points of it."""
    lead: list[str] = []
    for paragraph in _paragraphs(text):
        found = list(_sentences(paragraph))
        goes_on = len(found) == 1 and (paragraph.is_point or len(lead) == 1)
        if lead and goes_on:
            lead += found
        if lead and (not goes_on or len(lead) > _POINTS):
            yield _shown(" ".join(lead))
            lead = []
        if found and found[-1].endswith(":"):
            lead = found[-1:]
    if lead:
        yield _shown(" ".join(lead))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines that run on, without their marks; a list's point or a table's row stands alone."""

    text: str
    is_point: bool


def _sentences(paragraph: _Paragraph) -> Iterator[str]:
    before = ""
    for part in _END.split(paragraph.text):
        whole = f"{before} {_line(part)}".strip()
        if len(whole.split()) < _WORDS and not before:
            before = whole
            continue
        before = ""
        yield whole
    if before:
        yield before


def _line(text: str) -> str:
    return _BLANK.sub(" ", text).strip(" |")


def _shown(text: str) -> str:
    return text if len(text) <= MOST else text[: text.rindex(" ", 0, MOST) if " " in text[:MOST] else MOST] + " …"


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    block: list[str] = []
    is_point = False
    for line in text.splitlines():
        mark = _MARK.match(line)
        if block and (not line.strip() or _HEADING.match(line) or mark):
            yield _Paragraph(" ".join(block), is_point)
            block = []
        if not line.strip() or _HEADING.match(line):
            continue
        is_point = bool(mark) if not block else is_point
        block.append(_MARKUP.sub("", _MARK.sub("", line)))
    if block:
        yield _Paragraph(" ".join(block), is_point)
