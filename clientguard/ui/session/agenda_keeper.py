"""Keeps the calendar file up to date, and says on the desktop what is due today, where the user wants that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from clientguard.errors import KnownError
from clientguard.texts import _, _n, current

if TYPE_CHECKING:
    from clientguard.domain.agenda import Entry
    from clientguard.domain.changed import Changed
    from clientguard.settings import Settings
    from clientguard.store.views.lists import Connection
    from clientguard.ui.session.session import Session

SOON = 15_000  # milliseconds after opening: the first pages and the first backup come before
OFTEN = 3_600_000  # between two looks: the day may have changed
SETTLED = 2_000  # after a change, so that several in a row are written once
SHOWN = 3  # entries that a notice names
KINDS = frozenset({"invoice", "payment", "allocation", "write_off", "contract", "request", "promise", "deliverable",
                   "extension", "meeting", "client"})  # fmt: skip


class AgendaKeeper(QObject):
    """Writes the calendar file when something in it changed. `told`: how it went, an error or None."""

    told = Signal(object)

    def __init__(self, session: Session, settings: Settings, uid: str) -> None:
        super().__init__(session)
        self._session = session
        self._settings = settings
        self._uid = uid
        self._written: tuple[Entry, ...] | None = None
        self._tray: QSystemTrayIcon | None = None
        self.timer = QTimer(self, interval=SOON)
        self.timer.timeout.connect(self.look)
        self.timer.start()
        session.changed.connect(self._changed)

    @property
    def file(self) -> Path | None:
        """The calendar file that is kept up to date; None if there is none."""
        found = self._settings.calendars.get(self._uid)
        return Path(found) if found else None

    @property
    def reminds(self) -> bool:
        """Whether the desktop tells what is due today."""
        return self._settings.reminds

    @staticmethod
    def can_remind() -> bool:
        """Return whether this desktop shows notices of programs."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def keep(self, target: Path | None) -> None:
        """Write to another file from now on, or to none; the file that was written before stays as it is."""
        self._settings.calendars.pop(self._uid, None)
        if target:
            self._settings.calendars[self._uid] = str(target)
        self._settings.save()
        self._written = None
        self.look()

    def remind(self, wanted: bool) -> None:
        """Tell what is due on the desktop from now on, or no longer."""
        self._settings.reminds = wanted
        self._settings.reminded = ""
        self._settings.save()
        if not wanted and self._tray:
            self._tray.hide()
        self.look()

    def look(self) -> None:
        """Write the calendar where something in it changed, and tell what is due today, once a day."""
        self.timer.setInterval(OFTEN)
        file, today, before = self.file, self._session.today(), self._written
        if file is None and not self._is_to_remind():
            return
        casebook, uid = self._session.book.path, self._uid
        from clientguard.actions.communication import calendar_out

        def work(db: Connection) -> tuple[Entry, ...]:
            if file is None:
                return calendar_out.entries_ahead(db, today)
            return calendar_out.write_calendar(db, file, casebook, uid, today, current().say, before)

        self._session.read(work, self._looked, self, key="agenda", failed=self._failed)

    def _changed(self, changed: Changed) -> None:
        if self.file and changed.kinds & KINDS:
            self.timer.start(SETTLED)

    def _looked(self, entries: tuple[Entry, ...]) -> None:
        if self.file:
            self._written = entries
        self.told.emit(None)
        if self._is_to_remind():
            from clientguard.domain.agenda import due_on

            self._tell(due_on(entries, self._session.today()))

    def _failed(self, error: KnownError) -> None:
        self._written = None
        self.told.emit(error)
        self._session.failed.emit(error)

    def _is_to_remind(self) -> bool:
        return self._settings.reminds and self._settings.reminded != self._session.today().isoformat()

    def _tell(self, entries: Sequence[Entry]) -> None:
        """Say on the desktop what is due today; a day without anything due stays quiet."""
        if not self.can_remind():
            return
        self._settings.reminded = self._session.today().isoformat()
        self._settings.save()
        if not entries:
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
        self._tray.show()
        lines = [current().say(each.what) for each in entries[:SHOWN]]
        if len(entries) > SHOWN:
            lines.append(_("{count} more", count=len(entries) - SHOWN))
        title = _n("{count} thing is due today", "{count} things are due today", len(entries))
        self._tray.showMessage(title, "\n".join(lines))
