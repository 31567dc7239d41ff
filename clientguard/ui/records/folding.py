"""A list by conversation: the switch, and which conversations are unfolded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject

from clientguard.store.views.communication.conversations import Conversations
from clientguard.texts import _
from clientguard.ui.records.listing import Grouping, Listing
from clientguard.ui.records.record_model import RecordModel
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.row_view import RowView

WIDTH = 64  # points: the arrow, and how many


class Folding(QObject):
    """Folds the rows of a view: a click on the first column, Right and Left. `reload(record)` reads the list again.

    Whether the list is by conversation is kept with its columns, because that is what the first one is for.
    """

    def __init__(
        self, view: RowView, model: RecordModel, conversations: Conversations, reload: Callable[[int], None]
    ) -> None:
        super().__init__(view)
        self._view, self._model, self._reload = view, model, reload
        self._conversations = conversations
        self._unfolded: frozenset[int] = frozenset()
        self._patient = False  # whether the next reading may take long
        self._fold = 0  # the record whose conversation is to be folded
        view.widen(model.fold_column, WIDTH)
        head = view.horizontalHeader()
        head.moveSection(head.visualIndex(model.fold_column), 0)
        view.fold_wanted.connect(self._turn)
        view.clicked.connect(self._clicked)
        self.switch = quiet(_("By conversation"))
        self.switch.setCheckable(True)
        self.switch.setProperty("filterchip", True)
        self.switch.clicked.connect(self._switched)

    def begin(self) -> None:
        """Go by what the user chose last."""
        self._show(self._view.is_chosen(self._model.fold_column))

    def grouping(self) -> Grouping | None:
        """Return how the list is to be read; None for a plain list."""
        if not self.switch.isChecked():
            return None
        return Grouping(self._conversations, self._unfolded, self._fold, self._patient)

    def take(self, found: Listing) -> None:
        """Keep what is unfolded in a list that is shown; have it read again where it is shown plainly first."""
        self._patient = found.is_first
        if found.is_first:
            self._reload(0)
        else:
            self._unfolded, self._fold = found.unfolded, 0

    def _show(self, on: bool) -> None:
        self.switch.setChecked(on)
        self._view.folds = on

    def _switched(self, on: bool) -> None:
        self._show(on)
        self._view.show_column(self._model.fold_column, shown=on)
        self._reload(0)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == self._model.fold_column:
            self._turn(self._model.is_unfolded(index.row()), at=index.row())

    def _turn(self, fold: bool, at: int = -1) -> None:
        """Fold or unfold the conversation of a row, of the current one if none is named."""
        row = at if at >= 0 else self._view.currentIndex().row()
        top = row
        while top > 0 and not self._model.count(top):
            top -= 1
        if top < 0 or self._model.count(top) < 2 or self._model.is_unfolded(top) != fold:
            return
        record = self._model.ids[top]
        if fold:
            self._fold = record
        else:
            self._unfolded |= {record}
        self._reload(record)
