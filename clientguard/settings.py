"""The app's own settings, kept apart from casebooks: recent files, look, language, window. One small JSON file.

Reading it needs only the standard library; `window` holds Qt's state as it is.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from clientguard import output, paths
from clientguard.errors import KnownError

RECENT = 8
SMALLEST, LARGEST = 80, 160  # per cent of the usual text size
AUTO_LOCK = 15  # minutes without input after which a casebook with a passphrase is locked


@dataclass(slots=True)
class Settings:
    """What the app remembers between starts."""

    file: Path
    recent: list[str] = field(default_factory=list)
    look: str = "system"
    language: str = "en"
    text_size: int = 100  # per cent of the usual size
    page: str = "today"
    backups: str = ""  # the first backup folder; empty: one of the program's own
    second_backups: str = ""  # the second one, on another drive or in a synced folder; empty: none
    auto_lock: int = AUTO_LOCK  # minutes without input; 0: never locked automatically
    timers: dict[str, tuple[int, int]] = field(default_factory=dict)  # by casebook: since when (ms of UTC), client
    sources: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by casebook: what is read again
    window: str = ""  # Qt's geometry, in hex
    calendars: dict[str, str] = field(default_factory=dict)  # by casebook: the calendar file that is kept up to date
    reminds: bool = False  # whether the desktop tells what is due today
    reminded: str = ""  # the day on which it did so last
    layouts: dict[str, str] = field(default_factory=dict)  # columns and splitters by name

    @classmethod
    def load(cls, folder: Path) -> Settings:
        """Return the settings in a folder; the defaults if the file is missing or unreadable."""
        file = folder / "settings.json"
        try:
            read = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            read = None
        found: dict[str, Any] = read if isinstance(read, dict) else {}
        made = cls(file)
        for name in ("look", "language", "page", "window", "backups", "second_backups", "reminded"):
            if isinstance(found.get(name), str):
                setattr(made, name, found[name])
        size = found.get("text_size")
        if isinstance(size, int) and not isinstance(size, bool) and SMALLEST <= size <= LARGEST:
            made.text_size = size
        if isinstance(found.get("calendars"), dict):
            made.calendars = {str(uid): path for uid, path in found["calendars"].items() if isinstance(path, str)}
        made.reminds = found.get("reminds") is True
        made.timers = _timers(found.get("timers"))
        if isinstance(found.get("sources"), dict):
            made.sources = {str(uid): each for uid, each in found["sources"].items() if isinstance(each, list)}
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
        """Return the backup folders of a casebook (by its uid), each with whether to create it if it is missing.

        A folder that the user chose is never created: it may be on a drive that is not connected.
        """
        first = (Path(self.backups), False) if self.backups else (paths.data_dir() / "backups" / casebook, True)
        return [first, (Path(self.second_backups), False)] if self.second_backups else [first]

    def sources_seen(self, casebook: str) -> Any:  # noqa: ANN401
        """Return what was read of a casebook's sources, as it was kept; None if nothing was, or it is unreadable.

        It is a file of its own: of a maildir, it has a line for each message.
        """
        try:
            return json.loads(self._seen_file(casebook).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None

    def keep_sources_seen(self, casebook: str, seen: Any) -> None:  # noqa: ANN401
        """Keep what was read of a casebook's sources; if that fails, it is read again, so it is ignored."""
        with suppress(OSError, KnownError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            output.write_whole(self._seen_file(casebook), json.dumps(seen, separators=(",", ":")).encode(), "")

    def _seen_file(self, casebook: str) -> Path:
        return self.file.parent / f"sources-{casebook}.json"

    def save(self) -> None:
        """Write the settings; if that fails, only preferences are lost, so it is ignored."""
        values = asdict(self)
        values.pop("file")
        with suppress(OSError, KnownError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            output.write_whole(self.file, json.dumps(values, indent=1).encode(), "")


def _timers(found: Any) -> dict[str, tuple[int, int]]:  # noqa: ANN401
    """Return the running timers that make sense."""
    return {
        str(uid): (each[0], each[1])
        for uid, each in (found.items() if isinstance(found, dict) else ())
        if isinstance(each, list) and len(each) == 2 and all(type(part) is int and part >= 0 for part in each)
    }
