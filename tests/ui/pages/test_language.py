"""The language of the screens, chosen in Settings."""

from __future__ import annotations

import pytest

from clientguard.settings import Settings
from clientguard.texts import LANGUAGES, REVIEWED
from clientguard.ui.pages.settings.language import LanguagePart


@pytest.fixture
def part(qtbot, tmp_path):
    made = LanguagePart(Settings.load(tmp_path), None)
    qtbot.addWidget(made)
    return made


def choose(part: LanguagePart, language: str) -> None:
    part.language.setCurrentIndex(part.language.findData(language))
    part.language.activated.emit(part.language.currentIndex())


def test_each_language_is_offered_by_its_own_name_and_says_if_nobody_reviewed_it(part):
    offered = {part.language.itemData(place): part.language.itemText(place) for place in range(part.language.count())}
    assert offered.keys() == LANGUAGES.keys()
    for key, shown in offered.items():
        assert shown.startswith(LANGUAGES[key])
        assert ("not yet reviewed by a native speaker" in shown) is (key not in REVIEWED)


def test_a_language_that_is_chosen_is_kept_for_the_next_start(part, tmp_path):
    assert "next start" not in part.state.text()
    choose(part, "th")
    assert Settings.load(tmp_path).language == "th"
    assert "next start" in part.state.text()
    choose(part, "en")
    assert "next start" not in part.state.text()
