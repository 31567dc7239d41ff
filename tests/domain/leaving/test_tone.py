from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard import paths, texts
from clientguard.domain.leaving.telling.tone import Manner, ToneNote, check_tone, sentence_around
from clientguard.domain.wording import said

WORDS: Mapping[str, Any] = json.loads((paths.resources() / "letters" / "en" / "tone.json").read_text(encoding="utf-8"))
ENGLISH = Manner(WORDS)
SENTENCES = Path(__file__).with_name("tone_sentences.tsv")


def notes(text: str, manner: Manner = ENGLISH) -> list[tuple[str, str]]:
    return [(each.word, texts.words("en").say(each.why)) for each in check_tone(text, manner)]


def found(text: str, manner: Manner = ENGLISH) -> list[str]:
    return [word for word, _ in notes(text, manner)]


def judged(sentences: Iterable[tuple[str, str]]) -> tuple[float, float]:
    """Return the share of harsh sentences in which something is found, and that of fair ones."""
    told: dict[bool, list[bool]] = {True: [], False: []}
    for label, sentence in sentences:
        told[label == "harsh"].append(bool(found(sentence)))
    return mean(told[True]), mean(told[False])


def test_harsh_sentences_are_found_and_fair_ones_are_left_alone():
    with SENTENCES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    harsh, fair = judged((row["label"], row["sentence"]) for row in rows)
    assert harsh >= 0.85
    assert fair <= 0.05


@pytest.mark.parametrize(
    "text",
    [
        "You are a difficult client.",
        "Your behaviour is unacceptable.",
        "We are leaving because you are impossible to please.",
        "If you do not pay, we will take legal action.",
    ],
)
def test_each_harsh_passage_comes_with_a_calmer_wording(text: str):
    assert [each.calmer for each in check_tone(text, ENGLISH)] != []
    assert all(each.calmer for each in check_tone(text, ENGLISH))


def test_what_the_client_said_is_no_harsh_word_of_ours():
    assert found('Your mail of 9 June calls the work "garbage".') == []
    assert found("I refer to your words “you are an idiot” of 30 August.") == []
    assert found('Your "strategy" is garbage.') == ["garbage"]


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
        ("Your demands were ridiculous", "“Your demands were ridiculous” judges the person. Say what happened instead.")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You are a LIAR and an Idiot", ["You are a LIAR", "an Idiot"]),
        ("This was a waste of  time", ["a waste of  time"]),
        ("stupid, stupidly", ["stupid", "stupidly"]),
        ("You are greedy.", ["You are greedy"]),
        ("You always pay late and never call", ["You always pay"]),
        ("You did it on purpose, you don't care", ["on purpose", "you don't care"]),
        ("You don’t care", ["You don’t care"]),
        ("Pay, or else we will see you in court", ["or else", "we will see you in court"]),
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
    assert found("Never! The WORST CLIENT ever, an idiot") == ["!", "WORST CLIENT ever", "an idiot"]


def test_a_language_without_lists_still_finds_what_every_script_shares():
    assert found("Stupid! ALWAYS LATE", Manner({})) == ["!", "ALWAYS LATE"]


def test_a_script_without_spaces_is_searched_within_its_words():
    assert found("คุณโง่มาก", Manner({"groups": [{"why": "insult", "calmer": "", "phrases": ["โง่"]}]})) == ["โง่"]


def test_accented_words_are_whole_words():
    assert found(
        "Do bist in dûmkop, dûmkoppen", Manner({"groups": [{"why": "insult", "calmer": "", "phrases": ["dûmkop"]}]})
    ) == ["dûmkop"]


def test_each_phrase_stands_once_and_each_group_has_a_calmer_wording():
    phrases = [phrase for group in WORDS["groups"] for phrase in group["phrases"]]
    assert len(set(phrases)) == len(phrases)
    assert all(phrase == phrase.strip() for phrase in phrases)
    assert all(group["calmer"] for group in WORDS["groups"])
    assert all(word == word.upper() for key in ("capitals", "shouted") for word in WORDS[key])


@given(st.text() | st.text("ABC abc!'’-\n"))
def test_each_note_points_at_its_place(text: str):
    last = 0
    for note in check_tone(text, ENGLISH):
        assert text[note.start : note.end] == note.word
        assert note.start >= last
        last = note.end


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("You are lazy.", "You are lazy."),
        ("Invoice 7 is open. You are lazy. The work ends.", "You are lazy."),
        ("Invoice 7 is open.\nYou are lazy\nThe work ends.", "You are lazy"),
        ("“Soon.” You are lazy", "You are lazy"),
        ("It is € 1.50. 😀 You are lazy!", "😀 You are lazy!"),
    ],
)
def test_a_calmer_wording_takes_the_place_of_the_whole_sentence(text, sentence):
    note = ToneNote(text.index("You are lazy"), text.index("You are lazy") + 12, "You are lazy", said("x"))
    start, end = sentence_around(text, note)
    assert text[start:end] == sentence


def test_in_thai_it_takes_the_place_of_a_clause_which_a_blank_ends():
    text = "ใบแจ้งหนี้ 7 ยังไม่ได้ชำระ คุณขี้เกียจมาก งานจะสิ้นสุดวันที่ 30 พ.ย."
    note = ToneNote(text.index("ขี้เกียจ"), text.index("ขี้เกียจ") + 8, "ขี้เกียจ", said("x"))
    start, end = sentence_around(text, note)
    assert text[start:end] == "คุณขี้เกียจมาก"
