"""A file of the casebook to be looked at: PDF, picture or text; "Open with" and "Save a copy" stand beside it.

It is read and drawn in jobs, each with bounds: a hostile file can take some seconds of one, never the screen's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QImage, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clientguard.actions.records import file_shown
from clientguard.actions.records.attachments import write_out
from clientguard.actions.records.file_shown import FileText, FileToShow
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.dialogs.files.page_bar import PageBar
from clientguard.ui.dialogs.files.pdf import Drawn, NotShownError, PdfFile
from clientguard.ui.dialogs.files.picture import NotShownError as NoPictureError
from clientguard.ui.dialogs.files.picture import PictureView, read_picture
from clientguard.ui.session.job_slot import JobSlot
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button, quiet, tinted
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.flow import Beside, Flow
from clientguard.ui.widgets.inputs import ReadText
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.long_lines import parted
from clientguard.ui.widgets.reading_sign import ReadingSign

DPI = 144  # sharp at twice the size of a page on screen
MOST_FILES = 50  # of a mail, that are listed

Opened = tuple[FileToShow, "FileText | QImage | PdfFile | KnownError"]


def opened(file: FileToShow) -> Opened:
    """Return a file with what is shown of it, or why it is not; needs no screen."""
    try:
        if file.shape == "pdf":
            return file, PdfFile(file.data)
        if file.shape == "picture":
            return file, read_picture(file.data)
        return file, file_shown.text_of(file)
    except (NotShownError, NoPictureError):
        return file, file_shown.not_shown(file.name)
    except KnownError as error:
        return file, error


def hand_over(copy: Path) -> tuple[str, str]:
    """Have the system open a private copy; return in what tone to say what came of it, and the words."""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
        text = _("A copy to read was opened in another program. It is removed when you lock or close the casebook.")
        return "note", text
    return "stop", _("No program on this computer opens files like this one. Save a copy instead.")


class FileDialog(Dialog):
    """Shows the file that `load` returns: it runs in a job. `correcting`: the user wants to correct what it is."""

    correcting = Signal()

    def __init__(self, session: Session, load: Callable[[], FileToShow], name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = JobSlot(session.do)
        self.file: FileToShow | None = None
        self.pdf: PdfFile | None = None
        self.note: Banner | None = None  # what was said last
        self._drawn = 0  # the page that is shown or being drawn
        self.setWindowTitle(name)
        self.setMinimumSize(480, 320)
        room = self.screen().availableGeometry()
        self.resize(min(940, room.width() - 40), min(820, room.height() - 60))
        self._build()
        self._sign = ReadingSign(self.stack)
        self._sign.begin()
        self._slot.run(lambda _job: opened(load()), done=self._show, failed=self._refused)

    # --- its parts ---

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(8)
        box.addLayout(self._bar())
        self.whose = Label("", "soft", wrap=True).selectable()
        self._about = QHBoxLayout()
        self._about.addWidget(self.whose, 1)
        box.addLayout(self._about)
        self._notes = QVBoxLayout()
        box.addLayout(self._notes)
        self.inner = QWidget()
        self._inner = Flow(self.inner)
        self.inner.hide()
        box.addWidget(self.inner)
        self.stack = QStackedWidget()
        self.text, self.picture = ReadText(), PictureView()
        for each in (QWidget(), self.text, self.picture):
            self.stack.addWidget(each)
        box.addWidget(self.stack, 1)

    def _bar(self) -> Beside:
        bar = Beside(gap=8)
        left = Flow(gap=8)  # on two lines where it is narrow
        bar.addLayout(left)
        self.pages = PageBar()
        self.pages.wanted.connect(self._draw)
        self.pages.hide()
        left.addWidget(self.pages)
        out, into = QKeySequence.StandardKey.ZoomOut, QKeySequence.StandardKey.ZoomIn
        self.smaller = self._button(_("Smaller"), QKeySequence(out), lambda: self.picture.farther(), face="−")
        self.larger = self._button(_("Larger"), QKeySequence(into), lambda: self.picture.closer(), face="+")
        for each in (self.smaller, self.larger):
            each.hide()
            left.addWidget(each)
        self.print = self._button(_("Print"), QKeySequence(QKeySequence.StandardKey.Print), self._print, icon="printer")
        self.print.hide()
        self.other = self._button(_("Open with …"), QKeySequence("Ctrl+O"), self.open_with)
        save = QKeySequence(QKeySequence.StandardKey.Save)
        self.save = self._button(_("Save a copy"), save, self.ask_where, icon="save")
        for each in (self.print, self.other, self.save):
            bar.addWidget(each)
        for each in (self.other, self.save):
            each.setEnabled(False)
        return bar

    def _button(
        self, text: str, keys: QKeySequence, run: Callable[[], object], *, icon: str = "", face: str = ""
    ) -> QPushButton:
        made = button(face or text, icon=icon)
        made.setAccessibleName(text)
        action = QAction(text, self)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked=False: made.click() if made.isVisible() else None)
        self.addAction(action)
        made.setToolTip(f"{text} · {keys.toString(QKeySequence.SequenceFormat.NativeText)}")
        made.clicked.connect(lambda _checked=False: run())
        return made

    def offer_correction(self, word: str, *, ready: bool) -> None:
        """Put the way to correct the evidence that the file shows beside its owner."""
        self.correct = quiet(word)
        self.correct.setEnabled(ready)
        self.correct.clicked.connect(self._correct)
        self._about.addWidget(self.correct)

    def _correct(self) -> None:
        self.reject()
        if not self.isVisible():
            self.correcting.emit()

    def notify(self, tone: str, text: str) -> None:
        """Say something above what is shown."""
        while item := self._notes.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.note = Banner(tone, text)
        self._notes.addWidget(self.note)

    # --- what is shown ---

    def _refused(self, error: KnownError) -> None:
        self._sign.end()
        self.notify("stop", current().error(error))

    def _show(self, found: Opened) -> None:
        self._sign.end()
        file, content = found
        self.file = file
        self.whose.setText(
            " · ".join(part for part in (file.owner, file.client, current().size(len(file.data))) if part)
        )
        self.other.setEnabled(True)
        self.save.setEnabled(True)
        if isinstance(content, KnownError):
            self.notify("note", current().error(content))
            self.save.setFocus()
        elif isinstance(content, FileText):
            self._show_text(content)
        elif isinstance(content, QImage):
            self._show_picture(content, file.name, whole=True)
        else:
            self.pdf = content
            self.pages.show_count(content.count)
            self.pages.setVisible(content.count > 1)
            self.print.show()
            self._draw(1)

    def _show_text(self, found: FileText) -> None:
        if found.note:
            self.notify("note", current().say(found.note))
        self.text.setAccessibleName(self.windowTitle())
        self.text.setPlainText(parted(found.text))
        for each in found.files[:MOST_FILES]:
            line = quiet(f"{each.name} · {current().size(len(each.data))}")
            tinted(line, "paperclip", "ink")
            line.clicked.connect(
                lambda _checked=False, each=each: self._open_inner(each.name, each.media_type, each.data)
            )
            self._inner.addWidget(line)
        self.inner.setVisible(bool(found.files))
        self.stack.setCurrentWidget(self.text)
        self.text.setFocus()

    def _open_inner(self, name: str, kind: str, data: bytes) -> None:
        FileDialog(self._session, lambda: file_shown.file_to_show(name, kind, data), name, self).open()

    def _show_picture(self, image: QImage, name: str, *, whole: bool) -> None:
        for each in (self.smaller, self.larger):
            each.show()
        self.stack.setCurrentWidget(self.picture)
        self.picture.show_image(image, name, whole=whole)
        if not self.pages.isAncestorOf(self.focusWidget() or self):
            self.picture.setFocus()

    # --- pages ---

    def _draw(self, number: int) -> None:
        """Draw a page, unless one is being drawn: then it comes after that."""
        pdf = self.pdf
        if pdf is None or self._slot.busy:
            return
        self._drawn = number
        self._sign.begin(_("Drawing the page …"))

        def draw(_job: Job) -> Drawn | None:
            try:
                return pdf.draw(number, DPI)
            except NotShownError:
                return None

        self._slot.run(draw, done=self._show_page, failed=self._refused)

    def _show_page(self, drawn: Drawn | None) -> None:
        self._sign.end()
        if drawn is None:
            self.notify("note", _("Page {page} is damaged and cannot be shown.", page=self._drawn))
        else:
            if not drawn.is_whole:
                self.notify("note", _("Page {page} takes too long to draw. This is a part of it.", page=self._drawn))
            place = _("Page {page} of {pages}", page=self._drawn, pages=self.pages.count)
            self._show_picture(drawn.image, place, whole=False)
        if self.pages.number != self._drawn:
            self._draw(self.pages.number)

    # --- out of the casebook ---

    def _print(self) -> None:
        from clientguard.ui.dialogs.preview_dialog import PreviewDialog

        if self.file:
            PreviewDialog(self.file.data, self.file.name, self.file.name, self._session.book.path, self).open()

    def open_with(self) -> None:
        """Have the system open a private copy."""
        file, copies = self.file, self._session.copies
        if file and not self._slot.busy:
            self._slot.run(lambda _job: copies.put(file.name, file.data), done=self._hand_over, failed=self._refused)

    def _hand_over(self, copy: Path) -> None:
        self.notify(*hand_over(copy))

    def ask_where(self) -> None:
        """Ask for a file name and save a copy there."""
        if not self.file:
            return
        name, _filter = QFileDialog.getSaveFileName(self, _("Save a copy"), self.file.name)
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Save a copy, and say where it is."""
        file, casebook = self.file, self._session.book.path
        if file:
            self._session.do(
                lambda _job: write_out(path, file.data, casebook),
                done=lambda _none: self.notify("met", _("Saved as {path}.", path=str(path))),
                failed=self._refused,
            )

    def done(self, result: int) -> None:
        """Close; what is still being read is not waited for."""
        self._slot.give_up()
        if pdf := self.pdf:
            self.pdf = None
            self._session.do(lambda _job: pdf.close())  # not here: a page may still be drawn
        super().done(result)
        self.deleteLater()
