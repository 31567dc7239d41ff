"""Whether a file is mail, from how it begins; and what it is instead.

Mail begins with fields, and among them are some that only mail has: who wrote to whom, when, and by which way. A name
such as `To` proves nothing (notes and settings have it too): what counts is that its value is what mail puts there.
Where the file's name already says mail, one such field is enough; otherwise mail must also say who and when.
"""

from __future__ import annotations

import re

from clientguard.domain.wording import N_, Said, said
from clientguard.exchange.mail import mail_headers, mime

HEAD = 1 << 16  # bytes of a file that are looked at
NOT_MAIL = N_("This is not a mail file.")

_OUTLOOK = N_("This is an Outlook data file. Save the messages in it as .msg or .eml files and import those.")
_OFFICE = N_("This is an Office document, not mail.")
_CALENDAR = N_("This is a calendar, not mail.")
_CONTACT = N_("This is a contact card, not mail.")
_TABLE = N_("This is a table (CSV), not mail.")
_PDF = N_("This is a PDF document, not mail.")
_DOCUMENT = N_("This is a document, not mail.")
_PICTURE = N_("This is an image, not mail.")
_SOUND = N_("This is sound or video, not mail.")
_ARCHIVE = N_("This is an archive. Unpack it, and import the mail in it.")
_PAGE = N_("This is a web page, not mail.")
_DATA = N_("This is a file of data or settings, not mail.")

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OFFICE),
    (b"!BDN", _OUTLOOK),
    (b"%PDF-", _PDF),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"{\\rtf", _DOCUMENT),
    (b"PK\x03\x04", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"RIFF", _SOUND),
    (b"SQLite format 3\x00", _DATA),
    (b"bplist", _DATA),
    (b"-----BEGIN ", _DATA),
)
_TEXTS: tuple[tuple[re.Pattern[bytes], str], ...] = (  # text by how its first line begins, in small letters
    (re.compile(rb"begin[ \t]*:[ \t]*v(?:calendar|event|todo|journal|timezone|alarm)\b"), _CALENDAR),
    (re.compile(rb"begin[ \t]*:[ \t]*(?:vcard|vnote)\b"), _CONTACT),
    (re.compile(rb"<!doctype html|<html|<head|<body"), _PAGE),
    (re.compile(rb"http/\d|(?:get|put|post|head|delete) \S+ http/|sip/\d|[a-z]+ sips?:"), _DATA),
    (re.compile(rb"<\?xml|<!doctype|<plist|[\[{]\s*[\"'\[\]{}0-9]|\[[\w .-]+\]\s*$|---\s*$|#!", re.MULTILINE), _DATA),
)
_SUFFIXES = {
    **dict.fromkeys((".ics", ".ical", ".ifb", ".vcs"), _CALENDAR),
    **dict.fromkeys((".vcf", ".vcard"), _CONTACT),
    **dict.fromkeys((".csv", ".tsv"), _TABLE),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml", ".url", ".webloc"), _PAGE),
    **dict.fromkeys((".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".pages"), _DOCUMENT),
    **dict.fromkeys((".json", ".xml", ".ini", ".yaml", ".yml", ".toml", ".plist", ".cfg", ".conf"), _DATA),
    **dict.fromkeys((".mp3", ".mp4", ".m4a", ".wav", ".mov", ".webm"), _SOUND),
    **dict.fromkeys((".webp", ".heic", ".bmp", ".svg"), _PICTURE),
}

_BRACKETED = re.compile(rb"<[^<>\s]+>")
_ROUTED = re.compile(rb"\b(?:by|from|for|with|id)\s", re.IGNORECASE)
_KIND = re.compile(
    rb"(?:text|multipart|message|application|image|audio|video|model|font)/[\w.+-]+[ \t]*(?:;|\Z)", re.IGNORECASE
)
_PARTS = re.compile(rb"multipart/(?:mixed|alternative|report|signed|digest)\b.*\bboundary\b", re.IGNORECASE | re.DOTALL)
_ENCODING = re.compile(rb"(?:[78]bit|binary|base64|quoted-printable|x-\w+)\b", re.IGNORECASE)
_VERSION = re.compile(rb"\d\.\d")
_MONTH = re.compile(rb"[A-Za-z]{3}")

_AT_ONCE = re.compile(  # how nearly all mail begins: this alone is evidence, and cheap
    rb"(?:received:[ \t]+(?:from|by)\s|return-path:[ \t]*<|(?:delivered-to|x-original-to|from):[^\n]{1,400}@"
    rb"|message-id:[ \t]*<[^<>\s]+>)",
    re.IGNORECASE,
)
_WRITERS = frozenset((b"from", b"sender", b"reply-to", b"resent-from", b"errors-to"))
_READERS = frozenset((b"to", b"cc", b"bcc", b"resent-to", b"apparently-to"))
_WAYS = frozenset((b"return-path", b"delivered-to", b"x-original-to", b"envelope-to", b"x-envelope-from"))
_NUMBERS = frozenset((b"message-id", b"references", b"in-reply-to", b"resent-message-id"))
_MADE_BY = frozenset((b"x-mailer", b"user-agent", b"x-mozilla-status", b"x-gmail-labels", b"x-priority", b"importance"))


def problem(head: bytes, suffix: str, *, named: bool) -> Said | None:
    """Return why a file that begins with `head` is not mail; None if it is.

    `head` is without byte-order mark and empty lines, and does not begin with a mailbox's "From " line. `named`: the
    file's name or place says that it is mail. `suffix` only helps to say what it is instead.
    """
    if not head.strip():
        return said(N_("The file is empty."))
    if named and _AT_ONCE.match(head):
        return None
    what = "" if mime.begins_as_mail(head) else _other_format(head)
    if not what and _is_mail(head, named=named):
        return None
    # A Word document is an OLE file, as other things of Office are, or an archive, as a ZIP file is: see its suffix.
    by_suffix = _SUFFIXES.get(suffix, "")
    if by_suffix == _DOCUMENT and what in (_OFFICE, _ARCHIVE):
        what = by_suffix
    return said(what or by_suffix or (_TABLE if _is_table(head) else NOT_MAIL))


def _other_format(head: bytes) -> str:
    """Return what begins like this and never is mail; "" if nothing known does."""
    for beginning, what in _BEGINNINGS:
        if head.startswith(beginning):
            return what
    if head[4:8] == b"ftyp":
        return _SOUND
    first = head[:400].lstrip().lower()
    return next((what for pattern, what in _TEXTS if pattern.match(first)), "")


def _is_mail(head: bytes, *, named: bool) -> bool:
    """Weigh the fields that a file begins with."""
    if b"\n" not in head[:8192] and b"\r" in head[:8192]:
        head = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if named:
        beginning = len(head) if len(head) < 800 else 400  # most mail shows it at once
        return _shows_mail(head[:beginning]) or (beginning < len(head) and _shows_mail(head))
    fields, body = mime.read_fields(head, 0, len(head))
    shown = [_evidence(name, value) for name, value in fields[:500]]
    found = {what for what in shown if what}
    if "page" in found:
        return False
    who = bool(found & {"writer", "reader"})
    return (
        (who and bool(found & {"moment", "number", "mime"}))
        or ("way" in found and len(found) >= 2)
        or ({"mime", "type"} <= found and (who or "subject" in found))
        or "parts" in found
        or ("writer" in found and shown.count("") <= 1 and _stands_apart(head, body, found))
    )


def _shows_mail(head: bytes) -> bool:
    """Whether one field at the beginning has a value that mail puts there."""
    fields, _ = mime.read_fields(head, 0, len(head))
    found = ""
    for name, value in fields[:500]:
        found = found or _evidence(name, value)
        if found == "page":
            return False
    return bool(found)


def _stands_apart(head: bytes, body: int, found: set[str]) -> bool:
    """Whether the fields look as mail programs write them, with an empty line after them: settings rarely do."""
    ended = body >= len(head) or head[:body].endswith((b"\n\n", b"\n\r\n"))
    return head[:1].isupper() and (ended or {"reader", "subject"} <= found)


def _evidence(name: bytes, value: bytes) -> str:
    """Return what a field shows if its value is what mail puts there: one of a few words; "" if it shows nothing."""
    if name == b"snapshot-content-location" or (name == b"from" and value.startswith(b"<Saved by ")):
        return "page"  # a browser's page in one file has the fields of mail, and is not a message
    if name in _WRITERS or name in _READERS:
        addressed = any(each.address for each in mail_headers.mailboxes(value[:4000]))
        return ("writer" if name in _WRITERS else "reader") if addressed else ""
    if name == b"received":
        return "way" if _ROUTED.search(value[:2000]) and b";" in value else ""
    if name in _WAYS:
        return "way" if b"@" in value or value == b"<>" else ""
    if name in (b"dkim-signature", b"arc-seal", b"authentication-results"):
        return "way" if b"=" in value else ""
    if name in _NUMBERS:
        return "number" if _BRACKETED.search(value[:2000]) else ""
    if name == b"date":
        # settings and notes have days too, but write them in digits
        spelled = _MONTH.search(value[:400]) and mail_headers.moment(value[:400].decode("latin-1"))
        return "moment" if spelled else ""
    if name == b"mime-version":
        return "mime" if _VERSION.match(value) else ""
    if name == b"content-type":
        return ("parts" if _PARTS.match(value) else "type") if _KIND.match(value) else ""
    if name == b"content-transfer-encoding":
        return "type" if _ENCODING.match(value) else ""
    if name == b"subject":
        return "subject" if value else ""
    return "program" if name in _MADE_BY and value else ""


def _is_table(head: bytes) -> bool:
    """Whether the first lines have the same number of commas, semicolons or tabs each: at least two of them."""
    lines = head[:4000].splitlines()[:4]
    if len(lines) < 2:
        return False
    return any(
        lines[0].count(mark) > 1 and all(abs(line.count(mark) - lines[0].count(mark)) <= 1 for line in lines[:3])
        for mark in (b",", b";", b"\t")
    )
