"""Mailboxes: where one message ends and the next begins."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from clientguard.exchange.mail import mbox

LINE = b"From ann@example.org Fri Nov 20 16:12:01 2026\n"


def messages(data: bytes) -> list[bytes]:
    pieces = list(mbox.split_messages(io.BytesIO(data)))
    assert mbox.count_messages(io.BytesIO(data)) == len(pieces)
    return [piece.message for piece in pieces]


@pytest.fixture(params=[1, 7, 64, 1 << 20])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(mbox, "_CHUNK", request.param)
    return request.param


@pytest.mark.usefixtures("chunk")
def test_messages_are_found_wherever_the_reading_stops():
    first, second = b"Subject: 1\n\nOne\n\n", b"Subject: 2\n\nTwo\n"
    assert messages(LINE + first + LINE + second) == [first, second]


@pytest.mark.usefixtures("chunk")
def test_windows_line_ends():
    first, second = b"Subject: 1\r\n\r\nOne\r\n\r\n", b"Subject: 2\r\n\r\nTwo"
    line = LINE.replace(b"\n", b"\r\n")
    assert messages(line + first + line + second) == [first, second]


@pytest.mark.parametrize(
    "line",
    [
        b"From ann@example.org Fri Nov 20 16:12:01 2026",
        b"From ann@example.org  Fri Nov  6 06:12:01 2026",
        b"From - Fri Nov 20 16:12:01 2026",
        b"From 1844347792267117879@xxx Fri Nov 20 16:12:01 +0000 2026",
        b"From ann@example.org Fri Nov 20 16:12:01 2026 +0700",
        b"From ann@example.org Fri Nov 20 16:12 ICT 2026",
        b"From ann at example.org  Fri Nov 20 16:12:01 2026",
        b"From ann@example.org Fri, 20 Nov 2026 16:12:01 +0700",
        b"From ann Fri Nov 20 16:12:01 2026 remote from host",
        b"From - ",
        b"From -",
        b"From ",
        b"From ann@example.org",
    ],
)
def test_the_lines_that_mail_programs_write_divide(line: bytes):
    assert len(messages(line + b"\nA: 1\n\nx\n\n" + line + b"\nA: 2\n\ny\n")) == 2


@pytest.mark.parametrize("line", [b"From ann@example.org Fri Nov 20 16:12:01 2026", b"From -"])
def test_a_missing_empty_line_before_the_next_message_is_forgiven(line: bytes):
    assert len(messages(line + b"\nA: 1\n\nx\n" + line + b"\nA: 2\n\ny\n")) == 2


@pytest.mark.parametrize(
    "words",
    [
        b"\nFrom my perspective the build is fast.\n",
        b"\nFrom heaven\nNote: no divider\n",
        b"\nFrom Friday on, Nov 20, 2026 we close.\nSubject: none\n",
        b"\nFrom what I saw Mon Jan 12 we had 2015 visitors\nSo: many\n",
        b"\nFrom ann@example.org\nis where it came from\n",
        b"text\nFrom ann@example.org\nA: b\n",
        b"\nFrom ann@example.org Fri Nov 20 16:12:01 2026" + b"x" * 3000 + b"\nA: b\n",
        b"\n>From ann@example.org Fri Nov 20 16:12:01 2026\nA: b\n",
        b"text\nFrom ann@example.org Fri Nov 20 16:12:01 2026\nquoted in a sentence\n",
    ],
)
def test_words_that_begin_with_from_do_not_divide(words: bytes):
    assert len(messages(LINE + b"Subject: 1\n\nOne\n" + words)) == 1


def test_quoted_from_lines_lose_one_mark():
    (message,) = messages(LINE + b"Subject: 1\n\n>From here\n>>From there\n> From afar\n")
    assert message == b"Subject: 1\n\nFrom here\n>From there\n> From afar\n"


def test_the_dividing_line_is_kept_apart():
    (piece,) = mbox.split_messages(io.BytesIO(LINE.replace(b"\n", b"\r\n") + b"A: 1\r\n\r\nx"))
    assert piece.line == LINE.strip()


def test_an_empty_mailbox_holds_nothing():
    assert messages(b"") == []
    assert messages(b"\n\n") == []


def test_a_message_that_is_too_large_is_passed_over_without_being_held(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mbox, "LARGEST", 4 << 20)
    data = LINE + b"Subject: huge\n\n" + b"x" * (40 << 20) + b"\n\n" + LINE + b"Subject: small\n\ny\n"
    tracemalloc.start()
    huge, small = mbox.split_messages(io.BytesIO(data))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not huge.whole
    assert huge.message.startswith(b"Subject: huge")
    assert small.whole
    assert small.message == b"Subject: small\n\ny\n"
    assert mbox.count_messages(io.BytesIO(data)) == 2
    assert peak < 20 << 20
