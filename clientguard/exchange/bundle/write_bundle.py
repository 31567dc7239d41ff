"""An evidence bundle is written: its files in their order, the journal's proofs, the manifest, and the verifier."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from clientguard import output, paths
from clientguard.domain.journal import entry_proof, tree
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.bundle import canonical
from clientguard.exchange.bundle.canonical import Archive, Data, Digest, Written
from clientguard.exchange.bundle.parts import (
    EXHIBIT,
    INDEX,
    JOURNAL,
    NAME,
    ROLES,
    VERIFIER,
    About,
    Entry,
    Journal,
    Part,
)

FORMAT = "clientguard evidence bundle"
JOURNAL_FORMAT = "clientguard bundle journal"
VERSION = 1
JOURNAL_NAME, MANIFEST, SUM = "journal.jsonl", "manifest.json", "manifest.sha256"
PROGRAM, DESCRIPTION = "verify.py", "VERIFYING.md"
LONGEST = 200  # characters of a name
DEEPEST = 8  # steps in it
LARGEST_MANIFEST, LARGEST_LINE = 32 << 20, 16 << 20  # bytes: what the verifier reads
MOST_ENTRIES = 1_000_000
_UID = re.compile(r"[0-9a-f]{32}")

Look = Callable[[int, int], None]  # bytes written, of how many


def write_bundle(
    path: Path,
    parts: Sequence[Part],
    journal: Journal,
    about: About,
    *,
    kept: str = N_("The casebook was not touched."),
    casebook: Path | None = None,
    language: str = "en",
    look: Look | None = None,
) -> Written:
    """Write a bundle to `path`, whole or not at all; return what identifies it.

    The parts come in the order of their roles: one index, papers, exhibits by number, data. Memory does not grow with
    them. `look` is called while it is written, and may raise to stop. KnownError if the bundle gets too large, a part
    is not what its `sha256` says, or the file cannot be written (as `output.whole` does); ValueError if the parts do
    not make a bundle.
    """
    canonical.size_of((part.name, part.length) for part in parts)  # before anything is read
    _check(parts)
    files: list[tuple[str, Data, Digest]] = []
    told: list[dict[str, Any]] = []
    for part in parts:
        digest = canonical.digest(part.data)
        if digest.size != part.length or part.sha256 not in ("", digest.sha256):
            raise _damaged(part.name)
        files.append((part.name, part.data, digest))
        told.append(_told(part, digest))
    lines = _Lines(journal)
    own = [(JOURNAL_NAME, JOURNAL, lines)] + [(name, VERIFIER, data) for name, data in verifier(language)]
    more = [(name, data, canonical.digest(data)) for name, _, data in own]
    for (name, role, _), (_, _, digest) in zip(own, more, strict=True):
        told.append({"name": name, "role": role, "sha256": digest.sha256, "size": digest.size})
    manifest = tree.canonical(_manifest(told, journal, about))
    if len(manifest) > LARGEST_MANIFEST:
        raise canonical.too_large(N_("The bundle would have too many files to list."))
    sums = f"{canonical.digest(manifest).sha256}  {MANIFEST}\n".encode()
    files += [more[0], *((name, data, canonical.digest(data)) for name, data in ((MANIFEST, manifest), (SUM, sums)))]
    files += more[1:]
    total = canonical.size_of((name, digest.size) for name, _, digest in files)
    with output.whole(path, kept, casebook) as stream:
        return _write(stream, files, (lambda done: look(done, total)) if look else None)


def _write(stream: IO[bytes], files: Sequence[tuple[str, Data, Digest]], look: Callable[[int], None] | None) -> Written:
    archive = Archive(stream, look)
    for name, data, digest in files:
        archive.add(name, data, digest)
    return archive.finish()


def verifier(language: str) -> list[tuple[str, bytes]]:
    """Return the files that check a bundle: the program, and its description in `language` or in English."""
    folder = paths.resources() / "verifier"
    own = folder / language / DESCRIPTION
    described = own if own.is_file() else folder / "en" / DESCRIPTION
    return [(PROGRAM, (folder / PROGRAM).read_bytes()), (DESCRIPTION, described.read_bytes())]


# --- what is said of the files ---


def _told(part: Part, digest: Digest) -> dict[str, Any]:
    made: dict[str, Any] = {"name": part.name, "role": part.role, "sha256": digest.sha256, "size": digest.size}
    if part.exhibit is not None:
        made["exhibit"] = part.exhibit
    if part.title:
        made["title"] = part.title
    if part.record:
        made["record"] = part.record
    if part.proof:
        made["proof"] = {"as": part.proof.how, "entry": part.proof.entry, "field": part.proof.field}
    return made


def _manifest(told: Sequence[dict[str, Any]], journal: Journal, about: About) -> dict[str, Any]:
    return {
        "about": {
            "client": about.client,
            "made_by": about.made_by,
            "made_on": about.made_on,
            "purpose": about.purpose,
        },
        "anchor": {"root": journal.root.hex(), "size": journal.size},
        "files": list(told),
        "format": FORMAT,
        "left_out": {name: count for name, count in about.left_out.items() if count},
        "redacted": sorted(set(about.redacted)),
        "version": VERSION,
    }


class _Lines:
    """The journal as JSON, a line for its end and then one for each entry, made again each time it is asked for."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __call__(self) -> Iterator[bytes]:
        journal = self._journal
        older = [
            {"consistency": [step.hex() for step in each.path], "root": each.root.hex(), "size": each.size}
            for each in journal.older
        ]
        anchor = {"root": journal.root.hex(), "size": journal.size}
        yield _line({"anchor": anchor, "format": JOURNAL_FORMAT, "older": older, "version": VERSION})
        for count, entry in enumerate(journal.entries):
            if count >= MOST_ENTRIES:
                raise canonical.too_large(N_("The bundle would have more than a million entries of the journal."))
            yield _line(_entry(entry))


def _line(value: dict[str, Any]) -> bytes:
    line = tree.canonical(value) + b"\n"
    if len(line) > LARGEST_LINE + 1:
        raise canonical.too_large(N_("An entry of the journal is larger than 16 MB."))
    return line


def _entry(entry: Entry) -> dict[str, Any]:
    fields = None if entry.fields is None else [entry_proof.shown(each) for each in entry.fields]
    return {"fields": fields, "header": dict(entry.header), "inclusion": [step.hex() for step in entry.path]}


# --- what is no bundle ---


def _check(parts: Sequence[Part]) -> None:
    """Raise ValueError if the verifier would refuse these parts."""
    ranks = [ROLES.index(part.role) for part in parts]
    if ranks != sorted(ranks) or ranks.count(ROLES.index(INDEX)) != 1:
        raise ValueError("one index comes first, then papers, exhibits and data")
    taken = {name.lower() for name in (JOURNAL_NAME, MANIFEST, SUM, PROGRAM, DESCRIPTION)}
    folders: set[str] = set()
    for part in parts:
        steps = part.name.split("/")
        if len(part.name) > LONGEST or len(steps) > DEEPEST or not all(NAME.fullmatch(each) for each in steps):
            raise ValueError(f"no name in a bundle: {part.name!r}")
        if part.name.lower() in taken:
            raise ValueError(f"two files are called {part.name!r}")
        taken.add(part.name.lower())
        folders.update("/".join(steps[:count]).lower() for count in range(1, len(steps)))
        if part.record and not _UID.fullmatch(part.record):
            raise ValueError(f"no uid: {part.record!r}")
    if taken & folders:
        raise ValueError(f"a file has the name of a folder: {sorted(taken & folders)}")
    last = 0
    for part in parts:
        if (part.role == EXHIBIT) != (part.exhibit is not None):
            raise ValueError("exhibits, and they alone, have a number")
        if part.exhibit is not None:
            if part.exhibit not in (last, last + 1) or part.exhibit < 1:
                raise ValueError(f"exhibit {part.exhibit} comes after {last}")
            last = part.exhibit


def _damaged(name: str) -> KnownError:
    return KnownError(
        N_("“{name}” does not match its digest: the casebook is damaged."),
        kept=N_("Nothing was written."),
        todo=N_("Run `clientguard verify`, and restore the newest backup."),
        name=name,
    )
