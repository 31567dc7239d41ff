"""A casebook that is opened for reading only: what of it is read, in place or from a copy."""

from __future__ import annotations

from pathlib import Path

from clientguard.store.casebook import new_file
from clientguard.store.file import checks, plain_errors
from clientguard.store.file.keys import Key
from clientguard.store.file.readable import Readable, is_ours, open_for_reading, private_copy
from clientguard.store.file.version import SCHEMA
from clientguard.store.verify import quick


def to_read(path: Path, key: Key | None) -> Readable:
    """Return what is read of a casebook, in today's schema; the caller closes it.

    An older casebook is migrated in a copy if its own file may not be written to. KnownError when it is damaged, older
    and not migrated yet, or cannot be read.
    """
    ours = is_ours(path)
    with plain_errors.reading(path):
        there = open_for_reading(path, key)
        try:
            version = checks.identity(there.path, key)
            if version < SCHEMA:
                if ours:
                    raise plain_errors.older(path)
                if not there.is_copy:
                    there = private_copy(path, key)
                new_file.migrate(there.path, version, key=key, keep=False)
            if there.is_copy or not ours:
                quick.sound(there.path, key)
        except BaseException:
            there.close()
            raise
    return there
