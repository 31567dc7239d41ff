"""The handover request and the certificate from the window: made, shown, and kept among the client's documents."""

from __future__ import annotations

import pytest

from clientguard.domain.records import Document
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from tests.ui.conftest import Person


@pytest.mark.parametrize(
    ("word", "type"),
    [
        ("Create the handover request", "handover request"),
        ("Create the certificate of return and deletion", "certificate"),
    ],
)
def test_a_paper_of_the_handover_is_made_of_the_open_client_and_kept(window: Person, word, type):
    window.page("client", "harbour")
    next(each for each in window.window.commands() if each.word == word).act()
    shown = window.dialog(PreviewDialog)
    facts = attached_facts(shown._pdf)
    assert facts["format"] == f"clientguard {type} 1"
    assert facts["client"]["name"] == "Harbour Books"
    shown.close()
    window.rest()
    assert [each.draft for each in window.all(Document) if each.type == type] == [True]
