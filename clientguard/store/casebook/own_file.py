"""Giving a casebook whose file has several names (hard links) a file of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from clientguard import output
from clientguard.store.backup.verified_copy import key_of, prove_copy
from clientguard.store.casebook import moved_file
from clientguard.store.file import checks, file_lock, plain_errors, read_copy
from clientguard.store.file.keys import Key
from clientguard.store.file.place import file_id, link_count, true_path
from clientguard.store.file.syncing import SIDE_FILES, remove_temporary
from clientguard.store.journal.clock import now


def make_own(path: Path, key: Key | None = None) -> bool:
    """Put a verified copy in the place of a casebook whose file has other names; return whether it had any.

    The other names keep the file as it is: not a byte of it is written. A WAL beside it is taken into the copy.
    KnownError if the casebook is open, damaged, replaced meanwhile, or there is not enough space; then nothing is
    changed.
    """
    path = true_path(path)
    key = key_of(path, key)
    if link_count(path) < 2:
        return False
    lock = file_lock.acquire_lock(path)
    try:
        with plain_errors.reading(path):
            copy = read_copy.copied(path)
        try:
            checks.recover(copy, key)
            _replace(path, copy, key)
        finally:
            shutil.rmtree(copy.parent, ignore_errors=True)
    finally:
        file_lock.let_go(lock)
    return True


def _replace(path: Path, copy: Path, key: Key | None) -> None:
    before = file_id(path)
    fresh = path.with_name(f".{path.name}.part")
    try:
        prove_copy(copy, path, fresh, key, now)
        with plain_errors.writing(path):
            if file_id(path) != before:
                raise moved_file.while_opening(path)
            fresh.replace(path)
        try:
            for part in SIDE_FILES:  # what they hold is in the copy; played into it again, they would change nothing
                path.with_name(path.name + part).unlink(missing_ok=True)
        except OSError as error:  # it has its name by now
            raise output.not_confirmed(path, error) from error
        output.confirm(path, path.parent)
    finally:
        remove_temporary(fresh)
