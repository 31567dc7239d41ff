"""A casebook as a file: made, opened, locked, written in one transaction, and left as one file."""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from clientguard.domain.records import Client, Message
from clientguard.errors import KnownError
from clientguard.store import checks, engine, sqlite
from clientguard.store.checks import InUseError
from clientguard.store.clock import now
from clientguard.store.engine import Casebook
from clientguard.store.records import find
from clientguard.store.verify import verify
from tests import factories


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {path.name, f"{path.name}.lock"}


def names(book: Casebook) -> list[str]:
    with book.read() as db:
        return [each.name for each in find(db, Client)]


def closed(path: Path) -> Path:
    factories.firm_book(path).close()
    return path


# --- one file ---


def test_a_closed_casebook_is_one_file_in_delete_mode(path):
    book = factories.firm_book(path)
    factories.add(book, "client")
    assert beside(path) == {"practice.casebook-wal", "practice.casebook-shm"}
    book.close()
    book.close()
    assert beside(path) == set()
    head = path.read_bytes()[:100]
    assert (head[18], head[19]) == (1, 1)  # 2 stands for WAL
    assert head[68:72] == b"CGB1"


def test_what_was_saved_is_there_when_it_is_opened_again(path):
    book = factories.firm_book(path)
    factories.add(book, "client", name="Harbour Books")
    book.close()
    with Casebook.open(path) as again:
        assert names(again) == ["Harbour Books"]


def test_a_new_casebook_makes_its_folder(tmp_path):
    deep = tmp_path / "a" / "b" / "new.casebook"
    factories.new_book(deep).close()
    assert verify(deep).valid
    assert deep.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("writing", [True, False])
def test_every_connection_holds_its_settings(book, writing):
    def settings(db):
        names = (*sqlite.PRAGMAS, "query_only", "journal_mode")
        return {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    if writing:
        found = book.write(lambda write: settings(write.db))
    else:
        with book.read() as db:
            found = settings(db)
    assert found == {
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "synchronous": 2,
        "query_only": 0 if writing else 1,
        "journal_mode": "wal",
    }


def test_a_setting_that_does_not_hold_is_refused(path):
    db = sqlite.connect(closed(path))
    with pytest.raises(KnownError, match="did not accept the setting no_such_setting"):
        sqlite.pragma(db, "no_such_setting", "ON", 1)
    db.close()


def test_an_old_engine_is_refused(path, monkeypatch):
    monkeypatch.setattr(sqlite.dbapi, "sqlite_version", "3.51.2")
    with pytest.raises(KnownError, match=r"3\.51\.2 is too old"):
        Casebook.open(closed_by_hand(path), write=False)


def closed_by_hand(path: Path) -> Path:
    path.write_bytes(b"SQLite format 3\x00" + bytes(84))
    return path


# --- files that are refused ---


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_casebook_is_refused_and_not_a_byte_is_written(path, write):
    closed(path)
    factories.tamper(path, "PRAGMA user_version = 99")
    before = sha256(path)
    with pytest.raises(KnownError, match=r"newer ClientGuard\. Not a byte of it was changed"):
        Casebook.open(path, write=write)
    assert sha256(path) == before
    assert beside(path) == set()
    checks.acquire(path).release()


@pytest.mark.parametrize("content", [b"", b"just a letter\n", b"SQLite format 2\x00" + bytes(100)])
def test_a_file_that_is_no_database_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(KnownError, match="is no casebook"):
        Casebook.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(path):
    db = sqlite.dbapi.connect(str(path))
    db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = sha256(path)
    with pytest.raises(KnownError, match="a database, but no casebook"):
        Casebook.open(path)
    assert sha256(path) == before


def test_a_missing_file_is_refused_and_not_made(path):
    with pytest.raises(KnownError, match="could not be read: No such file"):
        Casebook.open(path)
    assert not path.exists()


def test_a_taken_place_is_left_as_it_is(path):
    path.write_text("mine")
    with pytest.raises(KnownError, match="already a file"):
        Casebook.create(path)
    assert path.read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError, match="could not be written"):
        Casebook.create(tmp_path / "file" / "new.casebook")


def test_a_casebook_that_could_not_be_filled_leaves_no_file(path):
    def broken(size):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Casebook.create(path, entropy=broken)
    assert not path.exists()
    factories.new_book(path).close()


def test_a_cut_file_is_refused_as_damaged(path):
    closed(path)
    path.write_bytes(path.read_bytes()[:-20_000])
    with pytest.raises(KnownError, match="is damaged"):
        Casebook.open(path)
    checks.acquire(path).release()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET ms = ms + 1 WHERE seq = 2",
        "DELETE FROM journal_tree",
        "UPDATE journal_tree SET roots = x'00'",
        "UPDATE journal_value SET fields = CAST(x'ff41' AS TEXT) WHERE seq = 2",
    ],
)
def test_a_journal_whose_end_does_not_hold_is_refused(path, statement):
    closed(path)
    factories.tamper(path, statement)
    with pytest.raises(KnownError, match="is damaged"):
        Casebook.open(path)


# --- one instance ---


def test_a_second_instance_is_refused_but_may_read(book, path):
    factories.add(book, "client", name="Harbour Books")
    with pytest.raises(InUseError, match="open in another window"):
        Casebook.open(path)
    with Casebook.open(path, write=False) as other:
        assert names(other) == ["Harbour Books"]
        with pytest.raises(KnownError, match="for reading only"):
            factories.add(other, "client")
    factories.add(book, "client", name="Mill")
    assert names(book) == ["Harbour Books", "Mill"]


def test_reading_changes_nothing(path):
    before = sha256(closed(path))
    with Casebook.open(path, write=False) as book, book.read() as db, pytest.raises(sqlite.Error, match="readonly"):
        db.execute("DELETE FROM client")
    assert sha256(path) == before
    assert beside(path) == set()


def test_closing_while_another_program_reads_keeps_everything(path, monkeypatch):
    monkeypatch.setattr(engine, "SETTLE", 0.0)
    book = factories.firm_book(path)
    factories.add(book, "client", name="Harbour Books")
    other = Casebook.open(path, write=False)
    with other.read() as db:
        book.close()
        assert len(find(db, Client)) == 1
    other.close()
    with Casebook.open(path) as again:
        assert names(again) == ["Harbour Books"]
    assert beside(path) == set()


CHILD = """
import sys
from pathlib import Path
from clientguard.actions import records
from clientguard.domain.records import Client
from clientguard.store.engine import Casebook

book = Casebook.open(Path(sys.argv[1]))
records.save(book, Client(name="Harbour Books", currency="EUR"))
print("saved", flush=True)
sys.stdin.read()
"""


def test_what_a_killed_program_saved_is_kept_and_its_lock_is_gone(path):
    closed(path)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout.readline() == "saved\n"
        with pytest.raises(InUseError):
            Casebook.open(path)
        child.send_signal(signal.SIGKILL)
    with Casebook.open(path) as book:
        assert names(book) == ["Harbour Books"]
    assert verify(path).valid


# --- writing ---


def test_an_error_within_a_write_undoes_all_of_it(book, path):
    def work(write):
        write.add(Client(name="Half"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        book.write(work)
    assert names(book) == []
    factories.add(book, "client", name="Whole")
    assert names(book) == ["Whole"]
    book.close()
    assert verify(path).valid


def test_a_write_within_a_write_is_a_fault(book):
    with pytest.raises(RuntimeError, match="a write within a write"):
        book.write(lambda write: book.write(lambda inner: None))
    factories.add(book, "client")


def test_a_statement_that_is_wrong_comes_back_as_it_is(book):
    with pytest.raises(sqlite.OperationalError, match="no such table"):
        book.write(lambda write: write.db.execute("SELECT * FROM nowhere"))


def test_a_closed_casebook_neither_reads_nor_writes(book):
    book.close()
    with pytest.raises(KnownError, match=r"closed\. What was saved before is kept"):
        factories.add(book, "client")
    with pytest.raises(KnownError, match="closed"), book.read():
        pass


def test_writers_of_many_threads_take_turns(book, path):
    threads = [
        threading.Thread(target=lambda: [factories.add(book, "client", name="C") for _ in range(10)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(book)) == 40
    book.close()
    assert verify(path).valid


# --- reading ---


def test_a_read_sees_one_moment_also_in_a_read_within_it(book):
    with book.read() as db:
        assert find(db, Client) == []
        factories.add(book, "client")
        assert names(book) == []
        assert find(db, Client) == []
    assert len(names(book)) == 1


def test_closing_waits_for_a_read_that_is_under_way(book):
    entered, go_on, seen = threading.Event(), threading.Event(), []

    def read():
        with book.read() as db:
            entered.set()
            go_on.wait()
            seen.append(len(find(db, Client)))

    reader, closer = threading.Thread(target=read), threading.Thread(target=book.close)
    factories.add(book, "client")
    reader.start()
    entered.wait()
    closer.start()
    assert closer.is_alive()
    go_on.set()
    reader.join()
    closer.join()
    assert seen == [1]


def test_a_damaged_page_found_while_reading_is_said_in_words(path):
    book = factories.firm_book(path)
    client = factories.add(book, "client")
    factories.add(book, "message", client=client, body="word " * 4000)
    book.close()
    data = bytearray(path.read_bytes())
    db = sqlite.connect(path)
    page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'message'").fetchone()[0]
    size = db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    data[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(data)
    with (
        Casebook.open(path, write=False) as damaged,
        pytest.raises(KnownError, match="is damaged"),
        damaged.read() as db,
    ):
        find(db, Message)


def test_damaged_text_found_while_reading_is_said_in_words(path):
    book = factories.firm_book(path)
    factories.add(book, "client")
    book.close()
    factories.tamper(path, "UPDATE client SET name = CAST(x'ff41' AS TEXT)")
    with Casebook.open(path) as damaged, pytest.raises(KnownError, match="is damaged"), damaged.read() as db:
        find(db, Client)


# --- what the drive and the system refuse ---


def test_a_full_drive_is_said_and_what_was_saved_is_kept(book, path):
    factories.add(book, "client", name="Before")

    def fill(write):
        pages = write.db.execute("PRAGMA page_count").fetchone()[0]
        write.db.execute(f"PRAGMA max_page_count = {pages}")
        for _ in range(50):
            write.add(Client(name="x" * 900, note="y" * 900))

    with pytest.raises(KnownError, match=r"no room left where practice\.casebook lies"):
        book.write(fill)
    book.write(lambda write: write.db.execute("PRAGMA max_page_count = 1000000").fetchall())
    factories.add(book, "client", name="After")
    assert names(book) == ["Before", "After"]
    book.close()
    assert verify(path).valid


def test_after_an_input_output_error_nothing_more_is_written(book, path):
    factories.add(book, "client", name="Before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    wal = path.with_name(f"{path.name}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal + 5000, hard))
    try:
        with pytest.raises(KnownError, match="did not take or give its data"):
            book.write(lambda write: [write.add(Client(name="x" * 900)) for _ in range(50)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with pytest.raises(KnownError, match="Nothing more is written until it is opened again"):
        factories.add(book, "client", name="Refused")
    book.close()
    with Casebook.open(path) as again:
        assert names(again) == ["Before"]
        factories.add(again, "client", name="After")
    assert verify(path).valid


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite.FULL, "no room left"),
        (sqlite.IOERR | 3 << 8, "did not take or give"),
        (sqlite.CORRUPT, "is damaged"),
        (sqlite.NOTADB, "is damaged"),
        (sqlite.CANTOPEN, "could not be opened for writing"),
        (sqlite.READONLY, "could not be opened for writing"),
        (sqlite.BUSY, "another program is using it"),
    ],
)
def test_each_refusal_of_the_system_has_its_words(path, code, words):
    error = sqlite.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    assert words in str(checks.explain(error, path))


def test_a_fault_of_the_program_stays_one(path):
    error = sqlite.OperationalError("near SELCT: syntax error")
    assert checks.explain(error, path) is None
    for put_into_words in (checks.reading, checks.writing):
        with pytest.raises(sqlite.OperationalError, match="syntax error"), put_into_words(path):
            raise error


def test_an_unreadable_file_is_said(path, monkeypatch):
    with pytest.raises(KnownError, match="could not be read"):
        Casebook.open(path.parent)
    with pytest.raises(KnownError, match="could not be read: denied"), checks.reading(path):
        raise PermissionError(13, "denied")


def test_a_casebook_that_cannot_be_opened_for_writing_lets_go_of_its_lock(path, monkeypatch):
    closed(path)
    set_pragma = sqlite.pragma

    def refuse_wal(db, name, word, expected):
        if name == "journal_mode":
            error = sqlite.OperationalError("unable to open")
            error.sqlite_errorcode = sqlite.CANTOPEN
            raise error
        set_pragma(db, name, word, expected)

    with monkeypatch.context() as patched:
        patched.setattr(sqlite, "pragma", refuse_wal)
        with pytest.raises(KnownError, match="could not be opened for writing"):
            Casebook.open(path)
    Casebook.open(path).close()


def test_the_clock_shows_milliseconds_and_this_computers_offset():
    moment = now()
    assert moment.ms > 1_700_000_000_000
    assert moment.offset == 0  # the tests' zone
    assert os.environ["TZ"] == "UTC"
