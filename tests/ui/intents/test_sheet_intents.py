"""The two sheets from the window: made, shown, kept; and what came of the conversation, signed (P7.2, P8.2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clientguard.domain.records import Contract, Decision, Document, Leaving
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs.judgement.welcome_dialog import WelcomeDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from tests.factories import TODAY, add, ago
from tests.ui.conftest import Person


def act(window: Person, word: str) -> None:
    window.page("client", "harbour")
    next(each for each in window.window.commands() if each.word == word).act()


@pytest.mark.parametrize(
    ("word", "type"),
    [
        ("Create the welcome sheet", "welcome sheet"),
        ("Create the conversation sheet", "conversation sheet"),
    ],
)
def test_a_sheet_of_the_open_client_is_shown_and_kept(window: Person, word, type):
    act(window, word)
    shown = window.dialog(PreviewDialog)
    facts = attached_facts(shown._pdf)
    assert facts["format"] == f"clientguard {type} 1"
    assert facts["client"]["name"] == "Harbour Books"
    shown.close()
    window.rest()
    assert [each.version for each in window.all(Document) if each.type == type] == [1]


def test_of_several_contracts_it_is_asked_which_the_welcome_sheet_follows(window: Person):
    add(window.book, "contract", client=window.ids["harbour"], title="Campaign", starts=ago(20))
    act(window, "Create the welcome sheet")
    dialog = window.dialog(WelcomeDialog)
    assert dialog.picker.chosen() != window.ids["contract"], "the newest is chosen at first"
    dialog.picker.choose(window.ids["contract"])
    window.click("Create the sheet", dialog)
    shown = window.dialog(PreviewDialog)
    printed = attached_facts(shown._pdf)["agreement"]["title"]
    assert printed == window.read(Contract, "contract").title
    shown.close()
    window.rest()


def test_what_came_of_the_conversation_is_a_signed_decision_with_a_day_to_look_again(window: Person):
    add(window.book, "problem", client=window.ids["harbour"], title="Threatened", on=ago(2), sign="7", harm=True)
    act(window, "Log what came of the conversation …")
    dialog = window.dialog(RecordDialog)
    reasons = dialog.form.editors["reasons"]
    assert reasons.text() == "Personal attacks or threats: 1 threat of harm", "what concerned you is filled in"
    reasons.set_text("They pay within 14 days from now on.")
    window.click("Log the outcome", dialog)
    window.until(lambda: not window.dialogs())
    window.rest()
    (made,) = [each for each in window.all(Decision) if each.verdict == "talk"]
    assert (made.client, made.signed_on) == (window.ids["harbour"], TODAY)
    assert made.review_on == TODAY + timedelta(days=28)


def test_of_a_client_that_is_being_left_it_is_decided_in_the_leaving(window: Person):
    """A decision to talk would call the leaving off: nobody wants that from a note about a conversation."""
    window.page("client", "casa")
    next(each for each in window.window.commands() if each.word == "Log what came of the conversation …").act()
    window.until(lambda: window.window.here == "leaving")
    window.rest()
    assert "decide again here" in window.seen()
    assert not [each for each in window.all(Decision) if each.verdict == "talk"]
    assert [each.id for each in window.all(Leaving)] == [window.ids["leaving"]]
