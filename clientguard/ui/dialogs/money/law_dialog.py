"""What ships of the law: each entry with its source, of when that is, and when it was last checked (P3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from clientguard.actions.money.law_known import LawEntry
from clientguard.texts import Words, _, current
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.label import Label, tip
from clientguard.ui.widgets.row_view import shared

LEAST = 90  # points of a column whose texts are cut, where the dialog is narrow


class _Table(QTableWidget):
    """Gives each column what it needs where there is room, and the second the rest; no head is ever cut."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        head = self.horizontalHeader()
        columns: dict[int, tuple[int, int]] = {}
        for each in range(self.columnCount()):
            word = head.sectionSizeHint(each)
            wanted = max(word, self.sizeHintForColumn(each))
            columns[each] = (max(word, min(wanted, LEAST)), wanted)
        for each, width in shared(self.viewport().width(), columns, 1).items():
            head.resizeSection(each, width)


class LawDialog(Dialog):
    """A table of the entries; below it, all of the one that is chosen, to be read and copied."""

    def __init__(self, entries: Sequence[LawEntry], today: date, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._entries, self._today = entries, today
        self.setWindowTitle(_("What is known of the law"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 560)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(10)
        note = _("Looked up on the days shown. It is not legal advice: have it checked if much depends on it.")
        box.addWidget(Label(note, "soft", wrap=True))
        self.table = _Table(len(entries), 4, self)
        self._fill()
        box.addWidget(self.table, 1)
        self.about = Label("", wrap=True).selectable()
        box.addWidget(self.about)
        foot = QHBoxLayout()
        foot.addStretch()
        close = button(_("Close", "window"), primary=True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        box.addLayout(foot)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.selectRow(0)
        self.table.setFocus()

    def _fill(self) -> None:
        table, words = self.table, current()
        table.setAccessibleName(self.windowTitle())
        table.setHorizontalHeaderLabels([_("What"), _("About"), _("Source of"), _("Checked on")])
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setMinimumHeight(150)
        table.verticalHeader().hide()
        for row, each in enumerate(self._entries):
            checked = words.date(each.checked)
            if each.is_old(self._today):
                checked = _("{date}, more than 18 months ago", date=checked)
            for at, text in enumerate(
                (words.say(each.subject), _about(each, words), words.dated(each.source_date), checked)
            ):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                table.setItem(row, at, item)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _choose(self) -> None:
        """Show all of the entry that is chosen."""
        rows = {index.row() for index in self.table.selectedIndexes()}
        if not rows:
            return
        each, words = self._entries[min(rows)], current()
        text = _("{subject}: {about}. Source: {source}.", subject=words.say(each.subject), about=_about(each, words),
                 source="; ".join(each.sources))  # fmt: skip
        if each.is_old(self._today):
            text += " " + _("It was checked more than 18 months ago.")
        self.about.setText(text)


def _about(each: LawEntry, words: Words) -> str:
    """Return what an entry is about; a country by its name."""
    code = each.about.values.get("country")
    return words.country(code) if isinstance(code, str) else words.say(each.about)
