"""Decide: what the record says, the decision, and the evidence behind it (P4.1, P7)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.leaving import deciding as actions
from clientguard.actions.records.editing import remove_records
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.deciding.weighing import Advice, advice, is_against
from clientguard.domain.records import KINDS, Decision, Leaving
from clientguard.domain.wording import N_, said
from clientguard.store.views.leaving.deciding import Behind, Deciding, deciding
from clientguard.texts import _
from clientguard.ui.intents.correct_intents import open_correction
from clientguard.ui.leaving.evidence import EvidenceDialog, evidence_choices
from clientguard.ui.leaving.refer_part import ReferPart, Referring, referring
from clientguard.ui.leaving.step import Step
from clientguard.ui.leaving.step_line import StepLine
from clientguard.ui.leaving.weighing_part import WeighingPart
from clientguard.ui.pages.page import clear
from clientguard.ui.records.form import Form
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, hairline, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents

FIELDS = ("verdict", "on", "reasons", "alternatives", "against_advice", "review_on", "peer")
WIDE = 720  # points from which the record and the decision stand side by side
SPACE, MARGIN = 24, 12  # points between the columns, and beside them


class DecideStep(Step):
    """Decide: a draft until it is signed; then it is corrected with a reason, or replaced by another (P4.1).

    `signed`: a decision was signed, with what that changed; `refused`: it could not be, and why.
    """

    signed = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self._facts = Deciding()
        self._is_anew = False  # whether another decision than the signed one is being written
        self._is_wide: bool | None = None
        self.add_intro(
            _("Nobody knows whether it will get better. The record says what happened; you decide what it is worth.")
        )
        self.form = Form(KINDS["decision"], today=session.today(), fields=FIELDS, parent=self)
        self.form.edited.connect(self.typed)
        self.form.edited.connect(self._advise)
        self.refer = ReferPart(self.form, self)
        self.standing = _Standing(self)
        self.standing.correct.clicked.connect(self._correct)
        self.standing.anew.clicked.connect(self._decide_anew)
        self.weighing = WeighingPart(intents, self)
        self.keep_draft = button(_("Keep it as a draft"))
        self.keep_draft.clicked.connect(lambda: self._save_draft(lambda _changed: None))
        self.discard = quiet(_("Discard the draft"))
        self.discard.clicked.connect(self._discard)
        self.add = button(_("Add evidence from the record"), icon="paperclip")
        self.add.clicked.connect(self.choose)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._parts = (self._record_part(), self._decision_part(), self._evidence_part())
        self._columns, self._left, self._right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(10)
            side.addStretch(1)
            self._columns.addLayout(side, 1)
        self.box.addLayout(self._columns)
        self.box.addStretch()
        self._place_parts(is_wide=False)

    def _record_part(self) -> QWidget:
        part, box = _part(self, _("What the record says"))
        box.addWidget(self.weighing)
        return part

    def _decision_part(self) -> QWidget:
        part, box = _part(self, _("The decision"))
        box.addWidget(self.standing)
        assert self.form is not None
        box.addWidget(self.refer)
        box.addWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(self.keep_draft)
        row.addWidget(self.discard)
        row.addStretch()
        box.addLayout(row)
        return part

    def _evidence_part(self) -> QWidget:
        part, box = _part(self, _("Evidence"))
        box.addLayout(self._lines)
        box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_parts(is_wide=self.width() >= max(WIDE, self._beside()))

    def minimumSizeHint(self) -> QSize:
        """Return the size that one column needs: where it is narrow, the parts stand below each other."""
        wide = max(each.minimumSizeHint().width() for each in self._parts)
        return QSize(min(super().minimumSizeHint().width(), wide + MARGIN), super().minimumSizeHint().height())

    def _beside(self) -> int:
        """Return the width that the two columns need."""
        record, decision, evidence = (each.minimumSizeHint().width() for each in self._parts)
        return max(record, evidence) + SPACE + decision + MARGIN

    def _place_parts(self, *, is_wide: bool) -> None:
        """Put record and evidence beside the decision where there is room, else one below the other."""
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        record, decision, evidence = self._parts
        left, right = ([record, evidence], [decision]) if is_wide else ([record, decision, evidence], [])
        for part in self._parts:
            for side in (self._left, self._right):
                side.removeWidget(part)
        for side, parts in ((self._left, left), (self._right, right)):
            for place, part in enumerate(parts):
                side.insertWidget(place, part)
        self._columns.setSpacing(SPACE if is_wide else 0)
        self._columns.setStretch(1, 1 if is_wide else 0)

    @staticmethod
    def read_more(db: Connection, case: LeavingCase, today: date) -> tuple[Deciding, Referring]:
        """Read the decision that stands, its draft, the evidence, and what the record says."""
        return deciding(db, case.leaving, today), referring(db, case.leaving.client or 0, today)

    def take_more(self, found: Any) -> None:  # noqa: ANN401
        """Take what was read."""
        self._facts, peers = found
        self.refer.take(peers)

    def is_open(self) -> bool:
        """Return whether a decision is being written, and not only shown."""
        facts = self._facts
        if self.case is None or self.case.leaving.signed_off:
            return False
        return facts.draft is not None or facts.signed is None or self._is_anew

    def whose(self, case: LeavingCase) -> tuple[int, ...]:
        """Return also which decision the form is of: a draft that is saved is not begun again."""
        facts = self._facts
        return (
            *super().whose(case),
            facts.draft.id if facts.draft else 0,
            facts.signed.id if facts.signed else 0,
        )

    def show_saved(self, leaving: Leaving) -> None:
        """Put the draft, or what a new decision begins with, into the form."""
        assert self.form is not None
        self._is_anew = False
        self.form.show_record(self._facts.draft or self._begun(leaving))

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's texts back; they are of a decision that is being written."""
        self._is_anew = bool(texts)
        super().show_texts(texts)

    def _begun(self, leaving: Leaving) -> Decision:
        """Return what a new decision begins with: the one that stands, or what an older leaving says."""
        found = self._facts.signed
        if found:
            return Decision(client=found.client, verdict=found.verdict, on=self.session.today(), reasons=found.reasons,
                            alternatives=found.alternatives, replaces=found.id)  # fmt: skip
        return Decision(client=leaving.client, on=leaving.decided, reasons=leaving.reasons,
                        alternatives=leaving.alternatives)  # fmt: skip

    def fill(self, case: LeavingCase) -> None:
        """Show the decision that stands, or the form of another, and the evidence."""
        facts, is_open = self._facts, self.is_open()
        assert self.form is not None
        self.form.setVisible(is_open)
        self.form.setEnabled(is_open)
        self.keep_draft.setVisible(is_open)
        self.discard.setVisible(is_open and bool(facts.draft or self._is_anew))
        self.standing.setVisible(not is_open)
        self.standing.show_decision(facts.signed or self._begun(case.leaving), may_change=not case.leaving.signed_off)
        self.add.setEnabled(not case.leaving.signed_off)
        self.weighing.show_weighing(facts.weighing, facts.names, case.leaving.client or 0)
        self._advise()
        self._show_evidence(facts.evidence)

    def _show_evidence(self, found: tuple[Behind, ...]) -> None:
        clear(self._lines)
        for each in found:
            line = StepLine(each.title, _passage_words(each))
            line.add_action(_("Take out"), lambda each=each: self.intents.remove([each.evidence.id]))
            self._lines.addWidget(line)
        if not found:
            self._lines.addWidget(Label(_("Nothing yet. Messages, problems and invoices can stand behind it."), "soft"))

    def _advised(self) -> Advice:
        tried = self.form.editors["alternatives"].text() if self.form else ""
        return advice(self._facts.weighing, self.session.today(), tried=tried)

    def _is_against(self) -> bool:
        verdict = self.form.editors["verdict"].text() if self.form else ""
        return self.is_open() and is_against(verdict, self._advised())

    def _advise(self) -> None:
        """Show what the record advises, and ask why, where something else is decided."""
        self.weighing.show_advice(self._advised() if self.is_open() else None)
        if self.form:
            self.form.editors["against_advice"].setVisible(self._is_against())
            self.refer.show_for(self.form.editors["verdict"].text() if self.is_open() else "")

    def _decide_anew(self) -> None:
        if self.case and self.form:
            self._is_anew = True
            self.fill(self.case)
            self.changed_by_user.emit()
            self.form.focus_first()

    def _discard(self) -> None:
        """Drop the draft; the decision that stood before it stands."""
        self.draft.drop()
        self._is_anew = False
        found = self._facts.draft
        if found:
            self.session.do(lambda _job: remove_records(self.session.book, [found.id]))
        elif self.case:
            self.show_saved(self.case.leaving)
            self.draft.settle()
            self.fill(self.case)
            self.changed_by_user.emit()

    def _correct(self) -> None:
        if self._facts.signed:
            open_correction(self.session, self.intents, self._facts.signed.id)

    # --- saving ---

    def read(self) -> Leaving | None:
        """Return the leaving as it is: the form is of the decision."""
        return self.case.leaving if self.case else None

    def _decision(self) -> Decision | None:
        record = self.form.record() if self.form else None
        return record if isinstance(record, Decision) else None

    def _read_decision(self) -> Decision | None:
        read = self.form.read if self.form else None
        return read if isinstance(read, Decision) else None

    def sign(self) -> None:
        """Save the decision as it stands in the form, and sign it."""
        entered = self._decision()
        if entered is None or self.draft.saving:
            return
        editor = self.form.editors["against_advice"] if self.form else None
        if not self._is_against():
            entered = dataclasses.replace(entered, against_advice="")
        elif editor and entered.reasons.strip() and not entered.against_advice.strip():
            editor.show_error(said(N_("The record advises something else: say in your words why you decide so.")))
            editor.setFocus()
            return
        book, read, today = self.session.book, self._read_decision(), self.session.today()
        self.draft.save(
            lambda _job: actions.decide(book, entered, today, read=read),
            done=self.signed.emit,
            failed=self.refused.emit,
        )

    def _save_draft(self, done: Callable[[Changed], None]) -> None:
        entered = self._decision()
        if entered is None or self.draft.saving:
            return
        book, read = self.session.book, self._read_decision()
        self.draft.save(
            lambda _job: actions.save_decision(book, entered, read=read), done=done, failed=self.refused.emit
        )

    def saving(self, step: str) -> Callable[[Job], Changed] | None:
        """Return what saves the draft, where something was typed, and that the leaving is at a step."""
        assert self.case is not None
        go_on = self.at_step(self.case.leaving, step)
        if not (self.is_open() and self.draft.is_typed()):
            return go_on
        entered, book, read = self._decision(), self.session.book, self._read_decision()
        if entered is None:
            return None
        return lambda job: actions.save_decision(book, entered, read=read) | go_on(job)

    def choose(self) -> None:
        """Ask which record stands behind the decision; one that is being written is saved as a draft first."""
        if self.case is None or self.draft.saving:
            return
        facts = self._facts
        if facts.draft or (facts.signed and not self._is_anew):
            self._ask(facts.draft.id if facts.draft else facts.signed.id if facts.signed else 0)
        elif self.case.decision is None and self.case.leaving.id and not self.draft.is_typed():
            self._ask(self.case.leaving.id)
        else:
            self._save_draft(lambda changed: self._ask(changed.first))

    def _ask(self, behind: int) -> None:
        assert self.case is not None
        client, session, today = self.case.leaving.client or 0, self.session, self.session.today()
        session.read(
            lambda db: evidence_choices(db, client, behind, today),
            lambda found: EvidenceDialog(session, behind, *found, self.window()).open(),
            self,
            key="choose",
        )


def _part(parent: QWidget, title: str) -> tuple[QWidget, QVBoxLayout]:
    """Return one of the things at a glance, and where its content goes."""
    part = QWidget(parent)
    box = QVBoxLayout(part)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(Label(title, "section"))
    box.addWidget(hairline())
    return part, box


def _passage_words(behind: Behind) -> str:
    """Return the passage that matters, and what it shows."""
    passage, note = behind.evidence.passage, behind.evidence.note
    quoted = _("“{passage}”", passage=" ".join(passage.split())) if passage else ""
    return "\n".join(each for each in (quoted, note) if each)


class _Standing(QWidget):
    """The decision that stands, to be read: what was decided, when, by whom, why, and what was tried before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.verdict = StateChip("", "neutral")
        self.when = Label("", "soft", wrap=True)
        head.addWidget(self.verdict)
        head.addWidget(self.when, 1)
        box.addLayout(head)
        self._reasons = Label("", wrap=True).selectable()
        self._tried_head = Label(_("What was tried, and what came of it"), "field")
        self._tried = Label("", wrap=True).selectable()
        for each in (Label(_("Reasons"), "field"), self._reasons, self._tried_head, self._tried):
            box.addWidget(each)
        row = QHBoxLayout()
        self.anew = button(_("Decide again"))
        self.correct = quiet(_("Correct it …"))
        row.addWidget(self.anew)
        row.addWidget(self.correct)
        row.addStretch()
        box.addLayout(row)

    def show_decision(self, decision: Decision, *, may_change: bool) -> None:
        """Show a decision; `may_change` offers the ways to change it."""
        choice = decision.kind.field("verdict").choice(decision.verdict)
        if choice:
            self.verdict.show_state(_(choice.label), choice.tone)
        self.when.setText(_signed_words(decision))
        self._reasons.setText(decision.reasons)
        self._tried.setText(decision.alternatives)
        self._tried.setVisible(bool(decision.alternatives))
        self._tried_head.setVisible(bool(decision.alternatives))
        self.anew.setVisible(may_change)
        self.correct.setVisible(may_change and bool(decision.id))


def _signed_words(decision: Decision) -> str:
    words = _("Decided on {date}.", date=decision.on)
    if decision.signed_by and decision.signed_on:
        words = _("Decided on {date}, signed by {name}.", date=decision.on, name=decision.signed_by)
    if decision.review_on:
        words = _("{decided} To be looked at again on {date}.", decided=words, date=decision.review_on)
    return words
