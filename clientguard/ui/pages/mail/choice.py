"""The correspondents of a mailbox, to be ticked as clients, each with a name to keep or to change."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from clientguard.domain.communication.mail_survey import Correspondent
from clientguard.domain.judgement.not_again import come_back_words, correspondent_back
from clientguard.domain.records import DoNotEngage, Instant
from clientguard.texts import _, _n, current, local
from clientguard.ui.pages.page import clear
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.label import Label

MOST = 20  # that are shown at a time, the most frequent first


class ChoiceRow:
    """One correspondent: a box to tick, the name, and what was exchanged. It is put into a grid.

    Below them stands what the list “Not again” has of it, by the name that it has now.
    """

    def __init__(self, found: Correspondent, name: str, refused: Sequence[DoNotEngage], *, ticked: bool) -> None:
        self.found = found
        self._refused = refused
        self.box = QCheckBox(found.key.replace("&", "&&"))
        self.box.setChecked(ticked)
        self.name = QLineEdit(name)
        self.name.setMinimumWidth(160)
        self.name.setMaximumWidth(320)
        self.name.setAccessibleName(_("Name of {address}", address=found.key))
        self.name.setEnabled(ticked)
        self.box.toggled.connect(self.name.setEnabled)
        told = _("{received} received, {sent} sent", received=found.received, sent=found.sent)
        if found.last_ms:
            last = current().date(local(Instant(found.last_ms, 0)).date())
            told = _("{counts}, last on {date}", counts=told, date=last)
        self.told = Label(told, "soft", wrap=True)
        self.known = Label("", "error", wrap=True)
        self._counts = told
        self.name.textChanged.connect(self._look_up)

    def _look_up(self) -> None:
        known = correspondent_back(self.chosen(), self._refused)
        words = current().say(come_back_words(known)) if known else ""
        self.known.setText(words)
        self.known.setHidden(not words or self.known.parent() is None)  # on its own it would be a window
        self.box.setAccessibleDescription(" ".join(filter(None, (self._counts, words))))

    def put(self, grid: QGridLayout, row: int) -> None:
        """Put the parts into two rows of a grid: the second has what is known of it from before."""
        grid.addWidget(self.box, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.name, row, 1)
        grid.addWidget(self.told, row, 2)
        grid.addWidget(self.known, row + 1, 0, 1, 3)
        self._look_up()

    def chosen(self) -> Correspondent:
        """Return the correspondent with the name that it has now."""
        return dataclasses.replace(self.found, name=self.name.text().strip())


class Choice(QWidget):
    """The list; `changed` says that something was ticked. What was ticked and typed stays when it is filled again."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        box.addLayout(self._grid)
        self.none = Label("", "soft", wrap=True)
        box.addWidget(self.none)
        self.more = quiet("")
        self.more.clicked.connect(self._show_more)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows: list[ChoiceRow] = []
        self._rest: Sequence[Correspondent] = ()
        self.refused: Sequence[DoNotEngage] = ()  # the list “Not again”, before anything is shown
        self._kept: dict[str, tuple[str, bool]] = {}  # name and tick, by key, of what was shown before

    def show_found(self, found: Sequence[Correspondent], none: str) -> None:
        """Show these correspondents; `none` is said where there are none."""
        self._kept |= {each.found.key: (each.name.text(), each.box.isChecked()) for each in self.rows}
        clear(self._grid)
        self.rows = []
        self._rest = found
        self.none.setText(none)
        self.none.setVisible(not found)
        self._show_more()
        self.changed.emit()

    def forget(self) -> None:
        """Forget what was ticked and typed: other mail is looked at."""
        self._kept = {}
        self.rows = []
        clear(self._grid)

    def chosen(self) -> list[Correspondent]:
        """Return what is ticked, with the names as they are now."""
        return [each.chosen() for each in self.rows if each.box.isChecked()]

    def nameless(self) -> QLineEdit | None:
        """Return the first empty name of one that is ticked."""
        return next((each.name for each in self.rows if each.box.isChecked() and not each.name.text().strip()), None)

    def _show_more(self) -> None:
        shown, self._rest = self._rest[:MOST], self._rest[MOST:]
        for each in shown:
            name, ticked = self._kept.get(each.key, (each.name, False))
            row = ChoiceRow(each, name, self.refused, ticked=ticked)
            row.box.toggled.connect(self.changed)
            row.put(self._grid, 2 * len(self.rows))
            self.rows.append(row)
        self.more.setText(_n("Show {count} more", "Show {count} more", len(self._rest)))
        self.more.setVisible(bool(self._rest))
