"""Taking everything out: where to, how far it is, and what was written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.casebook.export_all import ExportedAll, export_all
from clientguard.errors import KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.session.job_slot import JobSlot
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.progress import ProgressRow


class ExportDialog(Dialog):
    """One export of everything into a new folder; it begins at once. Cancelled, it leaves nothing behind."""

    def __init__(self, session: Session, target: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._target = target
        self._slot = JobSlot(session.do)
        self.setWindowTitle(_("Export everything"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Label(str(target), "strong", wrap=True).selectable())
        self.status = Label("", "soft", wrap=True).selectable()
        box.addWidget(self.status)
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self._slot.cancel)
        box.addWidget(self.progress)
        box.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch()
        self.folder_button = button(_("Open folder"))
        self.folder_button.clicked.connect(self._open_folder)
        self.folder_button.hide()
        foot.addWidget(self.folder_button)
        self.close_button = button(_("Close", "window"), primary=True)
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        box.addLayout(foot)
        self._begin()

    def _begin(self) -> None:
        book, target, today, language = self._session.book, self._target, self._session.today(), current().language
        self.status.setText(
            _("Every record, removed ones too, the journal and every file, as tables, JSON and a page to read.")
        )
        self.progress.begin(_("Writing …"))
        self.close_button.hide()
        self._slot.run(
            lambda job: export_all(book, target, today, language, progress=job.report, cancelled=job.is_cancelled),
            done=self._done,
            failed=self._failed,
            progress=self._progress,
            cancelled=lambda: self._ended(_("Cancelled. Nothing was written.")),
        )

    def _progress(self, done: int, of: int) -> None:
        self.progress.show_progress(done, of, _("{done} of {all}", done=done, all=of))

    def _done(self, made: ExportedAll) -> None:
        parts = [
            _n("{count} record written.", "{count} records written.", made.records),
            _n("{count} file written.", "{count} files written.", made.files),
            _("Open index.html in that folder: it explains how to read the rest."),
        ]
        if made.faults:
            names = ", ".join(made.faults[:10])
            parts.append(_("These files are missing or damaged: {files}", files=names))
        self.folder_button.show()
        self._ended(" ".join(parts))

    def _open_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target))):
            self.status.setText(
                _("No program on this computer opens folders. It is at {path}.", path=str(self._target))
            )

    def _failed(self, error: KnownError) -> None:
        self._ended(current().error(error))

    def _ended(self, text: str) -> None:
        self.progress.hide()
        self.status.setText(text)
        self.close_button.show()
        self.close_button.setFocus()

    def reject(self) -> None:
        """Cancel what runs; else close."""
        if self._slot.busy:
            self.progress.cancel.click()
        else:
            super().reject()
