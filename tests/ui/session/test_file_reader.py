"""Files are read quietly after they were attached, with a word at the foot of the rail while it takes a while."""

from __future__ import annotations

import threading

from clientguard.actions.records import file_words
from clientguard.actions.records.file_words import FilesRead
from clientguard.domain.changed import Changed
from clientguard.errors import KnownError
from clientguard.ui.session import file_reader
from clientguard.ui.session.file_reader import FileReader
from tests.ui.conftest import Person


def reader_of(window: Person) -> FileReader:
    (found,) = window.window.session.findChildren(FileReader)
    return found


def test_a_word_stands_at_the_foot_while_files_are_read(window: Person, monkeypatch):
    go_on = threading.Event()

    def reading(_book, _cancelled, progress):
        progress(file_reader.SIGN_FROM)
        go_on.wait(20)
        return FilesRead(5, 5)

    monkeypatch.setattr(file_words, "index_files", reading)
    before = window.window.rail._status.text()
    reader_of(window).read()
    window.until(lambda: window.window.rail._status.text() == "Reading attached files …")
    go_on.set()
    window.until(lambda: window.window.rail._status.text() == before)


def test_files_that_come_while_it_reads_are_read_after_it(window: Person, monkeypatch):
    asked: list[int] = []
    go_on = threading.Event()

    def reading(_book, _cancelled, _progress):
        asked.append(1)
        go_on.wait(20)
        return FilesRead()

    monkeypatch.setattr(file_words, "index_files", reading)
    reader = reader_of(window)
    reader.read()
    window.until(lambda: asked)
    reader.read()
    go_on.set()
    window.until(lambda: len(asked) == 2 and not reader.busy)


def test_it_looks_when_a_file_was_attached_and_not_otherwise(window: Person):
    reader = reader_of(window)
    reader.timer.stop()
    window.window.session.changed.emit(Changed(kinds=frozenset({"invoice"})))
    assert not reader.timer.isActive()
    window.window.session.changed.emit(Changed(kinds=frozenset({"attachment"})))
    assert reader.timer.isActive()


def test_a_failure_is_said_once(window: Person, monkeypatch):
    def failing(*_):
        raise KnownError("It does not start.", kept="All is saved.", todo="Start again.")

    monkeypatch.setattr(file_words, "index_files", failing)
    reader_of(window).read()
    window.until(lambda: "It does not start." in window.seen(window.window))


def test_nothing_is_read_while_the_casebook_is_closed(window: Person, monkeypatch):
    monkeypatch.setattr(file_words, "index_files", lambda *_: FilesRead())
    reader = reader_of(window)
    window.window.session.finish()
    reader.read()
    assert not reader.busy
