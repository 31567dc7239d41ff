"""A message as its sentences: what a rule looks at, and what a proposal quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 120  # sentences of one message that are looked at
LONGEST = 400  # characters of a sentence that are looked at: what is longer was not written as one

_ITEM = re.compile(r"\s*(?:[-*•–]\s|\(?\d{1,2}[.)]\s|\(?[a-h]\)\s)")
_NUMBERED = re.compile(
    r"\(?(\d{1,2})[.):]|(?:p|pp|page|q|question|point|item|vraag|punt|soalan)\.? ?(\d{1,3})\b(?!\.\d)"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|st|en|pn|tn|hj|dhr|mevr|mw|drs|ir|prof|nr|no|art|approx|ca|bijv|bv|o\.a|d\.w\.z|e\.g|i\.e"
    r"|vs|incl|excl|min|max|tel|inv|fig|p\.s|n\.b"
    r"|[a-z])\.$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:^|[\s(])\d{1,2}\.$")  # of a list or of a day, "14. Oktober"; or the end of "it is 21."
_MONTH_NEXT = re.compile(r"(?:jan|feb|m[aäe][ryi]|maart|apr|jun|jul|aug|sep|okt|oct|nov|dec|dez)", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec|etc|a\.m|p\.m)\.$", re.IGNORECASE)
_END = re.compile(r"(?:[.!?…。？！]+[\"'”’)\]]*|[\U0001F300-\U0001FAFF☀-➿]+)(?=\s)|(?:ค่ะ|คะ|ครับ|ค่า+|จ้า)(?=\s)")
_WIDTH = 65  # characters: a line to which the next word would have fitted was ended by its writer
_SHORT_NUMBER = 12  # characters: so few before a full stop are the number of something in a list
_SHORT_LINE = 20  # characters: unless it is longer than this, and the next goes on in lower case
_NO_NAME = (  # words that begin a sentence and are followed by a comma as names are
    r"(?!(?i:yes|yep|yeah|no|nope|ok|okay|sure|fine|sorry|thanks|thx|attached|enclosed|done|sent|paid|great|perfect|correct"
    r"|right|well|so|also|and|but|then|first|firstly|second|secondly|third|both|neither|actually|unfortunately|sadly|today"
    r"|\w+ed"
    r"|tomorrow|\w+day|now|here|aye|agreed|ja|nee|prima|akkoord|top|goed|helaas|bijgevoegd|bedankt|hierbij|ya|ye|tak|boleh"
    r"|baik|betul|maaf|alamak|nah|esok|kalau|moarn|hjoed|however|finally|please|otherwise|nothing|maybe|perhaps|again)\b)"
)
_NAME = rf"{_NO_NAME}(?:[A-Z\u00c0-\u00de][\w.'’-]*|&|and|en|both|all|colleagues|team)"
_GREETING = re.compile(
    r"^\s*(?:(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|greetings|hoi|hallo|beste|geachte|dag"
    r"|goede(?:morgen|middag|navond)|goeie(?:moarn)?|bêste|salam|assalamualaikum|selamat \w+|tuan|puan)\b|สวัสดี\S*|เรียน"
    r"|คุณ\S+?(?:คะ|ครับ|ค่ะ)?(?=\s))[ ,!]*"
    rf"(?:(?:{_NAME}[ ]?){{1,4}}|{_NO_NAME}[^\W\d_]+ ?(?=[,!:]))?\s*[,!:.–-]*(?:\s+|$)"
)
_CALLED = re.compile(rf"^{_NO_NAME}[A-Z][\w'’-]{{1,14}}(?: [A-Z][\w'’-]+)?,\s+(?=\S)")
_QUOTED = re.compile(r"[\"“”„«‹][^\"“”„«»‹›]{2,200}[\"“”»›]|‘[^‘’]{3,200}’(?!\w)")
_QUOTES = '"“„«‹‘'  # what a quotation begins with
_CLAUSE = re.compile(r"[,;]\s+|\s+[–-]\s+|\s+(?:and|en|dan|but|maar|tapi)\s+(?=(?:i|we|you|the|ik|we|saya)\b)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its exact words with white space collapsed, and what the rules match.

    `plain` is in lower case, without greeting and without what stands in quotation marks. `place` counts from 0;
    clauses come between.
    """

    text: str
    plain: str
    place: float
    asks: bool

    @property
    def number(self) -> int:
        """Its number in a list, or that of the page or question that it begins with: "2.", "p. 14", "Q3"; else 0."""
        found = _NUMBERED.match(self.plain)
        return int(found[1] or found[2]) if found else 0

    @property
    def is_item(self) -> bool:
        """Whether it is one of a list, by its mark or number."""
        return bool(_ITEM.match(self.text))

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


def clauses(sentence: Sentence) -> list[str]:
    """Return the clauses of a sentence; one of a single word, such as a day, belongs to the one before."""
    cuts = [0]
    for cut in _CLAUSE.finditer(sentence.text):
        after = _CLAUSE.split(sentence.text[cut.end() :], maxsplit=1)[0]
        if len(after.split()) > 1:
            cuts.append(cut.end())
    ends = [*cuts[1:], len(sentence.text)]
    return [sentence.text[start:end].rstrip(" ,;") for start, end in zip(cuts, ends, strict=True)]


def parts(sentence: Sentence) -> list[Sentence]:
    """Return the clauses of a sentence as sentences, each with a place of its own."""
    texts = clauses(sentence)
    if len(texts) < 2 or _ITEM.match(sentence.text):
        return [sentence]
    numbered = ((text, sentence.place + number / MOST) for number, text in enumerate(texts, 1))
    return [each for text, place in numbered if (each := _sentence(text, place))]


def _outside_quotes(own: str) -> str:
    """Return the text with the sentence ends inside quotation marks hidden, so that quotes stay within one sentence."""
    if not any(each in own for each in _QUOTES):
        return own
    return _QUOTED.sub(lambda found: re.sub(r"([.!?])(?=\s)", "\\1\u2060", found[0]).replace("\n", " "), own)


_END_OF_IT = 12  # characters in which a question mark and a smiley stand
_SMILEY = re.compile(r"\s*(?:[:;8=][-']?[()dp]|[\u263a-\u263b\U0001f600-\U0001f64f])+\s*$")


def _sentence(text: str, place: float) -> Sentence | None:
    text = text.replace("\u2060", "")
    body = _without_greeting(text)[:LONGEST]
    said = _QUOTED.sub("“”", body) if any(each in body for each in _QUOTES) else body
    plain = said.translate(_PLAIN).lower()
    if not any(each.isalnum() or each in "👍✅👌" for each in body):
        return None
    return Sentence(
        body, plain, place, _SMILEY.sub("", plain[-_END_OF_IT:]).rstrip(" \"'”)").endswith(("?", "？")) or "?!" in plain
    )


def _without_greeting(text: str) -> str:
    greeting = _GREETING.match(text)
    rest = text[greeting.end() :] if greeting else text
    called = _CALLED.match(rest)
    return rest[called.end() :] if called else rest


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


def _is_abbreviated(piece: str, below: str) -> bool:
    """Whether a full stop belongs to a short word or a number, and ends no sentence; `below` is what follows it."""
    if _NUMBER.search(piece):
        return len(piece) < _SHORT_NUMBER or not below[:1].isupper() or bool(_MONTH_NEXT.match(below))
    return bool(_ABBREVIATED.search(piece)) or (bool(_MONTH.search(piece)) and not below[:1].isupper())


def _split(paragraph: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(paragraph):
        piece = paragraph[start : end.end()]
        below = paragraph[end.end() : end.end() + 20].lstrip()
        goes_on = end[0].endswith(("..", "…")) and below[:1].islower()
        if goes_on or (end[0] == "." and _is_abbreviated(piece, below)):
            continue
        yield piece.strip()
        start = end.end()
    if rest := paragraph[start:].strip():
        yield rest
