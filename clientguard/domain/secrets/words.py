"""A wallet's recovery phrase (BIP 39): twelve to twenty-four short plain words in a row that form no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientguard.domain.secrets.found import Found

_LABEL = re.compile(
    r"(?:seed|recovery|mnemonic|wallet|secret|backup)[ -](?:phrase|words?|recovery phrase)|mnemonic|seed\b"
    r"|\b(?:12|24|twelve|twenty-four) words|wallet|wiederherstellungsphrase",
    re.IGNORECASE,
)
_SEVERAL = (12, 15, 18, 21, 24)
# Words of three to eight letters, separated by blanks, commas or numbers.
_ROW = re.compile(
    r"(?<![^\W\d_][\s,])(?<!\w)[a-z]{3,8}(?:[\s,]{1,4}(?:\d{1,2}[.)][ \t]{0,2})?[a-z]{3,8}(?![^\W\d_])){11,23}"
    r"(?![\w'’-]|[\s,]{1,4}[^\W\d_])"
)
_WORD = re.compile(r"[a-z]{3,8}")
# The same after a label, with any words.
_NAMED = re.compile(
    r"(?:\s(?:is|are|sind|lautet|es|est|ialah|คือ))?[\s:=\"'“„.,]{1,6}(?:\d{1,2}[.)] )?"
    r"([a-z]{3,8}(?:[\s,]{1,4}(?:\d{1,2}[.)][ \t]{0,2})?[a-z]{3,8}(?![^\W\d_])){11,23})"
)
_SOME = 2  # such words that the list itself contains
# A recovery phrase is not a sentence: it has almost none of the words that hold sentences together.
_JOINTS = frozenset(
    """the and for not but are was were has had have will would can could should from with into than then they them
    their there here his her she him our its who whom whose which what when where how been being does did also
    und der die das den dem des ein eine ist sind war mit von auf für nicht auch sich wird bei aus nach
    het een van met voor niet zijn ook dat deze naar over door dan hij zij wij
    los las una con por para que del como más pero les des est une dans pour avec sur par qui pas sont
    dan yang untuk dengan tidak dari pada ini itu kami saya telah akan
    fan foar mei net wie oan binne""".split()
)


def wallets(text: str) -> Iterator[Found]:
    """Yield each recovery phrase: after a label, or alone."""
    for label in _LABEL.finditer(text):
        row = _NAMED.match(text, label.end())
        if row and len(_JOINTS.intersection(_WORD.findall(row[1]))) <= _SOME:
            yield "wallet", *row.span(1)
    for row in _ROW.finditer(text):
        words = _WORD.findall(row[0])
        if len(words) in _SEVERAL and len(set(words)) > 9 and not _JOINTS.intersection(words):
            yield "wallet", *row.span()
