"""Errors for people: what happened, what was kept, what to do."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.wording import N_, counted, said
from clientguard.errors import Cancelled, KnownError
from clientguard.texts import words


def test_an_error_says_three_things():
    error = KnownError(N_("{name} is gone."), kept=N_("Nothing was changed."), todo=N_("Look for it."), name="It")
    assert str(error) == "It is gone. Nothing was changed. Look for it."
    assert words("en").error(error) == str(error)


def test_what_is_not_known_is_left_out():
    assert str(KnownError("It is gone.")) == "It is gone."
    assert words("en").error(KnownError("It is gone.", todo="Look for it.")) == "It is gone. Look for it."


def test_its_values_are_written_in_the_readers_language():
    error = KnownError("Since {day}: {why}", day=date(2026, 11, 2), why=said("{count} of them", count=1200))
    assert words("en").error(error) == "Since 2 Nov 2026: 1,200 of them"
    assert str(error) == "Since 2026-11-02: 1200 of them"


def test_a_sentence_has_its_english_form_for_logs():
    assert str(counted("{count} day", "{count} days", 1)) == "1 day"
    assert str(counted("{count} day", "{count} days", 3)) == "3 days"
    assert str(said("a {brace}")) == "a {brace}"


def test_cancelling_is_no_error_for_people():
    assert not issubclass(Cancelled, KnownError)
    with pytest.raises(Cancelled):
        raise Cancelled
