"""The wizard of leaving to its end: nothing that is owed, held or open is skipped (P4.2–P4.7)."""

from __future__ import annotations

import dataclasses

from clientguard.actions.leaving import closing, deciding, final_report
from clientguard.actions.leaving import steps as actions
from clientguard.actions.records import editing
from clientguard.domain.records import Client, Document, Leaving, Payment, Release
from clientguard.store.views.drafts import draft
from clientguard.ui.dialogs.files.sign_dialog import SignDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.leaving.release import ReleaseDialog
from clientguard.ui.records.drafted_form import TYPED_IN
from tests.factories import TODAY
from tests.ui.conftest import Person
from tests.ui.leaving.leaving_steps import banners, clear_the_way, enter, go_on, wizard

# --- the keyboard, and what was typed ---


def test_the_keyboard_stays_in_the_wizard_whichever_step_is_clicked(window: Person):
    page = wizard(window, "tell")
    form = page.steps["tell"].form
    window.front()
    form.editors[next(iter(form.editors))].input.setFocus()
    window.click(page.stepper.buttons["hand_over"])
    window.until(lambda: page.here == "hand_over" and page.steps["hand_over"].isEnabled())
    window.until(page.next.hasFocus)
    window.rest()


def test_who_goes_back_from_the_close_finds_there_what_was_typed(window: Person):
    page = wizard(window, "close")
    step = page.steps["close"]
    window.type("Calmly", step.outcome)
    window.click(page.back)
    window.until(lambda: page.here == "report")
    window.rest()
    with window.book.read() as db:
        assert draft(db, f"leaving:{page.leaving}:close") == {"outcome": "Calmly", TYPED_IN: "en"}
    window.click(page.next)
    window.until(lambda: page.here == "close")
    assert step.outcome.text() == "Calmly"
    window.rest()


# --- reason, report, sign-off ---


def test_the_record_suggests_the_reason_and_its_tone_is_watched(window: Person):
    page = wizard(window, "tell")
    step = page.steps["tell"]
    sentence = "We cannot meet your needs because invoice R-4 was not paid by 17 Nov 2026, 5 days ago."
    assert sentence in window.seen(step)
    window.click(f"Use: {sentence}", step)
    assert step.form.editors["reason"].text() == sentence
    assert banners(step) == []
    enter(window, page, reason="You are lazy and ALWAYS LATE!")
    window.until(lambda: any("“You are lazy” judges the person" in note for note in banners(step)))
    assert any("For example: " in note for note in banners(step))
    assert any("exclamation mark" in note for note in banners(step))
    enter(window, page, reason=sentence)
    window.until(lambda: banners(step) == [])
    go_on(window, page, "hand_over")
    assert window.read(Leaving, "leaving").reason == sentence


def test_the_report_is_made_shown_and_counted(window: Person):
    page = wizard(window, "report")
    step = page.steps["report"]
    assert "No report has been created yet." in window.seen(step)
    enter(window, page, summary="Orders rose from 120 to 188.")
    window.click(step.make)
    preview = window.dialog(PreviewDialog)
    assert preview.windowTitle() == "Handover report Casa Verde v1.pdf"
    assert preview.view.pageCount() >= 1
    preview.close()
    window.until(lambda: not window.dialogs())
    saved = window.read(Leaving, "leaving")
    assert (saved.report_version, saved.reported, saved.summary) == (1, TODAY, "Orders rose from 120 to 188.")
    assert "Version 1 was created on 22 Nov 2026." in window.seen(step)
    window.rest()
    assert banners(step) == []
    editing.change_record(window.book, window.read(Client, "casa"), tax_number="ES 1")
    page.refresh()
    window.until(lambda: "Client: Tax number was empty, and is “ES 1” now." in window.seen(step))
    assert banners(step) == [
        "The record has changed since this report was made. Create it again before you hand it over."
    ]


def test_who_goes_on_before_the_page_knows_of_the_report_keeps_it(window: Person):
    page = wizard(window, "report")
    seen = window.read(Leaving, "leaving")
    leaving = dataclasses.replace(seen, reported=TODAY, report_version=1)
    editing.save_record(window.book, leaving)  # the page is not told
    enter(window, page, summary="Orders rose from 120 to 188.")
    go_on(window, page, "close")
    saved = window.read(Leaving, "leaving")
    assert (saved.reported, saved.report_version, saved.summary) == (TODAY, 1, "Orders rose from 120 to 188.")


def test_nothing_is_closed_while_something_stands_in_the_way_and_each_leads_to_its_step(window: Person):
    page = wizard(window, "close")
    step = page.steps["close"]
    assert not step.finish.isEnabled()
    seen = window.seen(step)
    for words in (
        "Gate still open: Payments current. € 1,350.00 is overdue: R-4.",
        "Gate still open: Sweep of the platforms. No kind of platform has been answered yet.",
        "Not handed over yet: Ad account.",
        "The final report has not been created yet.",
    ):
        assert words in seen
    window.click("Go to: The final report has not been created yet.", step)
    window.until(lambda: page.here == "report")
    window.rest()


def test_an_account_is_left_out_with_a_reason(window: Person):
    page = wizard(window, "close")
    step = page.steps["close"]
    window.click("Leave it out: Not handed over yet: Ad account.", step)
    dialog = window.dialog(ReleaseDialog)
    window.type("The client deleted it.", dialog.form.editors["reason"].input)
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    window.until(lambda: "Not handed over yet: Ad account." not in window.seen(step))
    (made,) = window.all(Release)
    assert made.gate == f"account:{window.ids['ads']}"
    window.rest()


def test_a_close_seals_it_and_goes_on_to_what_comes_after(window: Person):
    clear_the_way(window)
    page = wizard(window, "close")
    step = page.steps["close"]
    window.until(lambda: "Nothing stands in the way." in window.seen(step))
    assert "The signed page is not attached." in window.seen(step)
    window.type("Calmly.", step.outcome)
    window.click(step.finish)
    window.until(lambda: window.read(Client, "casa").stage == "former")
    saved = window.read(Leaving, "leaving")
    assert (saved.signed_off, saved.signed_by, saved.outcome) == (TODAY, "M. Ruiz", "Calmly.")
    window.until(lambda: page.here == "after")
    window.click(page.stepper.buttons["close"])
    window.until(lambda: banners(step) == ["Closed on 22 Nov 2026, signed by M. Ruiz."])
    assert f"The journal was sealed at {saved.seal}." in window.seen(step)
    assert not step.finish.isVisible()
    # What was written for this client does not stand in the next one's wizard.
    other = deciding.start_leaving(window.book, window.ids["lumen"], TODAY, "No answer.").first
    actions.save_step(window.book, window.read(Leaving, other), "close")
    page.show_record(other)
    window.look()
    assert step.outcome.text() == ""
    window.rest()


def test_the_signature_is_noted_with_its_page_and_a_request_without_an_answer(window: Person, tmp_path):
    final_report.final_report(window.book, window.ids["casa"], TODAY)
    scan = tmp_path / "signed.png"
    scan.write_bytes(b"\x89PNG")
    page = wizard(window, "report")
    step = page.steps["report"]
    window.until(lambda: "The client has not been asked yet." in window.seen(step))
    window.click("The client was asked to sign today", step)
    window.until(lambda: "Asked on 22 Nov 2026." in window.seen(step))
    window.click("Note the signature …", step)
    dialog = window.dialog(SignDialog)
    dialog.attach([scan])
    window.save(dialog, signed_on="today", signed_by="M. Ruiz", capacity="owner")
    window.until(lambda: "Signed by M. Ruiz, owner on 22 Nov 2026" in window.seen(step))
    assert "The signed page is attached." in window.seen(step)
    (paper,) = window.all(Document)
    assert paper.signed_page
    window.rest()


def test_a_leaving_that_was_closed_can_be_looked_at_and_not_changed(window: Person):
    clear_the_way(window)
    closing.close_leaving(window.book, window.ids["leaving"], TODAY)
    page = wizard(window)
    before = window.read(Leaving, "leaving")
    window.click(page.stepper.buttons["decide"])
    window.until(lambda: page.here == "decide")
    decide = page.steps["decide"]
    assert "Every invoice comes late." in window.seen(decide)
    assert not any(each.isVisible() for each in (decide.form, decide.standing.anew, decide.standing.correct))
    window.click(page.stepper.buttons["tell"])
    window.until(lambda: page.here == "tell")
    enter(window, page, reason="Something else")
    window.click(page.next)
    window.until(lambda: page.here == "hand_over")
    assert window.read(Leaving, "leaving") == dataclasses.replace(before)
    window.rest()
    assert window.all(Payment)


def test_a_report_without_a_letterhead_is_not_made(window: Person):
    with window.book.read() as db:
        (firm,) = db.execute("SELECT id FROM business").fetchone()
    editing.remove_records(window.book, [firm])
    page = wizard(window, "report")
    window.click(page.steps["report"].make)
    window.until(lambda: "Your business has not been entered yet" in window.seen())
    assert window.read(Leaving, "leaving").reported is None
    window.rest()
