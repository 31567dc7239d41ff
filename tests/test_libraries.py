"""A library of the system that is missing: one sentence with its package and status 3, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6 import QtCore

from clientguard import libraries, paths

ROOT = Path(__file__).resolve().parent.parent
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux brings Qt's libraries itself")
GONE = "cannot open shared object file: No such file or directory"

# Qt's module for windows refuses to load, with the words of the system's loader.
WITHOUT = """
import sys

class Loader:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6.QtWidgets":
            raise ImportError({reason!r})

sys.meta_path.insert(0, Loader())
sys.argv = ["clientguard", *{words!r}]
from clientguard.__main__ import main

sys.exit(main())
"""


def started(home: Path, reason: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Start the program where Qt does not load for `reason`."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT.format(reason=reason, words=words)],
        cwd=ROOT,
        env={**os.environ, "CLIENTGUARD_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(autouse=True)
def all_others_load(monkeypatch):
    monkeypatch.setattr(libraries, "loads", lambda _name: True)


@LINUX
def test_a_window_without_its_library_names_the_package_in_one_sentence(tmp_path):
    ended = started(tmp_path, f"libEGL.so.1: {GONE}")
    assert ended.returncode == 3
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert "libEGL.so.1" in ended.stderr
    assert "libegl1" in ended.stderr.split("sudo apt install", 1)[1]
    assert ended.stderr.count(". ") == 0


@LINUX
def test_commands_need_none_of_these_libraries(tmp_path):
    ended = started(tmp_path, f"libEGL.so.1: {GONE}", "new", str(tmp_path / "a.casebook"), "--business", "Studio North")
    assert ended.returncode == 0, ended.stderr


def test_any_other_failed_import_stays_a_bug(tmp_path):
    ended = started(tmp_path, "cannot import name 'QApplication'")
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr


@LINUX
def test_all_that_is_missing_is_named_at_once(monkeypatch):
    lacking = ("libEGL.so.1", "libxcb-cursor.so.0")
    monkeypatch.setattr(libraries, "loads", lambda name: name not in lacking)
    said = str(libraries.refusal(f"libEGL.so.1: {GONE}"))
    assert "sudo apt install libegl1 libxcb-cursor0)" in said


def test_a_library_without_a_known_package_is_named_by_itself():
    said = str(libraries.refusal(f"libstrange.so.7: {GONE}"))
    assert "libstrange.so.7" in said
    assert "apt" not in said


# --- Qt ends the process itself when it finds no plugin for the screen, so that is asked first ---


class Plugin:
    """Stands for Qt's loader of plugins; `lacking` says which of them find no library."""

    lacking: dict[str, str] = {}  # noqa: RUF012

    def __init__(self, path: str) -> None:
        self.path = path
        self.library = self.lacking.get(Path(path).stem.removeprefix("libq"), "")

    def load(self) -> bool:
        return not self.library

    def errorString(self) -> str:  # noqa: N802 - Qt's own name
        return f"Cannot load library {self.path}: {self.library}: {GONE}"


@pytest.fixture
def plugins(monkeypatch):
    monkeypatch.setattr(QtCore, "QPluginLoader", Plugin)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":1")
    return monkeypatch


@LINUX
def test_a_screen_whose_plugin_lacks_a_library_is_refused_with_its_package(plugins):
    plugins.setattr(Plugin, "lacking", {"xcb": "libxcb-cursor.so.0"})
    said = str(libraries.refusal_of_screen())
    assert "libxcb-cursor.so.0" in said
    assert "libxcb-cursor0" in said


@LINUX
def test_one_way_to_the_screen_is_enough(plugins):
    plugins.setenv("WAYLAND_DISPLAY", "wayland-0")
    plugins.setattr(Plugin, "lacking", {"wayland": "libwayland-cursor.so.0"})
    assert libraries.refusal_of_screen() is None
    plugins.setattr(Plugin, "lacking", {"wayland": "libwayland-cursor.so.0", "xcb": "libxcb-cursor.so.0"})
    assert libraries.refusal_of_screen() is not None


@LINUX
def test_qts_own_loader_finds_the_plugin_that_draws_into_memory(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert libraries.refusal_of_screen() is None


# --- a start from a menu has no terminal: the sentence is shown on the desktop ---

TELL = "from clientguard import libraries; libraries.PATIENCE = {patience}; libraries.tell({sentence!r})"
SENTENCE = "The window cannot open: $(touch gone); <b>install</b> libegl1."
BOXES = ("zenity", "kdialog", "xmessage", "notify-send")


class Desktop:
    """A folder of programs that note with which words they were called, in place of those of a desktop."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder / "bin", folder / "log"
        self.folder.mkdir()

    def add(self, name: str, then: str = "exit 0") -> None:
        made = self.folder / name
        made.write_text(f'#!/bin/sh\nprintf "%s\\n" {name} "$@" >> "{self.log}"\n{then}\n', "utf-8")
        made.chmod(0o755)

    def start(self, *, patience: float = 20, **environment: str) -> subprocess.CompletedProcess[str]:
        """Tell of a library as a start does that has no terminal and finds these programs alone."""
        return subprocess.run(
            [sys.executable, "-c", TELL.format(patience=patience, sentence=SENTENCE)],
            cwd=ROOT,
            env={"PATH": str(self.folder), "DISPLAY": ":1", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )

    @property
    def said(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


@LINUX
@pytest.mark.parametrize("at", range(len(BOXES)))
def test_the_first_box_that_is_there_shows_the_sentence_as_it_is(desktop: Desktop, at: int):
    for name in BOXES[at:]:
        desktop.add(name)
    assert desktop.start().stderr == f"{SENTENCE}\n"
    assert [each for each in desktop.said if each in BOXES] == [BOXES[at]]
    assert any(SENTENCE in each for each in desktop.said)
    assert not (ROOT / "gone").exists()  # no shell reads it


@LINUX
def test_a_box_that_fails_at_once_is_followed_by_the_next(desktop: Desktop):
    desktop.add("zenity", "exit 1")
    desktop.add("notify-send")
    desktop.start()
    assert [each for each in desktop.said if each in BOXES] == ["zenity", "notify-send"]


@LINUX
def test_a_box_that_nobody_closes_does_not_hold_the_program_for_ever(desktop: Desktop):
    desktop.add("zenity", "exec /bin/sleep 50")
    desktop.add("kdialog")
    desktop.start(patience=0.3)
    assert [each for each in desktop.said if each in BOXES] == ["zenity"]


@LINUX
def test_without_a_desktop_or_a_box_the_sentence_is_in_the_log_alone(desktop: Desktop):
    assert desktop.start().stderr == f"{SENTENCE}\n"
    desktop.add("zenity")
    desktop.start(DISPLAY="", WAYLAND_DISPLAY="")
    assert desktop.said == []
    desktop.start(DISPLAY="", WAYLAND_DISPLAY="wayland-0")
    assert desktop.said[0] == "zenity"


@LINUX
def test_a_start_in_a_terminal_opens_no_box(desktop: Desktop):
    import pty

    desktop.add("zenity")
    ours, its = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", TELL.format(patience=20, sentence=SENTENCE)],
        cwd=ROOT, env={"PATH": str(desktop.folder), "DISPLAY": ":1"},
        stdin=its, stdout=its, stderr=its, timeout=60, check=True,
    )  # fmt: skip
    assert os.read(ours, 200).decode().strip() == SENTENCE
    assert desktop.said == []
    os.close(ours)
    os.close(its)


@LINUX
def test_the_program_of_a_desktop_does_not_load_the_libraries_of_the_bundle(desktop: Desktop):
    desktop.add("zenity", f'printf "%s\\n" "$LD_LIBRARY_PATH" >> "{desktop.log}"')
    desktop.start(LD_LIBRARY_PATH=str(desktop.folder / "bundle"), LD_LIBRARY_PATH_ORIG=str(desktop.folder))
    assert desktop.said[-1] == str(desktop.folder)


def test_the_table_is_the_one_that_is_shipped():
    table = (ROOT / "packaging" / "libraries.txt").read_text("utf-8")
    assert ("libxcb-cursor.so.0", "libxcb-cursor0") in libraries.rows(table)
    assert libraries._table() == table
    assert "packaging/libraries.txt" in (ROOT / "README.md").read_text("utf-8")
    assert not (paths.resources() / "libraries.txt").exists()  # a second one
