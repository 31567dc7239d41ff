"""The part of Settings about the passphrase: set, change, remove; the recovery sheet; when to lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard import paths
from clientguard.actions.casebook import passphrase
from clientguard.texts import _, _n, current
from clientguard.ui.dialogs.passphrase_dialog import Intent, PassphraseDialog
from clientguard.ui.dialogs.recovery_dialog import RecoveryDialog
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.error_line import NoticeLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.actions.casebook.backups import Afresh
    from clientguard.settings import Settings
    from clientguard.ui.session.backup_timer import BackupTimer
    from clientguard.ui.session.session import Session

MINUTES = (5, 15, 30, 60, 0)


class PassphrasePart(QWidget):
    """What can be done about the passphrase of the open casebook. `lock_wanted`: lock it now."""

    lock_wanted = Signal()

    def __init__(
        self, session: Session, backup_timer: BackupTimer | None, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._backup_timer = backup_timer
        self._settings = settings
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.state = Label("", "soft", wrap=True)
        self.sheet_state = Label("", "soft", wrap=True)
        self.unconfirmed = NoticeLine()
        self.result = Label("", "soft", wrap=True).selectable()
        self.set = button(_("Set a passphrase"), icon="lock")
        self.change = button(_("Change the passphrase"))
        self.sheet = button(_("Create a recovery sheet"), icon="printer")
        self.remove = button(_("Remove the passphrase"))
        self.lock = button(_("Lock now"), icon="lock")
        self.set.clicked.connect(lambda: self._ask(Intent.SET))
        self.change.clicked.connect(lambda: self._ask(Intent.CHANGE))
        self.remove.clicked.connect(lambda: self._ask(Intent.REMOVE))
        self.sheet.clicked.connect(self.show_sheet)
        self.lock.clicked.connect(self.lock_wanted)
        for each in (self.state, self.sheet_state, self.unconfirmed):
            box.addWidget(each)
        row = Flow()
        for part in (self.set, self.lock, self.change, self.sheet, self.remove):
            row.addWidget(part)
        box.addLayout(row)
        self.idle = self._choice(box)
        box.addWidget(self.result)
        self.refresh()

    def _choice(self, box: QVBoxLayout) -> Choice:
        """Add the choice of when to lock by itself, and return it."""
        self._when = QWidget(self)
        row = QHBoxLayout(self._when)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        word = _("Lock automatically")
        choice = Choice()
        choice.setAccessibleName(word)
        for minutes in sorted({*MINUTES, self._settings.auto_lock}, key=lambda each: each or 10**9):
            never = _("Never")
            after = _n("after {count} minute of inactivity", "after {count} minutes of inactivity", minutes)
            choice.addItem(after if minutes else never, minutes)
        choice.setCurrentIndex(choice.findData(self._settings.auto_lock))
        choice.activated.connect(self._choose)
        label = Label(word, "field")
        label.setBuddy(choice)
        row.addWidget(label)
        row.addWidget(choice)
        row.addStretch()
        box.addWidget(self._when)
        return choice

    def refresh(self) -> None:
        """Read again how it stands."""
        book = self._session.book
        self._session.read(lambda _db: passphrase.recovery_confirmed(book), self._show, self)

    def _show(self, confirmed: bool) -> None:
        locked = self._session.book.key is not None
        self.state.setText(
            _("The casebook and its backups can be read only with your passphrase or the recovery sheet.")
            if locked
            else _("Anyone who can read the file can read the casebook. With a passphrase, only you can.")
        )
        self.sheet_state.setText(_("The recovery sheet was printed, and its code was typed from the paper."))
        self.sheet_state.setVisible(locked and confirmed)
        self.unconfirmed.say(
            _("No recovery sheet has been tested. If you forget the passphrase, everything is lost.")
            if locked and not confirmed
            else ""
        )
        self.set.setVisible(not locked)
        for each in (self.lock, self.change, self.sheet, self.remove, self._when):
            each.setVisible(locked)

    def _choose(self) -> None:
        self._settings.auto_lock = self.idle.currentData()
        self._settings.save()

    def ask_to_set(self) -> None:
        """Ask for a first passphrase."""
        self._ask(Intent.SET)

    def _ask(self, intent: Intent) -> None:
        places = self._backup_timer.places() if self._backup_timer else []
        salts = passphrase.salts_in(paths.data_dir())
        self.result.setText("")
        dialog = PassphraseDialog(self._session, intent, places, salts, self.window())
        dialog.done_with.connect(lambda made: self._done(intent, made))
        dialog.open()

    def _done(self, intent: Intent, made: Afresh) -> None:
        said = {
            Intent.SET: _("The casebook now has a passphrase."),
            Intent.CHANGE: _("The casebook now has the new passphrase."),
            Intent.REMOVE: _("The casebook no longer has a passphrase."),
        }[intent]
        deleted = _n("{count} older backup was deleted.", "{count} older backups were deleted.", made.deleted)
        left = [current().say(each) for each in made.pending]
        self.result.setText("\n".join([said, *([deleted] if made.deleted else []), *left]))
        self.refresh()
        if self._backup_timer:
            self._backup_timer.look()
        if intent is not Intent.REMOVE:
            self.show_sheet()

    def show_sheet(self) -> None:
        """Show the recovery sheet, to be printed and confirmed."""
        dialog = RecoveryDialog(self._session, self.window())
        dialog.confirmed.connect(self.refresh)
        dialog.open()
