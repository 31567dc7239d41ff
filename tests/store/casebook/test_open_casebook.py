"""A casebook as a file: made, opened, locked, written in one transaction, and left as one file."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clientguard.domain.records import Client, Message
from clientguard.errors import KnownError
from clientguard.store.casebook import new_file, rewrite
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, sqlite
from clientguard.store.file.plain_errors import InUseError
from clientguard.store.records.lookup import find_records
from clientguard.store.verify.full import verify
from tests import factories


@pytest.fixture(autouse=True)
def cheap_writes() -> None:
    """Write here as the program does, with its own settings."""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {path.name, f"{path.name}.lock"}


def names(book: Casebook) -> list[str]:
    with book.read() as db:
        return [each.name for each in find_records(db, Client)]


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
    monkeypatch.setattr(new_file, "SETTLE", 0.0)
    book = factories.firm_book(path)
    factories.add(book, "client", name="Harbour Books")
    other = Casebook.open(path, write=False)
    with other.read() as db:
        book.close()
        assert len(find_records(db, Client)) == 1
    other.close()
    with Casebook.open(path) as again:
        assert names(again) == ["Harbour Books"]
    assert beside(path) == set()


CHILD = """
import sys
from pathlib import Path
from clientguard.actions.records import editing
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook

book = Casebook.open(Path(sys.argv[1]))
editing.save_record(book, Client(name="Harbour Books", currency="EUR"))
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
        child.kill()
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
        assert find_records(db, Client) == []
        factories.add(book, "client")
        assert names(book) == []
        assert find_records(db, Client) == []
    assert len(names(book)) == 1


def test_closing_waits_for_a_read_that_is_under_way(book):
    entered, go_on, seen = threading.Event(), threading.Event(), []

    def read():
        with book.read() as db:
            entered.set()
            go_on.wait()
            seen.append(len(find_records(db, Client)))

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
        find_records(db, Message)


def test_damaged_text_found_while_reading_is_said_in_words(path):
    book = factories.firm_book(path)
    factories.add(book, "client")
    book.close()
    factories.tamper(path, "UPDATE client SET name = CAST(x'ff41' AS TEXT)")
    with Casebook.open(path) as damaged, pytest.raises(KnownError, match="is damaged"), damaged.read() as db:
        find_records(db, Client)


def test_readers_on_many_threads_leave_few_connections_open(path, monkeypatch):
    made, connect = [], sqlite.connect
    monkeypatch.setattr(sqlite, "connect", lambda *args, **named: (made.append(connect(*args, **named)), made[-1])[1])
    with factories.firm_book(path) as book:

        def look(_number):
            with book.read() as db, book.read() as inner:
                assert inner is db
                return db.execute("SELECT name FROM business").fetchall()

        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(look, range(40))) == [[("Studio North",)]] * 40
        assert 0 < sum(map(is_open, made)) <= 3  # two that read, one that writes
    assert not any(map(is_open, made))


def is_open(db) -> bool:
    try:
        db.execute("SELECT 1")
    except sqlite.Error:
        return False
    return True


def test_a_reading_connection_that_failed_is_not_lent_again(path):
    with factories.firm_book(path) as book:
        with pytest.raises(ZeroDivisionError), book.read() as db:
            1 / 0  # noqa: B018
        with pytest.raises(sqlite.Error):
            db.execute("SELECT 1")
        with book.read() as other:
            assert other.execute("SELECT 1").fetchone() == (1,)


def test_whoever_reads_or_writes_during_a_rekey_waits_and_then_goes_on(path, monkeypatch):
    recast, waiting = rewrite.recast, []

    def slow(*arguments):
        for work in (lambda: factories.add(book, "client"), lambda: factories.read(book, Client, 99)):
            waiting.append(threads.submit(work))
        fresh = recast(*arguments)
        assert not any(each.done() for each in waiting)
        return fresh

    monkeypatch.setattr(rewrite, "recast", slow)
    with factories.firm_book(path) as book, ThreadPoolExecutor(2) as threads:
        book.rekey(keys.derive("a heron in the rain", bytes(16)))
        assert waiting[0].result() > 0
        with pytest.raises(KnownError, match="no longer there"):
            waiting[1].result()


def test_a_casebook_that_cannot_be_opened_again_after_a_rekey_is_closed(path, monkeypatch):
    book = factories.firm_book(path)
    monkeypatch.setattr(Casebook, "_start", lambda _self: (_ for _ in ()).throw(KnownError("The drive is gone.")))
    with pytest.raises(KnownError, match="but then the drive failed"):
        book.rekey(None)
    with pytest.raises(KnownError, match="is closed"):
        factories.add(book, "client")
    book.close()


def test_a_casebook_that_is_only_read_or_closed_gets_no_other_key(path):
    book = factories.firm_book(path)
    with Casebook.open(path, write=False) as beside, pytest.raises(KnownError, match="reading only"):
        beside.rekey(None)
    book.close()
    with pytest.raises(KnownError, match="is closed"):
        book.rekey(None)
