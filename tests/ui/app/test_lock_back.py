"""What comes back when a casebook is unlocked: where one was; and what was being typed, when its form is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from clientguard.actions.casebook import casebooks
from clientguard.domain.records import Business
from clientguard.errors import KnownError
from clientguard.store.views import everything
from clientguard.store.views.drafts import draft
from clientguard.ui.dialogs.why_dialog import WhyDialog
from clientguard.ui.leaving.evidence import EvidenceDialog
from clientguard.ui.leaving.page import LeavingPage
from clientguard.ui.leaving.release import ReleaseDialog
from clientguard.ui.pages.client import ClientPage, Several
from tests import factories
from tests.ui.conftest import Person
from tests.ui.keyed import drop, lock, opened, unlock


@pytest.fixture
def guarded(person: Person, _practice: tuple[Path, dict[str, int]], tmp_path: Path) -> Person:
    """The person with the practice open, which has a passphrase."""
    return opened(person, _practice[0], tmp_path)


def test_the_section_the_list_and_the_row_come_back(guarded: Person):
    page = guarded.page("client", "lumen")
    page.show_section("money")
    several = page._sections["money"]
    assert isinstance(several, Several)
    several.tabs.buttons["payment"].click()
    several._tables["payment"].choose(guarded.ids["paid"])
    guarded.look()
    lock(guarded)
    unlock(guarded)
    page = guarded.window.pages["client"]
    assert isinstance(page, ClientPage)
    assert (page.client, page.tabs.current()) == (guarded.ids["lumen"], "money")
    several = page._sections["money"]
    assert isinstance(several, Several)
    assert several.tabs.current() == "payment"
    assert several._tables["payment"].selection() == [guarded.ids["paid"]]
    page = guarded.page("client", "harbour")
    page._sections["timeline"].list.choose(guarded.ids["problem"])
    lock(guarded)
    unlock(guarded)
    page = guarded.window.pages["client"]
    assert isinstance(page, ClientPage)
    timeline: Any = page._sections["timeline"]
    assert timeline.list.chosen() == guarded.ids["problem"]


def wizard(person: Person, step: str) -> LeavingPage:
    page = person.page("leaving", "leaving")
    assert isinstance(page, LeavingPage)
    person.look()
    page.show_step(step)
    person.look()
    QApplication.processEvents()
    return page


def wizard_again(person: Person, step: str) -> LeavingPage:
    page = person.window.pages[person.window.here]
    assert isinstance(page, LeavingPage)
    assert page.here == step
    return page


def test_the_wizard_comes_back_at_its_step_with_what_was_typed(guarded: Person):
    page = wizard(guarded, "report")
    form = page.steps["report"].form
    assert form is not None
    guarded.type("Half typed", form.editors["summary"].input)
    lock(guarded)
    unlock(guarded)
    form = wizard_again(guarded, "report").steps["report"].form
    assert form is not None
    assert form.editors["summary"].text() == "Half typed"
    page = wizard(guarded, "close")
    step: Any = page.steps["close"]
    guarded.rest()
    guarded.type("Half typed", step.outcome)
    lock(guarded)
    unlock(guarded)
    step = wizard_again(guarded, "close").steps["close"]
    assert step.outcome.text() == "Half typed"


def test_a_proof_that_was_being_typed_is_there_again(guarded: Person):
    row: Any = wizard(guarded, "hand_over").steps["hand_over"].rows[guarded.ids["ads"]]
    row._ask_for_proof()
    guarded.type("Half typed", guarded.dialog().form.editors["proof"].input)
    lock(guarded)
    unlock(guarded)
    row = wizard(guarded, "hand_over").steps["hand_over"].rows[guarded.ids["ads"]]
    row._ask_for_proof()
    dialog = guarded.dialog()
    assert dialog.form.editors["proof"].text() == "Half typed"
    guarded.close_form(dialog)


def asked_why(guarded: Person) -> WhyDialog:
    assert guarded.window.intents is not None
    guarded.window.intents.data_report(guarded.ids["contact"], guarded.ids["harbour"])
    return guarded.dialog(WhyDialog)


def test_why_data_is_kept_is_offered_as_it_was_worded(guarded: Person):
    guarded.page("client", "harbour")
    usual = asked_why(guarded).why.toPlainText()
    lock(guarded)
    unlock(guarded)
    dialog = asked_why(guarded)
    assert dialog.why.toPlainText() == usual
    assert "What you entered is still here." not in guarded.seen(dialog)
    dialog.why.setPlainText("Half typed")
    lock(guarded)
    unlock(guarded)
    dialog = asked_why(guarded)
    assert dialog.why.toPlainText() == "Half typed"
    guarded.click("Start over", dialog)
    assert dialog.why.toPlainText() == usual
    guarded.rest()
    guarded.close_form(dialog)


def test_a_decision_that_is_not_on_record_yet_comes_back(guarded: Person):
    page = guarded.page("leaving", "lumen")
    assert isinstance(page, LeavingPage)
    form = page.steps["decide"].form
    assert form is not None
    guarded.type("Half typed", form.editors["reasons"].input)
    lock(guarded)
    unlock(guarded)
    page = wizard_again(guarded, "decide")
    assert (page.leaving, page.client) == (0, guarded.ids["lumen"])
    form = page.steps["decide"].form
    assert form is not None
    assert form.editors["reasons"].text() == "Half typed"


def releasing(guarded: Person) -> ReleaseDialog:
    gates: Any = wizard(guarded, "owed").steps["owed"]
    guarded.click(gates.rows["payments"].release)
    return guarded.dialog(ReleaseDialog)


def choosing_evidence(guarded: Person) -> EvidenceDialog:
    decide: Any = wizard(guarded, "decide").steps["decide"]
    decide.choose()
    return guarded.dialog(EvidenceDialog)


def test_the_small_forms_of_the_wizard_offer_what_was_typed(guarded: Person):
    guarded.enter(releasing(guarded), reason="Half typed")
    lock(guarded)
    unlock(guarded)
    wizard_again(guarded, "owed")
    dialog = releasing(guarded)
    assert dialog.form.texts()["reason"] == "Half typed"
    drop(guarded, dialog)
    evidence = choosing_evidence(guarded)
    record = evidence.picker.itemData(1)
    evidence.picker.choose(record)
    evidence.note.setText("Half typed")
    lock(guarded)
    unlock(guarded)
    evidence = choosing_evidence(guarded)
    assert (evidence.picker.chosen(), evidence.note.text()) == (record, "Half typed")
    guarded.click(evidence.save)
    guarded.until(lambda: not guarded.dialogs())
    guarded.rest()
    with guarded.book.read() as db:
        assert draft(db, f"evidence:{guarded.ids['leaving']}") is None


def test_what_was_filled_in_is_no_draft_and_what_was_added_to_it_is(guarded: Person, tmp_path: Path):
    assert guarded.window.intents is not None
    note = tmp_path / "note.txt"
    note.write_text("On the phone", encoding="utf-8")
    guarded.window.intents.record_payment(guarded.ids["R-1"])
    dialog = guarded.dialog()
    before = dialog.form.texts()
    lock(guarded)
    unlock(guarded)
    assert guarded.dialogs() == []
    guarded.window.intents.record_payment(guarded.ids["R-1"])
    dialog = guarded.dialog()
    assert dialog.form.texts() == before
    assert "What you entered is still here." not in guarded.seen(dialog)
    dialog.attach([note])
    lock(guarded)
    unlock(guarded)
    guarded.window.intents.record_payment(guarded.ids["R-1"])
    dialog = guarded.dialog()
    assert "note.txt" in guarded.seen(dialog)
    drop(guarded, dialog)
    guarded.window.intents.answer(guarded.ids["colours"])
    guarded.enter(guarded.dialog(), answer="Half typed")
    lock(guarded)
    unlock(guarded)
    guarded.window.intents.answer(guarded.ids["colours"])
    dialog = guarded.dialog()
    assert list(dialog.form.editors) == ["title", "answered_on", "answer", "rounds"]
    assert dialog.form.texts()["answer"] == "Half typed"
    drop(guarded, dialog)


def test_the_business_that_was_being_changed_is_there_again_until_it_is_saved(guarded: Person):
    part = guarded.page("settings").business
    guarded.type(" Half typed", part.form.editors["owner"].input)
    lock(guarded)
    unlock(guarded)
    part = guarded.page("settings").business
    assert part.form.texts()["owner"] == "Ada North Half typed"
    assert guarded.all(Business)[0].owner == "Ada North"
    guarded.click(part.save)
    guarded.until(lambda: part.status.text() == "Saved.")
    guarded.rest()
    assert guarded.all(Business)[0].owner == "Ada North Half typed"
    assert not part.undo.isVisible()
    with guarded.book.read() as db:
        assert draft(db, "business:settings") is None


def test_what_was_begun_is_offered_after_a_new_start_too(guarded: Person):
    guarded.page("client", "casa")
    guarded.open_form("contact", client=guarded.ids["casa"])
    guarded.type("Half typed")
    path = guarded.book.path
    lock(guarded)
    guarded.app.close()
    guarded.open(path)
    unlock(guarded)
    assert guarded.window.here == "client"
    dialog = guarded.open_form("contact", client=guarded.ids["casa"])
    assert dialog.form.texts()["name"] == "Half typed"
    drop(guarded, dialog)
    with guarded.book.read() as db:
        assert everything.drafts(db) == []


def test_a_full_drive_loses_nothing_that_was_typed(guarded: Person, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_arguments: object) -> None:
        raise KnownError("There is no room left.")

    guarded.open_form("client")
    guarded.type("Half typed")
    with monkeypatch.context() as full:
        full.setattr(casebooks, "keep_draft", refuse)
        lock(guarded)
    assert "What you were entering could not be saved." in guarded.seen()
    unlock(guarded)
    dialog = guarded.open_form("client")
    assert dialog.form.texts()["name"] == "Half typed"
    drop(guarded, dialog)


def test_the_title_of_another_open_casebook_is_not_mixed_up_with_what_was_kept(
    guarded: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    guarded.open_form("client")
    guarded.type("Half typed")
    path = guarded.book.path

    def refuse(*_arguments: object) -> None:
        raise KnownError("There is no room left.")

    with monkeypatch.context() as full:
        full.setattr(casebooks, "keep_draft", refuse)
        lock(guarded)
    other = tmp_path / "other.casebook"
    factories.firm_book(other).close()
    guarded.open(other)
    assert guarded.dialogs() == []
    guarded.rest()
    guarded.open(path)
    unlock(guarded)
    dialog = guarded.open_form("client")
    assert dialog.form.texts()["name"] == "Half typed"
    drop(guarded, dialog)
