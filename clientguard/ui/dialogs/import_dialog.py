"""Importing mail, calendars, contact cards and chats: whose they are, how far it is, and what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clientguard.actions.communication import whose_mail
from clientguard.actions.communication.import_mail import Skipped
from clientguard.actions.communication.incoming import import_any
from clientguard.actions.communication.incoming.import_any import TakenIn
from clientguard.actions.communication.incoming.other_files import HowToRead, has_chats
from clientguard.domain.changed import Changed
from clientguard.domain.communication.addresses import Proposed
from clientguard.domain.communication.unmatched import Unmatched
from clientguard.domain.records import KINDS
from clientguard.errors import KnownError
from clientguard.store.views import lists
from clientguard.texts import _, current
from clientguard.ui.dialogs.parties.own_addresses import AddressChoice
from clientguard.ui.dialogs.sources import told
from clientguard.ui.dialogs.sources.assign_dialog import AssignDialog
from clientguard.ui.dialogs.sources.chat_choice import ChatChoice
from clientguard.ui.records.refusal import refusal
from clientguard.ui.session.job_slot import JobSlot
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label, tip


class ImportDialog(Dialog):
    """One import. It can be cancelled until it is written; then nothing was."""

    add_client = Signal()
    imported = Signal(object)

    def __init__(self, session: Session, paths: list[Path], client: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._paths = paths
        self._slot = JobSlot(session.do)
        self._looking = JobSlot(session.do)  # looks whose addresses are in the mail
        self._begin_then = False  # whether to begin as soon as that is known
        self.setWindowTitle(_("Import mail"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Label(", ".join(path.name for path in paths[:6]), "strong", wrap=True))
        label = Label(_("Client"), "field")
        box.addWidget(label)
        self.client = Choice()
        label.setBuddy(self.client)
        self.client.setAccessibleName(_("Client"))
        box.addWidget(self.client)
        self.own = AddressChoice(self)
        self.own.hide()
        box.addWidget(self.own)
        self.chat = ChatChoice(self)
        self.chat.hide()
        box.addWidget(self.chat)
        self.status = Label("", "soft", wrap=True)
        box.addWidget(self.status)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        box.addWidget(self.progress)
        self.skipped = self._table()
        box.addWidget(self.skipped, 1)
        self.assign = button(_("Assign senders …"))
        self.assign.clicked.connect(self._assign)
        self.assign.hide()
        box.addWidget(self.assign, 0, Qt.AlignmentFlag.AlignLeft)
        self.again = button(_("Import what was left out before"))
        self.again.clicked.connect(lambda: self._run(again=True))
        self.again.hide()
        box.addWidget(self.again)
        box.addLayout(self._foot())
        self._unmatched: Sequence[Unmatched] = ()  # senders on no record
        self._finished = False  # whether the button closes
        self._read = False  # whether it is known which clients there are
        self._read_clients(client)
        self.client.currentIndexChanged.connect(self._ready)
        session.changed.connect(self._changed)
        self._ready()
        self._look()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        self.cancel = button(_("Cancel"))
        self.start = button(_("Import", "verb"), primary=True)
        self.start.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.start.clicked.connect(self._begin)
        foot.addWidget(self.cancel)
        foot.addWidget(self.start)
        return foot

    def _look(self) -> None:
        """Look which addresses in the mail may be the user's own, to ask once."""
        book, paths = self._session.book, self._paths

        def work(job: Job) -> tuple[list[Proposed], bool]:
            return whose_mail.proposal(book, paths, job.is_cancelled), has_chats(paths)

        # If that fails, the import tells what is wrong.
        self._looking.run(work, done=lambda found: self._ask(*found), failed=lambda _error: self._ask([], chats=False))

    def _ask(self, proposed: list[Proposed], chats: bool) -> None:
        self.own.propose(proposed)
        self.own.setVisible(bool(proposed))
        self.chat.setVisible(chats)
        if self._begin_then:
            self._begin_then = False
            if proposed:
                self._again(_("One question first, which is asked only once."))
            else:
                self._begin()

    def _read_clients(self, client: int) -> None:
        self._session.read(
            lambda db: lists.choices(db, KINDS["client"]), lambda offered: self._offer(offered, client), self
        )

    def _offer(self, offered: list[tuple[int, str]], client: int) -> None:
        if not self.client.isEnabled():  # it has begun
            return
        chosen = self.client.currentData() if self.client.count() else client
        self._read = True
        self.client.clear()
        if offered:
            self.client.addItem(_("Sort by who wrote"), 0)
        for record, name in offered:
            self.client.addItem(name, record)
        self.client.setCurrentIndex(max(self.client.findData(chosen or 0), 0))
        self._ready()

    def _changed(self, changed: Changed) -> None:
        if "client" in changed.kinds and self.client.isEnabled():
            self._read_clients(self.client.currentData() or 0)

    def _table(self) -> QTableWidget:
        made = QTableWidget(0, 3, self)
        made.setHorizontalHeaderLabels([_("Item"), _("Subject"), _("Why it was left out")])
        made.verticalHeader().hide()
        made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        made.setShowGrid(False)
        made.setTabKeyNavigation(False)
        made.setAccessibleName(_("Left out"))
        for place in range(3):
            made.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        made.setMinimumHeight(160)
        made.hide()
        return made

    def _ready(self) -> None:
        nobody = self._read and not self.client.count()
        self.status.setText(
            _("There are no clients yet. Add the client first, then import its mail.")
            if nobody
            else _("Everything is added to this client's records. What is already on record is skipped.")
            if self.client.currentData()
            else _("Each message goes to the client whose people wrote or got it. Nothing is kept of other mail.")
        )
        self.start.setText(_("Add the client") if nobody else _("Import", "verb"))
        self.start.setEnabled(nobody or self.client.currentIndex() >= 0)

    def _begin(self) -> None:
        if self._finished:
            self.accept()
            return
        if not self.client.count():
            self.add_client.emit()
            return
        self._run(again=False)

    def _run(self, *, again: bool) -> None:
        client, paths, book = self.client.currentData() or None, self._paths, self._session.book
        own = self.own.chosen() if not self.own.isHidden() else None
        for each in (self.again, self.assign):
            each.hide()
        for each in (self.start, self.client, self.own, self.chat):
            each.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        self.status.setText(_("Reading …"))
        if self._looking.busy:
            self._begin_then = True
            return

        how = HowToRead(self.chat.mine(), self.chat.order(), again, current().say)

        def work(job: Job) -> TakenIn:
            self._session.before_import(job.is_cancelled)
            named = whose_mail.set_own(book, own) if own is not None else Changed()
            result = import_any.import_any(
                book, paths, client=client, how=how, progress=job.report, cancelled=job.is_cancelled
            )
            return dataclasses.replace(result, changed=named | result.changed)

        self._slot.run(
            work,
            done=self._done,
            failed=self._failed,
            progress=self._progress,
            cancelled=self._cancelled,
        )

    def _progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.status.setText(_("Reading … {percent} %", percent=100 * done // of) if of else _("Reading …"))

    def _done(self, result: TakenIn) -> None:
        self.progress.hide()
        parts = told.came_in(result) or [_("No message was imported.")]
        parts += told.left_aside(result, by_client=not self.client.currentData())
        if result.unmatched:
            parts.append(told.on_no_record(len(result.unmatched)))
        self.status.setText(" ".join(parts))
        self._unmatched = result.unmatched
        self._list([*told.unreadable(result), *told.left_out(result), *told.duplicates(result)])
        self.again.setVisible(bool(told.left_out(result)))
        self.assign.setVisible(bool(result.unmatched))
        asks = not self.chat.isHidden() and bool(result.others.chats.unreadable)  # whose name, or which order of dates
        self.cancel.setVisible(asks)
        self.cancel.setText(_("Close", "window"))
        self.start.setText(_("Import again") if asks else _("Close", "window"))
        for each in (self.start, self.chat):
            each.setEnabled(True)
        self._finished = not asks
        self.imported.emit(result)

    def _assign(self) -> None:
        """Ask whose the senders are, and import what is theirs right away."""
        dialog = AssignDialog(self._session, self._unmatched, self)
        dialog.assigned.connect(lambda _addresses: self._run(again=False))
        dialog.open()

    def _list(self, items: list[Skipped]) -> None:
        self.skipped.setRowCount(len(items))
        for row, each in enumerate(items):
            reason = current().say(each.reason) if each.reason else _("A duplicate: it is already on record.")
            for place, text in enumerate((each.source, each.subject, reason)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(tip(text))
                self.skipped.setItem(row, place, cell)
        self.skipped.setVisible(bool(items))
        if items:
            self.resize(max(self.width(), 760), max(self.height(), 460))

    def _failed(self, error: KnownError) -> None:
        self._again(refusal(error))

    def _cancelled(self) -> None:
        self._again(_("Cancelled. Nothing was written."))

    def _again(self, text: str) -> None:
        self.progress.hide()
        self.status.setText(text)
        for each in (self.start, self.client, self.own, self.chat):
            each.setEnabled(True)

    def reject(self) -> None:
        """Cancel what runs; else close."""
        self._looking.give_up()
        if self._slot.busy:
            self.status.setText(_("Cancelling …"))
            self._slot.cancel()
        else:
            super().reject()
