"""The way from the decision to the signs of its client."""

from __future__ import annotations

from clientguard.domain.leaving.deciding.weighing import Advice
from clientguard.domain.records.kinds.leaving import KEEP, TALK
from clientguard.domain.wording import said
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from tests.ui.conftest import Person
from tests.ui.leaving.leaving_steps import wizard


def test_the_decision_leads_to_the_signs_of_the_client(window: Person):
    page = window.page("leaving", "leaving")
    page.stepper.chosen.emit("decide")
    window.rest()
    window.click("See the signs", page)
    window.until(lambda: window.window.here == "client")
    client = window.window.pages["client"]
    assert client.client == window.ids["casa"]
    assert client.tabs.current() == "signs"


def test_where_the_record_advises_to_talk_the_sheet_for_it_is_offered(window: Person):
    """P7.2: a conversation comes before the end of the work, and needs facts with dates."""
    step = wizard(window, "decide").steps["decide"]
    window.rest()
    step.weighing.show_advice(Advice(KEEP, said("Keep")))
    assert not step.weighing.talk.isVisible()
    step.weighing.show_advice(Advice(TALK, said("Talk first.")))
    window.click("Create the conversation sheet", step)
    shown = window.dialog(PreviewDialog)
    assert attached_facts(shown._pdf)["client"]["name"] == "Casa Verde"
    shown.close()
    window.rest()
