"""The signs in the pseudo-language: nothing cut off, nothing untranslated, also where everything was found at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from clientguard.domain.judgement.fair import FairLook, FairPoint
from clientguard.domain.judgement.finding import CONDUCT, Finding, Point
from clientguard.domain.judgement.patterns import KIND_NAMES, _with_play
from clientguard.domain.wording import said
from clientguard.ui.dialogs.judgement.thresholds_dialog import ThresholdsDialog
from tests.factories import TODAY
from tests.ui.conftest import Person
from tests.ui.pages.judgement.made_up import judge
from tests.ui.screen import look
from tests.ui.test_keyboard import unreached
from tests.ui.test_pseudo import (
    LONG,
    SIZES,
    _far,  # noqa: F401 - a fixture
    far_practice,  # noqa: F401 - a fixture
)

SMALLEST = (640, 400)


def everything(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every sign be raised, a threat among them, every kind be found, and much to say on both sides."""
    behind = (person.ids["R-1"], person.ids["message"], person.ids["problem"])
    words, drawing = said(LONG), (Point(TODAY - timedelta(days=90), 3), Point(TODAY, 41.5))
    found = [
        Finding(sign, "raised", words, (words, words), behind, words, TODAY, TODAY, drawing, is_harm=sign == 7)
        for sign in CONDUCT
    ]
    kinds = tuple(_with_play(kind, "raised", (words,), behind) for kind in KIND_NAMES)
    points = (FairPoint(words, behind), FairPoint(words))
    judge(monkeypatch, *found, look=FairLook(points, points), kinds=kinds)


def each_part(person: Person, wrong: list[str], name: str, page: Any) -> None:
    """Look at the section from its top to its foot."""
    bar = page._sections["signs"].findChildren(QScrollArea)[0].verticalScrollBar()
    for at in range(0, bar.maximum() + 1, max(200, bar.pageStep())):
        bar.setValue(at)
        QApplication.processEvents()
        look(wrong, f"{name} at {at}", page)


@pytest.mark.parametrize("far", [SMALLEST, *SIZES], indirect=True)
def test_the_signs_of_a_client(far: Person, monkeypatch: pytest.MonkeyPatch):
    wrong: list[str] = []
    page = far.page("client", "harbour")
    page.show_section("signs")
    far.rest()
    each_part(far, wrong, "as it is", page)
    everything(far, monkeypatch)
    page.refresh()
    far.rest()
    section = page._sections["signs"]
    section.rows[0].behind.toggle.click()
    far.rest()
    each_part(far, wrong, "everything", page)
    assert wrong == [], "\n".join(sorted(set(wrong)))


@pytest.mark.parametrize("far", SIZES, indirect=True)
def test_the_dialogs_about_signs(far: Person, monkeypatch: pytest.MonkeyPatch):
    wrong: list[str] = []
    everything(far, monkeypatch)
    page = far.page("client", "harbour")
    page.show_section("signs")
    far.rest()
    for place in (1, 2):
        page._sections["signs"].rows[0].answers[place].click()
        dialog = far.dialog()
        look(wrong, f"answer {place}", dialog)
        dialog.reject()
        far.until(lambda: not far.dialogs())
    far.page("settings").signs.figures.click()
    figures = far.dialog(ThresholdsDialog)
    figures.fields["late_days"].value.setText("1")
    figures.save.click()
    look(wrong, "figures", figures)
    figures.fields["late_days"].value.setText("14")
    figures.reject()
    assert wrong == [], "\n".join(sorted(set(wrong)))


def test_every_control_of_the_signs_is_reached_from_the_keyboard(window: Person, monkeypatch: pytest.MonkeyPatch):
    everything(window, monkeypatch)
    page = window.page("client", "harbour")
    page.show_section("signs")
    window.rest()
    assert unreached(window, window.window) == []
    section = page._sections["signs"]
    section.rows[0].toggle.setFocus()
    window.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is section.rows[0].behind.toggle
    window.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is section.rows[0].answers[0]
