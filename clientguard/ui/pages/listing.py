"""Pages that are one list: clients, files, imports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from clientguard.domain.records import KINDS
from clientguard.domain.wording import N_
from clientguard.texts import _
from clientguard.ui.intents.paper_intents import INVOICE_PAPERS
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.records.status_column import verdict
from clientguard.ui.records.table import RecordTable
from clientguard.ui.session.session import Session

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


def table(
    session: Session,
    intents: Intents,
    kind: str,
    *,
    client: int = 0,
    without: tuple[str, ...] = (),
    grouped: bool = False,
) -> RecordTable:
    """Return a kind's list, with what it asks for going to the desk."""
    chosen = kind == "attachment"  # a file is chosen, not entered in a form; this one is the client's own
    word = _("Attach a file") if chosen else ""
    made = RecordTable(
        session,
        KINDS[kind],
        client=client,
        without=without,
        verdict=verdict(session, kind),
        add_word=word,
        grouped=grouped,
    )
    made.opened.connect(intents.open)
    made.add_wanted.connect(lambda kind: intents.attach(client) if chosen else intents.add(kind, client=client))
    made.remove_wanted.connect(lambda _kind, ids: intents.remove(ids))
    made.export_wanted.connect(intents.export)
    for word, act in ROW_ACTIONS.get(kind, ()):
        made.extras.append((_(word), lambda record, act=act: act(intents, record, client)))
    if KINDS[kind].evidence:
        made.extras.append((_(USE_AS_EVIDENCE), lambda record: intents.use_as_evidence(record)))
    return made


USE_AS_EVIDENCE = N_("Use as evidence for …")  # what the row of any kind that can be evidence offers
# What else a row of a kind's list offers: its word, and what it does with the record (and the client of the list).
ROW_ACTIONS: dict[str, tuple[tuple[str, Callable[[Intents, int, int], None]], ...]] = {
    "client": (
        (N_("Statement of account"), lambda intents, client, _client: intents.statement(client)),
        (N_("Merge with …"), lambda intents, client, _client: intents.merge(client)),
    ),
    "attachment": (
        (N_("Open with …"), lambda intents, file, _client: intents.open_with(file)),
        (N_("Save a copy of the file …"), lambda intents, file, _client: intents.save_file(file)),
        (N_("Go to what it belongs to"), lambda intents, file, _client: intents.go_to_owner(file)),
    ),
    "contact": (
        (N_("Data report"), lambda intents, contact, client: intents.data_report(contact, client)),
        (N_("Merge with …"), lambda intents, contact, _client: intents.merge(contact)),
    ),
    "contract": (
        (N_("Check the contract …"), lambda intents, contract, _client: intents.check_contract(contract)),
        (N_("Stop work …"), lambda intents, contract, _client: intents.stop_work(contract)),
        (N_("Resume work"), lambda intents, contract, _client: intents.resume_work(contract)),
    ),
    "invoice": (
        (N_("Send reminder …"), lambda intents, invoice, _client: intents.remind(invoice)),
        (N_("Send firm reminder …"), lambda intents, invoice, _client: intents.remind_firmly(invoice)),
        *((word, lambda intents, invoice, _client, act=act: act(intents, invoice)) for word, act in INVOICE_PAPERS),
        (N_("Statement of account"), lambda intents, invoice, _client: intents.statement(invoice)),
        (N_("Note a promise to pay …"), lambda intents, invoice, _client: intents.note_promise(invoice)),
        (N_("Note a dispute …"), lambda intents, invoice, _client: intents.dispute(invoice)),
        (N_("Put on hold …"), lambda intents, invoice, _client: intents.hold(invoice)),
        (N_("Credit it …"), lambda intents, invoice, _client: intents.credit(invoice)),
        (N_("Replace it …"), lambda intents, invoice, _client: intents.replace_invoice(invoice)),
    ),
    "payment": ((N_("Spread it …"), lambda intents, payment, _client: intents.spread(payment)),),
    "request": (
        (N_("Log the answer …"), lambda intents, request, _client: intents.answer(request)),
        (N_("Ask again …"), lambda intents, request, _client: intents.ask_again(request)),
        (N_("Log that you asked again …"), lambda intents, request, _client: intents.log_chase(request)),
        (N_("Submitted again …"), lambda intents, request, _client: intents.submit_again(request)),
        (N_("Changes asked …"), lambda intents, request, _client: intents.changes_asked(request)),
        (N_("Close unanswered …"), lambda intents, request, _client: intents.close_request(request)),
    ),
    "promise": (
        (N_("Note as kept …"), lambda intents, promise, _client: intents.note_kept(promise)),
        (N_("Remind of it …"), lambda intents, promise, _client: intents.log_chase(promise)),
    ),
    "document": ((N_("Note the signature …"), lambda intents, document, _client: intents.sign(document)),),
    "message": (
        (N_("This answers …"), lambda intents, message, _client: intents.this_answers(message)),
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


class FilesPage(Page):
    """Every file, newest first: of which client, and of which of its records."""

    kinds = frozenset({"attachment"})

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.table = table(session, intents, "attachment", without=("media_type",))
        box.addWidget(self.table)

    def refresh(self) -> None:
        """Show the head; the table reads by itself."""
        self.show_head(Head(_("Files")))

    def take_focus(self) -> None:
        """Take the keyboard for the list."""
        self.table.take_focus()


class ImportsPage(Page):
    """Every import of mail or of a table: when, from where, what came; each can be undone as a whole."""

    kinds = frozenset({"import"})

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.table = table(session, intents, "import")
        box.addWidget(self.table)

    def refresh(self) -> None:
        """Show the head; the table reads by itself."""
        self.show_head(Head(_("Imports"), action=_("Import files")))

    def take_focus(self) -> None:
        """Take the keyboard for the list."""
        self.table.take_focus()

    def act(self) -> None:
        """Import mail, or a table."""
        self.intents.choose_files()
