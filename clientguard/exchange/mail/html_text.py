"""HTML mail as plain text: what a reader sees, links with their address, quotations marked."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from clientguard.exchange.mail import watchdog

_BLOCKS = frozenset(
    "address article aside center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol "
    "p pre section table tr ul".split()
)
_APART = frozenset("p h1 h2 h3 h4 h5 h6 table ul ol pre dl hr".split())  # an empty line before and after
_HIDDEN = frozenset("script style title template noscript".split())
_LINKS = ("http:", "https:", "mailto:", "tel:", "ftp:")
_DEEPEST_QUOTE = 10

_HUGE_CHARACTER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
_SECTION = re.compile(r"<!\[[^<>]*>?")
_LONE_BRACKET = re.compile(r"<(?![^<>]*>)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_NO_CONTROLS = {code: None for code in range(128) if _CONTROL.match(chr(code))}  # much faster than the pattern
_MANY_ENDS = re.compile(r"\n{3,}")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")


def html_text(html: str) -> str:
    """Return HTML as plain text. Any text is accepted; the time is proportional to its length."""
    reader = _Reader()
    reader.feed(_defused(html))
    reader.close()
    return reader.text()


def enriched_text(text: str) -> str:
    """Return text/enriched (RFC 1896) as plain text: a single line end is a space, `<<` is a bracket."""
    text = re.sub(r"<param>[^<]*</param>", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", text.replace("\r\n", "\n"))
    text = re.sub(r"\n(\n+)", r"\1", text)
    return re.sub(r"<<|</?[A-Za-z][^<>]{0,60}>", lambda found: "<" if found[0] == "<<" else "", text)


def tidy(text: str) -> str:
    """Return text with plain line ends, no control characters, no trailing spaces, and no two empty lines in a row."""
    text = without_controls(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    text = text.replace(" \n", "\n")  # in most texts there are no others: lines of quotations, and of text that flows
    if text.isascii() and " \n" not in text and "\t\n" not in text:
        text = text.rstrip(" \t")
    else:
        text = "\n".join(map(str.rstrip, text.split("\n")))
    return (_MANY_ENDS.sub("\n\n", text) if "\n\n\n" in text else text).strip("\n")


def without_controls(text: str) -> str:
    """Return text without control characters, white space aside."""
    return text.translate(_NO_CONTROLS) if text.isascii() else _CONTROL.sub("", text)


def _defused(html: str) -> str:
    """Return HTML without what makes the standard parser slow or fail."""
    html = _HUGE_CHARACTER.sub("�", _without_comments(html))
    return _LONE_BRACKET.sub("&lt;", _SECTION.sub(" ", html))


def _without_comments(html: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start + 2)
        if end < 0:  # never closed: show the rest rather than lose it
            at = start + 4
            kept.append(html[at:].replace("<!--", " "))
            return "".join(kept)
        at = end + 3
    kept.append(html[at:])
    return "".join(kept)


class _Reader(HTMLParser):
    """Collects lines of text; white space is folded outside `pre`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._hidden = ""
        self._quotes = 0
        self._pre = 0
        self._link = ""
        self._words: list[str] | None = None  # of the link being read

    def text(self) -> str:
        """Return what was collected."""
        self._end_line()
        return tidy("\n".join(self._lines))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        watchdog.look()
        if tag == "body":
            self._hidden = ""
        if self._hidden:
            return
        if tag in _HIDDEN:
            self._hidden = tag
        elif tag == "br":
            self._end_line(always=True)
        elif tag == "a":
            self._end_link()
            self._link = next((value or "" for name, value in attrs if name == "href"), "")
            self._words = []
        elif tag == "img":
            words = next((value or "" for name, value in attrs if name == "alt"), "").strip()
            self._add(f"[{words}]" if words else "")
        elif tag in ("td", "th"):
            if self._line and not self._line[-1].isspace():
                self._line.append("\t")
        elif tag == "blockquote":
            self._end_line()
            self._quotes += 1
        elif tag == "li":
            self._end_line()
            self._line.append("• ")
        elif tag in _BLOCKS:
            self._block(tag)
            self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        elif tag == "a":
            self._end_link()
        elif tag in ("blockquote", "li"):
            self._end_line()
            self._quotes = max(0, self._quotes - (tag == "blockquote"))
        elif tag in _BLOCKS:
            self._block(tag)
            self._pre = max(0, self._pre - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        watchdog.look()
        if self._hidden:
            return
        if self._pre:
            first, *rest = data.replace("\r\n", "\n").split("\n")
            self._add(first)
            for line in rest:
                self._end_line(always=True)
                self._add(line)
        else:
            folded = _SPACE.sub(" ", data)
            self._add(folded.lstrip() if not self._line else folded)

    def _add(self, piece: str) -> None:
        if piece and not self._hidden:
            self._line.append(piece)
            if self._words is not None:
                self._words.append(piece)

    def _end_link(self) -> None:
        address, words = _SPACE.sub("", self._link), self._words
        self._link, self._words = "", None
        if words is None or not address.lower().startswith(_LINKS):
            return
        shown = "".join(words).strip()
        plain = re.sub(r"^(mailto:|tel:|https?://)", "", address, flags=re.IGNORECASE)
        same = {each.casefold().rstrip("/") for each in (address, plain, plain.partition("?")[0])}
        if shown.casefold().rstrip("/") not in same:
            self._add(f" <{address}>" if shown else f"<{address}>")

    def _block(self, tag: str) -> None:
        self._end_line()
        if tag in _APART and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._mark().rstrip())
        if tag == "hr":
            self._lines.append(self._mark() + "—" * 8)

    def _mark(self) -> str:
        return "> " * min(self._quotes, _DEEPEST_QUOTE)

    def _end_line(self, *, always: bool = False) -> None:
        line = "".join(self._line).replace("\xa0", " ").rstrip()
        if not self._pre:
            line = re.sub(r" *\t *", "\t", re.sub(r" {2,}", " ", line)).strip()
        if line or always:
            self._lines.append(self._mark() + line)
        self._line = []
