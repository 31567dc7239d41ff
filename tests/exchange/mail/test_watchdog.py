"""One message that takes too long is listed as unreadable; the others are read."""

from __future__ import annotations

from clientguard.exchange.mail import read_mail, watchdog
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable

SLOW = b"From a@b.example Fri Nov 20 16:12:01 2026\nFrom: a@b.example\nSubject: Slow\n\n" + b"x\n"
PLAIN = b"\nFrom a@b.example Fri Nov 20 16:12:01 2026\nFrom: a@b.example\nSubject: Quick\n\nHello\n"


def test_it_is_given_up_and_told_and_the_next_is_read(tmp_path, monkeypatch):
    """The clock jumps while the first message is read."""
    moments = iter([0.0, 1000.0])
    limited = watchdog.limited
    monkeypatch.setattr(watchdog, "limited", lambda: limited(clock=lambda: next(moments, 0.0)))
    (tmp_path / "a.mbox").write_bytes(SLOW + PLAIN)
    first, second = read_mail.read_mail([tmp_path / "a.mbox"])
    assert isinstance(first, Unreadable)
    assert "too long" in first.reason.text
    assert first.source == "a.mbox #1"
    assert isinstance(second, MailDraft)
    assert second.subject == "Quick"


def test_nobody_watches_outside_of_a_message():
    watchdog.look()
    with watchdog.limited(0, clock=iter([0.0, 0.0, 1.0]).__next__):
        watchdog.look()
        try:
            watchdog.look()
        except watchdog.TooLongError:
            return
    raise AssertionError("the time was up")
