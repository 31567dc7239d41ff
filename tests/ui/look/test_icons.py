"""The icons: each is drawn as the SVG module would draw it, in the colour and sharpness that is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtSvg import QSvgRenderer

from clientguard import paths
from clientguard.ui.look import icons
from clientguard.ui.look.icons import _Pen

FOLDER = paths.resources() / "icons"
NAMES = sorted(file.stem for file in FOLDER.glob("*.svg"))
SIDE = 96
SOURCES = Path(icons.__file__).parents[2]


def canvas() -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_Alpha8)
    image.fill(0)
    return image


def ours(path: QPainterPath) -> bytes:
    image = canvas()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SIDE / 24, SIDE / 24)
    painter.setPen(
        QPen(Qt.GlobalColor.black, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPath(path)
    painter.end()
    return bytes(image.constBits())


def theirs(svg: bytes) -> bytes:
    image = canvas()
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    return bytes(image.constBits())


def difference(one: bytes, other: bytes) -> float:
    """Return the part of the pixels that are not alike."""
    return sum(abs(a - b) > 64 for a, b in zip(one, other, strict=True)) / len(one)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_as_the_svg_module_draws_it(qapp, name):
    mine = ours(icons.outline(name))
    assert sum(mine) > 0
    assert difference(mine, theirs((FOLDER / f"{name}.svg").read_bytes())) < 0.002


@pytest.mark.parametrize(
    "data",
    [
        "M4 4L20 4l0 16",
        "M4 4H20V20h-16v-8z",
        "M4 12C4 4 12 4 12 12S20 20 20 12",
        "m4 12c0-8 8-8 8 0s8 8 8 0",
        "M4 12Q8 4 12 12T20 12",
        "m4 12q4-8 8 0t8 0",
        "M4 12A8 8 0 0 1 20 12",
        "M4 12a8 4 30 1 0 16 0",
        "M4 12a8 8 0 1116 0",  # flags without a space between them
        "M12 2a1 1 0 0 1 .5-.5l1.5e1.5",
        "M4 4 20 4 20 20",  # lines after a move, unnamed
        "M4 12A2 2 0 0 1 20 12",  # too small a radius is made to reach
    ],
)
def test_path_data_means_what_it_means_to_the_svg_module(qapp, data):
    path = QPainterPath()
    _Pen(path).draw(data)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="black" stroke-width="2"'
        f' stroke-linecap="round" stroke-linejoin="round"><path d="{data}"/></svg>'
    )
    assert difference(ours(path), theirs(svg.encode())) < 0.001


@pytest.mark.parametrize("data", ["M4 4 K 8 8", "M4 4 L ?"])
def test_what_is_no_path_data_is_refused(qapp, data):
    with pytest.raises(ValueError, match="no path data"):
        _Pen(QPainterPath()).draw(data)


def test_a_shape_outside_the_subset_is_refused(qapp):
    with pytest.raises(ValueError, match="text"):
        icons._add(QPainterPath(), "text", {})


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("circle", {"cx": "12", "cy": "12", "r": "8"}),
        ("ellipse", {"cx": "12", "cy": "12", "rx": "8", "ry": "4"}),
        ("line", {"x1": "4", "y1": "4", "x2": "20", "y2": "20"}),
        ("rect", {"x": "4", "y": "6", "width": "16", "height": "12", "rx": "2"}),
        ("polyline", {"points": "4 4 12 20 20 4"}),
        ("polygon", {"points": "4,4 12,20 20,4"}),
    ],
)
def test_every_shape_is_drawn_as_the_svg_module_draws_it(qapp, tag, attributes):
    path = QPainterPath()
    icons._add(path, tag, attributes)
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="black" stroke-width="2"'
        f' stroke-linecap="round" stroke-linejoin="round"><{tag} {written}/></svg>'
    )
    assert difference(ours(path), theirs(svg.encode())) < 0.001


def test_an_icon_takes_the_colour_and_the_sharpness_that_is_asked_for(qapp):
    made = icons.pixmap("users", "#B3261E", 18, 2.0)
    image = made.toImage()
    assert (image.width(), made.deviceIndependentSize().width()) == (36, 18)
    inks = {
        image.pixelColor(x, y).name() for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {QColor("#B3261E").name()}


def test_a_path_starts_where_it_says(qapp):
    path = QPainterPath()
    _Pen(path).draw("m3 4h5")
    assert QPointF(path.elementAt(0)) == QPointF(3, 4)
    assert path.currentPosition() == QPointF(8, 4)


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
