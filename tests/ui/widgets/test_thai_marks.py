"""Thai on the screen: no mark is cut off where marks stand on one another, and lines end between words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QImage, QPainter, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clientguard import texts
from clientguard.settings import LARGEST
from clientguard.ui.look.raised import ABOVE, BELOW, raised
from clientguard.ui.look.theme import SECONDARY, TITLE, font, load_typeface, theme
from clientguard.ui.widgets import thai_lines
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label, Line
from clientguard.ui.widgets.lead import LeadText
from clientguard.ui.widgets.row_view import RowView
from tests.ui.widgets.conftest import Shown

MARKS = "ปั๊มที่กี่ฟื้นฐุ"  # marks on marks, on high consonants, and below
RED = QColor("#ff0000")


@pytest.fixture(params=["th 100", f"th {LARGEST}", "en 100", f"en {LARGEST}"])
def screen(request: pytest.FixtureRequest, look: None) -> Iterator[str]:
    """The screen in Thai, or in English with Thai on record, in usual and in the largest text."""
    language, size = request.param.split()
    texts.use(language)
    load_typeface()
    theme().scale_text(int(size))
    yield language
    texts.use("en")
    load_typeface()
    theme().scale_text(100)


def ink(image: QImage) -> list[int]:
    """Return the rows of a picture that have something red in them."""
    pixels = memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I")
    wide = image.width()
    return [
        row
        for row in range(image.height())
        if any((each >> 16 & 255) - (each >> 8 & 255) > 40 for each in pixels[row * wide : (row + 1) * wide])
    ]


def high(face: QFont, scale: int = 1) -> int:
    """Return how many rows the marks take where nothing is in their way."""
    image = QImage(900 * scale, 300 * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(face)
    painter.setPen(RED)
    painter.drawText(10, 150, MARKS)
    painter.end()
    rows = ink(image)
    return rows[-1] - rows[0] + 1


def chosen(box: QComboBox) -> QComboBox:
    box.addItem(MARKS)
    return box


def listed(view: QListView) -> QListView:
    view.setModel(QStringListModel([MARKS], view))
    return view


def menu() -> QMenu:
    made = QMenu()
    made.addAction(MARKS)
    return made


def table() -> RowView:
    made = RowView()
    model = QStandardItemModel(1, 1, made)
    model.setData(model.index(0, 0), MARKS)
    made.show_model(model, "rows")
    made.horizontalHeader().hide()
    made.setColumnWidth(0, 400)
    return made


KINDS: dict[str, tuple[Callable[[], QWidget], float]] = {
    "label": (lambda: Label(MARKS), 0),
    "label that wraps": (lambda: Label(MARKS, wrap=True), 0),
    "soft label": (lambda: Label(MARKS, "soft"), SECONDARY),
    "title": (lambda: Label(MARKS, "title"), TITLE),
    "line": (lambda: Line(MARKS), 0),
    "button": (lambda: QPushButton(MARKS), 0),
    "input": (lambda: QLineEdit(MARKS), 0),
    "choice": (lambda: chosen(QComboBox()), 0),
    "choice to type in": (lambda: chosen(QComboBox(editable=True)), 0),
    "check box": (lambda: QCheckBox(MARKS), 0),
    "radio button": (lambda: QRadioButton(MARKS), 0),
    "text of several lines": (lambda: QPlainTextEdit(MARKS), 0),
    "list": (lambda: listed(QListView()), 0),
    "menu": (menu, 0),
    "table": (table, 0),
}


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_no_mark_is_cut_off(kind: str, screen: str, scale: int, qtbot: QtBot):
    """On a screen at 100 and at 200 %."""
    make, size = KINDS[kind]
    widget = make()
    qtbot.addWidget(widget)
    widget.setStyleSheet(f"*, QMenu::item {{ color: {RED.name()}; }}")
    widget.ensurePolished()
    widget.adjustSize()
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.show()
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.white)
    widget.render(image)
    rows = ink(image)
    wanted = high(font(size) if size else widget.font(), scale)
    found = rows[-1] - rows[0] + 1
    assert found >= wanted - 1, f"{found} of {wanted} rows"  # where they begin may be half a row off


def test_a_sentence_with_a_lead_and_a_chip_have_room_for_marks(screen: str, shown: Shown):
    lead, chip = LeadText(MARKS, MARKS), StateChip(MARKS, "note")
    shown(lead, chip)
    if screen == "th":
        assert min(lead.height(), chip.height()) >= high(font(SECONDARY)) - 1


def test_lines_of_both_scripts_are_of_one_height_in_thai(screen: str):
    if screen == "th":
        metrics = QFontMetrics(font())
        latin, thai, mixed = (metrics.boundingRect(each).height() for each in ("Mill Lane", MARKS, f"Mill {MARKS}"))
        assert latin == thai == mixed == metrics.height()
        assert Label("Mill").sizeHint().height() == Label(MARKS).sizeHint().height()


def test_latin_text_has_the_same_lines_as_ever_where_the_screen_is_not_thai(look: None):
    assert Label("Harbour & Finch").contentsMargins().isNull()
    label = Label(MARKS)
    label.ensurePolished()
    assert label.contentsMargins().top() >= 0.17 * label.fontMetrics().height()
    label.setText("Harbour & Finch")
    assert label.contentsMargins().isNull()


def test_a_raised_typeface_is_the_same_typeface_with_other_lines(qapp: QGuiApplication):
    import io

    from fontTools.ttLib import TTFont

    from clientguard import paths

    plain = (paths.resources() / "fonts" / "Sarabun-Regular.ttf").read_bytes()
    before, after = TTFont(io.BytesIO(plain)), TTFont(io.BytesIO(raised(plain)), checkChecksums=2)
    assert (after["hhea"].ascent, after["OS/2"].sTypoDescender) == (ABOVE, -BELOW)
    assert before.getBestCmap() == after.getBestCmap()
    assert before["hmtx"].metrics == after["hmtx"].metrics


# --- where lines end ---

LONG = "สัญญาฉบับนี้กำหนดให้ผู้ว่าจ้างชำระเงินภายในสามสิบวันนับแต่วันที่ได้รับใบแจ้งหนี้"


@pytest.fixture
def without_libthai(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer on which Qt does not know Thai words."""
    monkeypatch.setattr(thai_lines, "qt_knows_thai", lambda: False)


def test_without_libthai_lines_end_between_the_words_of_our_list(without_libthai: None):
    found = thai_lines.broken_between_words(f"Mill: {LONG} 30")
    words = found.split(thai_lines.BREAK)
    assert {"ผู้ว่าจ้าง", "ชำระ", "ใบแจ้งหนี้"} & set(words)
    assert len(words) > 10
    assert thai_lines.without_breaks(found) == f"Mill: {LONG} 30"
    assert thai_lines.broken_between_words("Harbour & Finch, café") == "Harbour & Finch, café"


def test_breaks_are_neither_kept_nor_read_out_nor_copied(without_libthai: None, shown: Shown):
    label = Label(LONG, wrap=True).selectable()
    shown(label, width=220)
    assert label.height() > 2 * label.fontMetrics().height()
    assert label.text() == LONG
    assert label.accessibleName() == LONG
    label.setFocus()
    QTest.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == LONG
    label.setText("Harbour")
    assert label.accessibleName() == ""


def test_a_sentence_with_a_lead_keeps_its_text(without_libthai: None, shown: Shown):
    lead = LeadText("ครบกำหนด", LONG)
    shown(lead, width=220)
    assert lead.text() == f"ครบกำหนด {LONG}"
    assert thai_lines.BREAK not in lead.accessibleName()
    assert lead.height() > 2 * lead.fontMetrics().height()
