"""Today: what needs the user, why, since when, and the one button that does it."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from clientguard.actions.records import editing
from clientguard.domain.records import Business, Client, Contract, Payment, Request, Suspension
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.pages.client import ClientPage
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.queue_row import QueueRow
from tests import factories
from tests.factories import TODAY, ago
from tests.ui.conftest import Person
from tests.ui.settled import settle


def rows(window: Person) -> list[QueueRow]:
    settle()
    QApplication.processEvents()
    return [each for each in window.window.pages["today"].findChildren(QueueRow) if each.isVisible()]


def whats(window: Person) -> list[str]:
    return [each.what.text() for each in rows(window)]


def test_each_row_says_what_why_since_when_and_what_to_do(window: Person):
    window.page("today")
    assert [(row.what.text(), row.why.text(), row.since.text(), row.button.text()) for row in rows(window)] == [
        (
            "Harbour Books: invoice R-1 is past due",
            "€ 4,800.00. It was due on 23 Oct 2026. Work is stopped; the letter that says so has not gone out.",
            "30 days late",
            "Send reminder",
        ),
        (
            "Harbour Books: no answer to “Which colours?”",
            "Holds up New shop; the answer was needed by 16 Nov 2026.",
            "20 days",
            "Ask again",
        ),
        (
            "Casa Verde: invoice R-4 is past due",
            "€ 1,350.00. It was due on 17 Nov 2026.",
            "5 days late",
            "Send reminder",
        ),
        ("Casa Verde: 3 accounts not yet handed over", "Decided on 18 Nov 2026.", "4 days", "Continue leaving"),
        (
            "Harbour Books: decide whether to stay",
            "Work had to be stopped on 17 Nov 2026, because a payment was late.",
            "5 days",
            "Stay, and say why",
        ),
        (
            "Lumen Studio: the contract ends soon",
            "“Care plan” ends on 1 Jan 2027; with 20 days of notice, decide by 12 Dec 2026.",
            "in 20 days",
            "Open contract",
        ),
    ]
    seen = window.seen()
    for text in ("Sunday 22 November 2026", "What needs you", "Next", "€ 6,750.00", "owed to you, € 6,150.00 overdue"):
        assert text in seen


def test_one_button_alone_stands_out(window: Person):
    window.page("today")
    assert [row.button.property("primary") for row in rows(window)] == [True, False, False, False, False, False]
    assert rows(window)[0].button.accessibleName() == "Send reminder: Harbour Books: invoice R-1 is past due"


def test_a_payment_takes_its_row_away(window: Person):
    window.page("today")
    [record] = rows(window)[0].answers
    window.click(record)
    dialog = window.dialog()
    assert dialog.windowTitle() == "Record payment for R-1"
    assert dialog.save.text() == "Record payment"
    texts = {name: dialog.form.editors[name].text() for name in ("received", "amount", "currency")}
    assert texts == {"received": "2026-11-22", "amount": "4800.00", "currency": "EUR"}
    window.save(dialog)
    window.until(lambda: "Harbour Books: invoice R-1 is past due" not in whats(window))
    assert window.toast() == (
        "Payment saved. The stop of work on “Shop and ads” is lifted."
        " Tell the client that work goes on: the letter is ready."
    )
    (made,) = [each for each in window.all(Payment) if each.invoice == window.ids["R-1"]]
    assert (made.amount, made.received, made.client) == (480_000, TODAY, window.ids["harbour"])


def test_the_question_whether_to_stay_is_answered_by_a_reason(window: Person):
    """P3.6: a question, not a verdict."""
    window.page("today")
    row = rows(window)[4]
    window.click(row.button)
    window.save(window.dialog(), exception="They were ill.")
    window.until(lambda: "Harbour Books: decide whether to stay" not in whats(window))
    (stop,) = window.all(Suspension)
    assert stop.exception == "They were ill."


def test_the_question_whether_to_stay_opens_the_way_to_leave(window: Person):
    window.page("today")
    (leave,) = rows(window)[4].answers
    window.click(leave)
    window.until(lambda: window.window.here == "leaving")


def test_a_payment_that_lifts_a_stop_offers_the_note_that_work_goes_on(window: Person):
    """P3.5."""
    firm = window.all(Business)[0]
    editing.change_record(window.book, firm, payment_details="NL91 ABNA 0417 1643 00")
    window.page("today")
    window.click(rows(window)[0].answers[0])
    window.save(window.dialog())
    window.until(lambda: "Harbour Books: say that work goes on" in whats(window))
    row = next(each for each in rows(window) if each.what.text() == "Harbour Books: say that work goes on")
    window.click(row.button)
    letter = window.dialog(LetterDialog)
    assert "was stopped on 17 November 2026, has gone on since 22 November 2026" in letter.letter.toPlainText()
    letter.reject()


def test_an_answer_takes_its_row_away(window: Person):
    window.page("today")
    log, close = rows(window)[1].answers
    assert close.text() == "Close unanswered"
    window.click(log)
    dialog = window.dialog()
    assert list(dialog.form.editors) == ["title", "answered_on", "answer", "rounds"]
    window.save(dialog, answer="Blue.")
    window.until(lambda: len(whats(window)) == 5)
    assert (window.read(Request, "colours").answer, window.read(Request, "colours").answered_on) == ("Blue.", TODAY)


def test_a_contract_that_ends_and_a_leaving_open_where_they_are_dealt_with(window: Person):
    window.page("today")
    window.click(rows(window)[5].button)
    dialog = window.dialog()
    assert dialog.form.editors["title"].text() == "Care plan"
    window.save(dialog, ends="+2y")
    window.until(lambda: len(whats(window)) == 5)
    assert window.read(Contract, "care").ends == TODAY.replace(year=2028)
    window.click(rows(window)[3].button)
    assert window.window.here == "leaving"


def test_a_contract_is_renewed_ended_or_left_open_from_its_row(window: Person):
    window.page("today")
    row = rows(window)[5]
    assert [each.text() for each in row.answers] == ["Renewed", "Ended"]
    window.click(row.answers[1])
    dialog = window.dialog()
    assert {name: each.text() for name, each in dialog.form.editors.items()} == {
        "title": "Care plan",
        "ended_on": "2027-01-01",
    }
    window.close_form(dialog)
    window.day = TODAY + timedelta(days=90)
    window.window.session.look_at_clock()
    window.until(lambda: "Lumen Studio: the contract has run out" in whats(window))
    row = next(each for each in rows(window) if each.what.text() == "Lumen Studio: the contract has run out")
    assert [each.text() for each in row.answers] == ["Renewed", "Ended", "Runs on without an end"]
    window.click(row.answers[0])
    dialog = window.dialog()
    assert dialog.form.editors["ends"].text() == "2027-12-08"  # as many days as before
    window.close_form(dialog)
    window.click(row.answers[2])
    window.until(lambda: "Lumen Studio: the contract has run out" not in whats(window))
    window.until(lambda: window.toast() == "“Care plan” runs until one side ends it.")
    assert window.read(Contract, "care").ends is None
    window.click("Undo")
    window.until(lambda: window.read(Contract, "care").ends is not None)


def test_a_click_on_the_row_opens_its_client(window: Person):
    window.page("today")
    window.qtbot.mouseClick(rows(window)[2], Qt.MouseButton.LeftButton)
    assert window.window.here == "client"
    page = window.window.pages["client"]
    assert isinstance(page, ClientPage)
    assert page.client == window.ids["casa"]


def test_counts_stand_beside_the_pages_and_follow_what_changes(window: Person):
    items = window.window.rail.items
    assert (items["today"].badge, items["money"].badge, items["clients"].badge) == (4, 2, 0)
    assert items["money"].accessibleName() == "Money 2"
    window.page("clients")
    assert window.window.intents is not None
    window.window.intents.record_payment(window.ids["R-4"])
    window.save(window.dialog())
    window.until(lambda: (items["today"].badge, items["money"].badge) == (3, 1))


def test_another_day_is_noticed_while_the_window_stands_open(window: Person):
    window.page("today")
    window.day = TODAY + timedelta(days=1)
    assert window.window.session is not None
    window.window.session.look_at_clock()
    assert rows(window)[0].since.text() == "31 days late"
    assert "Monday 23 November 2026" in window.seen()


def test_without_a_client_it_offers_to_find_the_first(empty: Person):
    empty.page("today")
    assert "No clients yet. Your mail shows who they are." in empty.seen()
    assert empty.button("Find clients in your mail").hasFocus()  # one sees where the keyboard is
    empty.click("Find clients in your mail")
    assert empty.window.here == "find"
    empty.click("Add a client by hand")
    empty.save(empty.dialog(), name="Harbour Books")
    empty.until(lambda: empty.window.here == "client")
    empty.page("today")
    assert "Nothing needs you today." in empty.seen()
    assert empty.window.pages["today"].findChild(EmptyState).hasFocus()
    assert empty.window.rail.items["today"].badge == 0


def test_what_is_missing_of_the_clients_is_a_list_that_goes_when_it_is_done_or_hidden(empty: Person):
    page = empty.page("today")
    factories.add(empty.book, "client", name="Harbour Books")
    mill = factories.add(empty.book, "client", name="Mill")
    page.refresh()
    assert "Missing for Harbour Books and 1 other." in empty.seen(page)
    empty.click("Add contract: Add the contracts")
    empty.save(empty.dialog(), title="Shop", payment_terms="net 30")
    empty.until(lambda: "how a contract ends. Missing for Mill." in empty.seen(page))
    factories.add(empty.book, "contract", client=mill, payment_terms="")
    for client in (mill, empty.all(Client)[0].id):
        factories.add(empty.book, "request", client=client)
    page.refresh()
    assert "Due dates follow from them. Missing for Mill." in empty.seen(page)
    assert "Add what is open" not in empty.seen(page)
    empty.click("Hide this list")
    empty.until(lambda: "To complete your records" not in empty.seen(page))
    empty.window.undo()
    empty.until(lambda: "To complete your records" in empty.seen(page))


def test_the_letterhead_is_asked_for_until_a_paper_has_what_it_needs(empty: Person):
    firm = empty.all(Business)[0]
    editing.save_record(empty.book, dataclasses.replace(firm, address=""))
    page = empty.page("today")
    assert "Complete your letterhead" not in empty.seen(page)  # with no client there is one thing to do
    factories.add(empty.book, "client", name="Harbour Books")
    page.refresh()
    assert "The address is missing." in empty.seen(page)
    empty.click("Open Settings: Complete your letterhead")
    settings = empty.window.pages["settings"]
    empty.until(lambda: settings.business.form.isEnabled())
    empty.enter(settings.business, address="1 Mill Lane")
    empty.click("Save business")
    empty.until(lambda: empty.all(Business)[0].address)
    page = empty.page("today")
    empty.until(lambda: "Complete your letterhead" not in empty.seen(page))


def test_a_long_queue_is_shown_a_part_at_a_time(window: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("clientguard.ui.pages.today.MOST", 2)
    window.page("clients")
    for number in range(3):
        preset = {"client": window.ids["casa"], "number": f"L-{number}", "issued": ago(300 - number)}
        window.save(window.open_form("invoice", **preset), amount="10")
        window.rest()
    page = window.page("today")
    window.front()
    first = whats(window)
    assert [each for each in first if "L-" in each] == [f"Casa Verde: invoice L-{n} is past due" for n in (0, 1)]
    more = next(each for each in page.findChildren(QPushButton) if each.text().startswith("Show ") and each.isVisible())
    window.click(more)
    now = whats(window)
    assert sorted(set(now) - set(first))[0] == "Casa Verde: invoice L-2 is past due"
    assert len(now) == len(first) + 2
    row = next(each for each in rows(window) if "L-2" in each.what.text())
    assert QApplication.focusWidget() in row.findChildren(QPushButton)  # one goes on by keyboard
