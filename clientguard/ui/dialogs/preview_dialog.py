"""A document on screen as it will be on paper: look at it, print it, save a copy.

pdfium draws the pages as images; Qt shows and prints them. Qt's print support is imported when a dialog is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QImage, QKeySequence, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGraphicsView,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clientguard import paths
from clientguard.actions.records.attachments import check_out, write_out
from clientguard.errors import KnownError
from clientguard.texts import N_, _, current
from clientguard.ui.dialogs.files.pdf import ON_PAPER, POINT, PdfFile
from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.inputs import Number
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.progress import ProgressRow

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300  # all that print shows: HighResolution asks for 1,200, and for a gigabyte
SCREEN_DPI = 144  # sharp at twice the size of a page on screen; halved for long documents
LONG = 40  # pages
SAME = 2.0  # points by which a page may differ from a named paper


class Pages:
    """The pages of a PDF, as images; the document stays open until `close`."""

    def __init__(self, pdf: bytes) -> None:
        self._file = PdfFile(pdf)
        self.sizes = [self._file.size(number) for number in range(1, self._file.count + 1)]

    def __len__(self) -> int:
        return len(self.sizes)

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
    """Prints one page at each turn of the event loop, so that the window stays alive and it can be cancelled."""

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
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._next)

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
        self._turn.start()

    def _next(self) -> None:
        number = self._numbers[self._done]
        if self._done:
            self._printer.newPage()
        self._painter.drawImage(
            placed(self._pages.sizes[number - 1], self._printer), self._pages.image(number, PRINT_DPI)
        )
        self._done += 1
        self.progress.emit(self._done, len(self._numbers))
        if self._done < len(self._numbers):
            self._turn.start()
        else:
            self._painter.end()
            self.ended.emit(True)

    def cancel(self) -> None:
        """Stop; what a printer already took may still come out."""
        if self._painter.isActive():
            self._turn.stop()
            self._printer.abort()
            self._painter.end()
            self.ended.emit(False)


class PreviewDialog(Dialog):
    """Shows a PDF page by page, prints it, and saves a copy.

    `title` names the document; `suggested_name` is the file name that a copy is offered under. `casebook` is the one
    that the document comes from.
    """

    def __init__(
        self, pdf: bytes, title: str, suggested_name: str, casebook: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget

        self._pdf = pdf
        self._name = suggested_name
        self._casebook = casebook
        self._pages = Pages(pdf)
        self._printing: Printing | None = None
        self.note: Banner | None = None  # what was said last
        self._paper = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        self._paper.setFullPage(True)
        self._paper.setPageLayout(paper_of(self._pages.sizes[0]))
        self.view = QPrintPreviewWidget(self._paper, self)
        for part in (self.view, *self.view.findChildren(QWidget)):
            if part is self.view or part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                part.setAccessibleName(_("Pages of the document"))
        self.view.paintRequested.connect(self._paint)
        self.view.previewChanged.connect(self._show_place)
        if table := self.view.findChild(QGraphicsView):  # what the pages lie on: Qt's own is a hard grey
            table.scene().setBackgroundBrush(QColor(tokens().line))
            table.setFrameShape(QFrame.Shape.NoFrame)
        self.setWindowTitle(title)
        self.setMinimumSize(640, 480)
        self.resize(940, 900)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(16, 0, 16, 0)
        box.addLayout(self._bar())
        box.addLayout(self._notes)
        box.addWidget(self.view, 1)
        box.addWidget(self._progress_row())
        self._show_place()
        self.view.setFocus()

    # --- what stands above and below the pages ---

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 12, 16, 12)
        bar.setSpacing(8)
        left = Flow(gap=8)  # on two lines where it is narrow
        bar.addLayout(left, 1)
        self.previous = self._button(_("Previous page"), "arrow-left", "PgUp", lambda: self.go(-1), face="")
        self.page = Number(minimum=1, maximum=len(self._pages))
        self.page.setAccessibleName(_("Page"))
        self.page.setKeyboardTracking(False)
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setMinimumWidth(52)
        self.page.valueChanged.connect(self._turn_to)
        self.count = Label(_("of {pages}", pages=len(self._pages)), "soft")
        self.next = self._button(_("Next page"), "arrow-right", "PgDown", lambda: self.go(1), face="")
        for each in (self.previous, self.page, self.count, self.next):
            left.addWidget(each)
        zoom_out, zoom_in = QKeySequence.StandardKey.ZoomOut, QKeySequence.StandardKey.ZoomIn
        self.smaller = self._button(_("Smaller"), "", QKeySequence(zoom_out), lambda: self.view.zoomOut(1.2), face="−")
        self.larger = self._button(_("Larger"), "", QKeySequence(zoom_in), lambda: self.view.zoomIn(1.2), face="+")
        self.whole = self._button(_("Whole page"), "", "Ctrl+0", self.view.fitInView)
        self.wide = self._button(_("Full width"), "", "Ctrl+1", self.view.fitToWidth)
        for each in (self.smaller, self.larger, self.whole, self.wide):
            left.addWidget(each)
        self.save = self._button(_("Save a copy"), "save", QKeySequence(QKeySequence.StandardKey.Save), self.ask_where)
        self.print = self._button(
            _("Print"), "printer", QKeySequence(QKeySequence.StandardKey.Print), self.ask_printer, primary=True
        )
        bar.addWidget(self.save)
        bar.addWidget(self.print)
        return bar

    def _button(
        self, text: str, icon: str, keys: QKeySequence | str, run: Callable[[], object],
        *, primary: bool = False, face: str | None = None,
    ) -> QPushButton:  # fmt: skip
        """Return a button that a key presses too; `face` is what it shows in place of its word."""
        made = button(text if face is None else face, primary=primary, icon=icon)
        made.setAccessibleName(text)
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: made.animateClick() if made.isEnabled() else None)
        self.addAction(action)
        made.setToolTip(f"{text} · {action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}")
        made.clicked.connect(lambda _checked=False: run())
        return made

    def _progress_row(self) -> ProgressRow:
        self.progress_row = ProgressRow(_("Stop printing"))
        self.progress_row.setContentsMargins(16, 8, 16, 8)
        self.cancel_printing = self.progress_row.cancel
        self.progress_row.hide()
        return self.progress_row

    def _show_place(self) -> None:
        shown, count = max(1, self.view.currentPage()), len(self._pages)
        blocked = self.page.blockSignals(True)
        self.page.setValue(shown)
        self.page.blockSignals(blocked)
        self.previous.setEnabled(shown > 1)
        self.next.setEnabled(shown < count)

    def _turn_to(self, number: int) -> None:
        self.view.setCurrentPage(number)
        self._show_place()

    def go(self, step: int) -> None:
        """Show the page that lies `step` pages on."""
        self.page.setValue(self.view.currentPage() + step)

    def _say(self, tone: str, text: str) -> None:
        while item := self._notes.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self.note = Banner(tone, text)
        self._notes.addWidget(self.note)
        self._notes.setContentsMargins(16, 0, 16, 12)

    # --- pages ---

    def _paint(self, printer: QPrinter) -> None:
        """Draw all pages for the preview."""
        dpi = SCREEN_DPI if len(self._pages) <= LONG else SCREEN_DPI / 2
        painter = QPainter(printer)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, size in enumerate(self._pages.sizes, 1):
            if number > 1:
                printer.newPage()
            painter.drawImage(placed(size, printer), self._pages.image(number, dpi))
        painter.end()

    # --- a copy ---

    def ask_where(self) -> None:
        """Ask for a file name and save a copy there."""
        offered = str(paths.documents_dir().parent / self._name)
        name, _chosen = QFileDialog.getSaveFileName(self, _("Save a copy"), offered, _("PDF (*.pdf)"))
        if name:
            self.save_to(Path(name) if Path(name).suffix else Path(f"{name}.pdf"))

    def save_to(self, path: Path) -> None:
        """Save a copy; what stood there before stays until the copy is whole."""
        try:
            write_out(path, self._pdf, self._casebook)
        except KnownError as error:
            self._say("stop", current().error(error))
        else:
            self._say("met", _("Saved as {path}.", path=str(path)))

    # --- print ---

    def ask_printer(self) -> None:
        """Ask for a printer and print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        printer.setPageLayout(paper_of(self._pages.sizes[0]))
        printer.setDocName(self.windowTitle())
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
        dialog.setMinMax(1, len(self._pages))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        printer.setResolution(PRINT_DPI)
        try:
            if printer.outputFileName():  # "Print to file": Qt writes it by itself
                check_out(Path(printer.outputFileName()), self._casebook)
        except KnownError as error:
            self._say("stop", current().error(error))
        else:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> Printing:
        """Print on a printer, with progress, and so that it can be stopped."""
        numbers = wanted(printer, len(self._pages), self.view.currentPage())
        printing = self._printing = Printing(self._pages, printer, numbers, self)
        printing.progress.connect(self._show_progress)
        printing.ended.connect(self._printed)
        printing.failed.connect(self._not_printed)
        self.progress_row.begin()
        self.progress_row.cancelled.connect(printing.cancel)
        self._show_progress(0, len(numbers))
        self.progress_row.show()
        self.print.setEnabled(False)
        printing.start()
        return printing

    def _show_progress(self, done: int, of: int) -> None:
        text = _("Page {done} of {pages} sent to the printer", done=done, pages=of)
        self.progress_row.show_progress(done, of, text)

    def _printed(self, whole: bool) -> None:
        self._end_printing()
        if whole:
            self._say("met", _("Sent to the printer."))
        else:
            self._say("note", _("Printing was stopped. Pages that the printer already had may still come out."))

    def _not_printed(self, error: KnownError) -> None:
        self._end_printing()
        self._say("stop", current().error(error))

    def _end_printing(self) -> None:
        if self._printing:
            self._printing.deleteLater()
        self._printing = None
        self.progress_row.hide()
        self.print.setEnabled(True)

    def done(self, result: int) -> None:
        """Close; printing that still runs is stopped first."""
        if self._printing:
            self._printing.cancel()
        super().done(result)
        self._pages.close()
