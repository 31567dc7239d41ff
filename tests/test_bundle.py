"""The bundle works where no Python is: window, import, report; and what it brings to a desktop fits together."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from clientguard import __version__
from clientguard.actions.casebook import casebooks
from clientguard.domain.records import Business

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
MAIL = "email/apache+incubator-ponymail-unit-tests/corpus/maven-dev-2017-11-listsao.mbox"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


# --- the bundle itself ---


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `pyinstaller build.spec` makes."""
    if sys.platform.startswith("linux") and not shutil.which("objdump"):
        pytest.skip("PyInstaller needs objdump (binutils)")
    place = tmp_path_factory.mktemp("bundle")
    places = [f"--distpath={place / 'dist'}", f"--workpath={place / 'work'}"]
    made = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "build.spec", "--noconfirm", "--log-level=WARN", *places],
        cwd=ROOT,
        env={**os.environ, "PYINSTALLER_CONFIG_DIR": str(place / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return place / "dist" / "clientguard"


class Bundle:
    """Runs the bundle as a stranger's computer would: no Python on the path, nothing of this environment."""

    def __init__(self, program: Path, home: Path) -> None:
        self.program = program
        self.home = home

    def __call__(self, *words: str | Path, status: int = 0) -> str:
        """Run one command and return what it said."""
        bare = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen", "TZ": "UTC"}
        done = subprocess.run(
            [str(self.program), *map(str, words)],
            cwd=self.home,
            env=bare,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout


@pytest.fixture
def run(bundle: Path, tmp_path: Path) -> Bundle:
    """The bundle's program, with a home of its own."""
    return Bundle(bundle / "clientguard", tmp_path)


@pytest.mark.packaging
def test_the_bundle_opens_the_sample(run, tmp_path):
    shot = tmp_path / "first.png"
    run("--demo", "--screenshot", shot)
    picture = QImage(str(shot))
    assert picture.width() >= 900
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
    assert len(colours) > 40, "the first screen is blank"


@pytest.mark.packaging
def test_the_bundle_imports_a_mailbox_and_writes_the_report(run, corpus, tmp_path):
    book, pdf = tmp_path / "practice.casebook", tmp_path / "report.pdf"
    run("new", book, "--business", "Zuidema Advies")
    run("add", "client", "--set", "name=Maple Harbour", "--set", "stage=active", "--casebook", book)
    taken = json.loads(run("import", corpus / MAIL, "--client", "Maple Harbour", "--casebook", book, "--json"))
    assert taken["messages"] == 317
    listed = json.loads(run("list", "message", "--json", "--casebook", book))
    assert len(listed) == 317
    run("report", "final", "--client", "Maple Harbour", "--out", pdf, "--casebook", book)
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "Valid." in run("verify", book)


@pytest.mark.packaging
def test_the_bundle_locks_and_unlocks_a_casebook(run, tmp_path):
    book, word, sheet = tmp_path / "practice.casebook", tmp_path / "word.txt", tmp_path / "sheet.pdf"
    word.write_text("a heron in the rain\n", encoding="utf-8")
    run("new", book, "--locked", "--passphrase-file", word)
    run("verify", book, status=1)
    assert "Valid." in run("verify", book, "--passphrase-file", word)
    run("recovery", book, "--out", sheet, "--passphrase-file", word)
    assert sheet.read_bytes().startswith(b"%PDF-")


@pytest.mark.packaging
def test_the_bundle_tells_its_version_and_speaks_without_a_language_set(run):
    assert __version__ in run("--version")
    assert "Make a new casebook." in run("new", "--help")
    run("no-such-command", "--casebook", "x", status=2)


@pytest.mark.packaging
def test_the_bundle_carries_the_licences_and_no_needless_weight(bundle):
    inside = bundle / "_internal"
    licences = {path.relative_to(inside / "licences").as_posix() for path in (inside / "licences").rglob("*.*")}
    assert {
        "THIRD-PARTY-NOTICES.md",
        "python/LICENSE.txt",
        "pyinstaller/COPYING.txt",
        "sarabun/OFL.txt",
        "noto/OFL.txt",
    } <= licences
    assert {"carried inside/LGPL-3.0.txt", "carried inside/SQLCipher.txt"} <= licences
    parts = [path.relative_to(inside) for path in inside.rglob("*") if path.is_file()]
    names = [path.as_posix() for path in parts if path.parts[0] != "licences"]
    needless = re.compile(
        r"Qt6?(Qml|Quick|WebEngine|3D|Sql|Designer)|tkinter|numpy|_pytest|^pip/|virtualkeyboard|gtk|readline"
    )
    assert [name for name in names if needless.search(name)] == []
    locales = {Path(name).stem for name in names if name.startswith("babel/locale-data/")}
    assert locales == {"root", "en", "th", "ms", "fy", "nl"}
    assert "clientguard/resources/locale/en_XA/LC_MESSAGES/clientguard.mo" in names
    weight = sum(path.stat().st_size for path in inside.rglob("*") if path.is_file() and not path.is_symlink())
    # 14 of them are for Argon2id (cryptography brings its own OpenSSL), 10 for similar names, calendars and cards.
    assert weight < 245e6, f"{weight / 1e6:.0f} MB"


@pytest.mark.packaging
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the desktop files are for Linux")
def test_the_bundle_installs_for_a_desktop_and_leaves_nothing_behind(bundle, tmp_path):
    prefix = tmp_path / "usr"
    install = [str(LINUX / "install.sh")]
    subprocess.run([*install, str(bundle), str(prefix)], check=True, capture_output=True)
    assert __version__ in Bundle(prefix / "bin" / "clientguard", tmp_path)("--version")
    assert (prefix / "share/applications/clientguard.desktop").is_file()
    subprocess.run([*install, "--remove", str(prefix)], check=True, capture_output=True)
    left = [path for path in prefix.rglob("*clientguard*") if path.is_file() or path.is_symlink()]
    assert left == []


# --- what a desktop learns of it ---


def test_the_menu_entry_opens_the_type_that_the_files_have():
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(LINUX / "clientguard.desktop", encoding="utf-8")
    main = entry["Desktop Entry"]
    kinds = {kind.get("type") for kind in ElementTree.parse(LINUX / "clientguard-mime.xml").iter(f"{MIME}mime-type")}
    assert kinds == {main["MimeType"].rstrip(";")} == {"application/x-clientguard-casebook"}
    assert main["Exec"] == "clientguard %f"
    for action in filter(None, main["Actions"].split(";")):
        assert entry[f"Desktop Action {action}"]["Exec"].startswith("clientguard ")


def test_a_casebook_is_known_by_its_header(tmp_path):
    path = tmp_path / "practice.casebook"
    casebooks.create_casebook(path, Business(name="Zuidema Advies", currency="EUR")).close()
    head = path.read_bytes()[:100]
    outer = next(ElementTree.parse(LINUX / "clientguard-mime.xml").iter(f"{MIME}match"))
    inner = outer[0]
    assert head.startswith(outer.attrib["value"].replace("\\0", "\0").encode())
    at = int(inner.attrib["offset"])
    assert struct.unpack(">I", head[at : at + 4])[0] == int(inner.attrib["value"], 16)


def test_the_software_centre_hears_of_this_version():
    about = ElementTree.parse(LINUX / "org.clientguard.ClientGuard.metainfo.xml").getroot()
    newest = about.find("releases/release")
    assert newest is not None
    assert newest.get("version") == __version__
    assert date.fromisoformat(newest.get("date", ""))
    assert about.findtext("launchable") == "clientguard.desktop"
    assert about.findtext("provides/mediatype") == "application/x-clientguard-casebook"


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="appstreamcli is not installed")
def test_the_metainfo_is_valid():
    checked = subprocess.run(
        ["appstreamcli", "validate", "--no-net", "--no-color", str(LINUX / "org.clientguard.ClientGuard.metainfo.xml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
