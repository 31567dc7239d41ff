"""What a sentence is about: the words by which an answer is found to belong to a question."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_THAI = re.compile(r"[\u0e00-\u0e7f]{4,}")
_COMMON = frozenset(
    "about after also another answer anything back been before both call case come could days dear does done each else"
    " ever every file find first from further give going good great hello help here hope into just keep kind know last"
    " later least leave like look made mail make many might mine more most much must need next nice nothing once only"
    " open other over please possible question quick really regards said same send sent shall should since some still"
    " such sure take tell than thank thanks that their them then there these they thing things think this those time"
    " today tomorrow until very want week well were what when where whether which while will wish with within without"
    " work would year yesterday your yours monday tuesday wednesday thursday friday saturday sunday"
    " graag kunt kunnen naar voor niet nodig deze onze jullie heeft hebben worden moet alvast bedankt"
    " vriendelijke groet"
    " boleh tolong saya awak kami yang untuk dengan sudah belum terima kasih".split()
)


def topics(plain: str) -> frozenset[str]:
    """Return the stems of the telling words of a text in lower case; of Thai, runs of four characters."""
    found = {_stem(each) for each in _WORD.findall(plain) if each not in _COMMON and (len(each) > 3 or each.isdigit())}
    for run in _THAI.findall(plain):
        found.update(run[at : at + 4] for at in range(len(run) - 3))
    return frozenset(found)


def _stem(word: str) -> str:
    for end in ("ing", "ed", "es", "s", "en"):
        if word.endswith(end) and len(word) - len(end) > 3:
            return word[: -len(end)]
    return word
