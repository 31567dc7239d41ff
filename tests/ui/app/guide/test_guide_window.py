"""The window of the guide: beside that of the program, and its links by the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QApplication, QMessageBox

from clientguard.ui.app.guide import topics
from clientguard.ui.app.guide.guide_reader import GuideReader
from clientguard.ui.app.guide.topics import Topic
from clientguard.ui.look.theme import tokens
from tests.ui.app.guide.test_guide_reader import close, f1
from tests.ui.conftest import Person
from tests.ui.keyed import lock, opened, unlock


@pytest.fixture
def guarded(person: Person, _practice: tuple[Path, dict[str, int]], tmp_path: Path) -> Person:
    """The person with the practice open, which has a passphrase."""
    return opened(person, _practice[0], tmp_path)


def test_locking_leaves_the_guide_and_drops_what_was_looked_for_in_it(guarded: Person):
    reader = f1(guarded)
    page = reader.page.key
    reader.input.setText("Harbour")
    lock(guarded)
    assert guarded.dialogs() == [reader]
    assert (reader.page.key, reader.input.text()) == (page, "")
    guarded.front()
    assert f1(guarded) is reader
    assert reader.page.key == topics.PLACES["pages.unlock"].page
    close(guarded, reader)
    unlock(guarded)


def test_a_step_is_read_in_the_guide_and_done_in_the_window(window: Person):
    window.page("money")
    reader = f1(window)
    window.front()
    window.page("clients")
    form = window.open_form("invoice")  # a form over the window leaves the guide usable too
    reader.activateWindow()
    window.until(reader.isActiveWindow)
    window.click(window.button("See also: Leaving a client", reader))
    assert reader.page.key == "leaving"
    form.activateWindow()
    window.until(form.isActiveWindow)
    form.form.editors["number"].input.setFocus()
    window.type("A-7")
    assert form.form.editors["number"].text().endswith("A-7")
    assert f1(window) is reader  # one at a time
    assert reader.page.key == "no-payment"
    close(window, reader)
    window.until(form.isActiveWindow)
    form.done(0)
    window.until(lambda: not window.dialogs())


def test_the_guide_has_its_place_again_while_the_program_runs(window: Person):
    reader = f1(window)
    reader.setGeometry(60, 40, 500, 380)
    window.look()
    close(window, reader)
    again = f1(window)
    assert again is not reader
    assert again.geometry() == QRect(60, 40, 500, 380)
    close(window, again)


def test_the_guide_closes_with_the_window(window: Person):
    reader = f1(window)
    window.window.hide()
    assert not reader.isVisible()
    window.window.show()


def test_over_a_question_that_shuts_out_every_window_the_guide_is_read_and_goes_with_it(window: Person):
    beside = f1(window)
    box = QMessageBox(window.window)
    box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
    box.setWindowModality(Qt.WindowModality.ApplicationModal)
    box.show()
    window.until(lambda: QApplication.focusWidget() is not None and QApplication.focusWidget().window() is box)
    reader = f1(window)
    assert reader is not beside
    assert beside not in window.dialogs()
    assert QApplication.activeModalWidget() is reader
    close(window, reader)
    window.until(lambda: QApplication.activeModalWidget() is box)
    box.close()
    window.front()


# --- links ---


@pytest.fixture
def reader(window: Person) -> GuideReader:
    window.page("money")
    return f1(window)


def test_tab_goes_from_link_to_link_and_return_follows_the_one_with_the_ring(window: Person, reader: GuideReader):
    reader.show_topic(Topic("first-day"))
    page, links = reader.page, list[str]()
    told: list[str] = []
    reader.text.come_to.connect(told.append)
    window.press(Qt.Key.Key_Tab)
    while reader.text.hasFocus():
        links.append(reader.text.link.removesuffix(".md"))
        assert reader.text.viewport().rect().contains(reader.text.cursorRect())
        window.press(Qt.Key.Key_Tab)
    assert set(links) == set(page.links)
    assert [each.removesuffix(".md") for each in told] == links
    assert reader.text.link == ""
    window.press(Qt.Key.Key_Backtab)
    assert reader.text.hasFocus()
    assert reader.text.link.removesuffix(".md") == links[-1]
    window.press(Qt.Key.Key_Backtab)
    assert reader.text.link.removesuffix(".md") == links[-2]
    window.press(Qt.Key.Key_Return)
    assert reader.page.key == links[-2]
    close(window, reader)


def test_the_link_that_the_keyboard_is_at_has_a_ring(window: Person, reader: GuideReader):
    def ring() -> int:
        picture = reader.text.viewport().grab().toImage()
        wanted = QColor(tokens().accent)
        return sum(picture.pixelColor(x, y) == wanted for x in range(picture.width()) for y in range(picture.height()))

    reader.show_topic(Topic("first-day"))
    window.press(Qt.Key.Key_Tab)
    with_ring = ring()
    reader.text.moveCursor(QTextCursor.MoveOperation.StartOfLine)
    assert with_ring > ring() + 60
    close(window, reader)
