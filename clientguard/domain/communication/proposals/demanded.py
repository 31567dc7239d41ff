"""What the client asks of us: something to make, change, check, mend or deliver (P2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientguard.domain.communication.proposals.days import day_in
from clientguard.domain.communication.proposals.found import Found
from clientguard.domain.communication.proposals.reading import Reading
from clientguard.domain.communication.proposals.sentences import Sentence

SHORT = 20  # characters
_NEAR = 3  # sentences below a report in which its repair may be asked for
_IT = re.compile(r"\b(?:need|want) (?:it|them|this|that)\b")  # what the sentence before asked for
_AGREES = re.compile(r"(?:yes|yep|yeah|sure|of course|certainly|gladly),? (?:i|we)(?:'d| would|'ll| will)?\b")
_LOOK = re.compile(r", ?(?:please|pls|kindly) (?:check|verify|review|see)[.!]*$")  # at what was just given


def demands(reading: Reading, *, answering: bool = False) -> Iterator[Found]:
    """Yield the demands of one message of the client; `answering`: "do it" may only answer a question of ours.

    That something does not work asks for its repair, unless it answers, excuses, or one of the next sentences asks.
    """
    demanded = False
    for at, sentence in enumerate(reading.sentences):
        repeats = demanded and bool(_IT.search(sentence.plain))
        told = answering and reading.says("here", sentence) and bool(_LOOK.search(sentence.plain))
        demanded = False
        if repeats or told:
            continue
        if (
            answering
            and reading.says("yes", sentence)
            and (len(sentence.plain) < SHORT or _AGREES.match(sentence.plain))
        ):
            continue
        below = reading.sentences[at + 1 : at + 1 + _NEAR]
        reported = not answering and _reports(reading, sentence) and not any(_demands(reading, each) for each in below)
        if reported or _demands(reading, sentence):
            day = day_in(sentence.plain, reading.message.on)
            demanded = True
            yield Found("demand", reading.message.id, sentence.text, date=day)


def _demands(reading: Reading, sentence: Sentence) -> bool:
    if not reading.says("demands", sentence):
        return False
    meeting = reading.says("moved", sentence) and sentence.asks
    return not (meeting or reading.says("facts", sentence) or reading.says("idle", sentence))


def _reports(reading: Reading, sentence: Sentence) -> bool:
    if sentence.asks or not reading.says("broken", sentence):
        return False
    return not any(reading.says(each, sentence) for each in ("facts", "missed", "cancelled", "moved"))
