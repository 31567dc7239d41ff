"""What becomes of an open casebook whose file another program replaces, moves or deletes: nothing saved is lost."""

from __future__ import annotations

import ctypes
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from clientguard.actions.casebook import backups, casebooks, opening
from clientguard.actions.casebook.backups import Event, Place
from clientguard.actions.privacy import erasure
from clientguard.domain.records import Client
from clientguard.errors import KnownError
from clientguard.store.casebook import new_file, rewrite
from clientguard.store.casebook.moved_file import MovedError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, place, sqlite
from clientguard.store.records.lookup import find_records
from clientguard.store.verify.full import verify
from tests import factories

KEY = keys.Key(bytes(range(32)), bytes(range(16)))


def names(path: Path, key: keys.Key | None = None) -> list[str]:
    with Casebook.open(path, write=False, key=key) as book, book.read() as db:
        return [each.name for each in find_records(db, Client)]


def beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {path.name}


@pytest.fixture(scope="module")
def theirs(tmp_path_factory):
    """A casebook as another computer would bring it."""
    path = tmp_path_factory.mktemp("theirs") / "theirs.casebook"
    with factories.firm_book(path) as book:
        factories.add(book, "client", name="Theirs")
    return path


@pytest.fixture
def other(theirs, tmp_path):
    """Another casebook, for one test."""
    there = tmp_path / "elsewhere" / "other.casebook"
    there.parent.mkdir()
    return Path(shutil.copy(theirs, there))


# --- the file that an open casebook's path leads to changes ---


@dataclass(frozen=True)
class Fate:
    """What happens to the file of an open casebook: `happen(path, other)`, what is said, and what is there then."""

    happen: Callable[[Path, Path], object]
    said: str
    replaced: bool = False


def replaced(path: Path, other: Path) -> None:
    shutil.copy(other, other.with_name("new"))
    other.with_name("new").replace(path)


def linked_away(path: Path, other: Path) -> None:
    away = other.with_name("away.casebook")
    path.rename(away)
    path.symlink_to(away)


FATES = {
    "replaced": Fate(replaced, "was replaced by another program", replaced=True),
    "moved": Fate(lambda path, other: path.rename(other.with_name("away.casebook")), "was moved or deleted"),
    "deleted": Fate(lambda path, _other: path.unlink(), "was moved or deleted"),
    "moved behind a link": Fate(linked_away, "was replaced by another program", replaced=True),
}


@pytest.fixture(params=FATES)
def fate(request):
    return FATES[request.param]


@pytest.fixture(params=[None, KEY], ids=["plain", "locked"])
def key(request):
    return request.param


def check_copy(path: Path, error: MovedError, fate: Fate, key: keys.Key | None, clients: list[str]) -> None:
    assert error.copy is not None
    assert error.copy.parent == path.parent
    assert names(error.copy, key) == clients
    assert verify(error.copy, key=key).valid
    assert str(error.copy) in str(error)
    assert (str(path) in str(error).replace(str(error.copy), "")) is (fate.replaced and "not saved" not in str(error))
    assert error.replaced is fate.replaced
    if fate.replaced and not path.is_symlink():
        assert names(path) == ["Theirs"]
        assert verify(path).valid
    assert not [each for each in beside(path) if "wal" in each or "shm" in each or "lock" in each or "part" in each]


def test_a_save_after_it_is_not_done_and_what_was_saved_before_is_in_a_copy(path, other, fate, key):
    book = factories.new_book(path, key=key)
    factories.add(book, "client", name="Before")
    fate.happen(path, other)
    with pytest.raises(MovedError, match=rf"{fate.said}.*Your change was not saved") as caught:
        factories.add(book, "client", name="After")
    with pytest.raises(MovedError):
        factories.add(book, "client", name="Again")
    assert book.moved is caught.value
    book.close()
    check_copy(path, caught.value, fate, key, ["Before"])


def test_a_save_whose_commit_went_to_the_other_file_is_said_to_be_in_the_copy(path, other, fate, key):
    book = factories.new_book(path, key=key)

    def work(write):
        write.add(Client(name="During", currency="EUR"))
        fate.happen(path, other)

    with pytest.raises(MovedError, match=rf"{fate.said}.*saved only in") as caught:
        book.write(work)
    book.close()
    check_copy(path, caught.value, fate, key, ["During"])


@pytest.mark.parametrize(
    "do",
    [
        lambda book, _folder: book.close(),
        lambda book, _folder: casebooks.verify_open(book),
        lambda book, _folder: opening.check_in_full(book),
        lambda book, folder: backups.back_up(book, [Place(folder)], Event.ASKED),
        lambda book, folder: casebooks.copy_to(book, folder / "copy.casebook"),
        lambda book, _folder: book.rekey(KEY),
        lambda book, folder: erasure.finish(book, [Place(folder)]),
    ],
    ids=["close", "verify", "check", "back up", "copy", "rekey", "erase"],
)
def test_closing_and_what_reads_the_file_by_its_path_find_it_out(path, other, fate, do, tmp_path):
    book = factories.new_book(path)
    factories.add(book, "client", name="Before")
    fate.happen(path, other)
    with pytest.raises(MovedError, match=rf"{fate.said}.*Everything that you saved|not saved") as caught:
        do(book, tmp_path / "backups")
    book.close()
    check_copy(path, caught.value, fate, None, ["Before"])
    assert not list((tmp_path / "backups").glob("*.casebook"))


def test_a_backup_of_a_replaced_file_deletes_none_of_the_older_ones(path, other, tmp_path):
    backup_place = [Place(tmp_path / "backups")]
    book = factories.firm_book(path)
    kept = backups.back_up(book, backup_place, Event.ASKED).written
    replaced(path, other)
    with pytest.raises(MovedError):
        backups.afresh(book, backup_place)
    book.close()
    assert [each.exists() for each in kept] == [True]


def test_a_read_never_shows_the_file_that_is_there_now(path, other):
    book = factories.new_book(path)
    factories.add(book, "client", name="Mine")
    with book.read() as first:  # it holds the one connection that is open
        replaced(path, other)
        found: list[object] = []

        def look():
            try:
                with book.read() as db:
                    found.append([each.name for each in find_records(db, Client)])
            except KnownError as error:
                found.append(type(error))

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        assert [each.name for each in find_records(first, Client)] == ["Mine"]
    assert found == [MovedError]
    book.close()


def test_when_the_folder_is_gone_the_copy_goes_to_the_refuge(path, tmp_path):
    folder = tmp_path / "drive"
    book = factories.new_book(folder / "practice.casebook")
    book.take_refuge([tmp_path / "refuge"])
    factories.add(book, "client", name="Before")
    shutil.rmtree(folder)
    with pytest.raises(MovedError) as caught:
        book.close()
    assert caught.value.copy is not None
    assert caught.value.copy.parent == tmp_path / "refuge"
    assert names(caught.value.copy) == ["Before"]
    assert not folder.exists()


def test_when_no_copy_can_be_made_it_is_said_and_tried_again_at_closing(path, other, monkeypatch):
    book = factories.new_book(path)
    factories.add(book, "client", name="Before")
    replaced(path, other)
    with monkeypatch.context() as patched:
        patched.setattr("tempfile.mkstemp", lambda **_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(MovedError, match=r"could not be copied to another file: .*No space left") as caught:
            factories.add(book, "client", name="After")
    assert caught.value.copy is None
    assert f"{path.name}-wal" not in beside(path)  # or it would be played into the file that is there now
    with pytest.raises(MovedError) as closing:
        book.close()
    check_copy(path, closing.value, FATES["replaced"], None, ["Before"])


def test_another_programs_side_files_are_left_alone(path, other):
    book = factories.new_book(path)
    factories.add(book, "client", name="Mine")
    replaced(path, other)
    for part in ("-wal", "-shm"):
        path.with_name(path.name + part).unlink()
    with Casebook.open(path, write=False), sqlite.connect(path, write=True) as theirs:
        theirs.execute("PRAGMA journal_mode = WAL").fetchall()
        theirs.execute("CREATE TABLE theirs (x)")
        with pytest.raises(MovedError):
            book.close()
        assert {f"{path.name}-wal", f"{path.name}-shm"} <= beside(path)
        assert theirs.execute("SELECT count(*) FROM theirs").fetchone() == (0,)
    theirs.close()


def test_a_casebook_that_is_only_read_says_it_as_well(path, other):
    factories.firm_book(path).close()
    with Casebook.open(path, write=False) as book:
        replaced(path, other)
        with pytest.raises(MovedError, match=r"was replaced.*Open it again"), book.read():
            pass
    assert beside(path) == {"elsewhere"}


def test_a_file_that_is_replaced_while_it_is_being_opened_is_not_written(path, other, monkeypatch):
    factories.firm_book(path).close()
    connection = new_file.writing_connection

    def slow(*arguments):
        replaced(path, other)
        return connection(*arguments)

    monkeypatch.setattr(new_file, "writing_connection", slow)
    with pytest.raises(KnownError, match="replaced by another program while it was being opened"):
        Casebook.open(path)
    monkeypatch.undo()
    assert names(path) == ["Theirs"]


def test_a_rewrite_never_replaces_a_file_that_is_not_ours(path, other, monkeypatch):
    book = factories.new_book(path)
    factories.add(book, "client", name="Mine")
    export = rewrite._export

    def slow(*arguments):
        export(*arguments)
        replaced(path, other)

    monkeypatch.setattr(rewrite, "_export", slow)
    with pytest.raises(MovedError, match="was replaced") as caught:
        book.rekey(KEY)
    book.close()
    assert names(path) == ["Theirs"]
    assert names(caught.value.copy) == ["Mine"]


def has_moved(db: sqlite.Connection) -> bool:
    """Ask SQLite itself (SQLITE_FCNTL_HAS_MOVED); the binding's connection begins with SQLite's handle."""
    engine = ctypes.PyDLL(sys.modules["sqlcipher3._sqlite3"].__file__)
    handle = ctypes.c_void_p.from_address(id(db) + object.__basicsize__).value
    told = ctypes.c_int(-1)
    ask = engine.sqlite3_file_control
    ask.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
    assert ask(handle, b"main", 20, ctypes.byref(told)) == 0
    return bool(told.value)


@pytest.mark.skipif(sys.platform != "linux", reason="the engine's functions are exported by its wheel for Linux")
@pytest.mark.parametrize("name", [None, *(name for name in FATES if "link" not in name)])
def test_sqlite_says_the_same_of_the_file(path, other, name):
    factories.firm_book(path).close()
    before = place.file_id(path)
    db = sqlite.connect(path, write=True)
    db.execute("SELECT count(*) FROM client").fetchone()
    if name:
        FATES[name].happen(path, other)
    assert has_moved(db) is (place.file_id(path) != before) is (name is not None)
    db.close()
