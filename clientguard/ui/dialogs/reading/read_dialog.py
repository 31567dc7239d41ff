"""The dialog that shows a record which is evidence: all of it can be read, and changing it is a correction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.domain.records import Record
from clientguard.texts import _
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.form_facts import FormFacts, form_facts
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


def reading_facts(db: Connection, record: Record) -> FormFacts:
    """Read what is shown of a record; only files can be added, and their draft has a place of its own."""
    return form_facts(db, record, place=f"{record.kind.name}:{record.id}:files")


class ReadDialog(RecordDialog):
    """A record's form, locked (P5). `correcting`: the user wants to correct it.

    Where `ways` (what a button says, and what it does) take the place of a correction, they are offered instead.
    """

    correcting = Signal()

    def __init__(
        self,
        session: Session,
        facts: FormFacts,
        parent: QWidget | None = None,
        ways: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        word = _(facts.record.kind.label)
        super().__init__(session, facts, title=word, save_word=_("Save files"), parent=parent)
        note = _(
            "This is evidence, so it is only read here. A correction needs a reason, and keeps what it said before."
        )
        if ways:
            note = _("It was sent, so it stands as it is.") + " " + _(facts.record.kind.instead)
        self.body.insertWidget(0, Label(note, "soft", wrap=True))
        self.form.lock()
        self.correct = button(_("Correct {kind} …", kind=_(facts.record.kind.noun)))
        self.correct.setEnabled(session.book.writable)
        self.correct.clicked.connect(self._correct)
        self.foot.insertWidget(1, self.correct)
        self.correct.setVisible(not ways)  # in its place: alone it would flash as a window
        for place, (said, act) in enumerate(ways):
            self._add_way(2 + place, said, act)
        self.cancel.setText(_("Close", "window"))
        self.cancel.setFocus()

    def _correct(self) -> None:
        self.reject()
        if not self.isVisible():
            self.correcting.emit()

    def _add_way(self, place: int, said: str, act: Callable[[], object]) -> None:
        way = button(said)
        way.setEnabled(self._session.book.writable)
        way.clicked.connect(lambda: self._go(act))
        self.foot.insertWidget(place, way)

    def _go(self, act: Callable[[], object]) -> None:
        self.reject()
        if not self.isVisible():
            act()

    def _show_files(self, paths: list[Path]) -> None:
        super()._show_files(paths)
        self.save.setVisible(bool(paths))
