"""Attaching files to records, and saving copies of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clientguard import output
from clientguard.domain.changed import Changed
from clientguard.domain.records import Attachment
from clientguard.domain.wording import N_
from clientguard.exchange import files
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.journal import blobs
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write


def attach_files(book: Casebook, of: int, paths: Sequence[Path]) -> Changed:
    """Attach files to the record `of`: all of them, or none if one cannot be read."""
    drafts = read_files(paths, book)

    def work(write: Write) -> Changed:
        keep_files(write, of, drafts)
        return write.changed()

    return book.write(work)


def read_files(paths: Sequence[Path], book: Casebook | None) -> tuple[AttachmentDraft, ...]:
    """Read files to be attached; KnownError if one cannot be read, is over 64 MiB, or is the open casebook itself."""
    if book is not None:
        book.refuse_own(paths)
    return tuple(files.read_attachment(path) for path in paths)


def keep_files(write: Write, of: int, drafts: Sequence[AttachmentDraft]) -> None:
    """Attach files to the record `of` within a transaction."""
    if not drafts:
        return
    owner = lookup.any_record(write.db, of)
    for each in drafts:
        write.attach(of, owner.client_id, each.name, each.media_type, each.data)


def read_content(book: Casebook, attachment: int) -> tuple[str, bytes]:
    """Return the name and the bytes of an attachment."""
    with book.read() as db:
        found = lookup.get_record(db, Attachment, attachment)
        return found.name, blobs.get_blob(db, bytes.fromhex(found.sha256))


def save_copy(book: Casebook, attachment: int, target: Path) -> None:
    """Write a copy of an attachment to `target`, replacing what is there; KnownError if it cannot be written."""
    _, data = read_content(book, attachment)
    output.write_whole(target, data, N_("The file is still in the casebook."), book.path)


def check_out(target: Path, casebook: Path) -> None:
    """Raise KnownError if a document must not be written to `target`: see `output.check`."""
    try:
        output.check(target, casebook)
    except OSError as error:
        raise output.not_written(target, error, N_("The document itself is untouched.")) from error


def write_out(target: Path, data: bytes, casebook: Path) -> None:
    """Write a document of an open casebook to `target`, whole or not at all; KnownError if it cannot be written."""
    output.write_whole(target, data, N_("The document itself is untouched."), casebook)
