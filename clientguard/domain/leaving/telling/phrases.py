"""The phrases in which a tone is looked for: words with alternatives and gaps, and the sets of words they name (P4.6).

In a phrase, `(a|b)` are alternatives, `(…)?` may be missing, `(… )*` may stand up to four times, `<set>` is any word of
a set, a word with `*` has any ending, `..` stands for up to four words, and `...` for up to eight.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_TOKEN = re.compile(r"\)\*|\)\?|[()|]|\.\.\.|\.\.|,\?|\*|\s+|[^()|*\s.,?]+|[,.?]")
_SET = re.compile(r"<(\w+)>")
_WORDS = {"..": r"(?:[\w'’-]+\W+){0,4}?", "...": r"(?:[\w'’.-]+\W+){0,8}?"}
_AS_THEY_ARE = {"(": "(?:", ")": ")", "|": "|", ")*": "){0,4}", ")?": ")?", ",?": ",?", "*": r"[\w'’-]*"}


def pattern_of(phrase: str, sets: Mapping[str, Sequence[str]]) -> str:
    """Return the regular expression of a phrase: whole words if its script has spaces between words, else anywhere.

    KeyError if the phrase names a set that does not exist.
    """
    while _SET.search(phrase):
        phrase = _SET.sub(lambda found: f"({'|'.join(sets[found[1]])})", phrase)
    if not phrase.isascii() and not any(letter.lower() != letter.upper() for letter in phrase):
        return r"\s+".join(re.escape(part) for part in phrase.split())
    parts: list[str] = []
    for token in _TOKEN.findall(phrase.strip()):
        after_gap = bool(parts) and parts[-1] in _WORDS.values()  # a gap ends with the space before the next word
        if token.isspace():
            parts += [] if after_gap else [r"\s+"]
        else:
            parts.append(_AS_THEY_ARE.get(token) or _WORDS.get(token) or re.escape(token).replace("'", "['’]"))
    return rf"(?<!\w)(?:{''.join(parts)})(?!\w|-\w)"
