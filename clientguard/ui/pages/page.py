"""What every page shares: it reads when it is shown, and again when something that it shows has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clientguard.domain.changed import Changed
from clientguard.errors import KnownError
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.reading_sign import ReadingSign

if TYPE_CHECKING:
    from pathlib import Path

    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.records.table import RecordTable

T = TypeVar("T")

READING = 1120  # points: wider lines are hard to read


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of the window while a page is shown."""

    title: str
    subtitle: str = ""
    chips: tuple[tuple[str, str], ...] = ()
    action: str = ""


class Page(QWidget):
    """A page. A subclass builds its widgets once; `refresh` asks for what it shows, through `read`.

    It shows what it had until the new facts are there. `client` is the one that the page is about, 0 where it is
    about none.
    """

    head_changed = Signal()
    gone = Signal()  # what it was to show is not there
    client = 0
    kinds: frozenset[str] = frozenset()  # the record kinds that it shows; empty: all

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(intents.stage)  # where it will stand: moving it there would style each of its parts again
        self.session = session
        self.intents = intents
        self._head = Head("")
        self._stale = True
        self._sign: ReadingSign | None = None
        self.has_facts = False  # whether it shows what was read; a page that shows another record sets it back
        session.changed.connect(self._changed)

    def head(self) -> Head:
        """Return what stands at the head of the window."""
        return self._head

    def show_head(self, head: Head) -> None:
        """Put something else at the head of the window."""
        self._head = head
        self.head_changed.emit()

    def refresh(self) -> None:
        """Read again and show."""

    def read(
        self,
        work: Callable[[Connection], T],
        show: Callable[[T], object],
        *,
        failed: Callable[[KnownError], object] | None = None,
    ) -> None:
        """Read off the screen, then show what was found; where the first facts take a moment, a sign says so."""
        if self._sign is None:
            self._sign = ReadingSign(self)
        sign = self._sign

        def shown(found: T) -> None:
            sign.end()
            self.has_facts = True
            show(found)

        def refused(error: KnownError) -> None:
            sign.end()
            (failed or self.session.failed.emit)(error)

        if not self.has_facts:
            sign.begin()
        self.session.read(work, shown, self, failed=refused)

    def take_focus(self) -> None:
        """Take the keyboard when the page is gone to."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Do what the head's button says."""

    @property
    def takes_files(self) -> bool:
        """Whether files can be dropped or pasted just now."""
        return True

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files that were dropped or pasted."""
        self.intents.take_dropped(paths)

    def go_to_filter(self) -> bool:
        """Take the keyboard for the filter of what is shown; return False where there is none."""
        for table in self._tables():
            table.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            table.filter.selectAll()
            return True
        return False

    def adds(self) -> str:
        """Return the kind that is added on this page; "" where that is not one kind."""
        kinds = [table.kind for table in self._tables() if table.kind.addable]
        return kinds[0].name if len(kinds) == 1 else ""

    def row_action(self, word: str) -> Callable[[], None] | None:
        """Return what the chosen row of a list offers under this word; None where it does not, or none is chosen."""
        for table in self._tables():
            chosen = table.selection()
            for text, act in table.extras if chosen else ():
                if text == word:
                    return lambda act=act, record=chosen[0]: act(record)
        return None

    def show_record(self, record: int) -> None:
        """Turn to a record, where the page is about one; `gone` says when that is not there."""

    def place(self) -> dict[str, Any]:
        """Return where one is on this page, in JSON's types: what is selected, and what a subclass adds."""
        chosen = [table.selection()[0] for table in self._tables() if table.selection()]
        return {"selected": chosen[0]} if chosen else {}

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Go to where one was on this page, as far as it is still there."""
        for table in self._tables() if place.get("selected") else ():
            table.choose(place["selected"])

    def _tables(self) -> list[RecordTable]:
        from clientguard.ui.records.table import RecordTable  # late: the first page that is shown has none

        return [each for each in self.findChildren(RecordTable) if each.isVisible()]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _changed(self, changed: Changed) -> None:
        if self.kinds and not changed.kinds & self.kinds:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


def column(parent: QWidget) -> QVBoxLayout:
    """Return the layout of a reading page: one column that scrolls, at most 1,120 points wide."""
    scroll = QScrollArea(parent)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    row = QHBoxLayout(inner)
    row.setContentsMargins(0, 0, 0, 0)
    body = QWidget()
    body.setMaximumWidth(READING)
    body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    row.addWidget(body, 1000)
    row.addStretch(1)
    scroll.setWidget(inner)
    outer = QVBoxLayout(parent)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scroll)
    box = QVBoxLayout(body)
    box.setContentsMargins(0, 4, 12, 24)
    box.setSpacing(0)
    return box
