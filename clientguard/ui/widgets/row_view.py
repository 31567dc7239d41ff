"""The look and the keys of a list of rows: Enter opens, Delete removes, Ctrl+C copies, Tab goes on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from clientguard.texts import current
from clientguard.ui.look.theme import is_high
from clientguard.ui.widgets.sorted_head import MARK, SortedHead

WIDEST = 4000  # points of a column that anybody could want
ROW, HIGH_ROW = 36, 40  # points: the height of a row, and of one with Thai


class RowView(QTableView):
    """Enter opens, Delete removes, Ctrl+C copies. `arranged`: the user changed widths, order or columns.

    Columns share the width there is: each has what it wants where there is room; else some shrink to their least, and
    the least important are folded away. The list scrolls sideways only where the user insists on more.
    """

    delete_wanted = Signal()
    copy_wanted = Signal()
    arranged = Signal()
    fold_wanted = Signal(bool)  # Right (False: unfold) or Left was pressed; only where rows fold

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalHeader(SortedHead(self))
        self.setTabKeyNavigation(False)  # Tab goes on to the next control; the arrows go along the cells
        self._rest = -1
        self._wanted: dict[int, int] = {}
        self._least: dict[int, int] = {}
        self._foldable: Sequence[int] = ()
        self._away: set[int] = set()  # columns that the user took away
        self._kept: set[int] = set()  # columns that the user asked for, although there is no room
        self._sharing = False
        self.folds = False
        head = self.horizontalHeader()
        head.sectionResized.connect(self._resized)
        head.sectionMoved.connect(lambda: self.arranged.emit())

    def show_model(self, model: QAbstractItemModel, name: str, row: int = 0) -> None:
        """Show whole rows of a model, at least four and each so many points high (0: as usual), under a spoken name."""
        row = row or max(HIGH_ROW if is_high(current().language) else ROW, round(self.fontMetrics().height() * 1.4))
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row)
        self.setMinimumHeight(4 * row)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)

    def widen(self, section: int, width: int, least: int = 0) -> None:
        """Give a column the width that it wants and its least (points); each at least what the word at its head needs.

        A column without a least never shrinks.
        """
        head = self.horizontalHeader()
        head.ensurePolished()
        word = head.sectionSizeHint(section) + (MARK if self.isSortingEnabled() else 0)
        self._wanted[section] = max(width, word)
        self._least[section] = max(min(least, width) or width, word)

    def give_rest(self, section: int, least: int, wanted: int = 0) -> None:
        """Give a column what the others leave, and never less than `least` points; `wanted` comes before that."""
        self._rest = section
        self.widen(section, max(least, wanted), least)

    def fold(self, sections: Sequence[int]) -> None:
        """Say which columns may be folded away where there is no room, the least important first."""
        self._foldable = sections
        self._share()

    def show_column(self, section: int, *, shown: bool) -> None:
        """Show a column or take it away, as the user chose."""
        (self._away.discard if shown else self._away.add)(section)
        (self._kept.add if shown else self._kept.discard)(section)
        self._share()
        self.arranged.emit()

    def offer_columns(self, fixed: int) -> None:
        """Have a menu at the heads show columns and take them away; the one that is `fixed` stays."""

        def show(at: QPoint) -> None:
            menu = QMenu(self)
            self.list_columns(menu, range(head.count()), {fixed})
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(head.mapToGlobal(at))

        head = self.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(show)

    def list_columns(self, menu: QMenu, sections: Iterable[int], fixed: Collection[int]) -> None:
        """Put columns into a menu, to be ticked; those that are `fixed` are always shown."""
        for section in sections:
            word = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
            action = menu.addAction(str(word).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(section))
            action.setEnabled(section not in fixed)
            action.toggled.connect(lambda on, section=section: self.show_column(section, shown=on))

    def is_chosen(self, section: int) -> bool:
        """Return whether a column is shown wherever there is room."""
        return section not in self._away

    def arrangement(self) -> str:
        """Return widths, order and columns as the user chose them, as text."""
        head = self.horizontalHeader()
        order = [head.logicalIndex(place) for place in range(head.count())]
        widths = [self._wanted.get(section, 0) for section in range(head.count())]
        return json.dumps({"order": order, "widths": widths, "away": sorted(self._away), "kept": sorted(self._kept)})

    def arrange(self, text: str) -> None:
        """Bring back what `arrangement` returned; any other text leaves everything as it is."""
        head = self.horizontalHeader()
        every = list(range(head.count()))
        try:
            found = json.loads(text)
            order, widths, away, kept = (found[name] for name in ("order", "widths", "away", "kept"))
            fine = sorted(order) == every and len(widths) == len(every) and {*away, *kept} <= set(every)
        except (ValueError, TypeError, LookupError):
            return
        if not fine or not all(isinstance(width, int) and 0 <= width < WIDEST for width in widths):
            return
        for place, section in enumerate(order):
            head.moveSection(head.visualIndex(section), place)
        self._wanted.update({section: width for section, width in enumerate(widths) if width})
        self._away, self._kept = set(away), set(kept)
        self._share()

    def _resized(self, section: int, _before: int, width: int) -> None:
        if self._sharing or not width or section not in self._wanted:
            return
        self._wanted[section] = width
        self._least[section] = min(self._least[section], width)
        if section != self._rest:
            self._share()
        self.arranged.emit()

    def _share(self) -> None:
        """Share the width there is among the columns."""
        if self._rest < 0 or self._sharing:
            return
        head = self.horizontalHeader()
        room = self.viewport().width()
        shown = [each for each in range(head.count()) if each not in self._away]
        folding = [each for each in self._foldable if each in shown]
        for each in sorted(folding, key=lambda each: each in self._kept):
            if sum(self._least[other] for other in shown) <= room or each in self._kept:
                break
            shown.remove(each)
        widths = shared(room, {each: (self._least[each], self._wanted[each]) for each in shown}, self._rest)
        self._sharing = True
        for section in range(head.count()):
            self.setColumnHidden(section, section not in widths)
            if section in widths:
                head.resizeSection(section, widths[section])
        self._sharing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the row where one is, so that what the keys act on is seen."""
        super().focusInEvent(event)
        clicked = event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
        if not clicked and self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.model().index(self.currentIndex().row(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif self.folds and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and not event.modifiers():
            self.fold_wanted.emit(event.key() == Qt.Key.Key_Left)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def shared(room: int, columns: Mapping[int, tuple[int, int]], rest: int) -> dict[int, int]:
    """Return each column's width, from its least and wanted one; `rest` takes what the others leave."""
    wishes = {each: max(0, wanted - least) for each, (least, wanted) in columns.items()}
    spare, wished = max(0, room - sum(least for least, _wanted in columns.values())), sum(wishes.values())
    part = min(1.0, spare / wished) if wished else 0.0
    widths = {each: least + int(wishes[each] * part) for each, (least, _wanted) in columns.items()}
    if rest in widths:
        widths[rest] += max(0, room - sum(widths.values()))
    return widths
