"""Every text in every language: nothing missing, and what a program reads in it is as in English."""

from __future__ import annotations

import json
import re
import string

import pytest

from clientguard.letters.platforms import texts_of
from clientguard.letters.template import KINDS, shipped
from clientguard.texts import LANGUAGES, REVIEWED, Words
from tests.translations.catalogues import FOLDERS, RESOURCES, SPOKEN, files, messages, spoken

languages = pytest.mark.parametrize("language", SPOKEN)
# What a program, Qt or a person at a terminal reads letter by letter.
KEPT = re.compile(r"</?[A-Za-z][^<>]*>|--[a-z][a-z-]+|`[^`]+`|\*\.\w+|;;")


def places(text: str) -> list[str]:
    return sorted({f"{name}:{spec}" for _, name, spec, _how in string.Formatter().parse(text) if name is not None})


def test_each_language_that_is_offered_has_its_catalogue_and_no_other_has_one():
    there = {each.parent.name for each in (RESOURCES / "locale").glob("*/LC_MESSAGES")}
    assert there == {*LANGUAGES, "en_XA"}
    for each in SPOKEN:
        assert Words(each).language == each
        assert (RESOURCES / "locale" / each / "GLOSSARY.md").is_file()


@languages
def test_every_message_is_translated_in_each_of_its_forms(language):
    plurals = 2 if language == "fy" else 1
    missing = [
        each.english
        for each in messages(language)
        if not all(form.strip() for form in each.forms) or len(each.forms) != (plurals if len(each.english) > 1 else 1)
    ]
    assert missing == []


@languages
def test_a_translation_has_the_places_of_its_message(language):
    wrong = []
    for each in messages(language):
        allowed = {"count:"} if len(each.forms) > 1 else set[str]()  # the form for one thing may say "one" in words
        for english, form in each.pairs:
            if (set(places(english)) ^ set(places(form))) - allowed:
                wrong.append((english, form))
    assert wrong == []


@languages
def test_options_commands_tags_and_breaks_are_as_in_english(language):
    wrong = [
        (english, form)
        for each in messages(language)
        for english, form in each.pairs
        if sorted(KEPT.findall(form)) != sorted(KEPT.findall(english))
        or form.count("\n") != english.count("\n")
        or (form != form.strip()) != (english != english.strip())
    ]
    assert wrong == []


@languages
def test_a_menu_keeps_a_key_of_its_own(language):
    menus = {each.english[0]: each.forms[0] for each in messages(language) if re.match(r"&\w", each.english[0])}
    keys = {name: found[1].casefold() for name, shown in menus.items() if (found := re.search(r"&([A-Za-z])", shown))}
    assert keys.keys() == menus.keys()
    assert len(set(keys.values())) == len(keys), keys


@languages
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_of_the_resources_is_there(language, folder):
    english = {each.name for each in (RESOURCES / folder / "en").iterdir()}
    assert {each.name for each in (RESOURCES / folder / language).iterdir()} == english


@languages
def test_every_text_of_a_checklist_is_there(language):
    for file in (RESOURCES / "platforms" / "en").iterdir():
        english = texts_of(json.loads(file.read_text("utf-8")))
        own = json.loads((RESOURCES / "platforms" / language / file.name).read_text("utf-8"))
        assert own.keys() == english.keys(), file.name
        assert all(text.strip() for text in own.values()), file.name


@languages
@pytest.mark.parametrize("file", sorted((RESOURCES / "law").glob("*.json")), ids=lambda each: each.stem)
def test_every_text_of_the_law_is_there(language, file):
    found = json.loads(file.read_text("utf-8"))
    english, own = list(spoken(found, "en")), list(spoken(found, language))
    assert len(own) == len(english)
    assert all(own)


@languages
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_uses_what_the_english_one_uses(language, kind):
    english, own = shipped(kind, "en"), shipped(kind, language)
    assert (own.language, own.needs) == (language, english.needs)
    for part in ("subject", "body"):
        # Names of facts in {{ }} and {% %}; a Thai letter has no plural and no capital to choose, so it may use fewer.
        facts = {
            name
            for text in (getattr(english, part), getattr(own, part))
            for piece in re.findall(r"\{[{%](.*?)[%}]\}", text, re.DOTALL)
            for name in re.findall(r"\b(?:[a-z_]+\.)+[a-z_]+\b", piece)
        }
        for name in facts:
            assert (name in getattr(own, part)) == (name in getattr(english, part)), (part, name)


@languages
def test_texts_of_papers_have_the_places_of_the_english_ones(language):
    for file in files(language):
        if file.parent.parent.name not in ("papers", "proof"):
            continue
        english = (RESOURCES / file.parent.parent.name / "en" / file.name).read_text("utf-8")
        text = file.read_text("utf-8")
        assert places(text) == places(english), file
        if file.name == "sheets.txt":
            names = [re.findall(r"^([a-z ]+): ", each, re.MULTILINE) for each in (english, text)]
            assert names[0] == names[1]


def test_the_page_of_what_nobody_reviewed_names_every_file():
    page = (RESOURCES.parent / "docs" / "translations.md").read_text("utf-8")
    for language in SPOKEN:
        _before, _head, part = page.partition(f"(`{language}`)")
        assert bool(part) is (language not in REVIEWED)
        part = part.partition("\n## ")[0]
        for file in RESOURCES.glob(f"*/{language}/**/*"):
            if part and file.is_file() and file.suffix != ".mo":
                lines = [
                    each for each in part.splitlines() if f"`resources/{file.parent.relative_to(RESOURCES)}/`" in each
                ]
                assert len(lines) == 1, file
                assert f"`{file.name}`" in lines[0], file
