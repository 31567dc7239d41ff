"""Giving a message to another client: asks which one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.communication.move_message import move_message
from clientguard.domain.changed import Changed
from clientguard.domain.records import Message
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker


class MoveDialog(QDialog):
    """Asks which of `clients` a message belongs to; it closes once the message is there."""

    def __init__(
        self, session: Session, message: Message, clients: list[tuple[int, str]], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._message = message
        self.setWindowTitle(_("Move message"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(8)
        box.addWidget(Label(_("Which client does “{subject}” belong to?", subject=message.subject), "field", wrap=True))
        self.picker = Picker(_("Client"))
        self.picker.offer([each for each in clients if each[0] != message.client])
        self.picker.edited.connect(lambda: self.move_button.setEnabled(bool(self.picker.chosen())))
        box.addWidget(self.picker)
        box.addWidget(Label(_("Its files go with it."), "soft"))
        self.status = Label("", "error", wrap=True)
        box.addWidget(self.status)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.move_button = button(_("Move message"), primary=True)
        self.move_button.setDefault(True)
        self.move_button.setEnabled(False)
        self.move_button.clicked.connect(self._move)
        foot.addWidget(cancel)
        foot.addWidget(self.move_button)
        box.addLayout(foot)
        self.picker.setFocus()

    def _move(self) -> None:
        client = self.picker.chosen()
        if not client:
            return
        self.move_button.setEnabled(False)
        book, message = self._session.book, self._message.id

        def work(_job: object) -> Changed:
            return move_message(book, message, client)

        self._session.do(work, done=lambda _changed: self.accept(), failed=self._failed)

    def _failed(self, error: KnownError) -> None:
        self.move_button.setEnabled(True)
        self.status.setText(current().error(error))
