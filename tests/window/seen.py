"""What of a real window cannot be seen: beyond the screen, cut off, or to be scrolled to sideways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from benches.turns import turn
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.head import SearchButton
from clientguard.ui.widgets.nav_item import NavItem
from tests.ui.screen import cut_off, heads_cut_off, in_line_edit, out_of_sight, parents
from tests.ui.settled import settle

SHORT = 14  # entries that a list shows without scrolling


def beyond(window: QWidget) -> str:
    """Return how a window, with the frame that the desktop puts around it, lies beyond its screen, or nothing."""
    handle = window.windowHandle()  # Qt's widgets do not always know their frame
    area, frame = window.screen().availableGeometry(), handle.frameGeometry() if handle else window.frameGeometry()
    return "" if area.contains(frame) else f"{box(frame)} is not within {box(area)}"


def box(area: QRect) -> str:
    return f"{area.width()}×{area.height()} at {area.x()}, {area.y()}"


def unseen(root: QWidget) -> Iterator[str]:
    """Yield everything of a window that cannot be seen, once it has been read."""
    settle()
    come_to_rest(root)
    if problem := beyond(root.window()):
        yield f"the window: {problem}"
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible() or widget.window() is not root.window():
            continue
        if isinstance(widget, QAbstractScrollArea) and widget.horizontalScrollBar().maximum() > 0:
            yield f"{name(widget)} scrolls sideways, by {widget.horizontalScrollBar().maximum()}"
        if any(isinstance(up, QAbstractItemView | QComboBox) for up in parents(widget)):
            continue  # inner parts
        yield from (f"{name(widget)}: {each}" for each in cut(widget))


def come_to_rest(root: QWidget) -> None:
    """Wait until every part has its place: a layout answers to another one with the next turn."""
    before: list[QRect] = []
    for count in range(2000):
        QApplication.processEvents()
        handle = root.window().windowHandle()
        if not handle or not handle.isExposed() or (count < 100 and beyond(root.window())):
            turn(5)  # it comes into sight within half a second
            continue
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        places = [each.geometry() for each in [root, *root.findChildren(QWidget)]]
        if places == before:
            return
        before = places
    raise AssertionError(f"never comes to rest: {name(root)}, {box(root.window().geometry())}")


def name(widget: QWidget) -> str:
    text = getattr(widget, "text", "")
    said = (text() if callable(text) else text) or widget.accessibleName()
    return f"{type(widget).__name__} {said[:60]!r}"


def cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QPushButton | QCheckBox | StateChip) and not in_line_edit(widget):
        text = widget.text if isinstance(widget, StateChip) else widget.text()
        plain = isinstance(widget, QPushButton) and not isinstance(widget, NavItem | SearchButton)
        if plain and text and widget.width() + 1 < widget.sizeHint().width():  # clipped, not shortened
            yield f"{widget.width()} of {widget.sizeHint().width()} wide"
        if problem := cut_off(widget) or (out_of_sight(widget) if text else ""):
            yield problem
    elif isinstance(widget, QComboBox) and not widget.isEditable():
        short = widget.minimumSizeHint().height() > widget.height() + 1
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText()) + 41  # its padding and arrow
        if short or needed > widget.width():
            yield f"{box(widget.rect())} for {needed} of text"
    elif isinstance(widget, QTableView):
        yield from heads_cut_off(widget)


# --- lists that open over the window ---


def entries_unseen(view: QAbstractItemView) -> Iterator[str]:
    """Yield the entries of an open list that are cut off; one with room for all of its entries shows them."""
    if problem := beyond(view.window()):
        yield f"the list: {problem}"
    model: Any = view.model()
    room = view.screen().availableGeometry().height() // 2  # above the field or below it
    whole = model.rowCount() <= SHORT and model.rowCount() * view.sizeHintForRow(0) < room
    for row in range(min(model.rowCount(), SHORT)):
        index = model.index(row, 0)
        place = view.visualRect(index)
        if whole and not view.viewport().rect().contains(place):
            yield f"{index.data()!r} at {place.top()}–{place.bottom()} of {view.viewport().height()}"
        if problem := text_cut_off(view, index):
            yield problem


def text_cut_off(view: QAbstractItemView, index: Any) -> str:
    """Return how the text of an entry is cut off, or nothing."""
    option: Any = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = view.visualRect(index)
    option.text = str(index.data() or "")
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
    room = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view)
    margin = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, view) + 1
    needed = option.fontMetrics.horizontalAdvance(option.text) + 2 * margin
    if needed > room.width() or option.fontMetrics.height() > room.height():
        return f"{option.text!r}: {needed}×{option.fontMetrics.height()} in {room.width()}×{room.height()}"
    return ""


def is_above(popup: QWidget) -> bool:
    """Return whether a popup is what one sees at its middle: nothing lies over it."""
    seen = QApplication.widgetAt(popup.mapToGlobal(QPoint(popup.width() // 2, popup.height() // 2)))
    return seen is not None and seen.window() is popup.window() and popup.windowType() == Qt.WindowType.Popup


def reach(button: QWidget) -> Iterator[str]:
    """Yield why a button that is shown cannot be clicked as it stands."""
    if not button.isVisible():
        return
    middle = button.mapToGlobal(button.rect().center())
    if not button.screen().availableGeometry().contains(QRect(button.mapToGlobal(QPoint()), button.size())):
        yield f"{name(button)} lies beyond the screen"
    elif QApplication.widgetAt(middle) is not button:
        over = QApplication.widgetAt(middle)
        yield f"{name(button)} is out of reach: {name(over) if over else 'nothing'} is at {middle.toTuple()}"


def foot(dialog: QDialog) -> list[QPushButton]:
    """Return the buttons at the foot of a dialog."""
    layout = dialog.layout()
    assert layout is not None
    item = layout.itemAt(layout.count() - 1)
    assert item is not None
    row = item.layout()
    if row is None:
        return []
    parts = [part.widget() for place in range(row.count()) if (part := row.itemAt(place))]
    return [each for each in parts if isinstance(each, QPushButton) and each.isVisible()]
