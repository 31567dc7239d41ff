"""Setting, changing and removing the passphrase of the open casebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from clientguard.actions.casebook import passphrase
from clientguard.actions.casebook.passphrase import SHORTEST, WrongSecretError
from clientguard.domain.casebook import recovery, strength
from clientguard.errors import KnownError
from clientguard.texts import N_, _, current
from clientguard.ui.session.job_slot import JobSlot
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.secret import secret_line, show_box

if TYPE_CHECKING:
    from clientguard.actions.casebook.backups import Afresh, Place
    from clientguard.actions.casebook.passphrase import Salts

_BACKUPS = N_("New backups are made with it, and the older ones in your backup folders are deleted.")
_ADVICE = N_("A few words that nobody would guess together work best.")
_NO_WAY = N_("Without its passphrase or its recovery sheet, nobody can open the casebook. There is no other way in.")


class Intent(Enum):
    """What is to be done: its title, its button, what it means."""

    SET = (N_("Set a passphrase"), N_("Set the passphrase"), (_NO_WAY, _BACKUPS))
    CHANGE = (
        N_("Change the passphrase"),
        N_("Change the passphrase"),
        (N_("The recovery sheet of the old passphrase no longer opens the casebook."), _BACKUPS),
    )
    REMOVE = (
        N_("Remove the passphrase"),
        N_("Remove the passphrase"),
        (N_("From then on, anyone who has the file or a backup of it can read it."), _BACKUPS),
    )

    @property
    def title(self) -> str:
        """The dialog's title."""
        return _(self.value[0])

    @property
    def word(self) -> str:
        """What its button does."""
        return _(self.value[1])

    @property
    def meaning(self) -> str:
        """What follows from it."""
        return " ".join(_(each) for each in self.value[2])


class PassphraseDialog(Dialog):
    """Asks for what the intent needs, and stays with it when it fails. `done_with(Afresh)` says that it is done.

    No draft is kept of a passphrase; the fields are emptied when the dialog closes.
    """

    done_with = Signal(object)

    def __init__(
        self, session: Session, intent: Intent, places: Sequence[Place], salts: Salts, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._intent = intent
        self._places = places
        self._salts = salts
        self._slot = JobSlot(session.do)
        self.setWindowTitle(intent.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(480)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(4)
        box.addWidget(Label(intent.meaning, "soft", wrap=True))
        self.old, self.old_error = self._field(box, _("Current passphrase or recovery code"))
        self.new, self.new_error = self._field(box, _("New passphrase"))
        self.strength = Label(_(_ADVICE), "soft", wrap=True)
        box.addWidget(self.strength)
        self.again, self.again_error = self._field(box, _("Repeat the new passphrase"))
        for each in self._hidden():
            each.hide()
        box.addSpacing(6)
        self.show_typed = show_box(self.old, self.new, self.again)
        box.addWidget(self.show_typed)
        box.addSpacing(4)
        self.status = Label("", "soft", wrap=True)
        self.bar = QProgressBar(self, textVisible=False)
        self.bar.setRange(0, 0)  # nobody knows how long it takes
        self.problem = ErrorLine()
        for each in (self.status, self.bar, self.problem):
            box.addWidget(each)
            each.hide()
        box.addStretch(1)
        box.addSpacing(10)
        self._foot(box)
        self.new.textEdited.connect(self._tell_strength)

    def _field(self, box: QVBoxLayout, word: str) -> tuple[QLineEdit, ErrorLine]:
        box.addSpacing(8)
        label = Label(word, "field")
        line, error = secret_line(word), ErrorLine()
        label.setBuddy(line)
        line.setProperty("label", label)
        line.returnPressed.connect(self.carry_out)
        line.textEdited.connect(lambda: error.say("", line))
        for each in (label, line, error):
            box.addWidget(each)
        return line, error

    def _hidden(self) -> list[QWidget]:
        """Return what this intent does not ask for."""
        unasked = {Intent.SET: [self.old], Intent.CHANGE: [], Intent.REMOVE: [self.new, self.again]}[self._intent]
        labels = [each.property("label") for each in unasked]
        return [*unasked, *labels, *([self.strength] if self.new in unasked else [])]

    def _foot(self, box: QVBoxLayout) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        self.cancel = button(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.go = button(self._intent.word, primary=True)
        self.go.clicked.connect(self.carry_out)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        box.addLayout(foot)

    def _tell_strength(self, text: str) -> None:
        self.strength.setText(current().say(strength.in_words(text)) if text else _(_ADVICE))

    def carry_out(self) -> None:
        """Do what the intent is, when what is needed is there."""
        if self._slot.busy or not self._complete():
            return
        self._show_work(_("Rewriting the casebook, comparing it with the old one, and backing it up …"))
        self._slot.run(self._action(), done=self._done, failed=self._failed)

    def _show_work(self, text: str) -> None:
        """Say what is being done, and take no more until it is; "" when it is not any more."""
        for each in (self.go, self.cancel, self.old, self.new, self.again, self.show_typed):
            each.setEnabled(not text)
        self.problem.say("")
        self.status.setText(text)
        self.bar.setAccessibleName(text)
        for each in (self.status, self.bar):
            each.setVisible(bool(text))

    def _complete(self) -> bool:
        asked = [
            (self.old, self.old_error, self._intent is not Intent.SET and not self.old.text(), _("This is required.")),
            (
                self.new,
                self.new_error,
                self._intent is not Intent.REMOVE and len(self.new.text()) < SHORTEST,
                _("A passphrase needs at least {count} characters.", count=SHORTEST),
            ),
            (
                self.new,
                self.new_error,
                self._intent is not Intent.REMOVE and recovery.looks_like_code(self.new.text()),
                _("This is a recovery code. Use words of your own."),
            ),
            (
                self.again,
                self.again_error,
                self._intent is not Intent.REMOVE and self.again.text() != self.new.text(),
                _("This does not match the passphrase above."),
            ),
        ]
        wrong = [(field, error, text) for field, error, is_wrong, text in asked if is_wrong]
        for field, error, text in wrong:
            error.say(text, field)
        if wrong:
            wrong[0][0].setFocus()
        return not wrong

    def _action(self) -> Callable[[Job], Afresh]:
        book, places, salts = self._session.book, self._places, self._salts
        old, new = self.old.text(), self.new.text()
        match self._intent:
            case Intent.SET:
                return lambda _job: passphrase.protect(book, new, places, salts)
            case Intent.CHANGE:
                return lambda _job: passphrase.change(book, old, new, places, salts)
            case Intent.REMOVE:
                return lambda _job: passphrase.unprotect(book, old, places, salts)

    def _done(self, made: Afresh) -> None:
        self.done_with.emit(made)
        self.accept()

    def _failed(self, error: KnownError) -> None:
        self._show_work("")
        if isinstance(error, WrongSecretError):
            self.old_error.say(_("This is not the current passphrase."), self.old)
            self.old.selectAll()
            self.old.setFocus()
        else:
            self.problem.say(current().error(error))
            self.go.setFocus()

    def reject(self) -> None:
        """Close, unless the file is being written."""
        if not self._slot.busy:
            super().reject()

    def done(self, result: int) -> None:
        """Empty the fields, and close."""
        for each in (self.old, self.new, self.again):
            each.clear()
        super().done(result)
