"""One English term has one word in a language, in messages, checklists, papers, letters, law and the guide."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.translations.beside import Beside, beside
from tests.translations.catalogues import SPOKEN
from tests.translations.glossary import (
    NOT_HELD,
    TYPED,
    Term,
    folded,
    has,
    held,
    missing,
    named,
    otherwise,
    phrases,
    table,
)

languages = pytest.mark.parametrize("language", SPOKEN)


@languages
def test_a_term_is_the_same_word_everywhere(language):
    excused = otherwise(language)
    wrong = [
        (term.english, term.words, text.where, text.english, text.own)
        for term, text in missing(language, held(language), beside(language))
        if not any(each.excuses(term, text) for each in excused)
    ]
    assert wrong == []


@languages
def test_what_is_said_otherwise_still_is(language):
    found = missing(language, held(language), beside(language))
    assert [each for each in otherwise(language) if not any(each.excuses(term, text) for term, text in found)] == []


def test_a_term_that_is_held_occurs():
    # Only West Frisian has the singular beside the plural.
    there = {each for text in beside("fy") for each in named(text)}
    assert [each for each in held("fy") if (each.english, each.context) not in there] == []
    assert [each for each in phrases() if (each, "") not in there] == []


@languages
def test_a_word_that_a_term_may_have_is_used_for_it(language):
    texts: dict[tuple[str, str], list[str]] = {}
    for text in beside(language):
        for key in named(text):
            texts.setdefault(key, []).append(folded(text.own, language))
    unused = [
        (each.english, word)
        for each in held(language)
        for word in each.words
        if not any(has(own, word, language) for own in texts.get((each.english, each.context), ()))
    ]
    assert unused == []


@languages
def test_every_term_of_the_glossary_that_occurs_is_held_or_it_is_said_why_not(language):
    known = {each.english.casefold() for each in held(language)}
    assert known & NOT_HELD.keys() <= {each.english for each in held(language) if each.context}
    terms = {term for term, _words in proposed(language)}
    assert terms >= NOT_HELD.keys()
    rest = [term for term in terms - known - NOT_HELD.keys() if term in plain_english()]
    assert [term for term in rest if re.search(rf"(?<![\w-]){re.escape(term)}s?(?!\w)", plain_english())] == []


@languages
def test_a_word_is_the_one_that_the_glossary_proposes_or_it_is_said_why_not(language):
    words: dict[str, list[str]] = {}
    for term, proposal in proposed(language):
        words.setdefault(term, []).append(folded(proposal, language))
    others = {english: used for english, used, _why in table(language, "Other than proposed")}
    for each in held(language):
        first, offered = folded(each.words[0], language), words.get(each.english.casefold(), [])
        if each.english in others:
            assert folded(others[each.english], language) == first
        elif offered and not each.context:
            assert any(first in proposal or proposal in first for proposal in offered), each


@cache
def plain_english() -> str:
    """Return the English of all texts without what is typed and without what is written in capitals."""
    english = (TYPED.sub("", text.english) for text in beside("fy"))
    return re.sub(r"\b[A-Z]{3,}\b", "", "\n".join(english)).casefold()


def proposed(language: str) -> list[tuple[str, str]]:
    """Return the terms of the glossary with their words; a row can have several of each, with a stroke between them."""
    found: list[tuple[str, str]] = []
    for english, _where, word in table(language, "Terms"):
        terms = re.sub(r"\s*\([^)]*\)|[,:.]$", "", english).casefold().split(" / ")
        words = word.split(" / ") if word.count(" / ") == len(terms) - 1 else [word] * len(terms)
        found += zip(terms, words, strict=True)
    return found


@languages
def test_at_least_250_terms_are_held(language):
    assert len({each.english for each in held(language)}) >= 250


def test_the_same_terms_are_held_in_each_language():
    first, *others = ([(each.english, each.context) for each in held(language)] for language in SPOKEN)
    assert len(set(first)) == len(first)
    assert all(each == first for each in others)


@languages
def test_the_words_of_a_term_are_few_and_not_found_in_every_text(language):
    sample = [each for each in beside(language) if len(each.own) > 60][::9]
    texts = [(folded(each.own, language), named(each)) for each in sample]
    loose: list[tuple[str, float]] = []
    for term in held(language):
        assert len(term.words) <= 6, term
        assert language == "th" or all(len(word) > 2 for word in term.words), term
        without = [own for own, terms in texts if (term.english, term.context) not in terms]
        share = sum(any(has(own, word, language) for word in term.words) for own in without) / len(without)
        if share > 0.25:
            loose.append((term.english, share))
    assert loose == []


def test_another_word_is_found_and_a_longer_term_is_not_taken_for_the_shorter_one():
    terms = [Term("report", "", ("rapport",)), Term("final report", "", ("einrapport",))]
    texts = [
        Beside("messages", "The report of {client}", "", "It ferslach fan {client}"),
        Beside("messages", "The final reports", "", "De einrapporten"),
        Beside("messages", "The final report", "", "It rapport oan ’e ein"),
        Beside("messages", "Reports: `report`", "", "Ferslaggen: `report`, rapport"),
    ]
    assert [(term.english, text.own) for term, text in missing("fy", terms, texts)] == [
        ("report", "It ferslach fan {client}"),
        ("final report", "It rapport oan ’e ein"),
    ]
