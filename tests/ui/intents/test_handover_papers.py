"""The handover request and the certificate from the window: made, shown, and kept among the client's documents."""

from __future__ import annotations

import re

import pytest

from clientguard.domain.records import Document, HandoverMark, Message
from clientguard.domain.records.kinds.handover import REQUEST
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from tests.factories import TODAY
from tests.ui.conftest import Person
from tests.ui.leaving.leaving_steps import wizard


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


def test_asking_by_mail_notes_each_account_as_asked(window: Person):
    """P4.4: the letter that is recorded as sent is the request that an account can end after without a reply."""
    step = wizard(window, "hand_over").steps["hand_over"]
    window.rest()
    window.click("Ask by letter or mail …", step)
    dialog = window.dialog(LetterDialog)
    asked = re.findall(r"^\[A(\d+)\]", dialog.letter.toPlainText(), re.MULTILINE)
    assert str(window.ids["ads"]) in asked
    window.click("Record as sent", dialog)
    window.until(lambda: not window.dialogs())
    window.rest()
    marks = [each for each in window.all(HandoverMark) if each.key == REQUEST and each.done_on == TODAY]
    assert {str(each.account) for each in marks} == set(asked)
    (letter,) = [each for each in window.all(Message) if each.template == "handover-request"]
    assert (letter.client, letter.direction) == (window.ids["casa"], "out")
