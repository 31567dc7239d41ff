"""Moving a message to another client, from its row."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, Qt

from clientguard.actions.records import editing
from clientguard.domain.records import Message
from clientguard.ui.dialogs.parties.move_dialog import MoveDialog
from tests.ui.conftest import Person


@pytest.fixture
def asked(window: Person) -> MoveDialog:
    """The dialog, opened from the menu of the message's row."""
    table = window.page("messages").table
    table.choose(window.ids["message"])
    table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.choose("Move to …")
    return window.dialog(MoveDialog)


def choose(window: Person, dialog: MoveDialog, name: str) -> None:
    window.type(name)
    window.press(Qt.Key.Key_Return)
    window.until(dialog.picker.chosen)


def test_a_message_moves_to_the_client_that_is_chosen(window: Person, asked: MoveDialog):
    assert "Which client does “About the shop” belong to?" in window.seen(asked)
    assert not asked.save.isEnabled()
    choose(window, asked, "Lumen")
    with window.qtbot.waitSignal(asked.finished):
        window.click("Move message", asked)
    assert window.read(Message, "message").client == window.ids["lumen"]
    table = window.page("messages").table
    window.until(lambda: "Lumen Studio" in [table.model.text(0, place) for place in range(table.model.columnCount())])
    assert "“About the shop” was moved." in window.toast()
    window.click("Undo")
    window.until(lambda: window.read(Message, "message").client == window.ids["harbour"])
    window.rest()


def test_a_copy_that_the_other_client_has_is_said_and_undo_brings_it_back(window: Person, asked: MoveDialog):
    here = dataclasses.replace(window.read(Message, "message"), digest="ab" * 32)
    window.book.write(lambda write: write.change(here))
    twin = editing.save_record(window.book, dataclasses.replace(here, id=0, uid="", client=window.ids["lumen"])).first
    choose(window, asked, "Lumen")
    with window.qtbot.waitSignal(asked.finished):
        window.click("Move message", asked)
    assert f"Lumen Studio already has this message, as number {twin}." in window.toast()
    assert window.read(Message, "message").removed is not None
    window.click("Undo")
    window.until(lambda: window.read(Message, "message").removed is None)


def test_it_is_not_offered_where_it_is(window: Person, asked: MoveDialog):
    assert not asked.picker.choose(window.ids["harbour"])
    asked.reject()
    assert window.read(Message, "message").client == window.ids["harbour"]


def test_a_refusal_is_shown_and_the_dialog_stays(window: Person, asked: MoveDialog):
    editing.remove_records(window.book, [window.ids["lumen"], window.ids["message"]])
    choose(window, asked, "Lumen")
    window.click("Move message", asked)
    window.until(asked.status.text)
    assert "no longer there" in asked.status.text()
    assert asked.save.isEnabled()
    asked.reject()


def test_a_contact_is_not_moved(window: Person):
    page = window.page("client", "harbour")
    page.show_section("people")
    assert [word for word, _ in page._sections["people"]._tables["contact"].extras] == ["Data report", "Merge with …"]
