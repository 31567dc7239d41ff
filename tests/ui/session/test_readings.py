"""Reads off the screen: what is found arrives on the screen's thread, once, and only where it is still wanted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clientguard.domain.records import KINDS
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.views import lists
from clientguard.ui.session.session import Session
from tests import factories


@pytest.fixture
def session(qapp: QApplication, tmp_path) -> Iterator[Session]:
    book = factories.firm_book(tmp_path / "practice.casebook")
    factories.add(book, "client", name="Harbour Books")
    made = Session(book)
    yield made
    made.finish()
    book.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def clients(db: Any) -> int:
    return lists.count_records(db, KINDS["client"])


class Gate:
    """Holds a read until it is opened."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.open = threading.Event()

    def __call__(self, db: Any) -> str:
        self.begun.set()
        assert self.open.wait(10)
        return "held"


def wait(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.busy and session.is_still())


def test_it_reads_on_another_thread_and_arrives_on_the_screens(session: Session, qtbot: QtBot):
    threads: list[threading.Thread] = []
    found: list[int] = []
    session.read(
        lambda db: (threads.append(threading.current_thread()), clients(db))[1],
        lambda count: (threads.append(threading.current_thread()), found.append(count)),
        session,
    )
    assert session.busy
    wait(qtbot, session)
    assert found == [1]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_a_newer_read_of_the_same_owner_supersedes_the_older_one(session: Session, qtbot: QtBot):
    found: list[object] = []
    gate = Gate()
    session.read(gate, found.append, session)
    assert gate.begun.wait(10)
    session.read(clients, found.append, session)
    session.read(lambda _db: "other", found.append, session, key="other")
    gate.open.set()
    wait(qtbot, session)
    assert sorted(map(str, found)) == ["1", "other"]


def test_a_superseded_read_is_interrupted(session: Session, qtbot: QtBot):
    found: list[object] = []
    begun = threading.Event()

    def endless(db: Any) -> None:
        db.create_function("begun", 0, begun.set)  # from within the statement: before it there is nothing to interrupt
        db.execute(
            "WITH RECURSIVE n(i) AS (SELECT coalesce(begun(), 1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        ).fetchone()

    session.read(endless, found.append, session)
    assert begun.wait(10)
    session.read(clients, found.append, session)
    wait(qtbot, session)
    assert found == [1]


def test_nothing_arrives_after_its_owner_is_gone(session: Session, qtbot: QtBot):
    found: list[object] = []
    gate = Gate()
    owner = QObject()
    session.read(gate, found.append, owner)
    assert gate.begun.wait(10)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    gate.open.set()
    wait(qtbot, session)
    assert found == []


def test_an_error_for_people_goes_where_it_is_wanted_or_to_the_window(session: Session, qtbot: QtBot):
    told: list[str] = []
    session.failed.connect(lambda error: told.append(f"window: {error.what}"))

    def refuse(_db: Any) -> None:
        raise KnownError("No.")

    session.read(refuse, told.append, session, key=1)
    session.read(refuse, told.append, session, key=2, failed=lambda error: told.append(f"here: {error.what}"))
    wait(qtbot, session)
    assert sorted(told) == ["here: No.", "window: No."]


def test_a_fault_of_the_program_is_raised_on_the_screens_thread(session: Session, qtbot: QtBot):
    with qtbot.capture_exceptions() as caught:
        session.read(lambda _db: 1 / 0, lambda _found: None, session)
        wait(qtbot, session)
    assert [each[0] for each in caught] == [ZeroDivisionError]


def test_locking_drops_what_is_read_and_what_waits(session: Session, qtbot: QtBot):
    found: list[object] = []
    gates = [Gate() for _ in range(4)]  # more than there are threads
    for number, gate in enumerate(gates):
        session.read(gate, found.append, session, key=number)
    assert gates[0].begun.wait(10)
    session.cancel()
    session.read(clients, found.append, session)  # nothing is read any more
    assert not session.busy
    for gate in gates:
        gate.open.set()
    qtbot.waitUntil(session.is_still)
    QApplication.processEvents()
    assert found == []
    assert isinstance(session.book, Casebook)
    assert not gates[3].begun.is_set()
