"""What comes and goes: a word with Undo at the foot of the window, and long work that can be stopped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from clientguard import texts
from clientguard.ui.widgets.progress import ProgressRow
from clientguard.ui.widgets.toast import FADE, Toast
from tests.ui.widgets.conftest import cut


@pytest.fixture
def window(shown) -> QWidget:
    made = shown(QWidget())
    made.resize(600, 400)
    return made


def test_undo_undoes_once_and_the_word_goes(window, qtbot):
    done: list[str] = []
    toast = Toast(window, motion=False)
    toast.say("Removed invoice 2026-041.", lambda: done.append("undone"))
    assert toast.isVisible()
    assert toast.accessibleName() == "Removed invoice 2026-041."
    toast.undo.setFocus()
    qtbot.keyClick(toast.undo, Qt.Key.Key_Space)
    assert done == ["undone"]
    assert not toast.isVisible()
    toast.undo.click()
    assert done == ["undone"]


def test_where_there_is_nothing_to_undo_there_is_no_button(window):
    toast = Toast(window, motion=False)
    toast.say("Saved.")
    assert not toast.undo.isVisible()


def test_the_next_word_takes_the_place_of_the_last(window):
    done: list[str] = []
    toast = Toast(window, motion=False)
    toast.say("First", lambda: done.append("first"))
    toast.say("Second", lambda: done.append("second"))
    assert toast.label.text() == "Second"
    toast.undo.click()
    assert done == ["second"]


def test_it_goes_by_itself_but_not_under_the_mouse(window, qtbot):
    toast = Toast(window, motion=False)
    toast.say("Saved.")
    toast._timer.setInterval(10)
    spot = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(spot, spot, spot))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_it_fades_in_and_then_stands_sharp(window, qtbot):
    toast = Toast(window, motion=True)
    toast.say("Saved.")
    assert toast._fade.duration() == FADE == 120
    assert toast._effect.isEnabled()
    qtbot.waitUntil(lambda: not toast._effect.isEnabled())


def test_nothing_moves_where_no_movement_is_wanted(window):
    toast = Toast(window, motion=False)
    toast.say("Saved.")
    assert not toast._effect.isEnabled()


def test_it_stays_inside_the_window_and_is_whole(window, qtbot):
    toast = Toast(window, motion=False)
    toast.say("Removed 12 records of Harbour and Finch, Chartered Surveyors and Sons, of Upper Somewhere. " * 3, print)
    for width in (600, 420, 900):
        window.resize(width, 400)
        QApplication.processEvents()
        assert window.rect().contains(toast.geometry())
        assert cut(toast) == []
    toast.say("Saved.")
    assert toast.width() < 200


# --- long work ---


def test_progress_says_how_far_it_is(shown):
    row = ProgressRow()
    shown(row)
    row.begin("Reading …")
    assert (row.bar.minimum(), row.bar.maximum()) == (0, 0)
    row.show_progress(312, 1200, "312 of 1,200")
    assert (row.bar.value(), row.bar.maximum()) == (312, 1200)
    assert row.text.text() == row.bar.accessibleName() == "312 of 1,200"


def test_progress_is_cancelled_once_and_says_so(shown, qtbot):
    row = ProgressRow("Stop printing")
    shown(row)
    row.begin()
    assert row.cancel.text() == "Stop printing"
    with qtbot.waitSignal(row.cancelled, timeout=1000):
        qtbot.keyClick(row.cancel, Qt.Key.Key_Space)
    assert not row.cancel.isEnabled()
    assert row.cancel.text() == "Stopping …"
    with qtbot.assertNotEmitted(row.cancelled):
        row.cancel.click()
    row.begin()
    assert row.cancel.isEnabled()


def test_progress_is_whole_in_longer_words(shown):
    texts.use(texts.PSEUDO)
    row = ProgressRow()
    row.show_progress(1, 2, "⟦Pågé 1 öf 24 šéñţ ţö ţĥé přîñţéř⟧")
    assert cut(shown(row, width=480)) == []
