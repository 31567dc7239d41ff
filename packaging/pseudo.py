"""The pseudo-language: English with accents, longer by a third, in brackets; made for trying screens, never edited."""

from __future__ import annotations

import math
import re

PLAIN, ACCENTED = "AaCcDdEeGgHhIiJjKkLlMmNnOoRrSsTtUuWwYyZz", "ÅåÇçĎďÉéĜĝĤĥÎîĴĵĶķĻļṂṃÑñÖöŔŕŠšŢţÛûŴŵÝýŽž"
ACCENTS = str.maketrans(PLAIN, ACCENTED)
FILLING = " løŕéṃ îpšûṃ ðöļöŕ šîţ åṃéţ çöñšéçţéţûŕ"
LONGER = 0.3
SHORT = 12  # characters: texts this short grow more in real languages

PLACE = re.compile(r"\{[^{}]*\}")
# Besides placeholders: menu shortcuts (&File), rich-text tags and entities, and file name patterns.
KEPT = re.compile(r"\{[^{}]*\}|&#?\w+;|&\w|</?[A-Za-z][^<>]*>|\*\.\w+")
FILTER = re.compile(r"\s*\((?:\*[^()]*)\)$")  # file name patterns at the end, which Qt reads
EDGES = re.compile(r"^([^\w{<&]*)(.*?)([^\w}>;]*)$", re.DOTALL)


def pseudo(text: str) -> str:
    """Return `text` with accents, at least 30 % longer, in brackets; placeholders and outer punctuation stay."""
    if ";;" in text:
        return ";;".join(pseudo(each) for each in text.split(";;"))
    kind = FILTER.search(text)
    text, end = (text[: kind.start()], kind[0]) if kind else (text, "")
    edges = EDGES.match(text)
    assert edges
    before, body, after = edges.groups()
    return f"⟦{before}{_accented(body)}{_padding(text)}{after}⟧{end}"


def _accented(text: str) -> str:
    kept = KEPT.findall(text)
    parts = [part.translate(ACCENTS) for part in KEPT.split(text)]
    return "".join(part + place for part, place in zip(parts, [*kept, ""], strict=True))


def _padding(text: str) -> str:
    length = len(PLACE.sub("", text))
    if not length:
        return ""
    wanted = max(2, math.ceil(length * LONGER) + (2 if length <= SHORT else 0))
    # A single word stays one: in other languages it cannot be broken into two lines either.
    filling = FILLING if " " in text.strip() else FILLING.replace(" ", "")
    padding = (filling * (wanted // len(filling) + 1))[:wanted]
    return padding if not padding.endswith(" ") else padding[:-1] + "ö"
