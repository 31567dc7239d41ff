"""A reading of the sources that was asked for: how far it is, what came in, and whom to ask about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.dialogs.sources import told
from clientguard.ui.dialogs.sources.assign_dialog import AssignDialog
from clientguard.ui.records.refusal import refusal
from clientguard.ui.session.session import Session
from clientguard.ui.session.source_keeper import Reading, SourceKeeper
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.label import Label


class ReadingDialog(Dialog):
    """Reads the sources. It can be closed meanwhile: the reading goes on; stopped, nothing of it is written."""

    def __init__(self, session: Session, keeper: SourceKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self.setWindowTitle(_("Read sources"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        self.status = Label("", wrap=True)
        box.addWidget(self.status)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        box.addWidget(self.progress)
        self.gone = Label("", "attention", wrap=True)
        self.gone.hide()
        box.addWidget(self.gone)
        box.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self.assign = button(_("Assign senders …"))
        self.assign.clicked.connect(self._assign)
        foot.addWidget(self.assign)
        foot.addStretch()
        self.stop = button(_("Stop"))
        self.stop.clicked.connect(self._stop)
        foot.addWidget(self.stop)
        self.done_button = button(_("Close", "window"), primary=True)
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self.accept)
        foot.addWidget(self.done_button)
        box.addLayout(foot)
        keeper.begun.connect(self._begun)
        keeper.progressed.connect(self._progressed)
        keeper.ended.connect(self._ended)
        self._begun()
        keeper.read()

    def _begun(self) -> None:
        self.status.setText(_("Reading the sources …"))
        self.progress.setRange(0, 0)
        self.progress.show()
        self.gone.hide()
        self.assign.hide()
        self.stop.setEnabled(True)
        self.stop.show()

    def _progressed(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _ended(self, how: Reading | KnownError | None) -> None:
        self.progress.hide()
        self.stop.hide()
        senders = self._keeper.senders
        self.assign.setVisible(bool(senders))
        if how is None:
            self.status.setText(_("Stopped. Nothing was written."))
        elif isinstance(how, KnownError):
            self.status.setText(refusal(how))
        else:
            parts = told.came_in(how.taken) or [_("Nothing new came in.")]
            parts += told.left_aside(how.taken, by_client=True)
            if senders:
                parts.append(told.on_no_record(len(senders)))
            self.status.setText(" ".join(parts))
            missing = [_("{path} was not found.", path=str(each.path)) for each in how.found.gone]
            why = [
                f"{each.source}: {current().say(each.reason)}" for each in told.unreadable(how.taken)[:5] if each.reason
            ]
            self.gone.setText("\n".join([*missing, *why]))
            self.gone.setVisible(bool(missing or why))
        self.done_button.setFocus()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.status.setText(_("Stopping …"))
        self._keeper.cancel()

    def _assign(self) -> None:
        dialog = AssignDialog(self._session, self._keeper.senders, self)
        dialog.assigned.connect(self._keeper.answered)
        dialog.open()
