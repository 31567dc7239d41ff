"""Which lines of a message are quoted: marked ones, the line above them, and the history below an answer.

The words that mail programs put above a quotation come from mail-parser-reply, and from here for the languages that it
lacks. Its own search runs over whole texts and takes minutes on text that is made for it; here each pattern sees a line
or two, so that the time is proportional to the length of the message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailparser_reply.constants import MAIL_LANGUAGES

_COLONS = (":", "：")
_LONGEST = 300  # characters of the line above a quotation, which may be cut in up to three
_WRAPPED = 60  # characters: a marked line this long may have been cut by a mail program on the way
_LEFTOVER = 40  # characters: the rest that such a cut leaves on a line without a mark

_MARKS = re.compile(r"[\s>|]+")
_OTHER_WROTE = re.compile(  # Dutch, Malay, Thai, West Frisian, and forms that the library does not know
    r"(?:op|pada|dalam|on|in|le|am|den|il|el|em|w dniu|เมื่อ|วันที่).{4,250}?"
    r"(?:schreef|skreau|hat.{1,80}skreaun|het.{1,80}geschreven|menulis|tulis|เขียน(?:ว่า)?|wrote|writes|schrieb"
    r"|a écrit|skrev|ha scritto|escribió|escreveu|napisał\(?a?\)?|pisze)[^:\n]{0,120}[:：]\s*$",
    re.IGNORECASE,
)
_ADDRESS_AND_COLON = re.compile(r".{0,200}<?[\w.+-]+@[\w.-]+>?.{0,60}[:：]\s*$")
_WITH_DATE = re.compile(r".{0,250}\b\d{1,4}[-./ :]\S.{0,200}[:：]\s*$")
_BREAK = re.compile(
    r"\s*(?:-{2,}\s*(?:original message|forwarded message|forwarded by .{1,60}|oorspronkelijk bericht"
    r"|doorgestuurd bericht|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré"
    r"|mesej asal|mesej dimajukan|ข้อความต้นฉบับ|ข้อความที่ส่งต่อ|oarspronklik berjocht|trochstjoerd berjocht)\s*-{2,}"
    r"|begin forwarded message:|begin doorgestuurd bericht:|_{20,}|—{8,})\s*$",
    re.IGNORECASE,
)
_BREAKS = "-_—bB"  # what such a line begins with
_FIELD = re.compile(
    r"\s*[*]?(from|sent|to|subject|date|cc|reply-to|van|verzonden|aan|onderwerp|datum|von|gesendet|an|betreff|de"
    r"|envoyé|à|objet|daripada|dihantar|kepada|subjek|tarikh|จาก|ส่ง|ถึง|เรื่อง|วันที่|fan|ferstjoerd|oan"
    r"|ûnderwerp)[*]?\s?[:：][*]?\s",
    re.IGNORECASE,
)
_LIBRARY = tuple(
    re.compile(str(each["wrote_header"]), re.IGNORECASE) for each in MAIL_LANGUAGES.values() if "wrote_header" in each
)


def unquoted(text: str) -> list[str]:
    """Return the lines of a text that are not quoted; each quotation leaves an empty line.

    What follows marked lines is kept: answers are written between them. What follows a forwarded message's mark, or an
    unmarked "… wrote:", is history and left out.
    """
    lines = text.split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _is_marked(line):
            _drop_introduction(kept)
            if not kept or kept[-1]:
                kept.append("")
        elif _is_leftover(lines, number):
            continue
        elif _begins_history(lines, number):
            break
        else:
            kept.append(line.rstrip())
    return kept


def between_quotations(text: str) -> tuple[tuple[str, str], ...]:
    """Return each marked quotation with what follows it up to the next one, both on one line, without the marks."""
    parts: list[tuple[list[str], list[str]]] = []
    for line in text.split("\n"):
        if _is_marked(line):
            if not parts or parts[-1][1]:
                parts.append(([], []))
            parts[-1][0].append(_MARKS.sub("", line, count=1))
        elif parts and line.strip():
            parts[-1][1].append(line)
    return tuple((_flat(quoted), _flat(own)) for quoted, own in parts if own)


def _is_marked(line: str) -> bool:
    text = line.lstrip()
    return text.startswith(">") or (text.startswith("|") and text[1:2].isspace())


def _flat(lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines).split())


def _drop_introduction(kept: list[str]) -> None:
    """Take the line that introduces a quotation from the end of what was kept; it may be cut in up to three."""
    while kept and not kept[-1].strip():
        kept.pop()
    if not kept or not kept[-1].rstrip().endswith(_COLONS):
        return
    for count in (1, 2, 3):
        if len(kept) >= count and says_who_wrote(kept[-count:]):
            del kept[-count:]
            return
    if kept and says_who_wrote(kept[-1:], above_marks=True):
        kept.pop()


def says_who_wrote(lines: Sequence[str], *, above_marks: bool = False) -> bool:
    """Whether lines are what a mail program puts above a quotation.

    Right above marked lines a date or an address is enough, in any language.
    """
    text = " ".join(each.strip() for each in lines)
    if len(text) > _LONGEST or not text.endswith(_COLONS) or not lines[0].strip():
        return False
    if _OTHER_WROTE.match(text) or any(pattern.match(text) for pattern in _LIBRARY):
        return True
    return above_marks and bool(_ADDRESS_AND_COLON.match(text) or (len(lines) == 1 and _WITH_DATE.match(text)))


def _is_leftover(lines: Sequence[str], number: int) -> bool:
    """Whether a line without a mark is the end of the marked one above, which was cut on the way."""
    if not 0 < number < len(lines) - 1 or not lines[number].strip() or len(lines[number]) > _LEFTOVER:
        return False
    above, below = lines[number - 1], lines[number + 1]
    return bool(_is_marked(above) and _is_marked(below) and len(above) >= _WRAPPED)


def _begins_history(lines: Sequence[str], number: int) -> bool:
    """Whether all from this line on is earlier mail: a divider, a head of fields, or who wrote it, without marks."""
    line = lines[number]
    text = line.strip()
    if not text:
        return False
    if text[0] in _BREAKS and _BREAK.match(line):
        named = text.strip(" _—-") != ""  # a bare rule may be one that the writer drew
        return named or any(_FIELD.match(each) for each in lines[number + 1 : number + 5])
    has_colon = ":" in text or "：" in text
    if has_colon and _FIELD.match(line):
        fields = {found[1].casefold() for each in lines[number : number + 6] if (found := _FIELD.match(each))}
        return len(fields) >= 3
    for count in (1, 2, 3):
        last = number + count - 1
        if last < len(lines) and lines[last].rstrip().endswith(_COLONS):
            here = lines[number : number + count]
            below = next((each for each in lines[number + count :] if each.strip()), "")
            return bool(below) and not _is_marked(below) and says_who_wrote(here)
    return False
