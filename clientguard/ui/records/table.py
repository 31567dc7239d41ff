"""The one table: a kind's records with columns from its description, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from clientguard.domain.changed import Changed
from clientguard.domain.records import Kind
from clientguard.errors import KnownError
from clientguard.texts import _
from clientguard.ui.records import column_widths, listing
from clientguard.ui.records.folding import Folding
from clientguard.ui.records.listing import Listing, Query
from clientguard.ui.records.record_model import ASIDE, RecordModel, Verdict
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.reading_sign import ReadingSign
from clientguard.ui.widgets.row_view import RowView


def add_word(kind: Kind) -> str:
    """Return what adding a record of a kind is called; "" where none can be added by hand."""
    if not kind.addable:
        return ""
    return _(kind.add_word) if kind.add_word else _("Add {kind}", kind=_(kind.noun))


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
        verdict: Verdict | None = None,
        add_word: str = "",
        grouped: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.kind = kind
        self._client = client
        self._add_word = add_word
        self._sort = verdict.sort if verdict else ""
        self._descending = bool(self._sort)  # the newest first
        self._only: tuple[str, str] | None = None
        self.among: tuple[str, tuple[str, ...]] | None = None  # a choice field, and the values that are listed
        self._loaded = False  # whether a first list is there
        self._wanted = 0  # a record to be selected when the list is there
        fields = tuple(field for field in kind.columns if field.name not in without)
        self.model = RecordModel(session, kind, fields, verdict, self, grouped=grouped)
        self.model.aside_read.connect(self._aside_read)
        self._all: Sequence[int] = ()  # what is in the list, folded away or not
        self.folding: Folding | None = None
        self._build()
        self._wait = QTimer(self, singleShot=True, interval=150)
        self._wait.timeout.connect(self.reload)
        session.changed.connect(self._changed)
        self._stale = True
        self.extras: list[tuple[str, Callable[[int], None]]] = []  # what else a row offers: its word, what it does

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter {list}", list=_(self.kind.plural)))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(160)
        self.filter.setMaximumWidth(280)
        self.filter.textChanged.connect(lambda: self._wait.start())
        bar = QHBoxLayout()
        bar.addWidget(self.filter, 1)
        self._chip_row = self._chips()
        bar.addWidget(self._chip_row, 0, Qt.AlignmentFlag.AlignVCenter)
        bar.addStretch(1)
        export = quiet(_("Export"))
        export.clicked.connect(lambda: self.export_wanted.emit(self.kind.name, self._all))
        bar.addWidget(export)
        self._tools = [self.filter, export, *([self._chip_row] if self.chips else [])]  # for what is in the list
        word = self._add_word or add_word(self.kind)
        if word and not self.kind.add_word:  # what has a word of its own has its button in the head
            add = button(word, icon="plus")
            add.clicked.connect(lambda: self.add_wanted.emit(self.kind.name))
            bar.addWidget(add)
            self._tools.append(add)
        box.addLayout(bar)
        self._box, self._bar = box, bar
        self.view = self._view()
        self.empty = EmptyState(_(self.kind.empty or "Nothing here yet."), word)
        self.empty.acted.connect(lambda: self.add_wanted.emit(self.kind.name))
        self._none = EmptyState(_("Nothing matches the filter."), _("Clear the filter"))
        self._none.acted.connect(self.clear_filter)
        self._stack = QStackedLayout()
        box.addLayout(self._stack, 1)  # before its parts, which would be styled again as they are moved
        for widget in (self.view, self.empty, self._none):
            self._stack.addWidget(widget)
        self._sign = ReadingSign(self.view)
        self.foot = Label("", "secondary")
        box.addWidget(self.foot)

    def _chips(self) -> QWidget:
        """Return the filter's chips: the values of the list's first choice or its states, one or none of them on."""
        line = QWidget(self)
        row = self._chips_in = Flow(line, gap=4)
        self.chips: dict[str, QPushButton] = {}
        for name, key, word in self.model.filters():
            chip = quiet(word)
            chip.setCheckable(True)
            chip.setProperty("filterchip", True)
            chip.clicked.connect(lambda on, name=name, key=key: self._filter_by(name, key, on))
            self.chips[key] = chip
            row.addWidget(chip)
        if not self.chips:
            line.hide()
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chips beside the filter, or below it where they would be squeezed."""
        super().resizeEvent(event)
        needed = self._bar.sizeHint().width()
        if self._bar.indexOf(self._chip_row) < 0:
            needed += self._chip_row.sizeHint().width() + self._bar.spacing()
        target = self._bar if needed <= self.width() else self._box
        if self.chips and target.indexOf(self._chip_row) < 0:
            middle = Qt.AlignmentFlag.AlignVCenter if target is self._bar else Qt.AlignmentFlag(0)
            target.insertWidget(1, self._chip_row, 0, middle)

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

    def _view(self) -> RowView:
        view = RowView(self)
        view.show_model(self.model, _(self.kind.plural))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head = view.horizontalHeader()
        head.setSortIndicatorShown(False)
        head.setSectionsClickable(True)
        head.setStretchLastSection(False)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._choose_columns)
        head.sectionClicked.connect(self._sort_by)
        if self.model.fold_column >= 0:
            self.folding = Folding(view, self.model, self._session.conversations, self.choose)
            self._chips_in.addWidget(self.folding.switch)
        column_widths.size_columns(view, self.model, self._rest)
        head.setSectionsMovable(True)
        view.arrange(self._session.layouts.get(self._name, ""))
        if self.folding:
            self.folding.begin()
        view.arranged.connect(self._keep)
        view.activated.connect(lambda index: self._open(index.row()))
        view.delete_wanted.connect(self.remove_selected)
        view.copy_wanted.connect(self.copy_selected)
        view.customContextMenuRequested.connect(self._menu)
        view.selectionModel().currentRowChanged.connect(lambda now, _before: self._select(now.row()))
        return view

    @property
    def _rest(self) -> int:
        """The column that takes what the others leave: the verdict, else the title."""
        titles = [place for place, field in enumerate(self.model.fields) if field.name == self.kind.title]
        wide = self.model.verdict and self.model.verdict.is_wide
        return len(self.model.fields) if wide or not titles else titles[0]

    @property
    def _name(self) -> str:
        model = self.model
        more = (("verdict", model.verdict), ("aside", model.aside), ("conversations", model.fold_column >= 0))
        names = ",".join(field.name for field in model.fields)
        return " ".join((self.kind.name, names, *(word for word, has in more if has)))

    def _keep(self) -> None:
        self._session.layouts[self._name] = self.view.arrangement()

    def reload(self) -> None:
        """Read the list again; it shows what it had until the new one is there."""
        self._stale = False
        at = self.view.currentIndex().row()
        query = Query(
            client=self._client,
            sort=self._sort,
            descending=self._descending,
            text=self.filter.text(),
            only=self._only,
            record=self._wanted or (self.model.ids[at] if 0 <= at < len(self.model.ids) else 0),
            row=max(at, 0),
            grouping=self.folding.grouping() if self.folding else None,
            aside=self.model.aside_words,
            among=self.among,
        )
        kind, verdict, fields = self.kind, self.model.verdict, self.model.fields
        if not self._loaded:
            self._sign.begin()
        self._session.read(
            lambda db: listing.read_listing(db, kind, verdict, fields, query),
            lambda found: self._show(found, query),
            self,
            failed=self._not_read,
        )

    def _show(self, found: Listing, query: Query) -> None:
        self._sign.end()
        self._loaded = True
        had_focus = self.view.hasFocus()
        self._all = found.ids
        self.model.show_ids(found.rows, found.pages, found.counts)
        if query.record:
            self._stay(found, query)
        filtered = bool(query.text.strip() or query.only)
        self._stack.setCurrentWidget(self.view if found.ids else self._none if filtered else self.empty)
        for each in self._tools:
            each.setVisible(bool(found.ids) or filtered)
        if had_focus and not found.ids:
            (self.filter if filtered else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))  # what the keys act on is seen
        self.foot.setText(found.totals)
        self.foot.setVisible(bool(found.ids))
        if self.folding:
            self.folding.take(found)

    def _aside_read(self) -> None:
        if self._sort == ASIDE or self._only == ("", ASIDE):
            self.reload()

    def _not_read(self, error: KnownError) -> None:
        self._sign.end()
        self._session.failed.emit(error)

    def choose(self, record: int) -> None:
        """Select a record and show it, if it is in the list."""
        self._wanted = record
        self.reload()

    def _stay(self, found: Listing, query: Query) -> None:
        """Go to the record that is wanted, or go back to the one where one was, or to the one that took its place."""
        row = found.row
        if self._wanted == query.record:
            self._wanted = 0
            if row < 0:
                return
        elif row < 0:
            row = min(query.row, len(found.rows) - 1)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, 0))
            self.view.scrollTo(self.view.currentIndex())
        else:
            self.selected.emit(0)

    def take_focus(self) -> None:
        """Take the keyboard: the rows, or what to do where there are none."""
        (self._stack.currentWidget() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: Any) -> None:  # noqa: ANN401
        super().showEvent(event)
        if self._stale:
            self.reload()
        self.model.read_aside()

    def _changed(self, changed: Changed) -> None:
        shows = {self.kind.name} | {field.target for field in self.kind.fields if field.target}
        if self.model.verdict:
            shows |= self.model.verdict.kinds
        self.model.hear(changed)
        if not changed.kinds & shows:
            return
        self._stale = True
        if self.isVisible():
            self.reload()

    def _sort_by(self, section: int) -> None:
        name = self.model.order_of(section)
        if not name:
            return
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
        columns = [place for place in range(self.model.own_columns) if self.view.is_chosen(place)]
        ids, model = self.selection(), self.model
        if ids:
            self._session.read(
                lambda db: "\n".join(model.lines(db, ids, columns)), QApplication.clipboard().setText, self, key="copy"
            )

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        if self.selection():
            self._entry(menu, _("Open", "verb"), lambda: self._open(self.view.currentIndex().row()))
            self._entry(menu, _("Copy"), self.copy_selected)
            for word, act in self.extras:
                self._entry(menu, word, lambda act=act: act(self.selection()[0]))
            menu.addSeparator()
            self._entry(menu, _("Remove"), self.remove_selected)
            menu.addSeparator()
        order = menu.addMenu(_("Sort by"))
        for place in self.model.choosable:
            self._entry(order, self.model.head(place), lambda place=place: self._sort_by(place))
        self._list_columns(menu.addMenu(_("Columns")))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        self._list_columns(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.horizontalHeader().mapToGlobal(at))

    def _list_columns(self, menu: QMenu) -> None:
        every = self.model.choosable
        self.view.list_columns(menu, every, [each for each in every if self.model.order_of(each) == self.kind.title])

    def _entry(self, menu: QMenu, text: str, act: Callable[[], None]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: act())
        return action
