"""Lucide's icons, tinted and drawn by Qt's SVG module, which is loaded with the first icon."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from clientguard import paths

STROKE = "1.9"  # of 24: a little finer than Lucide's own 2


@cache
def _svg(name: str) -> QByteArray:
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QByteArray(text.replace('stroke-width="2"', f'stroke-width="{STROKE}"').encode())


@cache
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon in a colour, `size` points wide, for a screen of that pixel ratio."""
    from PySide6.QtSvg import QSvgRenderer  # nothing before the first window draws an icon

    pixels = round(size * ratio)
    image = QPixmap(pixels, pixels)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(_svg(name)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor(colour))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, colour: str, size: int = 18) -> QIcon:
    """Return an icon for a button, sharp on ordinary and on fine screens."""
    fine = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    made = QIcon(pixmap(name, colour, size))
    if fine > 1:
        made.addPixmap(pixmap(name, colour, size, fine))
    return made
