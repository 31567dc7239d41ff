"""Reading the texts of attached files, so that the search finds what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clientguard.errors import Cancelled
from clientguard.exchange.showing.file_text import shape
from clientguard.exchange.showing.helper import Helper
from clientguard.exchange.showing.words import READER, FileWords
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import UnreadableError
from clientguard.store.journal import blobs
from clientguard.store.records import file_words
from clientguard.store.records.file_words import Unread
from clientguard.store.records.write_path import Write

AT_ONCE = 20  # files whose words are written in one transaction
ENOUGH = 2_000_000  # characters that are written earlier: a form that is saved meanwhile does not wait long
_LAST = (1 << 62) + 1

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class FilesRead:
    """How many files were read, and how many of them have a text that is found now."""

    files: int = 0
    found: int = 0


def _never() -> bool:
    return False


def _silent(_done: int) -> None:
    return


def index_files(book: Casebook, cancelled: Callable[[], bool] = _never, progress: Progress = _silent) -> FilesRead:
    """Read the attached files that were not read yet, newest first, and have the search find their words.

    Each file is read in a helper process, outside of any transaction; one that cannot be read is not tried again until
    the program reads more. What was read before a cancel is kept. `progress` is told how many were read. Raises
    Cancelled, and KnownError if no helper can be started or the casebook cannot be written.
    """
    below, files, found = _LAST, 0, 0
    with Helper(cancelled) as helper:
        while batch := _unread(book, below):
            below = batch[-1].record
            read: dict[bytes, FileWords] = {}
            try:
                for each in batch:
                    if each.digest not in read:
                        read[each.digest] = _read(book, helper, each)
                        progress(files + len(read))
                    if sum(len(known.text) for known in read.values()) > ENOUGH:
                        below = each.record
                        break
            finally:
                _keep(book, read)
            files += len(read)
            found += sum(bool(each.text) for each in read.values())
            if cancelled():
                raise Cancelled
    return FilesRead(files, found)


def _unread(book: Casebook, below: int) -> list[Unread]:
    with book.read() as db:
        return file_words.unread(db, str(READER), below, AT_ONCE)


def _read(book: Casebook, helper: Helper, file: Unread) -> FileWords:
    try:
        with book.read() as db:
            data = blobs.get_blob(db, file.digest)
    except (KeyError, UnreadableError):  # what is damaged in the casebook is said by its check
        return FileWords("damaged")
    if shape(file.name, file.media_type, data) in ("", "picture"):
        return FileWords("no text")
    return helper.read(file.name, file.media_type, data)


def _keep(book: Casebook, read: dict[bytes, FileWords]) -> None:
    def work(write: Write) -> None:
        for digest, words in read.items():
            for record in file_words.keep(write.db, digest, words.outcome, str(READER), words.text):
                write.reindex(record)

    if read:
        book.write(work)
