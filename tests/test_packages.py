"""Packages: what a system is told of the program, the same bytes from the same commit, and nothing else removed."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from clientguard import __version__, libraries

pytestmark = [
    pytest.mark.packaging,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages are made on Linux"),
]

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
DEB = PACKAGING / "deb.sh"
EPOCH = {"SOURCE_DATE_EPOCH": "1790000000"}
debian = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not here (package dpkg)")


def load(path: Path) -> ModuleType:
    """Import a module of packaging/ by its path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*words: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command and return how it ended."""
    settings = {**os.environ, **variables}
    return subprocess.run(list(map(str, words)), env=settings, capture_output=True, text=True, check=False)


def stand_in(folder: Path, *, mode: int, time: int) -> Path:
    """Lay out a bundle with three files, as one user or another would have them."""
    for name, text in (
        ("clientguard", "#!/bin/sh\necho stand-in\n"),
        ("_internal/libpart.so.1", "needs GLIBC_2.14 and GLIBC_2.34"),
        ("_internal/data/a word.txt", "word\n"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(mode)
        os.utime(folder / name, (time, time))
    (folder / "clientguard").chmod(0o700)
    (folder / "_internal" / "libpart.so").symlink_to("libpart.so.1")
    return folder


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two packages of the same bundle, which lay in different folders with other times and rights."""
    made = []
    for number, mode in ((1, 0o600), (2, 0o755)):
        place = tmp_path_factory.mktemp("here" * number)
        bundle = stand_in(place / "bundle", mode=mode, time=1_500_000_000 + number)
        packed = run(DEB, "--bundle", bundle, "--out", place / "out", **EPOCH)
        assert packed.returncode == 0, packed.stderr
        made.append(Path(packed.stdout.strip()))
    return made


# --- the Debian package ---


@debian
def test_the_check_passes_where_all_is_there():
    if not shutil.which("objdump"):
        pytest.skip("objdump is not here (package binutils)")
    checked = run(DEB, "--check")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


@debian
def test_the_check_names_in_one_sentence_what_is_missing(tmp_path):
    for name in "sh sed git readlink dirname dpkg-deb gzip".split():
        found = shutil.which(name)
        assert found
        (tmp_path / name).symlink_to(found)
    checked = run(DEB, "--check", PATH=str(tmp_path))
    assert checked.returncode == 1
    assert checked.stderr == "The package cannot be made because this is missing: objdump (package binutils).\n"


@debian
def test_the_same_bundle_gives_the_same_package(twice):
    assert twice[0].read_bytes() == twice[1].read_bytes()
    assert twice[0].name == twice[1].name
    assert re.fullmatch(rf"clientguard_{__version__}-1_\w+\.deb", twice[0].name)


@debian
def test_the_package_asks_for_what_the_window_loads(twice):
    fields = run("dpkg-deb", "--field", twice[0]).stdout
    depends = re.search(r"^Depends: (.*)$", fields, re.MULTILINE)
    assert depends
    table = libraries.rows((PACKAGING / "libraries.txt").read_text("utf-8"))
    assert set(depends[1].split(", ")) == {package for _library, package in table} | {"libc6 (>= 2.34)"}
    assert "@" not in fields.replace("nobody@", "")
    assert f"Version: {__version__}-1\n" in fields


@debian
def test_what_the_package_lays_down_belongs_to_root_and_can_be_read_by_all(twice, tmp_path):
    packed = tmp_path / "files.tar"
    packed.write_bytes(subprocess.run(["dpkg-deb", "--fsys-tarfile", twice[0]], capture_output=True, check=True).stdout)
    with tarfile.open(packed) as archive:
        members = {member.name.removeprefix("./"): member for member in archive}
        archive.extractall(tmp_path / "root", filter="tar")
    assert {(member.uid, member.gid) for member in members.values()} == {(0, 0)}
    assert {member.mtime for member in members.values()} == {int(EPOCH["SOURCE_DATE_EPOCH"])}
    for name, member in members.items():
        runs = member.isdir() or name == "usr/lib/clientguard/clientguard"
        assert member.issym() or member.mode == (0o755 if runs else 0o644), name
    assert members["usr/bin/clientguard"].linkname == "../lib/clientguard/clientguard"
    assert {
        "usr/share/applications/clientguard.desktop",
        "usr/share/mime/packages/clientguard-mime.xml",
        "usr/share/icons/hicolor/scalable/apps/clientguard.svg",
        "usr/share/icons/hicolor/scalable/mimetypes/application-x-clientguard-casebook.svg",
        "usr/share/metainfo/org.clientguard.ClientGuard.metainfo.xml",
        "usr/share/man/man1/clientguard.1.gz",
        "usr/share/doc/clientguard/changelog.gz",
        "usr/share/doc/clientguard/changelog.Debian.gz",
    } <= members.keys()
    # What the system writes itself would be a conflict with every other package.
    assert not [name for name in members if name.endswith(("mimeinfo.cache", "mime.cache", "globs2"))]
    copyright_file = (tmp_path / "root/usr/share/doc/clientguard/copyright").read_text("utf-8")
    assert "Permission is hereby granted, free of charge" in copyright_file
    assert "@LICENCE@" not in copyright_file
    assert [line for line in copyright_file.splitlines() if not line.strip()] == [""]  # between its paragraphs


@debian
def test_a_bundle_that_is_not_there_is_named(tmp_path):
    packed = run(DEB, "--bundle", tmp_path, "--out", tmp_path, **EPOCH)
    assert packed.returncode == 1
    assert f"a bundle in {tmp_path}" in packed.stderr
    assert len(packed.stderr.splitlines()) == 1


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-validate is not installed")
def test_the_menu_entry_is_valid():
    checked = run("desktop-file-validate", PACKAGING / "linux" / "clientguard.desktop")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_the_menu_entry_keeps_to_a_standard_that_every_supported_system_knows():
    assert "\nVersion=1.4\n" in (PACKAGING / "linux" / "clientguard.desktop").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="update-mime-database is not installed")
def test_the_desktop_learns_the_type_of_a_casebook(tmp_path):
    (tmp_path / "packages").mkdir()
    shutil.copy(PACKAGING / "linux" / "clientguard-mime.xml", tmp_path / "packages")
    told = run("update-mime-database", tmp_path, PKGSYSTEM_ENABLE_FSYNC="0")
    assert told.returncode == 0, told.stderr
    assert "application/x-clientguard-casebook:*.casebook" in (tmp_path / "globs2").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_the_manual_page_prints_without_a_complaint():
    shown = run("man", "--warnings", "-l", PACKAGING / "linux" / "clientguard.1", MANROFFSEQ="", LC_ALL="C.UTF-8")
    assert shown.returncode == 0
    assert shown.stderr == ""
    assert "CLIENTGUARD_HOME" in shown.stdout


# --- the wheel ---


def test_the_same_commit_gives_the_same_wheel(tmp_path):
    digests = set()
    for folder in ("one", "another place"):
        source = tmp_path / folder
        source.mkdir()
        packed = subprocess.run(["git", "-C", ROOT, "archive", "HEAD"], capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", source], input=packed, check=True)
        for number, path in enumerate(sorted(source.rglob("*.py"))):
            os.utime(path, (1_500_000_000 + number, 1_500_000_000))
        built = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"],
            cwd=source,
            capture_output=True,
            text=True,
            check=False,
        )
        assert built.returncode == 0, built.stderr
        (wheel,) = (source / "out").glob("*.whl")
        digests.add((wheel.name, hashlib.sha256(wheel.read_bytes()).hexdigest()))
        with zipfile.ZipFile(wheel) as archive:
            assert "clientguard/resources/libraries.txt" in archive.namelist()
    assert len(digests) == 1


# --- libraries in the bundle ---


@pytest.mark.skipif(not shutil.which("gcc"), reason="gcc is not installed")
def test_a_library_forgets_the_folders_of_the_computer_that_built_it(tmp_path):
    search_paths = load(PACKAGING / "search_paths.py")
    source, library = tmp_path / "part.c", tmp_path / "libpart.so"
    source.write_text("int answer(void) { return 42; }\n", "utf-8")
    kept = {}
    for folder in ("/opt/ada/python/lib", "$ORIGIN/../lib"):
        made = run("gcc", "-shared", "-fPIC", f"-Wl,-rpath,{folder}", "-o", library, source)
        assert made.returncode == 0, made.stderr
        library.write_bytes(search_paths.without(library.read_bytes()))
        assert search_paths.absolute(library.read_bytes()) == []
        kept[folder] = run("objdump", "-p", library).stdout
    assert "RUNPATH" not in kept["/opt/ada/python/lib"]
    assert "$ORIGIN/../lib" in kept["$ORIGIN/../lib"]
    assert ctypes.CDLL(str(library)).answer() == 42


# --- Windows and Flatpak ---


def test_the_windows_installer_deletes_each_file_it_brought_and_only_empty_folders(tmp_path):
    removal = load(PACKAGING / "windows" / "installer.py").removal
    lines = removal(stand_in(tmp_path, mode=0o644, time=1_500_000_000)).splitlines()
    assert lines == [
        r'Delete "$INSTDIR\_internal\data\a word.txt"',
        r'Delete "$INSTDIR\_internal\libpart.so"',
        r'Delete "$INSTDIR\_internal\libpart.so.1"',
        r'Delete "$INSTDIR\clientguard"',
        r'RMDir "$INSTDIR\_internal\data"',
        r'RMDir "$INSTDIR\_internal"',
    ]
    script = (PACKAGING / "windows" / "clientguard.nsi").read_text("utf-8")
    assert "RMDir /r" not in script


def test_the_flatpak_reaches_documents_and_no_network():
    manifest = (PACKAGING / "flatpak" / "org.clientguard.ClientGuard.yml").read_text("utf-8")
    rights = re.findall(r"^  - (--\S+)", manifest, re.MULTILINE)
    assert "--filesystem=xdg-documents" in rights
    assert not [each for each in rights if "network" in each or "filesystem=ho" in each or "talk-name" in each]
