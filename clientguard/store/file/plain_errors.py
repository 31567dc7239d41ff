"""The system's and SQLite's errors, in words that a person can act on."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.domain.wording import N_, Said
from clientguard.errors import DamagedError as DamagedError
from clientguard.errors import KnownError
from clientguard.store.file import sqlite

if TYPE_CHECKING:
    pass


class InUseError(KnownError):
    """The casebook is open in another instance."""


class LockedError(KnownError):
    """The casebook has a passphrase, and no key was given, or one that does not open it."""


class NotClosedError(KnownError):
    """A casebook was closed, but could not be brought to rest in one file. What was saved is saved."""


class RewrittenError(KnownError):
    """A casebook is under its new passphrase, or has none any more, but the drive failed after that."""


class UnsureError(KnownError):
    """The drive did not say whether it took a change, and it could not be found out either."""


def locked_error(path: Path) -> LockedError:
    """Return the error for a casebook that has a passphrase."""
    return LockedError(
        N_("{name} is locked with a passphrase, or the start of the file is damaged."),
        kept=N_("It was not changed."),
        todo=N_("Enter its passphrase or its recovery code."),
        name=path.name,
    )


def older(path: Path) -> KnownError:
    """Return the error for a casebook that has to be migrated before it can be read."""
    return KnownError(
        N_("{name} was written by an older ClientGuard."),
        kept=N_("Not a byte of it was changed."),
        todo=N_("Open it in the window once to update it."),
        name=path.name,
    )


def damaged(path: Path, detail: Said | None = None) -> DamagedError:
    """Return the error for a casebook that fails its checks; `detail` says what cannot be read, if that is known."""
    return DamagedError(
        N_("{name} is damaged: {detail}.") if detail else N_("{name} is damaged."),
        kept=N_("It was not changed; nothing was repaired in place."),
        todo=N_("Keep a copy of it, and restore the newest backup."),
        name=path.name,
        detail=detail,
    )


def unread(path: Path) -> DamagedError:
    """Return the error for a casebook of which the drive cannot read a part: it may be damaged, or read next time."""
    return DamagedError(
        N_("The drive could not read a part of {name}."),
        kept=N_("It was not changed; nothing was repaired in place."),
        todo=N_("Check the drive, then try again. If it happens again, restore the newest backup."),
        name=path.name,
    )


def full(path: Path) -> KnownError:
    """Return the error for a drive without space."""
    return KnownError(
        N_("There is no space left on the drive with {name}."),
        kept=N_("Everything saved before is kept; this change was not saved."),
        todo=N_("Free up space on that drive, then save again."),
        name=path.name,
    )


def busy(path: Path) -> KnownError:
    """Return the error for a casebook that another program is using right now."""
    return KnownError(
        N_("{name} is busy: another program is using it."),
        kept=N_("Nothing was written."),
        todo=N_("Wait a moment, then try again."),
        name=path.name,
    )


@contextmanager
def reading(path: Path) -> Generator[None]:
    """Turn the system's read errors into KnownError."""
    try:
        yield
    except OSError as error:
        raise unreadable(path, error) from error
    except sqlite.Error as error:
        raise explain(error, path) or error from error
    except UnicodeDecodeError as error:  # raised by the binding for a message that quotes a damaged schema
        raise damaged(path) from error


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Turn the system's write errors into KnownError."""
    try:
        yield
    except OSError as error:
        raise KnownError(
            N_("{path} could not be written: {detail}."),
            kept=N_("What was there before is kept."),
            todo=N_("Choose a folder on this computer that you can write to and that has enough space."),
            path=str(path),
            detail=error.strerror or str(error),
        ) from error
    except sqlite.Error as error:
        raise explain(error, path) or error from error


@contextmanager
def closing(path: Path) -> Generator[None]:
    """Turn what closing meets into NotClosedError, which never says of a change that it was not saved."""
    try:
        yield
    except (OSError, sqlite.Error) as error:
        known = explain(error, path) if isinstance(error, sqlite.Error) else None
        raise not_closed(path, known, str(error)) from error


def not_closed(path: Path, reason: KnownError | None, detail: str = "") -> NotClosedError:
    """Return the error for a casebook that could not be brought to rest."""
    return NotClosedError(
        reason.what if reason else N_("{name}: {detail}."),
        kept=N_("Everything saved is kept, some of it perhaps in {name}-wal next to it."),
        todo=N_("Check the drive, then open the casebook again."),
        name=path.name,
        detail=detail,
    )


def unreadable(path: Path, error: OSError) -> KnownError:
    """Return the system's refusal to read a file as a KnownError."""
    return KnownError(
        N_("{path} could not be read: {detail}."),
        kept=N_("Nothing was changed."),
        todo=N_("Check that the file is there and that you can read it."),
        path=str(path),
        detail=error.strerror or str(error),
    )


def explain(error: sqlite.Error, path: Path, *, change: bool = False) -> KnownError | None:
    """Return a database error as a KnownError if the place or the file caused it; None if it is a bug of ours.

    `change`: it kept a change from being saved.
    """
    if isinstance(error, sqlite.UnreadableError):
        return damaged(path, error.said)
    if isinstance(error, sqlite.UnreadError):
        return unread(path)
    if "decode to UTF-8" in str(error):  # the binding's own error, which has no code
        return damaged(path)
    match sqlite.code(error):
        case sqlite.FULL:
            return full(path)
        case sqlite.IOERR:
            return KnownError(
                N_("The drive with {name} could not read or write its data."),
                kept=N_(
                    "Everything saved before is kept; this change was not saved. Nothing more is written until the"
                    " casebook is opened again."
                )
                if change
                else N_("Everything saved before is kept. Nothing more is written until the casebook is opened again."),
                todo=N_("Check the drive, then close the casebook and open it again."),
                name=path.name,
            )
        case sqlite.CORRUPT | sqlite.NOTADB | sqlite.PROTOCOL:
            return damaged(path)
        case sqlite.CANTOPEN | sqlite.READONLY:
            return KnownError(
                N_("{name} could not be opened for writing."),
                kept=N_("Nothing was changed."),
                todo=N_("Move it to a folder that you can write to."),
                name=path.name,
            )
        case sqlite.BUSY:
            return busy(path)
        case sqlite.ANY if _shows_damage(str(error)):
            return damaged(path)
        case _:
            return None


# What SQLite says, without a code of its own, of a file whose schema or header is not what was written there.
_DAMAGE = ("unsupported file format", "malformed", "text encoding", "integer overflow")
_MISSING = ("no such table: ", "no such column: ", " has no column named ")
_OWN = frozenset(
    "record journal journal_value journal_tree journal_part blob blob_part search_index search_entry setting draft"
    " anchor erasure id kind uid removed_seq".split()
)


def _shows_damage(text: str) -> bool:
    """Return whether SQLite misses what every casebook has; another name would be a mistake in a statement of ours."""
    if any(each in text for each in _DAMAGE):
        return True
    if not any(each in text for each in _MISSING):
        return False
    from clientguard.domain.records import KINDS

    name = text.rpartition(" ")[2].rpartition(".")[2]
    field = name.removesuffix("_ms").removesuffix("_offset")
    return name in _OWN or name in KINDS or any(kind.has(field) for kind in KINDS.values())
