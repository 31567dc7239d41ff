"""The text of one part, and whether one text says much that another lacks."""

from __future__ import annotations

import re
from html import unescape

from clientguard.exchange.mail import mime
from clientguard.exchange.mail.encoding import charsets, transfer
from clientguard.exchange.mail.html_text import enriched_text, html_text

HTML = frozenset(("text/html", "text/x-amp-html"))
ENRICHED = frozenset(("text/enriched", "text/richtext"))

_LONG = 20_000  # characters: a text as long as this is no stand-in for another
_SHORT = 600  # characters: beside a longer text, HTML that stands for more is longer still
_LOOKED_AT = 400_000  # bytes of HTML whose length is estimated
_MARKUP = re.compile(rb"<(?:style|script|title)\b[^<>]*>[^<]*|<[^<>]*>|\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"<?\b(?:https?://|mailto:|www\.)[^\s<>]+>?")
_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"[\s>]+")
_POINTER = re.compile(r"\b(?:html|browser|web version|e-?mail (?:client|program|reader)|mime)\b", re.IGNORECASE)


def leaf_text(leaf: mime.Part, *, recoded: bool, longest: int) -> str:
    """Return the text of a part, with the lines that it came in.

    In a file that was `recoded` to UTF-8 as a whole, only transfer-encoded parts are still in the charset they name.
    """
    data = leaf.content()
    label = leaf.parameters.get("charset", "")
    if recoded and not transfer.is_encoded(leaf.first(b"content-transfer-encoding")):
        label = "utf-8"
    elif not label and leaf.kind in HTML:
        label = charsets.named_in_html(data)
    text = charsets.decode(data, label)
    if leaf.kind in HTML:
        return html_text(text[: 2 * longest])
    return enriched_text(text) if leaf.kind in ENRICHED else text


def is_flowed(leaf: mime.Part) -> bool:
    """Whether the lines of a text are cut only for the way (RFC 3676)."""
    return leaf.kind == "text/plain" and leaf.parameters.get("format", "").lower() == "flowed"


def flowed(text: str, *, joins_words: bool = False) -> str:
    """Return text that flows with its paragraphs on one line each; `joins_words` is DelSp=yes."""
    pieces: list[str] = []
    open_at = -1  # how deep the quotation is that the next line may go on with
    for line in text.replace("\r\n", "\n").split("\n"):
        rest = line.lstrip(">") if line.startswith(">") else line
        depth = len(line) - len(rest)
        if rest.startswith(" "):
            rest = rest[1:]
        is_mark = rest == "-- "  # of a signature
        flows = rest.endswith(" ") and not is_mark
        if open_at != depth or is_mark:
            pieces.append("\n" + ">" * depth + " " if depth else "\n")
        pieces.append(rest[:-1] if flows and joins_words else rest)
        open_at = depth if flows else -1
    return "".join(pieces)[1:]


def may_say_more(html: mime.Part, plain: str) -> bool:
    """Whether HTML seems to say much that the plain text lacks: by its words between the tags, which is cheap."""
    if len(plain) > _LONG:
        return False
    seen = _MARKUP.sub(b" ", html.content()[:_LOOKED_AT])
    if len(plain) > _SHORT and len(seen) < len(plain):
        return False
    return stands_in(plain, unescape(charsets.decode(seen[:_LONG], html.parameters.get("charset", ""))))


def stands_in(plain: str, html: str) -> bool:
    """Whether plain text is a stand-in: the HTML says much that it lacks.

    Measured in different words of three letters or more: at least three that the plain text has nowhere, and a third of
    all that the HTML has. Addresses of links do not count.
    """
    lacking, words = _lacking(html, plain)
    return lacking >= 3 and lacking * 3 >= words


def says_its_own(plain: str, html: str) -> bool:
    """Whether a stand-in says something that the HTML does not, other than where to see the HTML."""
    lacking, words = _lacking(plain, html)
    return lacking * 2 > words and not (len(plain) < 200 and _POINTER.search(plain))


def _lacking(text: str, other: str) -> tuple[int, int]:
    """Return how many different words of `text` are nowhere in `other`, and how many it has; of long texts' beginnings.

    Words are looked for without white space around them: lines may be cut anywhere, and some languages write none.
    """
    words = {each for each in _WORD.findall(_ADDRESS.sub(" ", text[:_LONG].casefold())) if len(each) > 2}
    there = _SPACE.sub("", other[: 2 * _LONG].casefold())
    return sum(each not in there for each in words), len(words)
