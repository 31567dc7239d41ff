"""The rows of a table: a kind's records; ids first, rows as they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from clientguard.domain.records import Field, Kind, Record, Type
from clientguard.store.views import lists
from clientguard.texts import _
from clientguard.ui.look.theme import tokens
from clientguard.ui.records.shown import is_figure, shown
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import tip

CHUNK, KEPT = 100, 64  # rows of one reading; readings that are kept
DISPLAY, ALIGN, COLOUR = (
    int(role)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ForegroundRole)
)
TOOLTIP, HEAD_NAME = int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Verdict:
    """A last column that no field holds: what is the matter with each record, in words and a tone.

    It follows from records of `kinds`; when one of them changes, it is read again.
    """

    head: str
    kinds: frozenset[str]
    read: Callable[[list[int]], dict[int, tuple[str, str]]]


class RecordModel(QAbstractTableModel):
    """Rows of one kind; a column is a field of its description, and the last one a verdict where there is one."""

    def __init__(
        self, session: Session, kind: Kind, fields: tuple[Field, ...], verdict: Verdict | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.verdict = verdict
        self._said: dict[int, dict[int, tuple[str, str]]] = {}
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
        self._said.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.fields) + bool(self.verdict)

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

    def _verdict(self, row: int) -> tuple[str, str]:
        """Return words and tone of a row's verdict."""
        number = row // CHUNK
        if number not in self._said and self.verdict:
            self._said[number] = self.verdict.read(self.ids[number * CHUNK : (number + 1) * CHUNK])
        return self._said.get(number, {}).get(self.ids[row], ("", "neutral"))

    def text(self, row: int, column: int) -> str:
        """Return a cell as it is shown."""
        if column == len(self.fields):
            return self._verdict(row)[0]
        records, titles = self._page(row)
        record = records.get(self.ids[row])
        return shown(self.fields[column], record, titles) if record else ""

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if role == DISPLAY:
            return self.text(index.row(), index.column())
        if role == TOOLTIP:
            return tip(self.text(index.row(), index.column())[:600])
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if self._is_figure(index.column()) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == COLOUR:
            return self._colour(index)
        return None

    def _is_figure(self, column: int) -> bool:
        return column < len(self.fields) and is_figure(self.fields[column])

    def _colour(self, index: Index) -> QColor | None:
        if index.column() == len(self.fields):
            tone = self._verdict(index.row())[1]
            return QColor(tokens().tone(tone)[0]) if tone != "neutral" else None
        field = self.fields[index.column()]
        record = self.record(index.row())
        if field.type is not Type.CHOICE or record is None:
            return None
        choice = field.choice(getattr(record, field.name))
        return QColor(tokens().tone(choice.tone)[0]) if choice and choice.tone != "neutral" else None

    def head(self, column: int) -> str:
        """Return the word over a column."""
        if column == len(self.fields):
            return self.verdict.head if self.verdict else ""
        return _(self.fields[column].label)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (DISPLAY, HEAD_NAME):
            return self.head(section)
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if self._is_figure(section) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
