"""The page of messages: the list and the reader, conversations, files, whose clock, and the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clientguard import texts
from clientguard.actions.records import attachments
from clientguard.domain.records import Instant, Message
from clientguard.store.views.communication.conversations import Conversations
from clientguard.store.views.lists import Rows
from clientguard.ui.dialogs.files.file_dialog import FileDialog
from clientguard.ui.pages.mail.messages_page import MessagesPage
from clientguard.ui.pages.mail.reader import senders_clock
from clientguard.ui.records import listing
from clientguard.ui.records.timeline_items import item
from tests.factories import add
from tests.ui.conftest import MOMENT, Person

SUBJECT, CHANNEL, ANSWER, COUNT = 5, 3, 6, 7


@pytest.fixture
def page(window: Person, tmp_path: Path) -> MessagesPage:
    """A question with a file, its answer, a missed call and a letter, after the one message of the practice."""
    harbour, hour = window.ids["harbour"], 3_600_000
    own = {"client": harbour, "sender": "Joan", "body": "line\n" * 400}
    window.ids["asked"] = add(
        window.book, "message", **own, at=Instant(MOMENT + hour, -300), subject="Colours", message_id="<1@x>"
    )
    add(window.book, "message", **own, at=Instant(MOMENT + 2 * hour, 60), subject="RE: Colours", direction="out")
    add(window.book, "message", **own, at=Instant(MOMENT + 3 * hour, 60), subject="Nobody there", channel="missed call")
    add(window.book, "message", **own, at=Instant(MOMENT + 4 * hour, 60), subject="By post", channel="letter")
    plan = tmp_path / "plan.txt"
    plan.write_text("Blue", encoding="utf-8")
    attachments.attach_files(window.book, window.ids["asked"], [plan])
    made = window.page("messages")
    window.until(lambda: made.reader.subject.text() == "By post")
    return made


def cells(page: MessagesPage, column: int) -> list[str]:
    return [page.table.model.text(row, column) for row in range(page.table.model.rowCount())]


def one_by_one(window: Person, page: MessagesPage) -> None:
    """Have each message stand by itself."""
    window.click("By conversation", page)
    window.until(lambda: page.table.model.rowCount() == 5)
    window.rest()


def spoken(page: MessagesPage, row: int, column: int) -> str:
    return page.table.model.data(page.table.model.index(row, column), Qt.ItemDataRole.AccessibleTextRole)


def test_each_conversation_is_one_row_with_its_last_message_its_files_and_whether_it_was_answered(page: MessagesPage):
    assert cells(page, SUBJECT) == ["By post", "Nobody there", "RE: Colours", "About the shop"]
    assert cells(page, COUNT) == ["", "", "2", ""]
    assert cells(page, ANSWER) == ["not answered", "", "answered", "not answered"]
    assert spoken(page, 2, SUBJECT) == "RE: Colours, with files"
    assert spoken(page, 2, COUNT) == "Conversation of 2 messages, folded"
    assert page.table.foot.text() == "5 records   4 conversations"
    assert page.table.view.horizontalHeader().visualIndex(COUNT) == 0


def test_right_unfolds_a_conversation_and_left_folds_it_from_any_of_its_messages(window: Person, page: MessagesPage):
    page.table.choose(page.table.model.ids[2])
    window.until(lambda: page.reader.subject.text() == "RE: Colours")
    window.press(Qt.Key.Key_Right, on=page.table.view)
    window.until(lambda: page.table.model.rowCount() == 5)
    assert cells(page, SUBJECT) == ["By post", "Nobody there", "RE: Colours", "Colours", "About the shop"]
    assert cells(page, COUNT) == ["", "", "2", "", ""]
    assert spoken(page, 2, COUNT) == "Conversation of 2 messages, unfolded"
    assert spoken(page, 3, COUNT) == "Earlier in the same conversation"
    window.rest()
    window.press(Qt.Key.Key_Down, on=page.table.view)
    window.until(lambda: page.reader.subject.text() == "Colours")
    window.press(Qt.Key.Key_Left, on=page.table.view)
    window.until(lambda: page.table.model.rowCount() == 4)
    window.until(lambda: page.reader.subject.text() == "RE: Colours")
    window.rest()


def test_a_click_on_the_arrow_unfolds_and_folds(window: Person, page: MessagesPage):
    view = page.table.view
    for rows in (5, 4):
        window.rest()
        at = view.visualRect(page.table.model.index(2, COUNT)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        window.until(lambda rows=rows: page.table.model.rowCount() == rows)
    window.rest()


def test_what_is_folded_away_is_found_exported_and_shown_where_it_is_wanted(window: Person, page: MessagesPage):
    exported: list[list[int]] = []
    page.table.export_wanted.connect(lambda _kind, ids: exported.append(list(ids)))
    page.table.export_wanted.disconnect(page.intents.export)
    window.click("Export", page)
    assert len(exported[0]) == 5
    page.table.choose(window.ids["asked"])
    window.until(lambda: page.table.model.rowCount() == 5)
    window.rest()
    page.table.filter.setText("blue")
    window.until(lambda: page.table.model.rowCount() == 0)
    page.table.filter.setText("colours")
    window.until(lambda: page.table.model.rowCount() == 2)
    window.rest()
    window.click("Received", page)
    window.until(lambda: cells(page, SUBJECT) == ["Colours"])
    window.rest()


def test_a_long_list_is_shown_plainly_until_its_conversations_are_known(
    window: Person, page: MessagesPage, monkeypatch
):
    monkeypatch.setattr(listing, "LONG", 2)
    shown: list[int] = []
    again = MessagesPage(page.session, page.intents)
    again.session.conversations = Conversations()
    folding = again.table.folding
    assert folding
    folding._conversations = again.session.conversations
    again.table.model.modelReset.connect(lambda: shown.append(again.table.model.rowCount()))
    again.show()
    window.until(lambda: shown == [5, 4])
    window.rest()
    again.hide()
    again.deleteLater()


def test_another_order_keeps_conversations_together(window: Person, page: MessagesPage):
    page.table._sort_by(SUBJECT)
    window.until(lambda: cells(page, SUBJECT) == ["About the shop", "By post", "Nobody there", "RE: Colours"])
    page.table.choose(window.ids["asked"])
    window.until(lambda: cells(page, SUBJECT)[-2:] == ["RE: Colours", "Colours"])
    window.rest()


def test_the_list_says_what_was_answered_what_has_files_and_which_way_it_came(window: Person, page: MessagesPage):
    one_by_one(window, page)
    model = page.table.model
    assert cells(page, SUBJECT) == ["By post", "Nobody there", "RE: Colours", "Colours", "About the shop"]
    assert cells(page, ANSWER) == ["not answered", "", "not answered", "answered", "not answered"]
    assert cells(page, CHANNEL) == ["Letter", "Missed call", "Email", "Email", "Email"]
    assert [spoken(page, row, SUBJECT) for row in range(5)] == [None, None, None, "Colours, with files", None]
    drawn = [model.data(model.index(row, CHANNEL), Qt.ItemDataRole.DecorationRole) for row in (0, 1, 2)]
    images = [each.pixmap(18).toImage() for each in drawn]
    assert images[0] != images[1] != images[2] != images[0]


def test_arrows_move_through_the_list_and_the_reader_follows(window: Person, page: MessagesPage):
    one_by_one(window, page)
    page.table.view.selectRow(0)
    for subject in ("Nobody there", "RE: Colours", "Colours"):
        window.press(Qt.Key.Key_Down, on=page.table.view)
        window.until(lambda subject=subject: page.reader.subject.text() == subject)
    seen = window.seen(page.reader)
    assert "Conversation of 2 messages:" in seen
    assert "By the sender's clock:" in seen
    assert "UTC−5" in seen


def test_the_conversation_leads_to_its_other_messages(window: Person, page: MessagesPage):
    page.table.choose(window.ids["asked"])
    window.until(lambda: page.reader.subject.text() == "Colours")
    window.look()
    window.click("20 Nov · You", page.reader)
    window.until(lambda: page.reader.subject.text() == "RE: Colours")
    window.rest()
    assert page.table.view.currentIndex().row() == 2


def test_a_file_of_a_message_is_opened_inside(window: Person, page: MessagesPage):
    page.table.choose(window.ids["asked"])
    window.until(lambda: page.reader.subject.text() == "Colours")
    window.click("plan.txt · 1 KB", page.reader)
    shown = window.dialog(FileDialog)
    window.until(lambda: shown.text.toPlainText() == "Blue")
    shown.reject()
    window.rest()


def test_r_logs_the_answer_and_the_list_knows_it(window: Person, page: MessagesPage):
    page.table.choose(window.ids["message"])
    window.until(lambda: page.reader.subject.text() == "About the shop")
    window.rest()
    QTest.keyClick(page.table.view, Qt.Key.Key_R)
    dialog = window.dialog()
    assert dialog.windowTitle() == "Log the answer"
    assert dialog.form.texts()["subject"] == "Re: About the shop"
    assert dialog.form.texts()["recipients"] == "Joan"
    window.save(dialog, at="2026-11-21 10:00")
    window.until(lambda: cells(page, ANSWER).count("answered") == 3)
    assert cells(page, SUBJECT)[:2] == ["Re: About the shop", "About the shop"]
    window.rest()


def test_list_and_reader_have_half_each_until_they_are_moved(window: Person, page: MessagesPage):
    above, below = page.splitter.sizes()
    assert abs(above - below) <= 2
    page.splitter.setSizes([above + 80, below - 80])
    page.splitter.splitterMoved.emit(above + 80, 1)
    again = MessagesPage(page.session, page.intents)
    again.resize(page.size())
    again.show()
    window.look()
    assert again.splitter.sizes()[0] > again.splitter.sizes()[1]
    again.hide()
    again.deleteLater()


def test_the_sender_s_clock_is_said_only_where_it_is_another():
    texts.use_zone("Europe/Berlin")
    try:
        assert senders_clock(Instant(MOMENT, 60)) == ""
        assert senders_clock(Instant(MOMENT, -210)).endswith("(UTC−3:30)")
        assert senders_clock(Instant(1 << 60, 0)) == ""
    finally:
        texts.use_zone("")


@pytest.mark.parametrize(
    ("channel", "icon"), [("letter", "pen-line"), ("missed call", "phone-missed"), ("call", "phone"), ("mail", "mail")]
)
def test_the_timeline_shows_each_channel_by_its_icon(channel: str, icon: str):
    message = Message(id=1, at=Instant(MOMENT), subject="x", channel=channel)
    assert item(message, Rows((message,), {})).icon == icon
