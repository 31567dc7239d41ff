"""Where one chooses between two words, or fills in two fields, no language calls both the same."""

from __future__ import annotations

from collections import Counter

import pytest

from clientguard.actions.tables import reading
from clientguard.domain.records import KINDS
from clientguard.texts import Words
from tests.translations.catalogues import SPOKEN

ONE_FORM = {"Clients"}  # a plural, which Thai and Malay do not have


def doubled(language: str, labels: list[str]) -> list[str]:
    """Return the words that stand for more than one of the labels, which differ in English."""
    said, english = Words(language), Words("en")
    apart = {english(each): each for each in labels if english(each) not in ONE_FORM}
    return [word for word, count in Counter(map(said, apart.values())).items() if count > 1]


@pytest.mark.parametrize("language", SPOKEN)
def test_the_fields_of_a_form_and_the_words_to_choose_from_can_be_told_apart(language: str):
    for kind in KINDS.values():
        assert doubled(language, [field.label for field in kind.fields]) == [], kind.name
        for field in kind.fields:
            assert doubled(language, [each.label for each in field.choices or ()]) == [], f"{kind.name} {field.name}"


@pytest.mark.parametrize("language", SPOKEN)
def test_kinds_and_the_columns_of_a_table_can_be_told_apart(language: str):
    assert doubled(language, [kind.label for kind in KINDS.values()]) == []
    for fields in reading.FIELDS.values():
        assert doubled(language, [field.label for field in fields]) == []
