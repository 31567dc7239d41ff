"""The search and command box (Ctrl+K): finds records, and things to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from clientguard.domain.records import KINDS
from clientguard.domain.records.names import folded
from clientguard.domain.records.query import Filter, Query, parse_query, vocabulary
from clientguard.texts import _, current
from clientguard.ui.dialogs.searching import found
from clientguard.ui.dialogs.searching.filters import FilterChips, hint
from clientguard.ui.dialogs.searching.found import MOST, Found, Results
from clientguard.ui.dialogs.searching.row import DATA, DETAIL, PASSAGE, TERMS, Row
from clientguard.ui.look.icons import icon
from clientguard.ui.look.theme import tokens
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.head import key_text
from clientguard.ui.widgets.label import Label, tip

MORE = 300  # shown when more is asked for


class Offer(NamedTuple):
    """Something to do: its icon and word, what does it, and its key."""

    icon: str
    word: str
    act: Callable[[], object]
    key: str = ""


@dataclass(frozen=True)
class Stay:  # not a tuple: Qt would make a list of it
    """What an entry does while the box stays open."""

    act: Callable[[], object]


class SearchBox(Dialog):
    """Type, go down, press Enter."""

    opened = Signal(str, int)

    def __init__(self, session: Session, commands: Sequence[Offer], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._commands = commands
        self._words = vocabulary(_, current().language)
        self._most = MOST
        self._reading = False
        self._entered = False
        self.setWindowTitle(_("Search or command"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 460)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.setSpacing(10)
        self.input = QLineEdit()
        self.input.setPlaceholderText(_("A word from a message, a client, an invoice … or a command"))
        self.input.setAccessibleName(_("Search or command"))
        self.input.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Search results"))
        self.list.setItemDelegate(Row(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self._none = Label(_("Nothing found."), "soft")
        self._none.hide()
        self.chips = FilterChips()
        self.chips.taken.connect(self._take_out)
        self._foot = Label(hint(), "soft", wrap=True)
        for each in (self.input, self.chips, self._none):
            box.addWidget(each)
        box.addWidget(self.list, 1)
        box.addWidget(self._foot)
        self._wait = QTimer(self, singleShot=True, interval=60)
        self._wait.timeout.connect(self.show_found)
        self.input.textChanged.connect(self._typed)
        self.input.returnPressed.connect(self._enter)
        self.show_found()

    def offer(self, commands: Sequence[Offer]) -> None:
        """Offer more things to do."""
        self._commands = [*self._commands, *commands]
        self.show_found()

    def _typed(self) -> None:
        self._most = MOST
        self._wait.start()

    def show_found(self) -> None:
        """Show what the words find: things to do first, then clients by name, then records, the newest first."""
        self._wait.stop()
        typed = self.input.text()
        query = parse_query(typed, self._session.today(), self._words)
        self.chips.show_query(query)
        self._reading = bool(query.parts)
        if query.parts:
            words, most = self._words, self._most
            self._session.read(
                lambda db: found.read(db, query, typed, words, most), lambda seen: self._show(typed, query, seen), self
            )
        else:
            self._show(typed, query, Results([]))

    def _show(self, typed: str, query: Query, results: Results) -> None:
        if typed != self.input.text():  # typed on: that is looked for in a moment
            return
        self._reading = False
        self.list.clear()
        for value in results.completions:
            self._add("corner-down-right", value, _("Filter"), Stay(lambda value=value: self._complete(value)))
        for each in self._fitting(query):
            self._add(each.icon, each.word, key_text(each.key) if each.key else "", each.act)
        for hit in results.found:
            self._add_found(hit, query)
        if results.more and self._most == MOST:
            self._add("search", _("Show more results"), "", Stay(self._show_more))
        self._say(results)
        self.list.setCurrentRow(0)
        if self._entered:
            self._enter()

    def _fitting(self, query: Query) -> list[Offer]:
        """Return the things to do whose names have the words, unless there is more in the query than words."""
        if any(each not in query.wanted or each.quoted for each in query.terms) or query.filters:
            return []
        begun = folded(query.text)
        fitting = [each for each in self._commands if all(part in folded(each.word) for part in begun.split())]
        return sorted(fitting, key=lambda each: not folded(each.word).startswith(begun))

    def _say(self, results: Results) -> None:
        """Say that nothing was found, or that not everything was looked at."""
        text = "" if self.list.count() else _("Nothing found.")
        if not results.looked_at_all:
            most = current().number(found.LOOKED_AT)
            text = _("Only the newest {count} entries were looked at. Search for more words.", count=most)
        self._none.setText(text)
        self._none.setVisible(bool(text))

    def _add_found(self, hit: Found, query: Query) -> None:
        detail = " · ".join(part for part in (_(KINDS[hit.kind].label), hit.owner, hit.day) if part)
        entry = self._add(KINDS[hit.kind].icon, hit.title, detail, (hit.kind, hit.record), hit.passage)
        entry.setData(TERMS, query.wanted)

    def _show_more(self) -> None:
        row = self.list.currentRow()
        self._most = MORE
        self.show_found()
        self.list.setCurrentRow(row)

    def _complete(self, value: str) -> None:
        self.input.setText(found.completed(self.input.text(), value))
        self.input.setFocus()

    def _take_out(self, one: Filter) -> None:
        first, last = one.at
        text = self.input.text()
        self.input.setText(" ".join(f"{text[:first]} {text[last:]}".split()))
        self.input.setFocus()

    def _add(self, name: str, word: str, detail: str, data: object, passage: str = "") -> QListWidgetItem:
        entry = QListWidgetItem(word)
        if name:
            entry.setIcon(icon(name, tokens().soft))
        entry.setData(DATA, data)
        entry.setData(DETAIL, detail)
        entry.setData(PASSAGE, passage)
        whole = ", ".join(part for part in (word, detail, passage) if part)
        entry.setData(int(Qt.ItemDataRole.AccessibleTextRole), whole)
        entry.setToolTip(tip(whole))
        self.list.addItem(entry)
        return entry

    def _enter(self) -> None:
        if self._wait.isActive():
            self.show_found()
        self._entered = self._reading  # then the first that is found is meant
        if self._reading:
            return
        if chosen := self.list.currentItem():
            self._choose(chosen)

    def _choose(self, entry: QListWidgetItem) -> None:
        data = entry.data(DATA)
        if isinstance(data, Stay):
            data.act()
            return
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
