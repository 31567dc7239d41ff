"""The dialog in which anything is logged in seconds: a chip says what it is; client and text are all that it needs.

What was typed goes along when another chip is chosen, and comes back with the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QPlainTextEdit, QVBoxLayout, QWidget

from clientguard.actions.communication import closing_requests
from clientguard.actions.records import attachments
from clientguard.actions.records.undoing import Saving
from clientguard.domain.changed import Changed
from clientguard.domain.communication.threads import SPOKEN
from clientguard.domain.records import Instant, Message, Record, Type
from clientguard.domain.wording import N_, said
from clientguard.texts import _, local
from clientguard.ui.dialogs.capture.answers import AnswersPart
from clientguard.ui.dialogs.capture.captures import CAPTURES, Capture
from clientguard.ui.dialogs.capture.chips import Chips
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.form import Form
from clientguard.ui.records.form_facts import FormFacts, form_facts
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.head import key_text
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from clientguard.domain.communication.waiting import RequestFacts

CHIP, ANSWERS = "#chip", "#answers"  # among the texts of a draft: what is logged, and which requests it answers
MISSED = "missed call"


class CaptureDialog(RecordDialog):
    """A form that turns into that of another kind; `now` tells the moment that it is."""

    answers: AnswersPart | None = None  # there for messages alone

    def __init__(
        self, session: Session, facts: FormFacts, key: str, now: Callable[[], Instant], parent: QWidget | None = None
    ) -> None:
        self._capture = CAPTURES[key]
        self._now = now
        self._wanted = key  # the chip that was taken last; the form follows
        self._typed: dict[str, dict[str, str]] = {}  # by chip: what stood in its form when another was chosen
        self._whole = ""  # the text, where the field of the chosen chip has one line only
        super().__init__(session, facts, title=_("Log", "verb"), save_word=_(self._capture.save_word), parent=parent)

    @property
    def capture(self) -> Capture:
        """What is logged."""
        return self._capture

    def _build(self) -> None:
        self.chips = Chips(self)
        self.chips.chosen.connect(self.turn)
        part = QVBoxLayout()
        part.setSpacing(6)
        part.addWidget(self.chips)
        first, last = key_text("Alt+1"), key_text("Alt+0")
        part.addWidget(Label(_("{first} to {last} choose one of these.", first=first, last=last), "secondary"))
        self.body.addLayout(part)
        super()._build()
        self.chips.choose(self._capture.key)

    def _make_form(self) -> Form:
        brief = self._capture.brief
        return Form(self._kind, today=self._session.today(), choices=self._choices, brief=brief, parent=self)

    def _parts_below(self) -> Sequence[QWidget]:
        self.answers = None
        below = super()._parts_below()
        if self._kind is not Message.kind:
            return below
        self.answers = AnswersPart(self)
        self.answers.edited.connect(self.touched)
        for name in ("channel", "direction"):
            self.form.editors[name].edited.connect(self._weigh_answers)
        return (*below, self.answers)

    # --- another chip ---

    def _put_form(self) -> None:
        super()._put_form()
        whose = self.form.editors[self._kind.client].input
        completer = whose.completer() if isinstance(whose, Picker) else None
        if completer and (names := completer.popup()):
            names.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys of a chip close the list of names, and choose the chip."""
        if (key := self.chips.key_of(event)) and isinstance(watched, QAbstractItemView):
            watched.hide()
            self.turn(key)
            return True
        return super().eventFilter(watched, event)

    def turn(self, key: str) -> None:
        """Log something else: the form changes as soon as what it shows is read."""
        wanted = CAPTURES[key]
        self._wanted = key
        self.chips.choose(key)
        self.form.editors[self._kind.client].settle()
        if wanted is self._capture:
            if not self.chips.has_keyboard():
                self.form.focus_first()
            return
        record = wanted.fresh(self._owner or None, self._session.today(), self._now())
        place = self.place
        self._read("turn", lambda db: form_facts(db, record, place=place), lambda facts: self._turned(wanted, facts))

    def _turned(self, wanted: Capture, facts: FormFacts) -> None:
        if wanted.key != self._wanted:
            return  # another one was chosen meanwhile
        stay = self.chips.has_keyboard()
        typed, files, ticked = self.form.texts(), self._files, self.answers.ticked() if self.answers else ()
        self._typed[self._capture.key] = typed
        carried = {self._kind.client: typed[self._kind.client], wanted.text: self._carried(typed, wanted)}
        self._capture, self._facts = wanted, facts
        self._kind, self._record = facts.record.kind, facts.record
        self._owner = facts.record.client_id or 0
        self._put_form()
        self.form.edited.connect(self.touched)
        self.save.setText(_(wanted.save_word))
        self.save.setAccessibleName(_(wanted.save_word))
        self.show_saved()
        self.draft.settle()
        self._offered = self.texts()
        self._show_files(files)
        self.form.show_texts({**self._typed.get(wanted.key, {}), **carried})
        if self.answers:
            self.answers.tick(ticked)
        self._client_chosen()
        if self.texts() != self._offered:
            self.touched()
        if not stay:
            self.form.focus_first()
            if isinstance(text := self.form.editors[wanted.text].input, QPlainTextEdit):
                text.moveCursor(QTextCursor.MoveOperation.End)

    def _carried(self, typed: Mapping[str, str], wanted: Capture) -> str:
        """Return the text for another chip: all of its lines where there is room, else in one."""
        text = typed[self._capture.text]
        if self._kind.field(self._capture.text).type is Type.TEXT and text == " ".join(self._whole.split()):
            text = self._whole  # it was cut to one line on the way, and nobody changed it
        self._whole = text
        return text if wanted.kind.field(wanted.text).type is Type.LONG else " ".join(text.split())

    # --- what a message answers ---

    def show_saved(self) -> None:
        super().show_saved()
        if self.answers:
            self.answers.tick(())
            self._weigh_answers()
            self._read_answers()

    def _client_chosen(self) -> None:
        before = self._owner
        super()._client_chosen()
        if self._owner != before:
            self._read_answers()

    def _read_answers(self) -> None:
        owner, part = self._owner or self._record.client_id or 0, self.answers

        def show(found: Sequence[RequestFacts]) -> None:
            if part is self.answers and part is not None:
                part.offer(found)

        if part:
            self._read("answers", lambda db: closing_requests.may_be_answered(db, owner), show)

    def _weigh_answers(self) -> None:
        texts = self.form.texts()
        spoken = texts["channel"] in SPOKEN - {MISSED}
        received = texts["direction"] == "in" and texts["channel"] != MISSED
        if self.answers:
            self.answers.want(spoken or received)

    # --- drafts and saving ---

    def texts(self) -> dict[str, str]:
        ticked = self.answers.ticked() if self.answers else ()
        found = super().texts() | {CHIP: self._capture.key}
        return found | ({ANSWERS: " ".join(map(str, ticked))} if ticked else {})

    def show_texts(self, texts: Mapping[str, str]) -> None:
        super().show_texts(texts)
        if self.answers:
            self.answers.tick(int(each) for each in texts.get(ANSWERS, "").split())
            self._weigh_answers()
        self._client_chosen()

    def action(self) -> Callable[[Job], Changed | Saving] | None:
        """Return what saves; None, with the reason at the text, where there is neither a text nor a title."""
        capture, editors = self._capture, self.form.editors
        needed = {editors[name].text().strip() for name in (capture.text, capture.kind.title)}
        if needed == {""} and not capture.nameless:
            editors[capture.text].show_error(said(N_("Write what it was about.")))
            editors[capture.text].setFocus()
            self.another = False
            return None
        return super().action()

    def write(self, record: Record) -> Callable[[], Changed | Saving]:
        whole = self._capture.titled(record)
        ticked = self.answers.ticked() if self.answers else ()
        if not (isinstance(whole, Message) and whole.at and ticked):
            return super().write(whole)
        book, files, anyway = self._session.book, list(self._files), self.anyway()
        on = local(whole.at).date()
        return lambda: closing_requests.log_answering(
            book, whole, ticked, on, attachments.read_files(files, book), anyway=anyway
        )
