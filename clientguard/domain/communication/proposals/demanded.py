"""What the client asks of us: something to make, change, check, mend or deliver (P2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from clientguard.domain.communication.proposals.days import day_in
from clientguard.domain.communication.proposals.found import Found
from clientguard.domain.communication.proposals.reading import Reading

SHORT = 20  # characters


def demands(reading: Reading, *, answering: bool = False) -> Iterator[Found]:
    """Yield the demands of one message of the client; `answering`: "do it" may only answer a question of ours."""
    for sentence in reading.sentences:
        if answering and len(sentence.plain) < SHORT and reading.says("yes", sentence):
            continue
        if reading.says("facts", sentence) or reading.says("idle", sentence):
            continue
        if reading.says("demands", sentence):
            day = day_in(sentence.plain, reading.message.on)
            yield Found("demand", reading.message.id, sentence.text, date=day)
