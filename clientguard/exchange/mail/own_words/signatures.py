"""Where a letter ends: closing words, signature, what telephones add, notices of confidentiality.

The phrases of many languages come from mail-parser-reply; each is looked for at the start of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mailparser_reply.constants import MAIL_LANGUAGES

_LONGEST_CLOSING = 45  # characters: a longer line is a sentence that begins like a closing
_MOST_SIGNATURE = 14  # lines that are taken for a signature


def _phrases(key: str) -> str:
    """Return the patterns of all languages for one thing, as alternatives; some languages have an empty one."""
    found: list[str] = []
    for language in MAIL_LANGUAGES.values():
        each: str | list[str] = language.get(key) or []
        found += [each] if isinstance(each, str) else each
    return "|".join(dict.fromkeys(filter(None, found)))


_SENT_FROM = re.compile(
    rf"\s*(?:{_phrases('sent_from')}|sent (?:from|via|with|using) (?:my|outlook|yahoo|the|proton|gmail)|sent from\b"
    r"|verstuurd (?:vanaf|met|via)|verzonden (?:vanaf|met|via)|stjoerd fan(?:ôf)?|ferstjoerd fan"
    r"|dihantar (?:dari|daripada|melalui)|ส่งจาก|get outlook for"
    r"|von meinem \w+ gesendet|envoyé de(?:puis)?)[^?!]{0,80}$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    rf"\s*(?:{_phrases('signatures')}|(?:(?:best|kind|kindest|warm|warmest|many|with(?: kind| best)?|yours)\s)?"
    r"(?:regards|wishes|greetings|sincerely|faithfully|truly)|yours|cheers|(?:many )?thanks(?: (?:a lot|again|so much|"
    r"in advance))?|thank you|thx|ta|best|all (?:the )?best|take care|love|sincerely|respectfully|ciao|"
    r"(?:(?:met )?(?:vriendelijke|hartelijke|beste) )?groet(?:en|jes)?|mvg|alvast bedankt|bedankt|hoogachtend|"
    r"(?:sekian,? )?terima kasih|salam(?: hormat)?|yang benar|ขอบคุณ(?:ค่ะ|ครับ|มาก)*|ด้วยความนับถือ|"
    r"(?:mei )?(?:freonlike|hertlike) groetnis|groetnis|tige tank|oant (?:gau|letter|sjen))"
    r"\s*(?:[,.!–-]+\s*[\w .'’-]{0,30}|[,.!\s]*)$",
    re.IGNORECASE,
)
_NAME_ONLY = re.compile(r"\s*[-–—/~]*\s*[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}\s*[.,x]*$")
_AFTERWORD = re.compile(r"\s*(?:p\.? ?s\b|n\.? ?b\.|one more|oh,? and|nog iets)", re.IGNORECASE)
_NOTICE = re.compile(
    r"(?:confidential|intended (?:solely|only|recipient)|received (?:it|this)[^.]{0,40}(?:in error|by mistake)"
    r"|disclaimer"
    r"|vertrouwelijk|uitsluitend bestemd|vertraulich|confidentiel|sulit|before printing this|unsubscribe|uitschrijven"
    r"|liability|to view this (?:e-?mail|message)|you (?:are receiving|received) this)",
    re.IGNORECASE,
)
_TELLING = (  # each notice has one of these
    *(
        "confiden",
        "intended",
        "received",
        "disclaimer",
        "vertrouwelijk",
        "uitsluitend",
        "vertraulich",
        "sulit",
        "before pr",
    ),
    *("unsubscribe", "uitschrijven", "liability", "to view", "receiving"),
)
_RULE = re.compile(r"\s*[-_=*~—]{10,}\s*$")


def unsigned(lines: Sequence[str]) -> list[str]:
    """Return the lines without signature and notices; an afterword below a signature is kept."""
    body = _without_notices(lines)
    body = [each for each in body if not _SENT_FROM.match(each)]
    end = _end(body)
    return [*body[:end], *_afterword(body[end:])]


def _end(lines: Sequence[str]) -> int:
    """Return how many lines come before the signature: `-- `, or a closing with little after it."""
    filled = [number for number, each in enumerate(lines) if each.strip()]
    for place, number in enumerate(filled):
        line = lines[number]
        if line.rstrip() in ("--", "---", "__") or (place and _RULE.match(line)):
            return number
        closes = place and len(line) <= _LONGEST_CLOSING and _CLOSING.match(line)
        if closes and _is_signature([lines[each] for each in filled[place + 1 : place + 2 + _MOST_SIGNATURE]]):
            return number
    return len(lines)


def _is_signature(rest: Sequence[str]) -> bool:
    """Whether what follows a closing is a signature: few lines, the first one a name or nothing at all."""
    before = [each for each in rest if not _AFTERWORD.match(each)]
    return not rest or len(before) < len(rest) or (len(rest) <= _MOST_SIGNATURE and bool(_NAME_ONLY.match(rest[0])))


def _afterword(lines: Iterable[str]) -> list[str]:
    kept: list[str] = []
    keeps = False
    for each in lines:
        keeps = bool(_AFTERWORD.match(each)) or (keeps and bool(each.strip()))
        if keeps:
            kept.append(each)
    return ["", *kept] if kept else []


def _without_notices(lines: Sequence[str]) -> list[str]:
    """Return the lines without paragraphs that speak of confidentiality, liability or subscriptions.

    Two such words make a notice; one is enough in the last paragraph after a rule.
    """
    kept: list[str] = []
    paragraph: list[str] = []
    for each in [*lines, ""]:
        if each.strip():
            paragraph.append(each)
            continue
        if len(_notices(" ".join(paragraph)[:2000])) < 2:
            kept += paragraph
        paragraph = []
        kept.append("")
    return kept[:-1]


def _notices(text: str) -> set[str]:
    """Return the different words of a notice in a text; most have none, and a plain look is much faster."""
    plain = text.lower()
    if not any(each in plain for each in _TELLING):
        return set()
    return {found.casefold() for found in _NOTICE.findall(text)}
