"""A casebook whose place cannot be written: what of it is read, in place or from a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

from clientguard.store.casebook import new_file
from clientguard.store.file import checks, plain_errors, read_copy
from clientguard.store.file.keys import Key
from clientguard.store.file.version import SCHEMA
from clientguard.store.verify import quick


def copy_to_read(path: Path, key: Key | None) -> Path | None:
    """Return the copy that is read instead of a casebook, in today's schema; None where it can be read in place.

    Nothing is written beside the casebook. KnownError when it is damaged or cannot be read.
    """
    copy: Path | None = None
    try:
        with plain_errors.reading(path):
            if not read_copy.readable_in_place(path, key) or checks.identity(path, key) < SCHEMA:
                copy = read_copy.copied(path)
                checks.recover(copy, key)
                version = checks.identity(copy, key)
                if version < SCHEMA:
                    new_file.migrate(copy, version, key=key, keep=False)
            quick.sound(copy or path, key)
    except BaseException:
        if copy:
            shutil.rmtree(copy.parent, ignore_errors=True)
        raise
    return copy
