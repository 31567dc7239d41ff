"""The way from the decision to the signs of its client."""

from __future__ import annotations

from tests.ui.conftest import Person


def test_the_decision_leads_to_the_signs_of_the_client(window: Person):
    page = window.page("leaving", "leaving")
    page.stepper.chosen.emit("decide")
    window.rest()
    window.click("See the signs", page)
    window.until(lambda: window.window.here == "client")
    client = window.window.pages["client"]
    assert client.client == window.ids["casa"]
    assert client.tabs.current() == "signs"
