"""Places that a casebook should not be kept open in are known by the system's tables, and by what lies there."""

from __future__ import annotations

import sys
from pathlib import Path, PureWindowsPath

import pytest

from clientguard.store.file import risky_places
from clientguard.texts import current

LINUX = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:26 / /srv/nas rw,relatime shared:15 - nfs4 nas:/volume rw,vers=4.2
31 22 0:27 / /srv/my\\040share rw - cifs //server/share rw
32 22 0:28 / /srv/ssh rw,nosuid - fuse.sshfs me@host:/ rw
33 30 254:2 / /srv/nas/local rw - xfs /dev/sdb1 rw
34 22 0:30 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
35 22 0:31 / /run/user/1000/doc rw - fuse.portal portal rw
36 22 0:32 / /srv/twice rw - ext4 /dev/sdc1 rw
37 22 0:33 / /srv/twice rw - nfs nas:/twice rw
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@nas._smb._tcp.local/share on /Volumes/share (smbfs, nodev, nosuid, mounted by me)
/dev/disk4s1 on /Volumes/Stick (exfat, local, nodev)
"""


@pytest.mark.parametrize(
    ("folder", "mounts", "expected"),
    [
        ("/srv/nas/practice", LINUX, True),
        ("/srv/nas", LINUX, True),
        ("/srv/nas/local/practice", LINUX, False),
        ("/srv/nasty", LINUX, False),
        ("/srv/my share/practice", LINUX, True),
        ("/srv/ssh/x", LINUX, True),
        ("/run/user/1000/gvfs/smb-share", LINUX, True),
        ("/run/user/1000/doc/x", LINUX, False),
        ("/srv/twice", LINUX, True),
        ("/var/practice", LINUX, False),
        ("/Volumes/share/practice", MAC, True),
        ("/Volumes/Stick", MAC, False),
        ("/var/practice", "", False),
        ("/var/practice", "what no system prints\n - \n1 2 3 - nfs", False),
    ],
)
def test_a_network_share_is_known_by_the_table_of_mounts(folder, mounts, expected):
    assert risky_places.is_share(Path(folder), mounts) is expected


@pytest.mark.parametrize(
    ("folder", "drive", "expected"),
    [
        ("\\\\server\\share\\practice", 0, True),
        ("//server/share/practice", 0, True),
        ("N:\\practice", 4, True),
        ("C:\\practice", 3, False),
        ("\\\\?\\C:\\practice", 3, False),
    ],
)
def test_windows_tells_which_drives_are_mapped(folder, drive, expected, monkeypatch):
    monkeypatch.setattr(risky_places, "drive_type", lambda _root: drive)
    assert risky_places.is_share(PureWindowsPath(folder), "") is expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows its drives")
def test_other_systems_have_no_drive_letters():
    assert risky_places.drive_type("C:\\") == 0


@pytest.mark.parametrize(
    ("names", "service"),
    [
        ("Dropbox/firm", "Dropbox"),
        ("Dropbox (Studio North)", "Dropbox"),
        ("OneDrive - Studio North/firm", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/firm", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-me@example.com/My Drive", "Google Drive"),
        ("Library/CloudStorage/ProtonDrive-me", "ProtonDrive"),
        ("Google Drive", "Google Drive"),
        ("Nextcloud/firm", "Nextcloud"),
        ("documents/dropboxes", ""),
        ("documents/firm", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(tmp_path, names, service):
    assert risky_places.synced_by(tmp_path / names, {}) == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud"),
        ("._sync_0a1b2c3d4e5f.db", "Nextcloud"),
        (".tmp.driveupload", "Google Drive"),
        ("notes.txt", ""),
    ],
)
def test_a_synced_folder_is_known_by_what_its_program_leaves_above(tmp_path, mark, service):
    (tmp_path / "synced" / "firm").mkdir(parents=True)
    (tmp_path / "synced" / mark).touch()
    assert risky_places.synced_by(tmp_path / "synced" / "firm", {}) == service


def test_settings_of_dropbox_in_the_home_folder_say_nothing_about_it(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / ".dropbox").mkdir()
    assert risky_places.synced_by(tmp_path / "documents", {}) == ""


def test_windows_names_the_folder_of_onedrive(tmp_path):
    assert (
        risky_places.synced_by(tmp_path / "cloud" / "firm", {"OneDriveCommercial": str(tmp_path / "cloud")})
        == "OneDrive"
    )


def test_a_link_into_a_synced_folder_is_followed(tmp_path):
    (tmp_path / "Dropbox" / "firm").mkdir(parents=True)
    (tmp_path / "firm").symlink_to(tmp_path / "Dropbox" / "firm")
    found = risky_places.hazard(tmp_path / "firm" / "practice.casebook", mounts="", environment={})
    assert found is not None
    assert "Dropbox" in current().say(found)


def test_the_reason_and_what_to_do_are_said(tmp_path):
    table = f"1 0 0:1 / {tmp_path} rw - nfs4 nas:/ rw\n"
    found = risky_places.hazard(tmp_path / "practice.casebook", mounts=table, environment={})
    assert found is not None
    text = current().say(found)
    assert "network share" in text
    assert "only backups there" in text


def test_an_ordinary_folder_is_no_hazard(tmp_path, monkeypatch):
    monkeypatch.setattr(risky_places, "MOUNTS", tmp_path / "none")
    assert risky_places.hazard(tmp_path / "practice.casebook", environment={}) is None


def test_on_a_mac_the_system_is_asked(tmp_path, monkeypatch):
    asked: list[list[str]] = []

    def run(command: list[str], **_options: object) -> object:
        asked.append(command)
        raise FileNotFoundError

    monkeypatch.setattr(risky_places.sys, "platform", "darwin")
    monkeypatch.setattr(risky_places.subprocess, "run", run)
    assert risky_places.hazard(tmp_path / "practice.casebook", environment={}) is None
    assert asked[0] == ["/sbin/mount"]
