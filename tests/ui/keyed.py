"""A practice with a passphrase, for the tests of locking and unlocking."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from clientguard import paths
from clientguard.actions.casebook import passphrase
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.plain_errors import LockedError
from clientguard.store.file.salts import Salts
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.pages.unlock import UnlockPage
from tests.ui.conftest import Person
from tests.ui.screen import said_by
from tests.ui.settled import left_open

WORDS = "four calm words here"
NAMES = ("Harbour", "Lumen", "Casa Verde", "Joan", "Studio North", "R-1", "Half typed")  # what the practice holds


def salts() -> Salts:
    return Salts(paths.data_dir() / "salts")


def protected(source: Path, target: Path) -> Path:
    """Copy a casebook and give the copy the passphrase."""
    shutil.copy(source, target)
    with Casebook.open(target) as book:
        passphrase.protect(book, WORDS, [], salts())
    return target


def asking(person: Person) -> UnlockPage:
    """Return the page that unlocks."""
    page = person.window.pages["unlock"]
    assert isinstance(page, UnlockPage)
    return page


def guess(person: Person, words: str) -> None:
    """Type words on the page that unlocks, and press Enter."""
    page = asking(person)
    person.until(page.field.isEnabled)
    person.front()
    page.field.setFocus()
    page.field.selectAll()
    person.type(words, page.field)
    page.field.returnPressed.emit()


def unlock(person: Person, words: str = WORDS) -> None:
    """Type the passphrase, and wait until the casebook stands open and nothing is being done."""
    guess(person, words)
    person.until(lambda: person.window.session is not None)
    person.rest()


def live_texts() -> Iterator[str]:
    """Yield every text that a living widget holds, shown or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for each in QApplication.allWidgets():
        yield from texts_of(each)
    yield QApplication.clipboard().text()


def texts_of(widget: QWidget) -> Iterator[str]:
    yield from (text for _role, text in said_by(widget))
    yield widget.windowTitle()
    if isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()


# --- locking ---


def opened(person: Person, practice: Path, folder: Path) -> Person:
    """Give a person a copy of the practice, with the passphrase and open."""
    person.open(protected(practice, folder / "practice.casebook"))
    unlock(person)
    person.front()
    return person


def lock(person: Person) -> None:
    """Lock, and see that nothing of what was open is left anywhere."""
    book = person.book
    key = book.key
    assert key is not None
    person.app.lock()
    person.until(asking(person).field.isEnabled)
    gone(person, book)
    assert not any(key.raw)


def gone(person: Person, book: Casebook) -> None:
    person.until(lambda: all(each.startswith("GuideReader") for each in left_open(person.window)))
    assert person.app.book is None
    assert person.window.windowTitle() == "ClientGuard"
    told = [text for text in live_texts() if any(name in text for name in NAMES)]
    assert told == []
    assert sorted(each.name for each in book.path.parent.glob(f"{book.path.name}*")) in (
        [book.path.name],
        [book.path.name, f"{book.path.name}.lock"],
    )
    with pytest.raises(LockedError):
        Casebook.open(book.path)


def drop(person: Person, dialog: RecordDialog) -> None:
    """Throw away what a form brought back, and close it."""
    if [each for each in dialog.findChildren(QPushButton) if each.text() == "Start over" and each.isVisible()]:
        person.click("Start over", dialog)
    person.rest()
    person.close_form(dialog)


def is_locked(person: Person) -> bool:
    return "unlock" in person.window.pages


def within(act: Callable[[], object], then: Callable[[], object]) -> None:
    """Do something that waits for an answer in a loop of its own, and something else while it waits."""
    ran: list[bool] = []

    def run() -> None:
        ran.append(QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None)
        then()

    def give_up() -> None:
        if isinstance(left := QApplication.activeModalWidget(), QDialog):
            ran.append(False)
            QDialog.done(left, 0)

    QTimer.singleShot(0, run)
    recovery = QTimer(singleShot=True, interval=10_000)
    recovery.timeout.connect(give_up)
    recovery.start()
    act()
    recovery.stop()
    assert ran == [True]
