"""The Waiting page: what is open, oldest first, and what is done about it; the same in a client's section."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from clientguard.domain.records import ApprovalRound, Message, Promise, Reference, Request
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.pages.waiting.model import COLUMNS, DAYS, NOTICE, WHAT
from clientguard.ui.pages.waiting.page import WaitingPage
from tests.factories import TODAY, add, ago
from tests.ui.conftest import Person


@pytest.fixture
def page(window: Person) -> WaitingPage:
    """Two requests and a promise more than the window's casebook has."""
    casa = window.ids["casa"]
    work = add(window.book, "deliverable", client=casa, title="New shop")
    add(window.book, "request", client=casa, title="Oldest", asked_on=ago(90), blocks=work)
    add(window.book, "request", client=casa, title="Newest", asked_on=ago(1), needed_by=ago(-5))
    add(window.book, "promise", client=casa, type="material", words="Photos soon", made_on=ago(80), due=ago(70))
    found = window.page("waiting")
    window.until(lambda: "Photos soon" in titles(found))
    return found


def titles(page: WaitingPage) -> list[str]:
    return [each.title for each in page.model.rows]


def choose(page: WaitingPage, title: str) -> None:
    page.view.setCurrentIndex(page.model.index(titles(page).index(title), WHAT))


def test_what_waits_is_listed_oldest_first_with_what_it_holds_up(window: Person, page: WaitingPage):
    assert titles(page)[:2] == ["Oldest", "Photos soon"]
    assert titles(page)[-1] == "Newest"
    first = dict(zip([column.word for column in COLUMNS], page._lines([0])[0], strict=True))
    assert (first["Client"], first["Days"], first["Holds up"]) == ("Casa Verde", "90", "New shop")
    assert first["Next notice"] == "due since 31 Aug 2026"
    assert page.model.text(len(titles(page)) - 1, NOTICE) == "28 Nov 2026"
    page.view.activated.emit(page.model.index(0, 0))
    assert window.dialog(RecordDialog).record.id == page.model.rows[0].id
    window.close_form(window.dialog(RecordDialog))


def test_the_list_is_sorted_filtered_copied_and_exported(
    window: Person, page: WaitingPage, tmp_path: Path, monkeypatch
):
    everything = len(titles(page))
    page._sort_by(DAYS)
    assert titles(page)[0] == "Newest"
    page._sort_by(DAYS)
    assert titles(page)[0] == "Oldest"
    page.due.click()
    assert "Newest" not in titles(page)
    page.due.click()
    page.client_filter.choose(window.ids["casa"])
    page.client_filter.edited.emit()
    assert {each.client_name for each in page.model.rows} == {"Casa Verde"}
    page.clear_filter()
    assert len(titles(page)) == everything
    choose(page, "Oldest")
    page._copy()
    assert QApplication.clipboard().text().startswith("Casa Verde\tOldest\t24 Aug 2026\t90\t")
    target = tmp_path / "waiting.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    page._export()
    window.until(target.exists)
    window.rest()
    assert target.read_text("utf-8-sig").splitlines()[0] == ",".join(column.word for column in COLUMNS)


def test_asking_again_is_logged_with_what_it_is_about(window: Person, page: WaitingPage):
    choose(page, "Oldest")
    request = page.chosen().id
    page.row_action("Log that you asked again …")()
    dialog = window.dialog(RecordDialog)
    dialog.form.editors["at"].set_text("2026-11-22 10:00")
    window.click(dialog.save)
    window.until(lambda: any(each.about == request and each.role == "chase" for each in window.all(Reference)))
    window.until(lambda: page.model.rows[page.model.row_of(request)].chased == (TODAY,))
    assert not page.model.rows[page.model.row_of(request)].is_due
    window.window.undo()
    window.until(lambda: page.model.rows[page.model.row_of(request)].chased == ())
    assert not [each for each in window.all(Message) if each.subject.startswith("Asked again")]


def test_a_request_is_asked_for_again_by_letter(window: Person, page: WaitingPage):
    choose(page, "Oldest")
    window.click(page.again)
    dialog = window.dialog(LetterDialog)
    assert "Oldest" in dialog.letter.toPlainText()
    dialog.reject()


def test_an_answer_a_kept_promise_and_a_closed_request_leave_the_list(window: Person, page: WaitingPage):
    choose(page, "Photos soon")
    assert (page.end.accessibleName(), page.close_it.isVisible()) == ("Note as kept", False)
    window.click(page.end)
    window.click(window.dialog(RecordDialog).save)
    window.until(lambda: "Photos soon" not in titles(page))
    assert [each.kept_on for each in window.all(Promise)] == [TODAY]
    choose(page, "Oldest")
    window.click(page.close_it)
    dialog = window.dialog(RecordDialog)
    window.click(dialog.save)
    window.until(lambda: "Say why it was closed without an answer." in window.seen(dialog))
    dialog.form.editors["closed_reason"].set_text("We chose ourselves.")
    window.click(dialog.save)
    window.until(lambda: "Oldest" not in titles(page))
    choose(page, "Newest")
    assert page.end.accessibleName() == "Log the answer"
    window.click(page.end)
    window.click(window.dialog(RecordDialog).save)
    window.until(lambda: "Newest" not in titles(page))
    ended = {each.title: (each.answered_on, each.closed_on) for each in window.all(Request)}
    assert (ended["Newest"], ended["Oldest"]) == ((TODAY, None), (None, TODAY))


def test_rounds_are_added_from_a_row_of_the_client(window: Person, page: WaitingPage):
    choose(page, "Oldest")
    request = page.chosen().id
    page.row_action("Changes asked …")()
    dialog = window.dialog(RecordDialog)
    dialog.form.editors["changes_asked"].set_text("Move the logo.")
    window.click(dialog.save)
    window.until(lambda: len(window.all(ApprovalRound)) == 1)
    window.rest()
    page.row_action("Submitted again …")()
    window.click(window.dialog(RecordDialog).save)
    window.until(lambda: len(window.all(ApprovalRound)) == 2)
    window.rest()
    first, second = window.all(ApprovalRound)
    assert (first.submitted_on, first.answered_on, first.changes_asked) == (ago(90), TODAY, "Move the logo.")
    assert (second.request, second.submitted_on, second.answered_on) == (request, TODAY, None)


def test_where_nobody_owes_an_answer_the_page_says_what_to_do(window: Person):
    for each in (*window.all(Request), *window.all(Promise)):
        window.book.write(lambda write, number=each.id: write.remove(number))
    found = window.page("waiting")
    window.until(lambda: found.has_facts)
    assert found.empty.isVisible()
    assert not found.end.isVisible()
