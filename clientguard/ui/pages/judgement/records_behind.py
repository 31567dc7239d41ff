"""The records behind a finding, unfolded below it: each with its day and its words, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.store.views.records import kinds_of
from clientguard.texts import _, _n
from clientguard.ui.records.timeline_items import items
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.session import Session
    from clientguard.ui.widgets.timeline import Item

AT_ONCE = 20  # records that are shown, the newest first; more are shown when asked for
LONGEST = 160  # characters of a record's words


class RecordsBehind(QWidget):
    """A button that says how many there are; it unfolds the newest, and folds them away again.

    `of` is what they stand behind, for a screen reader.
    """

    def __init__(
        self, session: Session, intents: Intents, records: Sequence[int], of: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._intents = session, intents
        self._records = list(reversed(records))  # the newest first
        self._shown = 0
        self._of = of
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self._is_open = False
        self.toggle = quiet("")  # its word says what it does: a screen reader would take one that is checked for a box
        self.toggle.setProperty("flush", True)
        self.toggle.clicked.connect(self._fold)
        box.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self._body = QWidget(self)
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(12, 0, 0, 4)
        self._lines.setSpacing(2)
        self.more = quiet("")
        self.more.clicked.connect(self._ask)
        self._lines.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._body)
        self._body.hide()
        self._say()
        if not records:
            self.hide()

    def _say(self) -> None:
        count = len(self._records)
        word = _n("Evidence: {count} record", "Evidence: {count} records", count)
        self.toggle.setText(_("Fold the evidence away") if self._is_open else word)
        self.toggle.setAccessibleName(f"{self.toggle.text()}: {self._of}")
        left = count - self._shown
        self.more.setText(_n("Show {count} more", "Show {count} more", min(left, AT_ONCE)))
        self.more.setVisible(left > 0 and self._shown > 0)

    def _fold(self) -> None:
        self._is_open = not self._is_open
        if self._is_open and not self._shown:
            self._ask()
        self._body.setVisible(self._is_open)
        self._say()

    def _ask(self) -> None:
        """Read the next ones."""
        wanted, today = self._records[self._shown : self._shown + AT_ONCE], self._session.today()

        def work(db: Connection) -> list[Item]:
            kinds = kinds_of(db, wanted)
            return items(db, [(each, kinds[each]) for each in wanted if each in kinds], today)

        self._shown += len(wanted)
        self._session.read(work, self._show, self, key=self._shown)

    def _show(self, found: list[Item]) -> None:
        for each in found:
            self._lines.insertWidget(self._lines.count() - 1, self._line(each))
        self._say()

    def _line(self, found: Item) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        text = " ".join(found.text.split())
        short = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
        words.addWidget(Label(found.when, "secondary", wrap=True))
        words.addWidget(Label(short, wrap=True))
        row.addLayout(words, 1)
        made = quiet(_("Open", "verb"))
        made.setAccessibleName(_("Open: {record}", record=f"{found.when}, {short}"))
        made.clicked.connect(lambda: self._intents.open(found.kind, found.record))
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return line
