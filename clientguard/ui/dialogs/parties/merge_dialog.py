"""Merging two clients, or two people of one client: asks which one stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.actions.records.merging import merge
from clientguard.domain.changed import Changed
from clientguard.domain.records import Record
from clientguard.domain.records.describe import CLIENT
from clientguard.texts import _
from clientguard.ui.dialogs.parties.asking_dialog import ChoosingDialog
from clientguard.ui.records.form_facts import Choice
from clientguard.ui.session.session import Session


class MergeDialog(ChoosingDialog):
    """Asks into which of `others` a record is merged; `merged` carries the one that was chosen, once it is done."""

    merged = Signal(int)

    def __init__(self, session: Session, record: Record, others: Sequence[Choice], parent: QWidget | None) -> None:
        name = getattr(record, record.kind.title)
        offered = [each for each in others if each[0] != record.id]
        super().__init__(session, _("Merge {name}", name=name), _("Merge"), offered, parent)
        self._record = record
        note = _("Everything of “{name}” goes there, and “{name}” is removed. It can be undone.", name=name)
        if record.kind.name != CLIENT:
            elsewhere = _("Is the other person at another client? Merge the two clients first, if they are the same.")
            note = f"{note}\n{elsewhere}"
        self.ask(_("Which one is the same as “{name}”, and stays?", name=name), _(record.kind.label), note)

    def action(self) -> Callable[[], Changed]:
        """Return what merges the two."""
        book, record, into = self._session.book, self._record.id, self.chosen
        return lambda: merge(book, record, into)

    def carried_out(self) -> None:
        """Say into which one it went."""
        self.merged.emit(self.chosen)
