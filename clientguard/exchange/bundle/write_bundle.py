"""An evidence bundle is written: its files in their order, the journal's proofs, the manifest, and the verifier."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from clientguard import output, paths
from clientguard.domain.journal import tree
from clientguard.domain.wording import N_
from clientguard.exchange.bundle import canonical
from clientguard.exchange.bundle.canonical import Archive, Data, Digest, Written
from clientguard.exchange.bundle.journal_lines import Lines, damaged
from clientguard.exchange.bundle.parts import (
    EXHIBIT,
    INDEX,
    JOURNAL,
    NAME,
    ROLES,
    VERIFIER,
    About,
    Journal,
    Part,
)

FORMAT = "clientguard evidence bundle"
VERSION = 1
JOURNAL_NAME, MANIFEST, SUM = "journal.jsonl", "manifest.json", "manifest.sha256"
PROGRAM, DESCRIPTION = "verify.py", "VERIFYING.md"
LONGEST = 200  # characters of a name
DEEPEST = 8  # steps in it
LARGEST_MANIFEST = 32 << 20  # bytes: what the verifier reads
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
    them. `look` is called while parts are read and written, and may raise to stop. KnownError if the bundle gets too
    large, if a part is not what its `sha256` or the journal says, if an entry cannot be proved, or if the file cannot
    be written (as `output.whole` does); ValueError if the parts do not make a bundle.
    """
    canonical.size_of((part.name, part.length) for part in parts)  # before anything is read
    _check(parts)
    files: list[tuple[str, Data, Digest]] = []
    told: list[dict[str, Any]] = []
    pause = (lambda: look(0, 1)) if look else None
    for part in parts:
        digest = canonical.digest(part.data, pause)
        if digest.size != part.length or part.sha256 not in ("", digest.sha256):
            raise damaged(part.name)
        files.append((part.name, part.data, digest))
        told.append(_told(part, digest))
    lines = Lines(journal, told)
    own = verifier(language)
    files.append((JOURNAL_NAME, lines, canonical.digest(lines.proved, pause)))
    told.append(_own(JOURNAL_NAME, JOURNAL, files[-1][2]))
    told += [_own(name, VERIFIER, canonical.digest(data)) for name, data in own]
    manifest = tree.canonical(_manifest(told, journal, about))
    if len(manifest) > LARGEST_MANIFEST:
        raise canonical.too_large(N_("The bundle would have too many files to list."))
    sums = f"{canonical.digest(manifest).sha256}  {MANIFEST}\n".encode()
    files += [(name, data, canonical.digest(data)) for name, data in ((MANIFEST, manifest), (SUM, sums), *own)]
    total = canonical.size_of((name, digest.size) for name, _, digest in files)
    with output.whole(path, kept, casebook) as stream:
        archive = Archive(stream, (lambda done: look(done, total)) if look else None)
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


def _own(name: str, role: str, digest: Digest) -> dict[str, Any]:
    return {"name": name, "role": role, "sha256": digest.sha256, "size": digest.size}


def _told(part: Part, digest: Digest) -> dict[str, Any]:
    made = _own(part.name, part.role, digest)
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
