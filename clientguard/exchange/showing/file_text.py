"""What a file is by its content, and its text where it has one: text, Markdown, HTML, mail, Word documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.exchange.mail import mail_headers, mime, watchdog
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.html_text import html_text
from clientguard.exchange.mail.mail_parts import Parts
from clientguard.exchange.mail.outlook import msg
from clientguard.exchange.showing.docx_text import NotReadableError, docx_text
from clientguard.texts import _, current, local

Shape = Literal["pdf", "picture", "mail", "docx", "html", "text", ""]

MOST = 500_000  # characters that are shown
MOST_LINES = 20_000
SECONDS = 10.0  # of reading; then it is given up
_HEAD = 1 << 16
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # the marks of UTF-16
_BY_SUFFIX: dict[str, Shape] = {".eml": "mail", ".docx": "docx", ".docm": "docx", ".html": "html", ".htm": "html"}
_BY_TYPE: dict[str, Shape] = {"message/rfc822": "mail", "text/html": "html", "application/xhtml+xml": "html"}


@dataclass(frozen=True, slots=True)
class FileText:
    """A file as text, what is not shown of it, and the files in it (those of a mail)."""

    text: str
    note: Said | None = None
    files: tuple[AttachmentDraft, ...] = ()


def shape(name: str, media_type: str, data: bytes) -> Shape:
    """Return what a file can be shown as, by its content before its name; "" if it cannot be shown."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    suffix = f".{name.rpartition('.')[2].lower()}"
    if msg.is_message(head, suffix):
        return "mail"
    found = _BY_SUFFIX.get(suffix) or _BY_TYPE.get(media_type)
    if head.startswith(b"PK"):
        return "docx" if found == "docx" else ""
    if found and found != "docx":
        return found
    return "text" if head.startswith(_WIDE) or _is_text(head) else ""


def _is_text(head: bytes) -> bool:
    """Return whether bytes are text: no NUL, and hardly any other control character."""
    if b"\0" in head:
        return False
    odd = sum(head.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return odd * 100 <= len(head)


def read_text(name: str, media_type: str, data: bytes) -> FileText:
    """Return a file as text; KnownError if it has none, is damaged, or takes too long to read."""
    try:
        with watchdog.limited(SECONDS):
            found = _read(shape(name, media_type, data), data)
    except watchdog.TooLongError as error:
        raise _not_shown(N_("{name} takes too long to read, perhaps by design."), name) from error
    except NotReadableError as error:
        raise _not_shown(N_("{name} is damaged, or locked by a password."), name) from error
    if found is None:
        raise _not_shown(N_("Files like {name} cannot be shown here."), name)
    return found


def _not_shown(what: str, name: str) -> KnownError:
    return KnownError(
        what,
        kept=N_("The file is in the casebook as it came."),
        todo=N_("Save a copy, or open it with another program."),
        name=name,
    )


def not_shown(name: str) -> KnownError:
    """Return why a picture or a PDF is not shown, whatever is wrong with it."""
    return _not_shown(N_("{name} is damaged, locked by a password, or too large to be shown here."), name)


def _read(found: Shape, data: bytes) -> FileText | None:
    match found:
        case "mail":
            return _mail(data)
        case "docx":
            return _cut(docx_text(data, MOST + 1), said(N_("This is its text, without layout and pictures.")))
        case "html":
            text = charsets.decode(data[: 8 * MOST], charsets.named_in_html(data))
            return _cut(html_text(text), said(N_("This is its text, without layout and pictures.")))
        case "text":
            return _cut(decoded(data[: 4 * MOST + 4]))
        case _:
            return None


def decoded(data: bytes) -> str:
    """Return the text of a plain text file, in whichever charset it is."""
    return data.decode("utf-16", "replace") if data.startswith(_WIDE) else charsets.decode(data)


def _cut(text: str, note: Said | None = None, files: tuple[AttachmentDraft, ...] = ()) -> FileText:
    """Return as much of a text as a screen takes, and say that it is not all."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    lines = text[:MOST].split("\n")
    if len(text) > MOST or len(lines) > MOST_LINES:
        text = "\n".join(lines[:MOST_LINES])
        note = said(N_("This is only its beginning: the file is too long to be shown whole."))
    return FileText(text, note, files)


def _mail(data: bytes) -> FileText | None:
    if data.startswith(msg.MAGIC):
        outlook = msg.read(data)
        if outlook.problem:
            return None
        data = outlook.message
    root = mime.parse(data)
    parts = Parts(root)
    head = "\n".join(_fields(root, parts.hint))
    note = parts.left_out[0] if parts.left_out else None
    return _cut(f"{head}\n\n{parts.body}" if head else parts.body, note, tuple(parts.attachments))


def _fields(root: mime.Part, hint: str) -> Iterator[str]:
    """Yield the fields of a mail that its reader looks for, a line each."""
    for name, label in ((b"from", _("From", "sender")), (b"to", _("To", "recipient")), (b"cc", _("Copy to"))):
        boxes = [box for value in root.all(name) for box in islice(mail_headers.mailboxes(value, hint), 100)]
        if people := ", ".join(f"{box.name} <{box.address}>" if box.name else box.address for box in boxes):
            yield f"{label}: {people}"
    if at := mail_headers.moment(root.first(b"date").decode("latin-1")):
        yield f"{_('When')}: {current().moment(local(at))}"
    if subject := mail_headers.header_text(root.first(b"subject"), hint)[:1000]:
        yield f"{_('Subject')}: {subject}"
