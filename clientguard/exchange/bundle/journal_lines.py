"""The journal of a bundle as lines of JSON, and the proof, before it is written, that a verifier will accept them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clientguard.domain.journal import entry_proof, tree
from clientguard.domain.journal.entry_proof import Opened
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.bundle import canonical
from clientguard.exchange.bundle.parts import BY_DIGEST, Entry, Journal

FORMAT = "clientguard bundle journal"
VERSION = 1
LARGEST_LINE = 16 << 20  # bytes without the line's end: what the verifier reads
MOST_ENTRIES = 1_000_000

File = Mapping[str, Any]  # as the manifest lists it


class Lines:
    """A line for the journal's end and then one for each entry, made again each time they are gone through."""

    def __init__(self, journal: Journal, files: Sequence[File]) -> None:
        """`files` are those of the manifest, some of which the journal vouches for."""
        self._journal = journal
        self._older = [each for _, each in sorted({each.size: each for each in journal.older}.items())]
        self._wanted: dict[tuple[int, str], list[File]] = {}
        for each in files:
            if "proof" in each:
                self._wanted.setdefault((each["proof"]["entry"], each["proof"]["field"]), []).append(each)

    def __call__(self) -> Iterator[bytes]:
        """Yield the lines."""
        yield _line(self._head())
        for count, entry in enumerate(self._journal.entries):
            if count >= MOST_ENTRIES:
                raise canonical.too_large(N_("The bundle would have more than a million entries of the journal."))
            yield _line(_entry(entry))

    def proved(self) -> Iterator[bytes]:
        """Yield the lines, each after it was checked.

        KnownError if an entry or an older anchor cannot be proved, or a file is not what its field says; ValueError if
        entries are not in order, or do not open a field that a file names.
        """
        end = self._journal
        for each in self._older:
            if not tree.consistent(each.size, end.size, each.path, each.root, end.root):
                raise _unproved(each.size)
        yield _line(self._head())
        wanted = dict(self._wanted)
        last = 0
        for entry in end.entries:
            seq = entry.header["seq"]
            if seq <= last:
                raise ValueError(f"entry {seq} comes after {last}")
            last = seq
            proof = entry_proof.document(entry.header, entry.fields, (end.size, end.root), entry.path, None)
            if not entry_proof.check_document(proof).valid:
                raise _unproved(seq)
            for field in entry.fields or ():
                if isinstance(field, Opened):
                    for file in wanted.pop((seq, field.name), ()):
                        _check_file(file, field.value, entry.header["uid"])
            yield _line(_entry(entry))
        if wanted:
            raise ValueError(f"no open field vouches for the files of {sorted(wanted)}")

    def _head(self) -> dict[str, Any]:
        end = self._journal
        older = [
            {"consistency": [step.hex() for step in each.path], "root": each.root.hex(), "size": each.size}
            for each in self._older
        ]
        anchor = {"root": end.root.hex(), "size": end.size}
        return {"anchor": anchor, "format": FORMAT, "older": older, "version": VERSION}


def _line(value: dict[str, Any]) -> bytes:
    line = tree.canonical(value)
    if len(line) > LARGEST_LINE:
        raise canonical.too_large(N_("An entry of the journal is larger than 16 MB."))
    return line + b"\n"


def _entry(entry: Entry) -> dict[str, Any]:
    fields = None if entry.fields is None else [entry_proof.shown(each) for each in entry.fields]
    return {"fields": fields, "header": dict(entry.header), "inclusion": [step.hex() for step in entry.path]}


def _check_file(file: File, value: Any, uid: str) -> None:  # noqa: ANN401 - JSON
    """Raise an error unless a field says of a file what the manifest does."""
    if file.get("record", uid) != uid:
        raise ValueError(f"{file['name']} is another record's")
    if file["proof"]["as"] == BY_DIGEST:
        same = value == file["sha256"]
    elif isinstance(value, str):
        same = hashlib.sha256(value.encode()).hexdigest() == file["sha256"]
    else:
        same = value == {"sha256": file["sha256"], "size": file["size"]}
    if not same:
        raise damaged(file["name"])


def _unproved(seq: int) -> KnownError:
    return KnownError(
        N_("Entry {seq} cannot be proved: the journal is damaged."),
        kept=N_("Nothing was written."),
        todo=N_("Run `clientguard verify`, and restore the newest backup."),
        seq=seq,
    )


def damaged(name: str) -> KnownError:
    """Return what to say of a file whose bytes are not those that are on record."""
    return KnownError(
        N_("“{name}” does not match its digest: the casebook is damaged."),
        kept=N_("Nothing was written."),
        todo=N_("Run `clientguard verify`, and restore the newest backup."),
        name=name,
    )
