"""Files from outside the casebook: safe names, and the bytes of an attachment."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from clientguard.domain.wording import N_
from clientguard.errors import KnownError

LARGEST = 64 << 20  # bytes of one attachment
LONGEST_NAME = 120  # characters
LONGEST_NAME_BYTES = 240  # in UTF-8: no common file system takes more than 255
_LONGEST_SUFFIX = 16

# Control characters, changes of text direction, invisible characters: anything that makes a line look like another.
_HIDING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
_UNSAFE = re.compile(r'[\\/:*?"<>|\u2044\u2215\u29f8\uff0f\uff3c\u2024]')
_FULL_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\).*\\", re.DOTALL)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?:\.|\Z)", re.IGNORECASE)
_TYPES = mimetypes.MimeTypes()  # only Python's own table: the system's differs from computer to computer
for _suffix, _kind in {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".md": "text/markdown",
    ".msg": "application/vnd.ms-outlook",
    ".ics": "text/calendar",
    ".vcf": "text/vcard",
}.items():
    _TYPES.add_type(_kind, _suffix)


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """A file to be kept: a safe name, its media type and its bytes."""

    name: str
    media_type: str
    data: bytes


def clean(text: str) -> str:
    """Return text on one line: white space folded, without control, bidi or invisible characters."""
    return " ".join((text if text.isprintable() else _HIDING.sub("", text)).split())


def safe_name(name: str, fallback: str = "attachment") -> str:
    """Return a file name that every system accepts and that hides nothing.

    Separators and reserved characters become "_", a full Windows path is cut to its last part, a device name (`CON`,
    `nul.txt`) gets a leading "_"; control and bidi characters are removed, as are dots and spaces at either end. At
    most 120 characters and 240 bytes; the suffix is kept.
    """
    words = unicodedata.normalize("NFC", clean(_FULL_PATH.sub("", name, count=1)))
    words = _UNSAFE.sub("_", words).strip(" .")
    if _RESERVED.match(words):
        words = f"_{words}"
    if not words.strip("_ ."):
        words = fallback
    return _shortened(words)


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME and len(name.encode()) <= LONGEST_NAME_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > _LONGEST_SUFFIX:
        stem, dot, suffix = name, "", ""
    stem = stem[: LONGEST_NAME - len(dot + suffix)]
    room = LONGEST_NAME_BYTES - len((dot + suffix).encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + dot + suffix


def media_type(name: str) -> str:
    """Return the media type for a file's suffix."""
    return _TYPES.guess_type(name, strict=False)[0] or "application/octet-stream"


def suffix_for(kind: str) -> str:
    """Return the suffix for files of a media type, with its dot."""
    return _TYPES.guess_extension(kind, strict=False) or ".bin"


def read_attachment(path: Path) -> AttachmentDraft:
    """Return a file as an attachment; KnownError if it is missing, not a file, unreadable or over 64 MiB."""
    try:
        if path.exists() and not path.is_file():
            raise _not_attached(
                N_("{name} is a folder, not a file."), N_("Choose the files in it, or compress it into one file."), path
            )
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise _not_attached(
            N_("{name} was not found."), N_("It may have been moved. Choose it again."), path
        ) from error
    except PermissionError as error:
        raise _not_attached(
            N_("You do not have permission to read {name}."), N_("Copy it to a folder of your own."), path
        ) from error
    except OSError as error:
        raise _not_attached(
            N_("{name} could not be read: {detail}."),
            N_("Try again, or copy the file to this computer first."),
            path,
            detail=error.strerror or str(error),
        ) from error
    if len(data) > LARGEST:
        raise _not_attached(
            N_("{name} is larger than 64 MB."), N_("Keep it next to the casebook, and note where it is."), path
        )
    return AttachmentDraft(safe_name(path.name), media_type(path.name), data)


def _not_attached(what: str, todo: str, path: Path, **values: str) -> KnownError:
    return KnownError(what, kept=N_("Nothing was attached."), todo=todo, name=path.name or str(path), **values)
