"""A new source: where it is, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.communication.incoming import sources
from clientguard.domain.records import KINDS
from clientguard.errors import KnownError
from clientguard.store.views import lists
from clientguard.texts import _
from clientguard.ui.records.refusal import refusal
from clientguard.ui.session.session import Session
from clientguard.ui.session.source_keeper import SourceKeeper
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label


class AddSourceDialog(Dialog):
    """Adds one of several places, each with its name. `added`: it was."""

    added = Signal()

    def __init__(
        self, session: Session, keeper: SourceKeeper, places: Sequence[tuple[str, Path]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self.setWindowTitle(_("Add a source"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(8)
        self.place = Choice()
        for name, path in places:
            self.place.addItem(name, path)
        if len(places) > 1:
            self._field(box, _("Profile"), self.place)
        self.path = Label("", "soft", wrap=True)
        self.place.currentIndexChanged.connect(self._show_path)
        self._show_path()
        box.addWidget(self.path)
        self.client = Choice()
        self.client.addItem(_("Sort by who wrote"), 0)
        self._field(box, _("Client"), self.client)
        note = _(
            "ClientGuard reads it when it starts, when something in it changes, and when you ask. It never changes it."
            " Sorted by who wrote, only mail from and to people of your clients is kept."
        )
        box.addWidget(Label(note, "soft", wrap=True))
        self.status = Label("", "error", wrap=True)
        self.status.hide()
        box.addWidget(self.status)
        box.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        self.save = button(_("Add and read"), primary=True)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        foot.addWidget(self.save)
        box.addLayout(foot)
        session.read(lambda db: lists.choices(db, KINDS["client"]), self._offer, self)

    def _field(self, box: QVBoxLayout, word: str, choice: Choice) -> None:
        label = Label(word, "field")
        label.setBuddy(choice)
        choice.setAccessibleName(word)
        box.addWidget(label)
        box.addWidget(choice)

    def _show_path(self) -> None:
        self.path.setText(str(self.place.currentData()))

    def _offer(self, clients: list[tuple[int, str]]) -> None:
        for client, name in clients:
            self.client.addItem(name, client)

    def _save(self) -> None:
        book, path, client = self._session.book, self.place.currentData(), self.client.currentData() or None
        there = self._keeper.sources
        self.save.setEnabled(False)
        self._session.do(lambda _job: sources.added(book, there, path, client), done=self._added, failed=self._failed)

    def _added(self, found: list[sources.Source]) -> None:
        self._keeper.keep([*self._keeper.sources, found[-1]])
        self.accept()
        self.added.emit()

    def _failed(self, error: KnownError) -> None:
        self.save.setEnabled(True)
        self.status.setText(refusal(error))
        self.status.show()
