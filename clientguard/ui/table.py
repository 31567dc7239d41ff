"""The one table: a kind's records with columns from its description; ids first, rows as they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from clientguard.domain.changed import Changed
from clientguard.domain.money import Money
from clientguard.domain.records import Field, Kind, Record, Type
from clientguard.store.views import lists
from clientguard.texts import _, _n, current
from clientguard.ui.session import Session
from clientguard.ui.shown import duration, is_figure, shown
from clientguard.ui.theme import SECONDARY, font, tokens
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.label import Label

CHUNK, KEPT = 100, 64  # rows of one reading; readings that are kept
DISPLAY, ALIGN, COLOUR = (
    int(role)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ForegroundRole)
)
TOOLTIP, HEAD_NAME = int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole)
Index = QModelIndex | QPersistentModelIndex


class RecordModel(QAbstractTableModel):
    """Rows of one kind; a column is a field of its description."""

    def __init__(self, session: Session, kind: Kind, fields: tuple[Field, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.kind = kind
        self.fields = fields
        self.ids: list[int] = []
        self._pages: dict[int, tuple[dict[int, Record], dict[int, str]]] = {}

    def show_ids(self, ids: list[int]) -> None:
        """Show other records, in their order."""
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.fields)

    def record(self, row: int) -> Record | None:
        """Return the record of a row."""
        return self._page(row)[0].get(self.ids[row])

    def _page(self, row: int) -> tuple[dict[int, Record], dict[int, str]]:
        number = row // CHUNK
        if number not in self._pages:
            while len(self._pages) >= KEPT:
                self._pages.pop(next(iter(self._pages)))
            with self._session.book.read() as db:
                found = lists.rows(db, self.kind, self.ids[number * CHUNK : (number + 1) * CHUNK])
            self._pages[number] = ({record.id: record for record in found.records}, found.titles)
        return self._pages[number]

    def text(self, row: int, column: int) -> str:
        """Return a cell as it is shown."""
        records, titles = self._page(row)
        record = records.get(self.ids[row])
        return shown(self.fields[column], record, titles) if record else ""

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if role == DISPLAY:
            return self.text(index.row(), index.column())
        if role == TOOLTIP:
            return self.text(index.row(), index.column())[:600] or None
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if is_figure(self.fields[index.column()]) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == COLOUR:
            return self._colour(index)
        return None

    def _colour(self, index: Index) -> QColor | None:
        field = self.fields[index.column()]
        record = self.record(index.row())
        if field.type is not Type.CHOICE or record is None:
            return None
        choice = field.choice(getattr(record, field.name))
        return QColor(tokens().tone(choice.tone)[0]) if choice and choice.tone != "neutral" else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (DISPLAY, HEAD_NAME):
            return _(self.fields[section].label)
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if is_figure(self.fields[section]) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class View(QTableView):
    """Enter opens, Delete removes, Ctrl+C copies."""

    delete_wanted = Signal()
    copy_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class RecordTable(QWidget):
    """A kind's list: filter box, table, foot with count and totals, and what to do while it is empty.

    `opened(kind, id)`, `add_wanted(kind)`. Removal and its Undo go through the session; export through `export`.
    """

    opened = Signal(str, int)
    add_wanted = Signal(str)
    remove_wanted = Signal(str, object)
    export_wanted = Signal(str, object)
    selected = Signal(int)

    def __init__(
        self,
        session: Session,
        kind: Kind,
        *,
        client: int = 0,
        without: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.kind = kind
        self._client = client
        self._sort, self._descending = "", False
        self._only: tuple[str, str] | None = None
        fields = tuple(field for field in kind.columns if field.name not in without)
        self.model = RecordModel(session, kind, fields, self)
        self._build()
        self._wait = QTimer(self, singleShot=True, interval=150)
        self._wait.timeout.connect(self.reload)
        session.changed.connect(self._changed)
        self._stale = True

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter {list}", list=_(self.kind.plural)))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(280)
        self.filter.textChanged.connect(lambda: self._wait.start())
        bar = QHBoxLayout()
        bar.addWidget(self.filter, 1)
        bar.addLayout(self._chips())
        bar.addStretch(1)
        export = quiet(_("Export"))
        export.clicked.connect(lambda: self.export_wanted.emit(self.kind.name, list(self.model.ids)))
        bar.addWidget(export)
        if self.kind.addable:
            add = button(_("Add {kind}", kind=_(self.kind.label).lower()), icon="plus")
            add.clicked.connect(lambda: self.add_wanted.emit(self.kind.name))
            bar.addWidget(add)
        box.addLayout(bar)
        self._bar = bar
        self.view = self._view()
        self.empty = EmptyState(
            _(self.kind.empty or "Nothing here yet."),
            _("Add {kind}", kind=_(self.kind.label).lower()) if self.kind.addable else "",
        )
        self.empty.acted.connect(lambda: self.add_wanted.emit(self.kind.name))
        self._none = EmptyState(_("Nothing matches the filter."), _("Clear the filter"))
        self._none.acted.connect(self.clear_filter)
        self._stack = QStackedLayout()
        for widget in (self.view, self.empty, self._none):
            self._stack.addWidget(widget)
        box.addLayout(self._stack, 1)
        self.foot = Label("", "secondary")
        box.addWidget(self.foot)

    def _chips(self) -> QHBoxLayout:
        """Return the filter's chips: the values of the list's first choice, one or none of them on."""
        row = QHBoxLayout()
        row.setSpacing(4)
        self.chips: dict[str, QPushButton] = {}
        field = next((each for each in self.model.fields if each.type is Type.CHOICE and len(each.choices) <= 5), None)
        for choice in field.choices if field else ():
            chip = quiet(_(choice.label))
            chip.setCheckable(True)
            chip.setProperty("filterchip", True)
            chip.clicked.connect(lambda on, key=choice.key: self._filter_by(field.name if field else "", key, on))
            self.chips[choice.key] = chip
            row.addWidget(chip)
        return row

    def _filter_by(self, name: str, key: str, on: bool) -> None:
        self._only = (name, key) if on else None
        for each, chip in self.chips.items():
            chip.setChecked(on and each == key)
        self.reload()

    def clear_filter(self) -> None:
        """Show everything again."""
        for chip in self.chips.values():
            chip.setChecked(False)
        self._only = None
        self.filter.clear()
        self.reload()

    def _view(self) -> View:
        view = View(self)
        view.setModel(self.model)
        view.setAccessibleName(_(self.kind.plural))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(36)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setSortIndicatorShown(False)
        head.setSectionsClickable(True)
        head.setStretchLastSection(False)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._choose_columns)
        head.sectionClicked.connect(self._sort_by)
        self._size_columns(head)
        self._restore(head)
        view.activated.connect(lambda index: self._open(index.row()))
        view.delete_wanted.connect(self.remove_selected)
        view.copy_wanted.connect(self.copy_selected)
        view.customContextMenuRequested.connect(self._menu)
        view.selectionModel().currentRowChanged.connect(lambda now, _before: self._select(now.row()))
        return view

    def _size_columns(self, head: QHeaderView) -> None:
        widths = {Type.DATE: 120, Type.MONEY: 130, Type.CHOICE: 130, Type.INSTANT: 180, Type.MINUTES: 100,
                  Type.FLAG: 80, Type.NUMBER: 100, Type.CURRENCY: 90, Type.DECIMAL: 90, Type.TERMS: 150}  # fmt: skip
        for place, field in enumerate(self.model.fields):
            if field.name == self.kind.title:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                metrics = QFontMetrics(font(SECONDARY, bold=True))
                needed = metrics.horizontalAdvance(_(field.label)) + 28
                head.resizeSection(place, max(needed, widths.get(field.type, 160)))

    @property
    def _name(self) -> str:
        return f"{self.kind.name} {','.join(field.name for field in self.model.fields)}"

    def _restore(self, head: QHeaderView) -> None:
        """Bring back widths and hidden columns, and keep them from now on."""
        kept = self._session.layouts.get(self._name)
        if kept:
            head.restoreState(QByteArray.fromHex(kept.encode()))

        def keep() -> None:
            self._session.layouts[self._name] = bytes(head.saveState().toHex().data()).decode()

        head.sectionResized.connect(keep)
        head.sectionMoved.connect(keep)
        head.setSectionsMovable(True)

    def reload(self) -> None:
        """Read the list again."""
        self._stale = False
        with self._session.book.read() as db:
            ids = lists.ids(
                db,
                self.kind,
                client=self._client,
                sort=self._sort,
                descending=self._descending,
                text=self.filter.text(),
                only=self._only,
            )
        self.model.show_ids(ids)
        filtered = bool(self.filter.text().strip() or self._only)
        self._stack.setCurrentWidget(self.view if ids else self._none if filtered else self.empty)
        self.foot.setText(self._totals())
        self.foot.setVisible(bool(ids))

    def showEvent(self, event: Any) -> None:  # noqa: ANN401
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _changed(self, changed: Changed) -> None:
        shows = {self.kind.name} | {field.target for field in self.kind.fields if field.target}
        if not changed.kinds & shows:
            return
        self._stale = True
        if self.isVisible():
            self.reload()

    def _totals(self) -> str:
        count = _n("{count} record", "{count} records", len(self.model.ids))
        sums = [field for field in self.model.fields if field.type in (Type.MONEY, Type.MINUTES)]
        if not sums or len(self.model.ids) > 5_000:
            return count
        parts = [count]
        for field in sums:
            by_currency: dict[str, int] = {}
            for row in range(len(self.model.ids)):
                record = self.model.record(row)
                if record is not None:
                    code = getattr(record, "currency", "")
                    by_currency[code] = by_currency.get(code, 0) + (getattr(record, field.name) or 0)
            amounts = [
                current().money(Money(total, code)) if field.type is Type.MONEY else duration(total)
                for code, total in sorted(by_currency.items())
            ]
            parts.append(_("{field}: {amounts}", field=_(field.label), amounts=", ".join(amounts)))
        return "   ".join(parts)

    def _sort_by(self, section: int) -> None:
        name = self.model.fields[section].name
        self._descending = not self._descending if self._sort == name else False
        self._sort = name
        head = self.view.horizontalHeader()
        head.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(section, order)
        self.reload()

    def selection(self) -> list[int]:
        """Return the ids of the selected rows, in their order."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.ids[row] for row in rows]

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.model.ids):
            self.opened.emit(self.kind.name, self.model.ids[row])

    def _select(self, row: int) -> None:
        if 0 <= row < len(self.model.ids):
            self.selected.emit(self.model.ids[row])

    def remove_selected(self) -> None:
        """Ask for the removal of the selected records."""
        if ids := self.selection():
            self.remove_wanted.emit(self.kind.name, ids)

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard as text, columns divided by tabs."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        columns = [place for place in range(len(self.model.fields)) if not self.view.isColumnHidden(place)]
        lines = ["\t".join(self.model.text(row, place) for place in columns) for row in rows]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))

    def _menu(self, at: QPoint) -> None:
        if not self.selection():
            return
        menu = QMenu(self)
        self._entry(menu, _("Open"), lambda: self._open(self.view.currentIndex().row()))
        self._entry(menu, _("Copy"), self.copy_selected)
        menu.addSeparator()
        self._entry(menu, _("Remove"), self.remove_selected)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        for place, field in enumerate(self.model.fields):
            action = menu.addAction(_(field.label))
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(place))
            action.setEnabled(field.name != self.kind.title)
            action.toggled.connect(lambda on, place=place: self.view.setColumnHidden(place, not on))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.horizontalHeader().mapToGlobal(at))

    def _entry(self, menu: QMenu, text: str, act: Callable[[], None]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: act())
        return action
