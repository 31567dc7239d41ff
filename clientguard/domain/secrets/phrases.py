"""Secrets recognised by the words before them: "password: …", "the PIN is …", "API key …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientguard.domain.secrets import labels
from clientguard.domain.secrets.found import Found
from clientguard.domain.secrets.values import STATES, is_made_up, is_placeholder, is_random

Span = tuple[int, int]

_QUOTED = re.compile(r"[\"'“”„«»‘`]([^\"'“”’«»`\n]{1,400})[\"'”“’»`]")
_BARE = re.compile(r"[^\s<\"“”„«»;]{1,300}")
_SPACED = re.compile(r"\S(?: \S){5,60}(?!\S)")
_ROW = re.compile(r"(?<!\S)\S(?: \S){7,200}(?!\S)")  # letters one by one
_ENDS = re.compile(r"\s{0,3}(?:\Z|[\r\n.,;)\]]|\(|—|–|- )")
_SAYS_STATE = re.compile(
    r".*(?:ed|ing|ert|iert|elt|igd|erd|ado|ido|ada|ida|é|ée)|ge\w+[tdn]|be\w+t|ver\w+t|un\w+|in\w+t"
)
_WORD = re.compile(r"[^\W\d_]{1,60}(?:[-'’][^\W\d_]{1,60}){0,9}")
_WORDS = re.compile(r"[^\W\d_]{1,24}(?: [^\W\d_]{1,24}){2,11}(?=\s{0,2}(?:\Z|[.,;\n]))")
_PIN = re.compile(r"[\"'“„]?(\d(?:[ -]?\d){3,11}[#*]?)(?![\d:]|[.,/]\d|[ ]?%)|[\"']?(\d{3})(?!\d)")
_BASE32 = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z2-7]{16,64}|(?:[A-Z2-7]{4}[ -]){3,15}[A-Z2-7]{4}|(?:[a-z2-7]{4}[ -]){3,15}[a-z2-7]{4})"
    r"(?![A-Za-z0-9])"
)
_GROUP = re.compile(r"[\s,;*•]{0,4}(?:\d{1,2}[.)] )?([A-Za-z0-9]{3,12}(?:-[A-Za-z0-9]{3,12}){0,9})(?![A-Za-z])")
_USER = re.compile(
    r"(?:\s?[:=→]|\s(?:is|as|with|mit|ist))?\s{1,3}([^\s/:|,]{2,60})(?:\s?[/|:,]\s?|\s(?:with|and|mit|und|met|en)\s)"
)
_BEFORE = 60


def phrases(text: str) -> Iterator[Found]:
    """Yield each secret that a word or two before it give away, even if its letters are spaced out."""
    yield from _phrases(text)
    for row in _ROW.finditer(text):
        for kind, start, end in _phrases(row[0][::2]):
            yield kind, row.start() + 2 * start, row.start() + 2 * end - 1


def _phrases(text: str) -> Iterator[Found]:
    until = 0
    for match in labels.LABEL.finditer(text):
        if match.start() < until:  # part of a value already found
            continue
        kind, span = _KINDS[str(match.lastgroup)](text, match)
        if span:
            until = span[1]
            yield kind, *span
    for match in labels.LOGIN.finditer(text):
        user = _USER.match(text, match.end())
        if user and (span := _bare(text, user.end())) and is_made_up(text[slice(*span)]):
            yield "password", *span
    for match in labels.NAMED_AFTER.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()].split()
        if before and is_made_up(before[-1].strip("\"'“„«")):
            yield "password", match.start() - len(before[-1]), match.start()


# --- the value ---


def _bare(text: str, at: int) -> Span | None:
    """Return the token at a place, without closing punctuation."""
    match = _BARE.match(text, at)
    if not match:
        return None
    end = match.end()
    while end > at and text[end - 1] in ".,:)]}'’`":
        end -= 1
    while at < end and text[at] in "([{'‘`":
        at += 1
    return (at, end) if at < end else None


def _quoted(text: str, at: int) -> Span | None:
    match = _QUOTED.match(text, at)
    return match.span(1) if match and len(match[1]) > 2 and not is_placeholder(match[1]) else None


def _spaced(text: str, at: int) -> Span | None:
    match = _SPACED.match(text, at)
    return match.span() if match and is_made_up(match[0].replace(" ", "")) else None


def _is_alone(text: str, span: Span) -> bool:
    """Return whether a plain word stands alone: no sentence continues after it."""
    return bool(_ENDS.match(text, span[1]))


# --- passwords ---


def _password(text: str, label: re.Match[str]) -> tuple[str, Span | None]:
    at = _after(text, label)
    if link := labels.LINK.match(text, at):
        return "password", _linked(text, link, passphrase=label[0].lower() == "passphrase")
    if gap := labels.GAP.match(text, at):
        link = labels.LINK.match(text, gap.end())
        assert link  # the gap ends where one begins
        return "password", _quoted(text, link.end()) or _made_up(text, link.end())
    return "password", _adjacent(text, at)


def _after(text: str, label: re.Match[str]) -> int:
    close = labels.CLOSE.match(text, label.end())
    return close.end() if close else label.end()


def _linked(text: str, link: re.Match[str], *, passphrase: bool) -> Span | None:
    """Return the value after "password:" or "password is"; a plain word counts only if it stands alone."""
    at = link.end()
    if span := _quoted(text, at) or _spaced(text, at):
        return span
    if passphrase and (words := _WORDS.match(text, at)) and STATES.isdisjoint(words[0].lower().split()):
        return words.span()
    span = _bare(text, at)
    if not span:
        return None
    value = text[slice(*span)]
    if is_made_up(value):
        return span
    if is_placeholder(value) or value.lower() in STATES or len(value) < 4 or not _is_alone(text, span):
        return None
    if link["mark"]:
        return span if _WORD.fullmatch(value) or value.isdigit() else None
    return span if _WORD.fullmatch(value) and len(value) > 4 and not _SAYS_STATE.fullmatch(value.lower()) else None


def _made_up(text: str, at: int) -> Span | None:
    span = _spaced(text, at) or _bare(text, at)
    return span if span and is_made_up(text[slice(*span)].replace(" ", "")) else None


def _adjacent(text: str, at: int) -> Span | None:
    aside = labels.ASIDE.match(text, at)
    if not aside:
        return None
    if span := _quoted(text, aside.end()):
        return span
    span = _bare(text, aside.end())
    return span if span and span[1] - span[0] > 4 and is_made_up(text[slice(*span)]) else None


def _weak(text: str, label: re.Match[str]) -> tuple[str, Span | None]:
    """Find a value after a word with other meanings too: mostly only one that is made up like a password."""
    word = label[0].lower()
    if word in ("key", "schlüssel") and not labels.WIFI.search(text, max(0, label.start() - _BEFORE), label.start()):
        return _key(text, label)
    at = _after(text, label)
    link = labels.LINK.match(text, at)
    if link:
        is_network = word in ("key", "schlüssel")
        return "password", _linked(text, link, passphrase=False) if is_network else _made_up(text, link.end())
    span = _adjacent(text, at)
    return "password", span if word != "secret" else None


# --- keys and codes ---


def _key(text: str, label: re.Match[str]) -> tuple[str, Span | None]:
    kind = "token" if "token" in label[0].lower() or "session" in label[0].lower() else "key"
    kind = "private key" if label[0].lower().startswith("private") else kind
    at = _after(text, label)
    link = labels.LINK.match(text, at)
    if not link and (gap := labels.GAP.match(text, at)):
        link = labels.LINK.match(text, gap.end())
    aside = link or labels.ASIDE.match(text, at)
    if not aside:
        return kind, None
    span = _quoted(text, aside.end()) or _bare(text, aside.end())
    if not span:
        return kind, None
    value = text[slice(*span)]
    short = link and link["mark"] and len(value) > 7 and is_made_up(value) and any(map(str.isdigit, value))
    return kind, span if is_random(value) or (short and label.lastgroup == "key") else None


def _pin(text: str, label: re.Match[str]) -> tuple[str, Span | None]:
    at = _after(text, label)
    link = labels.LINK.match(text, at)
    if not link and (gap := labels.PIN_GAP.match(text, at)):
        link = labels.LINK.match(text, gap.end())
    aside = link or labels.ASIDE.match(text, at)
    match = _PIN.match(text, aside.end()) if aside else None
    if not match:
        return "pin", None
    if match[1]:
        return "pin", match.span(1)
    return "pin", match.span(2) if label[0].lower().startswith("cv") else None


def _one_time(text: str, label: re.Match[str]) -> tuple[str, Span | None]:
    match = _BASE32.search(text, label.end(), label.end() + 120)
    if match:
        return "one-time", match.span()
    return _pin(text, label) if "otp" in label[0].lower() else ("one-time", None)


def _recovery(text: str, label: re.Match[str]) -> tuple[str, Span | None]:
    """Find one code or a list of them: groups of capitals and digits, for as long as they continue."""
    at = _after(text, label)
    aside = labels.LINK.match(text, at) or labels.ASIDE.match(text, at)
    if not aside:
        return "recovery", None
    start = end = aside.end()
    count = 0
    while end - start < 1_000 and (group := _GROUP.match(text, end)) and _is_code(group[1]):
        start = group.start(1) if not count else start
        end = group.end()
        count += sum(map(str.isalnum, group[1]))
    return "recovery", (start, end) if count > 7 else None


def _is_code(group: str) -> bool:
    return any(map(str.isdigit, group)) or group.isupper()


_KINDS = {
    "password": _password,
    "compound": _password,
    "weak": _weak,
    "thai": _weak,
    "key": _key,
    "pin": _pin,
    "one_time": _one_time,
    "recovery": _recovery,
}
