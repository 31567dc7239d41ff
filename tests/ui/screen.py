"""What is wrong with a screen: text that is cut off or out of sight, and words that no catalogue gave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from clientguard.domain.money.terms import USUAL
from clientguard.letters.template import KINDS as LETTER_KINDS
from clientguard.letters.template import shipped
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Line
from clientguard.ui.widgets.lead import LeadText
from clientguard.ui.widgets.nav_item import NavItem
from tests.ui.settled import settle

WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
NAMES = (
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|ClientGuard|EUR|THB|net|English|Bahasa Melayu|Frysk"
    r"|practice|rescued|casebook|pdf|mbox|text|plain|application|KB|MB|Ctrl|Shift|Alt|Left|Right|Return|PgUp|PgDown"
    r"|[0-9a-f]{64})\b"
)
LATIN = re.compile(r"[A-Za-z]{2,}")
# What is typed as it stands, and the titles of letters, which are in the letter's own language.
WITHOUT_LANGUAGE = sorted((*USUAL, *(shipped(kind, "en").title for kind in LETTER_KINDS)), key=len, reverse=True)


def untranslated(text: str) -> str:
    """Return the Latin words of a text that no catalogue gave."""
    while WRAPPED.search(text):
        text = WRAPPED.sub(" ", text)
    for whole in WITHOUT_LANGUAGE:
        text = text.replace(whole, " ")
    text = re.sub(r"\S*[/\\]\S*", " ", text)  # a path
    return " ".join(LATIN.findall(re.sub(NAMES, " ", text)))


def said_by(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text that a widget shows or tells a screen reader."""
    yield "tip", re.sub(r"<[^>]*>", "", widget.toolTip())
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    if isinstance(widget, QLabel | QPushButton | QCheckBox):
        yield "text", widget.text()
    elif isinstance(widget, StateChip):
        yield "text", widget.text
    elif isinstance(widget, LeadText):
        yield "text", widget.text()
    elif isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (("entry", widget.itemText(place)) for place in range(widget.count()))
    elif isinstance(widget, QTableView):
        yield from cells(widget)
    elif isinstance(widget, QListView):
        model = widget.model()
        yield from (("line", str(model.index(row, 0).data() or "")) for row in range(min(model.rowCount(), 80)))
    if isinstance(widget, QDialog):
        yield "title", widget.windowTitle()


def cells(view: QTableView) -> Iterator[tuple[str, str]]:
    model = view.model()
    for column in range(model.columnCount()):
        yield "head", str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), 60)):
            yield "cell", str(model.index(row, column).data() or "")


def cut_off(widget: QWidget) -> str:
    """Return how a widget's text is cut off, or nothing. What is cut on purpose has the whole in its tip."""
    text = widget.text() if isinstance(widget, QLabel | QPushButton | QCheckBox) else ""
    if isinstance(widget, StateChip):
        short = widget.width() + 1 < widget.sizeHint().width()
        return f"{widget.width()} of {widget.sizeHint().width()} wide" if short and not widget.toolTip() else ""
    if isinstance(widget, Line | NavItem):
        whole = widget.whole() if isinstance(widget, Line) else widget.word
        return "" if whole in text or widget.toolTip() else "cut without a tip"
    if not text:
        return ""
    if isinstance(widget, QLabel):
        return label_cut_off(widget)
    hint = widget.sizeHint()
    if widget.width() + 1 < hint.width() and not widget.toolTip():
        return f"{widget.width()} of {hint.width()} wide"
    return f"{widget.height()} of {hint.height()} high" if widget.height() + 1 < hint.height() else ""


def label_cut_off(label: QLabel) -> str:
    room, metrics, text = label.contentsRect(), label.fontMetrics(), label.text()
    if not label.wordWrap():
        width = max(metrics.horizontalAdvance(line) for line in text.splitlines())
        return f"{room.width()} of {width} wide" if width > room.width() + 1 and not label.toolTip() else ""
    area = QRect(0, 0, room.width(), 100_000)
    needed = metrics.boundingRect(area, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft, text)
    if needed.height() > room.height() + 2:
        return f"{room.height()} of {needed.height()} high"
    return f"a word of {needed.width()} in {room.width()}" if needed.width() > room.width() + 1 else ""


def out_of_sight(widget: QWidget) -> str:
    """Return what a widget sticks out of, where nothing scrolls that way."""
    up, sideways, upright = widget.parentWidget(), True, True
    while up is not None and (sideways or upright):
        area = up.parentWidget()
        if isinstance(area, QAbstractScrollArea) and up is area.viewport():
            upright = False
            sideways = sideways and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        place = QRect(widget.mapTo(up, QPoint()), widget.size())
        if sideways and (place.left() < -1 or place.right() > up.width()):
            return f"sticks out of {type(up).__name__} sideways: {place.left()}–{place.right()} of {up.width()}"
        if upright and (place.top() < -1 or place.bottom() > up.height()):
            return f"sticks out of {type(up).__name__}: {place.top()}–{place.bottom()} of {up.height()}"
        if up.isWindow():
            return ""
        up = up.parentWidget()
    return ""


def inspect(root: QWidget) -> list[str]:
    """Return everything that is wrong with what a window shows, once it has been read."""
    settle()
    for _turn in range(5):  # a text that wraps changes the height of what it stands in with the next turn
        QApplication.processEvents()
    wrong: list[str] = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible() or widget.window() is not root.window():
            continue
        if any(isinstance(up, QAbstractItemView) for up in parents(widget)):
            continue  # inner parts of a list
        name = f"{type(widget).__name__} {getattr(widget, 'objectName', str)()}"
        wrong += [
            f"untranslated {what} of {name}: {bare!r} in {text!r}"
            for what, text in said_by(widget)
            if (bare := untranslated(text))
        ]
        if isinstance(widget, QLabel | QPushButton | QCheckBox | StateChip) and not in_line_edit(widget):
            text = getattr(widget, "text", "")
            shown = text() if callable(text) else text
            if problem := cut_off(widget) or (out_of_sight(widget) if shown else ""):
                wrong.append(f"{name} {shown!r}: {problem}")
        if isinstance(widget, QTableView):
            wrong += heads_cut_off(widget)
    return wrong


def heads_cut_off(view: QTableView) -> Iterator[str]:
    head = view.horizontalHeader()
    for place in range(head.count()):
        wanted, there = head.sectionSizeHint(place), head.sectionSize(place)
        if not head.isSectionHidden(place) and there + 1 < wanted:
            yield f"head {view.model().headerData(place, Qt.Orientation.Horizontal)!r}: {there} of {wanted} wide"


def parents(widget: QWidget) -> Iterator[QWidget]:
    up = widget.parentWidget()
    while up is not None and not up.isWindow():
        if not isinstance(up, QScrollArea):
            yield up
        up = up.parentWidget()


def in_line_edit(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QLineEdit | QComboBox)


def look(wrong: list[str], place: str, root: QWidget) -> None:
    wrong += [f"{place}: {each}" for each in inspect(root)]
