"""A document on screen as it will be on paper: look, print, save a copy.

Qt shows and prints the pages; pdfium draws them as images. Qt's print support is imported when a dialog is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QAction, QImage, QKeySequence, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clientguard.errors import KnownError
from clientguard.texts import N_, _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINT = 72.0  # a PDF's unit: 72 to the inch
PRINT_DPI = 300  # what printing needs; more costs memory and shows nothing
SCREEN_DPI = 144  # what a preview needs; halved for long documents
LONG = 40  # pages
SAME = 2.0  # points by which a page may differ from a named paper


class Pages:
    """The pages of a PDF, as images. Keeps the document open until `close`."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pdfium.PdfDocument(pdf)
        self.sizes = [self._document.get_page_size(number) for number in range(len(self._document))]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, dpi: float) -> QImage:
        """Return a page, counted from 0, at a resolution."""
        page = self._document[number]
        try:
            bitmap = page.render(scale=dpi / POINT, rev_byteorder=True, prefer_bgrx=True)
            try:
                # RGB32 in memory is B, G, R, x: with the order reversed it is R, G, B, x
                image = QImage(
                    bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
                ).copy()
            finally:
                bitmap.close()
        finally:
            page.close()
        image.setDotsPerMeterX(round(dpi / 0.0254))
        image.setDotsPerMeterY(round(dpi / 0.0254))
        return image

    def close(self) -> None:
        """Let the document go."""
        self._document.close()


def layout_of(size: tuple[float, float]) -> QPageLayout:
    """Return the paper that a page of that size (in points) is meant for, without margins."""
    width, height = size
    upright = QSizeF(min(size), max(size))
    orientation = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    for each in (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter):
        paper = QPageSize(each)
        known = paper.size(QPageSize.Unit.Point)
        if abs(known.width() - upright.width()) < SAME and abs(known.height() - upright.height()) < SAME:
            return QPageLayout(paper, orientation, QMarginsF())
    return QPageLayout(QPageSize(upright, QPageSize.Unit.Point), orientation, QMarginsF())


def paint(pages: Pages, printer: QPrinter, dpi: float, first: int = 1, last: int = 0) -> None:
    """Draw pages `first` to `last` (0: the end) on a printer, each filling its paper as far as it may print.

    KnownError when the printer takes no page.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise KnownError(
            N_("The printer did not take the document."),
            kept=N_("Nothing was printed."),
            todo=N_("Look whether it is on and has paper, or save a copy and print that."),
        )
    try:
        for number in range(first - 1, last or len(pages)):
            if number > first - 1:
                printer.newPage()
            target = _placed(pages.sizes[number], printer)
            painter.drawImage(target, pages.image(number, dpi))
    finally:
        painter.end()


def _placed(size: tuple[float, float], printer: QPrinter) -> QRectF:
    """Return where a page goes, in the painter's units: at its own size, or smaller where the paper is."""
    unit = printer.resolution() / POINT
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    origin = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
    scale = min(1.0, paper.width() / (size[0] * unit), paper.height() / (size[1] * unit))
    placed = QRectF(0, 0, size[0] * unit * scale, size[1] * unit * scale)
    placed.moveCenter(QRectF(paper).center())
    return placed.translated(-origin.x() if not printer.fullPage() else 0, -origin.y() if not printer.fullPage() else 0)


class PreviewDialog(QDialog):
    """Shows a PDF page by page, prints it, and saves a copy.

    `title` names the document; `suggested_name` is what a copy is called unless the user calls it otherwise.
    """

    def __init__(self, pdf: bytes, title: str, suggested_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget

        self._pdf = pdf
        self._suggested_name = suggested_name
        self._pages = Pages(pdf)
        self._screen_dpi = SCREEN_DPI if len(self._pages) <= LONG else SCREEN_DPI / 2
        self._printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        self._printer.setFullPage(True)
        self._printer.setPageLayout(layout_of(self._pages.sizes[0]))
        self.view = QPrintPreviewWidget(self._printer, self)
        self.view.setAccessibleName(_("Pages"))
        self.view.paintRequested.connect(self._preview)
        self.view.previewChanged.connect(self._show_place)
        self.setWindowTitle(title)
        self.resize(QSize(900, 900))
        layout = QVBoxLayout(self)
        layout.addLayout(self._bar())
        layout.addWidget(self.view, 1)
        self._follow = QTimer(self, interval=200)  # scrolling changes the page without a signal
        self._follow.timeout.connect(self._show_place)
        self.finished.connect(self._close)
        self.view.setFocus()

    # --- the bar ---

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        self.previous = self._tool(_("Previous page"), "PgUp", lambda: self.go(self.view.currentPage() - 1))
        self.page = QSpinBox(minimum=1, maximum=len(self._pages))
        self.page.setAccessibleName(_("Page"))
        self.page.setKeyboardTracking(False)
        self.page.valueChanged.connect(self.go)
        self.count = QLabel(_("of {pages}", pages=len(self._pages)))
        self.next = self._tool(_("Next page"), "PgDown", lambda: self.go(self.view.currentPage() + 1))
        for each in (self.previous, self.page, self.count, self.next):
            bar.addWidget(each)
        bar.addSpacing(16)
        self.smaller = self._tool(_("Smaller"), QKeySequence.StandardKey.ZoomOut, self._smaller)
        self.larger = self._tool(_("Larger"), QKeySequence.StandardKey.ZoomIn, self._larger)
        self.fit_page = self._tool(_("Whole page"), "Ctrl+0", self.view.fitInView)
        self.fit_width = self._tool(_("Full width"), "Ctrl+1", self.view.fitToWidth)
        for each in (self.smaller, self.larger, self.fit_page, self.fit_width):
            bar.addWidget(each)
        bar.addStretch(1)
        self.save = self._button(_("Save a copy"), QKeySequence.StandardKey.Save, self.ask_where)
        self.print = self._button(_("Print"), QKeySequence.StandardKey.Print, self.ask_printer)
        self.print.setDefault(True)
        for each in (self.save, self.print):
            bar.addWidget(each)
        return bar

    def _tool(self, text: str, keys: QKeySequence.StandardKey | str, run: object) -> QToolButton:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: run())  # type: ignore[operator]
        button = QToolButton()
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        return button

    def _button(self, text: str, keys: QKeySequence.StandardKey, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setShortcut(QKeySequence(keys))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())  # type: ignore[operator]
        return button
