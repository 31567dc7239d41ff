"""What was removed, the last first, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from clientguard.domain.records import KINDS
from clientguard.store.views import journal
from clientguard.store.views.journal import RemovedRow, RemovedRows
from clientguard.store.views.records import ERASED
from clientguard.texts import _, _n, current, local
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

STEP = 500  # rows that are read at first, and each time more are asked for
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
Index = QModelIndex | QPersistentModelIndex


class RemovedModel(QAbstractTableModel):
    """When, what and whose."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[RemovedRow, ...] = ()

    def show_rows(self, rows: tuple[RemovedRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if role != DISPLAY:
            return None
        row = self.rows[index.row()]
        title = _(row.title) if row.title == ERASED else " ".join(row.title.split())
        return (current().moment(local(row.at)), _(KINDS[row.kind].label), title, row.owner)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return (_("Removed"), _("Kind"), _("Record"), _("Client"))[section] if role == DISPLAY else None


class RemovedPage(Page):
    """The list, and the button that restores what is selected in it."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self._limit = STEP
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(10)
        note = _("Restored records are back in their place, with their files. What was erased for good is not listed.")
        box.addWidget(Label(note, "soft", wrap=True))
        self.model = RemovedModel(self)
        self.view = self._view()
        self.empty = EmptyState(_("Nothing was removed."))
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        box.addLayout(self._stack, 1)
        foot = QHBoxLayout()
        self.foot = Label("", "secondary")
        self.more = quiet(_("Show older ones"))
        self.more.clicked.connect(self._show_more)
        self.restore = button(_("Restore", "record"))
        self.restore.clicked.connect(self.restore_selected)
        foot.addWidget(self.foot)
        foot.addWidget(self.more)
        foot.addStretch()
        foot.addWidget(self.restore)
        box.addLayout(foot)
        self._show(RemovedRows((), 0))

    def _view(self) -> RowView:
        view = RowView(self)
        view.show_model(self.model, _("Removed records"), row=34)
        for place, (width, least) in enumerate(((190, 0), (130, 90), (300, 0), (180, 110))):
            view.widen(place, width, least)
        view.give_rest(2, 150)
        view.fold((1,))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        view.selectionModel().selectionChanged.connect(lambda: self.restore.setEnabled(bool(self.selection())))
        return view

    def selection(self) -> list[int]:
        """Return the ids of the selected records, in their order."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.rows[row].record for row in rows]

    def refresh(self) -> None:
        """Read the list again."""
        self.show_head(Head(_("Removed records")))
        limit = self._limit
        self.read(lambda db: journal.removed(db, limit), self._show)

    def _show(self, found: RemovedRows) -> None:
        self.model.show_rows(found.rows)
        if not found.rows and self.window().focusWidget() is self.view:  # hidden, it would hand it to the rail
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.setCurrentWidget(self.view if found.rows else self.empty)
        self.restore.setEnabled(bool(self.selection()))
        self.restore.setVisible(bool(found.rows))
        self.more.setVisible(len(found.rows) < found.count)
        self.foot.setText(_n("{count} record", "{count} records", found.count) if found.rows else "")

    def _show_more(self) -> None:
        self._limit += STEP
        self.refresh()

    def take_focus(self) -> None:
        """Take the keyboard for the list."""
        (self if self.view.isHidden() else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def restore_selected(self) -> None:
        """Restore the selected records."""
        if ids := self.selection():
            self.intents.restore(ids)

    def _menu(self, at: QPoint) -> None:
        if not self.selection():
            return
        menu = QMenu(self)
        menu.addAction(_("Restore", "record")).triggered.connect(self.restore_selected)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))
