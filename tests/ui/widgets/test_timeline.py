"""The timeline: tens of thousands of items, read as they are looked at, whole words, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from clientguard.ui.look.theme import DARK, LIGHT, font, theme
from clientguard.ui.widgets.timeline import CHUNK, Item, Timeline, lines
from tests.ui.widgets.conftest import colours

MANY = 30_000
THAI = "ลูกค้ายังไม่ได้ตอบคำถามเรื่องโลโก้และเรื่องราคาซึ่งทำให้งานล่าช้าไปสองสัปดาห์แล้วจึงต้องเลื่อนวันส่งมอบออกไป"


class Source:
    """Items as a store would return them, and how many were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.gone: set[int] = set()
        self.slow = False  # whether nothing is given before it is told to
        self.later: list[Callable[[], None]] = []

    def __call__(self, wanted: list[tuple[int, str]], give: Callable[[list[Item]], None]) -> None:
        self.asked += [record for record, _kind in wanted]
        found = [
            Item(f"Fri 20 Nov, 16:12 · call {record}", f"They rang {record}", "phone", record, kind)
            for record, kind in wanted
            if record not in self.gone
        ]
        self.later.append(lambda: give(found))
        if not self.slow:
            self.answer()

    def answer(self) -> None:
        """Give what was asked for."""
        while self.later:
            self.later.pop(0)()


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def timeline(shown, source) -> Timeline:
    made = Timeline(source, "What happened")
    made.setMinimumHeight(400)
    shown(made, width=600)
    made.show_ids([(record, "message") for record in range(MANY)])
    made.setFocus()
    return made


def test_only_what_is_looked_at_is_read(timeline, source):
    timeline.grab()
    assert timeline.model().rowCount() == MANY
    assert 0 < len(source.asked) <= 2 * CHUNK
    timeline.scrollToBottom()
    timeline.grab()
    assert MANY - 1 in source.asked
    assert len(source.asked) <= 5 * CHUNK


def test_a_line_stays_empty_until_it_is_read_and_of_another_list_nothing_arrives(timeline, source):
    source.slow = True
    timeline.show_ids([(record, "message") for record in range(CHUNK)])
    timeline.grab()
    assert timeline.model().index(0, 0).data() is None
    old, source.later = source.later, []
    timeline.show_ids([(record, "message") for record in range(1000, 1000 + CHUNK)])
    timeline.grab()
    for give in old:
        give()
    assert timeline.model().index(0, 0).data() is None
    source.answer()
    assert timeline.model().index(0, 0).data() == "Fri 20 Nov, 16:12 · call 1000: They rang 1000"


def test_an_item_is_read_out_with_its_moment(timeline):
    assert timeline.accessibleName() == "What happened"
    first = timeline.model().index(0, 0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Fri 20 Nov, 16:12 · call 0: They rang 0"
    assert first.data(Qt.ItemDataRole.ToolTipRole) == "<p>They rang 0</p>"


def test_the_keys_go_along_and_enter_opens(timeline, qtbot):
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    assert timeline.currentIndex().row() == 1
    with qtbot.waitSignal(timeline.opened, timeout=1000) as opened:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert opened.args == ["message", 1]
    qtbot.keyClick(timeline, Qt.Key.Key_End)
    assert timeline.currentIndex().row() == MANY - 1


@pytest.mark.parametrize(("look", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_chosen_item_and_the_focus_are_seen(timeline, look, tokens):
    theme().use(look)
    assert tokens.weak not in colours(timeline)
    timeline.setCurrentIndex(timeline.model().index(1, 0))
    assert {tokens.weak, tokens.accent, tokens.window} <= colours(timeline)


def test_an_item_that_is_gone_leaves_an_empty_line_and_opens_nothing(timeline, source, qtbot):
    source.gone = {2}
    timeline.show_ids([(record, "message") for record in range(5)])
    gone = timeline.model().index(2, 0)
    assert gone.data() is None
    timeline.grab()
    with qtbot.assertNotEmitted(timeline.opened):
        timeline.activated.emit(gone)


def test_a_short_text_is_one_line_and_a_long_one_is_cut_after_two(qapp):
    assert lines("They rang.", font(), 300, 2) == ["They rang."]
    found = lines("The polite note had no answer. " * 20, font(), 300, 2)
    assert len(found) == 2
    assert found[1].endswith("…")
    assert all(QFontMetrics(font()).horizontalAdvance(line) <= 300 for line in found)


def test_nothing_is_lost_between_the_lines(qapp):
    text = "Stop note for invoice 2026-041 👍, with the sentence that work starts again at once on payment."
    assert " ".join(lines(text, font(), 320, 9)).replace("  ", " ") == text


def test_thai_takes_the_second_line_though_it_has_no_spaces(qapp):
    found = lines(THAI, font(), 400, 2)
    assert len(found) == 2
    assert all(QFontMetrics(font()).horizontalAdvance(line) <= 400 for line in found)


def test_lines_and_tabs_of_a_message_are_made_one_text(qapp):
    assert lines("Hello,\n\n\tthe shop  is slow. ", font(), 600, 2) == ["Hello, the shop is slow."]
