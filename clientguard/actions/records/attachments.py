"""Attaching files to records, and saving copies of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from clientguard import output
from clientguard.domain.changed import Changed
from clientguard.domain.records import Attachment, Message, Record
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange import files
from clientguard.exchange.files import AttachmentDraft, safe_name
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection, UnreadableError
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


def keep_files(write: Write, of: int, drafts: Sequence[AttachmentDraft]) -> list[Attachment]:
    """Attach files to the record `of` within a transaction, and return what they are kept as."""
    if not drafts:
        return []
    owner = lookup.any_record(write.db, of)
    return [write.attach(of, owner.client_id, each.name, each.media_type, each.data) for each in drafts]


def read_content(book: Casebook, record: int) -> tuple[str, bytes]:
    """Return the name and the bytes of an attachment, or of a message's original.

    KnownError if the record has no file of its own, or if its bytes are missing or damaged.
    """
    with book.read() as db:
        found = lookup.any_record(db, record)
        name, digest = _file_of(found)
        if not digest:
            raise _no_file(found)
        try:
            data = blobs.get_blob(db, bytes.fromhex(digest))
        except (KeyError, UnreadableError) as error:
            raise _damaged(name) from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise _damaged(name)
        return original_name(found, data) if isinstance(found, Message) else name, data


def original_name(message: Message, data: bytes = b"") -> str:
    """Return a file name for a message's original, by what its bytes are: Outlook's messages stay Outlook's."""
    from clientguard.exchange.mail.outlook import msg  # late: a window opens sooner without

    suffix = msg.suffix(data)
    return safe_name(f"{message.subject[:80]}{suffix}", f"{message.id}{suffix}")


def named_original(db: Connection, message: int) -> tuple[Message, str]:
    """Return a message, and a name for the file of its original; KnownError if the record is no message."""
    found = lookup.get_record(db, Message, message)
    try:
        data = blobs.get_blob(db, bytes.fromhex(found.original)) if found.original else b""
    except (KeyError, UnreadableError):
        data = b""  # saving it says that it is missing
    return found, original_name(found, data)


def _file_of(record: Record) -> tuple[str, str]:
    """Return the name and the digest of a record's own file; no digest if it has none."""
    if isinstance(record, Attachment):
        return record.name, record.sha256
    if isinstance(record, Message):
        return original_name(record), record.original
    return "", ""


def _no_file(record: Record) -> KnownError:
    if isinstance(record, Message):
        return KnownError(
            N_("The original of this message is not in the casebook."),
            kept=N_("Nothing was written."),
            todo=N_("If you still have the mailbox, import it again: messages on record then get their original."),
        )
    return KnownError(
        N_("Number {id} is not a file and not a message."),
        kept=N_("Nothing was written."),
        todo=N_("Name an attachment, or a message for its original. `clientguard list attachment` shows the numbers."),
        id=str(record.id),
    )


def _damaged(name: str) -> KnownError:
    return KnownError(
        N_("{name} is missing or damaged in the casebook."),
        kept=N_("Nothing was written."),
        todo=N_("Check the casebook, and restore the newest backup."),
        name=name,
    )


def save_copy(book: Casebook, record: int, target: Path) -> None:
    """Write a copy of an attachment, or a message's original, to `target`, replacing what is there.

    KnownError as in `read_content`, and if it cannot be written.
    """
    _, data = read_content(book, record)
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
