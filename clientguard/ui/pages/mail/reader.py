"""One message to be read: as plain text, with its files, and the conversation that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.domain.records import KINDS, Attachment, Instant, Message
from clientguard.store.views import lists
from clientguard.store.views.client import attachments
from clientguard.store.views.records import get_record
from clientguard.texts import _, current, local
from clientguard.ui.pages.page import clear
from clientguard.ui.widgets.button import quiet, tinted
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.inputs import ReadText
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.long_lines import parted

if TYPE_CHECKING:
    from clientguard.store.views.communication.conversations import Conversations
    from clientguard.store.views.lists import Connection

MOST_AROUND, MOST_FILES = 9, 50  # that are shown


@dataclass(frozen=True, slots=True)
class Reading:
    """A message, its files, and the messages of its conversation that are nearest to it, in order."""

    message: Message
    files: tuple[Attachment, ...]
    around: tuple[Message, ...]
    all_around: int


def read_message(db: Connection, record: int, conversations: Conversations) -> Reading:
    """Read a message; KnownError if there is none."""
    found = get_record(db, Message, record)
    around = conversations.around(db, record)
    at = around.index(record)
    start = max(0, min(at - MOST_AROUND // 2, len(around) - MOST_AROUND))
    rows = lists.rows(db, KINDS["message"], around[start : start + MOST_AROUND]).records
    shown = tuple(each for each in rows if isinstance(each, Message))
    return Reading(found, tuple(attachments(db, record)[:MOST_FILES]), shown, len(around))


class Reader(QWidget):
    """Shows a message; `file_wanted(id, name)`, `turned_to(id)` another one, `answer_wanted(id)`, `correct_wanted(id)`.

    One that is evidence as it came has the way to correct it, with a reason (P5).
    """

    file_wanted = Signal(int, str)
    turned_to = Signal(int)
    answer_wanted = Signal(int)
    correct_wanted = Signal(int)
    evidence_wanted = Signal(int, str)  # the message, and the passage that is marked in it

    def __init__(self) -> None:
        super().__init__()
        self._shown = 0
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(4)
        self.subject = Label("", "strong", wrap=True).selectable()
        self.answer = quiet(_("Log the answer"))
        self.answer.setToolTip(_("Log the answer") + " · R")
        self.answer.clicked.connect(lambda _checked=False: self.ask_for_answer())
        self.correct = quiet(_("Correct message …"))
        self.correct.clicked.connect(lambda _checked=False: self.correct_wanted.emit(self._shown))
        head = QHBoxLayout()
        head.addWidget(self.subject, 1)
        self.evidence = quiet(_("Use as evidence …"))
        self.evidence.clicked.connect(lambda _checked=False: self._use_as_evidence())
        head.addWidget(self.evidence, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(head)
        self.line = Label(_("Select a message to read it."), "soft", wrap=True).selectable()
        self.clock = Label("", "secondary", wrap=True).selectable()
        for each in (self.line, self.clock):
            box.addWidget(each)
        self.files, self.around = QWidget(), QWidget()
        self._files, self._around = Flow(self.files), Flow(self.around)
        for each in (self.files, self.around):
            box.addWidget(each)
        self.body = ReadText()
        self.body.setAccessibleName(_("Message"))
        self.body.setPlaceholderText("")
        box.addWidget(self.body, 1)
        self.setMinimumHeight(120)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = 0
        self.subject.setText("")
        self.line.setText(_("Select a message to read it."))
        for each in (self.body, self.clock, self.files, self.around, self.answer, self.correct,
                     self.evidence):  # fmt: skip
            each.hide()

    def ask_for_answer(self) -> None:
        """Ask for the form of the answer to what is shown."""
        if self._shown:
            self.answer_wanted.emit(self._shown)

    def _use_as_evidence(self) -> None:
        marked = self.body.textCursor().selectedText().replace("\u2029", "\n")
        self.evidence_wanted.emit(self._shown, marked)

    def show_message(self, found: Reading) -> None:
        """Show a message."""
        message = found.message
        self._shown = message.id
        self.subject.setText(message.subject)
        when = current().moment(local(message.at)) if message.at else ""
        self.line.setText(" · ".join(part for part in (when, message.sender, message.recipients) if part))
        self.clock.setText(senders_clock(message.at) if message.at else "")
        self.clock.setVisible(bool(self.clock.text()))
        self._show_files(found)
        self._show_around(found)
        self.answer.show()
        self.evidence.show()
        self.correct.setVisible(message.is_fixed)
        self.body.setPlainText(parted(message.body))
        self.body.show()

    def _show_files(self, found: Reading) -> None:
        clear(self._files)
        for each in found.files:
            line = quiet(f"{each.name} · {current().size(each.size or 0)}")
            tinted(line, "paperclip", "ink")
            line.clicked.connect(lambda _checked=False, each=each: self.file_wanted.emit(each.id, each.name))
            self._files.addWidget(line)
        if found.message.original:
            line, record = quiet(_("Original")), found.message.id
            line.clicked.connect(lambda _checked=False: self.file_wanted.emit(record, found.message.subject))
            self._files.addWidget(line)
        self.files.setVisible(bool(self._files.count()))

    def _show_around(self, found: Reading) -> None:
        """Show the conversation, where there is more than this message."""
        clear(self._around)
        if len(found.around) < 2:
            self.around.hide()
            return
        self._around.addWidget(Label(_("Conversation of {count} messages:", count=found.all_around), "secondary"))
        for each in found.around:
            when = current().date(local(each.at).date(), "short") if each.at else ""
            who = _("You") if each.direction == "out" else each.sender or _("Client")
            text = f"{when} · {who[:40]}"
            if each.id == found.message.id:
                self._around.addWidget(Label(text, "strong"))
                continue
            line = quiet(text)
            line.clicked.connect(lambda _checked=False, record=each.id: self.turned_to.emit(record))
            self._around.addWidget(line)
        self.around.show()


def senders_clock(at: Instant) -> str:
    """Return what the sender's clock showed, where it is another one than the user's; else ""."""
    from datetime import UTC, datetime, timedelta, timezone

    own = local(at).utcoffset()
    if own is None or own == timedelta(minutes=at.offset) or abs(at.offset) >= 24 * 60:
        return ""
    try:
        there = datetime.fromtimestamp(at.ms / 1000, UTC).astimezone(timezone(timedelta(minutes=at.offset)))
    except (OverflowError, ValueError, OSError):
        return ""
    hours, rest = divmod(abs(at.offset), 60)
    zone = f"UTC{'−' if at.offset < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
    return _("By the sender's clock: {moment} ({zone})", moment=current().moment(there), zone=zone)
