"""A small question whose answer is carried out at once, without a draft; and one that asks for a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.domain.changed import Changed
from clientguard.domain.wording import Said
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.records.form_facts import Choice
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker


class AskingDialog(Dialog):
    """Closes once the answer was carried out; stays, and says why, when that failed.

    A subclass puts its inputs into `body`, and says with `action` what the button `save` does.
    """

    def __init__(self, session: Session, title: str, save_word: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self.told: tuple[Said, ...] = ()  # what else followed from the answer
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        box.addLayout(self.body)
        self.status = Label("", "error", wrap=True)
        box.addWidget(self.status)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save = button(save_word, primary=True)
        self.save.setDefault(True)
        self.save.clicked.connect(self._carry_out)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        box.addLayout(foot)

    def action(self) -> Callable[[], Changed] | None:
        """Return what carries out the answer, off the screen; None, with the reason shown, if it cannot be."""
        raise NotImplementedError

    def carried_out(self) -> None:
        """Say what was done; the dialog closes next."""

    def _carry_out(self) -> None:
        action = self.action()
        if action is None:
            return
        self.save.setEnabled(False)
        self._session.do(lambda _job: action(), done=self._done, failed=self._failed)

    def _done(self, changed: Changed) -> None:
        self.told = changed.told
        self.carried_out()
        self.accept()

    def _failed(self, error: KnownError) -> None:
        self.save.setEnabled(True)
        problems = getattr(error, "problems", ())
        self.status.setText(" ".join(current().say(each.message) for each in problems) or current().error(error))


class ChoosingDialog(AskingDialog):
    """Asks for one of the records in `offered`; the button waits for the choice."""

    def __init__(
        self, session: Session, title: str, save_word: str, offered: Sequence[Choice], parent: QWidget | None
    ) -> None:
        super().__init__(session, title, save_word, parent)
        self._offered = offered

    def ask(self, question: str, label: str, note: str) -> None:
        """Show the question, the choice under its `label`, and a note on what follows."""
        asked = Label(question, "field", wrap=True)
        self.body.addWidget(asked)
        self.picker = Picker(label)
        asked.setBuddy(self.picker)
        self.picker.offer(self._offered)
        self.picker.edited.connect(lambda: self.save.setEnabled(bool(self.picker.chosen())))
        self.body.addWidget(self.picker)
        self.body.addWidget(Label(note, "soft", wrap=True))
        self.save.setEnabled(False)
        self.picker.setFocus()

    @property
    def chosen(self) -> int:
        """The id of the record that was chosen; 0 before that."""
        return self.picker.chosen() or 0
