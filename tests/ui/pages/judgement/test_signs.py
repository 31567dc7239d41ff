"""The signs on a client's page: what stands at its top, both readings, ten rows, what is behind them, the answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from clientguard.actions.records.editing import save_record
from clientguard.domain.judgement import patterns
from clientguard.domain.judgement.finding import Finding
from clientguard.domain.judgement.next_steps import NEXT
from clientguard.domain.judgement.patterns import Pattern, Play
from clientguard.domain.records import Business, RecoveryPlan, SignReview
from clientguard.domain.wording import said
from clientguard.texts import current
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.intents.judging.judging_actions import ABOUT_ONE_ACTIONS, JUDGING_ACTIONS
from clientguard.ui.pages.client import ClientPage
from clientguard.ui.pages.judgement.sign_row import SignRow
from clientguard.ui.pages.judgement.signs_section import SignsSection
from tests.factories import TODAY, add, ago
from tests.ui.conftest import Person
from tests.ui.pages.judgement.made_up import NEXT_YEAR, fair, judge, late, threat


def shown(window: Person) -> tuple[ClientPage, SignsSection]:
    """Go to the signs of a client, by its tab."""
    page = window.page("client", "harbour")
    window.click(page.tabs.buttons["signs"])
    window.rest()
    section = page._sections["signs"]
    assert isinstance(section, SignsSection)
    window.until(lambda: len(section.rows) == 10)
    return page, section


def row(section: SignsSection, sign: int) -> SignRow:
    return next(each for each in section.rows if each.found.sign == sign)


def test_the_page_begins_with_at_most_three_things_the_threat_first(window: Person, monkeypatch):
    raised = [Finding(sign, "raised", reasons=(said("So it is."),)) for sign in (3, 8, 10)]
    judge(monkeypatch, late(window), threat(window), *raised, Finding(5, "watch"))
    page = window.page("client", "harbour")
    window.rest()
    said_there = window.seen(page.glance).splitlines()
    assert said_there == [
        "Harm was threatened, since 17 Nov 2026",
        "Keep the proof. In danger, call the police at once.",
        "Pays late, since 23 Sep 2026",
        "Ask for what is unpaid, step by step.",
        "Aims that change",
        "Agree on the aim in writing before you go on.",
    ]
    assert page.glance.signs.text() == "See the signs: 2 more are raised"
    window.click(page.glance.signs)
    assert page.tabs.current() == "signs"
    window.click("See what is unpaid: Pays late, since 23 Sep 2026")
    assert page.tabs.current() == "money"


def test_the_signs_are_brought_into_sight_in_a_low_window(window: Person, monkeypatch):
    judge(monkeypatch, late(window))
    window.window.resize(640, 400)
    page = window.page("client", "harbour")
    window.rest()
    window.click(page.glance.signs)
    tab = page.tabs.buttons["signs"]
    window.until(tab.hasFocus)
    assert not tab.visibleRegion().isEmpty()
    assert page._sections["signs"].visibleRegion().boundingRect().height() > 150


def test_what_is_to_be_watched_marks_nobody(window: Person, monkeypatch):
    judge(monkeypatch, late(window, state="watch"))
    page, section = shown(window)
    assert not page.glance.isVisible()
    assert row(section, 1).chip.text == "To watch"
    assert [each.chip.text for each in section.rows if each.found.sign != 1] == ["No sign"] * 9


def test_a_sign_says_why_what_clears_it_and_opens_what_is_behind_it(window: Person, monkeypatch):
    judge(monkeypatch, late(window))
    page, section = shown(window)
    found = row(section, 1)
    words = window.seen(found)
    assert "Three of the last six invoices were paid late." in words
    assert "41 days late at most" in words
    assert found.drawing is not None
    assert found.drawing.accessibleName() == (
        f"3 times from {current().date(ago(90))} to {current().date(ago(30))}: at most 41, the last time 41"
    )
    window.click("Evidence: 1 record: Pays late", found)
    window.until(lambda: "€ 4,800.00" in window.seen(found.behind))
    opened = next(each for each in found.behind.findChildren(type(found.toggle)) if each.text() == "Open")
    opened.setFocus()
    window.press(Qt.Key.Key_Return)
    dialog = window.dialog()
    assert dialog.form.editors["number"].text() == "R-1"
    window.close_form(dialog)
    page.refresh()
    window.rest()
    assert "€ 4,800.00" in window.seen(found.behind)  # what was unfolded stays
    window.click("Fold the evidence away: Pays late", found)
    assert "€ 4,800.00" not in window.seen(found.behind)


def test_what_was_not_seen_is_one_click_away_and_stays_open(window: Person, monkeypatch):
    judge(monkeypatch)
    page, section = shown(window)
    assert not row(section, 4).body.isVisible()
    window.click("Details: More contact than its share", section)
    assert "Nothing on record points to it." in window.seen(row(section, 4))
    assert row(section, 4).answers == []
    row(section, 4).toggle.setFocus()
    judge(monkeypatch, late(window))
    page.refresh()
    window.rest()
    assert row(section, 1).chip.text == "Raised"
    assert row(section, 4).body.isVisible()
    assert QApplication.focusWidget() is row(section, 4).toggle


def test_a_threat_says_what_to_keep_and_that_the_police_is_called(window: Person, monkeypatch):
    judge(monkeypatch, threat(window))
    _page, section = shown(window)
    found = row(section, 7)
    assert (found.chip.text, found.chip.tone) == ("Act now", "stop")
    words = window.seen(found)
    assert "call the police at once" in words
    assert "Keep every message, recording and picture as it is" in words


def test_it_is_so_is_one_key_and_can_be_undone(window: Person, monkeypatch):
    judge(monkeypatch, late(window))
    _page, section = shown(window)
    row(section, 1).answers[0].setFocus()
    window.press(Qt.Key.Key_Space)
    window.until(lambda: window.all(SignReview))
    (found,) = window.all(SignReview)
    assert (found.sign, found.verdict, found.on) == ("1", "accept", TODAY)
    window.until(lambda: window.toast() == "Your answer is on record.")
    window.rest()
    window.click("Undo")
    window.until(lambda: not window.all(SignReview))


def test_a_doubt_needs_a_reason(window: Person, monkeypatch):
    judge(monkeypatch, late(window))
    _page, section = shown(window)
    window.click("I doubt it …: Pays late", section)
    dialog = window.dialog()
    assert "handed out" in window.seen(dialog)  # to the persons it is about
    window.click(dialog.save)
    window.until(lambda: "Enter the reason." in window.seen(dialog))
    window.save(dialog, reason="The bank was closed.")
    (found,) = window.all(SignReview)
    assert (found.sign, found.verdict, found.reason, found.client) == (
        "1", "doubt", "The bank was closed.", window.ids["harbour"],
    )  # fmt: skip


def test_a_sign_is_not_counted_until_a_day(window: Person, monkeypatch):
    judge(monkeypatch, late(window))
    _page, section = shown(window)
    window.click("Not counted until …: Pays late", section)
    window.save(window.dialog(), reason="It said so before.", until=NEXT_YEAR.isoformat())
    (found,) = window.all(SignReview)
    assert (found.verdict, found.until) == ("except", NEXT_YEAR)


def test_a_sign_that_is_not_counted_says_so(window: Person, monkeypatch):
    judge(monkeypatch, late(window, state="none", until=NEXT_YEAR, reasons=(said("Not counted until next year."),)))
    page, section = shown(window)
    assert row(section, 1).chip.text == "Not counted"
    assert row(section, 1).body.isVisible()
    assert not page.glance.isVisible()


def test_both_readings_stand_before_the_signs(window: Person, monkeypatch):
    judge(monkeypatch, late(window), look=fair(window))
    _page, section = shown(window)
    words = window.seen(section.fair).splitlines()
    assert {"What speaks for the client", "Joan was ill for two weeks."} <= set(words)
    assert {"Your own share", "A delivery came 2 days late."} <= set(words)
    assert section.fair.mapTo(section, QPoint(0, 0)).y() < section.rows[0].mapTo(section, QPoint(0, 0)).y()
    window.click("Evidence: 1 record: A delivery came 2 days late.", section)
    window.until(lambda: "Delivered" in window.seen(section.fair))


def test_a_recovery_is_planned_and_its_date_is_shown(window: Person, monkeypatch):
    judge(monkeypatch)
    _page, section = shown(window)
    assert section.plans == []
    window.click("Plan a recovery …", section)
    window.save(window.dialog(), remedy="Redo the shop", due=NEXT_YEAR.isoformat())
    (plan,) = window.all(RecoveryPlan)
    assert plan.client == window.ids["harbour"]
    window.until(lambda: section.plans)
    assert f"Recovery plan: Redo the shop. Its result is looked at on {current().date(NEXT_YEAR)}." in window.seen(
        section
    )
    words = f"Recovery plan: Redo the shop. Its result is looked at on {current().date(NEXT_YEAR)}."
    window.click(f"Enter the result: {words}", section)
    dialog = window.dialog()
    assert list(dialog.form.editors) == ["result", "result_on", "outcome"]
    dialog.form.editors["result"].set_text("better")
    window.save(dialog, outcome="They answer again.")
    window.until(lambda: f"Result on {current().date(TODAY)}: Better." in window.seen(section))
    (seen,) = window.all(RecoveryPlan)
    assert (seen.result, seen.result_on) == ("better", TODAY)


@pytest.mark.parametrize("sign", range(1, 11))
def test_each_raised_sign_has_a_next_step_that_leads_somewhere(window: Person, monkeypatch, sign: int):
    judge(monkeypatch, Finding(sign, "raised"))
    page = window.page("client", "harbour")
    window.rest()
    assert NEXT[sign].action in JUDGING_ACTIONS
    assert NEXT[sign].text in window.seen(page.glance)


def test_a_read_only_casebook_takes_no_answers(window: Person, monkeypatch):
    judge(monkeypatch, late(window))
    monkeypatch.setattr(window.book, "writable", False)
    _page, section = shown(window)
    assert not any(each.isEnabled() for each in row(section, 1).answers)
    assert not section.plan.isEnabled()


def test_more_evidence_is_shown_when_asked_for(window: Person, monkeypatch):
    many = tuple(add(window.book, "work", client=window.ids["harbour"], on=ago(40 - n)) for n in range(25))
    judge(monkeypatch, late(window, evidence=many))
    _page, section = shown(window)
    behind = row(section, 1).behind
    window.click("Evidence: 25 records: Pays late", section)
    window.until(lambda: window.seen(behind).count("Work: ") == 0 and len(window.seen(behind).splitlines()) >= 40)
    assert behind.more.text() == "Show 5 more"
    window.click(behind.more)
    window.until(lambda: len(window.seen(behind).splitlines()) >= 50)
    assert not behind.more.isVisible()


def test_a_pattern_has_its_playbook_each_row_one_click_from_its_letter(window: Person, monkeypatch):
    plays = (
        Play(said("Ask again."), "chase", "ask again"),
        Play(said("Note what you advise.")),
        Play(said("Explain what has to change."), "control"),
        Play(said("Decide whether to go on."), "", "begin leaving"),
    )
    kinds = (
        Pattern("silent", "raised", (said("Two answers hold up work."),), (window.ids["colours"],), plays),
        Pattern("eventually", "none", (said("Payment does not come later."),)),
    )
    judge(monkeypatch, kinds=kinds)
    page, section = shown(window)
    words = window.seen(section.patterns)
    assert "Answers do not come" in words
    assert "Two answers hold up work." in words
    assert "Payment does not come later." not in words
    assert [each for each in words.splitlines() if each in ("1.", "2.", "3.", "4.")] == ["1.", "2.", "3.", "4."]
    window.click("Evidence: 1 record: Answers do not come", section)
    window.until(lambda: "Which colours?" in window.seen(section.patterns))
    window.click("Write the letter …: Explain what has to change.", section)
    window.until(lambda: window.dialogs() or window.seen().count("cannot be drafted"))
    for each in window.dialogs():
        each.reject()
    window.click("See the requests: Ask again.", section)
    assert page.tabs.current() == "requests"
    window.click(page.tabs.buttons["signs"])
    window.click("Weigh it: Decide whether to go on.", section)
    window.until(lambda: window.window.here == "leaving")


def test_asking_again_and_reminding_open_the_one_letter_for_the_one_record(window: Person, monkeypatch):
    asked, billed = window.ids["colours"], window.ids["R-1"]
    (firm,) = window.all(Business)
    save_record(window.book, replace(firm, payment_details="Bank of Friesland"))  # a reminder names it
    silent = Pattern("silent", "raised", (), (asked,), (Play(said("Ask again."), "chase", "ask again", asked),))
    late_one = Pattern("eventually", "raised", (), (billed,), (Play(said("Remind."), "reminder", "", billed),))
    judge(monkeypatch, kinds=(silent, late_one))
    _page, section = shown(window)
    for word, subject in (("Ask again …: Ask again.", "colours"), ("Send reminder …: Remind.", "R-1")):
        window.click(word, section)
        dialog = window.dialog(LetterDialog)
        assert subject in dialog.subject.text() + dialog.letter.toPlainText()
        with window.qtbot.waitSignal(dialog.finished):
            dialog.reject()
        window.rest()


def test_every_row_of_a_playbook_that_names_a_letter_or_command_has_its_button():
    assert set(ABOUT_ONE_ACTIONS) == set(patterns.ABOUT_ONE)
    for rows in patterns._ROWS.values():
        for _what, letter, command in rows:
            assert not (letter or command) or (letter or command) in JUDGING_ACTIONS


def test_the_record_itself_is_judged(window: Person):
    page, section = shown(window)
    assert len(section.rows) == 10
    assert section.rows[0].found.first is not None  # the span that was looked at
    assert page.has_facts
