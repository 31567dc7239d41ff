"""The waiting report, the history and the chronology from the window: asked for, made, shown, kept."""

from __future__ import annotations

import pytest

from clientguard.domain.communication.papers.span import ALL, OWN, THIS_YEAR
from clientguard.domain.records import Document
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs.papers.span_dialog import SpanDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from tests.factories import TODAY
from tests.ui.conftest import Person


def asked(window: Person, word: str) -> SpanDialog:
    window.page("client", "harbour")
    next(each for each in window.window.commands() if each.word == word).act()
    return window.dialog(SpanDialog)


def choose(dialog: SpanDialog, key: str) -> None:
    dialog.choice.setCurrentIndex(dialog.choice.findData(key))


@pytest.mark.parametrize(
    ("word", "button", "type"),
    [
        ("Create the waiting report …", "Create the report", "waiting report"),
        ("Create the client history …", "Create the history", "client history"),
        ("Create the chronology …", "Create the chronology", "chronology"),
    ],
)
def test_a_paper_of_the_chosen_days_is_shown_and_kept(window: Person, word, button, type):
    dialog = asked(window, word)
    choose(dialog, ALL)
    assert (dialog.first.text(), dialog.last.text()) == ("", TODAY.isoformat())
    window.click(button, dialog)
    shown = window.dialog(PreviewDialog)
    facts = attached_facts(shown._pdf)
    assert facts["format"] == f"clientguard {type} 1"
    assert (facts["client"]["name"], facts["start"], facts["end"]) == ("Harbour Books", None, TODAY.isoformat())
    shown.close()
    window.rest()
    assert [each.version for each in window.all(Document) if each.type == type] == [1]


def test_a_choice_fills_in_its_days_and_typed_days_are_a_choice_of_their_own(window: Person):
    dialog = asked(window, "Create the waiting report …")
    choose(dialog, THIS_YEAR)
    assert dialog.first.text() == f"{TODAY.year}-01-01"
    dialog.first.setText("")
    dialog.first.textEdited.emit("")
    assert dialog.choice.currentData() == OWN
    dialog.reject()
    window.rest()


def test_a_day_that_cannot_be_read_and_days_the_wrong_way_round_are_named(window: Person):
    dialog = asked(window, "Create the client history …")
    dialog.first.setText("someday")
    window.click("Create the history", dialog)
    assert dialog.status.text().startswith("From: ")
    dialog.first.setText("2026-11-20")
    dialog.last.setText("2026-11-01")
    window.click("Create the history", dialog)
    window.until(lambda: "before the first" in dialog.status.text())
    dialog.reject()
    window.rest()
    assert not [each for each in window.all(Document) if each.type == "client history"]


def test_only_the_history_offers_what_is_private(window: Person):
    dialog = asked(window, "Create the waiting report …")
    assert not dialog.private.isVisible()
    dialog.reject()
    dialog = asked(window, "Create the client history …")
    dialog.private.setChecked(True)
    window.click("Create the history", dialog)
    shown = window.dialog(PreviewDialog)
    assert attached_facts(shown._pdf)["private"] is True
    shown.close()
    window.rest()
