"""The mail with the journal's anchor, for somebody outside to keep (P5.2)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from clientguard.actions.journal import anchors
from clientguard.actions.journal.anchors import AnchorMail
from clientguard.domain.records import Instant
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.flow import Beside, Flow
from clientguard.ui.widgets.inputs import ReadText
from clientguard.ui.widgets.label import Label


class AnchorDialog(Dialog):
    """Shows the mail, and the ways out. That the anchor goes out is noted with the first of them.

    `given` is the anchor of what was made before; without it, the journal's as it is then.
    """

    def __init__(
        self, session: Session, found: AnchorMail, at: Callable[[], Instant], parent: QWidget | None, given: str = ""
    ) -> None:
        super().__init__(parent)
        self._given = given
        self._session, self._found, self._at = session, found, at
        self._noted = False
        self.setWindowTitle(_("Mail the anchor"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(460, 320)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        what = _(
            "Send this to someone who is neither you nor the client, such as your accountant. As long as they keep it,"
            " you can show that what is on record today was not changed afterwards."
        )
        box.addWidget(Label(what, "soft", wrap=True))
        self.text = ReadText()
        self.text.setAccessibleName(_("The mail"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(160)
        box.addWidget(self.text, 1)
        ways = Flow()
        for word, icon, act in (
            (_("Open in mail program"), "mail", self._open_in_mail),
            (_("Save as mail file …"), "save", self._save),
            (_("Copy"), "", self._copy),
        ):
            made = button(word, icon=icon)
            made.clicked.connect(act)
            ways.addWidget(made)
        box.addLayout(ways)
        foot = Beside(right=True)
        self.status = Label("", "soft", wrap=True)
        foot.addWidget(self.status)
        close = button(_("Close", "window"), primary=True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        box.addLayout(foot)
        self.resize(640, 620)
        self._show(found)
        self.text.setFocus()

    def _show(self, found: AnchorMail) -> None:
        self._found = found
        self.text.setPlainText(f"{found.text.subject}\n\n{found.text.body}")

    def _noting(self, then: Callable[[], object]) -> None:
        """Note once that the anchor goes out, show the mail that has it, and go on."""
        if self._noted:
            then()
            return
        book, at, given = self._session.book, self._at(), self._given

        def noted(found: AnchorMail) -> None:
            self._noted = True
            self._show(found)
            then()

        self._session.do(lambda _job: anchors.hand_out_anchor(book, at, given), done=noted, failed=self._failed)

    def _open_in_mail(self) -> None:
        self._noting(self._hand_to_mail)

    def _hand_to_mail(self) -> None:
        url = QUrl()
        url.setScheme("mailto")
        text = self._found.text
        body = text.body.replace("\n", "\r\n")  # RFC 6068
        url.setQuery(f"subject={quote(text.subject)}&body={quote(body)}")
        opened = QDesktopServices.openUrl(url)
        self.status.setText("" if opened else _("No mail program could be opened. Save it as a mail file instead."))

    def _save(self) -> None:
        target, _filter = QFileDialog.getSaveFileName(
            self, _("Save as mail file"), _("Anchor") + ".eml", _("Mail (*.eml);;All files (*)")
        )
        if target:
            self._noting(lambda: self._write(Path(target)))

    def _write(self, target: Path) -> None:
        book, found = self._session.book, self._found
        self._session.do(
            lambda _job: anchors.save_anchor_mail(book, found, target),
            done=lambda _none: self.status.setText(_("Saved as {path}.", path=str(target))),
            failed=self._failed,
        )

    def _copy(self) -> None:
        self._noting(self._to_clipboard)

    def _to_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._found.text.subject}\n\n{self._found.text.body}")
        self.status.setText(_("Copied."))

    def _failed(self, error: KnownError) -> None:
        self.status.setText(current().error(error))
