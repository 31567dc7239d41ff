"""The journal: every change, newest first; its anchor, and its verification (P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from clientguard.actions import casebooks
from clientguard.actions.casebooks import Findings
from clientguard.domain.proof import anchor_text
from clientguard.domain.records import KINDS
from clientguard.store.views import journal
from clientguard.store.views.journal import JournalRow
from clientguard.texts import _, _n, current, local
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from clientguard.ui.desk import Desk

CHUNK = 200
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
Index = QModelIndex | QPersistentModelIndex


def change_word(change: str) -> str:
    """Return what an entry did, as a word."""
    words = {
        "create": _("Casebook made"),
        "add": _("Added"),
        "change": _("Changed"),
        "remove": _("Removed"),
        "restore": _("Restored"),
        "erase": _("Erased"),
    }
    return words.get(change, change)


class JournalModel(QAbstractTableModel):
    """Entries from the newest back, read as they are looked at."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._size = 0
        self._pages: dict[int, list[JournalRow]] = {}

    def show_size(self, size: int) -> None:
        """Show a journal of that many entries."""
        self.beginResetModel()
        self._size = size
        self._pages.clear()
        self.endResetModel()

    def entry(self, row: int) -> JournalRow | None:
        """Return the entry of a row."""
        number = row // CHUNK
        if number not in self._pages:
            with self._session.book.read() as db:
                self._pages[number] = journal.page(db, before=self._size + 1 - number * CHUNK, limit=CHUNK)
        found = self._pages[number]
        return found[row % CHUNK] if row % CHUNK < len(found) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._size

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
            return ", ".join(_(kind.field(name).label) for name in row.fields if kind.has(name)) if kind else ""
        return (
            current().number(row.seq),
            current().moment(local(row.at.ms, row.at.offset)),
            change_word(row.change),
            ": ".join(part for part in (_(kind.label), row.title) if part) if kind else "",
        )[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != DISPLAY:
            return None
        return (_("Entry"), _("When, by this computer's clock"), _("What"), _("Record"), _("Fields"))[section]


class JournalPage(Page):
    """The list, the anchor to copy, and the button that checks everything."""

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(session, desk)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(10)
        box.addWidget(
            Label(
                _(
                    "Every change is an entry that can no longer be altered unnoticed. The anchor is the journal's"
                    " fingerprint: keep it outside this casebook, and later the journal can be checked against it."
                ),
                "soft",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        self.anchor = Label("", "strong").selectable()
        copy = button(_("Copy the anchor"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self._anchor))
        row.addWidget(self.anchor, 1)
        row.addWidget(copy)
        box.addLayout(row)
        self.verdict = Label("", "soft", wrap=True)
        self.verdict.hide()
        box.addWidget(self.verdict)
        self.model = JournalModel(session, self)
        self.view = RowView(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(_("Journal"))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(34)
        head = self.view.horizontalHeader()
        for place, width in enumerate((80, 200, 130)):
            self.view.widen(place, width)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        self.view.activated.connect(self._open)
        box.addWidget(self.view, 1)
        self._anchor = ""

    def refresh(self) -> None:
        """Read size and root."""
        with self.session.book.read() as db:
            found = journal.anchor(db)
        self._anchor = anchor_text(found.size, found.root)
        digits = found.root.hex()
        short = " ".join(digits[at : at + 4] for at in range(0, 16, 4))
        self.anchor.setText(_("Anchor: {size} · {digest} …", size=found.size, digest=short))
        self.anchor.setToolTip(self._anchor)
        self.model.show_size(found.size)
        count = _n("{count} entry", "{count} entries", found.size)
        self.show_head(Head(_("Journal"), count, action=_("Check everything")))

    def act(self) -> None:
        """Verify the whole casebook."""
        self.verdict.setText(_("Checking the journal, every record and every file …"))
        self.verdict.show()
        path = self.session.book.path
        self.session.do(lambda _job: casebooks.verify(path), done=self._verified)

    def _verified(self, found: Findings) -> None:
        if found.valid:
            text = _(
                "Valid: {size} entries, {records} records, all in agreement.", size=found.size, records=found.records
            )
        else:
            text = _("Not valid.") + " " + " ".join(current().say(each) for each in found.faults[:5])
        remarks = " ".join(current().say(each) for each in found.remarks[:3])
        self.verdict.setText(f"{text} {remarks}")

    def _open(self, index: QModelIndex) -> None:
        row = self.model.entry(index.row())
        if row and row.record:
            self.desk.open(row.kind, row.record)
