"""The wizard of leaving: it begins with a decision, each step is saved, and it can be left and resumed (P4.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from clientguard.actions.leaving import steps as actions
from clientguard.domain.records import Client, Decision, Evidence, Leaving
from clientguard.errors import KnownError
from clientguard.store.views.drafts import draft
from clientguard.ui.leaving.evidence import EvidenceDialog
from clientguard.ui.leaving.page import LeavingPage
from clientguard.ui.widgets.chip import StateChip
from tests import factories
from tests.factories import TODAY
from tests.ui.conftest import Person
from tests.ui.leaving.leaving_steps import clear_the_way, enter, go_on, wizard

# --- deciding ---


def test_leaving_begins_with_a_decision_and_its_reasons(window: Person):
    page = window.page("client", "lumen")
    window.click(page.leave)
    page = window.window.pages["leaving"]
    assert isinstance(page, LeavingPage)
    assert window.window.head.title.whole() == "Deciding about Lumen Studio"
    assert page.next.text() == "Sign the decision"
    assert [key for key, made in page.stepper.buttons.items() if made.isEnabled()] == ["decide"]
    assert not page.back.isVisible()
    window.click(page.next)
    window.until(lambda: page.steps["decide"].form.editors["reasons"].error() == "This is required.")
    assert "Something is missing or wrong." in page.status.text()
    enter(window, page, reasons="No answer since May.", alternatives="A talk on 3 November.")
    decide = page.steps["decide"]
    assert "The one invoice that fell due was late, by 6 days." in window.seen(decide)
    assert "One event is not a pattern" in window.seen(decide)
    window.click(page.next)
    why = decide.form.editors["against_advice"]
    window.until(lambda: why.error().startswith("The record advises something else"))
    enter(window, page, against_advice="Every month it is something else.")
    window.click(page.next)
    window.until(lambda: page.leaving)
    (made,) = [each for each in window.all(Leaving) if each.client == window.ids["lumen"]]
    decision = window.read(Decision, made.decision)
    assert (decision.on, decision.reasons, decision.alternatives) == (
        TODAY, "No answer since May.", "A talk on 3 November.")  # fmt: skip
    assert (made.decided, decision.verdict, decision.signed_on, decision.signed_by) == (
        TODAY,
        "end",
        TODAY,
        "Ada North",
    )
    assert window.read(Client, "lumen").stage == "leaving"
    assert window.window.head.title.whole() == "Leaving Lumen Studio"
    assert all(made.isEnabled() for made in page.stepper.buttons.values())
    assert not page.status.isVisible()


def test_what_stands_behind_the_decision_is_found_by_its_words_and_taken_out_again(window: Person):
    page = wizard(window, "decide")
    step = page.steps["decide"]
    window.click(step.add)
    dialog = window.dialog(EvidenceDialog)
    assert not dialog.save.isEnabled()
    window.type("R-4")
    window.press(Qt.Key.Key_Tab)
    assert dialog.save.isEnabled()
    window.until(lambda: "R-4" in dialog.words.toPlainText())
    dialog.activateWindow()  # as the desktop does when a list over it was closed
    window.until(dialog.isActiveWindow)
    window.click(dialog.take)
    assert dialog.passage.toPlainText() == dialog.words.toPlainText()
    window.type("net 5", dialog.passage)
    window.type("Late again", dialog.note)
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return)
    window.until(lambda: "Late again" in window.seen(step))
    assert "net 5" in window.seen(step)
    found = {each.about: each.note for each in window.all(Evidence)}
    assert found == {window.ids["late"]: "", window.ids["R-4"]: "Late again"}
    window.click(
        next(each for each in step.findChildren(QPushButton) if each.text() == "Take out" and each.isVisible())
    )
    window.until(lambda: len(window.all(Evidence)) == 1)
    window.until(lambda: window.toast() == "1 record removed.")
    window.click("Undo")
    window.until(lambda: len(window.all(Evidence)) == 2)
    window.rest()


def test_to_talk_first_begins_no_leaving_and_is_decided_anew_later(window: Person):
    for number in (1, 2, 3):
        factories.add(window.book, "problem", client=window.ids["lumen"], title=f"Shouted again, {number}")
    window.window.go("leaving", window.ids["lumen"])
    window.look()
    page = window.window.pages["leaving"]
    assert isinstance(page, LeavingPage)
    decide = page.steps["decide"]
    seen = window.seen(decide)
    assert "3 problems on record, the last on 17 Nov 2026: Shouted again, 3." in seen
    assert "Talk first." in seen
    editors = decide.form.editors
    assert editors["against_advice"].isVisible()  # to end the work is what stands there first
    editors["verdict"].set_text("talk")
    editors["verdict"].edited.emit()
    assert not editors["against_advice"].isVisible()
    enter(window, page, reasons="He shouts.", review_on="+2w")
    window.click(decide.keep_draft)
    window.until(lambda: [each.signed_on for each in window.all(Decision) if each.reasons == "He shouts."] == [None])
    window.rest()
    window.click(page.next)
    window.until(lambda: decide.standing.isVisible())
    assert "To be looked at again on 6 Dec 2026." in window.seen(decide)
    assert not page.next.isVisible()
    assert window.read(Client, "lumen").stage == "active"
    window.click(decide.standing.anew)
    assert editors["reasons"].text() == "He shouts."
    assert page.next.isVisible()
    window.click(decide.discard)
    window.until(lambda: decide.standing.isVisible())
    window.rest()


def test_a_decision_that_is_being_written_outlives_other_work(window: Person):
    window.window.go("leaving", window.ids["lumen"])
    window.look()
    page = window.window.pages["leaving"]
    assert isinstance(page, LeavingPage)
    enter(window, page, reasons="No answer since May.")
    window.window.log_message()  # Ctrl+L, while the client calls
    window.save(window.dialog(), body="They called")
    window.until(lambda: window.toast() == "Message saved.")
    text = page.steps["decide"].form.editors["reasons"].text
    assert text() == "No answer since May."
    window.page("today")
    window.rest()
    window.window.go("leaving", window.ids["harbour"])
    window.look()
    assert text() == ""  # it is not the other client's
    path = window.book.path
    window.app.close()
    window.open(path)
    window.window.go("leaving", window.ids["lumen"])
    window.look()
    page = window.window.pages["leaving"]
    assert isinstance(page, LeavingPage)
    assert page.steps["decide"].form.editors["reasons"].text() == "No answer since May."
    enter(window, page, against_advice="Every month it is something else.")
    window.click(page.next)
    window.until(lambda: page.leaving)
    with window.book.read() as db:
        assert draft(db, f"leaving:new:{window.ids['lumen']}") is None


# --- saved at each step, left and resumed ---


def test_each_step_is_saved_and_it_goes_on_where_it_was_left(window: Person):
    page = wizard(window)
    assert page.here == "owed"
    go_on(window, page, "tell")
    enter(window, page, notice_given="12 nov")
    go_on(window, page, "hand_over")
    saved = window.read(Leaving, "leaving")
    assert (saved.notice_given, saved.last_day, saved.step) == (date(2026, 11, 12), date(2026, 12, 12), "hand_over")
    assert [each.text for each in window.window.head.findChildren(StateChip) if each.isVisible()] == [
        "last day 12 Dec 2026"
    ]
    path = window.book.path
    window.app.close()
    window.open(path)
    window.page("today")
    window.click("Continue leaving: Casa Verde: 3 accounts not yet handed over")
    page = window.window.pages["leaving"]
    assert isinstance(page, LeavingPage)
    assert page.here == "hand_over"
    window.click(page.back)
    window.until(lambda: page.here == "tell")
    assert window.read(Leaving, "leaving").step == "tell"


def test_what_was_typed_and_not_gone_on_with_is_there_again(window: Person):
    page = wizard(window, "report")
    enter(window, page, summary="Orders rose.")
    window.click(window.window.rail.items["money"])
    window.rest()
    assert window.read(Leaving, "leaving").summary == ""
    path = window.book.path
    window.app.close()
    window.open(path)
    page = wizard(window)
    assert page.here == "report"
    assert page.steps["report"].form.editors["summary"].text() == "Orders rose."
    go_on(window, page, "close")
    assert window.read(Leaving, "leaving").summary == "Orders rose."
    wizard(window, "report")
    page.steps["report"].form.editors["summary"].set_text("Orders rose")
    page.keep()
    page.steps["report"].form.editors["summary"].set_text("Orders rose.")  # as it is saved: there is nothing to keep
    page.keep()
    window.rest()
    with window.book.read() as db:
        assert draft(db, f"leaving:{page.leaving}:report") is None


def test_a_wrong_date_is_explained_and_holds_the_step(window: Person):
    page = wizard(window, "tell")
    enter(window, page, notice_given="one day")
    window.click(page.next)
    assert page.here == "tell"
    assert page.steps["tell"].form.editors["notice_given"].error().startswith("Enter a date, such as")
    told = (
        "30 days of notice are owed, and none has been given yet. 30 days: notice given today ends it on 22 Dec 2026."
    )
    assert told in window.seen(page.steps["tell"])
    assert page.stepper.buttons["tell"].isChecked()
    enter(window, page, notice_given="")
    window.press(Qt.Key.Key_Delete)
    go_on(window, page, "hand_over")


def test_a_step_that_cannot_be_saved_says_why_and_stays(window: Person, monkeypatch: pytest.MonkeyPatch):
    page = wizard(window)
    error = KnownError("The disk is full.", kept="Nothing was changed.")

    def refuse(*_args: Any, **_read: Any) -> None:
        raise error

    monkeypatch.setattr(actions, "save_step", refuse)
    window.click(page.next)
    window.until(lambda: page.status.text() == "The disk is full. Nothing was changed.")
    assert page.here == "owed"
    monkeypatch.undo()
    go_on(window, page, "tell")
    assert not page.status.isVisible()


def test_the_steps_say_how_they_stand(window: Person):
    page = wizard(window)
    names = {key: made.accessibleName() for key, made in page.stepper.buttons.items()}
    assert names["decide"] == "Decide, met"
    assert names["owed"] == "Owed, open"
    clear_the_way(window)
    page.refresh()
    window.look()
    names = {key: made.accessibleName() for key, made in page.stepper.buttons.items()}
    assert [name.rpartition(", ")[2] for name in names.values()] == [
        "met", "met", "met", "released", "met", "open", "later"]  # fmt: skip
