"""The step that hands over: the sweep, what mail proposes, the accounts with their next steps, and the data (P4.4)."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clientguard.actions.leaving import handing_over
from clientguard.actions.records import editing
from clientguard.domain.records import Account, DataHolding, HandoverMark, Instant, PlatformAnswer, Reference, Release
from clientguard.domain.records.kinds.handover import PLATFORMS
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.leaving.hand_over.account_details import AccountDetails
from clientguard.ui.leaving.hand_over.mark_dialog import MarkDialog
from clientguard.ui.leaving.release import ReleaseDialog
from tests import factories
from tests.factories import FIRST, TODAY, ago
from tests.ui.conftest import Person
from tests.ui.leaving.leaving_steps import banners, chips, wizard

DAY = 86_400_000


def step_of(window: Person) -> Any:
    step = wizard(window, "hand_over").steps["hand_over"]
    window.rest()
    return step


def row_of(window: Person, account: str = "ads") -> Any:
    return step_of(window).rows[window.ids[account]]


def mail(window: Person, body: str, **values: Any) -> int:
    made = {"sender": "Ana <ana@casaverde.example>", "subject": "Handover", "at": Instant(FIRST - DAY, 60)}
    return factories.add(window.book, "message", client=window.ids["casa"], body=body, **{**made, **values})


def answers(window: Person) -> dict[str, str]:
    return {each.platform: each.answer for each in window.all(PlatformAnswer)}


# --- the sweep ---


def test_each_kind_is_answered_with_one_key_and_the_next_one_follows(window: Person):
    step = step_of(window)
    cells = list(step.sweep.grid.cells.values())
    window.front()
    cells[0].take_focus()
    for key in (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Y):
        window.press(key)
    window.until(lambda: len(answers(window)) == 3)
    window.rest()
    assert answers(window) == dict(zip([each.platform for each in cells], ["yes", "none", "yes"], strict=False))
    assert cells[3].isAncestorOf(QApplication.focusWidget())
    assert step.sweep.state.text == "18 to answer"
    assert "Answered with yes, but no such account is on record." in window.seen(step)


def test_the_rest_is_none_but_for_what_is_on_record_or_in_the_mail(window: Person):
    editing.change_record(window.book, window.read(Account, "ads"), asset_type="ad_account")
    mail(window, "casaverde.example renews on 3 January 2027.", sender="GoDaddy <renewals@godaddy.com>")
    step = step_of(window)
    window.front()
    step.sweep.rest.setFocus()
    window.click(step.sweep.rest)
    window.until(lambda: len(answers(window)) == len(PLATFORMS) - 1)
    window.rest()
    assert [key for key, answer in answers(window).items() if answer == "yes"] == ["ad_account"]
    assert not step.sweep.rest.isEnabled()  # what the mail names is answered by the user alone
    window.click("Not ours: GoDaddy: Domain and DNS", step)
    window.until(step.sweep.rest.isEnabled)
    window.click(step.sweep.rest)
    window.until(lambda: len(answers(window)) == len(PLATFORMS))
    window.until(lambda: step.sweep.state.text == "answered")
    assert step.sweep.grid.isHidden()  # done, and out of the way
    window.click(step.sweep.change)
    assert step.sweep.grid.isVisible()
    window.rest()


def test_a_sweep_that_is_left_open_is_released_with_a_reason(window: Person):
    step = step_of(window)
    window.click(step.sweep.release)
    window.save(window.dialog(ReleaseDialog), reason="We only ever had the ads.")
    window.until(lambda: step.sweep.state.text == "released")
    assert window.all(Release)[-1].gate == "sweep"
    assert "We only ever had the ads." in window.seen(step.sweep)
    window.rest()


# --- what mail proposes ---


def test_an_account_that_mail_names_is_added_with_what_the_mail_says(window: Person):
    message = mail(window, "casaverde.example renews on 3 January 2027.", sender="GoDaddy <renewals@godaddy.com>")
    step = step_of(window)
    assert "Renewal of 21 Nov 2026: “casaverde.example renews on 3 January 2027.”" in window.seen(step)
    window.click("Add account: GoDaddy: Domain and DNS", step)
    dialog = window.dialog()
    shown = {name: dialog.form.editors[name].text() for name in ("asset_type", "platform", "renews")}
    assert shown == {"asset_type": "domain_dns", "platform": "GoDaddy", "renews": "2027-01-03"}
    window.save(dialog, name="casaverde.example")
    window.until(lambda: window.all(Reference))
    (made,) = window.all(Reference)
    account = next(each for each in window.all(Account) if each.name == "casaverde.example")
    assert (made.source, made.about, made.role) == (message, account.id, "handover")
    window.until(lambda: "casaverde.example renews" not in window.seen(step.sweep))
    assert account.id in step.rows
    window.rest()


def test_an_account_that_is_not_ours_is_not_proposed_again_unless_that_is_undone(window: Person):
    mail(window, "casaverde.example renews on 3 January 2027.", sender="GoDaddy <renewals@godaddy.com>")
    step = step_of(window)
    window.click("Not ours: GoDaddy: Domain and DNS", step)
    window.until(lambda: window.toast() == "“GoDaddy” is not proposed again.")
    window.until(lambda: "GoDaddy" not in window.seen(step.sweep))
    window.click("Undo", window.window._toast)
    window.until(lambda: "GoDaddy: Domain and DNS" in window.seen(step.sweep))
    window.rest()


def test_more_than_three_proposals_wait_behind_a_link(window: Person):
    for name in ("GoDaddy", "Mailchimp", "Canva", "Figma", "Zapier"):
        mail(window, f"Ana added you to {name}.")
    step = step_of(window)
    assert "Zapier" not in window.seen(step)
    window.click("Show 2 more", step)
    assert "Zapier: AI and automation" in window.seen(step)
    window.rest()


@pytest.fixture
def asked(window: Person) -> Person:
    """Two accounts that the client was asked about, and the client's answer to both and to a third."""
    for name in ("ads", "list"):
        handing_over.note_request(window.book, account=window.ids[name], on=ago(3))
    shop = window.ids["shop front"] = factories.add(
        window.book, "account", client=window.ids["casa"], name="Shop", asset_type="site_shop"
    )
    ads, people = window.ids["ads"], window.ids["list"]
    mail(window, f"A{ads} accepted and signed in.\nA{people} accepted.\nA{shop} not yet, sorry.")
    return window


def test_an_answer_is_confirmed_or_set_aside_one_by_one(asked: Person):
    step = step_of(asked)
    assert [row.title for row in step.replies.rows] == ["Ad account", "Mailing list", "Shop"]
    seen = asked.seen(step.replies)
    assert "Accepted by the client, Client has signed in" in seen
    assert "21 Nov 2026: “accepted and signed in”" in seen
    assert "Not yet: Accepted by the client." in seen
    asked.click("Confirm: Ad account", step)
    asked.until(lambda: asked.read(Account, "ads").tested_on == ago(1))
    assert asked.read(Account, "ads").proof == "Mail of 21 Nov 2026: “accepted and signed in”"
    asked.until(lambda: len(step.replies.rows) == 2)
    asked.click("Set aside: Shop", step)
    asked.until(lambda: len(step.replies.rows) == 1)
    assert asked.read(Account, "shop front").accepted_on is None
    assert asked.toast() == "The answer was set aside."
    asked.click("Undo", asked.window._toast)
    asked.until(lambda: len(step.replies.rows) == 2)
    asked.rest()


def test_all_answers_are_confirmed_at_once(asked: Person):
    step = step_of(asked)
    asked.click("Confirm all 2 answers", step)
    asked.until(lambda: asked.read(Account, "list").accepted_on == ago(1))
    asked.until(lambda: [row.title for row in step.replies.rows] == ["Shop"])
    asked.rest()


# --- accounts ---


def test_an_account_goes_its_path_step_by_step(window: Person):
    step = step_of(window)
    row = step.rows[window.ids["ads"]]
    assert chips(row) == ["Client's own", "not offered yet"]
    window.front()
    row.take_focus()
    for said, field in (
        ("Accepted by the client", "accepted_on"),
        ("Client has signed in", "tested_on"),
        ("Own access removed", "removed_on"),
    ):
        window.until(lambda said=said: row.next.text() == said)
        assert row.next.hasFocus()  # by keyboard, one goes on at the same account
        window.press(Qt.Key.Key_Return)
        window.until(lambda field=field: getattr(window.read(Account, "ads"), field) == TODAY)
        window.rest()
    assert row.next.text() == "Add proof"
    window.press(Qt.Key.Key_Return)
    window.save(window.dialog(), proof="A mail of 21 November")
    window.until(lambda: chips(row) == ["Client's own", "handed over"])
    window.front()
    assert row.details.hasFocus()
    assert step.rows[window.ids["ads"]] is row
    window.rest()


def test_what_is_held_waits_and_says_why(window: Person):
    row = row_of(window, "templates")
    assert chips(row) == ["Yours until paid", "waits"]
    assert row.next.isHidden()
    assert "It is yours until paid (clause 9): it waits." in window.seen(row)


def test_our_own_access_goes_last_and_says_what_it_waits_for(window: Person):
    editing.change_record(window.book, window.read(Account, "ads"), accepted_on=ago(1))
    row = row_of(window)
    assert "Later: Own access removed. The client has not signed in alone yet." in window.seen(row)


def offered(window: Person, row: Any) -> list[str]:
    row.menu.aboutToShow.emit()
    return [each.text() for each in row.menu.actions() if each.text()]


def choose(window: Person, row: Any, word: str) -> None:
    row.menu.aboutToShow.emit()
    next(each for each in row.menu.actions() if each.text() == word).trigger()
    window.look()


def test_a_step_gets_another_day_with_its_proof_and_is_undone(window: Person):
    row = row_of(window)
    choose(window, row, "Accepted by the client, on …")
    window.save(window.dialog(MarkDialog), done_on="-3d", proof="Mail of Ana")
    window.until(lambda: window.read(Account, "ads").accepted_on == ago(3))
    assert window.read(Account, "ads").proof == "Mail of Ana"
    window.rest()
    choose(window, row, "Undo: Accepted by the client, 19 Nov")
    window.until(lambda: window.read(Account, "ads").accepted_on is None)
    window.rest()


def test_a_client_who_never_answers_ends_an_account_after_two_requests(window: Person):
    row = row_of(window)
    for day in ("-20d", "-10d"):
        choose(window, row, "The client was asked, on …")
        window.save(window.dialog(MarkDialog), done_on=day)
        window.rest()
    window.until(lambda: "Asked on 2 Nov 2026, 12 Nov 2026, no reply yet." in window.seen(row))
    assert len(window.all(HandoverMark)) == 2
    choose(window, row, "Close without a reply")
    window.until(lambda: "closed without a reply" in chips(row))
    assert row.next.isHidden()
    assert "closed without a reply on 22 Nov 2026" in window.seen(row)
    window.rest()
    assert "Accepted by the client, on …" in offered(window, row)
    choose(window, row, "Open it again")
    window.until(lambda: window.read(Account, "ads").no_reply_on is None)
    window.rest()


def test_details_show_every_step_and_who_holds_what(window: Person):
    editing.change_record(
        window.book,
        window.read(Account, "ads"),
        asset_type="ad_account",
        accepted_on=ago(2),
        paid_by="Our card, 4417",
        second_factor="Phone of Ben",
    )
    row = row_of(window)
    window.front()
    row.details.setFocus()
    window.press(Qt.Key.Key_Return)
    dialog = window.dialog(AccountDetails)
    seen = window.seen(dialog)
    for words in ("Accepted by the client", "Billing moved", "Own access removed", "Paid by: Our card, 4417"):
        assert words in seen
    assert chips(dialog)[1] == "20 Nov"
    window.press(Qt.Key.Key_Escape, on=dialog)
    window.until(lambda: not window.dialogs())
    window.front()
    assert row.details.hasFocus()


def test_the_checklist_of_its_kind_is_ticked_where_it_is_read(window: Person):
    editing.change_record(window.book, window.read(Account, "ads"), asset_type="ad_account")
    row = row_of(window)
    window.click(row.details)
    dialog = window.dialog(AccountDetails)
    seen = window.seen(dialog)
    (warned,) = banners(dialog)
    assert warned.startswith("What loses the account:")
    for words in ("What proof looks like", "Sources, checked on 28 Nov 2026"):
        assert words in seen
    assert not dialog.lines["removed"].tick.isEnabled()  # our access goes last
    first = dialog.lines["ad_account.1"]
    first.tick.setFocus()
    window.press(Qt.Key.Key_Space)
    window.until(lambda: first.tick.text() == "Undo")
    assert first.tick.hasFocus()
    (mark,) = window.all(HandoverMark)
    assert (mark.account, mark.key, mark.done_on) == (window.ids["ads"], "ad_account.1", TODAY)
    window.press(Qt.Key.Key_Space)
    window.until(lambda: first.tick.text() == "Done today")
    for key in ("accepted", "tested", "tokens", "billing"):
        window.until(dialog.lines[key].tick.isEnabled)
        dialog.lines[key].tick.click()
        window.rest()
    window.until(dialog.lines["removed"].tick.isEnabled)
    window.click(dialog.close_button)
    window.until(lambda: not window.dialogs())
    assert row.next.text() == "Own access removed"


def test_the_users_own_checklist_is_shown_and_ticked_too(window: Person):
    own = factories.add(window.book, "checklist", name="Booking engine", steps="Export\nInvite", mistake="Closing it")
    editing.change_record(window.book, window.read(Account, "ads"), checklist=own)
    row = row_of(window)
    window.click(row.details)
    dialog = window.dialog(AccountDetails)
    seen = window.seen(dialog)
    assert "Your own checklist: Booking engine" in seen
    assert "The mistake that loses the account: Closing it" in seen
    window.click("Done today: Invite", dialog)
    window.until(lambda: [each.key for each in window.all(HandoverMark)] == ["own: Invite"])
    window.rest()
    window.click(dialog.close_button)
    window.until(lambda: not window.dialogs())


def test_what_was_handed_over_before_is_one_click_away(window: Person):
    done = {"accepted_on": ago(2), "tested_on": ago(1), "removed_on": TODAY, "proof": "A mail"}
    editing.change_record(window.book, window.read(Account, "ads"), **done)
    step = step_of(window)
    row = step.rows[window.ids["ads"]]
    assert row.isHidden()
    assert "1 of 3 accounts are handed over." in window.seen(step)
    window.click(step.fold)
    assert row.isVisible()
    assert "Proof: A mail" in window.seen(row)


def test_an_account_that_was_forgotten_is_added_here(window: Person):
    step = step_of(window)
    window.click(step.add_account)
    window.save(window.dialog(), name="Web hosting")
    window.until(lambda: "Web hosting" in window.seen(step))
    assert "Web hosting" in [each.name for each in window.all(Account) if each.client == window.ids["casa"]]
    window.rest()


# --- data, papers, room ---


def test_data_goes_back_as_the_client_chooses(window: Person):
    chosen = {"disposition": "delete", "chosen_on": ago(2), "chosen_by": "Ana Vidal"}
    held = factories.add(window.book, "data_holding", client=window.ids["casa"], what="Order export", **chosen)
    open_ = factories.add(window.book, "data_holding", client=window.ids["casa"], what="Readers", personal=True)
    step = step_of(window)
    assert chips(step.data.rows[open_]) == ["personal data", "the client has not chosen yet"]
    assert "Chosen by Ana Vidal on 20 Nov 2026." in window.seen(step.data)
    window.click("Done today: Order export", step)
    window.until(lambda: factories.read(window.book, DataHolding, held).done_on == TODAY)
    window.until(lambda: chips(step.data.rows[held]) == ["done"])
    window.rest()


@pytest.mark.parametrize("paper", ["Handover request", "Certificate of return and deletion"])
def test_the_papers_are_made_from_here(window: Person, paper: str):
    factories.add(window.book, "data_holding", client=window.ids["casa"])
    step = step_of(window)
    window.click(paper, step)
    preview = window.dialog(PreviewDialog)
    preview.close()
    window.until(lambda: not window.dialogs())
    window.rest()


def test_it_fits_a_small_window(window: Person):
    mail(window, "casaverde.example renews on 3 January 2027.", sender="GoDaddy <renewals@godaddy.com>")
    window.window.resize(640, 400)
    step = step_of(window)
    window.look()
    assert step.width() <= 640
    assert step.minimumSizeHint().width() <= step.width()
