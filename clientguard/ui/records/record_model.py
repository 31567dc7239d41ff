"""The rows of a table: a kind's records; ids first, rows as they are looked at, all of it read off the screen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QWidget

from clientguard.domain.changed import Changed
from clientguard.domain.records import Choice, Field, Kind, Record, Type
from clientguard.store.views import lists
from clientguard.texts import _, _n
from clientguard.ui.look import icons
from clientguard.ui.look.theme import tokens
from clientguard.ui.records.shown import is_figure, shown
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import tip

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

ASIDE = "aside"  # by which a list is ordered or filtered: what stands in the column beside the verdict
CHUNK, KEPT = 64, 64  # rows of one page; pages that are kept
MOST_CHIPS = 6  # values of a choice that a list is filtered by
DISPLAY, ALIGN, COLOUR = (
    int(role)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ForegroundRole)
)
ICON, SPOKEN = int(Qt.ItemDataRole.DecorationRole), int(Qt.ItemDataRole.AccessibleTextRole)
TOOLTIP, HEAD_NAME = int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Aside:
    """A column beside the verdict that takes a moment: it is read for the whole list at once, after the list is shown.

    `read` returns words and a tone for those records that have any; `only` is the word that filters by them.
    """

    head: str
    only: str
    kinds: frozenset[str]
    read: Callable[[Connection], Mapping[int, tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A last column that no field holds: what is the matter with each record, in words and a tone.

    It follows from records of `kinds`; when one of them changes, it is read again.
    """

    head: str
    kinds: frozenset[str]
    read: Callable[[Connection, list[int]], dict[int, tuple[str, str]]]
    marked: Callable[[Connection, list[int]], set[int]] | None = None  # those with files: a paperclip is at their title
    # Both of these, of the conversations that rows stand for.
    whole: Callable[[Connection, list[int]], tuple[dict[int, tuple[str, str]], set[int]]] | None = None
    short: bool = False  # a word or two, as a date is: the title takes the room that is left
    sort: str = ""  # how a list is ordered by it at first, as `lists.ids` has it; "" where it has no order of its own
    states: tuple[Choice, ...] = ()  # by which a list can be filtered; `of_state(db, client, key)`: what is in one
    of_state: Callable[[Connection, int, str], set[int]] | None = None
    aside: Aside | None = None

    @property
    def is_wide(self) -> bool:
        """Whether it says a sentence; else it is a date, or as short as one."""
        return not self.sort and not self.short


@dataclass(frozen=True, slots=True)
class RowPage:
    """A page of rows as it was read: the records by id, what those they point at are called, and the verdicts."""

    records: dict[int, Record]
    titles: dict[int, str]
    verdicts: dict[int, tuple[str, str]] = field(default_factory=dict)
    marked: set[int] = field(default_factory=set)


NOTHING = RowPage({}, {})


def read_page(
    db: Connection, kind: Kind, verdict: Verdict | None, ids: Sequence[int], counts: Sequence[int] = ()
) -> RowPage:
    """Read the rows of these ids, at most 500; `counts` says how many records each of them stands for."""
    wanted = list(ids)
    found = lists.rows(db, kind, wanted)
    verdicts = verdict.read(db, wanted) if verdict and wanted else {}
    marked = verdict.marked(db, wanted) if verdict and verdict.marked and wanted else set()
    several = [each for each, count in zip(wanted, counts, strict=False) if count > 1]
    if verdict and verdict.whole and several:
        of_whole, marked_whole = verdict.whole(db, several)
        verdicts = verdicts | of_whole
        marked = marked | marked_whole
    return RowPage({record.id: record for record in found.records}, found.titles, verdicts, marked)


class RecordModel(QAbstractTableModel):
    """Rows of one kind; a column is a field of its description, then its verdict and what is aside, where it has them.

    `aside_read`: what stands in the column beside the verdict is there.
    """

    aside_read = Signal()

    def __init__(
        self,
        session: Session,
        kind: Kind,
        fields: tuple[Field, ...],
        verdict: Verdict | None,
        parent: QWidget,
        *,
        grouped: bool = False,
    ) -> None:
        super().__init__(parent)
        self._list = parent
        self.aside = verdict.aside if verdict else None
        self.aside_column = len(fields) + 1 if self.aside else -1
        self.aside_words: Mapping[int, tuple[str, str]] = {}
        self._aside_stale = True
        self.fold_column = len(fields) + bool(verdict) + bool(self.aside) if grouped else -1
        self.counts: Sequence[int] = ()  # see `Listing`
        self.verdict = verdict
        self._session = session
        self.kind = kind
        self.fields = fields
        self.ids: Sequence[int] = array("q")
        self._pages: dict[int, RowPage] = {}
        self._asked: set[int] = set()  # pages that are being read

    def show_ids(self, ids: Sequence[int], pages: dict[int, RowPage] | None = None, counts: Sequence[int] = ()) -> None:
        """Show other records, in their order, with the pages of them that were read already."""
        self.beginResetModel()
        self.ids = ids
        self.counts = counts
        self._pages = dict(pages or {})
        self._asked.clear()
        self.endResetModel()

    @property
    def choosable(self) -> Sequence[int]:
        """The columns that a list can be ordered by, and that can be taken away: the fields, and what is aside."""
        return [*range(len(self.fields)), *([self.aside_column] if self.aside else [])]

    def read_aside(self) -> None:
        """Read the column beside the verdict, where there is one and something has changed."""
        if self.aside and self._aside_stale:
            self._aside_stale = False
            self._session.read(self.aside.read, self._take_aside, self, key=ASIDE)

    def hear(self, changed: Changed) -> None:
        """Read the column beside the verdict again, now or when the list is shown next."""
        if self.aside and changed.kinds & self.aside.kinds:
            self._aside_stale = True
            if self._list.isVisible():
                self.read_aside()

    def _take_aside(self, found: Mapping[int, tuple[str, str]]) -> None:
        self.aside_words = found
        if self.ids:
            column = self.aside_column
            self.dataChanged.emit(self.index(0, column), self.index(len(self.ids) - 1, column))
        self.aside_read.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.own_columns + (self.fold_column >= 0)

    @property
    def own_columns(self) -> int:
        """How many columns say something of the record itself."""
        return len(self.fields) + bool(self.verdict) + bool(self.aside)

    def count(self, row: int) -> int:
        """Return how many records a row stands for; 0 for one that is shown below another."""
        return self.counts[row] if row < len(self.counts) else 1

    def is_unfolded(self, row: int) -> bool:
        """Return whether the others of a row's conversation are shown below it."""
        return self.count(row) > 1 and row + 1 < len(self.ids) and self.count(row + 1) == 0

    def record(self, row: int) -> Record | None:
        """Return the record of a row; None while it is being read."""
        return self._page(row).records.get(self.ids[row])

    def _page(self, row: int) -> RowPage:
        """Return the page of a row; an empty one, and have it read, when it is not there."""
        number = row // CHUNK
        if number not in self._pages:
            self._ask(number)
        return self._pages.get(number, NOTHING)

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        ids, kind, verdict = self.ids, self.kind, self.verdict
        part = slice(number * CHUNK, (number + 1) * CHUNK)
        wanted, counts = ids[part], self.counts[part]

        def take(page: RowPage) -> None:
            if ids is self.ids:  # else other records are shown by now
                self._take(number, page)

        self._session.read(lambda db: read_page(db, kind, verdict, wanted, counts), take, self, key=number)

    def _take(self, number: int, page: RowPage) -> None:
        self._asked.discard(number)
        while len(self._pages) >= KEPT:
            self._pages.pop(next(iter(self._pages)))
        self._pages[number] = page
        last = min((number + 1) * CHUNK, len(self.ids)) - 1
        self.dataChanged.emit(self.index(number * CHUNK, 0), self.index(last, self.columnCount() - 1))

    def _tone(self, index: Index) -> str:
        """Return the tone of a row's verdict."""
        return self._page(index.row()).verdicts.get(self.ids[index.row()], ("", "neutral"))[1]

    def text(self, row: int, column: int) -> str:
        """Return a cell as it is shown."""
        if column == self.fold_column:
            return str(self.count(row)) if self.count(row) > 1 else ""
        return self.cell(self._page(row), self.ids[row], column)

    def cell(self, page: RowPage, record: int, column: int) -> str:
        """Return a cell of a page's record as it is shown; "" while there is none. Needs no screen."""
        if column == len(self.fields):
            return page.verdicts.get(record, ("", "neutral"))[0]
        if column == self.aside_column:
            return self.aside_words.get(record, ("", "neutral"))[0]
        found = page.records.get(record)
        return shown(self.fields[column], found, page.titles) if found else ""

    def lines(self, db: Connection, ids: Sequence[int], columns: Sequence[int]) -> Iterable[str]:
        """Yield some records as lines of text, cells divided by tabs. Needs no screen."""
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            page = read_page(db, self.kind, self.verdict, part)
            yield from ("\t".join(self.cell(page, each, column) for column in columns) for each in part)

    def _fold_data(self, row: int, role: int) -> Any:  # noqa: ANN401
        """Return what the first column shows and says of a conversation."""
        if role == DISPLAY:
            return self.text(row, self.fold_column)
        count, unfolded = self.count(row), self.is_unfolded(row)
        if role == ICON and count != 1:
            name = "corner-down-right" if not count else "chevron-down" if unfolded else "chevron-right"
            return icons.icon(name, tokens().soft)
        if role in (SPOKEN, TOOLTIP) and not count:
            return _("Earlier in the same conversation")
        if role in (SPOKEN, TOOLTIP) and count > 1:
            one, many = "Conversation of {count} message", "Conversation of {count} messages"
            words = _n(one, many, count)
            return _("{text}, unfolded", text=words) if unfolded else _("{text}, folded", text=words)
        return None

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if index.column() == self.fold_column:
            return self._fold_data(index.row(), role)
        if role == DISPLAY:
            return self.text(index.row(), index.column())
        if role == TOOLTIP:
            return tip(self.text(index.row(), index.column())[:600])
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if self._is_figure(index.column()) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == COLOUR:
            return self._colour(index)
        if role == ICON:
            return self._icon(index)
        if role == SPOKEN and self._has_files(index):
            return _("{text}, with files", text=self.text(index.row(), index.column()))
        return None

    def _has_files(self, index: Index) -> bool:
        row = index.row()
        is_title = index.column() < len(self.fields) and self.fields[index.column()].name == self.kind.title
        return is_title and self.ids[row] in self._page(row).marked

    def _icon(self, index: Index) -> QIcon | None:
        """Return the icon of a choice, or the paperclip at the title of what has files."""
        if index.column() >= len(self.fields):
            return None
        if self._has_files(index):
            return icons.icon("paperclip", tokens().ink)
        field, record = self.fields[index.column()], self.record(index.row())
        if field.type is not Type.CHOICE or record is None:
            return None
        choice = field.choice(getattr(record, field.name))
        return icons.icon(choice.icon, tokens().soft) if choice and choice.icon else None

    def _is_figure(self, column: int) -> bool:
        return column < len(self.fields) and is_figure(self.fields[column])

    def _colour(self, index: Index) -> QColor | None:
        if index.column() >= len(self.fields):
            is_aside = index.column() == self.aside_column
            tone = self.aside_words.get(self.ids[index.row()], ("", "neutral"))[1] if is_aside else self._tone(index)
            return QColor(tokens().tone(tone)[0]) if tone != "neutral" else None
        field = self.fields[index.column()]
        record = self.record(index.row())
        if field.type is not Type.CHOICE or record is None:
            return None
        choice = field.choice(getattr(record, field.name))
        return QColor(tokens().tone(choice.tone)[0]) if choice and choice.tone != "neutral" else None

    def filters(self) -> Sequence[tuple[str, str, str]]:
        """Return by what a list can be filtered: field ("" for a state or what is aside), value, word.

        It is the values of its first short choice, or the states it has, and whether something stands aside.
        """
        if self.verdict and self.verdict.states:
            found = [("", each.key, _(each.label)) for each in self.verdict.states]
        else:
            short = (each for each in self.fields if each.type is Type.CHOICE and len(each.choices) <= MOST_CHIPS)
            field = next(short, None)
            found = [(field.name, each.key, _(each.label)) for each in field.choices] if field else []
        return [*found, ("", ASIDE, self.aside.only)] if self.aside else found

    def order_of(self, column: int) -> str:
        """Return how a list is ordered by a column, as `lists.ids` has it; "" where it cannot be."""
        if column < len(self.fields):
            return self.fields[column].name
        if column == self.aside_column:
            return ASIDE
        return self.verdict.sort if self.verdict and column < self.own_columns else ""

    def head(self, column: int) -> str:
        """Return the word over a column."""
        if column == self.fold_column:
            return _("Messages in the conversation")
        if column == self.aside_column and self.aside:
            return self.aside.head
        if column == len(self.fields):
            return self.verdict.head if self.verdict else ""
        return _(self.fields[column].label)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY and section == self.fold_column:
            return ""  # too narrow for its word, which is read out
        if role in (DISPLAY, HEAD_NAME):
            return self.head(section)
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if self._is_figure(section) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
