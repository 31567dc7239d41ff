"""Where Thunderbird keeps its mail: found through its `profiles.ini`, and only ever read.

Mail of an account lies under `Mail` (POP, local folders) or `ImapMail` in the folder of a profile. Neither is locked
by Thunderbird: its lock is on the profile, and stays as it is.
"""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LINUX = (".thunderbird", "snap/thunderbird/common/.thunderbird", ".var/app/org.mozilla.Thunderbird/.thunderbird")
_FOLDERS = ("Mail", "ImapMail")


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile of Thunderbird that has mail: its name, and the folders with its mail."""

    name: str
    folders: tuple[Path, ...]


def profiles(home: Path | None = None, platform: str = sys.platform) -> list[Profile]:
    """Return the profiles with mail, those that Thunderbird starts with first; none where there is no Thunderbird."""
    found: dict[Path, Profile] = {}
    for root in _roots(home or Path.home(), platform):
        for name, folder in _listed(root):
            mail = tuple(each for each in (folder / part for part in _FOLDERS) if _has_files(each))
            if mail:
                found.setdefault(folder, Profile(name, mail))
    return list(found.values())


def mail_folders(folder: Path) -> tuple[Path, ...]:
    """Return where a folder has its mail: those of a profile of Thunderbird, else the folder itself."""
    if (folder / "prefs.js").is_file():
        return tuple(each for part in _FOLDERS if (each := folder / part).is_dir()) or (folder,)
    return (folder,)


def _roots(home: Path, platform: str) -> Iterator[Path]:
    if platform == "win32":
        yield Path(os.environ.get("APPDATA", home / "AppData" / "Roaming")) / "Thunderbird"
    elif platform == "darwin":
        yield home / "Library" / "Thunderbird"
    else:
        yield from (home / each for each in _LINUX)


def _listed(root: Path) -> list[tuple[str, Path]]:
    """Return name and folder of each profile that `profiles.ini` lists; what it does not say rightly has none."""
    ini = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        ini.read_string((root / "profiles.ini").read_text("utf-8-sig", errors="replace"))
    except (OSError, configparser.Error):
        return []
    starts = {ini[each].get("Default", "") for each in ini.sections() if each.startswith("Install")}
    found: list[tuple[bool, str, Path]] = []
    for each in ini.sections():
        path = ini[each].get("Path", "")
        if each.startswith("Profile") and path and "\0" not in path:
            folder = root / path if ini[each].get("IsRelative", "1") == "1" else Path(path)
            first = path in starts or (not starts and ini[each].get("Default") == "1")
            found.append((not first, ini[each].get("Name", "") or folder.name, folder))
    return [(name, folder) for _later, name, folder in sorted(found, key=lambda one: one[0])]


def _has_files(folder: Path) -> bool:
    """Return whether there is a mailbox in a folder, at whatever depth."""
    return any(not name.endswith((".msf", ".dat", ".html")) for _at, _below, names in os.walk(folder) for name in names)
