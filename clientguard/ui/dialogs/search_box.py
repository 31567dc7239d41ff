"""The search and command box (Ctrl+K): finds records, and things to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from clientguard.domain.records import KINDS
from clientguard.domain.records.names import folded
from clientguard.store.views import search
from clientguard.store.views.records import any_record, titles
from clientguard.texts import _
from clientguard.ui.look.icons import icon
from clientguard.ui.look.theme import tokens
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

MOST = 30
_DATA = int(Qt.ItemDataRole.UserRole)
Command = tuple[str, str, Callable[[], object]]  # icon, word, what it does
Found = tuple[str, int, str, str]  # kind, id and title of a record, and whose it is


class SearchBox(QDialog):
    """Type, go down, press Enter."""

    opened = Signal(str, int)

    def __init__(self, session: Session, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._commands = commands
        self._reading = False
        self._entered = False
        self.setWindowTitle(_("Search or command"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 440)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.setSpacing(10)
        self.input = QLineEdit()
        self.input.setPlaceholderText(_("A word from a message, a client, an invoice … or a command"))
        self.input.setAccessibleName(_("Search or command"))
        self.input.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Search results"))
        self.list.itemActivated.connect(self._choose)
        self._none = Label(_("Nothing found."), "soft")
        self._none.hide()
        box.addWidget(self.input)
        box.addWidget(self._none)
        box.addWidget(self.list, 1)
        self._wait = QTimer(self, singleShot=True, interval=60)
        self._wait.timeout.connect(self.show_found)
        self.input.textChanged.connect(lambda: self._wait.start())
        self.input.returnPressed.connect(self._enter)
        self.show_found()

    def offer(self, commands: Sequence[Command]) -> None:
        """Offer more things to do."""
        self._commands = [*self._commands, *commands]
        self.show_found()

    def show_found(self) -> None:
        """Show what the words find: things to do first, then records, the newest first, once both are there."""
        self._wait.stop()
        words = self.input.text().strip()
        self._reading = bool(words)
        if words:
            self._session.read(lambda db: _found(db, words), lambda found: self._show(words, found), self)
        else:
            self._show(words, [])

    def _show(self, words: str, found: list[Found]) -> None:
        if words != self.input.text().strip():  # typed on: that is looked for in a moment
            return
        self._reading = False
        self.list.clear()
        for name, word, act in self._commands:
            if all(part in folded(word) for part in folded(words).split()):
                self._add(name, word, act)
        for kind, record, title, client in found:
            detail = " · ".join(part for part in (_(KINDS[kind].label), client) if part)
            self._add(KINDS[kind].icon, f"{title}   ({detail})", (kind, record))
        self._none.setVisible(not self.list.count())
        self.list.setCurrentRow(0)
        if self._entered:
            self._enter()

    def _add(self, name: str, word: str, data: object) -> None:
        entry = QListWidgetItem(icon(name, tokens().soft), word)
        entry.setData(_DATA, data)
        self.list.addItem(entry)

    def _enter(self) -> None:
        if self._wait.isActive():
            self.show_found()
        self._entered = self._reading  # then the first that is found is meant
        if self._reading:
            return
        if current := self.list.currentItem():
            self._choose(current)

    def _choose(self, entry: QListWidgetItem) -> None:
        data = entry.data(_DATA)
        self.accept()
        if callable(data):
            data()
        else:
            self.opened.emit(*data)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.input and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)


def _found(db: Connection, words: str) -> list[Found]:
    hits = search.search_records(db, words, limit=MOST)
    names = titles(db, [hit.record for hit in hits])
    owners = {hit.record: getattr(any_record(db, hit.record), "client", None) or 0 for hit in hits}
    whose = titles(db, sorted({owner for owner in owners.values() if owner}))
    return [
        (hit.kind, hit.record, " ".join(names.get(hit.record, "").split()), whose.get(owners[hit.record], ""))
        for hit in hits
    ]
