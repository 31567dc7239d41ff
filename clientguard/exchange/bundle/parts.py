"""What a bundle is made of: files with their roles, what the journal says of them, and whom it is for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clientguard.domain.journal.entry_proof import Older, Opened
from clientguard.exchange.bundle.canonical import Data

INDEX, PAPER, EXHIBIT, DATA, JOURNAL, VERIFIER = "index", "paper", "exhibit", "data", "journal", "verifier"
ROLES = (INDEX, PAPER, EXHIBIT, DATA)  # of the files that a caller gives, in the order in which they lie
BY_DIGEST, AS_TEXT = "digest", "text"  # the field holds the SHA-256 of the file; the file is the field's text
LONGEST = 100  # characters of one step of a name
NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9 ._()-]*[A-Za-z0-9_()-])?")  # one step of a name in the bundle
_SUFFIX = re.compile("[A-Za-z0-9]{1,8}")
_OTHER = re.compile("[^A-Za-z0-9 ._()-]+")


@dataclass(frozen=True, slots=True)
class Proof:
    """Where the journal vouches for a file: an entry's number, and its field whose value is the file's digest or text.

    The field has to be opened in `Journal.entries`.
    """

    entry: int
    field: str
    how: str = BY_DIGEST


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle. Bytes that come in pieces are read twice, and say their `size` before.

    An exhibit has a number, counted from 1 without gaps; several files may share one. `record` is the record's uid.
    """

    name: str
    role: str
    data: Data
    size: int | None = None
    sha256: str = ""
    exhibit: int | None = None
    title: str = ""
    record: str = ""
    proof: Proof | None = None

    @property
    def length(self) -> int:
        """The number of its bytes; ValueError if it was not said."""
        if self.size is not None:
            return self.size
        if isinstance(self.data, bytes):
            return len(self.data)
        raise ValueError(f"the size of {self.name} is not known")


@dataclass(frozen=True, slots=True)
class Entry:
    """One disclosed entry of the journal: as in `entry_proof.document`, without the tree."""

    header: Mapping[str, Any]
    fields: Sequence[Opened | bytes] | None
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal's end, earlier anchors with their paths, and the disclosed entries by rising number.

    `entries` is gone through twice, so an iterator is not enough.
    """

    size: int
    root: bytes
    entries: Iterable[Entry]
    older: Sequence[Older] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What the bundle says of itself: dates as ISO text, names of redacted fields, and how much was left out of what.

    `left_out` counts by what it is, in the user's or the client's words: `{"records": 2, "persons": 1}`.
    """

    client: str
    made_on: str
    made_by: str = ""
    purpose: str = ""
    redacted: Sequence[str] = ()
    left_out: Mapping[str, int] = field(default_factory=dict[str, int])


def file_name(name: str) -> str:
    """Return one step of a name in the bundle, in plain ASCII: every system can extract it, and nothing hides in it.

    Whatever cannot be written becomes "_"; the manifest has the full title. Put a number before it to make it unique.
    """
    stem, dot, suffix = name.rpartition(".")
    if not _SUFFIX.fullmatch(suffix):
        stem, dot, suffix = name, "", ""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = _OTHER.sub("_", plain).strip(" .-_") or "file"
    if not NAME.match(plain):
        plain = f"_{plain}"
    return plain[: LONGEST - len(dot + suffix)].rstrip(" .") + dot + suffix
