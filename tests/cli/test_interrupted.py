"""Ctrl+C and SIGTERM at any moment of a command: what is said is what happened, and there is no traceback."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest

from clientguard.actions.casebook import backups, passphrase
from clientguard.actions.communication import import_mail
from clientguard.cli import run
from clientguard.cli.status.outcome import CommandCasebook, Outcome
from clientguard.exchange.mail import mail_heads
from clientguard.store.casebook import new_file
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys
from clientguard.store.records import lookup
from clientguard.store.views import lists
from tests.cli.test_saved import WRITING, entries
from tests.cli.test_saved import path as path

NOTHING = "Interrupted. Nothing was changed.\n"
DONE = "Interrupted, but it was already done.\n"
LOCKED = ("passphrase", "practice.casebook", "--new-passphrase-file", "new.txt")
OPENED = ("--passphrase-file", "new.txt", "set", "2", "--set", "note=Prompt")


def at(monkeypatch, where: object, name: str, *, after: bool = False, number: int = signal.SIGINT) -> None:
    """Have a signal come when a function is called the first time, or when it has returned."""
    real, hear = getattr(where, name), Outcome._hear
    sent: list[int] = []
    heard = threading.Event()

    def heard_of(outcome, number, frame):
        outcome.signal = number
        heard.set()
        hear(outcome, number, frame)

    def send() -> None:
        if not sent:
            sent.append(number)
            main = threading.main_thread()
            signal.pthread_kill(main.ident, number)
            # Python runs the handler on the main thread, unless that was just about to wait: then it needs another.
            while threading.current_thread() is not main and not heard.wait(0.1):
                signal.pthread_kill(main.ident, number)

    def interrupted(*values, **options):
        if not after:
            send()
        result = real(*values, **options)
        if after:
            send()
        return result

    monkeypatch.setattr(Outcome, "_hear", heard_of)
    monkeypatch.setattr(where, name, interrupted)


# Moments by what is running then: the command, where, and whether it is after that has returned.
BEFORE = {
    "reading": (("list", "client"), lists, "ids", False),
    "opening": (WRITING["add"], CommandCasebook, "open", True),
    "deriving a key": (LOCKED, keys, "derive", False),
    "the rules of a save": (WRITING["set"], CommandCasebook, "write", False),
    "an import": (WRITING["import"], import_mail.Taker, "take", False),
    "a backup": (WRITING["import"], backups, "back_up", True),
    "measuring mail": (WRITING["import"], mail_heads, "size", False),
    "an erasure": (WRITING["erase"], lookup, "kind_of", False),
}
AFTER = {
    "closing": (WRITING["add"], new_file, "settle", False),
    "letting the lock go": (WRITING["set"], Casebook, "close", True),
    "closing a new one": (("new", "new.casebook"), Casebook, "close", False),
}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", BEFORE)
def test_what_is_interrupted_before_it_is_saved_changes_nothing(path, monkeypatch, capsys, moment, number):
    words, where, name, after = BEFORE[moment]
    before = entries(path)
    at(monkeypatch, where, name, after=after, number=number)
    assert run(words) == 128 + number
    assert capsys.readouterr() == ("", NOTHING)
    monkeypatch.undo()
    assert entries(path) == before
    Casebook.open(path).close()  # nobody holds it


@pytest.mark.parametrize("moment", AFTER)
def test_what_is_interrupted_after_it_was_saved_is_done(path, monkeypatch, capsys, moment):
    words, where, name, after = AFTER[moment]
    before = entries(path)
    at(monkeypatch, where, name, after=after)
    assert run(words) == 130
    told = capsys.readouterr()
    assert told.out
    assert told.err == DONE
    if words[0] == "new":
        assert entries(Path("new.casebook")) == 1
    else:
        assert entries(path) == before + 1


def test_what_is_interrupted_between_two_saves_says_that_the_first_is_kept(path, monkeypatch, capsys):
    before = entries(path)
    at(monkeypatch, CommandCasebook, "write", after=True)
    assert run(WRITING["erase"]) == 130
    assert capsys.readouterr().err == "Interrupted. What was done before that is kept.\n"
    assert entries(path) > before


def test_an_interruption_while_a_key_is_derived_leaves_the_casebook_locked(path, monkeypatch, capsys):
    assert run(LOCKED) == 0
    capsys.readouterr()
    at(monkeypatch, passphrase, "_tried")
    assert run(OPENED) == 130
    assert capsys.readouterr() == ("", NOTHING)


def test_the_signals_are_given_back(path):
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    assert run(("list", "client")) == 0
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == before
