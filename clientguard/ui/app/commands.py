"""Everything that can be done from anywhere, one row each: menus, keys, the command box and the list of shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clientguard import paths
from clientguard.texts import N_, _
from clientguard.ui.app.page_table import PAGES
from clientguard.ui.app.window import row_actions, timing
from clientguard.ui.look.theme import LOOKS

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from clientguard.store.views.lists import Connection
    from clientguard.ui.app.frame import Frame
    from clientguard.ui.intents.intents import Intents

    Menu = Literal["file", "edit", "view", "record", "help"]

LOCK_KEYS = "Ctrl+Shift+L"  # in dialogs too: `Locker`
MOST = 20  # people of a client who are named


def _always(_window: Frame) -> bool:
    return True


def _open(window: Frame) -> bool:
    return window.session is not None


def _writable(window: Frame) -> bool:
    return window.session is not None and window.session.book.writable


def _can_start(window: Frame) -> bool:
    return _writable(window) and window.timer is not None and not window.timer.running


def _is_timed(window: Frame) -> bool:
    return window.timer is not None and window.timer.running is not None


def _kept(window: Frame) -> bool:
    return window.backup_timer is not None


def _on_a_client(window: Frame) -> bool:
    return window.intents is not None and window.intents.current_client != 0


def _in_the_sample(window: Frame) -> bool:
    path = window.session.book.path if window.session else None
    return path is not None and path.parent == paths.data_dir() and path.stem.partition(" ")[0] == paths.sample().stem


def _has_passphrase(window: Frame) -> bool:
    return window.session is not None and window.session.book.key is not None


def _can_edit(key: str) -> Callable[[Frame], bool]:
    return lambda window: window.field.can(key)


def _edit(key: str) -> Callable[[Frame], object]:
    return lambda window: window.field.do(key)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done.

    `text` is a message with places that `values` fills. `ready` says whether it can be done just now, and `why` what
    is missing where it cannot. `under` is the word of the submenu that holds it, `group` parts a menu by lines.
    """

    key: str
    text: str
    act: Callable[[Frame], object]
    icon: str = ""
    shortcut: str = ""
    menu: Menu = "record"
    group: int = 0
    ready: Callable[[Frame], bool] = _open
    why: str = ""
    under: str = ""
    more_keys: tuple[str, ...] = ()  # that do the same
    in_box: bool = True  # whether the command box lists it
    field_key: bool = False  # whether the field with the focus takes the key itself
    checked: Callable[[Frame], bool] | None = None  # for one of several choices: whether it is the one in use
    values: Mapping[str, str] = field(default_factory=dict)

    def word(self) -> str:
        """Return what it is called, in the language of the screens."""
        return _(self.text, **self.values)

    def reason(self) -> str:
        """Return what is missing where it cannot be done just now, in the language of the screens; "" if unsaid."""
        why = self.why or (NO_CASEBOOK if self.ready is _open else "")
        return _(why) if why else ""


def _letter(kind: str) -> Callable[[Frame], None]:
    return lambda window: intents_of(window).letter(kind, intents_of(window).current_client)


def intents_of(window: Frame) -> Intents:
    """Return the intents of the open casebook."""
    assert window.intents is not None
    return window.intents


NO_CASEBOOK = N_("Open a casebook first.")
NO_CLIENT = N_("Open a client's page first.")
NO_BACKUPS = N_("The sample and casebooks that are open for reading only are not backed up.")

FILE = (
    Command("new", N_("Make a new casebook"), lambda window: window.ask_for_new(), "plus", "Ctrl+Shift+N", "file"),
    Command("open", N_("Open another casebook"), lambda window: window.ask_to_open(None), "file-text", "Ctrl+O", "file",
            ready=lambda window: window.takes_casebooks),
    Command("save copy", N_("Save a copy"), lambda window: intents_of(window).save_a_copy(), "save", "Ctrl+Shift+S",
            "file", 1, why=NO_CASEBOOK),
    Command("back up", N_("Back up now"), lambda window: window.back_up(), "hard-drive", "", "file", 1, _kept,
            NO_BACKUPS),
    Command("restore", N_("Restore a backup"), lambda window: window.ask_to_restore(), "", "", "file", 1, _kept,
            NO_BACKUPS),
    Command("import mail", N_("Import mail"), lambda window: intents_of(window).choose_mail(), "download", "", "file",
            2, why=NO_CASEBOOK),
    Command("import table", N_("Import a table (CSV)"), lambda window: intents_of(window).choose_table(), "download",
            "", "file", 2, why=NO_CASEBOOK),
    Command("find clients", N_("Find clients in your mail"), lambda window: window.go("find"), "users", "", "file", 2,
            why=NO_CASEBOOK),
    Command("export", N_("Export everything"), lambda window: intents_of(window).export_everything(), "package", "",
            "file", 2, why=NO_CASEBOOK),
    Command("sample", N_("Start the sample again"), lambda window: window.ask_about_sample(), "", "", "file", 2,
            _in_the_sample, N_("Another casebook is open.")),
    Command("lock", N_("Lock now"), lambda window: window.ask_to_lock(), "lock", LOCK_KEYS, "file", 3,
            _has_passphrase, N_("This casebook has no passphrase to lock it with. You can set one in Settings.")),
    Command("quit", N_("Quit"), lambda window: window.quit(), "", "Ctrl+Q", "file", 4, _always),
)  # fmt: skip
EDIT = (
    Command("undo", N_("Undo"), lambda window: window.undo(), "", "Ctrl+Z", "edit", in_box=False,
            ready=lambda window: window.can_undo()),
    Command("redo", N_("Redo"), _edit("redo"), "", "Ctrl+Shift+Z", "edit", 0, _can_edit("redo"), in_box=False,
            field_key=True),
    Command("cut", N_("Cut"), _edit("cut"), "", "Ctrl+X", "edit", 1, _can_edit("cut"), in_box=False, field_key=True),
    Command("copy", N_("Copy"), _edit("copy"), "", "Ctrl+C", "edit", 1, _can_edit("copy"), in_box=False,
            field_key=True),
    Command("paste", N_("Paste"), _edit("paste"), "", "Ctrl+V", "edit", 1, _can_edit("paste"), in_box=False,
            field_key=True),
    Command("select all", N_("Select all"), _edit("select all"), "", "Ctrl+A", "edit", 1, _can_edit("select all"),
            in_box=False, field_key=True),
    Command("find", N_("Find on this page"), lambda window: window.go_to_filter(), "search", "Ctrl+F", "edit", 2,
            in_box=False, why=NO_CASEBOOK),
    Command("search", N_("Search or command"), lambda window: window.search(), "search", "Ctrl+K", "edit", 2,
            in_box=False, why=NO_CASEBOOK),
)  # fmt: skip
VIEW = (
    Command("files", N_("Show files"), lambda window: window.go("files"), "paperclip", "", "view"),
    Command("imports", N_("Show imports"), lambda window: window.go("imports"), "download", "", "view"),
    Command("mail says", N_("What your mail says"), lambda window: window.go("mail says"), "mail", "", "view"),
    Command("removed", N_("Show removed records"), lambda window: window.go("removed"), "package", "", "view"),
    Command("back", N_("Back"), lambda window: window.back(), "arrow-left", "Alt+Left", "view", 1,
            lambda window: window.history.has_before, in_box=False),
    Command("forward", N_("Forward"), lambda window: window.forward(), "arrow-right", "Alt+Right", "view", 1,
            lambda window: window.history.has_after, in_box=False),
)  # fmt: skip
TEXT = (
    Command("larger", N_("Larger text"), lambda window: window.scale_text(10), "", "Ctrl++", "view", 2, _always,
            more_keys=("Ctrl+=",)),
    Command("smaller", N_("Smaller text"), lambda window: window.scale_text(-10), "", "Ctrl+-", "view", 2, _always),
    Command("normal", N_("Normal text size"), lambda window: window.scale_text(0), "", "Ctrl+0", "view", 2, _always),
)  # fmt: skip
HELP = (
    Command("guide", N_("Guide"), lambda window: window.show_help("guide"), "book-open-check", "F1", "help", 0,
            _always),
    Command("shortcuts", N_("Keyboard shortcuts"), lambda window: window.show_help("shortcuts"), "", "Ctrl+/", "help",
            0, _always),
    Command("places", N_("Where my data is"), lambda window: window.show_help("places"), "hard-drive", "", "help", 1,
            _always),
    Command("problem", N_("Report a problem"), lambda window: window.show_help("problem"), "circle-alert", "", "help",
            1, _always),
    Command("about", N_("About ClientGuard"), lambda window: window.show_help("about"), "shield-check", "", "help", 2,
            _always),
)  # fmt: skip
RECORD = (
    Command("log message", N_("Log message"), lambda window: intents_of(window).log_message(), "pen-line", "Ctrl+L",
            why=NO_CASEBOOK),
    Command("add here", N_("Add to this page"), lambda window: window.add_here(), "plus", "Ctrl+N", in_box=False,
            why=NO_CASEBOOK),
    Command("start timer", N_("Start the timer"), timing.start, "clock", "Ctrl+T", ready=_can_start,
            why=N_("The timer is running, or this casebook is open for reading only.")),
    Command("stop timer", N_("Stop the timer"), timing.stop, "clock", "Ctrl+Shift+T", ready=_is_timed,
            why=N_("The timer is not running.")),
    Command("discard timer", N_("Discard the timer"), timing.discard, "", ready=_is_timed,
            why=N_("The timer is not running.")),
)  # fmt: skip
ABOUT_A_ROW = (
    *(
        Command(f"row {key}", word, row_actions.run(word), icon, group=4, ready=row_actions.offers(word), why=why,
                under=N_("The chosen row"))
        for key, word, icon, why in (
            ("open with", N_("Open with …"), "", N_("Choose a file in a list first.")),
            ("save file", N_("Save a copy of the file …"), "save", N_("Choose a file in a list first.")),
            ("owner", N_("Go to what it belongs to"), "", N_("Choose a file in a list first.")),
            ("move", N_("Move to …"), "", N_("Choose a message in a list first.")),
            ("original", N_("Save the original …"), "save", N_("Choose a message in a list first.")),
            ("stop work", N_("Stop work …"), "", N_("Choose a contract in a list first.")),
            ("resume work", N_("Resume work"), "", N_("Choose a contract in a list first.")),
            ("remind", N_("Send reminder …"), "mail", N_("Choose an invoice in a list first.")),
            ("remind firmly", N_("Send firm reminder …"), "mail", N_("Choose an invoice in a list first.")),
            ("lines", N_("Lines …"), "receipt", N_("Choose an invoice in a list first.")),
            ("invoice pdf", N_("Create the PDF …"), "printer", N_("Choose an invoice in a list first.")),
            ("next invoice", N_("Add the next one"), "plus", N_("Choose an invoice in a list first.")),
            ("statement", N_("Statement of account"), "receipt", N_("Choose a client or an invoice in a list first.")),
            ("promise", N_("Note a promise to pay …"), "handshake", N_("Choose an invoice in a list first.")),
            ("dispute", N_("Note a dispute …"), "", N_("Choose an invoice in a list first.")),
            ("credit", N_("Credit it …"), "", N_("Choose an invoice in a list first.")),
            ("replace", N_("Replace it …"), "", N_("Choose an invoice in a list first.")),
            ("hold", N_("Put on hold …"), "", N_("Choose an invoice in a list first.")),
            ("spread", N_("Spread it …"), "wallet", N_("Choose a payment or a credit note in a list first.")),
            ("signature", N_("Note the signature …"), "pen-line", N_("Choose a document in a list first.")),
            ("data report", N_("Data report"), "file-text", N_("Choose a person in a list first.")),
            ("merge", N_("Merge with …"), "users", N_("Choose a client or a person in a list first.")),
            ("undo import", N_("Undo this import"), "", N_("Choose an import in the list of imports first.")),
        )
    ),
    Command("row menu", N_("Show what the chosen row offers"), row_actions.show_menu, "", "Shift+F10", group=4,
            ready=row_actions.has_menu, why=N_("Go to a page with a list first."), under=N_("The chosen row")),
)  # fmt: skip  # the words of `pages.listing.ROW_ACTIONS`, and what stands in the menu of a row besides
ABOUT_A_CLIENT = (
    Command("leave", N_("Leave this client"), lambda window: _leave(window), "handshake", group=2, ready=_on_a_client,
            why=NO_CLIENT),
    Command("report", N_("Create the final report"), lambda window: _report(window), "printer", "", group=2,
            ready=_on_a_client, why=NO_CLIENT),
    Command("handover request", N_("Create the handover request"),
            lambda window: intents_of(window).handover_request(intents_of(window).current_client), "printer", "",
            group=2, ready=_on_a_client, why=NO_CLIENT),
    Command("certificate", N_("Create the certificate of return and deletion"),
            lambda window: intents_of(window).certificate(intents_of(window).current_client), "printer", "", group=2,
            ready=_on_a_client, why=NO_CLIENT),
    Command("statement", N_("Create a statement of account"), lambda window: _statement(window), "receipt", "",
            group=2, ready=_on_a_client, why=NO_CLIENT),
    *(
        Command(f"letter {kind}", word, _letter(kind), "mail", "", group=2, ready=_on_a_client, why=NO_CLIENT,
                under=N_("Write a letter"))
        for kind, word in (
            ("courtesy", N_("Note before the due date …")),
            ("reminder", N_("Polite reminder …")),
            ("reminder-date", N_("Question for a date or a dispute …")),
            ("reminder-firm", N_("Firm reminder …")),
            ("stop-notice", N_("Notice of a stop …")),
            ("stop", N_("Work is stopped …")),
            ("resume", N_("Work goes on …")),
            ("before-action", N_("Letter before action …")),
            ("statement", N_("Statement of account …")),
            ("goodbye", N_("Goodbye letter …")),
            ("call-guide", N_("Guide for the call …")),
            ("handover-request", N_("Handover request …")),
            ("public-reply", N_("Reply to what was said in public …")),
        )
    ),
)  # fmt: skip


def fixed_commands() -> Iterator[Command]:
    """Yield the commands that do not depend on what is open: those with keys are among them."""
    for row in PAGES.values():
        if row.rail:
            page = {"page": _(row.word)}
            act = _go_to(row.key)
            yield Command(f"go {row.key}", N_("Go to {page}"), act, row.icon, row.shortcut, "view", values=page)
    yield from (*VIEW, *_for_looks(), *TEXT, *RECORD, *_for_kinds(), *ABOUT_A_CLIENT, *ABOUT_A_ROW, *FILE, *EDIT, *HELP)


def all_commands(window: Frame) -> Iterator[Command]:
    """Yield every command, those for recent casebooks among them, whether it can be done just now or not."""
    yield from fixed_commands()
    yield from _for_recent(window)


def commands(window: Frame) -> Iterator[Command]:
    """Yield what the command box offers at once: all that can be done just now."""
    return (each for each in all_commands(window) if each.in_box and each.ready(window))


def read_client_commands(window: Frame, offer: Callable[[Iterable[Command]], object], owner: QObject) -> None:
    """Read what can be done about the open client, and call `offer` with those commands when they are there."""
    from clientguard.domain.records import KINDS
    from clientguard.store.views import lists
    from clientguard.store.views.records import titles

    session = window.session
    if session is None or not intents_of(window).current_client:
        return
    client = intents_of(window).current_client

    def work(db: Connection) -> tuple[str, list[tuple[int, str]]]:
        return titles(db, [client]).get(client, ""), lists.choices(db, KINDS["contact"], client)[:MOST]

    session.read(work, lambda found: offer(list(_for_client(*found))), owner, key="commands")


def _go_to(page: str) -> Callable[[Frame], None]:
    return lambda window: window.go(page)


def _leave(window: Frame) -> None:
    intents_of(window).begin_leaving(intents_of(window).current_client)


def _report(window: Frame) -> None:
    intents_of(window).report(intents_of(window).current_client)


def _statement(window: Frame) -> None:
    intents_of(window).statement(intents_of(window).current_client)


def _for_kinds() -> Iterator[Command]:
    from clientguard.domain.records import KINDS

    for kind in KINDS.values():
        if kind.addable and not kind.add_word:  # what has a word of its own has a row of its own
            word = {"kind": _(kind.label).lower()}
            yield Command(f"add {kind.name}", N_("Add {kind}"), _add(kind.name), kind.icon, group=1, values=word)


def _for_looks() -> Iterator[Command]:
    for key, word in LOOKS:
        look = {"look": _(word)}
        yield Command(f"look {key}", N_("Appearance: {look}"), _show_look(key), menu="view", group=2, ready=_always,
                      under=N_("Appearance"), checked=_has_look(key), values=look)  # fmt: skip


def _show_look(look: str) -> Callable[[Frame], None]:
    return lambda window: window.show_look(look)


def _has_look(look: str) -> Callable[[Frame], bool]:
    return lambda window: window.settings.look == look


def _add(kind: str) -> Callable[[Frame], None]:
    return lambda window: intents_of(window).add(kind)


def _for_recent(window: Frame) -> Iterator[Command]:
    for each in window.settings.recent[1 if window.session else 0 :]:
        path = Path(each)
        yield Command(f"open {path}", N_("Open {casebook}"), _open_file(path), "clock", menu="file",
                      under=N_("Open recent"), ready=lambda window: window.takes_casebooks,
                      values={"casebook": path.stem})  # fmt: skip


def _open_file(path: Path) -> Callable[[Frame], None]:
    return lambda window: window.ask_to_open(path)


def _for_client(client: str, people: list[tuple[int, str]]) -> Iterator[Command]:
    values = {"client": " ".join(client.split())}
    yield Command("merge client", N_("Merge {client} with …"), _merge_client, "users", group=2, values=values)
    yield Command("erase client", N_("Erase {client} for good"), _erase, "x", group=2, values=values)
    for contact, name in people:
        person = {"person": " ".join(name.split())}
        act = _data_report(contact)
        yield Command(f"data report {contact}", N_("Data report on {person}"), act, "file-text", group=3, values=person)
        yield Command(f"merge {contact}", N_("Merge {person} with …"), _merge(contact), "users", group=3, values=person)


def _merge_client(window: Frame) -> None:
    intents_of(window).merge(intents_of(window).current_client)


def _merge(contact: int) -> Callable[[Frame], None]:
    return lambda window: intents_of(window).merge(contact)


def _erase(window: Frame) -> None:
    from clientguard.ui.intents import correct_intents

    assert window.session is not None
    correct_intents.open_erasure(window.session, intents_of(window), intents_of(window).current_client)


def _data_report(contact: int) -> Callable[[Frame], None]:
    return lambda window: intents_of(window).data_report(contact, intents_of(window).current_client)
