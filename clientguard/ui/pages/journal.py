"""The journal: every change, newest first; its anchor, and its verification (P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from clientguard.actions.casebook import casebooks
from clientguard.actions.casebook.casebooks import Findings
from clientguard.actions.privacy import erasure
from clientguard.domain.journal.tree import anchor_text
from clientguard.domain.records import KINDS
from clientguard.errors import KnownError
from clientguard.store.views import journal
from clientguard.store.views.journal import JournalRow
from clientguard.store.views.records import ERASED
from clientguard.texts import _, _n, current, local
from clientguard.ui.intents import correct_intents
from clientguard.ui.pages.page import Head, Page, clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.label import Label, Line
from clientguard.ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from clientguard.actions.privacy.erasure import Pending
    from clientguard.store.views.journal import Anchor
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents

CHUNK, KEPT = 64, 64  # entries of one reading; readings that are kept
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
Index = QModelIndex | QPersistentModelIndex


def change_word(change: str) -> str:
    """Return what an entry did, as a word."""
    words = {
        "create": _("Casebook created"),
        "add": _("Added"),
        "change": _("Changed"),
        "remove": _("Removed"),
        "restore": _("Restored"),
        "erase": _("Erased"),
        "correct": _("Corrected"),
        "anchor": _("Anchor recorded"),
    }
    return words.get(change, change)


def about(row: JournalRow) -> str:
    """Return what an entry has to do with others, and what it lost."""
    parts: list[str] = []
    if row.corrects:
        parts.append(_("corrects entry {seq}", seq=row.corrects))
    parts += [_("corrected by entry {seq}", seq=seq) for seq in row.corrected_by]
    if row.change == "erase":
        parts.append(_("from entries {entries}", entries=row.entries.replace(",", ", ")))
    if row.gone:
        parts.append(_("its values were erased"))
    if row.lost:
        parts.append(_n("{count} field redacted", "{count} fields redacted", row.lost))
    return ", ".join(parts)


class JournalModel(QAbstractTableModel):
    """Entries from the newest back, read off the screen as they are looked at. `arrived(first, last)`: these rows."""

    arrived = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._size = 0
        self._pages: dict[int, list[JournalRow]] = {}
        self._asked: set[int] = set()

    def show_size(self, size: int, newest: list[JournalRow]) -> None:
        """Show a journal of that many entries, the newest of which were read already."""
        self.beginResetModel()
        self._size = size
        self._pages = {0: newest}
        self._asked = {0}
        self.endResetModel()

    def entry(self, row: int) -> JournalRow | None:
        """Return the entry of a row; None while it is being read."""
        number = row // CHUNK
        if number not in self._asked:
            self._ask(number)
        found = self._pages.get(number, [])
        return found[row % CHUNK] if row % CHUNK < len(found) else None

    def _ask(self, number: int) -> None:
        self._asked.add(number)
        size = self._size

        def take(found: list[JournalRow]) -> None:
            if size != self._size:
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


class JournalPage(Page):
    """The list, the anchor to copy, and the button that checks everything."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(10)
        box.addWidget(
            Label(
                _(
                    "Every change is an entry that cannot be altered unnoticed. The anchor is the journal's"
                    " fingerprint: keep it outside this casebook, and the journal can be checked against it later."
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
        self._pending = QVBoxLayout()
        box.addLayout(self._pending)
        self.verdict = Label("", "soft", wrap=True)
        self.verdict.hide()
        box.addWidget(self.verdict)
        self.model = JournalModel(session, self)
        self.model.arrived.connect(self._arrived)
        self.view = RowView(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(_("Journal"))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(34)
        self.view.setMinimumHeight(4 * 34)
        head = self.view.horizontalHeader()
        for place, width, least in ((0, 80, 60), (1, 200, 0), (2, 130, 90), (4, 300, 90)):
            self.view.widen(place, width, least)
        self.view.give_rest(3, 120)
        self.view.fold((4,))
        head.setHighlightSections(False)
        self.view.activated.connect(self._open)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_entry(now.row()))
        box.addWidget(self.view, 1)
        box.addLayout(self._foot())
        self._anchor = ""

    def _foot(self) -> QHBoxLayout:
        """Return what is said of the chosen entry, and what can be done about it."""
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.chosen = Line("", "soft")
        self.correct = quiet(_("Correct this entry"))
        self.correct.clicked.connect(self._correct)
        self.erase = quiet(_("Erase for good"))
        self.erase.clicked.connect(self._erase)
        foot.addWidget(self.chosen, 1)
        foot.addStretch()
        foot.addWidget(self.correct)
        foot.addWidget(self.erase)
        return foot

    def refresh(self) -> None:
        """Read size and root, and the newest entries."""
        if not self.has_facts:
            self.show_head(Head(_("Journal"), action=_("Check everything")))
        book = self.session.book

        def work(db: Connection) -> tuple[Anchor, list[JournalRow], Pending]:
            found = journal.anchor(db)
            return found, journal.page(db, before=found.size + 1, limit=CHUNK), erasure.pending(book)

        self.read(work, lambda found: self._show(*found))

    def _show(self, found: Anchor, newest: list[JournalRow], left: Pending) -> None:
        self._anchor = anchor_text(found.size, found.root)
        digits = found.root.hex()
        short = " ".join(digits[at : at + 4] for at in range(0, 16, 4))
        self.anchor.setText(_("Anchor: {size} · {digest} …", size=found.size, digest=short))
        self.anchor.setToolTip(self._anchor)
        self.model.show_size(found.size, newest)
        self._show_entry(-1)
        self._show_pending(left)
        count = _n("{count} entry", "{count} entries", found.size)
        self.show_head(Head(_("Journal"), count, action=_("Check everything")))

    def act(self) -> None:
        """Verify the whole casebook."""
        self.verdict.setText(_("Checking the journal, every record and every file …"))
        self.verdict.show()
        book = self.session.book
        self.session.do(lambda _job: casebooks.verify_open(book), done=self._verified)

    def _verified(self, found: Findings) -> None:
        if found.valid:
            text = _(
                "Valid: {size} entries, {records} records, all consistent.", size=found.size, records=found.records
            )
        else:
            text = _("Not valid.") + " " + " ".join(current().say(each) for each in found.faults[:5])
        remarks = " ".join(current().say(each) for each in found.remarks[:3])
        self.verdict.setText(f"{text} {remarks}")

    def _read_pending(self) -> None:
        book = self.session.book
        self.session.read(lambda _db: erasure.pending(book), self._show_pending, self, key="pending")

    def _show_pending(self, left: Pending) -> None:
        """Say what earlier erasures left to do, until it is done."""
        clear(self._pending)
        if not left:
            return
        text = " ".join(current().say(each) for each in erasure.in_words(left))
        banner = Banner("attention", text, _("Try again"), lead=_("This is still to be done after an erasure."))
        banner.acted.connect(self._finish)
        self._pending.addWidget(banner)
        for folder in left.folders:
            gone = quiet(_("{folder} no longer exists", folder=folder))
            gone.clicked.connect(lambda _checked=False, folder=folder: self._give_up(folder))
            self._pending.addWidget(gone, 0, Qt.AlignmentFlag.AlignLeft)

    def _finish(self) -> None:
        book, places = self.session.book, self.session.places()
        clear(self._pending)
        self._pending.addWidget(Label(_("Rewriting the file, and replacing the backups …"), "soft", wrap=True))
        self.session.do(
            lambda _job: erasure.finish(book, places), done=lambda _done: self._read_pending(), failed=self._unfinished
        )

    def _unfinished(self, error: KnownError) -> None:
        self._read_pending()
        self.session.failed.emit(error)

    def _give_up(self, folder: str) -> None:
        book = self.session.book
        self.session.do(lambda _job: erasure.give_up(book, folder), done=self._show_pending)

    # --- the chosen entry ---

    def _row(self) -> JournalRow | None:
        index = self.view.currentIndex()
        return self.model.entry(index.row()) if index.isValid() else None

    def _show_entry(self, place: int) -> None:
        row = self.model.entry(place) if place >= 0 else None
        parts = [about(row), _("Why: {why}", why=" ".join(row.why.split())) if row.why else ""] if row else []
        told = " · ".join(part for part in parts if part)
        self.chosen.show_text(_("Entry {seq}: {told}", seq=row.seq, told=told) if row and told else "")
        self.correct.setEnabled(row is not None and _can_correct(row))
        self.erase.setEnabled(row is not None and _can_erase(row))

    def _arrived(self, first: int, last: int) -> None:
        """Say of the chosen entry what was not known when it was chosen."""
        here = self.view.currentIndex().row()
        if first <= here <= last:
            self._show_entry(here)

    def _menu(self, at: QPoint) -> None:
        row = self._row()
        if row is None:
            return
        menu = QMenu(self)
        for text, act, fine in (
            (_("Open"), lambda: self._open(self.view.currentIndex()), bool(row.record)),
            (_("Correct this entry"), self._correct, _can_correct(row)),
            (_("Erase for good"), self._erase, _can_erase(row)),
        ):
            entry = menu.addAction(text)
            entry.triggered.connect(act)
            entry.setEnabled(fine)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _correct(self) -> None:
        row = self._row()
        if row and _can_correct(row):
            correct_intents.open_correction(self.session, self.intents, row.record, row.seq)

    def _erase(self) -> None:
        row = self._row()
        if row and _can_erase(row):
            correct_intents.open_erasure(self.session, self.intents, row.record)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.entry(index.row())
        if row and row.record:
            self.intents.open(row.kind, row.record)


def _can_correct(row: JournalRow) -> bool:
    kind = KINDS.get(row.kind)
    return row.correctable and kind is not None and bool(kind.form_fields)


def _can_erase(row: JournalRow) -> bool:
    return bool(row.record) and not KINDS[row.kind].single and not row.shell
