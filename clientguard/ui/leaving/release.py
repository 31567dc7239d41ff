"""Releasing a gate: only with a reason, which is put on record (P4.3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clientguard.actions.leaving import steps as actions
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.gates import Gate
from clientguard.domain.records import KINDS, Record, Release
from clientguard.texts import _, current
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label


class ReleaseDialog(RecordDialog):
    """Asks for the reason."""

    def __init__(self, session: Session, gate: Gate, release: Release, parent: QWidget) -> None:
        kind = KINDS["release"]
        super().__init__(
            session,
            kind,
            release,
            title=_("Release a gate"),
            save_word=_("Release this gate"),
            fields=tuple(each.name for each in kind.form_fields),
            parent=parent,
        )
        self.body.insertWidget(0, Label(current().say(gate.title), "section"))
        self.body.insertWidget(1, Label(current().say(gate.reason), "soft", wrap=True))

    @property
    def place(self) -> str:
        """Where a draft of this form is kept."""
        return f"release:{self.release.leaving}:{self.release.gate}"

    @property
    def release(self) -> Release:
        """The release as it was when the form was opened."""
        assert isinstance(self._record, Release)
        return self._record

    def write(self, record: Record) -> Callable[[], Changed]:
        """Return what releases the gate."""
        assert isinstance(record, Release)
        book, leaving, on = self._session.book, self.release.leaving or 0, record.on or self._session.today()
        return lambda: actions.release_gate(book, leaving, record.gate, record.reason, on)
