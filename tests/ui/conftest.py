"""A window on a small practice, and a person at it: what every test of a screen stands on."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from clientguard import texts
from clientguard.actions.leaving import deciding
from clientguard.actions.records import attachments, editing
from clientguard.domain.records import Business, Contract, Instant, Record
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.ui.app.app import App, Options
from clientguard.ui.dialogs.capture.capture_dialog import CaptureDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.look.theme import Theme, theme
from tests import factories
from tests.factories import TODAY, add, ago
from tests.ui.settled import in_front, left_open, nothing_beside, settle, wait_until
from tests.ui.stray_windows import StrayWindows

W = TypeVar("W", bound=QWidget)
EARLIER = 1_700_000_000_000  # before any clock on which these tests run: the journal's times only go on
MOMENT = 1_795_190_000_000  # Fri 20 Nov 2026, in the afternoon


def fill(book: Casebook, reasons: str = "Every invoice comes late.", tried: str = "A talk.") -> dict[str, int]:
    """Write three clients: one whose work is stopped, one whose contract ends soon, one that is being left.

    `reasons` and `tried` are of the decision, which is signed.
    """
    ids: dict[str, int] = {}
    own = {"stage": "active", "since": ago(300), "currency": "EUR"}
    harbour = ids["harbour"] = add(book, "client", name="Harbour Books", **own)
    contract = ids["contract"] = add(book, "contract", client=harbour)
    ids["R-1"] = add(book, "invoice", client=harbour, number="R-1")  # net 30 from 60 days ago: 30 days late
    stopped = dataclasses.replace(
        factories.read(book, Contract, contract), stopped_on=ago(5), stopped_for=ids["R-1"], suspension_clause="§ 7"
    )
    editing.save_record(book, stopped)
    ids["shop"] = add(book, "deliverable", client=harbour, state="delivered", due=ago(10), delivered_on=ago(8))
    ids["colours"] = add(book, "request", client=harbour, needed_by=ago(6), blocks=ids["shop"])
    ids["message"] = add(
        book,
        "message",
        client=harbour,
        at=Instant(MOMENT, 60),
        body="Hello,\n\nthe shop is slow.  Joan ",
        sender="Joan",
    )
    ids["work"] = add(book, "work", client=harbour)
    ids["problem"] = add(book, "problem", client=harbour)
    ids["result"] = add(book, "result", client=harbour, unit="orders", measured_on=ago(12))
    ids["contact"] = add(book, "contact", client=harbour, decides=True)
    ids["domain"] = add(book, "account", client=harbour, name="Domain harbour.example")
    note = book.path.with_name("note.txt")
    note.write_text("Agreed on the phone.", encoding="utf-8")
    attachments.attach_files(book, contract, [note])
    note.unlink()
    lumen = ids["lumen"] = add(book, "client", name="Lumen Studio", **own)
    ends = TODAY + timedelta(days=40)
    ids["care"] = add(
        book, "contract", client=lumen, title="Care plan", payment_terms="net 14", ends=ends, notice_days=20
    )
    ids["R-2"] = add(book, "invoice", client=lumen, number="R-2", issued=ago(40), amount=120_000)
    ids["paid"] = add(
        book, "payment", client=lumen, invoice=ids["R-2"], amount=120_000, received=ago(20), detail="Bank"
    )
    ids["R-3"] = add(book, "invoice", client=lumen, number="R-3", issued=ago(3), amount=60_000)
    casa = ids["casa"] = add(book, "client", name="Casa Verde", **own)
    ids["campaigns"] = add(book, "contract", client=casa, title="Campaigns", payment_terms="net 5")
    ids["R-4"] = add(book, "invoice", client=casa, number="R-4", issued=ago(10), amount=135_000)  # 5 days late
    ids["ads"] = add(book, "account", client=casa, name="Ad account")
    ids["list"] = add(book, "account", client=casa, name="Mailing list", ownership="personal")
    ids["templates"] = add(book, "account", client=casa, name="Templates", ownership="mine", clause="clause 9")
    late = ids["late"] = add(book, "problem", client=casa, title="Paid late again")
    started = deciding.start_leaving(book, casa, ago(4), reasons, tried)
    ids["leaving"] = started.first
    deciding.add_evidence(book, started.first, late)
    return ids


@pytest.fixture(scope="session")
def _practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    path = tmp_path_factory.mktemp("practice") / "practice.casebook"
    book = factories.new_book(path, clock=factories.Ticking(EARLIER))
    factories.save(book, Business(name="Studio North", owner="Ada North", address="1 Mill Lane", currency="EUR"))
    ids = fill(book)
    book.close()
    return path, ids


class Person:
    """A person at the window: looks, clicks, types, and waits for what they wait for."""

    SIZE = (1280, 800)  # of the window

    def __init__(self, qtbot: QtBot, qapp: QApplication, home: Path, ids: dict[str, int]) -> None:
        self.qtbot = qtbot
        self.home = home
        self.ids = ids
        self.day = TODAY
        qapp.setQuitOnLastWindowClosed(False)
        if qapp.findChild(Theme) is None:
            Theme(qapp)
        self.settings = Settings.load(home / "config")
        self.settings.look = "light"
        self.app = App(qapp, Options([]), self.settings)
        self.app.today = lambda: self.day
        self.window = self.app.window
        self.window.resize(*self.SIZE)
        self.window.show()
        self.front()

    def front(self) -> None:
        """Have the window in front, as the desktop does when a dialog of it was closed."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    # --- opening ---

    def open(self, path: Path) -> None:
        """Open a casebook, and wait for what comes of it."""
        self.app.open(path)
        self.look()

    def begin(self) -> None:
        """Start as the program does, and wait for what comes of it."""
        self.app.begin()
        self.look()

    # --- what there is ---

    @property
    def book(self) -> Casebook:
        assert self.app.book is not None
        return self.app.book

    def read(self, cls: type, record: int | str) -> Any:
        return factories.read(self.book, cls, self.ids[record] if isinstance(record, str) else record)

    def all(self, cls: type[Record]) -> list[Any]:
        with self.book.read() as db:
            return lookup.find_records(db, cls)

    def page(self, name: str, record: int | str = 0) -> Any:
        """Go to a page and return it."""
        self.window.go(name, self.ids[record] if isinstance(record, str) else record)
        self.look()
        assert self.window.here == name
        return self.window.pages[self.window.here]

    # --- what is seen ---

    def seen(self, widget: QWidget | None = None) -> str:
        """Return every visible text of labels below a widget, a line each."""
        self.look()
        QApplication.processEvents()  # what was just made is shown with the next turn
        root = widget or self.window
        return "\n".join(each.text() for each in root.findChildren(QLabel) if each.isVisible())

    def toast(self) -> str:
        made = self.window._toast
        return made.label.text() if made is not None and made.isVisible() else ""

    def dialogs(self) -> list[QDialog]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]

    def dialog(self, cls: type[W] = RecordDialog) -> W:  # type: ignore[assignment]
        """Wait for the dialog of a class that is open in front, and return it; that of Ctrl+L is a form, too."""
        wanted = (cls, CaptureDialog) if cls is RecordDialog else (cls,)
        self.until(lambda: type(in_front(wanted)) in wanted)
        found = in_front(wanted)
        assert found is not None
        self.until(lambda: QApplication.focusWidget() is not None and found.isAncestorOf(QApplication.focusWidget()))
        return found  # type: ignore[return-value]

    def button(self, text: str, root: QWidget | None = None) -> QPushButton:
        """Return the visible button with that word or that accessible name."""
        found = [
            each
            for each in (root or self.window).findChildren(QPushButton)
            if each.isVisible() and text in (each.text().strip(), each.accessibleName())
        ]
        assert len(found) == 1, f"{len(found)} buttons {text!r}"
        return found[0]

    # --- what is done ---

    def click(self, what: QWidget | str, root: QWidget | None = None) -> None:
        target = self.button(what, root) if isinstance(what, str) else what
        assert target.isVisible()
        assert target.isEnabled()
        self.qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
        self.look()

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on: QWidget | None = None
    ) -> None:
        """Press a key where the focus is; an open list or menu has it first."""
        target = on or QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClick(target, key, modifier)
        self.look()

    def type(self, text: str, on: QWidget | None = None) -> None:
        if on is not None:
            on.setFocus()
        for letter in text:
            target = QApplication.activePopupWidget() or QApplication.focusWidget()
            assert target is not None
            QTest.keyClicks(target, letter)

    def enter(self, dialog: Any, **values: str) -> None:
        """Type into the fields of a form, instead of what stands there."""
        for name, text in values.items():
            target = dialog.form.editors[name].input
            dialog.activateWindow()  # as the desktop does when a list over it was closed
            self.until(dialog.isActiveWindow)
            target.setFocus()
            self.until(target.hasFocus)
            line = target if isinstance(target, QLineEdit | QPlainTextEdit) else target.lineEdit()
            line.selectAll()
            self.press(Qt.Key.Key_Delete)
            self.type(text)
            if QApplication.activePopupWidget():  # the list of what fits: Escape leaves what was typed
                self.press(Qt.Key.Key_Escape)
            self.press(Qt.Key.Key_Tab)

    def save(self, dialog: Any, **values: str) -> None:
        """Fill a form and save it; wait until it is closed."""
        self.enter(dialog, **values)
        with self.qtbot.waitSignal(dialog.finished):
            self.qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        self.look()

    def answer(self, word: str, act: Callable[[], object]) -> None:
        """Do something that asks a question, and answer it with a button."""
        asked: list[list[str]] = []

        def press() -> None:
            box = QApplication.activeModalWidget()
            if not isinstance(box, QMessageBox):
                return
            buttons = {each.text().replace("&", ""): each for each in box.buttons()}
            asked.append(list(buttons))
            buttons[word].click() if word in buttons else box.reject()

        QTimer.singleShot(0, press)
        act()
        assert asked, "nothing was asked"
        assert word in asked[0]

    def menu(self) -> QMenu:
        """Wait for the open menu."""
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        return QApplication.activePopupWidget()  # type: ignore[return-value]

    def choose(self, *words: str) -> None:
        """Choose an entry of the open menu, by its words from the outermost on."""
        menu = self.menu()
        at: Any = menu
        for word in words[:-1]:
            at = next(each for each in at.actions() if each.text() == word).menu()
        next(each for each in at.actions() if each.text() == words[-1]).trigger()
        menu.close()
        self.look()

    def drop(self, *paths: Path) -> None:
        """Drag files from the desktop onto the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        over = QDragEnterEvent(QPoint(400, 400), *rest)
        QApplication.sendEvent(self.window, over)
        assert over.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(400, 400), *rest))

    # --- forms ---

    def open_form(self, kind: str, **preset: Any) -> RecordDialog:
        """Ask for the empty form of a kind."""
        assert self.window.intents is not None
        self.window.intents.add(kind, **preset)
        return self.dialog()

    def open_record(self, kind: str, record: str) -> RecordDialog:
        """Open a record in its form."""
        assert self.window.intents is not None
        self.window.intents.open(kind, self.ids[record])
        return self.dialog()

    def close_form(self, dialog: RecordDialog) -> None:
        """Close a form in which nothing was typed."""
        with self.qtbot.waitSignal(dialog.finished):
            dialog.reject()

    def until(self, condition: Callable[[], object]) -> None:
        wait_until(condition)
        self.look()

    def look(self) -> None:
        settle()  # jobs may go on

    def rest(self) -> None:
        """Wait until nothing is being done or read."""
        self.until(lambda: self.window.session is None or not self.window.session.busy)
        QApplication.processEvents()

    def close(self) -> None:
        """Close the window, and let what was put off happen. No test asks for the backup that this would make."""
        if self.app.backup_timer is not None:
            self.app.backup_timer.places = list  # nowhere
        self.window.close()
        self.app.setParent(None)
        self.window.deleteLater()
        self.app.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


@pytest.fixture
def person(
    qtbot: QtBot,
    qapp: QApplication,
    clientguard_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    _practice: tuple[Path, dict[str, int]],
) -> Iterator[Person]:
    """A person before the window, with no casebook open yet. What they leave open at the end is a failure."""
    windows = StrayWindows(monkeypatch)
    nothing_beside(monkeypatch)
    made = Person(qtbot, qapp, clientguard_home, _practice[1])
    yield made
    with suppress(QtTimeoutError):  # what goes on after that was left running
        made.rest()
    wrong = left_open(made.window) + [f"{name} as a window of its own" for name in windows.found]
    if made.window.session is not None and made.window.session._running:
        wrong.append("a job that is still running")
        for job in made.window.session._running:
            job.cancel()  # closing waits for its end
    for each in QApplication.topLevelWidgets():
        if each is not made.window:
            each.hide()
    made.close()
    texts.use("en")
    theme().use("light")
    assert not wrong, f"left open: {', '.join(wrong)}"


@pytest.fixture
def language() -> Iterator[None]:
    """The pseudo-language, before the window is made."""
    texts.use(texts.PSEUDO)
    yield
    texts.use("en")


@pytest.fixture
def window(person: Person, tmp_path: Path, _practice: tuple[Path, dict[str, int]]) -> Person:
    """The person with the practice open, at Today."""
    path = tmp_path / "practice.casebook"
    shutil.copy(_practice[0], path)
    person.open(path)
    assert person.window.here == "today"
    return person


@pytest.fixture
def empty(person: Person, tmp_path: Path) -> Person:
    """The person with a casebook open that holds the business alone."""
    path = tmp_path / "empty.casebook"
    factories.firm_book(path).close()
    person.open(path)
    return person
