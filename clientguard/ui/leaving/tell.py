"""Tell: who tells the client, the reason given, and the letter with which notice is given (P4.2, P4.6, P4.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from clientguard.actions.leaving import steps as actions
from clientguard.actions.leaving.tone_check import harsh_passages
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.contracts.words import notice_in_words
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.gates import gates
from clientguard.domain.leaving.telling.goodbye import Telling, is_running, is_withdrawn, messenger_advice
from clientguard.domain.leaving.telling.reason import suggestions
from clientguard.domain.leaving.telling.tone import ToneNote, sentence_around
from clientguard.errors import KnownError
from clientguard.store.views.leaving.telling import telling
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.step import Step
from clientguard.ui.leaving.step_line import StepLine
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

SHOWN = 3  # sentences from the record that are shown at once
NOTES = 4  # passages of a tone that are remarked on at once


class TellStep(Step):
    """Tell: who tells the client, the reason with its tone checked, and the letter (P4.2, P4.6, P4.7)."""

    fields = (
        "told_by",
        "without_reason",
        "reason",
        "transition",
        "notice_given",
        "last_day",
        "agreed_last_day",
    )

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self._agreed_for = 0  # the leaving for which it was asked to enter another last day
        self.add_intro(_("Tell the client soon, politely and decisively. The decision is made before the call."))
        self._withdrawn = Banner(
            "attention",
            _("The message that gave notice was removed from the record. If notice was not given, clear its date."),
        )
        self.box.addWidget(self._withdrawn)
        form = self.add_form()  # its fields are put below, each where it belongs; the form still reads them
        form.hide()
        self._add_messenger()
        self._add_reason()
        self._add_letter()
        self.box.addStretch()
        form.edited.connect(self._check)
        form.edited.connect(self._show_parts)

    # --- the three parts ---

    def _add_messenger(self) -> None:
        self.add_section(_("Who tells the client"))
        self._advice = QVBoxLayout()
        self.box.addLayout(self._advice)
        self._put("told_by")
        self.guide = self.add_button(button(_("Guide for the call …"), icon="phone"), lambda: self._draft("call-guide"))

    def _add_reason(self) -> None:
        self.add_section(_("The reason"))
        self._put("without_reason")
        self._reason = QWidget(self)
        inside = QVBoxLayout(self._reason)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self._editor("reason"))
        self._tone = QVBoxLayout()
        inside.addLayout(self._tone)
        inside.addWidget(Label(_("From the record, the strongest first:"), "soft"))
        self._suggestions = QVBoxLayout()
        self._suggestions.setSpacing(0)
        inside.addLayout(self._suggestions)
        self.box.addWidget(self._reason)

    def _add_letter(self) -> None:
        self.add_section(_("The letter and the notice"))
        self._means = QVBoxLayout()
        self.box.addLayout(self._means)
        self._put("transition")
        self.letter = self.add_button(
            button(_("Draft the goodbye letter …"), icon="mail"), lambda: self._draft("goodbye")
        )
        self._state = QVBoxLayout()
        self.box.addLayout(self._state)
        self._put("notice_given")
        self._put("last_day")
        self._agreed = QWidget(self)
        inside = QVBoxLayout(self._agreed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._editor("agreed_last_day"))
        self.box.addWidget(self._agreed)
        self.more = self.add_button(quiet(_("The client agreed to another last day")), self._show_agreed)

    def _editor(self, name: str) -> QWidget:
        assert self.form is not None
        return self.form.editors[name]

    def _put(self, name: str) -> None:
        self.box.addWidget(self._editor(name))

    def _show_agreed(self) -> None:
        self._agreed_for = self.case.leaving.id if self.case else 0
        self._agreed.show()
        self._editor("agreed_last_day").setFocus()
        self.more.hide()

    def _show_parts(self) -> None:
        """Show what goes with what is chosen: a guide with a call, a reason unless it is left out."""
        texts = self.texts()
        self.guide.setVisible(texts["told_by"] != "writing")
        self._reason.setVisible(texts["without_reason"] != "yes")

    # --- what is shown ---

    def fill(self, case: LeavingCase) -> None:
        """Show how far the notice is, what the record suggests, and what the tone check says."""
        leaving, today = case.leaving, self.session.today()
        means = case.contract.notice_means.strip() if case.contract else ""
        clear(self._means)
        if means and not leaving.notice_given:
            self._means.addWidget(Banner("note", _("How the contract says that notice is given: {means}", means=means)))
        agreed = self._agreed_for == leaving.id or bool(self.texts()["agreed_last_day"])
        self._agreed.setVisible(agreed)
        self.more.setHidden(agreed)
        for each in (self.letter, self.guide, self.more):
            each.setEnabled(leaving.signed_off is None)
        self._show_parts()
        self._withdrawn.hide()
        self.session.read(lambda db: telling(db, leaving, today), lambda found: self._show_told(case, found), self)
        self._check()

    def _show_told(self, case: LeavingCase, found: Telling) -> None:
        clear(self._advice)
        if advice := messenger_advice(found):
            self._advice.addWidget(Banner("attention", current().say(advice)))
        self._withdrawn.setVisible(is_withdrawn(case.leaving, found))
        self._show_notice(case, found)
        self._suggest(case, found)

    def _show_notice(self, case: LeavingCase, found: Telling) -> None:
        """Show the state of the notice, with the message that gave it."""
        clear(self._state)
        today = self.session.today()
        gate = next(each for each in gates(case, today) if each.key == "notice")
        told = [gate.reason]
        if case.contract and not case.leaving.notice_given and (more := notice_in_words(case.contract.agreed, today)):
            told.append(more)
        line = StepLine(
            _("Notice", "contract"), " ".join(current().say(each) for each in told), self._chip(case, gate.state)
        )
        if found.letter:
            message = found.letter.id
            line.add_action(_("Show the letter"), lambda: self.intents.open("message", message))
        self._state.addWidget(line)

    def _chip(self, case: LeavingCase, state: str) -> StateChip:
        if state == "open" and is_running(case, self.session.today()):
            return StateChip(_("running"), "note")
        words = {"met": _("met"), "released": _("released")}
        return StateChip(words.get(state, _("open", "gate")), "attention" if state == "open" else state)

    def _suggest(self, case: LeavingCase, found: Telling) -> None:
        clear(self._suggestions)
        texts = [
            current().say(each) for each in suggestions(case, found.requests, self.session.today(), found.answered)
        ]
        rows = [self._suggestion(each) for each in texts]
        for row in rows:
            self._suggestions.addWidget(row)
        rest = rows[SHOWN:]
        for row in rest:
            row.hide()
        if rest:
            more = quiet(_n("{count} more", "{count} more", len(rest)))
            more.clicked.connect(lambda: self._show_rest(more, rest))
            self._suggestions.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _suggestion(self, text: str) -> StepLine:
        row = StepLine(text, "")
        row.add_action(_("Use", "verb"), lambda: self._use(text), spoken=_("Use: {sentence}", sentence=text))
        return row

    def _show_rest(self, more: QPushButton, rest: list[StepLine]) -> None:
        for row in rest:
            row.show()
        if more.hasFocus():  # it goes, and the keyboard is wanted at what has come
            rest[0].findChildren(QPushButton)[0].setFocus()
        more.hide()

    def _use(self, text: str) -> None:
        if self.form:
            self.form.editors["reason"].set_text(text)
            self.typed.emit()
            self._check()

    # --- the tone ---

    def _check(self) -> None:
        text = self.form.editors["reason"].text() if self.form else ""
        self.session.read(
            lambda _db: harsh_passages(text), lambda notes: self._show_tone(text, notes), self, key="tone"
        )

    def _show_tone(self, text: str, notes: tuple[ToneNote, ...]) -> None:
        clear(self._tone)
        for note in notes[:NOTES]:
            said = current().say(note.why)
            if note.calmer:
                said = _("{why} For example: {calmer}", why=said, calmer=note.calmer)
            banner = Banner("attention", said, _("Use it") if note.calmer else "")
            if note.calmer:
                banner.button.setAccessibleName(_("Use it instead of “{passage}”", passage=note.word))
                banner.acted.connect(lambda note=note: self._calm(text, note))
            self._tone.addWidget(banner)

    def _calm(self, text: str, note: ToneNote) -> None:
        """Put the calmer wording in the place of the sentence, with what is to be filled in selected."""
        box = self._editor("reason").focusProxy()
        if not isinstance(box, QPlainTextEdit) or self.texts()["reason"] != text:
            return
        start, stop = (_units(text[:place]) for place in sentence_around(text, note))
        cursor = box.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(note.calmer)
        opens, closes = note.calmer.find("{"), note.calmer.find("}")
        if 0 <= opens < closes:
            cursor.setPosition(start + opens)
            cursor.setPosition(start + closes + 1, QTextCursor.MoveMode.KeepAnchor)
            box.setTextCursor(cursor)
        box.setFocus()

    # --- the letter ---

    def _draft(self, kind: str) -> None:
        """Save the step, so that the letter is written from what stands here, and draft it."""
        entered = self.entered()
        if entered is None or self.draft.saving:
            return
        book, read, client = self.session.book, self.read(), entered.client or 0
        self.draft.save(
            lambda _job: actions.save_step(book, entered, self.key, read=read),
            done=lambda _changed: self.intents.letter(kind, client),
            failed=self._failed,
        )

    def _failed(self, error: KnownError) -> None:
        if self.form and isinstance(error, NotValidError):
            self.form.show_problems(error.problems)
        self.session.failed.emit(error)


def _units(text: str) -> int:
    """Return how far into a text Qt counts: it takes some characters as two."""
    return len(text.encode("utf-16-le")) // 2
