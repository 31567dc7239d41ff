"""The question about a text that looks like a password where only its place belongs (P4.4)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from clientguard.texts import _


def ask_about_password(parent: QWidget, keep: Callable[[], None]) -> None:
    """Ask whether to keep it; `keep` is called if so. Return and Escape go back to the field."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(parent.windowTitle())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("This looks like a password."))
    box.setInformativeText(
        _("Anyone who opens this casebook could read it. Enter where it is kept, for example your password manager.")
    )
    anyway = box.addButton(_("Keep it anyway"), QMessageBox.ButtonRole.DestructiveRole)
    change = box.addButton(_("Change it"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(change)
    box.setEscapeButton(change)
    box.buttonClicked.connect(lambda pressed: keep() if pressed is anyway else None)
    box.open()
