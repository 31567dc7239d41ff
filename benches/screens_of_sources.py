"""The screens of sources: the part of Settings, a new source, a reading, senders who are on no record, an import.

For `benches.screens`, and for the tests of a real window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QWidget

from clientguard.actions.communication.incoming.sources import Source
from clientguard.domain.communication.unmatched import Unmatched
from clientguard.texts import _
from clientguard.ui.app.app import App
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.sources import told
from clientguard.ui.dialogs.sources.add_dialog import AddSourceDialog
from clientguard.ui.dialogs.sources.assign_dialog import AssignDialog
from clientguard.ui.dialogs.sources.reading_dialog import ReadingDialog
from clientguard.ui.pages.settings.page import SettingsPage
from clientguard.ui.session.source_keeper import SourceKeeper

Shot = tuple[str, QWidget]
Dialog = Callable[[App, str, Callable[[], object]], Iterator[Shot]]
Settle = Callable[[App], None]
LETTER = (
    "From: {name} <{address}>\nTo: you@example.org\nSubject: Letter {number}\n"
    "Date: {number} Nov 2026 10:00:00 +0000\nMessage-ID: <{number}.{address}>\n\nWords.\n"
)
SENDERS = (("Dana Reyes", "dana@tidal-press.example"), ("Kim Vale", "kim@valeworks.example"), ("", "bo@dune.example"))


def of_sources(app: App, client: int, folder: Path, dialog: Dialog, settle: Settle) -> Iterator[Shot]:
    """Show the part of Settings with sources and without, and the dialogs."""
    window, session = app.window, app.window.session
    assert session is not None
    assert window.intents is not None
    keeper = session.findChild(SourceKeeper)
    assert keeper is not None
    inbox = _inbox(folder)
    yield from _settings(app, "settings-sources-none", settle)
    yield from dialog(
        app,
        "source-add",
        lambda: AddSourceDialog(session, keeper, [("default-release", inbox), ("Old computer", folder)], window).open(),
    )
    day = int(datetime(2026, 11, 3, 9).timestamp()) * 1000
    keeper.keep([Source(inbox), Source(folder / "Phone backup" / "calendar.ics", client, day, day)])
    window.go("today")
    yield from dialog(app, "sources-read", lambda: ReadingDialog(session, keeper, window).open())
    yield from _settings(app, "settings-sources", settle)
    asked = [
        Unmatched("dana@tidal-press.example", "Dana Reyes", 12, day, client, "conversation"),
        Unmatched("office@longest-name-of-a-harbour-company.example", "", 1, day, client, "domain"),
        *(Unmatched(f"sender{number}@dune.example", f"Sender {number}", number, day) for number in range(40, 1, -1)),
    ]
    yield from dialog(app, "assign", lambda: AssignDialog(session, asked, window).open())
    window.notify("note", told.on_no_record(3), _("Assign …"))
    settle(app)
    yield "sources-notice", window
    yield from dialog(app, "import-sorted", lambda: _imported(app, inbox, settle))
    for each in keeper.sources:
        keeper.remove(each.path)
    keeper.timer.stop()
    settle(app)


def _settings(app: App, name: str, settle: Settle) -> Iterator[Shot]:
    app.window.go("settings")
    settle(app)
    page = app.window.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert page.sources is not None
    page.findChildren(QScrollArea)[0].ensureWidgetVisible(page.sources)
    settle(app)
    yield name, app.window


def _imported(app: App, inbox: Path, settle: Settle) -> None:
    assert app.window.intents is not None
    made = app.window.intents.import_mail([inbox])
    assert isinstance(made, ImportDialog)
    settle(app)
    made.client.setCurrentIndex(0)
    made.start.click()


def _inbox(folder: Path) -> Path:
    inbox = folder / "Mail" / "Inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    for number, (name, address) in enumerate(SENDERS, 1):
        text = LETTER.format(name=name, address=address, number=number)
        (inbox / f"{number}.eml").write_text(text, "utf-8")
    return inbox
