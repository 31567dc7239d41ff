"""A message as its sentences: what a rule looks at, and what a proposal quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 120  # sentences of one message that are looked at
LONGEST = 400  # characters of a sentence that are looked at: what is longer was not written as one

_ITEM = re.compile(r"\s*(?:[-*•–]\s|\(?\d{1,2}[.)]\s|\(?[a-h]\)\s)")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|st|en|pn|tn|hj|dhr|mevr|mw|drs|ir|prof|nr|no|art|approx|ca|bijv|bv|o\.a|d\.w\.z|e\.g|i\.e"
    r"|vs|etc|incl|excl|min|max|tel|inv|fig|p\.s|n\.b|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec|a\.m|p\.m"
    r"|[a-z]|\d{1,2})\.$",
    re.IGNORECASE,
)
_END = re.compile(r"(?:[.!?…。？！]+[\"'”’)\]]*|[\U0001F300-\U0001FAFF☀-➿]+)(?=\s)|(?:ค่ะ|คะ|ครับ|ค่า+|จ้า)(?=\s)")
_WIDTH = 65  # characters: a line to which the next word would have fitted was ended by its writer
_SHORT_LINE = 20  # characters: unless it is longer than this, and the next goes on in lower case
_GREETING = re.compile(
    r"^\s*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|greetings|hoi|hallo|beste|geachte|dag"
    r"|goede(?:morgen|middag|navond)|goeie(?:moarn)?|bêste|salam|assalamualaikum|selamat \w+|tuan|puan|สวัสดี\S*"
    r"|เรียน|คุณ\S+?(?:คะ|ครับ|ค่ะ)?(?=\s))\b"
    r"[ ,!]*(?:(?:[^\W\d_][\w.'’-]*|&|and|en)(?: (?=\w)|(?=[,!:.–-])|$)){0,4}\s*[,!:.–-]*\s+)",
    re.IGNORECASE,
)
_CALLED = re.compile(r"^[A-Z][\w'’-]{1,14}(?: [A-Z][\w'’-]+)?,\s+(?=\S)")
_QUOTED = re.compile(r"[\"“”„«‹][^\"“”„«»‹›]{2,200}[\"“”»›]|‘[^‘’]{3,200}’(?!\w)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its exact words with white space collapsed, and what the rules match.

    `plain` is in lower case, without greeting and without what stands in quotation marks. `place` counts from 0.
    """

    text: str
    plain: str
    place: int
    asks: bool

    def words(self) -> set[str]:
        """Return the different words of the sentence."""
        return set(_WORD.findall(self.plain))


def sentences(own: str) -> list[Sentence]:
    """Return the sentences of what somebody wrote, in order; those of a list are sentences of their own."""
    found: list[Sentence] = []
    for paragraph in _paragraphs(_outside_quotes(own)):
        for text in _split(paragraph):
            if len(found) == MOST:
                return found
            if each := _sentence(text, len(found)):
                found.append(each)
    return found


def single(text: str) -> Sentence | None:
    """Return a text, such as a subject, as one sentence."""
    return _sentence(" ".join(text.split()), 0)


def _outside_quotes(own: str) -> str:
    """Return the text with the sentence ends inside quotation marks hidden, so that quotes stay within one sentence."""
    return _QUOTED.sub(lambda found: re.sub(r"([.!?])(?=\s)", "\\1\u2060", found[0]).replace("\n", " "), own)


def _sentence(text: str, place: int) -> Sentence | None:
    text = text.replace("\u2060", "")
    body = _without_greeting(text)[:LONGEST]
    plain = _QUOTED.sub("“”", body).translate(_PLAIN).lower()
    if not any(each.isalnum() or each in "👍✅👌" for each in body):
        return None
    return Sentence(body, plain, place, plain.rstrip(" \"'”)").endswith(("?", "？")) or "?!" in plain)


def _without_greeting(text: str) -> str:
    rest = _GREETING.sub("", text, count=1)
    rest = _CALLED.sub("", rest, count=1)
    return rest if rest.strip() else text


def _paragraphs(own: str) -> Iterator[str]:
    """Yield the paragraphs; lines that their writer ended are paragraphs too."""
    held: list[str] = []
    for line in [*own.split("\n"), ""]:
        text = " ".join(line.split())
        if held and (not text or _ITEM.match(line) or _ended(held[-1], text)):
            yield " ".join(held)
            held = []
        if text:
            held.append(text)


def _ended(above: str, below: str) -> bool:
    """Whether a line ends by its writer's will rather than its length."""
    if len(above) + len(below.split(" ", 1)[0]) >= _WIDTH:
        return False
    goes_on = below[0].islower() and len(above) >= _SHORT_LINE and above[-1] not in ".!?:"
    return not goes_on


def _split(paragraph: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(paragraph):
        piece = paragraph[start : end.end()]
        if end[0] == "." and _ABBREVIATED.search(piece):
            continue
        yield piece.strip()
        start = end.end()
    if rest := paragraph[start:].strip():
        yield rest
