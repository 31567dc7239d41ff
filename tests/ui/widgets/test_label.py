"""Words on the screen: plain text always, and whole, or cut where it shows, with the whole in the tip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clientguard.ui.look.theme import LIGHT
from clientguard.ui.widgets.label import Label, Line, tip, unbroken
from clientguard.ui.widgets.lead import LeadText
from tests.ui.widgets.conftest import colours, cut

MARKED = '<b>bold</b> <img src="file:///etc/hostname">'
SENTENCE = "The polite note of 14 November had no answer, and the terms say the first of the month. "
THAI = "ต้องตัดสินใจภายในวันที่สิบหกธันวาคมและแจ้งลูกค้าล่วงหน้าสามสิบวันก่อนสัญญาจะสิ้นสุดลง"


def test_what_looks_like_mark_up_is_shown_as_it_is_written(shown):
    for label in (Label(MARKED), Line(MARKED)):
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert label.text() == MARKED
    assert tip(MARKED) == "<p>&lt;b&gt;bold&lt;/b&gt; &lt;img src=&quot;file:///etc/hostname&quot;&gt;</p>"
    assert tip("") == ""


def test_a_text_can_be_selected_by_keyboard_and_mouse_where_that_is_asked_for():
    flags = Label("2026-041").selectable().textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard


@pytest.mark.parametrize("text", [SENTENCE * 3, THAI * 3, "word" * 40 + " " + SENTENCE])
@pytest.mark.parametrize("width", [180, 420])
def test_a_text_that_wraps_is_whole_in_a_window_that_is_too_low(shown, text, width):
    labels = [Label(text, wrap=True) for _count in range(8)]
    window = shown(*labels, width=width)
    window.resize(width, 60)
    assert cut(window) == []


def test_a_text_that_wraps_gives_room_back_when_the_window_is_widened(shown, qtbot):
    label = Label(SENTENCE * 3, wrap=True)
    window = shown(label, width=200)
    narrow = label.height()
    window.resize(900, 200)
    qtbot.waitUntil(lambda: label.height() < narrow)
    label.setText("Short")
    qtbot.waitUntil(lambda: label.minimumHeight() <= label.fontMetrics().height() + 2)


def test_a_line_is_cut_with_an_ellipsis_and_whole_in_its_tip(shown):
    line = Line("Harbour & Finch, Chartered Surveyors and Sons, of Upper Somewhere", "title")
    row = QWidget()
    QHBoxLayout(row).addWidget(line)
    window = shown(row, width=300)
    assert line.text().endswith("…")
    assert "Upper Somewhere" in line.toolTip()
    assert line.accessibleName() == line.whole() == "Harbour & Finch, Chartered Surveyors and Sons, of Upper Somewhere"
    window.resize(1200, 200)
    assert line.text() == line.whole()
    assert line.toolTip() == ""


def test_a_line_takes_no_more_room_than_its_words(shown):
    line = Line("Today", "title")
    row = QWidget()
    box = QHBoxLayout(row)
    box.addWidget(line)
    box.addStretch()
    shown(row)
    assert line.text() == "Today"
    assert line.width() < 100


def darkness(widget: QWidget) -> int:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(255 - byte for byte in bytes(image.constBits()))


def test_a_sentence_begins_in_semibold(shown):
    plain, lead = LeadText("", "Work is stopped."), LeadText("Work is stopped.", "")
    shown(plain, lead)
    assert darkness(lead) > darkness(plain) * 1.05
    assert LeadText("Held until then:", "two templates.").text() == "Held until then: two templates."


def test_a_sentence_that_begins_in_semibold_wraps_and_is_whole(shown):
    lead = LeadText("Held until then:", SENTENCE * 2 + THAI + " 👍 ", "attention")
    window = shown(lead, width=260)
    assert lead.height() > 5 * lead.fontMetrics().height()
    assert cut(window) == []
    assert lead.accessibleName() == lead.text()
    assert LIGHT.attention in colours(lead)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("and THB 28,000.00 owed to you, € 8,250.00 overdue", ["THB 28,000.00", "€ 8,250.00"]),
        ("It was due on 28 Oct 2026.", ["28 Oct 2026"]),
        ("client being left, last day 19 Dec", ["19 Dec"]),
        ("Saturday 28 November 2026, decide by 1 Dec 2026", ["28 November 2026", "1 Dec 2026"]),
    ],
)
def test_no_line_breaks_an_amount_or_a_date(qtbot, text: str, whole: list[str]):
    label = Label(text, wrap=True)
    qtbot.addWidget(label)
    assert label.text() == text
    shown = QLabel.text(label)
    assert shown.split(" ") != text.split(" ")
    assert [each for each in whole if each.replace(" ", "\u00a0") not in shown] == []
    assert unbroken("3 invoices of 2026 and 5 others") == "3 invoices of 2026 and 5 others"
