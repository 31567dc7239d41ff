"""What is written in the sample, and the file that it becomes."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from clientguard.actions.casebook import casebooks, sample
from clientguard.actions.records.attachments import read_content
from clientguard.domain.records import Attachment, Type
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.search import search_text
from clientguard.texts import words
from tests.actions.casebook.sample.conftest import NAMES, Seen, look
from tests.factories import TODAY

SECRET = [
    r"(?i)\b(password|passphrase|passcode|pin|secret|token|api[ _-]?key)\s*[:=]",
    r"-----BEGIN",
    r"\b(?:\d[ -]?){13,19}\b",  # a card's number
    r"\b[A-Za-z0-9_-]{32,}\b",  # a key
    r"(?i)https?://",
]


def texts(seen: Seen) -> list[str]:
    return [
        str(getattr(each, field.name))
        for each in seen.records
        for field in each.kind.fields
        if field.type in (Type.TEXT, Type.LONG) and getattr(each, field.name)
    ]


def test_no_text_holds_anything_like_a_secret(book, seen):
    files = [read_content(book, each.id)[1].decode() for each in seen.records if isinstance(each, Attachment)]
    for text in [*texts(seen), *files]:
        for pattern in SECRET:
            assert not re.search(pattern, text), text


def test_every_address_is_one_that_cannot_exist(seen):
    for text in texts(seen):
        for domain in re.findall(r"@([\w.-]+)", text):
            assert domain.rstrip(".").endswith(".example"), text


def test_every_place_in_a_text_was_filled(book, seen):
    files = [read_content(book, each.id)[1].decode() for each in seen.records if isinstance(each, Attachment)]
    assert not [text for text in [*texts(seen), *files] if "{" in text or "}" in text]


def test_each_contract_is_kept_as_a_text_of_its_own(book, seen):
    for who in NAMES:
        facts = seen.facts[who]
        [kept] = [each for each in seen.of(who, "attachment") if each.of == facts.contract.id]
        text = read_content(book, kept.id)[1].decode()
        assert facts.client.name in text
        assert facts.contract.suspension_clause in text
        assert f"{facts.contract.notice_days} days" in text


def test_money_and_days_stand_in_texts_as_people_write_them(seen):
    [note] = [each for each in seen.of("stopped", "message") if each.subject.startswith("Work has stopped")]
    assert "EUR 4,800.00" in note.body
    assert "22 October 2026" in note.body


def test_the_search_finds_thai_and_latin_texts(seen):
    found = "\n".join(search_text(each) for each in seen.records)
    assert "ใบแจ้งหนี้" in found
    assert "Which logo goes live?" in found


def test_the_steps_of_today_can_be_said(seen):
    say = words("en").say
    assert say(seen.queue[0].what) == "Harbour & Finch Ltd: invoice A-1134 is past due"


# --- the file ---


def test_it_verifies_and_was_written_in_one_go(tmp_path):
    path = tmp_path / "sample.casebook"
    started = time.process_time()
    sample.create_sample(path, TODAY).close()
    took = time.process_time() - started
    found = casebooks.verify_casebook(path)
    assert found.valid, found.faults
    assert found.records > 350
    assert took < 2
    with Casebook.open(path) as again:
        assert len(look(again, TODAY).queue) == 11


def test_a_file_that_is_there_is_left_alone(tmp_path):
    path = tmp_path / "mine.casebook"
    path.write_bytes(b"mine")
    with pytest.raises(KnownError):
        sample.create_sample(path, TODAY)
    assert path.read_bytes() == b"mine"


def test_a_fault_in_the_sample_leaves_no_half_made_casebook(tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("the clock stopped")

    monkeypatch.setattr(sample, "put_record", fail)
    path: Path = tmp_path / "sample.casebook"
    with pytest.raises(RuntimeError, match="the clock stopped"):
        sample.create_sample(path, TODAY)
    assert not path.exists()
