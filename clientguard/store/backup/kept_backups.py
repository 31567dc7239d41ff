"""The backups in a folder: found, counted, and deleted."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clientguard.domain.casebook import backups as rules
from clientguard.store.backup import manifest
from clientguard.store.backup.manifest import Manifest
from clientguard.store.file import plain_errors, syncing
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal.line import Edge, Line


@dataclass(frozen=True, slots=True)
class Kept:
    """A verified backup, and where it is."""

    path: Path
    manifest: Manifest

    @property
    def facts(self) -> rules.Backup:
        """What the thinning rules need to know about it."""
        return rules.Backup(self.path.name, self.manifest.content.size, self.manifest.at, self.manifest.bytes)

    @property
    def edge(self) -> Edge:
        """The size and the root of the journal in it."""
        return self.manifest.content.size, self.manifest.content.root


def is_kept(path: Path) -> bool:
    """Return whether a file is the backup that the manifest next to it describes."""
    made = manifest.read_manifest(path)
    return made is not None and path.stat().st_size == made.bytes and manifest.file_digest(path) == made.sha256


def kept(folder: Path, casebook: str) -> list[Kept]:
    """Return the verified backups of a casebook (by its uid) in a folder; none if the folder cannot be read.

    A file without a manifest, or of another size than its manifest says, is not a verified backup.
    """
    try:
        found = [
            Kept(path, made) for path in sorted(folder.glob("*.casebook")) if (made := manifest.read_manifest(path))
        ]
        return [each for each in found if _is_of(each, casebook) and each.path.stat().st_size == each.manifest.bytes]
    except OSError:
        return []


def all_of(folder: Path, casebook: str) -> list[Kept]:
    """Return every backup of a casebook in a folder, intact or not, so that all of them can be deleted.

    KnownError if the drive cannot read everything: none may be overlooked.
    """
    with plain_errors.reading(folder):
        paths = sorted(folder.glob("*.casebook"))
        found = [Kept(path, made) for path in paths if (made := manifest.read_manifest(path, strict=True))]
    return [each for each in found if _is_of(each, casebook)]


def of_line(db: Connection, backups: Sequence[Kept], line: Line) -> tuple[list[Kept], list[Kept]]:
    """Return the backups whose journal the open casebook continues, and the others.

    The others are of a copy that went its own way, or from before a restore.
    """
    mine = line.continues(db, (each.edge for each in backups))
    return [each for each in backups if each.edge in mine], [each for each in backups if each.edge not in mine]


def _is_of(backup: Kept, casebook: str) -> bool:
    return backup.manifest.content.casebook == casebook


def beside(casebook: Path) -> list[Path]:
    """Return the files next to a casebook whose names begin with its own: copied by hand, a restore, a migration."""
    try:
        return sorted(each for each in casebook.parent.glob("*.casebook") if each.name.startswith(f"{casebook.stem} "))
    except OSError:
        return []


def remove_backup(old: Kept) -> None:
    """Delete a backup and then its manifest."""
    with plain_errors.writing(old.path):
        old.path.unlink(missing_ok=True)
        manifest.path_of(old.path).unlink(missing_ok=True)
        syncing.sync_folder(old.path.parent)


def free_bytes(folder: Path) -> int:
    """Return the free bytes on the drive of a folder."""
    with plain_errors.reading(folder):
        return shutil.disk_usage(folder).free


def sweep_folder(folder: Path, stem: str) -> None:
    """Remove what a killed backup of a casebook named `stem` left: temporary files, manifests without their file."""
    for path in folder.iterdir():
        if path.name.startswith(f".{stem} new.") and ".part" in path.name:
            path.unlink(missing_ok=True)
        elif path.suffix == ".json" and path.name.startswith(f"{stem} "):
            file = path.with_suffix(".casebook")
            if not file.exists() and manifest.read_manifest(file):
                path.unlink(missing_ok=True)
