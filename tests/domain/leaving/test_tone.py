from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard import paths, texts
from clientguard.domain.leaving.tone import check_tone

WORDS: Mapping[str, Sequence[str]] = json.loads(
    (paths.resources() / "letters" / "en" / "tone.json").read_text(encoding="utf-8")
)


def notes(text: str, words: Mapping[str, Sequence[str]] = WORDS) -> list[tuple[str, str]]:
    return [(each.word, texts.words("en").say(each.why)) for each in check_tone(text, words)]


def found(text: str, words: Mapping[str, Sequence[str]] = WORDS) -> list[str]:
    return [word for word, _ in notes(text, words)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We cannot meet your needs because invoice 2026-041 has been unpaid for 22 days.",
        "You did not answer our question of 3 November, nor the two reminders.",
        "Access to the analytics was not given, although the contract asks for it.",
        "The price page came back with changes seven times; the contract includes three.",
        "Work has stopped since 15 November. It starts again at once when payment arrives.",
        "Please send the VAT ID, the IBAN and the PDF. The HTTPS certificate and the GDPR form are with you.",
        "I applied the changes to the cheaper plan, which is underlying and foolproof.",
    ],
)
def test_facts_are_no_blame(text: str):
    assert notes(text) == []


def test_a_word_that_judges_the_person_is_found_with_a_calmer_way():
    assert notes("Your demands were ridiculous.") == [
        ("ridiculous", "“ridiculous” judges the person. Say what happened instead.")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You are a LIAR and an Idiot", ["LIAR", "Idiot"]),
        ("This was a waste of  time", ["waste of  time"]),
        ("stupid, stupidly", ["stupid", "stupidly"]),
        ("You are greedy.", ["greedy"]),
        ("You always pay late and never call", ["always", "never"]),
        ("You did it on purpose, you don't care", ["on purpose", "don't care"]),
        ("You don’t care", ["don’t care"]),
        ("Pay, or else we will see you in court", ["or else", "see you in court"]),
    ],
)
def test_insults_motives_absolutes_and_threats_are_found_as_they_stand(text: str, words: list[str]):
    assert found(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PAY THE INVOICE now", ["PAY THE INVOICE"]),
        ("You must answer IMMEDIATELY.", ["IMMEDIATELY"]),
        ("We will NOT wait", ["NOT"]),
        ("Please PAY NOW.", ["PAY NOW"]),
        ("AB CD EF", ["AB CD EF"]),
        ("AB CD, EF GH", []),
        ("The PDF of the SLA", []),
        ("I did. A plan B.", []),
    ],
)
def test_capitals_that_shout_are_found_and_abbreviations_are_not(text: str, words: list[str]):
    assert found(text) == words
    assert all(why == "Capitals read as shouting." for _, why in notes(text))


def test_an_exclamation_mark_is_found_once_for_a_row_of_them():
    assert notes("We waited!!! Pay today!") == [
        ("!!!", "An exclamation mark raises the voice. A full stop is calmer."),
        ("!", "An exclamation mark raises the voice. A full stop is calmer."),
    ]


def test_notes_stand_in_the_order_of_the_text_and_do_not_overlap():
    assert found("Never! The WORST CLIENT ever, an idiot") == ["Never", "!", "WORST CLIENT", "idiot"]


def test_a_language_without_lists_still_finds_what_every_script_shares():
    assert found("Stupid! ALWAYS LATE", {}) == ["!", "ALWAYS LATE"]


def test_a_script_without_spaces_is_searched_within_its_words():
    assert found("คุณโง่มาก", {"insult": ["โง่"]}) == ["โง่"]


def test_accented_words_are_whole_words():
    assert found("Do bist in dûmkop, dûmkoppen", {"insult": ["dûmkop"]}) == ["dûmkop"]


def test_the_word_lists_are_lower_case_sorted_out_and_complete():
    assert set(WORDS) == {"insult", "motive", "absolute", "threat", "capitals", "shouted"}
    plain = [word for key in ("insult", "motive", "absolute", "threat") for word in WORDS[key]]
    assert len(set(plain)) == len(plain)
    assert all(word == word.lower().strip() for word in plain)
    assert all(word == word.upper() for key in ("capitals", "shouted") for word in WORDS[key])


@given(st.text() | st.text("ABC abc!'’-\n"))
def test_each_note_points_at_its_place(text: str):
    last = 0
    for note in check_tone(text, WORDS):
        assert text[note.start : note.end] == note.word
        assert note.start >= last
        last = note.end
