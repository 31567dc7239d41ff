"""Apple Mail's files: `.emlx` (how many bytes, the message, a list of flags) and what `.partial.emlx` leaves elsewhere.

Of a partial message, the files are beside it: `Attachments/<message>/<part>/<name>` next to the folder `Messages`, or
`<message>.<part>.emlxpart` in it. Parts are numbered as IMAP numbers them: 2 is the second, 2.1 the first in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from clientguard.exchange.files import LARGEST
from clientguard.exchange.mail import mime
from clientguard.exchange.mail.encoding import transfer

PARTIAL = ".partial.emlx"
Beside = Callable[[str, bytes], bytes | None]  # number of a part and its transfer encoding → its bytes, if they exist

_COUNT = re.compile(rb"[ \t]*(\d{1,12})[ \t]*\r?\n(?=[!-9;-~]+[ \t]*:)")
_FLAGS = re.compile(rb"\s*(?:<\?xml|<!DOCTYPE plist|<plist|\Z)")


def begin(head: bytes) -> int:
    """Return where the message begins in a file of Apple Mail's; 0 if it is none."""
    found = _COUNT.match(head)
    return found.end() if found and mime.looks_like_message(head[found.end() : found.end() + 8192]) else 0


def message(data: bytes) -> bytes:
    """Return the message in a file for which `begin` is not 0, without the list of flags after it.

    A count that does not lead to that list is wrong: the message then ends where the list begins.
    """
    found = _COUNT.match(data)
    assert found
    start, end = found.end(), found.end() + int(found[1])
    if end <= len(data) and _FLAGS.match(data, end):
        return data[start:end]
    flags = data.rfind(b"\n<?xml ", start)
    if flags >= 0 and b"<plist" in data[flags : flags + 400]:
        return data[start : flags + 1]
    return data[start:]


def files_beside(path: Path) -> Beside | None:
    """Return what finds the files of a `.partial.emlx`; None for other files."""
    if not path.name.lower().endswith(PARTIAL):
        return None
    number = path.name[: -len(PARTIAL)]

    def beside(part: str, encoding: bytes) -> bytes | None:
        folder = path.parent.parent / "Attachments" / number / part
        files = sorted(each for each in folder.iterdir() if _is_own_file(each)) if folder.is_dir() else []
        if files:
            return _read(files[0])
        encoded = path.with_name(f"{number}.{part}.emlxpart")
        return transfer.decoded(_read(encoded), encoding) if _is_own_file(encoded) else None

    return beside


def belongs_to_a_message(path: Path) -> bool:
    """Whether a file is part of a message of Apple Mail's store, and so comes with that message."""
    if path.suffix.lower() == ".emlxpart":
        return path.with_name(path.name.partition(".")[0] + PARTIAL).exists()
    inside = path.parts
    if "Attachments" not in inside[:-2]:
        return False
    at = len(inside) - 1 - inside[::-1].index("Attachments")
    messages = Path(*inside[:at]) / "Messages"
    return any((messages / (inside[at + 1] + suffix)).exists() for suffix in (PARTIAL, ".emlx"))


def _is_own_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(2 * LARGEST)
