"""A pseudo-language of Thai marks on marks: every message in brackets, at least as long, with its placeholders kept."""

from __future__ import annotations

import gettext
import re
from itertools import cycle

from clientguard import texts

LANGUAGE = "th_XA"
WORDS = ("ที่", "ปั๊ม", "น้ำมัน", "กี่", "ฟื้น", "ป้า", "ผู้ซื้อ", "ญี่ปุ่น")  # marks on marks, on high letters, and below
KEPT = re.compile(r"\{[^{}]*\}|&#?\w+;|</?[A-Za-z][^<>]*>|\s*\(\*[^()]*\)|;;")
BASE = re.compile("[ก-ฮะาเ-ไ]")  # what takes width; marks stand above and below


def stacked(text: str) -> str:
    """Return a message in the pseudo-language."""
    parts, kept = KEPT.split(text), KEPT.findall(text)
    told = "".join(_filled(part) + place for part, place in zip(parts, [*kept, ""], strict=True))
    patterns = told.split(";;")
    return ";;".join(f"⟦{each}⟧" for each in patterns)


def _filled(part: str) -> str:
    """Return the words for a part, about as wide: spaces between some of them, as between the clauses of Thai."""
    letters = sum(map(str.isalpha, part))
    if not letters:
        return part
    found, wide = "", 0
    for number, word in enumerate(cycle(WORDS), 1):
        found += word
        wide += len(BASE.findall(word))
        if wide >= letters:
            break
        found += " " if number % 4 == 0 else ""
    start, end = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
    return f"{start}{found}{end}"


class _Catalogue(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return stacked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return stacked(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return stacked(message)


def speak() -> None:
    """Show the screens in it from now on."""
    texts.words(LANGUAGE)._catalogue = _Catalogue()
    texts.use(LANGUAGE)
