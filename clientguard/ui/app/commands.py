"""Everything that can be done from anywhere, one row each: for the command box and for the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.texts import _
from clientguard.ui.app.page_table import PAGES

if TYPE_CHECKING:
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

    `word` is called when it is shown, since the language can change. `offered` says whether lists show it just now;
    its keys work whenever a casebook is open.
    """

    key: str
    word: Callable[[], str]
    act: Callable[[Frame], object]
    icon: str = ""
    shortcut: str = ""
    offered: Callable[[Frame], bool] = _always


def intents_of(window: Frame) -> Intents:
    """Return the intents of the open casebook."""
    assert window.intents is not None
    return window.intents


def _go_to(key: str) -> Command:
    page = PAGES[key]
    return Command(
        f"go {key}",
        lambda: _("Go to {page}", page=_(page.word)),
        lambda window: window.go(key),
        page.icon,
        page.shortcut,
    )


FIRST = (
    *(_go_to(row.key) for row in PAGES.values() if row.rail),
    Command("search", lambda: _("Search or do"), lambda window: window.search(), "search", "Ctrl+K", offered=_never),
    Command("undo", lambda: _("Undo"), lambda window: window.undo(), shortcut="Ctrl+Z", offered=_never),
    Command(
        "log message",
        lambda: _("Log message"),
        lambda window: intents_of(window).log_message(),
        "pen-line",
        "Ctrl+L",
    ),
    Command("import mail", lambda: _("Import mail"), lambda window: intents_of(window).choose_mail(), "download"),
)
LAST = (
    Command(
        "open casebook",
        lambda: _("Open another casebook"),
        lambda window: window.open_wanted.emit(None),
        "file-text",
    ),
    Command("new casebook", lambda: _("Make a new casebook"), lambda window: window.new_wanted.emit(), "plus"),
    Command(
        "lock",
        lambda: _("Lock now"),
        lambda window: window.lock_wanted.emit(),
        "lock",
        LOCK_KEYS,
        offered=_has_passphrase,
    ),
    Command(
        "final report",
        lambda: _("Make the final report"),
        lambda window: intents_of(window).report(intents_of(window).current_client),
        "printer",
        offered=_on_a_client,
    ),
    Command(
        "export everything",
        lambda: _("Export everything"),
        lambda window: intents_of(window).export_everything(),
        "package",
    ),
)


def fixed_commands() -> tuple[Command, ...]:
    """Return the commands that do not depend on what is open: those with keys are among them."""
    return *FIRST, *LAST


def commands(window: Frame) -> Iterator[Command]:
    """Yield every command that is offered now: those for kinds, recent casebooks and the open client among them."""
    found = (*FIRST, *_for_kinds(), *LAST, *_for_recent(window), *_for_client(window))
    return (each for each in found if each.offered(window))


def _for_kinds() -> Iterator[Command]:
    from clientguard.domain.records import KINDS

    for kind in KINDS.values():
        if kind.addable:
            yield Command(
                f"add {kind.name}",
                lambda kind=kind: _("Add {kind}", kind=_(kind.label).lower()),
                lambda window, kind=kind: intents_of(window).add(kind.name),
                kind.icon,
            )


def _for_recent(window: Frame) -> Iterator[Command]:
    for each in window.settings.recent[1:]:
        path = Path(each)
        yield Command(
            f"open {path}",
            lambda path=path: _("Open {casebook}", casebook=path.stem),
            lambda window, path=path: window.open_wanted.emit(path),
            "clock",
        )


def _for_client(window: Frame) -> Iterator[Command]:
    from clientguard.domain.records import KINDS
    from clientguard.store.views import lists
    from clientguard.store.views.records import titles
    from clientguard.ui.intents import correct_intents

    session, client = window.session, intents_of(window).current_client
    if session is None or not client:
        return
    with session.book.read() as db:
        people = lists.choices(db, KINDS["contact"], client)[:MOST]
        whose = " ".join(titles(db, [client]).get(client, "").split())
    yield Command(
        "erase client",
        lambda: _("Erase {client} for good", client=whose),
        lambda window: correct_intents.open_erasure(session, intents_of(window), client),
        "x",
    )
    for contact, name in people:
        person = " ".join(name.split())
        yield Command(
            f"data report {contact}",
            lambda person=person: _("Data report on {person}", person=person),
            lambda window, contact=contact: intents_of(window).data_report(contact, client),
            "file-text",
        )
