"""The screens that are reached from a menu or a row: finding clients in mail, what was removed, help, an export.

For `benches.screens`, and for the tests of a real window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from clientguard.actions.records import editing
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import KINDS, Contract
from clientguard.domain.records.kinds.leaving import STEPS
from clientguard.store.records import lookup
from clientguard.store.views import lists
from clientguard.store.views.addresses import own_addresses
from clientguard.store.views.money import unpaid_of
from clientguard.ui.app.app import App
from clientguard.ui.app.window.help import TOPICS
from clientguard.ui.dialogs.export_dialog import ExportDialog
from clientguard.ui.dialogs.money.interest_dialog import InterestDialog
from clientguard.ui.dialogs.parties.own_addresses import OwnAddressesLine
from clientguard.ui.leaving.decide import DecideStep
from clientguard.ui.leaving.page import LeavingPage
from clientguard.ui.pages.mail.find_page import FindClientsPage
from clientguard.ui.pages.settings.law import LawPart

Shot = tuple[str, QWidget]
Dialog = Callable[[App, str, Callable[[], object]], Iterator[Shot]]
Settle = Callable[[App], None]
TABLE = "Name,Email,Company\nMaja Ruiz,maja@ruiz.example,Ruiz Ceramics\nOtto Lind,otto@lind.example,Lind & Sons\n"


def beside(app: App, folder: Path, leaving: int, dialog: Dialog, settle: Settle) -> Iterator[Shot]:
    """Show them one by one, and yield the name of each and the widget that holds it. `folder`: for their files."""
    yield from pages(app, folder, settle)
    yield from about_rows(app, dialog)
    yield from files(app, folder, dialog)
    app.window.go("settings")
    settle(app)
    line = app.window.pages["settings"].findChildren(OwnAddressesLine)[0]
    yield from dialog(app, "own-addresses", line.change.click)
    yield from dialog(app, "law", app.window.pages["settings"].findChildren(LawPart)[0].sources.click)
    intents = app.window.intents
    assert intents is not None
    yield from dialog(app, "mail-anchor", intents.mail_anchor)
    for topic in TOPICS:
        yield from dialog(app, f"help-{topic}", lambda topic=topic: app.window.show_help(topic))
    app.window.go("leaving", leaving)
    settle(app)
    page = app.window.pages["leaving"]
    assert isinstance(page, LeavingPage)
    page.stepper.chosen.emit(STEPS[0])
    settle(app)
    yield from dialog(app, "evidence", page.findChildren(DecideStep)[0].choose)


def pages(app: App, folder: Path, settle: Settle) -> Iterator[Shot]:
    """Show the pages that are not on the rail."""
    book, window, session = app.book, app.window, app.window.session
    assert book is not None
    assert session is not None
    for place in ("imports", "mail says", "compare"):
        window.go(place)
        settle(app)
        yield place.replace(" ", "-"), window
    with book.read() as db:
        result = lists.choices(db, KINDS["result"])[0][0]
        own = own_addresses(db)[0]
    window.go("find")
    settle(app)
    yield "find", window
    page = window.pages["find"]
    assert isinstance(page, FindClientsPage)
    page.look_through([letters(folder, own)])
    settle(app)
    yield "find-found", window
    window.go("removed")
    settle(app)
    yield "removed-none", window
    session.do(lambda _job: editing.remove_records(book, [result]))
    settle(app)
    yield "removed", window


def about_rows(app: App, dialog: Dialog) -> Iterator[Shot]:
    """Show what the menu of a row opens."""
    intents, book, session = app.window.intents, app.book, app.window.session
    assert intents is not None
    assert book is not None
    assert session is not None
    with book.read() as db:
        client, contact, message = (lists.choices(db, KINDS[kind])[0][0] for kind in ("client", "contact", "message"))
        contract = next(
            each.id
            for each in lookup.find_records(db, Contract)
            if not each.stopped_on
            and any(bill(owed, session.today()).status == "overdue" for owed in unpaid_of(db, [each.client or 0]))
        )
    yield from dialog(app, "merge", lambda: intents.merge(client))
    yield from dialog(app, "merge-person", lambda: intents.merge(contact))
    yield from dialog(app, "move", lambda: intents.move_message(message))
    yield from dialog(app, "check-contract", lambda: intents.check_contract(contract))
    yield from dialog(app, "stop", lambda: intents.stop_work(contract))
    yield from late_interest(app, dialog)
    yield from dialog(app, "remove", lambda: intents.remove([client]))
    yield from dialog(app, "evidence-bundle", lambda: intents.evidence_bundle(client))


def late_interest(app: App, dialog: Dialog) -> Iterator[Shot]:
    """Show the working of late interest by a law, and what it asks where no law is known."""
    intents, book, window = app.window.intents, app.book, app.window
    assert intents is not None
    assert book is not None
    with book.read() as db:
        clients = [client for client, _name in lists.choices(db, KINDS["client"])]
        bills = [bill(each, date.today()) for each in unpaid_of(db, clients)]
    late = next(each.facts.id for each in bills if each.status == "overdue")

    def by_dutch_law() -> None:
        intents.late_interest(late)
        turn(lambda: bool(window.findChildren(InterestDialog)))
        found = window.findChildren(InterestDialog)[-1]
        found.regime.setCurrentIndex(found.regime.findData("nl"))

    yield from dialog(app, "late-interest", by_dutch_law)
    yield from dialog(app, "late-interest-no-law", lambda: intents.late_interest(late))


def turn(done: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    while not done():
        QApplication.processEvents()


def files(app: App, folder: Path, dialog: Dialog) -> Iterator[Shot]:
    """Show what reads and writes files."""
    session, intents = app.window.session, app.window.intents
    assert session is not None
    assert intents is not None
    table = folder / "people.csv"
    table.write_text(TABLE, encoding="utf-8")
    yield from dialog(app, "import-table", lambda: intents.import_table([table]))
    yield from dialog(app, "export", lambda: ExportDialog(session, folder / "Studio export", app.window).open())


def letters(folder: Path, own: str) -> Path:
    """Return a mailbox: three letters each way between the user and somebody new."""
    path, found = folder / "letters.mbox", b""
    for day in range(1, 4):
        for sender, to in (("Nils Berg <nils@berg.example>", own), (own, "Nils Berg <nils@berg.example>")):
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = sender, to, "The new shop"
            mail["Date"] = f"{day:02} Oct 2026 09:00:00 +0000"
            mail.set_content("Shall we talk on Monday?\n")
            found += b"From - \n" + bytes(mail) + b"\n"
    path.write_bytes(found)
    return path
