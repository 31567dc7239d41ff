"""Places where an open casebook is at risk: network shares, and folders that a program copies elsewhere.

SQLite's locks are not reliable on a share, and a sync program copies the file and its WAL at different moments.
Backups may be kept in both.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath, PureWindowsPath

from clientguard.domain.wording import N_, Said, said

MOUNTS = Path("/proc/self/mountinfo")
_SHARES = re.compile(
    r"(fuse\.)?(nfs4?|cifs|smb3|smbfs|smb|afs|afpfs|ncpfs|ceph|glusterfs|lustre|beegfs|davfs2?|webdav|sshfs|rclone|s3fs"
    r"|gcsfuse|curlftpfs|gvfsd-fuse|kio-fuse|google-drive-ocamlfuse|onedriver|vboxsf|vmhgfs(-fuse)?|prl_fs)"
)
_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW

# Folders that reveal a sync program: their names, and the files it leaves in the topmost one.
_NAMES = (
    (re.compile(r"dropbox( \(.+\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"onedrive( ?[-–] .+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs", re.IGNORECASE), "iCloud"),
    (re.compile(r"google ?drive|googledrive-.+|my drive", re.IGNORECASE), "Google Drive"),
    (re.compile(r"nextcloud[0-9]?", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud[0-9]?", re.IGNORECASE), "ownCloud"),
    (re.compile(r"megasync|mega", re.IGNORECASE), "MEGA"),
    (re.compile(r"box sync", re.IGNORECASE), "Box"),
    (re.compile(r"pcloud ?drive|pcloudsync", re.IGNORECASE), "pCloud"),
)
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".megaignore": "MEGA",
    ".seafile-data": "Seafile",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}
_DATABASES = re.compile(r"\._?sync_[0-9a-f]+\.db")  # Nextcloud's and ownCloud's own


def hazard(path: Path, *, mounts: str | None = None, environment: Mapping[str, str] = os.environ) -> Said | None:
    """Return why a casebook should not be kept open at `path`; None if there is no reason.

    `mounts` is the system's table of mounts (`/proc/self/mountinfo`, or what `mount` prints on macOS); it is read if
    not given. If something cannot be found out, that is not a reason.
    """
    place = path.absolute().parent  # as given; the path with its links resolved is checked as well
    places = list(dict.fromkeys([place, _resolved(place)]))
    if any(is_share(each, _mounts() if mounts is None else mounts) for each in places):
        return said(
            N_(
                "{folder} is on a network share, where a lost connection can damage an open casebook. Keep the"
                " casebook on this computer, and only backups there."
            ),
            folder=str(place),
        )
    for each in places:
        service = synced_by(each, environment)
        if service:
            return said(
                N_(
                    "{service} copies {folder} elsewhere while you work. That can damage an open casebook, or leave"
                    " you with two versions of it. Keep the casebook in another folder, and only backups there."
                ),
                folder=str(place),
                service=service,
            )
    return None


def is_share(folder: PurePath, mounts: str) -> bool:
    """Return whether a folder lies on another computer's drive."""
    text = str(folder)
    if text.startswith(("\\\\", "//")) and not text.startswith("\\\\?\\"):  # a UNC path, not a long local one
        return True
    if isinstance(folder, PureWindowsPath):
        return bool(folder.drive) and drive_type(f"{folder.drive}\\") == _REMOTE
    longest, kind = "", ""
    for point, found in _mounted(mounts):
        inside = text == point or text.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(longest):  # the last mount at a place hides the others
            longest, kind = point, found
    return _SHARES.fullmatch(kind) is not None


def drive_type(root: str) -> int:
    """Return Windows' type of a drive; 0 on other systems, and if it is unknown."""
    windows = getattr(ctypes, "windll", None)
    return int(windows.kernel32.GetDriveTypeW(root)) if windows else 0


def synced_by(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return the program that syncs a folder, judging by the names and contents of the folders above it; or ""."""
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        root = environment.get(name)
        if root and folder.is_relative_to(root):
            return "OneDrive"
    for each in (folder, *folder.parents):
        for pattern, service in _NAMES:
            if pattern.fullmatch(each.name):
                return service
        if each.parent.name == "CloudStorage" and each.parent.parent.name == "Library":  # macOS: `Dropbox-Personal`
            return each.name.partition("-")[0]
        service = _marked(each)
        if service:
            return service
    return ""


def _marked(folder: Path) -> str:
    home = _home()
    try:
        names = {each.name for each in os.scandir(folder)}
    except OSError:
        return ""
    if folder == home:
        names -= {".dropbox"}  # Dropbox keeps its settings there, whichever folder it syncs
    marks = sorted(service for name, service in _MARKS.items() if name in names)
    if not marks and any(_DATABASES.fullmatch(name) for name in names):
        return "Nextcloud"
    return marks[0] if marks else ""


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder


def _mounts() -> str:
    try:
        if sys.platform == "darwin":
            return subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
        return MOUNTS.read_text("utf-8", "replace") if sys.platform.startswith("linux") else ""
    except (OSError, subprocess.SubprocessError):
        return ""


def _mounted(table: str) -> list[tuple[str, str]]:
    """Return each mount point with the type of its file system."""
    found: list[tuple[str, str]] = []
    for line in table.splitlines():
        before, dash, after = line.partition(" - ")
        parts = before.split(" ")
        if dash and len(parts) > 4:
            found.append((_unescaped(parts[4]), after.split(" ")[0]))
        elif match := re.fullmatch(r".+? on (/.*) \((\w+)[,)].*", line):
            found.append((match[1], match[2]))
    return found


def _unescaped(text: str) -> str:
    # mountinfo writes a blank as \040.
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), text)
