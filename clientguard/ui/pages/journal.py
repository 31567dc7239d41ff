"""The journal: every change, newest first; its anchor, and its verification (P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout

from clientguard.actions.casebook import casebooks
from clientguard.actions.casebook.casebooks import Findings
from clientguard.actions.privacy import erasure
from clientguard.domain.journal.tree import anchor_text
from clientguard.domain.records import KINDS
from clientguard.errors import KnownError
from clientguard.store.views import journal, lists
from clientguard.store.views.journal import JournalRow, Written
from clientguard.texts import _, _n, current
from clientguard.ui.intents import correct_intents
from clientguard.ui.pages.journal_filter import JournalFilter
from clientguard.ui.pages.journal_model import CHUNK, JournalModel
from clientguard.ui.pages.journal_words import about, changes
from clientguard.ui.pages.page import Head, Page, clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.inputs import ReadText
from clientguard.ui.widgets.label import Label, Line
from clientguard.ui.widgets.long_lines import parted
from clientguard.ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from clientguard.actions.privacy.erasure import Pending
    from clientguard.store.views.journal import Anchor
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents

VALUES = 7  # lines of old and new values that are seen at once


class JournalPage(Page):
    """The list with its filter, what the chosen entry changed, the anchor to copy, and the check of everything."""

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
        mail = button(_("Mail the anchor …"), icon="mail")
        mail.clicked.connect(lambda: intents.mail_anchor())
        row.addWidget(self.anchor, 1)
        buttons = Flow()
        buttons.addWidget(mail)
        buttons.addWidget(copy)
        row.addLayout(buttons)
        box.addLayout(row)
        self._pending = QVBoxLayout()
        box.addLayout(self._pending)
        self.verdict = Label("", "soft", wrap=True)
        self.verdict.hide()
        box.addWidget(self.verdict)
        self.filter = JournalFilter(session, self)
        self.filter.changed.connect(self._filter)
        box.addWidget(self.filter)
        self.model = JournalModel(session, self)
        self.model.arrived.connect(self._arrived)
        self.model.searched.connect(self._searched)
        self.view = self._view()
        self.none = EmptyState(_("Nothing matches the filter."), _("Clear the filter"))
        self.none.acted.connect(self.filter.clear)
        self._stack = QStackedLayout()
        box.addLayout(self._stack, 1)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.none)
        self.count = Label("", "secondary")
        self.count.hide()
        box.addWidget(self.count)
        self.values = ReadText()
        self.values.setAccessibleName(_("Old and new values"))
        self.values.setTabChangesFocus(True)
        self.values.hide()
        box.addWidget(self.values)
        box.addLayout(self._foot())
        self._anchor = ""
        self._all: tuple[int, list[JournalRow]] = (0, [])  # how many entries there are, and the newest

    def _view(self) -> RowView:
        view = RowView(self)
        view.show_model(self.model, _("Journal"), row=34)
        for place, width, least in ((0, 80, 60), (1, 200, 0), (2, 130, 90), (4, 300, 90)):
            view.widen(place, width, least)
        view.give_rest(3, 120)
        view.fold((4, 0))
        view.activated.connect(self._open)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        view.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_entry(now.row()))
        return view

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

        def work(db: Connection) -> tuple[Anchor, list[JournalRow], Pending, list[tuple[int, str]]]:
            found = journal.anchor(db)
            newest = journal.page(db, before=found.size + 1, limit=CHUNK)
            return found, newest, erasure.pending(book), lists.choices(db, KINDS["client"])

        self.read(work, lambda found: self._show(*found))

    def _show(self, found: Anchor, newest: list[JournalRow], left: Pending, clients: list[tuple[int, str]]) -> None:
        self._anchor = anchor_text(found.size, found.root)
        digits = found.root.hex()
        short = " ".join(digits[at : at + 4] for at in range(0, 16, 4))
        self.anchor.setText(_("Anchor: {size} · {digest} …", size=found.size, digest=short))
        self.anchor.setToolTip(self._anchor)
        self._all = found.size, newest
        self.filter.offer(clients)
        self._filter()
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

    # --- the filter ---

    def go_to_filter(self) -> bool:
        """Take the keyboard for the filter."""
        self.filter.take_focus()
        return True

    def _filter(self) -> None:
        """Show the entries that the filter lets through."""
        wanted = self.filter.wanted()
        if wanted:
            self.model.show_passed(wanted)
        else:
            self.model.show_size(*self._all)
            self.count.hide()
            self._stack.setCurrentWidget(self.view)
            self._show_entry(-1)

    def _searched(self) -> None:
        """Say how many entries the filter has let through."""
        found, more = self.model.rowCount(), self.model.goes_on
        self._stack.setCurrentWidget(self.view if found or more else self.none)
        text = _n("{count} entry matches.", "{count} entries match.", found)
        if more:
            text = _n("{count} entry matches so far.", "{count} entries match so far.", found)
        self.count.setText(text)
        self.count.show()
        self._show_entry(self.view.currentIndex().row())

    # --- the chosen entry ---

    def _row(self) -> JournalRow | None:
        index = self.view.currentIndex()
        return self.model.entry(index.row()) if index.isValid() else None

    def _show_entry(self, place: int) -> None:
        row = self.model.entry(place) if place >= 0 else None
        parts = [about(row), _("Why: {why}", why=" ".join(row.why.split())) if row.why else ""] if row else []
        told = " · ".join(part for part in parts if part)
        self.chosen.show_text(_("Entry {seq}: {told}", seq=row.seq, told=told) if row and told else "")
        self._read_values(row)
        self.correct.setEnabled(row is not None and _can_correct(row))
        self.erase.setEnabled(row is not None and _can_erase(row))

    def _read_values(self, row: JournalRow | None) -> None:
        """Read what an entry changed; the text before it stays until then, so that the list does not jump."""
        seq = row.seq if row and row.record else 0
        self.session.read(lambda db: journal.written(db, seq) if seq else None, self._show_values, self, key="values")

    def _show_values(self, wrote: Written | None) -> None:
        text = changes(wrote) if wrote else ""
        self.values.setPlainText(parted(text))
        self.values.setFixedHeight(self.values.fontMetrics().lineSpacing() * min(VALUES, text.count("\n") + 1) + 26)
        self.values.setVisible(bool(text))

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
            (_("Open", "verb"), lambda: self._open(self.view.currentIndex()), bool(row.record)),
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
