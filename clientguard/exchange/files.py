"""Files from outside: safe names, and the bytes of an attachment."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from clientguard.domain.words import N_
from clientguard.errors import KnownError

LARGEST = 64 << 20  # bytes of one attachment
LONGEST_NAME = 120
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)", re.IGNORECASE)
_UNSAFE = re.compile(r'[\\/:*?"<>|]')


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """A file that is to be kept: a safe name, its media type and its bytes."""

    name: str
    media_type: str
    data: bytes


def clean(text: str) -> str:
    """Return one line of text without control, bidi and unassigned characters, white space folded."""
    kept = "".join(
        " " if char in "\t\r\n" else char for char in text if char in "\t\r\n" or unicodedata.category(char)[0] != "C"
    )
    return " ".join(kept.split())


def safe_name(name: str, fallback: str = "attachment") -> str:
    """Return a file name that every system can hold and that hides nothing.

    Separators, reserved characters and device names, control and bidi characters go; at most 120 characters, the
    suffix kept.
    """
    words = _UNSAFE.sub("_", clean(name)).strip(" .")
    if _RESERVED.match(words):
        words = f"_{words}"
    if not words.strip("_ ."):
        words = fallback
    if len(words) > LONGEST_NAME:
        stem, dot, suffix = words.rpartition(".")
        if not dot or len(suffix) > 12:
            stem, dot, suffix = words, "", ""
        words = stem[: LONGEST_NAME - len(dot) - len(suffix)].rstrip(" .") + dot + suffix
    return words


def read_attachment(path: Path) -> AttachmentDraft:
    """Return a file as an attachment; KnownError when it is missing, a folder, unreadable or over 64 MiB."""
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise KnownError(
                N_("{name} is larger than 64 MB."),
                kept=N_("Nothing was attached."),
                todo=N_("Keep it beside the casebook and note where it is."),
                name=path.name,
            )
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(
            N_("{path} could not be read: {detail}."),
            kept=N_("Nothing was attached."),
            todo=N_("Check that the file is there and that you may read it."),
            path=str(path),
            detail=error.strerror or str(error),
        ) from error
    return AttachmentDraft(safe_name(path.name), mimetypes.guess_type(path.name)[0] or "application/octet-stream", data)
