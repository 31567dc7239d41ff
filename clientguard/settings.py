"""The app's own settings, beside no casebook: recent files, look, language, window. One small JSON file.

Reading needs the standard library alone; `window` and `layouts` are what Qt gave us to keep.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from clientguard import paths

RECENT = 8
AUTO_LOCK = 15  # minutes without input after which a casebook with a passphrase is locked


@dataclass(slots=True)
class Settings:
    """What is remembered between two starts."""

    file: Path
    recent: list[str] = field(default_factory=list)
    look: str = "system"
    language: str = "en"
    page: str = "today"
    backups: str = ""  # the first folder for backups; empty: one of the program's own
    second_backups: str = ""  # the second one, on another drive or in a synced folder; empty: none
    auto_lock: int = AUTO_LOCK  # minutes without input; 0: a casebook is locked when that is asked for, never by itself
    window: str = ""  # Qt's geometry, in hex
    layouts: dict[str, str] = field(default_factory=dict)  # columns and splitters by name, Qt's state in hex

    @classmethod
    def load(cls, folder: Path) -> Settings:
        """Return the settings in a folder; a missing or unreadable file gives those of a first start."""
        file = folder / "settings.json"
        try:
            read = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            read = None
        found: dict[str, Any] = read if isinstance(read, dict) else {}
        made = cls(file)
        for name in ("look", "language", "page", "window", "backups", "second_backups"):
            if isinstance(found.get(name), str):
                setattr(made, name, found[name])
        minutes = found.get("auto_lock")
        if isinstance(minutes, int) and not isinstance(minutes, bool) and minutes >= 0:
            made.auto_lock = minutes
        if isinstance(found.get("layouts"), dict):
            made.layouts = {str(name): text for name, text in found["layouts"].items() if isinstance(text, str)}
        if isinstance(found.get("recent"), list):
            made.recent = [each for each in found["recent"] if isinstance(each, str)][:RECENT]
        return made

    def remember(self, casebook: Path) -> None:
        """Put a casebook first among the recent ones."""
        name = str(casebook.resolve())
        self.recent = [name, *(each for each in self.recent if each != name)][:RECENT]

    def backup_folders(self, casebook: str) -> list[tuple[Path, bool]]:
        """Return the folders for backups of a casebook (by its uid), each with whether it is made when it is missing.

        A folder that the user chose may lie on a drive that is away: it is never made.
        """
        first = (Path(self.backups), False) if self.backups else (paths.data_dir() / "backups" / casebook, True)
        return [first, (Path(self.second_backups), False)] if self.second_backups else [first]

    def save(self) -> None:
        """Write the settings; a place that cannot be written loses no more than a preference, and is left alone."""
        values = asdict(self)
        values.pop("file")
        part = self.file.with_suffix(".part")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(values, indent=1), encoding="utf-8")
            part.replace(self.file)
        except OSError:
            with suppress(OSError):  # it may never have been begun
                part.unlink()
