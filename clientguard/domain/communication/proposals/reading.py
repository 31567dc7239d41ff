"""One message as the rules see it: its sentences, with the tables of the languages that it is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clientguard.domain.communication.proposals.found import MailText
from clientguard.domain.communication.proposals.sentences import Sentence, sentences
from clientguard.domain.communication.proposals.words.dutch import DUTCH
from clientguard.domain.communication.proposals.words.english import ENGLISH
from clientguard.domain.communication.proposals.words.frisian import FRISIAN
from clientguard.domain.communication.proposals.words.malay import MALAY
from clientguard.domain.communication.proposals.words.table import Words
from clientguard.domain.communication.proposals.words.thai import THAI

_THAI = re.compile("[\u0e00-\u0e7f]")
_MARKED = (DUTCH, MALAY, FRISIAN)
_NAME = 4  # words of a name at most
_FEW = 1  # telling words of a language are enough
_ENGLISH_TOO = ENGLISH.marks | {"met", "my", "u", "van"}  # tell of no other language


@dataclass(slots=True)
class Reading:
    """A message, its sentences, and what its languages know."""

    message: MailText
    sentences: list[Sentence]
    languages: tuple[Words, ...]
    _known: dict[tuple[str, float], bool] = field(default_factory=dict[tuple[str, float], bool])

    def says(self, what: str, sentence: Sentence) -> bool:
        """Whether a sentence matches the patterns of this name in one of the message's languages."""
        key = what, sentence.place
        if (known := self._known.get(key)) is None:
            known = self.matches(what, sentence.plain)
            self._known[key] = known
        return known

    def matches(self, what: str, plain: str) -> bool:
        """Whether a text in lower case matches the patterns of this name."""
        return any(getattr(each, what).search(plain) for each in self.languages)


def read(message: MailText, spoken: tuple[Words, ...] = ()) -> Reading:
    """Return a message with its sentences and languages; `spoken` are those of the conversation so far."""
    found = _unsigned(sentences(message.own), message.sender)
    return Reading(message, found, tuple(dict.fromkeys((*_languages(found), *spoken))))


def _unsigned(found: list[Sentence], sender: str) -> list[Sentence]:
    """Return the sentences above the one that is nothing but the sender's name; where it comes first, all others."""
    for at, each in enumerate(found):
        words = each.text.strip(" ,.-–—").split()
        if len(words) <= _NAME and all(word[:1].isupper() for word in words):
            here = any(len(word) > 2 and word.lower() in sender.lower() for word in each.words())
            if here:
                return found[:at] if at else found[1:]
    return found


def _languages(found: list[Sentence]) -> tuple[Words, ...]:
    words: set[str] = set()
    for each in found:
        words |= each.words()
    tables = [each for each in _MARKED if len((words & each.marks) - _ENGLISH_TOO) >= _FEW]
    if not tables or words & ENGLISH.marks:
        tables.append(ENGLISH)
    if any(_THAI.search(each.plain) for each in found):
        tables.append(THAI)
    return tuple(tables)
