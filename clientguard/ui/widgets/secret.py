"""A field for a passphrase: hidden, remembered by nothing, and empty again when its window closes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit

from clientguard.texts import _


def secret_line(name: str) -> QLineEdit:
    """Return a field whose letters do not show; no keyboard learns them, no menu copies them."""
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    hints = Qt.InputMethodHint
    line.setInputMethodHints(
        hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase | hints.ImhHiddenText
    )
    line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return line


def show_box(*lines: QLineEdit) -> QCheckBox:
    """Return the box that shows what is typed into these fields, and hides it again."""
    box = QCheckBox(_("Show what I type"))

    def show(on: bool) -> None:
        for line in lines:
            line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    box.toggled.connect(show)
    return box
