"""Lucide's icons, drawn by Qt's painter and tinted: no SVG module is needed before the first window."""

from __future__ import annotations

import re
from functools import cache
from math import acos, atan2, ceil, cos, hypot, pi, sin, sqrt, tan

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap

from clientguard import paths

_TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
_SHAPE = re.compile(r"<(\w+)\s([^>]*?)/?>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_FLAGS = re.compile(r"[01]")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


@cache
def outline(name: str) -> QPainterPath:
    """Return the strokes of an icon, in a square of 24. A shape outside the subset that Lucide uses is a ValueError."""
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    path = QPainterPath()
    # Our own files, one flat list of shapes: an XML parser would be the slowest import before the first window.
    for tag, attributes in _SHAPE.findall(source.partition(">")[2]):
        _add(path, tag, dict(_ATTRIBUTE.findall(attributes)))
    return path


def _add(path: QPainterPath, tag: str, attributes: dict[str, str]) -> None:
    def number(name: str) -> float:
        return float(attributes.get(name, 0))

    if tag == "path":
        _Pen(path).draw(attributes["d"])
    elif tag in ("circle", "ellipse"):
        rx, ry = number("rx") or number("r"), number("ry") or number("r")
        path.addEllipse(QPointF(number("cx"), number("cy")), rx, ry)
    elif tag == "line":
        path.moveTo(number("x1"), number("y1"))
        path.lineTo(number("x2"), number("y2"))
    elif tag == "rect":
        radius = number("rx") or number("ry")
        path.addRoundedRect(
            QRectF(number("x"), number("y"), number("width"), number("height")), radius, number("ry") or radius
        )
    elif tag in ("polyline", "polygon"):
        points = [float(part) for part in re.findall(r"[-+.\d]+", attributes["points"])]
        path.moveTo(points[0], points[1])
        for at in range(2, len(points), 2):
            path.lineTo(points[at], points[at + 1])
        if tag == "polygon":
            path.closeSubpath()
    else:
        raise ValueError(f"no shape of an icon: {tag}")


class _Pen:
    """Follows SVG path data into a QPainterPath."""

    def __init__(self, path: QPainterPath) -> None:
        self._path = path
        self._at = QPointF()
        self._control: QPointF | None = None

    def draw(self, data: str) -> None:
        for command, values in _commands(data):
            self._step(command, values)

    def _step(self, command: str, values: list[float]) -> None:
        upper = command.upper()
        base = QPointF() if command.isupper() else self._at
        points = [QPointF(values[at], values[at + 1]) + base for at in range(0, len(values) - 1, 2)]
        control = None
        if upper == "M":
            self._path.moveTo(points[0])
        elif upper == "L":
            self._path.lineTo(points[0])
        elif upper == "H":
            points = [QPointF(values[0] + base.x(), self._at.y())]
            self._path.lineTo(points[0])
        elif upper == "V":
            points = [QPointF(self._at.x(), values[0] + base.y())]
            self._path.lineTo(points[0])
        elif upper == "C":
            self._path.cubicTo(*points)
            control = points[1]
        elif upper == "S":
            first = self._at * 2 - self._control if self._control else self._at
            self._path.cubicTo(first, *points)
            control = points[0]
        elif upper == "Q":
            self._path.quadTo(*points)
            control = points[0]
        elif upper == "T":
            control = self._at * 2 - self._control if self._control else self._at
            self._path.quadTo(control, points[0])
        elif upper == "A":
            points = [QPointF(values[5], values[6]) + base]
            self._arc(values, points[0])
        elif upper == "Z":
            self._path.closeSubpath()
            points = [self._path.currentPosition()]
        self._at = points[-1]
        self._control = control

    def _arc(self, values: list[float], end: QPointF) -> None:
        """Draw an elliptical arc as cubic curves (the SVG specification's end-point conversion)."""
        rx, ry, turn, large, sweep = abs(values[0]), abs(values[1]), values[2] * pi / 180, values[3], values[4]
        start = self._at
        if not rx or not ry or start == end:
            self._path.lineTo(end)
            return
        dx, dy = (start.x() - end.x()) / 2, (start.y() - end.y()) / 2
        x, y = cos(turn) * dx + sin(turn) * dy, cos(turn) * dy - sin(turn) * dx
        scale = sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
        rx, ry = rx * scale, ry * scale
        factor = sqrt(
            max(0.0, (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2) / max(1e-12, (rx * y) ** 2 + (ry * x) ** 2)
        )
        factor = factor if bool(large) != bool(sweep) else -factor
        cx, cy = factor * rx * y / ry, -factor * ry * x / rx
        centre = QPointF(
            cos(turn) * cx - sin(turn) * cy + (start.x() + end.x()) / 2,
            sin(turn) * cx + cos(turn) * cy + (start.y() + end.y()) / 2,
        )
        first = atan2((y - cy) / ry, (x - cx) / rx)
        angle = _between(((x - cx) / rx, (y - cy) / ry), ((-x - cx) / rx, (-y - cy) / ry))
        if not sweep and angle > 0:
            angle -= 2 * pi
        elif sweep and angle < 0:
            angle += 2 * pi
        self._curves(centre, rx, ry, turn, first, angle)

    def _curves(self, centre: QPointF, rx: float, ry: float, turn: float, first: float, angle: float) -> None:
        pieces = max(1, ceil(abs(angle) / (pi / 2)))
        step = angle / pieces
        reach = 4 / 3 * tan(step / 4)

        def point(x: float, y: float) -> QPointF:
            return centre + QPointF(cos(turn) * x * rx - sin(turn) * y * ry, sin(turn) * x * rx + cos(turn) * y * ry)

        for number in range(pieces):
            a, b = first + number * step, first + (number + 1) * step
            self._path.cubicTo(
                point(cos(a) - reach * sin(a), sin(a) + reach * cos(a)),
                point(cos(b) + reach * sin(b), sin(b) - reach * cos(b)),
                point(cos(b), sin(b)),
            )


def _between(u: tuple[float, float], v: tuple[float, float]) -> float:
    length = hypot(*u) * hypot(*v)
    angle = acos(max(-1.0, min(1.0, (u[0] * v[0] + u[1] * v[1]) / length)))
    return angle if u[0] * v[1] - u[1] * v[0] >= 0 else -angle


def _commands(data: str) -> list[tuple[str, list[float]]]:
    found: list[tuple[str, list[float]]] = []
    at = 0
    command: str = ""
    values: list[float] = []
    while at < len(data):
        arc_flag = command.upper() == "A" and len(values) in (3, 4)
        match = (_FLAGS if arc_flag else _TOKEN).match(data, at)
        if not match:
            if data[at] not in " ,\t\r\n":
                raise ValueError(f"no path data: {data[at:]!r}")
            at += 1
            continue
        at = match.end()
        if not arc_flag and match[1]:
            command, values = match[1], []
        else:
            values.append(float(match[0]))
        if command and len(values) == _COUNTS[command.upper()]:
            found.append((command, values))
            values = []
            command = {"M": "L", "m": "l", "Z": "", "z": ""}.get(command, command)
    return found


@cache
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon in a colour, `size` points wide, for a screen of that pixel ratio."""
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size * ratio / 24, size * ratio / 24)
    pen = QPen(QColor(colour), 1.9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(outline(name))
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
