"""Pages that are one list: clients, files, imports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from clientguard.domain.records import KINDS
from clientguard.domain.records.kinds.parties import NEVER_CLIENTS, PROSPECT, STAGES
from clientguard.domain.wording import N_
from clientguard.texts import _
from clientguard.ui.intents.paper_intents import INVOICE_PAPERS
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.records.status_column import verdict
from clientguard.ui.records.table import RecordTable
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.tabs import Tabs

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
    preset: Mapping[str, Any] | None = None,
    word: str = "",
    judged_as: str = "",
) -> RecordTable:
    """Return a kind's list, with what it asks for going to the desk; what is added begins with `preset`.

    `judged_as` names what the last column says, where that is not what it says of the kind.
    """
    chosen = kind == "attachment"  # a file is chosen, not entered in a form; this one is the client's own
    word = _("Attach a file") if chosen else word
    made = RecordTable(
        session,
        KINDS[kind],
        client=client,
        without=without,
        verdict=verdict(session, judged_as or kind),
        add_word=word,
        grouped=grouped,
    )
    made.opened.connect(intents.open)
    made.add_wanted.connect(
        lambda kind: intents.attach(client) if chosen else intents.add(kind, client=client, **(preset or {}))
    )
    made.remove_wanted.connect(lambda _kind, ids: intents.remove(ids))
    made.export_wanted.connect(intents.export)
    for word, act in ROW_ACTIONS.get(kind, ()):
        made.extras.append((_(word), lambda record, act=act: act(intents, record, client)))
    if KINDS[kind].evidence:
        made.extras.append((_(USE_AS_EVIDENCE), lambda record: intents.use_as_evidence(record)))
    return made


USE_AS_EVIDENCE = N_("Use as evidence for …")  # what the row of any kind that can be evidence offers
# What else a row of a kind's list, or of the prospects', offers: its word, and what it does with the record (and the
# client of the list).
ROW_ACTIONS: dict[str, tuple[tuple[str, Callable[[Intents, int, int], None]], ...]] = {
    "client": (
        (N_("Statement of account"), lambda intents, client, _client: intents.statement(client)),
        (N_("Merge with …"), lambda intents, client, _client: intents.merge(client)),
    ),
    PROSPECT: (
        (N_("Fill in the intake sheet …"), lambda intents, client, _client: intents.add("intake", client=client)),
        (N_("Accept the prospect"), lambda intents, client, _client: intents.accept_prospect(client)),
        (N_("Decline the prospect …"), lambda intents, client, _client: intents.decline_prospect(client)),
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


SERVED = tuple(each.key for each in STAGES if each.key not in NEVER_CLIENTS)
# The tabs of Clients: its key and word, the kind that it lists, and the stages of it.
CLIENT_TABS = (
    ("clients", N_("Clients"), "client", SERVED),
    ("prospects", N_("Prospects"), "client", NEVER_CLIENTS),
    ("peers", N_("Peers"), "peer", ()),
    ("not again", N_("Not again"), "do_not_engage", ()),
)


class ClientsPage(Page):
    """Every client; and beside them prospects, peers to refer to, and who is not taken again (P7.3, P7.5)."""

    kinds = frozenset({"client"})

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.tabs = Tabs([(key, _(word)) for key, word, _kind, _stages in CLIENT_TABS])
        self.tabs.chosen.connect(self.show_tab)
        box.addWidget(self.tabs)
        self._stack = QStackedWidget()
        box.addWidget(self._stack, 1)
        self.tables: dict[str, RecordTable] = {}
        self.show_tab("clients")

    @property
    def table(self) -> RecordTable:
        """The list that is shown."""
        return self.tables[self.tabs.current()]

    def show_tab(self, key: str) -> None:
        """Show one of the lists."""
        if key not in self.tables:
            _key, _word, kind, stages = next(each for each in CLIENT_TABS if each[0] == key)
            asked = key == "prospects"
            made = table(
                self.session,
                self.intents,
                kind,
                without=("since",) if asked else (),  # it is none yet
                judged_as=PROSPECT if asked else "",
                preset={"stage": PROSPECT} if asked else {},
                word={"prospects": _("Add a prospect"), "not again": _("Add a business")}.get(key, ""),
            )
            made.among = ("stage", stages) if stages else None
            for each in STAGES if stages else ():
                if each.key not in stages and each.key in made.chips:
                    made.chips[each.key].hide()  # none of them is in this list
            if asked:
                for act_word, act in ROW_ACTIONS[PROSPECT]:
                    made.extras.append((_(act_word), lambda record, act=act: act(self.intents, record, 0)))
                made.empty.sentence.setText(_("No prospects. Add who asks for work, and fill in the intake sheet."))
            self.tables[key] = made
            self._stack.addWidget(made)
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self.tables[key])

    def refresh(self) -> None:
        """Show the head; the table reads by itself."""
        self.show_head(Head(_("Clients")))

    def place(self) -> dict[str, Any]:
        """Return which list is shown, and what is selected there."""
        return super().place() | {"tab": self.tabs.current()}

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Go to the list and the row where one was."""
        if place.get("tab") in self.tabs.buttons:
            self.show_tab(place["tab"])
        super().go_to(place)

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
