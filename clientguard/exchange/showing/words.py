"""The words of a file, for the search: what it says, without what the program would say about it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Literal

from clientguard.exchange.mail import mail_headers, mime, watchdog
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.html_text import html_text
from clientguard.exchange.mail.mail_parts import Parts
from clientguard.exchange.showing.docx_text import NotReadableError, docx_text
from clientguard.exchange.showing.file_text import SECONDS, decoded, shape

Outcome = Literal["read", "no text", "damaged", "too long", "too large"]

READER = 1  # raise it when more can be read: then what could not be is tried again
MOST = 400_000  # characters that are searched: a book of 150 pages


@dataclass(frozen=True, slots=True)
class FileWords:
    """What came of reading a file, and its text."""

    outcome: Outcome
    text: str = ""


def words_of(name: str, media_type: str, data: bytes) -> FileWords:
    """Return the text of a file; whatever is in it, it has an outcome."""
    try:
        with watchdog.limited(SECONDS):
            text = _text(name, media_type, data)
    except watchdog.TooLongError:
        return FileWords("too long")
    except NotReadableError:
        return FileWords("damaged")
    except (MemoryError, RecursionError):
        return FileWords("too large")
    plain = text[:MOST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return FileWords("read", plain) if plain.strip() else FileWords("no text")


def _text(name: str, media_type: str, data: bytes) -> str:
    match shape(name, media_type, data):
        case "pdf":
            from clientguard.exchange.showing.pdf_text import pdf_text  # native, and only in the helper process

            return pdf_text(data, MOST)
        case "docx":
            return docx_text(data, MOST)
        case "html":
            return html_text(charsets.decode(data[: 8 * MOST], charsets.named_in_html(data)))
        case "mail":
            return _mail(data)
        case "text":
            return decoded(data[: 4 * MOST])
        case _:
            return ""


def _mail(data: bytes) -> str:
    root = mime.parse(data)
    parts = Parts(root)
    fields = [mail_headers.header_text(root.first(b"subject"), parts.hint)[:1000]]
    for name in (b"from", b"to", b"cc"):
        boxes = [box for value in root.all(name) for box in islice(mail_headers.mailboxes(value, parts.hint), 100)]
        fields += [f"{box.name} {box.address}" for box in boxes]
    return "\n".join([*fields, parts.words, *(each.name for each in parts.attachments)])
