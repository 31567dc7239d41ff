"""A real window under a window manager, on the screen that `.ci/windows` has made."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clientguard import texts
from clientguard.settings import Settings
from clientguard.ui.app.main_window import MainWindow
from tests.ui.conftest import Person, _practice, empty, person, window  # noqa: F401 – fixtures
from tests.window.hand import Hand


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/window/" in item.path.as_posix():
            item.add_marker(pytest.mark.screen)


@pytest.fixture(autouse=True)
def real_screen() -> None:
    """Skip where windows are drawn to memory: nothing would be seen there."""
    if os.environ["QT_QPA_PLATFORM"] != "xcb":
        pytest.skip("a real screen is needed: run .ci/windows")


@pytest.fixture
def one_screen(qapp: QApplication) -> None:
    """For what does not depend on the screen: the first of those in `.ci/windows` is enough."""
    if qapp.primaryScreen().size().toTuple() != (1366, 768):
        pytest.skip("it has been seen on another screen")


@pytest.fixture
def spoken() -> Iterator[None]:
    """For what is seen whole in any language: that of this screen, as `.ci/windows` has it."""
    texts.use(os.environ.get("CLIENTGUARD_TEST_LANGUAGE", "en"))
    yield
    texts.use("en")


@pytest.fixture
def hand() -> Hand:
    """The real mouse and keyboard."""
    return Hand()


@pytest.fixture(autouse=True)
def first_start(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give the window the size that it takes at a first start."""
    first = MainWindow(Settings(tmp_path / "settings.json"))
    monkeypatch.setattr(Person, "SIZE", first.size().toTuple())
    first.deleteLater()
