"""Releasing a gate: only with a reason, which is put on record (P4.3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clientguard.actions.leaving import steps as actions
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.gates import Gate
from clientguard.domain.records import Leaving, Record, Release
from clientguard.texts import _, current
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.form_facts import FormFacts, form_facts
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


def release_facts(db: Connection, release: Release) -> FormFacts:
    """Read what the form that releases a gate needs: a draft of its own, and no files."""
    fields = tuple(each.name for each in release.kind.form_fields)
    return form_facts(db, release, fields, f"release:{release.leaving}:{release.gate}")


def ask_for_release(session: Session, gate: Gate, leaving: Leaving, owner: QWidget) -> None:
    """Ask for the reason why a gate of a leaving is released, over the window of a part of it."""
    release = Release(client=leaving.client, leaving=leaving.id, gate=gate.key, on=session.today())
    session.read(
        lambda db: release_facts(db, release),
        lambda facts: ReleaseDialog(session, gate, facts, owner.window()).open(),
        owner,
        key="release",
    )


class ReleaseDialog(RecordDialog):
    """Asks for the reason."""

    def __init__(self, session: Session, gate: Gate, facts: FormFacts, parent: QWidget) -> None:
        super().__init__(session, facts, title=_("Release a gate"), save_word=_("Release this gate"), parent=parent)
        self.body.insertWidget(0, Label(current().say(gate.title), "section"))
        self.body.insertWidget(1, Label(current().say(gate.reason), "soft", wrap=True))

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
