"""What attached files say is found: read once, newest first, erased with the file, and never a record."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.actions.privacy.erasure import erase_records
from clientguard.actions.records import editing, file_words
from clientguard.actions.records.file_words import FilesRead, index_files
from clientguard.domain.records import Attachment, Instant
from clientguard.domain.records.query import parse_query
from clientguard.errors import Cancelled
from clientguard.exchange.showing.words import FileWords, words_of
from clientguard.store.records.file_words import unread
from clientguard.store.verify.full import verify
from clientguard.store.views import lists, search
from tests import factories

TODAY = date(2026, 11, 20)


class InProcess:
    """Reads files without a process; what it read is listed."""

    read_names: list[str]

    def __init__(self, _cancelled: object = None) -> None:
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, name: str, media_type: str, data: bytes) -> FileWords:
        InProcess.read_names.append(name)
        return words_of(name, media_type, data)


@pytest.fixture(autouse=True)
def in_process(monkeypatch):
    InProcess.read_names = []
    monkeypatch.setattr(file_words, "Helper", InProcess)


@pytest.fixture
def message(book):
    client = factories.add(book, "client", name="Harbour Books")
    return factories.add(book, "message", client=client, direction="in", subject="About the shop", body="See the file.",
                         at=Instant(1_790_000_000_000))  # fmt: skip


def attach(book, of: int, name: str, data: bytes) -> int:
    with book.read() as db:
        client = file_words.file_words.any_record(db, of).client_id
    return book.write(lambda write: write.attach(of, client, name, "", data)).id


def found(book, query: str) -> list[int]:
    with book.read() as db:
        return [hit.record for hit in search.find(db, parse_query(query, TODAY)).hits]


def test_a_file_is_found_by_what_it_says(book, message):
    file = attach(book, message, "brief.txt", b"The lighthouse keeper, at night, pays late.")
    assert found(book, "lighthouse") == []
    assert index_files(book) == FilesRead(1, 1)
    assert found(book, "lighth") == [file]
    assert found(book, '"lighthouse keeper"') == [file]
    assert found(book, '"keeper lighthouse"') == []
    assert found(book, "lighthouse -night") == []
    assert found(book, "lighthouse client:harbour is:received on:2026-09") == [file]
    assert found(book, "shop lighthouse") == []


def test_thai_in_a_file_is_found_in_the_list_too(book, message):
    file = attach(book, message, "thai.txt", "ลูกค้าขอแก้ไขใบแจ้งหนี้".encode())
    index_files(book)
    assert found(book, "ขอแก้ไข") == [file]
    with book.read() as db:
        assert lists.ids(db, Attachment.kind, text="ขอแก้ไข") == [file]


def test_a_file_is_read_once_and_the_newest_first(book, message, monkeypatch):
    for name in ("a.txt", "b.txt", "c.txt"):
        attach(book, message, name, name.encode())
    attach(book, message, "again.txt", b"a.txt")
    index_files(book)
    assert InProcess.read_names == ["again.txt", "c.txt", "b.txt"]
    index_files(book)
    assert len(InProcess.read_names) == 3


def test_what_cannot_be_read_is_tried_again_by_a_newer_reader_only(book, message, monkeypatch):
    attach(book, message, "broken.pdf", b"%PDF-1.4 and no more")
    attach(book, message, "good.txt", b"fine")
    assert index_files(book) == FilesRead(2, 1)
    assert index_files(book) == FilesRead(0, 0)
    monkeypatch.setattr(file_words, "READER", 2)
    assert index_files(book) == FilesRead(1, 0)
    assert InProcess.read_names[-1] == "broken.pdf"


def test_many_files_are_written_in_parts(book, message, monkeypatch):
    monkeypatch.setattr(file_words, "AT_ONCE", 3)
    monkeypatch.setattr(file_words, "ENOUGH", 40)
    for number in range(10):
        attach(book, message, f"{number}.txt", f"lighthouse {number} ".encode() * 3)
    told: list[int] = []
    assert index_files(book, progress=told.append) == FilesRead(10, 10)
    assert told[-1] == 10
    assert len(found(book, "lighthouse")) == 10


def test_the_same_bytes_attached_later_are_found_at_once(book, message):
    attach(book, message, "a.txt", b"lighthouse")
    index_files(book)
    later = attach(book, message, "b.txt", b"lighthouse")
    assert later in found(book, "lighthouse")
    with book.read() as db:
        assert unread(db, "1", 1 << 60, 10) == []


def test_another_name_leaves_the_words(book, message):
    file = attach(book, message, "a.txt", b"lighthouse")
    index_files(book)
    editing.save_record(book, dataclasses.replace(factories.read(book, Attachment, file), name="tower.txt"))
    assert found(book, "lighthouse tower") == [file]


def test_a_cancel_keeps_what_was_read(book, message, monkeypatch):
    for number in range(4):
        attach(book, message, f"{number}.txt", f"lighthouse {number}".encode())
    monkeypatch.setattr(file_words, "AT_ONCE", 2)
    with pytest.raises(Cancelled):
        index_files(book, cancelled=lambda: len(InProcess.read_names) >= 2)
    assert len(found(book, "lighthouse")) == 2


def test_removed_files_are_not_read_and_not_found(book, message):
    file = attach(book, message, "a.txt", b"lighthouse")
    editing.remove_records(book, [file])
    assert index_files(book) == FilesRead(0, 0)
    editing.restore_records(book, [file])
    index_files(book)
    editing.remove_records(book, [file])
    assert found(book, "lighthouse") == []


def test_the_words_of_an_erased_file_are_gone_from_the_casebooks_file(book, path, message):
    file = attach(book, message, "a.txt", b"A lighthouse called Wilhelmina. " * 50)
    kept = attach(book, message, "b.txt", b"A windmill called Petronella.")
    index_files(book)
    erase_records(book, [file], "A request", ())
    assert found(book, "wilhelmina") == []
    assert found(book, "petronella") == [kept]
    book.rekey(book.key)
    book.close()
    data = path.read_bytes().lower()
    assert b"wilhelm" not in data
    assert b"petronella" in data
    assert verify(path).valid


def test_a_casebook_with_words_of_files_is_whole(book, path, message):
    attach(book, message, "a.txt", b"lighthouse")
    with book.read() as db:
        entries = db.execute("SELECT count(*) FROM journal").fetchone()
    index_files(book)
    with book.read() as db:
        assert db.execute("SELECT count(*) FROM journal").fetchone() == entries
    book.close()
    assert verify(path).valid
