"""The first screen: a casebook is made in one page, opened, or looked at as a sample."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from clientguard import paths
from clientguard.actions.records import editing
from clientguard.domain.records import Business, Client, Invoice
from clientguard.settings import Settings
from clientguard.ui.dialogs.passphrase_dialog import PassphraseDialog
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.pages.first_run import FirstRunPage, system_currency
from clientguard.ui.widgets.queue_row import QueueRow
from tests import factories
from tests.ui.conftest import Person


def first(person: Person) -> FirstRunPage:
    person.begin()
    QApplication.processEvents()
    page = person.window.pages["first run"]
    assert isinstance(page, FirstRunPage)
    assert page.isVisible()
    return page


def test_a_casebook_is_made_from_a_name_and_enter(person: Person):
    page = first(person)
    assert page.name.hasFocus()
    assert str(paths.default_casebook()) in page.where.text()
    person.type("Studio North")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.window.session is not None)
    person.look()
    assert person.book.path == paths.default_casebook()
    (firm,) = person.all(Business)
    assert (firm.name, firm.currency, firm.language) == ("Studio North", "EUR", "en")
    assert Settings.load(person.home / "config").recent == [str(paths.default_casebook())]
    assert person.window.rail.isVisible()
    assert person.window.head.search.isVisible()


def test_the_currency_is_that_of_the_users_region(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale("th_TH")))
    assert system_currency() == "THB"
    monkeypatch.setattr(QLocale, "system", staticmethod(QLocale.c))
    assert system_currency() == "EUR"


@pytest.mark.parametrize("typed", ["", "   "])
def test_a_business_needs_a_name(person: Person, typed: str):
    page = first(person)
    person.type(typed, page.name)
    person.click(page.start)
    assert page.error.text() == "This is required."
    assert page.name.hasFocus()
    assert not paths.default_casebook().exists()
    person.type("Studio North")
    assert not page.error.isVisible()


def test_a_place_that_is_taken_is_left_as_it_is(person: Person, tmp_path: Path):
    taken = tmp_path / "taken.casebook"
    taken.write_text("something else", encoding="utf-8")
    page = first(person)
    person.type("Studio North", page.name)
    page.keep_at(taken)
    person.click(page.start)
    person.until(lambda: page.status.isVisible())
    assert page.status.text() == (
        f"There is already a file at {taken}. It was not changed. Choose another name, or open that file."
    )
    assert page.name.text() == "Studio North"
    assert taken.read_text(encoding="utf-8") == "something else"


def test_a_short_place_lies_among_the_documents_and_gets_its_ending(person: Person):
    page = first(person)
    person.type("Studio North", page.name)
    page.keep_at(Path("north"))
    person.click(page.start)
    person.until(lambda: person.window.session is not None)
    assert person.book.path == paths.documents_dir() / "north.casebook"


def test_another_place_is_one_click_away(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "mine.casebook"), ""))
    page = first(person)
    person.click("Choose another place", page)
    assert str(tmp_path / "mine.casebook") in page.where.text()
    person.type("Studio North", page.name)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.window.session is not None)
    assert person.book.path == tmp_path / "mine.casebook"


def test_a_passphrase_is_asked_for_when_it_was_wished(person: Person):
    page = first(person)
    person.type("Studio North", page.name)
    person.click(page.protect)
    person.press(Qt.Key.Key_Return, on=page.name)
    dialog = person.dialog(PassphraseDialog)
    dialog.reject()
    person.look()
    assert person.book.key is None


def test_the_casebooks_that_were_open_are_offered(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    paths_of = [tmp_path / "first.casebook", tmp_path / "second.casebook"]
    for path in paths_of:
        factories.firm_book(path).close()
    person.settings.recent = [str(paths_of[0])]
    person.app.show_first_run()
    QApplication.processEvents()
    page = person.window.pages["first run"]
    link = next(each for each in page.findChildren(QPushButton) if each.text() == "first.casebook")
    assert str(paths_of[0]) in link.toolTip()
    person.click(link)
    assert person.book.path == paths_of[0]
    person.app.show_new()
    QApplication.processEvents()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(paths_of[1]), ""))
    person.click("Open a casebook")
    assert person.book.path == paths_of[1]
    assert person.settings.recent == [str(path) for path in reversed(paths_of)]


def test_the_last_casebook_opens_by_itself_where_one_was(person: Person, tmp_path: Path):
    path = tmp_path / "practice.casebook"
    factories.firm_book(path).close()
    person.settings.remember(path)
    person.settings.page = "money"
    person.begin()
    assert (person.book.path, person.window.here) == (path, "money")


@pytest.mark.parametrize("content", [b"", b"no casebook at all", b"SQLite format 3\x00" + bytes(200)])
def test_what_is_no_casebook_is_said_and_the_first_screen_stands(person: Person, tmp_path: Path, content: bytes):
    path = tmp_path / "other.casebook"
    path.write_bytes(content)
    person.open(path)
    assert "first run" in person.window.pages
    assert "other.casebook" in person.seen()
    assert path.read_bytes() == content


def test_the_sample_shows_a_practice_and_is_not_taken_for_ones_own(person: Person):
    page = first(person)
    person.click(page.sample)
    person.until(lambda: person.window.here == "today")
    person.until(lambda: len(person.window.pages["today"].findChildren(QueueRow)) > 3)
    assert person.settings.recent == []
    assert person.book.path.parent == paths.data_dir()
    for name in ("clients", "messages", "money", "journal"):
        person.page(name)
    person.app.opener.open_sample()  # made again, over itself
    person.look()
    assert person.window.here == "journal"


def test_the_sample_opens_as_it_was_left_and_can_be_started_again(person: Person):
    person.app.opener.open_sample()
    person.look()
    fresh = {each.name for each in person.all(Client)}
    editing.change_record(person.book, person.all(Client)[0], name="Changed Ltd")
    person.app.close()
    person.app.opener.open_sample()
    person.look()
    assert "Changed Ltd" in {each.name for each in person.all(Client)}

    person.window.search()
    person.dialog(SearchBox)
    person.type("start the sample")
    person.press(Qt.Key.Key_Return)
    assert "What you changed in it is lost" in person.seen()
    person.click("Start again")
    person.look()
    assert {each.name for each in person.all(Client)} == fresh


def test_an_untouched_sample_is_of_today_whenever_it_is_opened(person: Person):
    person.app.opener.open_sample()
    person.look()
    before = max(each.issued for each in person.all(Invoice))
    person.app.close()
    later = person.app.today() + timedelta(days=40)
    person.app.today = lambda: later
    person.app.opener.open_sample()
    person.look()
    assert max(each.issued for each in person.all(Invoice)) == before + timedelta(days=40)


def test_nothing_can_be_done_with_a_casebook_before_there_is_one(person: Person):
    first(person)
    shown = (person.window.rail, person.window.head.search, person.window.head.log)
    assert [each for each in shown if each.isVisible()] == []
    person.window.search()
    person.window.log_message()
    person.window.go("money")
    assert not person.dialogs()
    assert list(person.window.pages) == ["first run"]
