"""The first ten minutes, with the real mouse and keyboard, on a public mailbox: from the first start to who is owed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from clientguard.domain.communication.mail_survey import Survey
from clientguard.domain.records import Client, Message
from clientguard.exchange.mail import mail_heads
from clientguard.ui.dialogs.reading.read_dialog import ReadDialog
from clientguard.ui.widgets.queue_row import QueueRow
from tests.ui.conftest import Person
from tests.window.hand import Hand
from tests.window.seen import beyond

MAILBOX = "email/jstedfast+MimeKit/mbox/jwz-summary.txt"


def reader_of(mailbox: Path) -> str:
    """Return the address of somebody in a mailbox who exchanged mail with another house."""
    survey = Survey()
    senders: dict[str, None] = {}
    for head in mail_heads.read_heads([mailbox]):
        survey.count(head)
        senders[head.sender[1]] = None
    return next(each for each in senders if survey.correspondents([each]))


def begin(person: Person, hand: Hand, mailbox: Path, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    """Make a casebook and come to the page that asks for mail; the mailbox is what will be chosen there."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(mailbox)], ""))
    person.begin()
    QApplication.processEvents()
    hand.type("Studio North")
    hand.key("Return")
    person.until(lambda: person.window.here == "find")
    return person.window.pages["find"]


def test_from_a_mailbox_to_who_has_not_answered_whom(
    person: Person, hand: Hand, corpus: Path, monkeypatch: pytest.MonkeyPatch
):
    page = begin(person, hand, corpus / MAILBOX, monkeypatch)
    person.until(page.drop.file.isVisible)
    assert beyond(person.window) == ""
    hand.click(page.drop.file)
    person.until(page.found.isVisible)
    page.addresses.other.setFocus()
    hand.type(reader_of(corpus / MAILBOX))
    hand.key("Return")
    person.until(lambda: page.choice.rows and page.choice.rows[0].box.isVisible())
    box = page.choice.rows[0].box
    box.setFocus()
    hand.key("space")
    person.until(page.add.isEnabled)
    assert page.add.visibleRegion().boundingRect() == page.add.rect()
    hand.click(page.add)
    person.until(lambda: person.window.here == "mail says")
    says = person.window.pages["mail says"]
    person.until(lambda: says.findChildren(QueueRow))
    assert len(person.all(Client)) == 1
    assert len(person.all(Message)) >= 6


def test_the_same_by_keyboard_alone(person: Person, hand: Hand, corpus: Path, monkeypatch: pytest.MonkeyPatch):
    page = begin(person, hand, corpus / MAILBOX, monkeypatch)
    person.until(page.drop.file.hasFocus)
    hand.key("Return")
    person.until(page.found.isVisible)
    person.until(page.addresses.first().hasFocus)
    for _each in page.addresses.boxes:
        hand.key("Tab")
    person.until(page.addresses.other.hasFocus)
    hand.type(reader_of(corpus / MAILBOX))
    hand.key("Return")
    person.until(lambda: page.choice.rows and page.choice.rows[0].box.hasFocus())
    hand.key("space")
    person.until(page.add.isEnabled)
    for _each in range(2 * len(page.choice.rows) + 2):
        if page.add.hasFocus():
            break
        hand.key("Tab")
        QApplication.processEvents()
    person.until(page.add.hasFocus)
    hand.key("Return")
    person.until(lambda: person.window.here == "mail says")
    says = person.window.pages["mail says"]
    person.until(lambda: any(each.hasFocus() for each in says.findChildren(QueueRow)))
    hand.key("Return")
    dialog = person.dialog(ReadDialog)
    assert dialog.form.editors["subject"].text()
    hand.key("Escape")
    person.until(lambda: not dialog.isVisible())
    assert len(person.all(Client)) == 1
