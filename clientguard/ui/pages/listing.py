"""Pages that are one list: clients, messages, imports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from clientguard.domain.records import KINDS, Message
from clientguard.domain.wording import N_
from clientguard.store.views.records import get_record
from clientguard.texts import _, current, local
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.records.long_lines import parted
from clientguard.ui.records.status_column import verdict
from clientguard.ui.records.table import RecordTable
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.inputs import ReadText
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


def table(
    session: Session, intents: Intents, kind: str, *, client: int = 0, without: tuple[str, ...] = ()
) -> RecordTable:
    """Return a kind's list, with what it asks for going to the desk."""
    chosen = kind == "attachment" and client  # a file is chosen, not entered in a form; this one is the client's own
    word = _("Attach a file") if chosen else ""
    made = RecordTable(
        session, KINDS[kind], client=client, without=without, verdict=verdict(session, kind), add_word=word
    )
    made.opened.connect(intents.open)
    made.add_wanted.connect(lambda kind: intents.attach(client) if chosen else intents.add(kind, client=client))
    made.remove_wanted.connect(lambda _kind, ids: intents.remove(ids))
    made.export_wanted.connect(intents.export)
    for word, act in ROW_ACTIONS.get(kind, ()):
        made.extras.append((_(word), lambda record, act=act: act(intents, record, client)))
    return made


# What else a row of a kind's list offers: its word, and what it does with the record (and the client of the list).
ROW_ACTIONS: dict[str, tuple[tuple[str, Callable[[Intents, int, int], None]], ...]] = {
    "client": ((N_("Merge with …"), lambda intents, client, _client: intents.merge(client)),),
    "contact": (
        (N_("Data report"), lambda intents, contact, client: intents.data_report(contact, client)),
        (N_("Merge with …"), lambda intents, contact, _client: intents.merge(contact)),
    ),
    "contract": (
        (N_("Stop work …"), lambda intents, contract, _client: intents.stop_work(contract)),
        (N_("Resume work"), lambda intents, contract, _client: intents.resume_work(contract)),
    ),
    "document": ((N_("Note the signature …"), lambda intents, document, _client: intents.sign(document)),),
    "message": (
        (N_("Move to …"), lambda intents, message, _client: intents.move_message(message)),
        (N_("Save the original …"), lambda intents, message, _client: intents.save_original(message)),
    ),
    "import": ((N_("Undo this import"), lambda intents, run, _client: intents.undo_import(run)),),
}


class ClientsPage(Page):
    """Every client."""

    kinds = frozenset({"client"})

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.table = table(session, intents, "client")
        box.addWidget(self.table)

    def refresh(self) -> None:
        """Show the head; the table reads by itself."""
        self.show_head(Head(_("Clients")))

    def take_focus(self) -> None:
        """Take the keyboard for the list."""
        self.table.take_focus()


class MessagesPage(Page):
    """Every message, and the text of the one that is selected."""

    kinds = frozenset({"message"})

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.table = table(session, intents, "message")
        self.table.selected.connect(self._show)
        self.reader = Reader()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.reader)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setChildrenCollapsible(False)
        kept = session.layouts.get("messages splitter")
        if kept:
            self.splitter.restoreState(QByteArray.fromHex(kept.encode()))
        self.splitter.splitterMoved.connect(self._keep)
        box.addWidget(self.splitter)
        self.imports = quiet(_("Imports"))
        self.imports.clicked.connect(lambda: intents.go("imports"))
        box.addWidget(self.imports, 0, Qt.AlignmentFlag.AlignRight)

    def refresh(self) -> None:
        """Show the head; the table reads by itself."""
        self.show_head(Head(_("Messages"), action=_("Import mail")))

    def take_focus(self) -> None:
        """Take the keyboard for the list."""
        self.table.take_focus()

    def _keep(self) -> None:
        self.session.layouts["messages splitter"] = bytes(self.splitter.saveState().toHex().data()).decode()

    def act(self) -> None:
        """Import mail."""
        self.intents.choose_mail()

    def _show(self, record: int) -> None:
        if not record:
            self.session.read(lambda _db: None, lambda _none: self.reader.clear(), self, key="message")
            return
        self.session.read(lambda db: get_record(db, Message, record), self.reader.show_message, self, key="message")


class ImportsPage(Page):
    """Every import of messages: when, from where, what came; each can be undone as a whole."""

    kinds = frozenset({"import"})

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.table = table(session, intents, "import")
        box.addWidget(self.table)

    def refresh(self) -> None:
        """Show the head; the table reads by itself."""
        self.show_head(Head(_("Imports"), action=_("Import mail")))

    def take_focus(self) -> None:
        """Take the keyboard for the list."""
        self.table.take_focus()

    def act(self) -> None:
        """Import mail."""
        self.intents.choose_mail()


class Reader(QWidget):
    """One message, as plain text."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(4)
        self.subject = Label("", "strong", wrap=True).selectable()
        self.line = Label(_("Select a message to read it."), "soft", wrap=True).selectable()
        self.body = ReadText()
        self.body.setAccessibleName(_("Message"))
        self.body.setPlaceholderText("")
        self.body.hide()
        box.addWidget(self.subject)
        box.addWidget(self.line)
        box.addWidget(self.body, 1)
        self.setMinimumHeight(120)

    def clear(self) -> None:
        """Show nothing."""
        self.subject.setText("")
        self.line.setText(_("Select a message to read it."))
        self.body.hide()

    def show_message(self, message: Message) -> None:
        """Show a message."""
        self.subject.setText(message.subject)
        when = current().moment(local(message.at)) if message.at else ""
        self.line.setText(" · ".join(part for part in (when, message.sender, message.recipients) if part))
        self.body.setPlainText(parted(message.body))
        self.body.show()
