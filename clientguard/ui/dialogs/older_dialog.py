"""An older file in the place of a newer one: the decision about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.casebook import older_file
from clientguard.actions.casebook.older_file import OlderFile
from clientguard.texts import _, current
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.label import Label


class OlderDialog(Dialog):
    """Asks what is to be done about an older file; `restore_wanted` and `go_on_wanted` carry the decision."""

    restore_wanted = Signal()
    go_on_wanted = Signal()

    def __init__(self, found: OlderFile, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("An older file"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Label(current().say(older_file.in_words(found)), "strong", wrap=True).selectable())
        box.addWidget(Label(_advice(found), wrap=True).selectable())
        foot = QHBoxLayout()
        self.later = button(_("Only read for now"))
        self.later.clicked.connect(self.reject)
        self.go_on = button(_("Continue with this file"))
        self.go_on.clicked.connect(lambda: self._decide(self.go_on_wanted))
        self.restore = button(_("Restore the newer backup"), primary=True)
        self.restore.clicked.connect(lambda: self._decide(self.restore_wanted))
        foot.addWidget(self.later)
        foot.addStretch()
        foot.addWidget(self.go_on)
        foot.addWidget(self.restore)
        box.addLayout(foot)
        self.restore.setVisible(found.backup is not None)

    def _decide(self, wanted: SignalInstance) -> None:
        self.accept()
        wanted.emit()


def _advice(found: OlderFile) -> str:
    if found.backup:
        return _(
            "If you restore the backup {path}, this file is kept next to it. If you continue with this file, what it"
            " lacks stays only in the backup.",
            path=str(found.backup),
        )
    return _(
        "No backup has what is missing. The newer file was last seen as {path}: look for it in the history of a"
        " synchronised folder, or on the other computer, before you continue with this one.",
        path=found.lacks.path,
    )
