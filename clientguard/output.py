"""The one door for files that are written out: each appears whole or not at all, and only where it may.

An output never takes the place of a casebook or of what belongs to one (`-wal`, `-shm`, `-journal`, `.lock`), of a
backup or its manifest, of a device, or of a temporary name. It is written under an unpredictable name in the same
folder, which is created exclusively and readable only by its owner, synced, and renamed. If the target is a symbolic
link, the file that it points to is replaced, and the link stays.

What a killed run left in a folder is removed by the next output there, or at the next start of the program: while a
file is written, a note in the program's own folder says where (`Note`). A temporary name that another process still
writes to is left alone: its writer holds the system's lock on it.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from clientguard import paths
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.paths import SUFFIX

PREFIX, PART = ".clientguard-", ".part"  # around the random middle of a temporary name
ENDINGS = ("-wal", "-shm", "-journal", ".lock")  # of what SQLite and the lock keep next to a casebook
UNFINISHED = "unfinished"  # the folder of notes, in the program's own
_TEMPORARY = (PART, ".recast", ".restored")  # of the hidden names under which casebooks and outputs are written
_DATABASE = b"SQLite format 3\0"
_LARGEST = 1 << 20  # bytes: no manifest is larger
_NOTHING = N_("Nothing was written.")
_OTHER = N_("Choose another name.")


@contextmanager
def whole(target: Path, kept: str, casebook: Path | None = None) -> Generator[IO[bytes]]:
    """Lend a stream whose bytes become the file `target` when the block ends; an existing file stays until then.

    `casebook` is the one that is in use, if any. KnownError as `check` raises it, or if the system cannot write the
    file (`kept` says what was kept); then nothing is left behind. KnownError as well if the file has its name, but the
    drive does not confirm that.
    """
    try:
        place = check(target, casebook)
        sweep(place.parent)
        note = Note(place.parent)
        try:
            part, stream = _created(place.parent)
        except BaseException:
            note.remove()
            raise
        try:
            with stream:
                yield stream
                _finish(stream, place)
                check(target, casebook)  # again: something may have been put there in the meantime
                if os.name == "posix":  # renamed while the lock on it is still held
                    part.replace(place)
            if os.name != "posix":  # Windows renames only a file that nobody has open
                part.replace(place)
        finally:
            with suppress(OSError):  # it has its own name by now, or the next output removes it
                part.unlink()
            note.remove()
    except OSError as error:
        raise not_written(target, error, kept) from error
    confirm(target, place.parent)


def write_whole(target: Path, data: bytes, kept: str, casebook: Path | None = None) -> None:
    """Write `data` to `target`, whole or not at all; errors as in `whole`."""
    with whole(target, kept, casebook) as stream:
        stream.write(data)


def not_written(path: Path, error: OSError, kept: str) -> KnownError:
    """Return the system's refusal to write `path` as a KnownError; `kept` is the message that says what was kept."""
    return KnownError(
        N_("{path} could not be written: {detail}."),
        kept=kept,
        todo=N_("Choose a folder that you can write to and that has enough space."),
        path=str(path),
        detail=error.strerror or str(error),
    )


def confirm(target: Path, folder: Path) -> None:
    """Sync the folder in which `target` has just got its name; KnownError if the drive does not confirm that."""
    try:
        sync_folder(folder)
    except OSError as error:
        raise not_confirmed(target, error) from error


def not_confirmed(path: Path, error: OSError) -> KnownError:
    """Return what to say of a file that has its name, though the drive failed after that."""
    return KnownError(
        N_("{path} was written, but the drive did not confirm it: {detail}."),
        kept=N_("After a power cut, it may be missing, or be the one from before."),
        todo=N_("Check the drive, then write it again."),
        path=str(path),
        detail=error.strerror or str(error),
    )


# --- where nothing may be written ---


def check(target: Path, casebook: Path | None = None) -> Path:
    """Return the path that writing to `target` would replace; KnownError if that must not be replaced.

    `casebook` is the one in use: it is compared by device and inode, and never opened, because closing it would drop
    the locks that SQLite holds on it. Raises OSError if the drive cannot say what is there.
    """
    place = Path(os.path.realpath(target))
    _refuse_name(place, target)
    found = _facts(target)
    if casebook is not None and _is_of(place, found, Path(os.path.realpath(casebook))):
        raise _refused(N_("{path} is the casebook itself, or one of its files."), target)
    if found is None:
        return place
    if stat.S_ISDIR(found.st_mode):
        raise _refused(N_("{path} is a folder, not a file."), target)
    if not stat.S_ISREG(found.st_mode):
        raise _refused(N_("{path} is a device, not a file."), target)
    if place.suffix.casefold() == SUFFIX:
        raise _refused(N_("{path} is a casebook or a backup."), target)
    if casebook is not None:  # what the user named: our own files have names that nothing else has
        _refuse_kept(place, found, target)
    return place


def check_free(target: Path) -> None:
    """Raise KnownError if a new file or folder called `target` would be taken for a part of a casebook."""
    _refuse_name(target, target)


def _refuse_name(place: Path, target: Path) -> None:
    name = place.name.casefold()
    if any(name.endswith(SUFFIX + ending) for ending in ENDINGS):
        raise _refused(N_("{path} would be taken for a part of a casebook."), target)
    if name.startswith(".") and name.removesuffix("-wal").removesuffix("-journal").endswith(_TEMPORARY):
        raise _refused(N_("{path} is a name that ClientGuard uses for temporary files."), target)


def _facts(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_of(place: Path, found: os.stat_result | None, casebook: Path) -> bool:
    """Return whether a path is a casebook or one of its files, under whatever name."""
    own = [casebook, *(casebook.with_name(casebook.name + ending) for ending in ENDINGS)]
    if found is not None:
        return any(os.path.samestat(found, other) for each in own if (other := _facts(each)))
    if place.name.casefold() not in {each.name.casefold() for each in own}:
        return False
    here, there = _facts(place.parent), _facts(casebook.parent)
    return here is not None and there is not None and os.path.samestat(here, there)


def _refuse_kept(place: Path, found: os.stat_result, target: Path) -> None:
    """Raise KnownError if an existing file is a database, a backup's manifest, or the backup that one describes."""
    with place.open("rb") as file:
        head = file.read(len(_DATABASE))
    if head == _DATABASE:
        raise _refused(N_("{path} is a casebook or a backup."), target)
    listing = place if place.suffix.casefold() == ".json" else place.with_suffix(".json")
    told = _manifest(listing)
    if listing == place and (told is not None or place.with_suffix(SUFFIX).exists()):
        raise _refused(N_("{path} describes a backup."), target)
    if told is not None and told == found.st_size:
        raise _refused(N_("{path} is a casebook or a backup."), target)


def _manifest(path: Path) -> int | None:
    """Return the size of the backup that a manifest describes; None if the file is not a manifest."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        found: Any = json.loads(path.read_bytes())
        return int(found["file"]["bytes"]) if "casebook" in found and "journal" in found else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _refused(what: str, path: Path) -> KnownError:
    return KnownError(what, kept=_NOTHING, todo=_OTHER, path=str(path))


# --- temporary names ---


def create(path: Path) -> None:
    """Create an empty file that only its owner can read; OSError if there is anything at `path`, even a link."""
    os.close(os.open(path, _flags(), 0o600))


def folder_in(place: Path) -> tuple[Path, Callable[[], None]]:
    """Create a folder with a temporary name in `place`, held by this process; return it, and what lets go of it."""
    sweep(place)
    note = Note(place)
    try:
        while True:
            path = place / f"{PREFIX}{_unguessed()}{PART}"
            path.mkdir(mode=0o700)
            if os.name != "posix":
                return path, note.remove
            handle = os.open(path, os.O_RDONLY)
            if _hold(handle, path):
                return path, partial(_let_go, handle, note)
            os.close(handle)
    except BaseException:
        note.remove()
        raise


def _let_go(handle: int, note: Note) -> None:
    os.close(handle)
    note.remove()


def sweep(folder: Path) -> None:
    """Remove from a folder what killed runs left: files and folders under our temporary names that nobody holds."""
    with suppress(OSError):  # what cannot be listed or removed now is tried again by the next output
        for path in folder.glob(f"{PREFIX}*{PART}"):
            with suppress(OSError):
                _remove_left(path)


class Note:
    """Says, in the program's own folder, that something is being written to another folder; held until it is removed.

    After a kill it is still there, and `sweep_noted` looks into that folder. Where no note can be written, only the
    next output there finds what was left.
    """

    def __init__(self, folder: Path) -> None:
        self._note: tuple[Path, int] | None = None
        folder = folder.absolute()
        own = paths.data_dir()
        if folder.is_relative_to(own) or folder.is_relative_to(paths.config_dir()):
            return  # the program writes there again
        with suppress(OSError):
            (own / UNFINISHED).mkdir(parents=True, exist_ok=True)
            self._write(own / UNFINISHED, os.fsencode(folder))

    def _write(self, notes: Path, text: bytes) -> None:
        while True:
            path = notes / _unguessed()
            handle = os.open(path, _flags(), 0o600)
            if _hold(handle, path):
                break
            os.close(handle)  # another process took it for one that was left
        self._note = path, handle
        os.write(handle, text)
        os.fsync(handle)
        sync_folder(notes)

    def remove(self) -> None:
        """Take the note away: what it was about is done, or removed."""
        if self._note is None:
            return
        (path, handle), self._note = self._note, None
        with suppress(OSError):  # then the next start looks once more
            try:
                if os.name == "posix":  # while it is held
                    path.unlink()
            finally:
                os.close(handle)
            if os.name != "posix":  # Windows removes only a file that nobody has open
                path.unlink()


def sweep_noted() -> None:
    """Remove what killed runs left in the folders that they noted; a folder that is not there now is kept in mind."""
    with suppress(OSError):
        for note in (paths.data_dir() / UNFINISHED).iterdir():
            with suppress(OSError):
                _sweep_for(note)


def _sweep_for(note: Path) -> None:
    handle = os.open(note, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        if not _hold(handle, note, sure=os.name == "posix"):
            return  # its writer is at work
        folder = Path(os.fsdecode(os.read(handle, _LARGEST)))
        if folder.is_absolute() and folder.is_dir():
            sweep(folder)
            if not any(folder.glob(f"{PREFIX}*{PART}")):
                note.unlink()
    finally:
        os.close(handle)


def _remove_left(path: Path) -> None:
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode) or os.name != "posix":  # Windows does not remove what another process has open
        path.unlink()
        return
    if found.st_uid != os.geteuid():
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not _hold(handle, path, sure=True):
            return
        if stat.S_ISDIR(found.st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()
    finally:
        os.close(handle)


def _unguessed() -> str:
    """Return a part of a name that nobody can guess. The library for it loads OpenSSL, which a start does without."""
    return os.urandom(8).hex()


def _created(folder: Path) -> tuple[Path, IO[bytes]]:
    while True:
        part = folder / f"{PREFIX}{_unguessed()}{PART}"
        handle = os.open(part, _flags(), 0o600)
        if _hold(handle, part):
            return part, os.fdopen(handle, "wb")
        os.close(handle)  # another process took it for something left behind


def _flags() -> int:
    return os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def _hold(handle: int, path: Path, *, sure: bool = False) -> bool:
    """Take the system's lock on an open file, and return whether it is ours and still has its name.

    Where the file system has no such locks, the answer is True, or False if it has to be `sure`.
    """
    if os.name != "posix":
        return not sure
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return not sure
    now = _facts(path)
    return now is not None and os.path.samestat(now, os.fstat(handle))


# --- syncing ---


def _finish(stream: IO[bytes], place: Path) -> None:
    """Sync what was written; a file that replaces another gets that one's permissions."""
    stream.flush()
    before = _facts(place)
    if before is not None and os.name == "posix":
        os.fchmod(stream.fileno(), stat.S_IMODE(before.st_mode) & 0o777)
    os.fsync(stream.fileno())


def sync_folder(path: Path) -> None:
    """Make the system write a folder's names to the drive, if it can."""
    if os.name != "posix":  # Windows cannot open a folder to sync it
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
