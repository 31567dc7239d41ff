"""The sample in each language of the screens: the same practice, with the words of somebody who speaks it."""

from __future__ import annotations

import json
import re

import pytest
from babel.messages.pofile import read_po

from clientguard import paths
from clientguard.actions.casebook import sample
from clientguard.actions.judgement.reading import judged_all
from clientguard.actions.records.attachments import read_content
from clientguard.domain.leaving.telling.tone import Manner, check_tone
from clientguard.domain.money.terms import shown_terms
from clientguard.domain.records import Attachment, Evidence, Message, Type
from clientguard.store.records.lookup import find_records
from clientguard.texts import LANGUAGES, Words
from tests.actions.casebook.sample.conftest import Seen, look
from tests.actions.casebook.sample.test_any_day import EXPECTED_SIGNS, assert_in_order, picture
from tests.factories import TODAY, Ticking

SPOKEN = [each for each in LANGUAGES if each != "en"]
PLACE = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module", params=SPOKEN)
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def spoken(language, tmp_path_factory):
    place = tmp_path_factory.mktemp(language) / "sample.casebook"
    with sample.create_sample(place, TODAY, words=Words(language), clock=Ticking()) as made:
        yield made


@pytest.fixture(scope="module")
def told(spoken) -> Seen:
    return look(spoken, TODAY)


def test_every_text_is_translated_with_its_places(language):
    with (paths.resources() / "samples" / language / "samples.po").open("rb") as file:
        texts = [each for each in read_po(file, locale=language) if each.id]
    assert len(texts) > 700
    assert [each.id for each in texts if not str(each.string).strip()] == []
    wrong = [
        each.id
        for each in texts
        if sorted(PLACE.findall(str(each.id))) != sorted(PLACE.findall(str(each.string)))
        or str(each.id).count("\n\n") != str(each.string).count("\n\n")
    ]
    assert wrong == []


def test_it_is_the_same_practice(seen, told):
    assert picture(told) == picture(seen)
    assert_in_order(told)


def test_the_signs_are_those_that_each_file_promises(spoken):
    with spoken.read() as db:
        found = {
            each.client_name: {str(it.sign): it.state for it in each.findings if it.state != "none"}
            for each in judged_all(db, TODAY)
        }
    assert found == EXPECTED_SIGNS


def test_whoever_writes_english_in_the_files_speaks_that_language_and_the_others_their_own(language, seen, told):
    def languages(whose: Seen) -> dict[str, str]:
        return {who: facts.client.language for who, facts in whose.facts.items()}

    assert languages(told) == {who: {"en": language}.get(each, each) for who, each in languages(seen).items()}
    [business] = [each for each in told.records if each.kind.name == "business"]
    assert business.language == language


def test_days_and_amounts_in_its_texts_are_written_as_people_write_them(language, told):
    when, much = {
        "th": ("22 ตุลาคม 2569", "EUR 4,800.00"),
        "ms": ("22 Oktober 2026", "EUR 4,800.00"),
        "fy": ("22 oktober 2026", "EUR 4.800,00"),
    }[language]
    stopped = "\n".join(each.body for each in told.of("stopped", "message"))
    assert when in stopped
    assert much in stopped


def test_no_text_of_an_english_speaker_is_left_in_english(seen, told):
    """A name or a figure may be the same; what ends with a point is a sentence."""
    english = {
        text
        for each in seen.records
        for field in each.kind.fields
        if field.type in (Type.TEXT, Type.LONG)
        and (text := str(getattr(each, field.name))).isascii()
        and text.endswith(".")
        and len(text.split()) > 3
        and sample.is_translated(each.kind, field)
    }
    left = [
        text
        for each in told.records
        for field in each.kind.fields
        if field.type in (Type.TEXT, Type.LONG) and (text := str(getattr(each, field.name))) in english
    ]
    assert left == []


def test_a_passage_that_is_evidence_stands_in_the_message_it_is_from(spoken):
    with spoken.read() as db:
        bodies = {each.id: each.body for each in find_records(db, Message)}
        passages = [
            (each.passage, bodies[each.about])
            for each in find_records(db, Evidence)
            if each.passage and each.about in bodies
        ]
    assert passages
    assert [passage for passage, body in passages if " ".join(passage.split()) not in " ".join(body.split())] == []


def test_an_answer_has_the_subject_of_what_it_answers(seen, told):
    pairs = list(zip(seen.records, told.records, strict=True))
    subjects = {one.subject: other.subject for one, other in pairs if isinstance(one, Message)}
    answers = [each for each in subjects if each.startswith("Re: ") and each.removeprefix("Re: ") in subjects]
    assert answers
    for each in answers:
        assert subjects[each] == f"Re: {subjects[each.removeprefix('Re: ')]}"


def test_the_contract_that_is_kept_has_the_clauses_of_the_record(language, spoken, told):
    for facts in told.facts.values():
        [kept] = [
            each
            for each in told.records
            if isinstance(each, Attachment) and facts.contract and each.of == facts.contract.id
        ]
        text = read_content(spoken, kept.id)[1].decode()
        assert facts.contract.suspension_clause in text
        assert shown_terms(facts.contract.payment_terms, language) in text
        assert "{" not in text


def test_the_reasons_that_clients_get_are_in_a_calm_tone(language, told):
    tone = Manner(json.loads((paths.resources() / "letters" / language / "tone.json").read_text(encoding="utf-8")))
    for case in told.cases.values():
        given = case.leaving
        assert not check_tone(f"{given.reason}\n{given.summary}\n{given.open_items}", tone)
