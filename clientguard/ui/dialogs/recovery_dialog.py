"""The recovery sheet: shown to be printed, and confirmed by typing its code from the paper."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from clientguard.actions.casebook import passphrase
from clientguard.domain.casebook import recovery
from clientguard.errors import KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.label import Label

LINES = 3


class RecoveryDialog(Dialog):
    """Two steps: print the sheet, type its code. `confirmed` says that it was typed right. Later is possible."""

    confirmed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("Recovery sheet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(520)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(6)
        why = _("The code on this sheet opens the casebook if you forget the passphrase. Nothing else does.")
        box.addWidget(Label(why, "soft", wrap=True))
        box.addSpacing(10)
        box.addWidget(Label(_("1. Print it, and keep the paper where you keep valuables"), "strong", wrap=True))
        alone = _(
            "Anyone who has it and the casebook can read everything. So do not save a copy of it on this computer."
        )
        box.addWidget(Label(alone, "soft", wrap=True))
        self.show_sheet = button(_("Show the sheet"), icon="printer")
        self.show_sheet.clicked.connect(self._show)
        box.addWidget(self.show_sheet, 0, Qt.AlignmentFlag.AlignLeft)
        box.addSpacing(14)
        word = _("2. Type its code from the paper")
        box.addWidget(Label(word, "strong", wrap=True))
        box.addWidget(Label(_("This shows that it can be read. Spaces and hyphens do not matter."), "soft", wrap=True))
        self.code = QPlainTextEdit()
        self.code.setAccessibleName(word)
        self.code.setTabChangesFocus(True)
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.code.setFixedHeight(self.code.fontMetrics().lineSpacing() * LINES + 22)
        self.code.textChanged.connect(lambda: self.error.say("", self.code))
        box.addWidget(self.code)
        self.error = ErrorLine()
        box.addWidget(self.error)
        box.addStretch(1)
        box.addSpacing(10)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        self.later = button(_("Later"))
        self.later.clicked.connect(self.reject)
        self.go = button(_("Compare"), primary=True)
        self.go.clicked.connect(self.compare)
        foot.addWidget(self.later)
        foot.addWidget(self.go)
        box.addLayout(foot)
        self.show_sheet.setFocus()

    def _show(self) -> None:
        book, today = self._session.book, self._session.today()
        self.show_sheet.setEnabled(False)
        self._session.do(
            lambda _job: passphrase.recovery_sheet(book, current(), today), done=self._preview, failed=self._failed
        )

    def _preview(self, pdf: bytes) -> None:
        from clientguard.ui.dialogs.preview_dialog import PreviewDialog

        self.show_sheet.setEnabled(True)
        casebook = self._session.book.path
        name = f"{_('Recovery sheet')} {casebook.stem}.pdf"
        PreviewDialog(pdf, name, name, casebook, self, made_here=True).open()

    def compare(self) -> None:
        """Compare what was typed with the code."""
        typed, book = self.code.toPlainText(), self._session.book
        if not typed.strip():
            self.error.say(_("Type the code as printed."), self.code)
            self.code.setFocus()
            return
        if wrong := _wrong(typed):
            self.error.say(wrong, self.code)
            self.code.setFocus()
            return
        self.go.setEnabled(False)
        self._session.do(lambda _job: passphrase.recovery_typed(book, typed), done=self._right, failed=self._failed)

    def _right(self, _none: None) -> None:
        self.confirmed.emit()
        self.accept()

    def _failed(self, error: KnownError) -> None:
        self.show_sheet.setEnabled(True)
        self.go.setEnabled(True)
        self.error.say(current().error(error), self.code)
        self.code.setFocus()

    def done(self, result: int) -> None:
        """Empty the field, and close."""
        self.code.clear()
        super().done(result)


def _wrong(typed: str) -> str:
    """Return what is wrong with a code whatever the casebook is, or nothing."""
    groups = recovery.wrong_groups(typed)
    if groups:
        return _n(
            "Group {groups} does not match the sheet. Compare it with the paper.",
            "Groups {groups} do not match the sheet. Compare them with the paper.",
            len(groups),
            groups=", ".join(map(str, groups)),
        )
    count = recovery.length(typed)
    if count == recovery.LETTERS:
        return ""
    return _n(
        "The code has {all} letters and digits; you typed {count}. Compare it with the paper, group by group.",
        "The code has {all} letters and digits; you typed {count}. Compare it with the paper, group by group.",
        count,
        all=recovery.LETTERS,
    )
