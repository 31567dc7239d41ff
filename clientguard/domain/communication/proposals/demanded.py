"""What the client asks of us: something to make, change, check, mend or deliver (P2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from clientguard.domain.communication.proposals.days import day_in
from clientguard.domain.communication.proposals.found import Found
from clientguard.domain.communication.proposals.reading import Reading


def demands(reading: Reading) -> Iterator[Found]:
    """Yield the demands of one message of the client."""
    for sentence in reading.sentences:
        if reading.says("facts", sentence) or reading.says("idle", sentence):
            continue
        if reading.says("demands", sentence):
            day = day_in(sentence.plain, reading.message.on)
            yield Found("demand", reading.message.id, sentence.text, date=day)
