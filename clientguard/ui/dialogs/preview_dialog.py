"""A document on screen as it will be on paper: look at it, print it, save a copy.

pdfium draws the pages as images, in a job; Qt shows and prints them. Qt's print support is imported when a dialog is
made.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGraphicsView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clientguard import paths
from clientguard.actions.paper.lacking import lacking_on
from clientguard.actions.records.attachments import check_out, write_out
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.dialogs.files.printing import PRINT_DPI, Pages, Printing, paper_of, placed, wanted
from clientguard.ui.look.theme import tokens
from clientguard.ui.session.job_slot import JobSlot, beside
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.flow import Beside, Flow
from clientguard.ui.widgets.inputs import Number
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.progress import ProgressRow
from clientguard.ui.widgets.reading_sign import ReadingSign

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SCREEN_DPI = 144  # sharp at twice the size of a page on screen; halved for long documents
LONG = 40  # pages


class PreviewDialog(Dialog):
    """Shows a PDF page by page, prints it, and saves a copy.

    `title` names the document; `suggested_name` is the file name that a copy is offered under. `casebook` is the one
    that the document comes from. Of a paper that was `made_here`, it names what prints as boxes.
    """

    def __init__(
        self,
        pdf: bytes,
        title: str,
        suggested_name: str,
        casebook: Path,
        parent: QWidget | None = None,
        *,
        made_here: bool = False,
    ) -> None:
        super().__init__(parent)
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget

        self._pdf = pdf
        self._name = suggested_name
        self._unread = made_here  # what prints as boxes is not known yet
        self._casebook = casebook
        self._pages = Pages(pdf)
        self._slot = JobSlot(beside(self))
        self._images: list[QImage] = []  # that were drawn and are to be shown
        self._printing: Printing | None = None
        self.note: Banner | None = None  # what was said last
        self._paper = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        self._paper.setFullPage(True)
        self._paper.setPageLayout(paper_of(self._pages.sizes[0]))
        self.view = QPrintPreviewWidget(self._paper, self)
        for part in (self.view, *self.view.findChildren(QWidget)):
            if part is self.view or part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                part.setAccessibleName(_("Pages of the document"))
        self._sign = ReadingSign(self.view)
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

    def _bar(self) -> Beside:
        bar = Beside(gap=8)
        bar.setContentsMargins(16, 12, 16, 12)
        left = Flow(gap=8)  # on two lines where it is narrow
        bar.addLayout(left)
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
        """Put down the pages that were drawn, once: Qt keeps them. Until they are, put down empty ones."""
        images, self._images = self._images, []
        painter = QPainter(printer)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, size in enumerate(self._pages.sizes, 1):
            if number > 1:
                printer.newPage()
            if images:
                painter.drawImage(placed(size, printer), images[number - 1])
        painter.end()
        if not images:
            self._draw()

    def _draw(self) -> None:
        """Have all pages drawn, then shown."""
        pages, dpi = self._pages, SCREEN_DPI if len(self._pages) <= LONG else SCREEN_DPI / 2
        self._sign.begin(_("Drawing the pages …"))
        unread, pdf, self._unread = self._unread, self._pdf, False
        self._slot.run(
            lambda job: (pages.images(dpi, job), lacking_on(pdf) if unread else ""),
            done=lambda drawn: self._show_pages(*drawn), failed=self._not_printed,
        )  # fmt: skip

    def _show_pages(self, images: list[QImage], boxes: str) -> None:
        self._sign.end()
        self._images = images
        self.view.updatePreview()
        if boxes:
            self._say("note", _("These characters are not in the font, and print as boxes: {text}", text=boxes))

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
        printing = self._printing
        if printing:
            printing.cancel()
        self._slot.give_up()
        super().done(result)
        if printing:
            printing.wait()
        self._slot.wait()  # for the page that is being drawn: the document must not go before that
        self._pages.close()
