"""Every message in a list, and below it the one that is selected, to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout

from clientguard.texts import _
from clientguard.ui.intents import correct_intents
from clientguard.ui.pages.listing import table
from clientguard.ui.pages.mail.reader import Reader, read_message
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import quiet

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

LAYOUT = "messages halves"  # where the splitter's place is kept


class MessagesPage(Page):
    """The list and the reader, half each until the user moves what divides them. R logs the answer."""

    kinds = frozenset({"message"})

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.table = table(session, intents, "message", grouped=True)
        self.table.selected.connect(self._show)
        self.reader = Reader()
        self.reader.turned_to.connect(self._turn_to)
        self.reader.file_wanted.connect(intents.open_file)
        self.reader.answer_wanted.connect(intents.answer_message)
        self.reader.correct_wanted.connect(lambda record: correct_intents.open_correction(session, intents, record))
        self.reader.evidence_wanted.connect(intents.use_as_evidence)
        self.reader.evidence.setEnabled(session.book.writable)
        self.reader.correct.setEnabled(session.book.writable)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        for place, each in enumerate((self.table, self.reader)):
            self.splitter.addWidget(each)
            self.splitter.setStretchFactor(place, 1)
        self.splitter.setChildrenCollapsible(False)
        kept = session.layouts.get(LAYOUT)
        if kept:
            self.splitter.restoreState(QByteArray.fromHex(kept.encode()))
        else:
            self.splitter.setSizes([1000, 1000])
        self.splitter.splitterMoved.connect(self._keep)
        box.addWidget(self.splitter)
        self.imports = quiet(_("Imports"))
        self.imports.clicked.connect(lambda: intents.go("imports"))
        self.files = quiet(_("Files"))
        self.files.clicked.connect(lambda: intents.go("files"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.files)
        foot.addWidget(self.imports)
        box.addLayout(foot)
        answer = QShortcut(QKeySequence("R"), self)
        answer.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        answer.activated.connect(self.reader.ask_for_answer)

    def refresh(self) -> None:
        """Show the head; the table reads by itself."""
        self.show_head(Head(_("Messages"), action=_("Import mail")))

    def take_focus(self) -> None:
        """Take the keyboard for the list."""
        self.table.take_focus()

    def _keep(self) -> None:
        self.session.layouts[LAYOUT] = bytes(self.splitter.saveState().toHex().data()).decode()

    def act(self) -> None:
        """Import mail."""
        self.intents.choose_mail()

    def _turn_to(self, record: int) -> None:
        """Show another message of the conversation, and select it where the list has it."""
        self._show(record)
        self.table.choose(record)

    def _show(self, record: int) -> None:
        if not record:
            self.session.read(lambda _db: None, lambda _none: self.reader.clear(), self, key="message")
            return
        conversations = self.session.conversations
        self.session.read(
            lambda db: read_message(db, record, conversations), self.reader.show_message, self, key="message"
        )
