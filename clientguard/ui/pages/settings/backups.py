"""The part of Settings about backups: where they go, the last verified one, and the rehearsal of the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from clientguard.actions.casebook import backups
from clientguard.domain.casebook.backups import Event, Status, local
from clientguard.errors import KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.actions.casebook.backups import Kept
    from clientguard.domain.records import Instant
    from clientguard.settings import Settings
    from clientguard.ui.session.backup_timer import BackupTimer
    from clientguard.ui.session.session import Session


class BackupsPart(QWidget):
    """Two places, how they stand, and what can be done about it; `restore_wanted`: one is to be put back."""

    restore_wanted = Signal()

    def __init__(
        self, session: Session, backup_timer: BackupTimer, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._backup_timer = backup_timer
        self._settings = settings
        self._newest: Kept | None = None  # the last verified backup
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.last = Label("", "soft", wrap=True)
        self.first = Label("", "soft", wrap=True).selectable()
        self.second = Label("", "soft", wrap=True).selectable()
        self.trouble = Label("", "soft", wrap=True)
        self.checked = Label("", "soft", wrap=True)
        self.result = Label("", "soft", wrap=True)
        self.now = button(_("Back up now"), icon="hard-drive")
        self.now.clicked.connect(self._back_up)
        self.rehearse = button(_("Test a restore"))
        self.rehearse.clicked.connect(self._rehearse)
        self.restore = button(_("Restore a backup"))
        self.restore.clicked.connect(self.restore_wanted)
        self.check = button(_("Run a full check now"))
        self.check.clicked.connect(backup_timer.check_timer.check)
        self.choose_first = button(_("Choose the first folder"))
        self.choose_first.clicked.connect(self._choose_first)
        self.own = button(_("Use the default folder"))
        self.own.clicked.connect(lambda: self._use(first=""))
        self.choose = button(_("Choose a second folder"))
        self.choose.clicked.connect(self._choose)
        self.drop = button(_("Stop using a second folder"))
        self.drop.clicked.connect(lambda: self._use(second=""))
        parts: list[tuple[tuple[Label, ...], tuple[QWidget, ...]]] = [
            ((self.last, self.trouble), (self.now, self.restore, self.rehearse)),
            ((self.first,), (self.choose_first, self.own)),
            ((self.second,), (self.choose, self.drop)),
            ((self.checked,), (self.check,)),
        ]
        for labels, buttons in parts:
            for label in labels:
                box.addWidget(label)
            row = Flow()
            for each in buttons:
                row.addWidget(each)
            box.addLayout(row)
            box.addSpacing(8)
        box.insertWidget(box.indexOf(self.first) - 1, self.result)
        for label in (self.trouble, self.result):
            label.hide()
        backup_timer.looked.connect(self._show)
        backup_timer.check_timer.looked.connect(self._show_check)
        self.refresh()

    def refresh(self) -> None:
        """Read the places and the last verified backup again."""
        places = self._backup_timer.places()
        self.first.setText(_("First folder: {folder}", folder=str(places[0].folder)))
        second = str(places[1].folder) if len(places) > 1 else ""
        self.second.setText(
            _("Second folder: {folder}", folder=second)
            if second
            else _("No second folder yet. Choose one on another drive, so that a broken drive does not take both.")
        )
        self.drop.setVisible(bool(second))
        self.own.setVisible(bool(self._settings.backups))
        self._show_last()
        self._show_check()

    def _show_last(self) -> None:
        book, places = self._session.book, self._backup_timer.places()
        self._session.read(lambda _db: backups.newest(book, places), self._show_newest, self, key="newest")

    def _show_newest(self, newest: Kept | None) -> None:
        self._newest = newest
        self.rehearse.setEnabled(newest is not None)
        self.last.setText(
            _("Last verified backup: {moment}, in {path}", moment=local(newest.manifest.at), path=str(newest.path))
            if newest
            else _("There are no verified backups yet.")
        )

    def _show(self, status: Status) -> None:
        self.now.setEnabled(True)
        _say(self.trouble, current().say(status.trouble) if status.trouble else "")
        self._show_last()

    def _show_check(self) -> None:
        """Say when the casebook was last checked in full."""
        check_timer = self._backup_timer.check_timer
        self._session.read(lambda _db: check_timer.last(), self._say_checked, self, key="checked")

    def _say_checked(self, last: Instant | None) -> None:
        busy = self._backup_timer.check_timer.busy
        self.check.setEnabled(not busy)
        if busy:
            self.checked.setText(_("Checking every entry, record and file. You can keep working."))
        elif last:
            self.checked.setText(_("Last full check: {moment}. Everything is as it was written.", moment=local(last)))
        else:
            self.checked.setText(_("No full check yet. One runs automatically every week."))

    def _back_up(self) -> None:
        if self._backup_timer.look(Event.ASKED):
            self.now.setEnabled(False)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Second backup folder"), self._settings.second_backups)
        if folder:
            self._use(second=str(Path(folder)))

    def _choose_first(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("First backup folder"), self._settings.backups)
        if folder:
            self._use(first=str(Path(folder)))

    def _use(self, *, first: str | None = None, second: str | None = None) -> None:
        """Use other folders; what lies in those of before stays there."""
        self._settings.backups = self._settings.backups if first is None else first
        self._settings.second_backups = self._settings.second_backups if second is None else second
        self._settings.save()
        self.refresh()
        self._backup_timer.look()

    def _rehearse(self) -> None:
        newest = self._newest
        if newest is None:
            return
        self.rehearse.setEnabled(False)
        _say(self.result, _("Restoring the newest backup into a temporary file …"))
        self._session.do(
            lambda _job: backups.rehearse(newest, self._session.book.key),
            done=lambda count: self._rehearsed(
                _n(
                    "{name} can be restored: {count} table is exactly as it was backed up.",
                    "{name} can be restored: all {count} tables are exactly as they were backed up.",
                    count,
                    name=newest.path.name,
                )
            ),
            failed=self._failed,
        )

    def _failed(self, error: KnownError) -> None:
        self._rehearsed(current().error(error))

    def _rehearsed(self, text: str) -> None:
        self.rehearse.setEnabled(True)
        _say(self.result, text)


def _say(label: Label, text: str) -> None:
    """Show a sentence; nothing takes no room."""
    label.setText(text)
    label.setVisible(bool(text))
