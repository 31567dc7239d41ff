"""The icons: each is drawn, in the colour and sharpness that is asked for; those in use are there, and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from clientguard import paths
from clientguard.ui.look import icons

FOLDER = paths.resources() / "icons"
NAMES = sorted(file.stem for file in FOLDER.glob("*.svg"))
SOURCES = Path(icons.__file__).parents[2]


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_and_in_one_colour(qapp, name):
    image = icons.pixmap(name, "#B3261E", 48).toImage()
    inks = [
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    ]
    assert len(inks) > 10
    assert set(inks) == {"#b3261e"}


def test_an_icon_takes_the_colour_and_the_sharpness_that_is_asked_for(qapp):
    made = icons.pixmap("users", "#B3261E", 18, 2.0)
    image = made.toImage()
    assert (image.width(), made.deviceIndependentSize().width()) == (36, 18)
    inks = {
        image.pixelColor(x, y).name() for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {QColor("#B3261E").name()}


def named_icons() -> set[str]:
    """Return every word of the sources that is quoted and might name an icon."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES.rglob("*.py"))
    return set(re.findall(r'"([a-z][a-z0-9-]*)"', text))


def test_only_icons_in_use_are_shipped():
    assert set(NAMES) - named_icons() == set()
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")


def test_every_icon_that_is_named_is_there():
    text = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES.rglob("*.py"))
    named = set(re.findall(r'(?:icon=|Icon\(|icon: str = |, icon=)"([a-z0-9-]+)"', text))
    assert len(named) > 10
    assert named <= set(NAMES)
