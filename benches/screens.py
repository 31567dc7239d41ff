"""Pictures of every screen, light and dark, wide and narrow, on the sample casebook.

python -m benches.screens                      into the folder screens/
python -m benches.screens --out DIR --look dark --size 900x600 --only client
python -m benches.screens --lang th            in one of the program's languages
python -m benches.screens --pseudo             in the pseudo-language: shows text that is cut off or was never marked

Pictures are drawn in memory, so no screen is needed. `walk` shows one screen after the other, so that a test can look
at each of them too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from email.message import EmailMessage
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from benches.screens_beside import beside
from benches.screens_from_mail import from_mail
from benches.screens_of_signs import of_signs
from benches.screens_of_sources import of_sources
from benches.screens_of_trouble import trouble
from benches.turns import run_what_is_due, turn, wait_for_event
from clientguard import paths, texts
from clientguard.actions.casebook import passphrase, sample
from clientguard.domain.records import KINDS
from clientguard.domain.records.kinds.leaving import STEPS
from clientguard.settings import Settings
from clientguard.store.views import lists
from clientguard.store.views.money import invoices
from clientguard.ui.app.app import App, Options
from clientguard.ui.app.page_table import ON_THE_RAIL
from clientguard.ui.dialogs.passphrase_dialog import PassphraseDialog
from clientguard.ui.dialogs.recovery_dialog import RecoveryDialog
from clientguard.ui.leaving.page import LeavingPage
from clientguard.ui.look.theme import theme
from clientguard.ui.pages.client import ClientPage, section_words
from clientguard.ui.pages.settings.page import SettingsPage
from clientguard.ui.pages.settings.passphrase import PassphrasePart
from clientguard.ui.widgets.gate_row import GateRow

LOOKS = ("light", "dark")
SIZES = ("1280x800", "900x600")

Shot = tuple[str, QWidget]


class Forgetful(Settings):
    """Settings that are never written, so that drawing pictures leaves no trace."""

    def save(self) -> None:
        """Keep nothing."""


def main(arguments: Sequence[str]) -> int:
    """Write the pictures and print where they are; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.screens")
    parser.add_argument("--out", type=Path, default=Path("screens"), help="the folder for the pictures (screens)")
    parser.add_argument("--look", choices=LOOKS, action="append", help="only this look")
    parser.add_argument("--size", choices=SIZES, action="append", help="only this size of the window")
    parser.add_argument("--only", default="", help="only screens whose name has this in it")
    parser.add_argument("--pseudo", action="store_true", help="in the pseudo-language")
    parser.add_argument("--lang", choices=list(texts.LANGUAGES), default="en", help="in this language")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        os.environ["CLIENTGUARD_HOME"] = home
        qInstallMessageHandler(heard)
        application = QApplication.instance() or QApplication(sys.argv[:1])
        texts.use(texts.PSEUDO if options.pseudo else options.lang)
        count = 0
        for look in options.look or LOOKS:
            for size in options.size or SIZES:
                folder = options.out / f"{look}-{size}"
                folder.mkdir(parents=True, exist_ok=True)
                book = Path(home) / f"{look}-{size}" / "sample.casebook"  # the walk changes what it shows
                book.parent.mkdir()
                sample.create_sample(book, date.today(), words=texts.current()).close()
                count += draw(book, folder, look, size, options.only)
        del application
    print(f"Wrote {count} pictures into {options.out}.")
    return 0


def draw(book: Path, folder: Path, look: str, size: str, only: str = "") -> int:
    """Write the pictures of one look and size; return how many."""
    app = started(folder, look, size)
    count = 0
    for name, widget in walk(app, book):
        if only in name:
            widget.grab().save(str(folder / f"{name}.png"))
            count += 1
    stop(app)
    return count


def started(home: Path, look: str = "light", size: str = SIZES[0]) -> App:
    """Return the program with its window shown and no casebook open."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme()
    width, height = map(int, size.split("x"))
    app = App(application, Options([]), Forgetful(file=home / "settings.json", look=look))
    app.window.resize(width, height)
    app.window.show()
    return app


def stop(app: App) -> None:
    """Close the program's window and casebook."""
    settle(app)
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()
    turn()


def walk(app: App, book: Path) -> Iterator[Shot]:
    """Show every screen, one after the other, and yield its name and the widget that holds it."""
    yield from first_run(app)
    app.open(book)
    settle(app)
    for place in (*ON_THE_RAIL, "files"):
        app.window.go(place)
        settle(app)
        yield place, app.window
    yield from clients(app)
    yield from leaving(app)
    yield from dialogs(app, book.parent)
    yield from beside(app, book.parent, open_leavings(app)[0][0], dialog, settle)
    yield from from_mail(app, records(app, "client")[0][0], dialog, settle)
    yield from of_signs(app, records(app, "client"), records(app, "contract")[0][0], dialog, settle)
    yield from of_sources(app, records(app, "client")[0][0], book.parent, dialog, settle)
    yield from trouble(app, leaving_client(app), records(app, "message")[0][0], dialog, settle)


def first_run(app: App) -> Iterator[Shot]:
    """Show what the first start shows."""
    app.show_first_run()
    settle(app)
    yield "first-run", app.window


def clients(app: App) -> Iterator[Shot]:
    """Show every client's page, and every section of the page of the client that is being left."""
    for client, name in records(app, "client"):
        app.window.go("client", client)
        settle(app)
        yield f"client-{slug(name)}", app.window
    app.window.go("client", leaving_client(app))
    page = app.window.pages["client"]
    assert isinstance(page, ClientPage)
    for key, _word in section_words():
        page.show_section(key)
        settle(app)
        yield f"section-{key}", app.window


def leaving(app: App) -> Iterator[Shot]:
    """Show the first step of a leaving, then every step of the one in progress."""
    leavings = {client for _leaving, client in open_leavings(app)}
    fresh = next(client for client, _name in records(app, "client") if client not in leavings)
    app.window.go("leaving", fresh)
    settle(app)
    yield "leaving-begin", app.window
    app.window.go("leaving", open_leavings(app)[0][0])
    settle(app)
    page = app.window.pages["leaving"]
    assert isinstance(page, LeavingPage)
    for number, step in enumerate(STEPS, 1):
        page.stepper.chosen.emit(step)
        settle(app)
        yield f"leaving-{number}-{step}", app.window


def dialogs(app: App, folder: Path) -> Iterator[Shot]:
    """Show every dialog: the form of each kind, the search box, the import, the preview."""
    intents, window = app.window.intents, app.window
    assert intents is not None
    client = leaving_client(app)
    window.go("client", client)
    for kind in KINDS.values():
        if kind.addable:
            yield from dialog(app, f"add-{kind.name}", lambda name=kind.name: intents.add(name, client=client))
    yield from dialog(app, "log-message", intents.log_message)
    yield from dialog(app, "pay", lambda: intents.record_payment(unpaid(app, client)))
    yield from dialog(app, "letter", lambda: intents.remind(unpaid(app, client)))
    yield from dialog(app, "goodbye", lambda: intents.letter("goodbye", client))
    yield from dialog(app, "guide", lambda: intents.letter("call-guide", client))
    yield from dialog(app, "answer", lambda: intents.answer(records(app, "request")[0][0]))
    yield from dialog(app, "search", window.search)
    yield from dialog(app, "search-words", lambda: window.search("the client:h -kind:contact after:2020 inv"))
    yield from dialog(app, "search-completed", lambda: window.search("client:"))
    yield from dialog(app, "import", lambda: intents.import_mail([letter(folder)]))
    yield from dialog(app, "preview", lambda: intents.report(client))
    for paper in ("waiting report", "client history", "chronology"):
        yield from dialog(app, slug(paper), lambda type=paper: intents.record_paper(type, client))
    window.go("leaving", open_leavings(app)[0][0])
    page = window.pages["leaving"]
    assert isinstance(page, LeavingPage)
    page.stepper.chosen.emit("gates")
    settle(app)
    gate = next(row for row in page.findChildren(GateRow) if hasattr(row, "release"))
    yield from dialog(app, "release", gate.release.click)
    yield from secrets(app)


def secrets(app: App) -> Iterator[Shot]:
    """Show everything about the passphrase: without one, with one whose sheet is not tested, and with both."""
    app.window.go("settings")
    page, book = app.window.pages["settings"], app.book
    assert isinstance(page, SettingsPage)
    assert book is not None
    part, salts = page.passphrase, passphrase.salts_in(paths.data_dir())
    yield from dialog(app, "passphrase-set", part.set.click)
    passphrase.protect(book, "two otters by the old weir", [], salts)
    page.refresh()
    settle(app)
    page.findChildren(QScrollArea)[0].ensureWidgetVisible(part)
    settle(app)
    yield "settings-passphrase", app.window
    yield from dialog(app, "passphrase-change", lambda: changing(app, part))
    yield from dialog(app, "passphrase-remove", part.remove.click)
    yield from dialog(app, "recovery", part.show_sheet)
    yield from dialog(app, "recovery-wrong", lambda: retyping(app, part))
    yield from dialog(app, "recovery-sheet", lambda: sheet_of(app, part))
    passphrase.recovery_typed(book, passphrase.recovery_code(book))
    page.refresh()
    settle(app)
    yield "settings-passphrase-tried", app.window
    passphrase.unprotect(book, None, [], salts)


def changing(app: App, part: PassphrasePart) -> None:
    """Open the dialog to change the passphrase, with a wrong one typed."""
    part.change.click()
    found = app.window.findChild(PassphraseDialog)
    assert found is not None
    for line in (found.old, found.new, found.again):
        line.setText("a heron in the rain")
    found.new.textEdited.emit(found.new.text())
    found.carry_out()


def retyping(app: App, part: PassphrasePart) -> None:
    """Open the dialog of the recovery sheet, with two groups typed wrong."""
    part.show_sheet()
    found = app.window.findChild(RecoveryDialog)
    assert found is not None
    assert app.book is not None
    groups = passphrase.recovery_code(app.book).split("-")
    found.code.setPlainText(" ".join([*groups[:2], "00000", *groups[3:12], groups[12][:4]]).lower())
    found.compare()


def sheet_of(app: App, part: PassphrasePart) -> None:
    """Open the dialog of the recovery sheet, and its preview."""
    part.show_sheet()
    found = app.window.findChild(RecoveryDialog)
    assert found is not None
    found.show_sheet.click()


def dialog(app: App, name: str, ask: Callable[[], object]) -> Iterator[Shot]:
    """Open a dialog, yield it, and close it without asking."""
    ask()
    settle(app)
    own = app.window.findChildren(QDialog)
    beside = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each not in own]
    found = [each for each in (*beside, *own) if each.isVisible()]  # the guide is a window of its own
    if not found:
        raise LookupError(f"no dialog was opened for {name}")
    yield f"dialog-{name}", found[-1]
    for each in found:
        QDialog.done(each, 0)
    settle(app)


# --- what is in the casebook ---


def records(app: App, kind: str) -> list[tuple[int, str]]:
    """Return id and title of every record of a kind."""
    assert app.book is not None
    with app.book.read() as db:
        return lists.choices(db, KINDS[kind])


def unpaid(app: App, client: int) -> int:
    """Return an invoice of a client that is not fully paid."""
    assert app.book is not None
    with app.book.read() as db:
        return next(each.id for each in invoices(db, client) if each.paid < each.amount.minor)


def open_leavings(app: App) -> list[tuple[int, int]]:
    """Return leaving and client for every leaving that is not signed off."""
    assert app.book is not None
    with app.book.read() as db:
        found = db.execute(
            "SELECT l.id, l.client FROM leaving l JOIN record r ON r.id = l.id"
            " WHERE r.removed_seq IS NULL AND l.signed_off IS NULL ORDER BY l.id"
        )
        return [(leaving, client) for leaving, client in found]


def leaving_client(app: App) -> int:
    """Return the client that is being left."""
    return open_leavings(app)[0][1]


def letter(folder: Path) -> Path:
    """Return a file with one mail to import."""
    path = folder / "letter.eml"
    mail = EmailMessage()
    mail["From"], mail["To"] = "Maja Ruiz <maja@example.com>", "you@example.org"
    mail["Date"], mail["Subject"] = "Fri, 20 Nov 2026 16:12:00 +0000", "The last invoice"
    mail.set_content("It is paid today.\n")
    path.write_bytes(bytes(mail))
    return path


def slug(name: str) -> str:
    """Return a name in the form used in file names."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split()) or "unnamed"


def heard(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Pass on Qt's messages, except those about windows without a screen."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


# --- waiting ---


def settle(app: App) -> None:
    """Wait until no work runs and everything has been laid out and drawn."""
    rest = run_what_is_due if QApplication.platformName() == "offscreen" else turn  # a screen answers a little later
    rest()
    while app.opener.busy or (app.window.session and app.window.session.busy):
        wait_for_event()
    rest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
