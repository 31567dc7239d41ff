"""A crash report, to be read, copied, and found on this computer. Nothing is sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.inputs import ReadText
from clientguard.ui.widgets.label import Label


class CrashDialog(Dialog):
    """Shows one report."""

    def __init__(self, report: Path, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle(_("Crash report"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 520)
        self.setMinimumSize(520, 360)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(
            Label(
                _(
                    "This is everything that was recorded: versions, and places in the program. It contains nothing"
                    " about your clients, and it is not sent anywhere. If you report the problem, this text helps."
                ),
                "soft",
                wrap=True,
            )
        )
        self.text = ReadText(text or _("The report could not be read."))
        self.text.setAccessibleName(_("Crash report"))
        self.text.setTabChangesFocus(True)
        box.addWidget(self.text, 1)
        box.addWidget(Label(str(report), "soft", wrap=True).selectable())
        foot = QHBoxLayout()
        self.copy = button(_("Copy the text"))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        self.folder = button(_("Open the folder"))
        self.folder.clicked.connect(self._open)
        close = button(_("Close", "window"), primary=True)
        close.clicked.connect(self.accept)
        foot.addWidget(self.copy)
        foot.addWidget(self.folder)
        foot.addStretch()
        foot.addWidget(close)
        box.addLayout(foot)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.parent)))
