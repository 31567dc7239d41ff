"""From your mail: what it proposes, gone through by the keyboard; on its page, on the client's, as a line of Today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clientguard.actions.communication.proposing import noticed
from clientguard.domain.changed import Changed
from clientguard.domain.communication.proposals.found import Found, MailText
from clientguard.domain.records import Instant, Promise, Reference, Request
from clientguard.ui.dialogs.mail.answers_dialog import AnswersDialog
from clientguard.ui.dialogs.mail.confirm_dialog import ConfirmDialog
from clientguard.ui.dialogs.reading.read_dialog import ReadDialog
from clientguard.ui.pages.client import ClientPage, TimelineSection
from clientguard.ui.pages.mail.proposals.page import ProposalsPage
from clientguard.ui.pages.mail.proposals.row import ProposalRow
from tests.factories import TODAY, add, ago
from tests.ui.conftest import MOMENT, Person

DAY = 86_400_000
LOGO, PHOTOS, PAY, INSTAGRAM = (
    "Which logo do you want?",
    "Can you send the photos?",
    "I will pay next week.",
    "Please put it on Instagram as well.",
)


def letter(window: Person, days: int, *, ours: bool = False, client: str = "harbour", **values: Any) -> int:
    """Have a message of so many days ago come in, as an import does."""
    given = {
        "client": window.ids[client],
        "at": Instant(MOMENT - days * DAY, 60),
        "subject": "The shop",
        "direction": "out" if ours else "in",
        "sender": "" if ours else "Joan Field <joan@harbour.example>",
    }
    made = add(window.book, "message", **{**given, **values})
    assert window.window.session is not None
    window.window.session.changed.emit(Changed(frozenset((made,)), frozenset(("message",))))
    return made


def notice(monkeypatch: pytest.MonkeyPatch, *found: Found) -> None:
    """Have the rules find these, each in its message."""

    def find(messages: Sequence[MailText], _today: date) -> list[Found]:
        there = {one.id for one in messages}
        return [each for each in found if each.message in there]

    monkeypatch.setattr(noticed, "find", find)


@pytest.fixture
def mail(window: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Two questions that nobody answered, a promise and a demand, all of one client."""
    notice(monkeypatch)
    asked, photos = letter(window, 20, ours=True), letter(window, 9, ours=True)
    promised, demanded = letter(window, 5, digest="ab" * 32), letter(window, 4)
    window.ids |= {"asked": asked, "promised": promised}
    notice(
        monkeypatch,
        Found("request", asked, LOGO),
        Found("request", photos, PHOTOS, date=TODAY),
        Found("promise", promised, PAY, date=TODAY + timedelta(days=3), what="payment"),
        Found("demand", demanded, INSTAGRAM),
    )
    window.rest()
    letter(window, 30)
    return window


def page(window: Person) -> ProposalsPage:
    made = window.page("proposals")
    window.rest()
    return made


def passages(widget: Any) -> list[str]:
    return [row.proposal.passage for row in widget.list.rows]


def here(_window: Person) -> str:
    """Return the passage of the row that has the keyboard."""
    at = QApplication.focusWidget()
    return at.proposal.passage if isinstance(at, ProposalRow) else ""


def test_each_row_quotes_the_passage_and_says_what_it_would_become(mail: Person):
    shown = page(mail)
    assert passages(shown) == [LOGO, PHOTOS, PAY, INSTAGRAM]
    row = shown.list.rows[2]
    assert row.passage.text() == f"“{PAY}”"
    assert row.becomes.text() == "Adds a promise to pay by 25 Nov 2026."
    assert "Harbour Books · Joan Field · 15 Nov 2026" in mail.seen(row)
    assert row.accessibleName() == f"Promise: “{PAY}”"
    assert "Press Y to confirm" in row.accessibleDescription()
    assert mail.window.pages["proposals"].head().subtitle == "4 proposals"


def test_the_keyboard_alone_confirms_dismisses_and_goes_on(mail: Person):
    shown = page(mail)
    shown.take_focus()
    mail.press(Qt.Key.Key_Y)
    mail.rest()
    assert [each.title for each in mail.all(Request)] == ["Which colours?", LOGO]
    assert here(mail) == PHOTOS
    assert mail.toast() == f"Confirmed: “{LOGO}” is on record."
    mail.press(Qt.Key.Key_N)
    mail.rest()
    assert here(mail) == PAY
    mail.press(Qt.Key.Key_Return)
    mail.rest()
    assert [each.words for each in mail.all(Promise)] == [PAY]
    mail.press(Qt.Key.Key_Delete)
    mail.rest()
    assert passages(shown) == []
    assert QApplication.focusWidget() is shown.empty
    assert len(mail.all(Request)) == 2


def test_the_arrows_go_from_row_to_row(mail: Person):
    page(mail).take_focus()
    mail.press(Qt.Key.Key_Down)
    mail.press(Qt.Key.Key_Down)
    assert here(mail) == PAY
    mail.press(Qt.Key.Key_Up)
    assert here(mail) == PHOTOS


def test_both_answers_can_be_undone(mail: Person):
    shown = page(mail)
    shown.take_focus()
    mail.press(Qt.Key.Key_Y)
    mail.rest()
    mail.window.undo()
    mail.rest()
    assert passages(shown)[0] == LOGO
    assert len(mail.all(Request)) == 1
    assert mail.all(Reference) == []
    shown.take_focus()
    mail.press(Qt.Key.Key_N)
    mail.rest()
    assert LOGO not in passages(shown)
    mail.window.undo()
    mail.rest()
    assert passages(shown)[0] == LOGO


def test_e_opens_the_form_filled_in_and_saving_it_confirms(mail: Person):
    shown = page(mail)
    shown.list.focus_row(1)
    mail.press(Qt.Key.Key_E)
    form = mail.dialog(ConfirmDialog)
    assert form.form.editors["title"].text() == PHOTOS
    assert not form.form.editors["client"].isEnabled()
    assert PHOTOS in mail.seen(form)
    mail.save(form, title="The photos of the shop")
    mail.rest()
    assert mail.all(Request)[-1].title == "The photos of the shop"
    assert PHOTOS not in passages(shown)
    mail.window.undo()
    mail.rest()
    assert PHOTOS in passages(shown)


def test_what_lacks_a_day_asks_for_it_in_the_form(mail: Person, monkeypatch: pytest.MonkeyPatch):
    notice(monkeypatch, Found("promise", mail.ids["promised"], "I will pay soon.", what="payment"))
    letter(mail, 31)
    shown = page(mail)
    assert shown.list.rows[0].buttons["confirm"].text() == "Confirm …"
    shown.take_focus()
    mail.press(Qt.Key.Key_Y)
    mail.save(mail.dialog(ConfirmDialog), due="2026-12-01")
    mail.rest()
    assert len(mail.all(Promise)) == 1
    assert passages(shown) == []


def test_m_opens_the_message(mail: Person):
    page(mail).list.focus_row(2)
    mail.press(Qt.Key.Key_M)
    dialog = mail.dialog(ReadDialog)
    assert dialog.record.id == mail.ids["promised"]
    dialog.reject()
    mail.look()


def test_the_clients_page_shows_the_first_three_above_the_timeline(mail: Person):
    client = mail.page("client", "harbour")
    assert isinstance(client, ClientPage)
    mail.rest()
    section = client._sections["timeline"]
    assert isinstance(section, TimelineSection)
    assert passages(section.card) == [LOGO, PHOTOS, PAY]
    assert "Harbour Books ·" not in mail.seen(section.card)
    section.card.list.focus_row(0)
    for _each in range(4):
        mail.press(Qt.Key.Key_N)
        mail.rest()
    assert not section.card.isVisible()
    assert QApplication.focusWidget() is section.list


def test_the_rest_is_one_click_away_with_that_client_first(mail: Person):
    letter(mail, 2, client="casa")
    mail.page("client", "harbour")
    mail.rest()
    mail.click("Show all 4 proposals from the mail of this client")
    mail.rest()
    assert mail.window.here == "proposals"
    assert passages(mail.window.pages["proposals"])[0] == LOGO


def test_a_line_of_today_leads_there_and_goes_with_the_last(mail: Person):
    today = mail.page("today")
    today.session.from_mail.timer.timeout.emit()  # Today was shown for a while
    mail.rest()
    assert today.from_mail.text().strip() == "4 proposals from your mail"
    mail.click("4 proposals from your mail")
    assert mail.window.here == "proposals"
    mail.rest()
    mail.window.pages["proposals"].take_focus()
    for _each in range(4):
        mail.press(Qt.Key.Key_N)
        mail.rest()
    mail.page("today")
    mail.rest()
    assert not today.from_mail.isVisible()


def test_new_mail_is_read_and_shown_where_one_is(mail: Person, monkeypatch: pytest.MonkeyPatch):
    shown = page(mail)
    monkeypatch.setattr(noticed, "find", lambda messages, _today: [Found("demand", messages[-1].id, "And a film.")])
    letter(mail, 0)
    mail.rest()
    assert passages(shown) == ["And a film."]


def test_a_message_answers_a_request_from_its_rows_menu(mail: Person):
    reply = letter(mail, 0, subject="Re: colours", body="Take blue and white as colours.")
    shown = mail.page("messages")
    mail.rest()
    shown.table.choose(reply)
    mail.rest()
    shown.row_action("This answers …")()
    mail.look()
    dialog = mail.dialog(AnswersDialog)
    assert dialog.chosen == mail.ids["colours"]
    mail.press(Qt.Key.Key_Return, on=dialog.save)
    mail.rest()
    assert mail.read(Request, "colours").answered_on == ago(2)
    assert mail.toast() == "“Which colours?” is answered."
    mail.window.undo()
    mail.rest()
    assert mail.read(Request, "colours").answered_on is None


def test_where_nothing_was_asked_that_is_said(mail: Person):
    reply = letter(mail, 0, client="lumen")
    mail.window.intents.this_answers(reply)
    mail.rest()
    assert mail.toast() == "No request to this client was open when the message was sent."
