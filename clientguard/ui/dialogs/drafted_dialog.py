"""What every form in a window shares: its draft, saving and closing, and the foot with its two buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.dialogs import unsaved
from clientguard.ui.records.drafted_form import Draft
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.flow import Beside
from clientguard.ui.widgets.label import Label


class DraftedDialog(Dialog):
    """A form in a window. It closes when it is saved, and stays with its content when saving failed.

    What was typed is kept as a draft and offered when the form is opened again; closing asks what becomes of it. A
    subclass puts its inputs into `body`, connects them to `touched`, and calls `begin` at the end of its own making.
    """

    def __init__(self, session: Session, title: str, save_word: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self.busy_word = _("Saving …")
        self._closing = False
        self._offered: dict[str, str] = {}  # what stood in the inputs when the form was opened
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(460, 320)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(14)
        self._note = QVBoxLayout()
        self.body.addLayout(self._note)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields have it, and what has it is scrolled to
        scroll.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(scroll, 1)
        self.foot = self._foot(save_word)
        box.addLayout(self.foot)
        self.draft = Draft(session, lambda: self.place, self.texts, self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # in a box of several lines, Enter alone begins a new one
            QShortcut(QKeySequence(keys), self, activated=self.carry_out)  # pyright: ignore[reportCallIssue]

    def setVisible(self, visible: bool) -> None:
        """Show it with nothing selected: Qt selects the line with the focus, and typing would overwrite it."""
        super().setVisible(visible)
        for line in self.findChildren(QLineEdit):
            line.deselect()

    def event(self, event: QEvent) -> bool:
        """Be as wide as the buttons of the foot, where the screen is: else they go on to a second line."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.setMinimumWidth(max(self.minimumWidth(), self.foot.one_line()))
        return super().event(event)

    def _foot(self, save_word: str) -> Beside:
        foot = Beside(right=True)
        foot.setContentsMargins(24, 12, 24, 16)
        self.status = Label("", "soft", wrap=True)
        foot.addWidget(self.status)
        self.cancel = button(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.save = button(save_word, primary=True)
        self.save.setDefault(True)
        self.save.clicked.connect(self.carry_out)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        return foot

    # --- what a subclass says ---

    @property
    def place(self) -> str:
        """Where the draft of this form is kept."""
        raise NotImplementedError

    def texts(self) -> dict[str, str]:
        """Return what stands in the inputs."""
        raise NotImplementedError

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's texts into the inputs."""
        raise NotImplementedError

    def show_saved(self) -> None:
        """Put into the inputs what the form begins with."""
        raise NotImplementedError

    def action(self) -> Callable[[Job], Any] | None:
        """Return what saves the form as it stands; None, with the reason shown in place, when it is not right yet."""
        raise NotImplementedError

    def saved_as(self, result: Any) -> None:  # noqa: ANN401
        """Say what was saved; the dialog closes next."""

    def refused(self, error: KnownError) -> None:
        """Show, beside the sentence at the foot, why saving failed."""

    # --- the draft ---

    def begin(self, found: Mapping[str, Any] | None) -> None:
        """Show what the form begins with, and the draft that was kept at an earlier time, None when there is none."""
        self.show_saved()
        self.draft.settle()
        if kept := self.draft.take(found):
            self.show_texts(kept)
            banner = Banner(
                "note",
                _("You started this earlier and did not save it. What you entered is still here."),
                _("Start over"),
            )
            banner.acted.connect(lambda: self._start_anew(banner))
            self._note.addWidget(banner)
        self._offered = self.texts()

    def touched(self) -> None:
        """Keep the draft after a pause: something was typed."""
        self.draft.touched()

    def _start_anew(self, banner: Banner) -> None:
        banner.hide()
        self.draft.drop()
        self.show_saved()
        self._offered = self.texts()

    def unsaved(self) -> Unsaved | None:
        """Return what is typed and not saved; the casebook is about to be locked."""
        return None if self._closing else self.draft.unsaved()

    # --- saving and closing ---

    def carry_out(self) -> None:
        """Save, unless that is being done or something is wrong with what was typed."""
        if self.draft.saving:
            return
        action = self.action()
        if action is None:
            return
        self.save.setEnabled(False)
        self.status.setText(self.busy_word)
        self.draft.save(action, done=self._done, failed=self._failed)

    def _done(self, result: object) -> None:
        self._closing = True
        self.saved_as(result)
        self.accept()

    def _failed(self, error: KnownError) -> None:
        self.save.setEnabled(True)
        self.status.setText(current().error(error))
        self.refused(error)

    def reject(self) -> None:
        """Close; ask first when something was typed. What is being saved is waited for."""
        if self.draft.saving:
            return
        if not self._closing and self.texts() != self._offered and not self._may_close():
            return
        self.draft.pause.stop()
        super().reject()

    def _may_close(self) -> bool:
        """Ask what becomes of what was typed; return whether the form can close at once."""
        answer = unsaved.ask(self, draft=True)
        if answer == "keep" and self.draft.is_typed():
            self.draft.keep(done=self._close, failed=self._failed)
            return False
        if answer != "stay" and (answer == "drop" or self.draft.kept):
            self.draft.drop()
        return answer != "stay"

    def _close(self, _kept: object) -> None:
        self._closing = True
        self.reject()
