"""The checklists that ship: each kind of account has every part, and says where each fact comes from (P4.4)."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard import paths
from clientguard.domain.leaving.assets import PlatformChecklist, PlatformFact, checklist_path, path_of
from clientguard.domain.records.kinds.handover import ASSETS
from clientguard.letters.platforms import platform_checklist

KINDS = [each.key for each in ASSETS]
PARTS = ("proof", "breaks", "survives", "billing", "recovery", "mistake", "limits")
CLASSES = {"vendor", "vendor, read in a copy", "regulator", "third party"}
LONGEST = 130  # characters of a step: it is read while it is done


def checklist(kind: str) -> PlatformChecklist:
    found = platform_checklist(kind)
    assert found is not None
    return found


def facts(found: PlatformChecklist) -> list[PlatformFact]:
    return [each.fact for each in found.steps] + [fact for part in PARTS for fact in getattr(found, part)]


def test_there_is_a_checklist_for_each_kind_of_account_and_no_other():
    files = (paths.resources() / "platforms" / "en").glob("*.json")
    assert sorted(each.stem for each in files) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_checklist_has_every_part(kind: str):
    found = checklist(kind)
    assert (found.kind, found.name) == (kind, next(each.label for each in ASSETS if each.key == kind))
    assert found.examples
    assert found.checked == date(2026, 11, 28)
    assert len(found.steps) >= 4
    assert [part for part in PARTS if not getattr(found, part)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_checklist_takes_the_steps_that_the_rules_know(kind: str):
    found = checklist(kind)
    assert found.path == tuple(each.key for each in path_of(kind))
    assert [(each.key, each.who, each.locks_out) for each in found.steps] == [
        (each.key, each.who, each.locks_out) for each in checklist_path(kind)
    ]
    assert any(each.locks_out for each in found.steps)


@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_has_a_source_or_is_marked_as_general_knowledge(kind: str):
    found = checklist(kind)
    known = {each.id for each in found.sources}
    used = {name for each in facts(found) for name in each.sources}
    assert [each.text for each in facts(found) if not (each.sources or each.general)] == []
    assert used == known
    assert {each.kind for each in found.sources} <= CLASSES
    assert [each.id for each in found.sources if not (each.title and each.address.startswith("http"))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_is_one_short_sentence(kind: str):
    texts = [each.fact.text for each in checklist(kind).steps]
    assert [each for each in texts if len(each) > LONGEST or not each.endswith(".") or ". " in each] == []


def test_a_clock_is_counted_from_the_step_before_it():
    found = checklist("business_listing")
    assert [(each.key, each.wait) for each in found.steps if each.wait] == [("business_listing.3", 7)]
    assert [each.within for each in checklist("app_store").steps if each.within] == [60]


def test_another_language_falls_back_to_english_and_an_account_without_a_kind_has_none():
    assert platform_checklist("hosting", "nl") == checklist("hosting")
    assert platform_checklist("") is None
