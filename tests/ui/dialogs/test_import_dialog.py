"""Importing mail: dropped or chosen, with progress, cancelled with nothing written, and everything accounted for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QTableWidget

from clientguard.actions.communication.incoming import import_any
from clientguard.domain.records import Message
from clientguard.errors import Cancelled, KnownError
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.sources.assign_dialog import AssignDialog
from tests.ui.conftest import Person


def letter(number: int) -> bytes:
    return (
        f"From: Joan Field <joan@harbour.example>\r\nTo: ada@north.example\r\nSubject: Letter {number}\r\n"
        f"Date: Thu, 19 Nov 2026 10:{number % 60:02}:00 +0100\r\nMessage-ID: <{number}@harbour.example>\r\n\r\n"
        f"This is letter {number}.\r\n"
    ).encode()


def mailbox(path: Path, numbers: list[int]) -> Path:
    path.write_bytes(b"".join(b"From joan Thu Nov 19 10:00:00 2026\n" + letter(each) + b"\n" for each in numbers))
    return path


def left_out(table: QTableWidget) -> list[tuple[str, ...]]:
    cells = [[table.item(row, place) for place in range(3)] for row in range(table.rowCount())]
    return [tuple(cell.text() if cell else "" for cell in row) for row in cells]


def held_back(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make the import wait, once it has told of its progress, until what is returned is called."""
    go_on = threading.Event()
    real = import_any.import_any

    def slow(*args: Any, progress: Any, cancelled: Any, **options: Any) -> Any:
        progress(30, 60)
        assert go_on.wait(10)
        return real(*args, **options, progress=progress, cancelled=cancelled)

    monkeypatch.setattr(import_any, "import_any", slow)
    return go_on.set


def test_mail_that_is_dropped_goes_on_the_record_of_the_client_whose_page_is_open(window: Person, tmp_path: Path):
    window.page("client", "casa")
    window.drop(mailbox(tmp_path / "casa.mbox", [1, 2, 3]))
    dialog = window.dialog(ImportDialog)
    assert "casa.mbox" in window.seen(dialog)
    assert dialog.client.currentText() == "Casa Verde"
    with window.qtbot.waitSignal(dialog.imported):
        window.press(Qt.Key.Key_Return)  # the button stands ready
    assert dialog.status.text() == "3 messages imported: 0 sent, 3 received."
    assert not dialog.skipped.isVisible()
    assert not dialog.cancel.isVisible()
    window.click("Close", dialog)
    assert [each.subject for each in window.all(Message) if each.client == window.ids["casa"]] == [
        "Letter 1", "Letter 2", "Letter 3",
    ]  # fmt: skip


def test_second_deliveries_and_what_cannot_be_read_are_listed_with_their_reasons(window: Person, tmp_path: Path):
    window.page("client", "casa")
    (tmp_path / "photo.eml").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    window.drop(mailbox(tmp_path / "casa.mbox", [1, 2, 1]), tmp_path / "photo.eml")
    dialog = window.dialog(ImportDialog)
    with window.qtbot.waitSignal(dialog.imported):
        window.click(dialog.start)
    assert (
        dialog.status.text() == "2 messages imported: 0 sent, 2 received. 1 was already on record. 1 could not be read."
    )
    unreadable, duplicate = left_out(dialog.skipped)
    assert unreadable[0] == "photo.eml"
    assert unreadable[2].endswith(".")
    assert duplicate == ("casa.mbox #3", "Letter 1", "A duplicate: it is already on record.")
    window.click("Close", dialog)


def test_without_a_page_of_a_client_it_is_sorted_by_who_wrote_unless_one_is_chosen(window: Person, tmp_path: Path):
    window.page("today")
    window.drop(mailbox(tmp_path / "in.mbox", [1]))
    dialog = window.dialog(ImportDialog)
    assert dialog.client.currentText() == "Sort by who wrote"
    assert "Each message goes to the client whose people wrote or got it." in dialog.status.text()
    dialog.client.setFocus()
    window.press(Qt.Key.Key_L)  # as in any box of choices
    assert dialog.client.currentText() == "Lumen Studio"
    with window.qtbot.waitSignal(dialog.imported):
        window.click(dialog.start)
    window.click("Close", dialog)
    assert window.all(Message)[-1].client == window.ids["lumen"]


def test_without_a_client_it_leads_to_one_and_goes_on(empty: Person, tmp_path: Path):
    assert empty.window.intents is not None
    empty.window.intents.import_mail([mailbox(tmp_path / "in.mbox", [1])])
    dialog = empty.dialog(ImportDialog)
    assert "There are no clients yet." in dialog.status.text()
    empty.click("Add the client", dialog)
    empty.save(empty.dialog(), name="Harbour Books")
    empty.until(lambda: dialog.client.count() == 2)
    dialog.client.setCurrentIndex(1)
    with empty.qtbot.waitSignal(dialog.imported):
        empty.click("Import", dialog)
    empty.click("Close", dialog)
    assert len(empty.all(Message)) == 1


def test_progress_is_shown(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    go_on = held_back(monkeypatch)
    window.page("client", "casa")
    window.drop(mailbox(tmp_path / "in.mbox", list(range(60))))
    dialog = window.dialog(ImportDialog)
    window.click(dialog.start)
    window.until(lambda: dialog.status.text() == "Reading … 50 %")
    assert (dialog.progress.isVisible(), dialog.progress.value(), dialog.progress.maximum()) == (True, 30, 60)
    with window.qtbot.waitSignal(dialog.imported):
        go_on()
    assert not dialog.progress.isVisible()
    window.click("Close", dialog)


def test_cancelling_leaves_nothing(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    go_on = held_back(monkeypatch)
    window.page("client", "casa")
    before = window.all(Message)
    window.drop(mailbox(tmp_path / "in.mbox", list(range(60))))
    dialog = window.dialog(ImportDialog)
    window.click(dialog.start)
    window.until(lambda: dialog.status.text() == "Reading … 50 %")
    window.click("Cancel", dialog)
    assert dialog.status.text() == "Cancelling …"
    assert dialog.isVisible()
    go_on()
    window.until(lambda: dialog.status.text() == "Cancelled. Nothing was written.")
    assert window.all(Message) == before
    monkeypatch.undo()
    with window.qtbot.waitSignal(dialog.imported):  # and it can be begun again
        window.click("Import", dialog)
    window.click("Close", dialog)
    assert len(window.all(Message)) == len(before) + 60


def test_an_import_that_fails_says_why_and_can_be_tried_again(
    window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    window.page("client", "casa")
    window.drop(mailbox(tmp_path / "in.mbox", [1]))
    dialog = window.dialog(ImportDialog)
    error = KnownError("The disk is full.", kept="Nothing was written.")

    def refuse(*_args: Any, **_options: Any) -> None:
        raise error

    monkeypatch.setattr(import_any, "import_any", refuse)
    window.click(dialog.start)
    window.until(lambda: dialog.status.text() == "The disk is full. Nothing was written.")
    window.rest()
    monkeypatch.undo()
    with window.qtbot.waitSignal(dialog.imported):
        window.click(dialog.start)
    window.click("Close", dialog)


def test_what_belongs_to_nobody_is_asked_about_and_imported_right_away(window: Person, tmp_path: Path):
    path = mailbox(tmp_path / "in.mbox", [1, 2])
    path.write_bytes(path.read_bytes().replace(b"Joan Field <joan@harbour", b"Kim <kim@mill"))
    before = window.all(Message)
    window.page("today")
    window.drop(path)
    dialog = window.dialog(ImportDialog)
    with window.qtbot.waitSignal(dialog.imported):
        window.click(dialog.start)
    assert dialog.status.text() == "No message was imported. 1 sender is on no record."
    assert window.all(Message) == before
    window.click(dialog.assign)
    asking = window.dialog(AssignDialog)
    window.until(lambda: asking.rows)
    assert "kim@mill.example · 2 messages, the last on 19 Nov 2026" in window.seen(asking).replace("\u00a0", " ")
    assert not asking.save.isEnabled()  # nothing is decided yet
    box = asking.rows[0].answer
    box.setCurrentIndex(box.findText("Casa Verde"))
    with window.qtbot.waitSignal(dialog.imported):
        window.click(asking.save)
    assert dialog.status.text() == "2 messages imported: 0 sent, 2 received."
    assert not dialog.assign.isVisible()
    window.until(lambda: window.dialogs() == [dialog])
    window.click("Close", dialog)
    assert [each.client for each in window.all(Message)[-2:]] == [window.ids["casa"]] * 2


def test_a_calendar_a_card_and_a_chat_are_taken_in_too(window: Person, tmp_path: Path):
    (tmp_path / "meeting.ics").write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@north.example\r\nDTSTART:20261119T100000Z\r\n"
        b"DTEND:20261119T110000Z\r\nSUMMARY:Colours\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (tmp_path / "card.vcf").write_bytes(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Verde;Luz;;;\r\nFN:Luz Verde\r\nEMAIL:luz@casa.example\r\nEND:VCARD\r\n"
    )
    (tmp_path / "chat.txt").write_text(
        "[19/11/2026, 10:00:00] Luz Verde: Are you there?\n[19/11/2026, 10:01:00] Ada: Yes.\n"
        "[20/11/2026, 10:01:00] Luz Verde: Good.\n",
        "utf-8",
    )
    window.page("client", "casa")
    window.drop(*(tmp_path / name for name in ("meeting.ics", "card.vcf", "chat.txt")))
    dialog = window.dialog(ImportDialog)
    window.until(dialog.chat.isVisible)
    window.type("Ada", dialog.chat.name)
    with window.qtbot.waitSignal(dialog.imported):
        window.click(dialog.start)
    assert dialog.status.text() == "3 messages from chats imported. 1 meeting added. 1 person added."
    window.click("Close", dialog)


def sent_mail(folder: Path) -> Path:
    """Write a mailbox of sent mail, from Ada's new and old address."""
    both = [letter(1).replace(b"joan@harbour", b"ada@north"), letter(2).replace(b"joan@harbour", b"ada@old")]
    path = folder / "Sent.mbox"
    path.write_bytes(b"".join(b"From ada Thu Nov 19 10:00:00 2026\n" + each + b"\n" for each in both))
    return path


def test_whose_the_addresses_are_is_asked_at_the_first_import_alone(window: Person, tmp_path: Path):
    path = sent_mail(tmp_path)
    window.page("client", "casa")
    window.drop(path)
    dialog = window.dialog(ImportDialog)
    window.until(lambda: dialog.own.isVisible())
    assert {address: box.isChecked() for address, box in dialog.own.boxes.items()} == {
        "ada@north.example": True, "ada@old.example": True,
    }  # fmt: skip
    dialog.own.boxes["ada@old.example"].click()
    with window.qtbot.waitSignal(dialog.imported):
        window.click(dialog.start)
    assert dialog.status.text() == "2 messages imported: 1 sent, 1 received."
    window.click("Close", dialog)
    window.drop(path)
    dialog = window.dialog(ImportDialog)
    with window.qtbot.waitSignal(dialog.imported):
        window.click(dialog.start)
    assert not dialog.own.isVisible()
    window.click("Close", dialog)


def test_an_address_that_is_none_is_said_and_nothing_is_imported(window: Person, tmp_path: Path):
    before = window.all(Message)
    window.page("client", "casa")
    window.drop(sent_mail(tmp_path))
    dialog = window.dialog(ImportDialog)
    window.until(lambda: dialog.own.isVisible())
    window.type("Ada North", dialog.own.other)
    window.click(dialog.start)
    window.until(lambda: dialog.status.text() == "“Ada North” is not an email address.")
    assert window.all(Message) == before
    window.click("Cancel", dialog)
    window.until(lambda: not window.dialogs())


def test_files_can_be_chosen_too(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = mailbox(tmp_path / "in.mbox", [1])
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    window.page("messages")
    window.click("Import mail", window.window.head)
    dialog = window.dialog(ImportDialog)
    assert "in.mbox" in window.seen(dialog)
    window.click("Cancel", dialog)
    window.until(lambda: not window.dialogs())
    window.rest()


def test_only_files_can_be_dropped(window: Person):
    data = QMimeData()
    data.setText("some words")
    event = QDragEnterEvent(
        QPoint(400, 400), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    QApplication.sendEvent(window.window, event)
    assert not event.isAccepted()


def test_cancelled_is_no_error(window: Person):
    """A job that was cancelled says so and nothing else."""

    def work(_job: object) -> None:
        raise Cancelled

    assert window.window.session is not None
    job = window.window.session.do(work)
    with window.qtbot.waitSignal(job.cancelled):
        pass
    window.rest()
