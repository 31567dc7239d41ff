"""The order of Tab: as things are seen, from top to bottom and from left to right, each group at a time.

Qt goes along in the order in which things were made, so what is put in later (a banner's button, a list that was read)
would come after the foot of its page. Here the layouts say the order, each time that Tab is pressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QGridLayout,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QWidget,
)

WHOLE = (QAbstractItemView, QAbstractSpinBox, QCalendarWidget, QComboBox)  # their inner parts are their own matter


def go_on(window: QWidget, *, forward: bool) -> bool:
    """Take the focus to the next stop of a window, or the one before, and scroll there; False where Qt has to know."""
    stops = [each for each in _stops(window) if each.isEnabled()]
    now = window.focusWidget()
    if now in (None, window):
        at = -1 if forward else 0
    elif now in stops:
        at = stops.index(now)
    else:
        return False
    if not stops:
        return False
    target = stops[(at + (1 if forward else -1)) % len(stops)]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    up = target.parentWidget()
    while up is not None and up is not window:
        if isinstance(up, QScrollArea):
            up.ensureWidgetVisible(target)
        up = up.parentWidget()
    return True


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at below a widget, in the order in which it is seen."""
    every = QApplication.styleHints().tabFocusBehavior() == Qt.TabFocusBehavior.TabFocusAllControls
    needed = Qt.FocusPolicy.TabFocus if every else Qt.FocusPolicy.StrongFocus
    for part in _parts(widget):
        if not part.isVisible() or part.isWindow():
            continue
        if part.focusPolicy() & needed == needed and part.focusProxy() is None:
            yield part
        if not isinstance(part, WHOLE):
            yield from _stops(part)


def _parts(widget: QWidget) -> Iterable[QWidget]:
    """Return the children of a widget: as its layout has them, then what lies above it, by its place."""
    children = [each for each in widget.children() if isinstance(each, QWidget)]
    layout = widget.layout()
    if isinstance(widget, QMainWindow):
        first = [part for part in (widget.menuWidget(), widget.centralWidget()) if part is not None]
    elif isinstance(widget, QSplitter):
        first = sorted((each for each in children if widget.indexOf(each) >= 0), key=widget.indexOf)
    else:
        first = list(_laid_out(layout, children)) if layout is not None else []
    return [*first, *sorted((each for each in children if each not in first), key=_place)]


def _laid_out(layout: QLayout, widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """Yield those of the widgets that stand in a layout, or in one within it, as it has them.

    The layout is asked where a part is, and not what is at a place: PySide may take an item for another that was there.
    """
    inner = [each for each in layout.children() if isinstance(each, QLayout)]
    at = {each: layout.indexOf(each) for each in (*widgets, *inner)}

    def place(part: QWidget | QLayout) -> tuple[int, ...]:
        return layout.getItemPosition(at[part])[:2] if isinstance(layout, QGridLayout) else (at[part],)  # type: ignore[index]

    for part in sorted((each for each in at if at[each] >= 0), key=place):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _laid_out(part, [each for each in widgets if at[each] < 0])


def _place(widget: QWidget) -> tuple[int, int]:
    return widget.y(), widget.x()
