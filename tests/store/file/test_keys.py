"""A casebook with a passphrase: nothing of it is readable without, and everything works with it (P5)."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys

import pytest

from clientguard.domain.records import Business, Client
from clientguard.errors import KnownError
from clientguard.store.backup import manifest
from clientguard.store.backup.restoring import restore_file
from clientguard.store.backup.verified_copy import backup, into_place
from clientguard.store.casebook import rewrite
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, plain_errors, sqlite
from clientguard.store.file.salts import Salts
from clientguard.store.records.lookup import find_records
from clientguard.store.verify.full import verify
from tests import factories

WORDS = "a heron in the rain"


def key_of(path, words=WORDS):
    return keys.derive(words, keys.salts(path)[0])


@pytest.fixture
def key():
    return keys.derive(WORDS, bytes(range(16)))


@pytest.fixture
def locked(path, key):
    """A closed casebook with a passphrase, a business and a client."""
    with factories.new_book(path, key=key) as book:
        factories.save(book, Business(name="Studio North", owner="Ada North", currency="EUR"))
        factories.add(book, "client", name="Harbour Books", note="Pays late. " * 200)
    return path


def names(path, key):
    with Casebook.open(path, key=key) as book, book.read() as db:
        return [each.name for each in find_records(db, Client)]


def everything_in(folder) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


# --- the key ---


def test_a_passphrase_opens_the_casebook_however_its_letters_were_composed(path):
    with factories.new_book(path, key=keys.derive("caf\u00e9 \u2460", bytes(16))):
        pass
    Casebook.open(path, key=keys.derive("cafe\u0301 1", bytes(16))).close()


def test_nothing_of_a_locked_casebook_can_be_read_in_its_file(locked):
    book = Casebook.open(locked, key=key_of(locked))
    factories.add(book, "client", name="Lighthouse Films")
    while_open = everything_in(locked.parent)
    book.close()
    for word in (b"Harbour", b"Studio", b"Lighthouse", b"CREATE TABLE", b"SQLite format", WORDS.encode()):
        assert word not in while_open
        assert word not in everything_in(locked.parent)


@pytest.mark.parametrize("words", [None, "", "A heron in the rain", WORDS + " "])
def test_without_its_passphrase_a_casebook_stays_closed_and_as_it_is(locked, words):
    before = locked.read_bytes()
    with pytest.raises(plain_errors.LockedError, match="locked with a passphrase"):
        Casebook.open(locked, key=None if words is None else key_of(locked, words))
    with pytest.raises(plain_errors.LockedError):
        verify(locked)
    with pytest.raises(plain_errors.LockedError):
        backup(locked, locked.with_name("copy.casebook"))
    assert locked.read_bytes() == before
    assert not locked.with_name("copy.casebook").exists()


def test_a_key_that_was_dropped_opens_nothing(locked):
    key = key_of(locked)
    key.drop()
    assert not any(key.raw)
    assert not keys.opens(locked, key)
    with pytest.raises(ValueError, match="dropped"):
        sqlite.give_key(sqlite.dbapi.connect(":memory:"), key)


def test_a_casebook_without_a_passphrase_is_opened_whatever_key_is_at_hand(path, key):
    factories.firm_book(path).close()
    with Casebook.open(path, key=key) as book:
        assert book.key is None


@pytest.mark.parametrize(
    ("content", "locked"),
    [
        (b"", False),
        (b"A letter of which nobody knows anything. " * 200, False),
        (bytes(8192), False),
        (random.Random(1).randbytes(4000), False),
        (random.Random(1).randbytes(8192), True),
    ],
    ids=["empty", "text", "zeros", "no whole page", "noise"],
)
def test_what_can_be_a_locked_casebook_is_told_from_what_cannot(path, content, locked):
    path.write_bytes(content)
    assert keys.is_locked(path) is locked
    with pytest.raises(KnownError, match="is locked" if locked else "not a casebook"):
        Casebook.open(path)


def test_a_flipped_bit_on_the_first_page_is_noticed(locked):
    key = key_of(locked)
    data = bytearray(locked.read_bytes())
    data[100] ^= 1
    data[keys.PAGE + 100] ^= 1  # the second page would tell the key as well
    locked.write_bytes(data)
    with pytest.raises(plain_errors.LockedError, match="or the start of the file is damaged"):
        Casebook.open(locked, key=key)


@pytest.mark.parametrize("seed", range(4))
def test_a_flipped_bit_on_any_page_is_noticed(locked, seed):
    rng = random.Random(seed)
    data = bytearray(locked.read_bytes())
    data[rng.randrange(2 * keys.PAGE, len(data))] ^= 1 << rng.randrange(8)
    locked.write_bytes(data)
    with pytest.raises(KnownError, match="is damaged"):
        Casebook.open(locked, key=key_of(locked))


@pytest.mark.parametrize("noise", [random.Random(5).randbytes(4096), bytes(4096), b"SQLite format 3\x00" * 256])
def test_a_first_page_that_a_power_cut_tore_is_taken_from_the_wal(locked, noise, tmp_path):
    book = Casebook.open(locked, key=key_of(locked))
    factories.add(book, "client", name="Lighthouse Films")
    book.write(lambda write: write.db.execute("CREATE TABLE page_one_changes (id INTEGER PRIMARY KEY)"))
    aside = tmp_path / "after the cut" / "practice.casebook"
    aside.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(locked.with_name(locked.name + ending), aside.with_name(aside.name + ending))
    book.close()
    with aside.open("rb+") as file:
        file.write(noise)
    if noise.startswith(keys.MAGIC):  # that would be no tear, but another file
        with pytest.raises(KnownError):
            Casebook.open(aside, key=key_of(locked))
        return
    assert keys.is_locked(aside)
    assert keys.salts(locked)[0] in keys.salts(aside)
    assert "Lighthouse Films" in names(aside, key_of(locked))


# --- another passphrase, a first one, none ---


@pytest.mark.parametrize("old", [None, "one two three"], ids=["plain", "locked"])
@pytest.mark.parametrize("new", [None, "four five six"], ids=["to plain", "to locked"])
def test_a_casebook_goes_on_under_another_key_with_all_it_held(path, old, new):
    key = keys.derive(old, bytes(16)) if old else None
    with factories.new_book(path, key=key) as book:
        client = factories.add(book, "client")
        changed = keys.derive(new, bytes(range(16))) if new else None
        before = verify(path, key=key)
        book.rekey(changed)
        assert book.key is changed
        factories.add(book, "contact", client=client)
    assert keys.is_locked(path) is bool(new)
    after = verify(path, key=changed)
    assert after.valid, after.faults
    assert after.size == before.size + 1
    assert names(path, changed) == ["Harbour Books"]
    assert not [each.name for each in path.parent.iterdir() if "recast" in each.name]
    if key:
        assert not any(key.raw)


@pytest.mark.parametrize("ending", ["recast", "recast-journal", "part", "restored"])
def test_a_plain_copy_that_a_kill_left_is_gone_at_the_next_opening(locked, ending):
    left = locked.with_name(f".{locked.name}.{ending}")
    left.write_bytes(b"Harbour Books")
    Casebook.open(locked, key=key_of(locked)).close()
    assert not left.exists()


def test_what_a_kill_left_beside_a_damaged_casebook_stays(locked):
    key = key_of(locked)
    left = locked.with_name(f".{locked.name}.recast")
    left.write_bytes(b"perhaps all that is whole")
    size = locked.stat().st_size
    with locked.open("r+b") as file:
        file.seek(size // 2)
        file.write(bytes(size // 4))
    with pytest.raises(KnownError):
        Casebook.open(locked, key=key)
    assert left.exists()


def test_the_text_of_a_casebook_is_gone_from_its_folder_once_it_has_a_passphrase(path, key):
    with factories.new_book(path) as book:
        factories.add(book, "client", name="Harbour Books")
        book.rekey(key)
    assert b"Harbour" not in everything_in(path.parent)


def test_a_rekey_that_fails_leaves_everything_as_it_was(locked, monkeypatch):
    def full(*_):
        raise sqlite.OperationalError("database or disk is full")

    with Casebook.open(locked, key=key_of(locked)) as book:
        monkeypatch.setattr(rewrite, "_export", full)
        with pytest.raises(KnownError, match="no space left"):
            book.rekey(None)
        factories.add(book, "client", name="Lighthouse Films")
    assert names(locked, key_of(locked)) == ["Harbour Books", "Lighthouse Films"]


def test_a_drive_that_fails_once_the_new_file_is_in_place_is_told_as_that(locked, monkeypatch):
    failing = []

    def fail(_folder):
        if failing:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("clientguard.store.file.syncing.sync_folder", fail)
    with Casebook.open(locked, key=key_of(locked)) as book:
        new = keys.derive("four five six", bytes(range(16)))
        failing.append(True)
        with pytest.raises(KnownError, match="rewritten, but then the drive failed"):
            book.rekey(new)
        failing.clear()
        assert book.key is new
        factories.add(book, "client", name="Lighthouse Films")
    assert names(locked, new) == ["Harbour Books", "Lighthouse Films"]


def test_a_casebook_that_was_written_anew_and_cannot_be_opened_again_says_so(locked, monkeypatch):
    def fail(_self):
        raise KnownError("The drive is gone.")

    with Casebook.open(locked, key=key_of(locked)) as book:
        monkeypatch.setattr(Casebook, "_start", fail)
        with pytest.raises(KnownError, match="rewritten, but then the drive failed"):
            book.rekey(None)
        monkeypatch.undo()
    assert names(locked, None) == ["Harbour Books"]


def test_a_copy_that_is_not_the_same_never_takes_the_casebooks_place(locked, monkeypatch):
    export = rewrite._export

    def losing(old, fresh, new):
        export(old, fresh, new)
        db = sqlite.connect(fresh, write=True, key=new)
        db.execute("DELETE FROM search_entry")
        db.close()

    monkeypatch.setattr(rewrite, "_export", losing)
    with Casebook.open(locked, key=key_of(locked)) as book, pytest.raises(KnownError, match="not the same"):
        book.rekey(None)
    assert names(locked, key_of(locked)) == ["Harbour Books"]


def test_reading_and_writing_wait_for_a_rekey_but_not_for_ever(locked, key):
    with Casebook.open(locked, key=key_of(locked)) as book:
        with book.read(), pytest.raises(RuntimeError, match="within a read"):
            book.rekey(None)
        with pytest.raises(RuntimeError, match="within a read or a write"):
            book.write(lambda _: book.rekey(None))


# --- backups ---


def test_a_backup_of_a_locked_casebook_is_locked_and_restores_with_the_same_key(locked, tmp_path):
    key = key_of(locked)
    kept = into_place(locked, tmp_path / "place", key=key)
    assert keys.is_locked(kept.path)
    assert b"Harbour" not in everything_in(tmp_path / "place")
    target = tmp_path / "restored.casebook"
    restore_file(kept.path, target, factories.Ticking()(), key=key)
    assert names(target, key) == ["Harbour Books"]
    with pytest.raises(plain_errors.LockedError):
        restore_file(kept.path, tmp_path / "other.casebook", factories.Ticking()(), key=key_of(locked, "wrong"))


def test_the_manifest_of_a_locked_backup_holds_the_salt_and_digests_that_tell_nothing(locked, tmp_path):
    key = key_of(locked)
    kept = into_place(locked, tmp_path / "place", key=key)
    told = manifest.read_manifest(kept.path)
    assert told == kept.manifest
    assert bytes.fromhex(told.salt) == key.salt
    plain = manifest.content_of(locked, key, sealed=False)
    assert told.content.tables.keys() == plain.tables.keys()
    assert not set(told.content.tables.values()) & set(plain.tables.values())
    assert manifest.content_of(kept.path, key) == told.content


# --- what the program keeps beside it ---


def test_a_salt_is_kept_until_the_passphrase_goes(path, tmp_path):
    salts = Salts(tmp_path / "salts")
    assert salts.salt(path) is None
    salts.keep(path, bytes(range(16)))
    assert Salts(tmp_path / "salts").salt(path) == bytes(range(16))
    salts.keep(path, None)
    assert salts.salt(path) is None


@pytest.mark.parametrize("content", ["", "[]", "{", '{"x": 3}', '"x"', "[" * 100_000])
def test_a_damaged_list_of_salts_is_no_hindrance(path, tmp_path, content):
    folder = tmp_path / "salts"
    folder.mkdir()
    (folder / "salts.json").write_text(content)
    salts = Salts(folder)
    assert salts.salt(path) is None
    salts.keep(path, bytes(16))
    assert salts.salt(path) == bytes(16)


@pytest.mark.parametrize("kept", [{"salt": "zz"}, {"salt": 3}, {"salt": "00"}, 7, None])
def test_an_odd_entry_among_the_salts_counts_as_none(path, tmp_path, kept):
    import json

    folder = tmp_path / "salts"
    folder.mkdir()
    (folder / "salts.json").write_text(json.dumps({str(path.resolve()): kept}))
    assert Salts(folder).salt(path) is None


def test_a_folder_that_cannot_be_written_keeps_nothing_and_stops_nothing(path, tmp_path):
    (tmp_path / "salts").write_text("a file")
    salts = Salts(tmp_path / "salts")
    salts.keep(path, bytes(16))
    assert salts.salt(path) is None


CHILD = """
import ctypes, resource
from clientguard.store.file import keys
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
keys.Key(bytes(range(32)), bytes(16))
print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE)[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are told otherwise, or not at all")
def test_a_process_that_has_a_key_leaves_no_core_dump():
    told = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout == "1 0 0\n"
