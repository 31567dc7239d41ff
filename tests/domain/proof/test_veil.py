"""What stays closed in a bundle, and how what it says is found elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.proof.veil import Veil, asked_fields
from clientguard.domain.records import KINDS, Message, ProblemNote
from clientguard.errors import KnownError

MESSAGE, PROBLEM = KINDS["message"], KINDS["problem"]
LONG = "The hall will stay dark until the last of the old lamps has been taken down and carried out."


def veil(*fields: str, **said: str) -> Veil:
    made = Veil(asked_fields(fields))
    made.hide(MESSAGE, said)
    return made


def test_private_fields_are_always_closed_and_others_only_if_they_are_redacted():
    for kind in KINDS.values():
        for field in kind.fields:
            assert Veil().closes(kind, field.name) == field.private
    assert Veil({"body"}).closes(MESSAGE, "body")
    assert Veil({"message.body"}).closes(MESSAGE, "body")
    assert not Veil({"problem.detail"}).closes(MESSAGE, "body")


def test_digests_of_a_message_are_closed_with_its_text_since_guesses_could_be_tried_against_them():
    assert not Veil().closes(MESSAGE, "original")
    assert Veil({"message.subject"}).closes(MESSAGE, "original")
    assert Veil({"body"}).closes(MESSAGE, "digest")


@pytest.mark.parametrize("name", ["bodies", "invoice.body", "message.", ""])
def test_a_field_that_no_record_has_is_refused(name):
    with pytest.raises(KnownError, match="No record has a field"):
        asked_fields([name])


@pytest.mark.parametrize(
    "text", ["Pay GROSS only", "We said: pay\n> gross only.", "“Pay_gross_only”.pdf", "pay, gross; only!"]
)
def test_a_redacted_text_is_found_however_it_is_written_elsewhere(text):
    assert veil("body", body="Pay gross only").shows(text)


def test_a_part_of_a_long_text_is_found_and_so_is_a_text_without_spaces():
    assert veil("body", body=LONG).shows(f"> {LONG[:60]}\n> {LONG[60:]}")
    assert veil("body", body=LONG).shows(LONG[: LONG.index("been")])
    assert veil("body", body="ร้านกาแฟริมคลอง").shows("ที่อยู่: ร้านกาแฟริมคลอง เชียงใหม่")


@pytest.mark.parametrize("text", ["Pay net only", "gross", "", "They pay gross. Only they do not."])
def test_other_words_show_nothing(text):
    assert not veil("body", body="Pay gross only now").shows(text)


def test_what_is_not_redacted_or_has_a_letter_or_two_is_not_looked_for():
    assert not veil("subject", body="Pay gross only").seeks
    assert not veil("body", body="ok").seeks


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs")), max_size=200))
def test_a_text_always_shows_itself(text):
    hidden = veil("body", body=text)
    assert hidden.shows(f"Before. {text} After.") == hidden.seeks


def test_a_field_that_quotes_a_redacted_one_is_not_open_either():
    hidden = veil("message.body", body="The red tiles are cracked")
    note = ProblemNote(title="Tiles", detail="She wrote: the red tiles are cracked.", opinion="Typical")
    assert hidden.is_open(note, PROBLEM.field("title"))
    assert not hidden.is_open(note, PROBLEM.field("detail"))
    assert not hidden.is_open(note, PROBLEM.field("opinion"))


def test_only_a_field_that_says_something_is_lost():
    assert Veil({"subject"}).loses(Message(subject="Hi"))
    assert not Veil({"subject"}).loses(Message())
    assert not Veil({"subject"}).loses(Message(subject="Hi"), unsearched=True)
    assert Veil({"minutes"}).loses(Message(minutes=3), unsearched=True)
