"""The screens that nobody hopes to need: a correction, an erasure, a restore, a crash, a lock, a damaged casebook.

For `benches.screens`, which shows them last, because they close the casebook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QDialog, QWidget

from clientguard import paths
from clientguard.actions.casebook import passphrase
from clientguard.actions.casebook.older_file import OlderFile
from clientguard.domain.wording import said
from clientguard.store.backup.seen import Missing
from clientguard.store.casebook import moved_file
from clientguard.store.journal.entry_log import entries_of
from clientguard.ui.app.app import App
from clientguard.ui.dialogs.crash_dialog import CrashDialog
from clientguard.ui.dialogs.older_dialog import OlderDialog
from clientguard.ui.intents import correct_intents
from clientguard.ui.pages.settings.page import SettingsPage

Shot = tuple[str, QWidget]
Dialog = Callable[[App, str, Callable[[], object]], Iterator[Shot]]
CRASH = "ClientGuard 0.1.0, Python 3.11.7, Linux\n\nZeroDivisionError\n  clientguard/ui/pages/money.py:31 share\n"


def trouble(app: App, client: int, message: int, dialog: Dialog, settle: Callable[[App], None]) -> Iterator[Shot]:
    """Show them one by one, and yield the name of each and the widget that holds it."""
    session, intents, book = app.window.session, app.window.intents, app.book
    assert session is not None
    assert intents is not None
    assert book is not None
    with book.read() as db:
        (uid,) = db.execute("SELECT uid FROM record WHERE id = ?", (message,)).fetchone()
        entry = entries_of(db, uid)[0].seq
    yield from dialog(app, "correct", lambda: correct_intents.open_correction(session, intents, message, entry))
    yield from dialog(app, "erase", lambda: correct_intents.open_erasure(session, intents, client))
    app.window.go("settings")
    page = app.window.pages["settings"]
    assert isinstance(page, SettingsPage)
    if page.backups:
        yield from dialog(app, "restore", page.backups.restore.click)
    yield from dialog(app, "crash", lambda: CrashDialog(paths.data_dir() / "crash.txt", CRASH, app.window).open())
    older = OlderFile(book.path, Missing(6, (9, ""), str(book.path), None, parted=False))
    yield from dialog(app, "older", lambda: OlderDialog(older, app.window).open())
    passphrase.protect(book, "two otters by the old weir", [], passphrase.salts_in(paths.data_dir()))
    path = book.path
    app.lock()
    settle(app)
    yield "unlock", app.window
    app.recovery.show_damaged(path, None, [said("Entry {seq} of the journal was changed.", seq=7)], opens=True)
    settle(app)
    yield "damaged", app.window
    app.moved_away.note(moved_file.error(path, path.with_stem(f"{path.stem} (saved)")), None)
    app.moved_away.tell()
    settle(app)
    yield "moved", app.window
    for each in app.window.findChildren(QDialog):
        each.close()
