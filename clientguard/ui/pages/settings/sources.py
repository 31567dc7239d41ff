"""The part of Settings about sources: mailboxes, folders and calendars that are read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.communication.incoming import sources
from clientguard.domain.records import KINDS, Instant
from clientguard.errors import KnownError
from clientguard.store.views import lists
from clientguard.texts import _, current, local
from clientguard.ui.dialogs.sources import told
from clientguard.ui.dialogs.sources.add_dialog import AddSourceDialog
from clientguard.ui.dialogs.sources.assign_dialog import AssignDialog
from clientguard.ui.dialogs.sources.reading_dialog import ReadingDialog
from clientguard.ui.session.source_keeper import Reading, SourceKeeper
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.error_line import NoticeLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.actions.communication.incoming.sources import Source
    from clientguard.ui.session.session import Session


class SourceRow(QWidget):
    """One source: where it is, for whom, when it was read last, and the way to have it no longer."""

    def __init__(self, source: Source, client: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.path = Label(str(source.path), wrap=True).selectable()
        words.addWidget(self.path)
        self.state = Label(f"{client} · {_state(source)}", "attention" if source.gone_ms else "secondary", wrap=True)
        words.addWidget(self.state)
        row.addLayout(words, 1)
        self.remove = button(_("Remove"))
        self.remove.setAccessibleName(_("Remove {path}", path=str(source.path)))
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)


class SourcesPart(QWidget):
    """The sources, what came in last, and what can be done about it."""

    def __init__(self, session: Session, keeper: SourceKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self._names: dict[int, str] = {}
        self.rows: list[SourceRow] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        about = _(
            "Mailboxes, folders and calendar files that ClientGuard reads when it starts and whenever something in them"
            " changes. Only what is new comes in, and of a whole mailbox only mail from and to people of your clients."
        )
        box.addWidget(Label(about, "soft", wrap=True))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        box.addLayout(self._list)
        self.last = Label("", "soft", wrap=True)
        box.addWidget(self.last)
        self.wrong = NoticeLine()
        box.addWidget(self.wrong)
        first, second = Flow(), Flow()
        self.read_now = self._button(first, _("Read now"), self._read, "download")
        self.assign = self._button(first, _("Assign senders …"), self._assign)
        self.mailbox = self._button(second, _("Add a mailbox …"), self._add_mailbox, "mail")
        self.folder = self._button(second, _("Add a folder …"), self._add_folder)
        self.thunderbird = self._button(second, _("Add Thunderbird …"), self._add_thunderbird)
        self.thunderbird.hide()
        self.calendar = self._button(second, _("Add a calendar file …"), self._add_calendar, "calendar")
        box.addLayout(first)
        box.addLayout(second)
        self._profiles: list[tuple[str, Path]] = []
        keeper.shifted.connect(self.refresh)
        keeper.begun.connect(self._show_last)
        keeper.ended.connect(self._ended)

    def _button(self, row: Flow, word: str, act: object, icon: str = "") -> QWidget:
        made = button(word, icon=icon)
        made.clicked.connect(act)
        row.addWidget(made)
        return made

    def refresh(self) -> None:
        """Show the sources as they stand."""
        self._session.read(_known, self._show, self, key="sources")

    def _show(self, found: tuple[dict[int, str], list[tuple[str, Path]]]) -> None:
        self._names, profiles = found
        there = self._keeper.sources
        taken = {each.path for each in there}
        self._profiles = [each for each in profiles if each[1] not in taken]
        had_focus = any(row.isAncestorOf(focused) for row in self.rows if (focused := self.window().focusWidget()))
        for row in self.rows:
            row.hide()
            self._list.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for each in there:
            row = SourceRow(each, self._whose(each), self)
            row.remove.clicked.connect(lambda _checked=False, path=each.path: self._keeper.remove(path))
            self._list.addWidget(row)
            self.rows.append(row)
        writable = self._keeper.writable
        for each in (self.mailbox, self.folder, self.calendar, self.thunderbird):
            each.setEnabled(writable)
        self.thunderbird.setVisible(bool(self._profiles))
        self.read_now.setVisible(bool(there))
        self.read_now.setEnabled(writable)
        self.assign.setVisible(bool(self._keeper.senders))
        if had_focus:
            (self.rows[0].remove if self.rows else self.mailbox).setFocus()
        self._show_last()

    def _whose(self, source: Source) -> str:
        if source.client is None:
            return _("Sorted by who wrote")
        return self._names.get(source.client) or _("A client who is not on record")

    def _show_last(self) -> None:
        keeper = self._keeper
        if not keeper.writable:
            text = _("This casebook is open for reading only, so nothing comes in.")
        elif not keeper.sources:
            text = _("No sources yet.")
        elif keeper.busy:
            text = _("Reading …")
        elif keeper.last is None:
            text = ""
        else:
            text = " ".join(told.came_in(keeper.last) or [_("Nothing new came in with the last reading.")])
        if count := len(keeper.senders):
            text = f"{text} {told.on_no_record(count)}".strip()
        self.last.setText(text)
        self.last.setVisible(bool(text))

    def _ended(self, how: Reading | KnownError | None) -> None:
        self.wrong.say(current().error(how) if isinstance(how, KnownError) else "")

    def _read(self) -> None:
        ReadingDialog(self._session, self._keeper, self.window()).open()

    def _assign(self) -> None:
        dialog = AssignDialog(self._session, self._keeper.senders, self.window())
        dialog.assigned.connect(self._keeper.answered)
        dialog.open()

    def _add_mailbox(self) -> None:
        kinds = _("Mailboxes (*.mbox *.mbx);;All files (*)")
        self._add_file(_("Add a mailbox"), kinds)

    def _add_calendar(self) -> None:
        self._add_file(_("Add a calendar file"), _("Calendar files (*.ics *.ical);;All files (*)"))

    def _add_file(self, title: str, kinds: str) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, title, str(Path.home()), kinds)
        if name:
            self._add([(Path(name).name, Path(name))])

    def _add_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Add a folder"), str(Path.home()))
        if name:
            self._add([(Path(name).name, Path(name))])

    def _add_thunderbird(self) -> None:
        self._add(self._profiles)

    def _add(self, places: Sequence[tuple[str, Path]]) -> None:
        dialog = AddSourceDialog(self._session, self._keeper, places, self.window())
        dialog.added.connect(self._read)
        dialog.open()


def _known(db: lists.Connection) -> tuple[dict[int, str], list[tuple[str, Path]]]:
    """Return the names of the clients, and the profiles of Thunderbird."""
    return dict(lists.choices(db, KINDS["client"])), sources.found_profiles()


def _state(source: Source) -> str:
    """Return when a source was read, or since when it is not there."""
    moment = source.gone_ms or source.read_ms
    if not moment:
        return _("Not read yet")
    when = current().moment(local(Instant(moment, 0)))
    return _("Not there since {moment}", moment=when) if source.gone_ms else _("Read {moment}", moment=when)
