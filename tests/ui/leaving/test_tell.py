"""Telling the client: who tells it, a reason whose tone is checked, the letter that gives notice (P4.2, P4.6, P4.7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from clientguard.actions.leaving.tone_check import harsh_passages
from clientguard.actions.records import editing
from clientguard.domain.records import Contract, Leaving, Message
from clientguard.store.views.business import business
from clientguard.ui.dialogs.letters.guide_dialog import GuideDialog
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.leaving.page import LeavingPage
from tests import factories
from tests.factories import TODAY, ago
from tests.ui.conftest import Person
from tests.ui.leaving.leaving_steps import banners, enter, wizard

REASON = "We cannot meet your needs because invoice R-4 was not paid by 17 Nov 2026, 5 days ago."
LAST = TODAY + timedelta(days=30)


@pytest.fixture
def payable(window: Person) -> Person:
    with window.book.read() as db:
        firm = business(db)
    assert firm is not None
    editing.change_record(window.book, firm, payment_details="NL12 RABO 0123", email="ada@north.example")
    return window


def drafted(window: Person, page: LeavingPage) -> LetterDialog:
    window.click(page.steps["tell"].letter)
    return window.dialog(LetterDialog)


def test_the_letter_is_drafted_from_what_stands_in_the_step_and_gives_notice_once_it_was_sent(payable: Person):
    page = wizard(payable, "tell")
    step = page.steps["tell"]
    assert "30 days of notice are owed, and none has been given yet." in payable.seen(step)
    enter(payable, page, reason=REASON, transition="Mill Media takes over.")
    dialog = drafted(payable, page)
    assert payable.read(Leaving, "leaving").transition == "Mill Media takes over."
    for each in (REASON, "Mill Media takes over.", "The last day is 22 December 2026."):
        assert each in dialog.text.body
    assert "Recording it gives notice on 22 Nov 2026. The last day is then 22 Dec 2026." in payable.seen(dialog)
    payable.click(dialog.save)
    payable.until(lambda: not payable.dialogs())
    (letter,) = [each for each in payable.all(Message) if each.template == "goodbye"]
    told = payable.read(Leaving, "leaving")
    assert (told.notice_given, told.last_day, told.notice_message) == (TODAY, LAST, letter.id)
    payable.until(lambda: "Show the letter" in [each.text() for each in step.findChildren(type(page.next))])
    assert step.form.editors["notice_given"].text()
    payable.rest()


def test_the_tone_of_the_letter_is_watched_as_it_is_edited(payable: Person):
    page = wizard(payable, "tell")
    dialog = drafted(payable, page)
    assert dialog.tone.text() == ""
    dialog.letter.setPlainText("You are a difficult client.")
    payable.until(lambda: "judges the person" in dialog.tone.text() and "For example: " in dialog.tone.text())
    dialog.letter.setPlainText("The work ends.")
    payable.until(lambda: dialog.tone.text() == "")
    payable.answer("Discard it", dialog.reject)
    payable.rest()


def test_a_letter_that_is_cancelled_gives_no_notice(payable: Person):
    page = wizard(payable, "tell")
    dialog = drafted(payable, page)
    dialog.reject()
    payable.rest()
    assert payable.read(Leaving, "leaving").notice_given is None


def test_the_step_says_when_the_letter_was_removed_and_takes_it_back_with_undo(payable: Person):
    page = wizard(payable, "tell")
    step = page.steps["tell"]
    payable.click(drafted(payable, page).save)
    payable.until(lambda: not payable.dialogs())
    (letter,) = [each for each in payable.all(Message) if each.template == "goodbye"]
    editing.remove_records(payable.book, [letter.id])
    page.refresh()
    payable.until(lambda: any("The message that gave notice was removed" in each for each in banners(step)))
    editing.restore_records(payable.book, [letter.id])
    page.refresh()
    payable.until(lambda: not any("was removed" in each for each in banners(step)))
    payable.rest()


def test_notice_and_last_day_can_be_entered_by_hand_and_another_last_day_agreed(window: Person):
    page = wizard(window, "tell")
    step = page.steps["tell"]
    agreed = step.form.editors["agreed_last_day"]
    assert not agreed.isVisible()
    window.click(step.more)
    assert agreed.isVisible()
    assert agreed.input.hasFocus()
    window.type("2026-12-05", agreed.input)
    enter(window, page, notice_given="2026-11-20")
    window.click(page.next)
    window.until(lambda: page.here == "hand_over")
    told = window.read(Leaving, "leaving")
    assert (told.notice_given, told.agreed_last_day) == (ago(2), TODAY + timedelta(days=13))
    page._show("tell")
    window.until(lambda: page.here == "tell" and step.isEnabled())
    window.rest()
    assert agreed.isVisible()
    assert not step.more.isVisible()


def test_the_calmer_wording_takes_the_place_of_the_harsh_sentence(window: Person):
    page = wizard(window, "tell")
    step = page.steps["tell"]
    enter(window, page, reason="Invoice R-4 is open. You are a difficult client. The work ends.")
    (note,) = harsh_passages("You are a difficult client.")
    window.until(lambda: any("For example: " in each for each in banners(step)))
    window.click(f"Use it instead of “{note.word}”", step)
    assert step.texts()["reason"] == f"Invoice R-4 is open. {note.calmer} The work ends."
    box = step.form.editors["reason"].input
    assert box.textCursor().selectedText().startswith("{")  # what is to be filled in
    window.until(lambda: banners(step) == [])
    window.rest()


def test_without_a_reason_none_is_asked_for_and_the_letter_gives_none(payable: Person):
    page = wizard(payable, "tell")
    step = page.steps["tell"]
    assert "giving one can start a dispute" in payable.seen(step)
    step.form.editors["without_reason"].input.click()
    assert not step.form.editors["reason"].isVisible()
    assert "From the record" not in payable.seen(step)
    dialog = drafted(payable, page)
    assert "We cannot meet your needs" not in dialog.text.body
    assert payable.read(Leaving, "leaving").without_reason
    dialog.reject()
    payable.rest()


def test_the_guide_for_the_call_is_read_copied_and_printed(payable: Person):
    page = wizard(payable, "tell")
    step = page.steps["tell"]
    payable.click(step.guide)
    dialog = payable.dialog(GuideDialog)
    assert "Do not discuss:" in dialog.guide.toPlainText()
    payable.click("Copy", dialog)
    assert "our work ends on" in QGuiApplication.clipboard().text()
    payable.click("On paper …", dialog)
    preview = payable.dialog(PreviewDialog)
    assert preview.view.pageCount() == 1
    preview.close()
    payable.click("Log the call …", dialog)
    form = payable.dialog()
    assert form.form.editors["channel"].text() == "call"
    payable.close_form(form)
    payable.rest()


def test_in_writing_there_is_no_call_to_guide(window: Person):
    page = wizard(window, "tell")
    step = page.steps["tell"]
    assert step.guide.isVisible()
    told_by = step.form.editors["told_by"].input
    told_by.setCurrentIndex(told_by.findData("writing"))
    told_by.activated.emit(told_by.currentIndex())
    assert not step.guide.isVisible()
    window.rest()


def test_how_the_contract_wants_notice_and_who_had_better_stay_out_stand_first(window: Person):
    contract = window.read(Contract, "campaigns")
    editing.change_record(window.book, contract, notice_means="by registered letter")
    conduct = {"title": "Shouted on the phone", "sort": "conduct", "who": "M. Ruiz", "on": ago(3)}
    factories.add(window.book, "problem", client=window.ids["casa"], **conduct)
    page = wizard(window, "tell")
    step = page.steps["tell"]
    window.until(lambda: len(banners(step)) == 2)
    means, problem = sorted(banners(step), key=lambda each: "M. Ruiz" in each)
    assert "M. Ruiz" in problem
    assert "neutral third person" in problem
    assert means == "How the contract says that notice is given: by registered letter"
