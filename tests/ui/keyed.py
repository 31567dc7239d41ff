"""A practice with a passphrase, for the tests of locking and unlocking."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from clientguard import paths
from clientguard.actions import passphrase
from clientguard.store.engine import Casebook
from clientguard.store.salts import Salts
from clientguard.ui.pages.unlock import UnlockPage
from tests.ui.conftest import Person
from tests.ui.screen import said_by

WORDS = "four calm words here"


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
