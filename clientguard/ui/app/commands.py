"""Everything that can be done from anywhere, one row each: for the command box and for the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.texts import N_, _
from clientguard.ui.app.page_table import PAGES

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from clientguard.store.views.lists import Connection
    from clientguard.ui.app.frame import Frame
    from clientguard.ui.intents.intents import Intents

LOCK_KEYS = "Ctrl+Shift+L"
MOST = 20  # people of a client who are named


def _always(_window: Frame) -> bool:
    return True


def _never(_window: Frame) -> bool:
    return False


def _on_a_client(window: Frame) -> bool:
    return intents_of(window).current_client != 0


def _has_passphrase(window: Frame) -> bool:
    return window.session is not None and window.session.book.key is not None


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done with an open casebook.

    `text` is a message with places that `values` fills. `offered` says whether lists show it just now; its keys work
    whenever a casebook is open.
    """

    key: str
    text: str
    act: Callable[[Frame], object]
    icon: str = ""
    shortcut: str = ""
    offered: Callable[[Frame], bool] = _always
    values: Mapping[str, str] = field(default_factory=dict)

    def word(self) -> str:
        """Return what it is called, in the language of the screens."""
        return _(self.text, **self.values)


def intents_of(window: Frame) -> Intents:
    """Return the intents of the open casebook."""
    assert window.intents is not None
    return window.intents


FIRST = (
    Command("search", N_("Search or command"), lambda window: window.search(), "search", "Ctrl+K", _never),
    Command("undo", N_("Undo"), lambda window: window.undo(), "", "Ctrl+Z", _never),
    Command("log message", N_("Log message"), lambda window: intents_of(window).log_message(), "pen-line", "Ctrl+L"),
    Command("import mail", N_("Import mail"), lambda window: intents_of(window).choose_mail(), "download"),
)
LAST = (
    Command("imports", N_("Show imports"), lambda window: window.go("imports"), "download"),
    Command("open", N_("Open another casebook"), lambda window: window.ask_to_open(None), "file-text"),
    Command("new", N_("Make a new casebook"), lambda window: window.ask_for_new(), "plus"),
    Command("lock", N_("Lock now"), lambda window: window.ask_to_lock(), "lock", LOCK_KEYS, _has_passphrase),
    Command("report", N_("Create the final report"), lambda window: _report(window), "printer", "", _on_a_client),
    Command("export", N_("Export everything"), lambda window: intents_of(window).export_everything(), "package"),
)


def fixed_commands() -> Iterator[Command]:
    """Yield the commands that do not depend on what is open: those with keys are among them."""
    for row in PAGES.values():
        if row.rail:
            page = {"page": _(row.word)}
            yield Command(f"go {row.key}", N_("Go to {page}"), _go_to(row.key), row.icon, row.shortcut, values=page)
    yield from (*FIRST, *LAST)


def commands(window: Frame) -> Iterator[Command]:
    """Yield every command that is offered at once: those for kinds and recent casebooks among them."""
    found = (*fixed_commands(), *_for_kinds(), *_for_recent(window))
    return (each for each in found if each.offered(window))


def read_client_commands(window: Frame, offer: Callable[[list[Command]], object], owner: QObject) -> None:
    """Read what can be done about the open client, and call `offer` with those commands when they are there."""
    from clientguard.domain.records import KINDS
    from clientguard.store.views import lists
    from clientguard.store.views.records import titles

    session, client = window.session, intents_of(window).current_client
    if session is None or not client:
        return

    def work(db: Connection) -> tuple[str, list[tuple[int, str]]]:
        return titles(db, [client]).get(client, ""), lists.choices(db, KINDS["contact"], client)[:MOST]

    session.read(work, lambda found: offer(list(_for_client(*found))), owner, key="commands")


def _go_to(page: str) -> Callable[[Frame], None]:
    return lambda window: window.go(page)


def _report(window: Frame) -> None:
    intents_of(window).report(intents_of(window).current_client)


def _for_kinds() -> Iterator[Command]:
    from clientguard.domain.records import KINDS

    for kind in KINDS.values():
        if kind.addable:
            word = {"kind": _(kind.label).lower()}
            yield Command(f"add {kind.name}", N_("Add {kind}"), _add(kind.name), kind.icon, values=word)


def _add(kind: str) -> Callable[[Frame], None]:
    return lambda window: intents_of(window).add(kind)


def _for_recent(window: Frame) -> Iterator[Command]:
    for each in window.settings.recent[1:]:
        path = Path(each)
        yield Command(f"open {path}", N_("Open {casebook}"), _open(path), "clock", values={"casebook": path.stem})


def _open(path: Path) -> Callable[[Frame], None]:
    return lambda window: window.ask_to_open(path)


def _for_client(client: str, people: list[tuple[int, str]]) -> Iterator[Command]:
    values = {"client": " ".join(client.split())}
    yield Command("merge client", N_("Merge {client} with …"), _merge_client, "users", values=values)
    yield Command("erase client", N_("Erase {client} for good"), _erase, "x", values=values)
    for contact, name in people:
        person = {"person": " ".join(name.split())}
        act = _data_report(contact)
        yield Command(f"data report {contact}", N_("Data report on {person}"), act, "file-text", values=person)
        yield Command(f"merge {contact}", N_("Merge {person} with …"), _merge(contact), "users", values=person)


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
