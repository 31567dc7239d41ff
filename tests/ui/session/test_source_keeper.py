"""The sources of the open casebook: read by themselves and on demand, and the senders who are asked about once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from clientguard.actions.communication.incoming import sources as reading
from clientguard.actions.communication.incoming.sources import Source
from clientguard.domain.records import Contact, ContactPoint, Message
from clientguard.ui.dialogs.sources.add_dialog import AddSourceDialog
from clientguard.ui.dialogs.sources.assign_dialog import AssignDialog
from clientguard.ui.dialogs.sources.reading_dialog import ReadingDialog
from clientguard.ui.pages.settings.sources import SourcesPart
from clientguard.ui.session.source_keeper import SourceKeeper
from tests import factories
from tests.ui.conftest import Person

KNOWN, STRANGER, FRIEND = "joan@harbour.example", "joan.tide@post.example", "bo@dune.example"


def letter(number: int, sender: str) -> bytes:
    name = sender.partition("@")[0].replace(".", " ").title()
    return (
        f"From: {name} <{sender}>\nTo: ada@north.example\nSubject: Letter {number}\n"
        f"Date: Thu, 19 Nov 2026 10:0{number}:00 +0100\nMessage-ID: <{number}@harbour.example>\n\nLetter {number}.\n"
    ).encode()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "Inbox"
    folder.mkdir()
    for number, sender in enumerate((KNOWN, STRANGER, FRIEND), 1):
        (folder / f"{number}.eml").write_bytes(letter(number, sender))
    return folder


@pytest.fixture
def keeper(window: Person) -> SourceKeeper:
    assert window.window.session is not None
    factories.add(window.book, "contact", client=window.ids["harbour"], name="Joan Tide", email=KNOWN)
    found = window.window.session.findChild(SourceKeeper)
    assert found is not None
    return found


def subjects(window: Person) -> list[str]:
    return sorted(each.subject for each in window.all(Message) if each.subject.startswith("Letter"))


def read(window: Person, keeper: SourceKeeper, *, quiet: bool = False) -> None:
    with window.qtbot.waitSignal(keeper.ended):
        assert keeper.read(quiet=quiet)
    window.rest()


def test_nothing_is_read_before_a_source_was_added(keeper: SourceKeeper):
    assert not keeper.timer.isActive()
    assert not keeper.read()


def test_a_folder_is_added_and_read_and_its_senders_are_asked_about(
    window: Person, keeper: SourceKeeper, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    part: SourcesPart = window.page("settings").sources
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(inbox))
    part.folder.click()
    adding = window.dialog(AddSourceDialog)
    assert adding.client.currentText() == "Sort by who wrote"
    window.press(Qt.Key.Key_Return)
    dialog = window.dialog(ReadingDialog)
    window.until(dialog.assign.isVisible)
    assert dialog.status.text() == "1 message imported: 0 sent, 1 received. 2 senders are on no record."
    assert subjects(window) == ["Letter 1"]
    dialog.assign.click()
    asking = window.dialog(AssignDialog)
    window.until(lambda: asking.rows)
    kim, bo = asking.rows
    assert (kim.answer.currentText(), bo.answer.currentText()) == ("Harbour Books", "Decide later")
    assert "A similar name is on record with Harbour Books." in window.seen(asking)
    window.until(kim.answer.hasFocus)
    window.press(Qt.Key.Key_Tab)
    window.press(Qt.Key.Key_N)  # "Nobody I work for", as in any box of choices
    assert asking.save.text() == "Save 2 answers"
    window.press(Qt.Key.Key_Return)
    window.until(lambda: subjects(window) == ["Letter 1", "Letter 2"])
    window.until(lambda: not dialog.assign.isVisible() and not keeper.busy)
    assert any(each.value == STRANGER for each in window.all(ContactPoint))
    assert not any(each.email == FRIEND for each in window.all(Contact))
    window.click("Close", dialog)
    window.rest()
    assert keeper.senders == ()
    assert [row.path.text() for row in part.rows] == [str(inbox)]
    assert part.rows[0].state.text().startswith("Sorted by who wrote · Read ")
    window.click(part.rows[0].remove)
    window.until(lambda: "No sources yet." in window.seen(part))
    assert subjects(window) == ["Letter 1", "Letter 2"]  # what came from it stays


def test_what_comes_by_itself_is_said_in_one_line_and_asked_about_once(
    window: Person, keeper: SourceKeeper, inbox: Path
):
    keeper.keep([Source(inbox)])
    read(window, keeper, quiet=True)
    assert window.toast() == "1 message imported: 0 sent, 1 received."
    assert "2 senders are on no record." in window.seen()
    window.click("Assign …")
    asking = window.dialog(AssignDialog)
    window.until(lambda: asking.rows)
    window.click("The rest is nobody I work for", asking)
    asking.rows[0].answer.setCurrentIndex(0)
    assert asking.save.text() == "Save 1 answer"
    window.click(asking.save)
    window.until(lambda: not keeper.busy and len(keeper.senders) == 1)
    window.rest()
    read(window, keeper, quiet=True)
    assert "on no record" not in window.seen()
    assert [each.address for each in keeper.senders] == [STRANGER]


def test_a_change_in_a_watched_folder_is_read_a_little_later(window: Person, keeper: SourceKeeper, inbox: Path):
    keeper.keep([Source(inbox, window.ids["lumen"])])
    read(window, keeper)
    assert subjects(window) == ["Letter 1", "Letter 2", "Letter 3"]
    (inbox / "4.eml").write_bytes(letter(4, FRIEND))
    window.until(keeper.timer.isActive)
    keeper.timer.timeout.emit()
    window.until(lambda: len(subjects(window)) == 4)
    window.until(lambda: not keeper.busy)
    keeper.timer.stop()
    window.rest()


def test_a_source_that_is_not_there_says_since_when(window: Person, keeper: SourceKeeper, inbox: Path):
    keeper.keep([Source(inbox)])
    inbox.rename(inbox.with_name("away"))
    part: SourcesPart = window.page("settings").sources
    window.click(part.read_now)
    dialog = window.dialog(ReadingDialog)
    window.until(dialog.gone.isVisible)
    assert dialog.status.text() == "Nothing new came in."
    assert dialog.gone.text() == f"{inbox} was not found."
    window.click("Close", dialog)
    window.until(lambda: "Not there since" in part.rows[0].state.text())


def test_stopping_writes_nothing_and_what_was_read_before_stays(
    window: Person, keeper: SourceKeeper, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    keeper.keep([Source(inbox)])
    real = reading.read_sources

    def slow(*args: object, **options: object) -> object:
        options["cancelled"] = lambda: True
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_sources", slow)
    window.window.intents.read_sources()  # type: ignore[union-attr]
    dialog = window.dialog(ReadingDialog)
    window.until(lambda: dialog.status.text() == "Stopped. Nothing was written.")
    window.click("Close", dialog)
    assert subjects(window) == []
    monkeypatch.undo()
    read(window, keeper)
    assert subjects(window) == ["Letter 1"]


def test_a_profile_of_thunderbird_is_found_by_itself_and_chosen(
    window: Person, keeper: SourceKeeper, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "found_profiles", lambda: [("Ada", inbox), ("Old", tmp_path)])
    part: SourcesPart = window.page("settings").sources
    part.refresh()
    window.until(part.thunderbird.isVisible)
    window.click(part.thunderbird)
    adding = window.dialog(AddSourceDialog)
    assert [adding.place.itemText(place) for place in range(2)] == ["Ada", "Old"]
    assert adding.path.text() == str(inbox)
    window.click("Cancel", adding)
    window.until(lambda: not window.dialogs())
    assert keeper.sources == []


def test_a_source_that_cannot_be_one_is_refused(
    window: Person, keeper: SourceKeeper, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    keeper.keep([Source(inbox)])
    part: SourcesPart = window.page("settings").sources
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(inbox))
    part.folder.click()
    adding = window.dialog(AddSourceDialog)
    window.click(adding.save)
    window.until(adding.status.isVisible)
    assert adding.status.text() == f"{inbox} is a source already. Nothing was changed."
    window.click("Cancel", adding)
    window.until(lambda: not window.dialogs())
