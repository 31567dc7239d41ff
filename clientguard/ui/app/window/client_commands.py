"""What can be done about the client whose page is shown: papers, letters, leaving, merging, erasing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from clientguard.texts import N_
from clientguard.ui.app.window.command import NO_CLIENT, Command, intents_of, on_a_client

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from clientguard.store.views.lists import Connection
    from clientguard.ui.app.frame import Frame

MOST = 20  # people of a client who are named


def _letter(kind: str) -> Callable[[Frame], None]:
    return lambda window: intents_of(window).letter(kind, intents_of(window).current_client)


def _record_paper(type: str) -> Callable[[Frame], None]:
    return lambda window: intents_of(window).record_paper(type, intents_of(window).current_client)


ABOUT_A_CLIENT = (
    Command("leave", N_("Leave this client"), lambda window: _leave(window), "handshake", group=2, ready=on_a_client,
            why=NO_CLIENT),
    Command("report", N_("Create the final report"), lambda window: _report(window), "printer", "", group=2,
            ready=on_a_client, why=NO_CLIENT),
    Command("handover request", N_("Create the handover request"),
            lambda window: intents_of(window).handover_request(intents_of(window).current_client), "printer", "",
            group=2, ready=on_a_client, why=NO_CLIENT),
    Command("certificate", N_("Create the certificate of return and deletion"),
            lambda window: intents_of(window).certificate(intents_of(window).current_client), "printer", "", group=2,
            ready=on_a_client, why=NO_CLIENT),
    *(
        Command(type, word, _record_paper(type), "file-text", "", group=2, ready=on_a_client, why=NO_CLIENT)
        for type, word in (
            ("waiting report", N_("Create the waiting report …")),
            ("client history", N_("Create the client history …")),
            ("chronology", N_("Create the chronology …")),
        )
    ),
    Command("welcome sheet", N_("Create the welcome sheet"),
            lambda window: intents_of(window).welcome_sheet(intents_of(window).current_client), "file-text", "",
            group=2, ready=on_a_client, why=NO_CLIENT),
    Command("conversation sheet", N_("Create the conversation sheet"),
            lambda window: intents_of(window).talk_sheet(intents_of(window).current_client), "file-text", "",
            group=2, ready=on_a_client, why=NO_CLIENT),
    Command("log talk", N_("Log what came of the conversation …"),
            lambda window: intents_of(window).log_talk(intents_of(window).current_client), "target", "",
            group=2, ready=on_a_client, why=NO_CLIENT),
    Command("bundle", N_("Create an evidence bundle …"),
            lambda window: intents_of(window).evidence_bundle(intents_of(window).current_client), "package", "",
            group=2, ready=on_a_client, why=NO_CLIENT),
    Command("statement", N_("Create a statement of account"), lambda window: _statement(window), "receipt", "",
            group=2, ready=on_a_client, why=NO_CLIENT),
    *(
        Command(f"letter {kind}", word, _letter(kind), "mail", "", group=2, ready=on_a_client, why=NO_CLIENT,
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
            ("chase", N_("Ask again for an answer …")),
            ("waiting", N_("Notice that work is waiting …")),
            ("control", N_("What keeps the work from going on …")),
            ("goodbye", N_("Goodbye letter …")),
            ("call-guide", N_("Guide for the call …")),
            ("handover-request", N_("Handover request …")),
            ("public-reply", N_("Reply to what was said in public …")),
            ("decline", N_("Decline the work …")),
        )
    ),
)  # fmt: skip


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


def _leave(window: Frame) -> None:
    intents_of(window).begin_leaving(intents_of(window).current_client)


def _report(window: Frame) -> None:
    intents_of(window).report(intents_of(window).current_client)


def _statement(window: Frame) -> None:
    intents_of(window).statement(intents_of(window).current_client)


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
