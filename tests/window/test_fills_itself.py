"""A new practice, one mailbox and one list of invoices, copied and pasted into a real window, and nothing logged by
hand: who answers when, what was asked, who pays later each time, who takes more contact than it brings in (P1.1, P1.2,
P3.2, P6.4). `tests/cli/test_fills_itself.py` does the same by commands.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QWidget

from clientguard.domain.records import Client, Request
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.tables.table_dialog import TableDialog
from clientguard.ui.pages.compare.model import COLUMNS
from clientguard.ui.pages.compare.page import ComparePage
from tests import two_files
from tests.factories import TODAY
from tests.two_files import ADA, ASKED
from tests.ui.conftest import Person
from tests.window.hand import Hand
from tests.window.seen import unseen


def paste(person: Person, hand: Hand, path: Path) -> None:
    """Copy a file, and press Ctrl+V at the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.clipboard().setMimeData(data)
    person.until(lambda: hand.is_at(person.window))
    hand.key("ctrl+v")


def press(person: Person, hand: Hand, button: QWidget) -> None:
    person.until(lambda: button.isEnabled() and button.isVisible() and hand.is_at(button.window()))
    button.setFocus()
    hand.key("space")


def text(page: ComparePage, client: str, column: str) -> str:
    """Return what stands in a client's row under the word of a column."""
    row = next(row for row, each in enumerate(page.model.rows) if each.touch.facts.client_name == client)
    return page.model.text(row, next(place for place, each in enumerate(COLUMNS) if each.word == column))


@pytest.fixture
def practice(person: Person, hand: Hand, tmp_path: Path) -> Person:
    """A new practice with what two files told."""
    person.begin()
    person.until(lambda: hand.is_at(person.window))
    hand.type("Studio North")
    hand.key("Return")
    person.until(lambda: person.window.here == "find")
    person.rest()
    paste(person, hand, two_files.invoices(tmp_path / "invoices.csv", TODAY))
    table = person.dialog(TableDialog)
    press(person, hand, table.start)
    person.until(lambda: table.status.text() == "2 clients added. 4 invoices added. 4 payments added.")
    hand.key("Escape")
    person.until(lambda: not person.dialogs())
    person.page("today")
    paste(person, hand, two_files.mailbox(tmp_path / "Inbox.mbox", TODAY))
    mail = person.dialog(ImportDialog)
    person.until(mail.own.isVisible)
    for address, box in mail.own.boxes.items():
        box.setChecked(address == ADA)
    press(person, hand, mail.start)
    said = "5 messages imported: 3 sent, 2 received. 1 sender is on no record."  # private mail is not kept
    person.until(lambda: mail.status.text() == said)
    hand.key("Escape")
    person.until(lambda: not person.dialogs())
    return person


def test_two_files_are_enough(practice: Person, hand: Hand):
    person = practice
    wrong: list[str] = []
    compare = person.page("compare")
    person.until(lambda: len(compare.model.rows) == 2)
    shown = {
        client: [text(compare, client, word) for word in ("Contact", "Income", "They answer in")]
        for client in ("Harbour", "Mill")
    }
    assert shown == {"Harbour": ["60 %", "25 %", "4 days"], "Mill": ["40 %", "75 %", ""]}
    assert text(compare, "Mill", "You answer in") == "under an hour"
    wrong += unseen(person.window)

    proposals = person.page("proposals")
    person.until(lambda: proposals.list.rows)
    (asked,) = (each for each in proposals.list.rows if each.proposal.sort == "request")
    assert (asked.proposal.client_name, ASKED in asked.passage.text()) == ("Harbour", True)
    wrong += unseen(person.window)
    waiting = person.page("waiting")
    person.rest()
    assert not waiting.model.rows  # nothing counts before it is confirmed
    person.page("proposals")
    press(person, hand, asked.buttons["confirm"])
    person.until(lambda: person.all(Request))
    person.page("waiting")
    person.until(lambda: [(each.client_name, each.days) for each in waiting.model.rows] == [("Harbour", 20)])
    wrong += unseen(person.window)

    assert "Harbour pays later each time" in person.seen(person.page("today"))
    for client in person.all(Client):
        page = person.page("client", client.id)
        page.show_section("money")
        trend = (
            "Paid 2, 9 and 20 days late: later each time." if client.name == "Harbour" else "the last time, of 1 shown"
        )
        person.until(lambda page=page, trend=trend: trend in person.seen(page))
        wrong += unseen(person.window)
    assert not wrong, "\n".join(wrong)
