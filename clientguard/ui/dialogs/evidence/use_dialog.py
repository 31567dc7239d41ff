"""Using a record as evidence: for which other record of the client, and which passage of it matters (P5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Kind, Record
from clientguard.store.views.drafts import draft
from clientguard.store.views.leaving.deciding import words_of
from clientguard.store.views.records import any_record, titles
from clientguard.texts import _
from clientguard.ui.dialogs.evidence.form import Choices, EvidenceForm
from clientguard.ui.records.form_facts import told_apart
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

FIRST = ("problem", "demand", "request", "invoice", "decision", "leaving", "advice")  # what is mostly supported
NEVER = ("message", "attachment", "document", "import", "reference", "evidence")  # made, not claimed


@dataclass(frozen=True, slots=True)
class UseFacts:
    """The record that is to be evidence, what it says, what it can support, and the draft of an earlier time."""

    record: Record
    title: str
    words: str
    choices: Choices
    kept: dict[str, Any] | None


def use_facts(db: Connection, record: int) -> UseFacts:
    """Read what the dialog needs."""
    found = any_record(db, record)
    choices = [each for kind in supported() for each in _of_kind(db, kind, found)]
    title = " ".join(titles(db, [record]).get(record, "").split())
    return UseFacts(found, title, words_of(db, record), choices, draft(db, use_place(record)))


def supported() -> Iterator[Kind]:
    """Yield the kinds that evidence can be for: those that mostly need it first."""
    yield from (KINDS[name] for name in FIRST)
    for kind in KINDS.values():
        if kind.client == "client" and kind.section and kind.name not in (*FIRST, *NEVER):
            yield kind


def use_place(record: int) -> str:
    """Return where a draft of the dialog is kept."""
    return f"evidence for:{record}"


def _of_kind(db: Connection, kind: Kind, found: Record) -> Iterator[tuple[int, str, str]]:
    for choice in told_apart(db, kind, found.client_id or 0):
        if choice[0] != found.id:
            detail = choice[2] if len(choice) > 2 else ""
            yield choice[0], " ".join(choice[1].split())[:90], " · ".join(filter(None, (_(kind.label), detail)))


class UseDialog(EvidenceForm):
    """Asks what a record is evidence for; `passage` is what was marked in it. `used` carries the new evidence."""

    used = Signal(int)

    def __init__(self, session: Session, facts: UseFacts, passage: str, parent: QWidget) -> None:
        self._facts = facts
        self.passage_offered = passage.strip()
        super().__init__(session, _("Use as evidence"), _("Use as evidence"), parent)
        title = _("{kind}: {title}", kind=_(facts.record.kind.label), title=facts.title)
        self.body.addWidget(Label(title, "section", wrap=True))
        self.build(_("What is it evidence for?"), facts.choices, self._kept(facts.kept))
        self.words.setPlainText(facts.words)

    def _kept(self, kept: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """Return the draft; a passage that was marked anew takes the place of an older one."""
        return {**kept, "passage": self.passage_offered} if kept and self.passage_offered else kept

    @property
    def place(self) -> str:
        """Where a draft of this form is kept."""
        return use_place(self._facts.record.id)

    def named(self, chosen: int) -> tuple[int, int]:
        """Return the record that is chosen, and the one that is evidence for it."""
        return chosen, self._facts.record.id

    def saved_as(self, result: Changed) -> None:
        """Say what was made; 0 where it was evidence for that already."""
        self.used.emit(result.made[0] if result.made else 0)
