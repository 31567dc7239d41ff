"""PDFs drawn by pdfium, one caller at a time, and with bounds: a page that a stranger made can be huge or endless.

pdfium is built without JavaScript here, and loads nothing that a document names.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PySide6.QtGui import QImage

POINT = 72.0  # a PDF's unit: 72 to the inch
ON_SCREEN = 4_000_000  # pixels of one page: A4 at 200 to the inch. pdfium asks for the time only every 100 strokes
ON_PAPER = 35_000_000  # A4 at 600
SECONDS = 5.0  # for one page; then what there is of it is shown

ONE_AT_A_TIME = threading.RLock()  # pdfium has one state for the whole program


class NotShownError(Exception):
    """It is not a PDF, or damaged, or locked by a password, or without a page."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as an image, and whether all of it is there."""

    image: QImage
    is_whole: bool


class PdfFile:
    """A PDF that stays open until `close`; NotShownError if it cannot be opened."""

    def __init__(self, data: bytes) -> None:
        with ONE_AT_A_TIME:
            try:
                self._document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                raise NotShownError from error
            self.count = len(self._document)
            if not self.count:
                self._document.close()
                raise NotShownError

    def size(self, number: int) -> tuple[float, float]:
        """Return the size in points of a page, counted from 1."""
        with ONE_AT_A_TIME:
            return self._document.get_page_size(number - 1)

    def draw(self, number: int, dpi: float, most: int = ON_SCREEN, seconds: float = SECONDS) -> Drawn:
        """Return a page, counted from 1, at a resolution, or a lower one where it has more pixels than `most`."""
        with ONE_AT_A_TIME:
            try:
                page = self._document[number - 1]
            except pypdfium2.PdfiumError as error:
                raise NotShownError from error
            try:
                return _drawn(page, dpi, most, seconds)
            finally:
                page.close()

    def close(self) -> None:
        """Let the document go; closing it twice does nothing."""
        with ONE_AT_A_TIME:
            self._document.close()

    def __del__(self) -> None:
        if hasattr(self, "_document"):  # else it was never opened
            self.close()  # never while another caller draws, as its own end would be


def _drawn(page: pypdfium2.PdfPage, dpi: float, most: int, seconds: float) -> Drawn:
    width, height = (max(1.0, each) for each in page.get_size())
    scale = min(dpi / POINT, (most / (width * height)) ** 0.5)
    # A page may be a thousand times as long as it is wide; pdfium rounds up.
    across, down = max(1, min(-int(-width * scale // 1), 32_000)), max(1, min(-int(-height * scale // 1), 32_000))
    bitmap = pypdfium2.PdfBitmap.new_native(across, down, pdfium.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, across, down)
        is_whole = _render(bitmap, page, across, down, time.monotonic() + seconds)
        image = QImage(bitmap.buffer, across, down, bitmap.stride, QImage.Format.Format_RGB32).copy()
    finally:
        bitmap.close()
    return Drawn(image, is_whole)


def _render(bitmap: pypdfium2.PdfBitmap, page: pypdfium2.PdfPage, across: int, down: int, end: float) -> bool:
    """Draw a page until it is whole or the time is up; return whether it is whole."""
    pause = pdfium.IFSDK_PAUSE(version=1)
    # It must be held as long as pdfium draws, or it would be freed under it.
    asked: Callable[..., int] = type(pause.NeedToPauseNow)(lambda _pause: int(time.monotonic() > end))
    pause.NeedToPauseNow = asked
    state = pdfium.FPDF_RenderPageBitmap_Start(
        bitmap, page, 0, 0, across, down, 0, pdfium.FPDF_ANNOT, ctypes.byref(pause)
    )
    while state == pdfium.FPDF_RENDER_TOBECONTINUED and time.monotonic() <= end:
        state = pdfium.FPDF_RenderPage_Continue(page, ctypes.byref(pause))
    pdfium.FPDF_RenderPage_Close(page)
    return state == pdfium.FPDF_RENDER_DONE
