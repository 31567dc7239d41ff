"""A text of the program's own to read: the guide, the shortcuts, the licences. It is Markdown; links lead nowhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.on_screen import room_for_window


class TextDialog(Dialog):
    """Shows one text."""

    def __init__(self, title: str, markdown: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        self.text = QTextBrowser()
        self.text.setAccessibleName(title)
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(12)
        self.text.setMarkdown(markdown)
        box.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        self.close_button = button(_("Close", "window"), primary=True)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        box.addLayout(foot)
        room = room_for_window(parent)
        self.resize(min(720, room.width()), min(640, room.height()))
        self.text.setFocus()
