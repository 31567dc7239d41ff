"""Finding clients in one's mail, from the first start to what the mail says of each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from clientguard.actions.communication import mail_clients
from clientguard.domain.records import Client, ContactPoint, Message
from clientguard.exchange.thunderbird import Profile
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.reading.read_dialog import ReadDialog
from clientguard.ui.pages.mail.find_page import FindClientsPage
from clientguard.ui.widgets.queue_row import QueueRow
from tests import factories
from tests.mailboxes import ADA, KIM, three_correspondents
from tests.ui.conftest import Person
from tests.ui.test_keyboard import unreached


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    return three_correspondents(tmp_path / "All.mbox")


@pytest.fixture
def page(person: Person, tmp_path: Path) -> FindClientsPage:
    path = tmp_path / "practice.casebook"
    factories.firm_book(path).close()
    person.open(path)
    return person.page("find")


def drop(page: FindClientsPage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over = QDragEnterEvent(QPointF(40, 40).toPoint(), *rest)
    QApplication.sendEvent(page.window(), over)
    assert over.isAccepted()
    QApplication.sendEvent(page.window(), QDropEvent(QPointF(40, 40), *rest))


def looked_through(person: Person, page: FindClientsPage, path: Path) -> None:
    drop(page, path)
    person.until(lambda: page.found.isVisible() and all(each.box.isVisible() for each in page.choice.rows))


def row(page: FindClientsPage, key: str) -> Any:
    return next(each for each in page.choice.rows if each.found.key == key)


def test_from_the_first_start_to_what_the_mail_says(person: Person, mailbox: Path, monkeypatch):
    person.begin()
    QApplication.processEvents()
    person.type("Studio North")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.window.here == "find")
    page = person.window.pages["find"]
    assert isinstance(page, FindClientsPage)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(mailbox)], ""))
    assert page.drop.file.hasFocus()
    person.press(Qt.Key.Key_Space)
    person.until(lambda: page.found.isVisible() and all(each.box.isVisible() for each in page.choice.rows))
    assert page.addresses.chosen() == [ADA]
    assert [each.found.key for each in page.choice.rows] == ["harbour.example", "mill.example", "pat@gmail.com"]
    assert not page.add.isEnabled()
    assert page.choice.rows[0].box.hasFocus()
    person.press(Qt.Key.Key_Space)
    person.press(Qt.Key.Key_Tab)
    person.type("Harbour Books")
    person.click(row(page, "mill.example").box)
    person.click("Add 2 clients")
    person.until(lambda: person.window.here == "mail says")
    assert person.toast() == "2 clients added, with 13 messages."
    assert sorted(each.name for each in person.all(Client)) == ["Harbour Books", "Mill"]
    says = person.window.pages["mail says"]
    person.until(lambda: len(says.findChildren(QueueRow)) == 2)
    seen = person.seen(says)
    assert "You have not answered Harbour Books" in seen
    assert "“Letter 18”, received on 18 Nov 2026" in seen
    assert "Mill has not answered you" in seen
    first = says.findChildren(QueueRow)[0]
    person.until(first.hasFocus)
    person.press(Qt.Key.Key_Return)
    dialog = person.dialog(ReadDialog)
    assert dialog.form.editors["subject"].text() == "Letter 18"
    dialog.reject()
    person.look()
    person.window.undo()
    person.until(lambda: not person.all(Client))
    assert person.all(Message) == []
    person.until(lambda: "No mail with a client is on record yet." in person.seen(says))


def lists_only(path: Path) -> Path:
    """Write a mailbox of what a mailing list sent out, and nobody else."""
    head = "From MAILER Thu Nov 12 10:00:00 2026\nFrom: Kim <kim@list.example>\nTo: dev@list.example\n"
    part = head + "List-Id: <dev.list.example>\nSubject: News {n}\nMessage-ID: <{n}@list.example>\n\nNews.\n\n"
    path.write_text("".join(part.format(n=n) for n in range(4)))
    return path


def test_a_mailbox_of_lists_alone_says_so_and_leads_on(person: Person, page: FindClientsPage, tmp_path: Path):
    drop(page, lists_only(tmp_path / "dev.mbox"))
    person.until(page.nobody.isVisible)
    assert "4 newsletters and automatic messages" in page.nobody.text()
    assert "Which of these addresses are yours?" not in person.seen(page)
    person.until(page.other.hasFocus)
    person.press(Qt.Key.Key_Return)
    person.until(page.drop.file.hasFocus)


def test_where_no_client_is_found_the_keyboard_is_at_the_addresses(
    person: Person, page: FindClientsPage, tmp_path: Path
):
    path = tmp_path / "one.eml"
    path.write_text("From: Kim <kim@mill.example>\nTo: Lee <lee@wood.example>\nSubject: Hello\n\nHello.\n")
    drop(page, path)
    person.until(page.found.isVisible)
    assert not page.choice.rows
    person.until(page.addresses.first().hasFocus)
    person.click(page.other)
    person.until(page.drop.file.hasFocus)


def test_mail_dropped_on_any_page_is_looked_through_while_there_are_no_clients(
    person: Person,
    page: FindClientsPage,
    mailbox: Path,
):
    person.page("money")
    person.drop(mailbox)
    person.until(lambda: page.found.isVisible() and all(each.box.isVisible() for each in page.choice.rows))
    assert person.window.here == "find"
    factories.add(person.book, "client", name="Harbour")
    person.page("money")
    person.drop(mailbox)
    person.dialog(ImportDialog).reject()


def test_the_list_follows_the_addresses_that_are_the_users(person: Person, page: FindClientsPage, mailbox: Path):
    looked_through(person, page, mailbox)
    person.click(row(page, "mill.example").box)
    row(page, "mill.example").name.setText("The Mill")
    page.addresses.boxes[ADA].click()
    assert page.choice.rows == []
    assert page.choice.none.text() == "Tick your own addresses first."
    person.type(KIM, page.addresses.other)
    person.press(Qt.Key.Key_Return)
    assert [each.found.key for each in page.choice.rows] == ["north.example"]
    page.addresses.other.clear()
    page.addresses.boxes[ADA].click()
    assert [each.name for each in page.choice.chosen()] == ["The Mill"]


def test_tab_goes_from_an_own_address_to_the_clients_that_it_brings(
    person: Person, page: FindClientsPage, mailbox: Path
):
    looked_through(person, page, mailbox)
    page.addresses.boxes[ADA].click()
    person.type(KIM, page.addresses.other)
    person.press(Qt.Key.Key_Tab)
    assert [each.found.key for each in page.choice.rows] == ["north.example"]
    person.until(page.choice.rows[0].box.hasFocus)
    person.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert page.addresses.other.hasFocus()
    person.press(Qt.Key.Key_Tab)
    assert page.choice.rows[0].box.hasFocus()


def test_a_client_needs_a_name(person: Person, page: FindClientsPage, mailbox: Path):
    looked_through(person, page, mailbox)
    person.click(row(page, "harbour.example").box)
    row(page, "harbour.example").name.clear()
    person.click("Add 1 client")
    assert page.status.text() == "Each client needs a name."
    assert row(page, "harbour.example").name.hasFocus()
    assert person.all(Client) == []


def test_what_is_no_address_of_the_users_is_said_and_nothing_is_kept(
    person: Person, page: FindClientsPage, mailbox: Path
):
    looked_through(person, page, mailbox)
    person.click(row(page, "harbour.example").box)
    page.addresses.other.setText("ada")
    person.click("Add 1 client")
    person.until(page.status.isVisible)
    assert page.status.text() == "“ada” is not an email address."
    assert page.found.isVisible()
    assert (person.all(Client), person.all(ContactPoint)) == ([], [])


def test_one_that_is_not_taken_again_is_said_beside_it_by_its_domain_or_the_name_it_gets(
    person: Person, page: FindClientsPage, mailbox: Path
):
    factories.add(person.book, "do_not_engage", name="Harbour", domain="harbour.example", reason="Never paid.")
    factories.add(person.book, "do_not_engage", name="Pat & Sons", reason="Threats.")
    looked_through(person, page, mailbox)
    assert "Never paid." in row(page, "harbour.example").known.text()
    assert "Never paid." in row(page, "harbour.example").box.accessibleDescription()
    assert not row(page, "mill.example").known.isVisible()

    pat = row(page, "pat@gmail.com")
    person.click(pat.box)
    pat.name.setFocus()
    pat.name.selectAll()
    person.type("Pat & Sons")
    person.until(lambda: pat.known.isVisible() and "Threats." in pat.known.text())


def test_looking_through_can_be_stopped(person: Person, page: FindClientsPage, mailbox: Path, monkeypatch):
    begun = threading.Event()
    real = mail_clients.survey

    def slow(*args: Any, cancelled: Callable[[], bool], **more: Any) -> Any:
        begun.set()
        while not cancelled():  # until the button was pressed
            threading.Event().wait(0.005)
        return real(*args, cancelled=cancelled, **more)

    monkeypatch.setattr(mail_clients, "survey", slow)
    drop(page, mailbox)
    person.until(begun.is_set)
    person.click(page.progress.cancel)
    person.until(page.drop.isVisible)
    assert not page.progress.isVisible()
    assert not page.found.isVisible()


def test_mail_that_cannot_be_read_is_said(person: Person, page: FindClientsPage):
    drop(page, person.book.path)
    person.until(page.status.isVisible)
    assert "is the casebook that is open" in page.status.text()
    assert page.drop.isVisible()


def test_every_control_is_reached_with_the_keyboard(person: Person, page: FindClientsPage, mailbox: Path):
    assert unreached(person, person.window) == []
    looked_through(person, page, mailbox)
    person.click(row(page, "harbour.example").box)
    assert unreached(person, person.window) == []


def test_nobody_is_found_where_there_is_no_mail(person: Person, page: FindClientsPage, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("Buy milk.", encoding="utf-8")
    drop(page, tmp_path / "notes.txt")
    person.until(page.nobody.isVisible)
    assert page.nobody.text() == "There is no mail in it. Nothing was kept."
    person.click("Choose other mail")
    assert page.drop.isVisible()


def test_thunderbirds_mail_is_one_click_away(person: Person, page: FindClientsPage, mailbox: Path):
    page.drop.offer([Profile("default", (mailbox.parent,))])
    QApplication.processEvents()
    person.click("Read Thunderbird's mail")
    person.until(lambda: page.found.isVisible() and all(each.box.isVisible() for each in page.choice.rows))
    assert len(page.choice.rows) == 3
