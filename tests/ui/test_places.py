"""The window and the command line keep their settings in one place, though they find it by different libraries."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientguard import app, paths


def test_the_window_and_the_command_line_find_the_same_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CLIENTGUARD_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert app.config_dir() == paths.config_dir()
    assert app.config_dir().name == "ClientGuard"


def test_a_portable_home_holds_the_settings_of_both(clientguard_home: Path) -> None:
    assert app.config_dir() == paths.config_dir() == clientguard_home / "config"
