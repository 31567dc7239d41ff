"""What is asked before something that was typed would be lost."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from clientguard.texts import _

Answer = Literal["keep", "drop", "stay"]


def ask(parent: QWidget, *, draft: bool) -> Answer:
    """Ask what becomes of unsaved content: kept as a draft (where that can be), discarded, or gone on with."""
    box = QMessageBox(parent)
    box.setWindowTitle(parent.windowTitle())
    box.setText(_("You have not saved what you entered."))
    box.setTextFormat(Qt.TextFormat.PlainText)
    keep = box.addButton(_("Keep it as a draft"), QMessageBox.ButtonRole.AcceptRole) if draft else None
    drop = box.addButton(_("Discard it"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("Keep editing"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep or stay)
    box.setEscapeButton(stay)
    box.exec()
    pressed = box.clickedButton()
    box.deleteLater()
    if keep is not None and pressed is keep:
        return "keep"
    return "drop" if pressed is drop else "stay"
