"""The rows of the journal's list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from clientguard.domain.records import KINDS
from clientguard.store.views import journal
from clientguard.store.views.journal import Filter, Found, JournalRow
from clientguard.store.views.records import ERASED
from clientguard.texts import _, current, local
from clientguard.ui.pages.journal_words import about, change_word
from clientguard.ui.session.session import Session

CHUNK, KEPT = 64, 64  # entries of one reading; readings that are kept
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
Index = QModelIndex | QPersistentModelIndex


class JournalModel(QAbstractTableModel):
    """Entries from the newest back, read off the screen as they are looked at: all, or those that a filter wants.

    `arrived(first, last)`: these rows. `searched`: a filter found more, or has come to the journal's beginning.
    """

    arrived = Signal(int, int)
    searched = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._size = 0
        self._pages: dict[int, list[JournalRow]] = {}
        self._asked: set[int] = set()
        self._wanted: Filter | None = None
        self._passed: list[JournalRow] = []  # what the filter let through so far
        self._below = 0  # where it goes on; 0 at the journal's beginning
        self._searching = False

    def show_size(self, size: int, newest: list[JournalRow]) -> None:
        """Show a journal of that many entries, the newest of which were read already."""
        self.beginResetModel()
        self._wanted, self._searching = None, False
        self._size = size
        self._pages = {0: newest}
        self._asked = {0}
        self.endResetModel()

    # --- of a filter ---

    def show_passed(self, wanted: Filter) -> None:
        """Show what a filter lets through, from the newest back; what was shown stays until some of it is found."""
        self._wanted, self._below = wanted, 0
        self._search(0, fresh=True, enough=CHUNK)

    @property
    def is_searching(self) -> bool:
        """Return whether a filter is looking for entries."""
        return self._searching

    def _search(self, before: int, *, fresh: bool, enough: int) -> None:
        """Look at the next portion, and at more of them until there are so many rows."""
        wanted = self._wanted
        if wanted is None:
            return
        self._searching = True

        def take(found: Found) -> None:
            if wanted is not self._wanted:
                return
            self._take(found, fresh=fresh)
            if found.before and len(self._passed) < enough:
                self._search(found.before, fresh=False, enough=enough)
            else:
                self._searching = False
            self.searched.emit()

        self._session.read(lambda db: journal.found(db, wanted, before), take, self, key="filter")

    def _take(self, found: Found, *, fresh: bool) -> None:
        self._below = found.before
        if fresh:
            self.beginResetModel()
            self._passed = list(found.rows)
            self.endResetModel()
        elif found.rows:
            first = len(self._passed)
            self.beginInsertRows(QModelIndex(), first, first + len(found.rows) - 1)
            self._passed += found.rows
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self.goes_on and not self._searching

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._search(self._below, fresh=False, enough=len(self._passed) + CHUNK)

    @property
    def goes_on(self) -> bool:
        """Return whether a filter has older entries to look at."""
        return self._wanted is not None and self._below > 0

    # --- rows ---

    def entry(self, row: int) -> JournalRow | None:
        """Return the entry of a row; None while it is being read."""
        if self._wanted is not None:
            return self._passed[row] if row < len(self._passed) else None
        number = row // CHUNK
        if number not in self._asked:
            self._ask(number)
        found = self._pages.get(number, [])
        return found[row % CHUNK] if row % CHUNK < len(found) else None

    def _ask(self, number: int) -> None:
        self._asked.add(number)
        size = self._size

        def take(found: list[JournalRow]) -> None:
            if size != self._size or self._wanted is not None:
                return
            while len(self._pages) >= KEPT:
                gone = next(iter(self._pages))
                self._asked.discard(gone)
                del self._pages[gone]
            self._pages[number] = found
            first, last = number * CHUNK, min((number + 1) * CHUNK, size) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
            self.arrived.emit(first, last)

        before = size + 1 - number * CHUNK
        self._session.read(lambda db: journal.page(db, before=before, limit=CHUNK), take, self, key=number)

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return self._size if self._wanted is None else len(self._passed)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if role != DISPLAY:
            return None
        row = self.entry(index.row())
        if row is None:
            return ""
        kind = KINDS.get(row.kind)
        if index.column() == 4:
            names = [_(kind.field(name).label) for name in row.fields if kind.has(name)] if kind else []
            return " · ".join(part for part in (", ".join(names), about(row)) if part)
        title = _(row.title) if row.title == ERASED else row.title
        return (
            current().number(row.seq),
            current().moment(local(row.at)),
            change_word(row.change),
            ": ".join(part for part in (_(kind.label), title) if part) if kind else "",
        )[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != DISPLAY:
            return None
        return (_("Entry"), _("When, by this computer's clock"), _("What"), _("Record"), _("Fields"))[section]
