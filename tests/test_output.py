"""Every output is there whole or not at all, and never in place of a casebook or of what belongs to one."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

import pytest

from clientguard import output, paths
from clientguard.cli import run
from clientguard.errors import KnownError
from clientguard.store.backup import verified_copy
from tests import factories

posix = pytest.mark.skipif(os.name != "posix", reason="locks, links and devices of POSIX")
KEPT = "The record is kept."


@pytest.fixture
def casebook(tmp_path):
    path = tmp_path / "practice.casebook"
    factories.firm_book(path).close()
    return path


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if not each.name.endswith(".casebook.lock"))


def left_behind(folder: Path, middle: str = "0123456789abcdef") -> Path:
    path = folder / f"{output.PREFIX}{middle}{output.PART}"
    path.write_text("half of a client's list")
    return path


# --- where nothing may be written ---


def linked(target: Path, name: str = "report.pdf") -> Path:
    link = target.with_name(name)
    link.symlink_to(target.name)
    return link


def hard(target: Path, name: str = "report.pdf") -> Path:
    other = target.with_name(name)
    os.link(target, other)
    return other


def beside(casebook: Path, ending: str) -> Path:
    path = casebook.with_name(casebook.name + ending)
    path.write_bytes(b"SQLite's")
    return path


def a_backup(casebook: Path, name: str) -> Path:
    (casebook.parent / "kept").mkdir()
    target = casebook.parent / "kept" / name
    verified_copy.backup(casebook, target)
    return target


def a_fifo(casebook: Path) -> Path:
    path = casebook.with_name("report.pdf")
    os.mkfifo(path)
    return path


def moved_up(casebook: Path) -> Path:
    (casebook.parent / "sub").mkdir()
    return casebook.parent / "sub" / ".." / casebook.name


def through_a_folder(casebook: Path) -> Path:
    (casebook.parent / "other").symlink_to(casebook.parent)
    return casebook.parent / "other" / f"{casebook.name}-wal"


FORBIDDEN = {
    "the casebook": lambda casebook: casebook,
    "another spelling": moved_up,
    "a link to it": linked,
    "a hard link to it": hard,
    "its WAL": lambda casebook: beside(casebook, "-wal"),
    "a link to its WAL": lambda casebook: linked(beside(casebook, "-wal")),
    "a hard link to its lock": lambda casebook: hard(beside(casebook, ".lock")),
    "a WAL that is not there yet": lambda casebook: casebook.with_name(f"{casebook.name}-wal"),
    "its WAL through another folder": through_a_folder,
    "a journal of any casebook": lambda casebook: casebook.with_name("other.casebook-journal"),
    "a lock in capitals": lambda casebook: casebook.with_name("PRACTICE.CASEBOOK.LOCK"),
    "a backup": lambda casebook: a_backup(casebook, "copy.casebook"),
    "a backup with another suffix": lambda casebook: a_backup(casebook, "copy.bak"),
    "a link to a backup": lambda casebook: linked(a_backup(casebook, "copy.casebook"), "copy.csv"),
    "a manifest": lambda casebook: a_backup(casebook, "copy.casebook").with_suffix(".json"),
    "a temporary name": lambda casebook: casebook.with_name(".practice.casebook.restored"),
    "an output's temporary name": lambda casebook: left_behind(casebook.parent),
    "a device": lambda _casebook: Path(os.devnull),
    "a pipe": a_fifo,
    "a folder": lambda casebook: casebook.parent,
}


@posix
@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_nothing_is_written_where_a_casebook_or_a_backup_would_suffer(tmp_path, casebook, forbidden):
    target = FORBIDDEN[forbidden](casebook)
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    with pytest.raises(KnownError, match="Nothing was written"):
        output.write_whole(target, b"a list", KEPT, casebook)
    assert {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()} == before


@posix
def test_a_locked_casebook_or_backup_without_a_header_is_known_by_its_manifest(tmp_path, casebook):
    """All its bytes are ciphertext: only the manifest's size says what it is."""
    copy = a_backup(casebook, "copy.bak")
    copy.write_bytes(os.urandom(copy.stat().st_size))
    with pytest.raises(KnownError, match="is a casebook or a backup"):
        output.write_whole(copy, b"a list", KEPT, casebook)


def test_a_list_may_be_replaced_even_beside_a_manifest_of_its_name(tmp_path, casebook):
    copy = a_backup(casebook, "clients.casebook")
    target = copy.with_suffix(".csv")
    for data in (b"first", b"second"):
        output.write_whole(target, data, KEPT, casebook)
        assert target.read_bytes() == data


# --- whole or not at all ---


@posix
def test_only_its_owner_can_read_it_and_one_that_is_replaced_keeps_its_permissions(tmp_path):
    target = tmp_path / "clients.csv"
    output.write_whole(target, b"a", KEPT)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    target.chmod(0o640)
    output.write_whole(target, b"b", KEPT)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_bytes() == b"b"


@posix
def test_a_link_to_an_ordinary_file_stays_and_that_file_is_replaced(tmp_path):
    (tmp_path / "synced").mkdir()
    real = tmp_path / "synced" / "clients.csv"
    real.write_bytes(b"old")
    link = tmp_path / "clients.csv"
    link.symlink_to(real)
    output.write_whole(link, b"new", KEPT)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert names(tmp_path) == ["clients.csv", "synced"]


@posix
def test_a_link_planted_at_the_temporary_name_is_not_followed(tmp_path, casebook, monkeypatch):
    before = casebook.read_bytes()
    middles = iter(["00", "00", "11"])
    monkeypatch.setattr(output, "_unguessed", lambda: next(middles))
    monkeypatch.setattr(output, "sweep", lambda _folder: None)  # it would have removed the link
    (tmp_path / f"{output.PREFIX}00{output.PART}").symlink_to(casebook)
    with pytest.raises(KnownError, match="could not be written"):
        output.write_whole(tmp_path / "clients.csv", b"a", KEPT)
    assert casebook.read_bytes() == before
    assert not (tmp_path / "clients.csv").exists()


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_drive_that_fails_leaves_what_was_there_and_nothing_else(tmp_path, monkeypatch, call):
    target = tmp_path / "clients.csv"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[call], full)
    with pytest.raises(KnownError, match=r"could not be written: No space left on device\. The record is kept"):
        output.write_whole(target, b"new", KEPT)
    assert (names(tmp_path), target.read_bytes()) == (["clients.csv"], b"old")


def test_a_name_that_the_drive_does_not_confirm_is_not_said_to_be_missing(tmp_path, monkeypatch):
    target = tmp_path / "clients.csv"
    target.write_bytes(b"old")

    def failing(_folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(output, "sync_folder", failing)
    with pytest.raises(KnownError, match="was written, but the drive did not confirm it: Input/output error"):
        output.write_whole(target, b"new", KEPT)
    assert (names(tmp_path), target.read_bytes()) == (["clients.csv"], b"new")


def test_it_is_synced_before_it_gets_its_name_and_its_folder_afterwards(tmp_path, monkeypatch):
    done: list[str] = []
    sync, rename = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def renamed(self: Path, target: Path) -> Path:
        done.append("name")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    output.write_whole(tmp_path / "clients.csv", b"a", KEPT)
    note = ["file", "folder"]  # what says where something is being written
    own = ["file", "name", "folder"]
    assert done == [each for each in (*note, *own) if each != "folder" or os.name == "posix"]


def test_a_casebook_that_comes_to_the_place_meanwhile_stays(tmp_path):
    target = tmp_path / "new.casebook"

    def meanwhile() -> None:
        with output.whole(target, KEPT) as stream:
            stream.write(b"a list")
            factories.firm_book(target).close()

    with pytest.raises(KnownError, match="is a casebook"):
        meanwhile()
    assert names(tmp_path) == ["new.casebook"]
    assert target.read_bytes().startswith(b"SQLite format 3")


# --- what a killed run left ---


def test_the_next_output_removes_what_a_killed_one_left(tmp_path):
    left_behind(tmp_path)
    (tmp_path / f"{output.PREFIX}folder{output.PART}" / "csv").mkdir(parents=True)
    for name in ("letter.part", ".other.part", f"{output.PREFIX}settings"):
        (tmp_path / name).write_text("someone else's")
    output.write_whole(tmp_path / "clients.csv", b"a", KEPT)
    expected = {"clients.csv", "letter.part", ".other.part", f"{output.PREFIX}settings"}
    assert set(names(tmp_path)) == expected | (set() if os.name == "posix" else {f"{output.PREFIX}folder{output.PART}"})


@posix
def test_an_output_that_is_still_being_written_is_left_alone(tmp_path):
    with output.whole(tmp_path / "long.csv", KEPT) as stream:
        stream.write(b"long")
        folder, let_go = output.folder_in(tmp_path)
        output.write_whole(tmp_path / "short.csv", b"short", KEPT)
        assert folder.is_dir()
        let_go()
    assert (tmp_path / "long.csv").read_bytes() == b"long"
    output.sweep(tmp_path)
    assert names(tmp_path) == ["long.csv", "short.csv"]


@posix
def test_what_a_swept_name_points_to_stays(tmp_path, casebook):
    before = casebook.read_bytes()
    (tmp_path / f"{output.PREFIX}00{output.PART}").symlink_to(casebook)
    output.write_whole(tmp_path / "clients.csv", b"a", KEPT)
    assert casebook.read_bytes() == before
    assert names(tmp_path) == ["clients.csv", "practice.casebook"]


def killed_in(folder: Path) -> None:
    """Leave in a folder, and about it, what a killed run leaves."""
    note = output.Note(folder)
    assert note._note is not None
    os.close(note._note[1])  # as the system does with a process that ends
    left_behind(folder)


def notes() -> list[Path]:
    folder = paths.data_dir() / output.UNFINISHED
    return list(folder.iterdir()) if folder.exists() else []


@posix
def test_what_a_kill_left_in_a_folder_that_nothing_is_written_to_again_goes_at_the_next_start(
    tmp_path, casebook, capsys
):
    stick, other = tmp_path / "stick", tmp_path / "other"
    for folder in (stick, other):
        folder.mkdir()
        killed_in(folder)
    stick.rename(tmp_path / "elsewhere")  # it is not connected
    assert run(["--casebook", str(casebook), "list", "client"]) == 0
    assert names(other) == []
    assert len(notes()) == 1
    (tmp_path / "elsewhere").rename(stick)
    assert run(["--casebook", str(casebook), "list", "client"]) == 0
    assert names(stick) == notes() == []


@posix
def test_a_note_stays_as_long_as_something_is_being_written(tmp_path):
    with output.whole(tmp_path / "long.csv", KEPT) as stream:
        (note,) = notes()
        output.sweep_noted()
        assert notes() == [note]
        stream.write(b"long")
    assert (names(tmp_path), notes()) == (["long.csv"], [])


def test_no_note_is_left_of_what_was_written_or_refused_and_none_made_of_the_programs_own_files(tmp_path):
    output.write_whole(tmp_path / "a.csv", b"a", KEPT)
    with pytest.raises(KnownError), output.whole(tmp_path / "b.csv", KEPT):
        raise KnownError("It was stopped.")
    folder, let_go = output.folder_in(tmp_path)
    assert len(notes()) == 1
    folder.rmdir()
    let_go()
    assert notes() == []
    own = paths.data_dir() / "seen"
    own.mkdir(parents=True)
    with output.whole(own / "a.json", KEPT):
        assert notes() == []


def test_where_no_note_can_be_written_the_output_is(tmp_path):
    paths.data_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.data_dir().write_text("no folder")
    output.write_whole(tmp_path / "a.csv", b"a", KEPT)
    assert (tmp_path / "a.csv").read_bytes() == b"a"


# --- the one door ---

WRITES = re.compile(
    r"\.write_(?:bytes|text)\(|open\([^()]*[\"'](?:[wxa]b?|rb\+)[\"']|\bos\.open\(|\.touch\(|mkdtemp\(|NamedTemporary"
    r"|shutil\.(?:copy|move)|QSaveFile|\.setOutputFileName\("
)
ELSEWHERE = {
    "crash.py": "the trace that faulthandler writes to while the process runs; created by `output.create`",
    "cli/status/output.py": "where the rest of an answer goes that nobody reads",
    "cli/unlocking.py": "opens a passphrase file, and writes nothing",
    "exchange/export/new_folder.py": "new files in a folder of `output.folder_in`",
    "exchange/showing/helper.py": "opens the null device, and answers through a pipe",
    "store/backup/restoring.py": "a copy at a name of `output.create`",
    "store/salvage/damaged_file.py": "copies in a folder of `output.folder_in`",
    "store/file/syncing.py": "syncs, and writes nothing",
    "store/file/read_copy.py": "copies among the system's temporary files, each in a folder of its own",
    "store/casebook/new_file.py": "a database, which SQLite writes",
    "store/casebook/rewrite.py": "a database, which SQLite writes",
}


def test_every_file_is_written_through_the_one_door():
    package = Path(output.__file__).parent
    found = {
        each.relative_to(package).as_posix()
        for each in package.rglob("*.py")
        if any(WRITES.search(line) for line in each.read_text("utf-8").splitlines() if "os.O_RDONLY" not in line)
    }
    assert sorted(found - ELSEWHERE.keys() - {"output.py"}) == []
    assert sorted(ELSEWHERE.keys() - found) == []
