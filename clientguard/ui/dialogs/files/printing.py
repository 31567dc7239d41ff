"""A document put on paper: its pages as images, where they go on the paper, and the printing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from clientguard.errors import Cancelled, KnownError
from clientguard.texts import N_
from clientguard.ui.dialogs.files.pdf import ON_PAPER, POINT, NotShownError, PdfFile
from clientguard.ui.session.job_slot import JobSlot, beside
from clientguard.ui.session.jobs import Job

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300  # all that print shows: HighResolution asks for 1,200, and for a gigabyte
SAME = 2.0  # points by which a page may differ from a named paper


class Pages:
    """The pages of a PDF, as images; the document stays open until `close`."""

    def __init__(self, pdf: bytes) -> None:
        self._file = PdfFile(pdf)
        self.sizes = [self._file.size(number) for number in range(1, self._file.count + 1)]

    def __len__(self) -> int:
        return len(self.sizes)

    def images(self, dpi: float, job: Job) -> list[QImage]:
        """Return all pages, for a job; an empty image stands for a page that is damaged."""
        found: list[QImage] = []
        for number in range(1, len(self) + 1):
            found.append(self.drawn(number, dpi, job))
        return found

    def drawn(self, number: int, dpi: float, job: Job) -> QImage:
        """Return a page, for a job; an empty image stands for one that is damaged."""
        if job.is_cancelled():
            raise Cancelled
        try:
            return self.image(number, dpi)
        except NotShownError:
            return QImage()

    def image(self, number: int, dpi: float) -> QImage:
        """Return a page, counted from 1, at a resolution."""
        return self._file.draw(number, dpi, ON_PAPER).image

    def close(self) -> None:
        """Let the document go."""
        self._file.close()


def paper_of(size: tuple[float, float]) -> QPageLayout:
    """Return the paper that a page of that size (in points) is made for, without margins."""
    upright = QSizeF(min(size), max(size))
    landscape = size[0] > size[1]
    turn = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    for each in (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter):
        named = QPageSize(each).size(QPageSize.Unit.Point)
        if abs(named.width() - upright.width()) < SAME and abs(named.height() - upright.height()) < SAME:
            return QPageLayout(QPageSize(each), turn, QMarginsF())
    return QPageLayout(QPageSize(upright, QPageSize.Unit.Point), turn, QMarginsF())


def placed(size: tuple[float, float], printer: QPrinter) -> QRectF:
    """Return where a page goes on a printer's paper, in its pixels: at its own size, or smaller where it must."""
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    pixels = printer.resolution() / POINT
    # A paper may be a pixel smaller than its page when both are rounded; that is no reason to scale.
    fit = min((paper.width() + 2) / (size[0] * pixels), (paper.height() + 2) / (size[1] * pixels), 1.0)
    target = QRectF(0, 0, size[0] * pixels * fit, size[1] * pixels * fit)
    target.moveCenter(paper.center())
    return target


def wanted(printer: QPrinter, count: int, shown: int) -> list[int]:
    """Return the pages to print, in order, as the print dialog was answered; `shown` is the one on screen."""
    chosen = printer.printRange()
    if chosen == printer.PrintRange.CurrentPage:
        numbers = [shown]
    else:
        some = printer.pageRanges() if chosen == printer.PrintRange.PageRange else None
        numbers = [number for number in range(1, count + 1) if some is None or some.contains(number)]
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _copy in range(copies)]


class Printing(QObject):
    """Prints one page after another, each drawn in a job, so that the window stays alive and it can be cancelled."""

    progress = Signal(int, int)
    ended = Signal(bool)  # whether all was printed
    failed = Signal(object)

    def __init__(self, pages: Pages, printer: QPrinter, numbers: Sequence[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        self._numbers = list(numbers)
        self._done = 0
        self._painter = QPainter()
        self._slot = JobSlot(beside(parent or self))  # what is drawn may be given up, and end after this is gone

    def start(self) -> None:
        """Begin; `failed` tells that the printer took nothing."""
        self._printer.setFullPage(True)
        if not self._numbers or not self._painter.begin(self._printer):
            self.failed.emit(
                KnownError(
                    N_("The printer did not accept the document."),
                    kept=N_("Nothing was printed."),
                    todo=N_("Check that it is on and has paper, or save a copy and print that."),
                )
            )
            return
        self._draw()

    def _draw(self) -> None:
        pages, number = self._pages, self._numbers[self._done]
        self._slot.run(
            lambda job: pages.drawn(number, PRINT_DPI, job),
            done=lambda image: self._put(number, image),
            failed=self.failed.emit,
        )

    def _put(self, number: int, image: QImage) -> None:
        """Put a page on paper, and have the next one drawn."""
        if self._done:
            self._printer.newPage()
        self._painter.drawImage(placed(self._pages.sizes[number - 1], self._printer), image)
        self._done += 1
        self.progress.emit(self._done, len(self._numbers))
        if self._done < len(self._numbers):
            self._draw()
        else:
            self._painter.end()
            self.ended.emit(True)

    def cancel(self) -> None:
        """Stop; what a printer already took may still come out."""
        self._slot.give_up()
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
            self.ended.emit(False)

    def wait(self) -> None:
        """Wait until no page is being drawn any more."""
        self._slot.wait()
