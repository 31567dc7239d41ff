"""Pictures: read with bounds, and shown to fit, larger or smaller."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

MOST_PIXELS = 100_000_000  # of the file; the picture is read smaller where its format can
MOST_SHOWN = 4_000  # pixels on a side
FORMATS = (b"png", b"jpeg", b"gif", b"bmp", b"webp", b"tiff")  # none that can name another file
STEP = 1.25
CLOSEST, FARTHEST = 8.0, 0.1


class NotShownError(Exception):
    """It is not a picture, or damaged, or too large."""


def read_picture(data: bytes) -> QImage:
    """Return a picture, upright; needs no screen. NotShownError if it cannot be shown."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()) not in FORMATS:
        raise NotShownError
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        raise NotShownError
    if max(size.width(), size.height()) > MOST_SHOWN:
        reader.setScaledSize(size.scaled(MOST_SHOWN, MOST_SHOWN, Qt.AspectRatioMode.KeepAspectRatio))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise NotShownError
    return image


class PictureView(QScrollArea):
    """One picture, as wide as the view allows; `closer` and `farther` zoom, the wheel scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = _Sheet()
        self._zoom = 1.0
        self._whole = False  # whether all of it fits, or only its width
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self._sheet)

    def show_image(self, image: QImage, name: str, *, whole: bool) -> None:
        """Show a picture, all of it or as wide as there is room; `name` is what it is read as."""
        self._sheet.image, self._whole = image, whole
        self.setAccessibleName(name)
        self._fit()
        self._sheet.update()
        self.verticalScrollBar().setValue(0)

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._sheet.image

    def zoom(self, factor: float) -> None:
        """Show it larger or smaller."""
        self._zoom = min(CLOSEST, max(FARTHEST, self._zoom * factor))
        self._fit()

    def closer(self) -> None:
        """Show it larger."""
        self.zoom(STEP)

    def farther(self) -> None:
        """Show it smaller."""
        self.zoom(1 / STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        image = self._sheet.image
        if image.isNull():
            return
        room, bar = self.maximumViewportSize(), self.verticalScrollBar().sizeHint().width()
        width = max(1, room.width() - bar)
        scale = width / image.width()
        if self._whole:
            scale = min(1.0, scale, room.height() / image.height())  # a small picture stays sharp
        scale *= self._zoom
        self._sheet.resize(QSize(max(1, round(image.width() * scale)), max(1, round(image.height() * scale))))


class _Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(event.rect())
        painter.drawImage(QRectF(self.rect()), self.image)
        painter.end()
