"""Values that a form fills in for a new record, until the user enters others."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from clientguard.actions.rules.rule import Proposal
from clientguard.domain.records import Record
from clientguard.texts import current
from clientguard.ui.records.editors import Editor
from clientguard.ui.records.form import Form
from clientguard.ui.records.form_facts import proposals
from clientguard.ui.session.late_actions import by_kind
from clientguard.ui.session.session import Session


class Filler(QObject):
    """Fills in what the rule of the form's kind proposes, again whenever a field that it follows from is edited."""

    def __init__(self, session: Session, record: Record, form: Form) -> None:
        super().__init__(form)
        self._session = session
        self._form = form
        self._filled: dict[str, str] = {}  # what was filled in, by field
        self._refused: set[str] = set()  # fields that the user emptied again
        self._by = frozenset(by for each in by_kind.rule_of(record.kind).proposes.values() for by in each.by)
        if record.id:
            return
        for name, each in by_kind.rule_of(record.kind).proposes.items():
            if name not in form.editors:
                continue
            form.editors[name].edited.connect(lambda editor=form.editors[name]: self._entered(editor))
            for by in each.by:
                if by in form.editors:
                    form.editors[by].edited.connect(self._read)

    def _read(self) -> None:
        record = self._form.readable(self._by)
        self._session.read(lambda db: proposals(db, record), self.fill, self, key="proposals")

    def fill(self, found: Mapping[str, Proposal]) -> None:
        """Fill in what is proposed, unless the user has entered something else there."""
        for name in found.keys() | self._filled.keys():
            editor = self._form.editors.get(name)
            if editor is None or name in self._refused or editor.text() not in ("", self._filled.get(name)):
                continue
            proposal = found.get(name)
            self._filled[name] = _text(proposal) if proposal else ""
            editor.set_text(self._filled[name])
            editor.show_remark(proposal.why if proposal else None)
        self._form.show_fields()

    def _entered(self, editor: Editor) -> None:
        if editor.text() != self._filled.get(editor.field.name):
            editor.show_remark(None)
            if not editor.text():
                self._refused.add(editor.field.name)


def _text(proposal: Proposal) -> str:
    return current().say(proposal.words) if proposal.words else proposal.value
