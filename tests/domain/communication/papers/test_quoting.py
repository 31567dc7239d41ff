"""What is quoted of a message on paper: what its sender wrote, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.communication.papers.quoting import LONGEST, day_of, passage, shortened
from clientguard.domain.records import Instant, Message


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("Hi Joan,\n\nplease choose one.\n\n> earlier words", "please choose one."),
        ("The second one.\n\nOn 3 May 2026, Ada wrote:\nWhich one?", "The second one."),
        ("Yes.\n-- \nJoan Field\nHarbour Books", "Yes."),
        ("Hello", "Hello"),
        ("> only quoted", ""),
        ("", ""),
    ],
)
def test_only_what_the_sender_wrote_is_quoted(body, quoted):
    assert passage(Message(channel="mail", body=body)) == quoted


@pytest.mark.parametrize("channel", ["call", "missed call", "meeting"])
def test_the_notes_of_a_call_are_quoted_to_nobody(channel):
    assert passage(Message(channel=channel, body="He sounded drunk.")) == ""


def test_a_long_text_is_cut_between_words():
    found = shortened("a quiet word " * 100)
    assert len(found) <= LONGEST + 2
    assert found.endswith("a quiet …")
    assert shortened("x" * 1000) == "x" * LONGEST + " …"


def test_a_message_has_the_day_of_its_own_clock():
    late = 1_795_305_600_000 - 60_000  # one minute before midnight, UTC
    assert day_of(Instant(late, 0)) == date(2026, 11, 21)
    assert day_of(Instant(late, 60)) == date(2026, 11, 22)
    assert day_of(Instant(10**18, 0)) == date.max
