"""Copies that other programs open: in a folder of this run that only the user can read, and removed with it.

A copy can only be read, so that nobody types into a file that is removed later. What a killed run left is removed by
the next one.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from clientguard import output
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import safe_name

# What programs show. Anything else could be a program itself, which the system would start.
SHOWN = frozenset(
    ".pdf .png .jpg .jpeg .gif .bmp .webp .tif .tiff .heic .txt .md .csv .tsv .log .eml .msg .ics .vcf .rtf .docx .xlsx"
    " .pptx .odt .ods .odp .pages .numbers .key .zip .mp3 .m4a .wav .ogg .mp4 .mov .webm".split()
)


class OpenedCopies:
    """Makes copies under `place`, and removes them with `remove`."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._let_go: Callable[[], None] | None = None
        self._count = 0
        _sweep(place)

    def put(self, name: str, data: bytes) -> Path:
        """Write a copy to be opened, and return where it is; KnownError if its type could be a program's."""
        name = safe_name(name)
        if Path(name).suffix.lower() not in SHOWN:
            raise KnownError(
                N_("{name} was not opened: the system might run a file of this type as a program."),
                kept=N_("The file is in the casebook as it came."),
                todo=N_("Save a copy if you know what it is."),
                name=name,
            )
        with self._lock:
            try:
                folder = self._own_folder()
                self._count += 1
                inner = folder / str(self._count)
                inner.mkdir(mode=0o700)
            except OSError as error:
                raise output.not_written(self._place, error, N_("The file is still in the casebook.")) from error
            path = inner / name
            output.write_whole(path, data, N_("The file is still in the casebook."))
            path.chmod(0o400)
            return path

    def _own_folder(self) -> Path:
        if self._folder is None:
            self._place.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._folder, self._let_go = output.folder_in(self._place)
        return self._folder

    def remove(self) -> None:
        """Remove the copies; one that a program holds open on Windows goes with the next run."""
        with self._lock:
            folder, let_go = self._folder, self._let_go
            self._folder = self._let_go = None
        if folder is None:
            return
        _empty(folder)
        if let_go:
            let_go()


def _sweep(place: Path) -> None:
    """Remove what a run that was killed left behind."""
    output.sweep(place)
    if os.name != "posix":  # no lock says whether a run still has a folder; what a program has open stays
        for folder in place.glob(f"{output.PREFIX}*{output.PART}"):
            _empty(folder)


def _empty(folder: Path) -> None:
    if os.name != "posix":  # a file that can only be read cannot be removed there
        for path in folder.rglob("*"):
            with suppress(OSError):
                path.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
