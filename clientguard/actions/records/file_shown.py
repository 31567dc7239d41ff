"""A file of the casebook to be looked at: its bytes, what it is, and its text."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.actions.records.attachments import read_content
from clientguard.domain.records import Attachment
from clientguard.exchange.files import media_type
from clientguard.exchange.showing import file_text
from clientguard.exchange.showing.file_text import FileText as FileText
from clientguard.exchange.showing.file_text import Shape
from clientguard.exchange.showing.file_text import not_shown as not_shown
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup

TEXTS = frozenset(("mail", "docx", "html", "text", ""))


@dataclass(frozen=True, slots=True)
class FileToShow:
    """A file: its name, what it is, its bytes, and whose it is: the title of its record, and its client's name."""

    name: str
    shape: Shape
    data: bytes
    media_type: str = ""
    owner: str = ""
    client: str = ""


def file_to_show(name: str, kind: str, data: bytes) -> FileToShow:
    """Return a file that lies within another one, such as an attachment of a mail that is a file itself."""
    return FileToShow(name, file_text.shape(name, kind, data), data, kind)


def read_file(book: Casebook, record: int) -> FileToShow:
    """Return an attachment, or a message's original, with whose it is; KnownError as `attachments.read_content`."""
    name, data = read_content(book, record)
    with book.read() as db:
        found = lookup.any_record(db, record)
        of = found.of if isinstance(found, Attachment) else record
        names = lookup.titles(db, [each for each in (of, found.client_id) if each])
    kind = found.media_type if isinstance(found, Attachment) else "message/rfc822"
    shape = file_text.shape(name, kind or media_type(name), data)
    client = names.get(found.client_id or 0, "")
    owner = names.get(of or 0, "") if of != found.client_id else ""
    return FileToShow(name, shape, data, kind, owner, client)


def text_of(file: FileToShow) -> FileText:
    """Return a file's text; KnownError if it cannot be shown. It takes at most some seconds, whatever is in it."""
    return file_text.read_text(file.name, file.media_type, file.data)
