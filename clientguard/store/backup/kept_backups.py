"""The backups that lie in a folder: found, counted, and deleted."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from clientguard.domain.casebook import backups as rules
from clientguard.store.backup import manifest
from clientguard.store.backup.manifest import Manifest
from clientguard.store.file import plain_errors, syncing


@dataclass(frozen=True, slots=True)
class Kept:
    """A verified backup that lies in a place."""

    path: Path
    manifest: Manifest

    @property
    def facts(self) -> rules.Backup:
        """What the rules of thinning need of it."""
        return rules.Backup(self.path.name, self.manifest.content.size, self.manifest.at, self.manifest.bytes)


def is_kept(path: Path) -> bool:
    """Return whether a file is the backup that the manifest beside it tells of."""
    made = manifest.read_manifest(path)
    return made is not None and path.stat().st_size == made.bytes and manifest.file_digest(path) == made.sha256


def kept(folder: Path, casebook: str) -> list[Kept]:
    """Return the verified backups of a casebook (by its uid) in a folder; none when it cannot be read.

    A file without its manifest, or of another size than that tells, is no verified backup.
    """
    try:
        found = [
            Kept(path, made) for path in sorted(folder.glob("*.casebook")) if (made := manifest.read_manifest(path))
        ]
        return [each for each in found if _is_of(each, casebook) and each.path.stat().st_size == each.manifest.bytes]
    except OSError:
        return []


def all_of(folder: Path, casebook: str) -> list[Kept]:
    """Return whatever lies in a folder as a backup of a casebook, whole or not, for making an end of it.

    KnownError when the drive does not give all of it: none may be overlooked.
    """
    with plain_errors.reading(folder):
        paths = sorted(folder.glob("*.casebook"))
        found = [Kept(path, made) for path in paths if (made := manifest.read_manifest(path, strict=True))]
    return [each for each in found if _is_of(each, casebook)]


def _is_of(backup: Kept, casebook: str) -> bool:
    return backup.manifest.content.casebook == casebook


def beside(casebook: Path) -> list[Path]:
    """Return the files beside a casebook that bear its name and more: made by hand, before a restore, a migration."""
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
    """Return the free bytes of the drive that a folder lies on."""
    with plain_errors.reading(folder):
        return shutil.disk_usage(folder).free


def sweep_folder(folder: Path, stem: str) -> None:
    """Remove what a killed backup of a casebook of that name left: temporary files, manifests without their file."""
    for path in folder.iterdir():
        if path.name.startswith(f".{stem} new.") and ".part" in path.name:
            path.unlink(missing_ok=True)
        elif path.suffix == ".json" and path.name.startswith(f"{stem} "):
            file = path.with_suffix(".casebook")
            if not file.exists() and manifest.read_manifest(file):
                path.unlink(missing_ok=True)
