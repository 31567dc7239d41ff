"""One figure that the signs go by: its value, its default with the reason, and why the user chose another (P6)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clientguard.actions.judgement.thresholds import Setting
from clientguard.domain.judgement.thresholds import problem_of
from clientguard.domain.tongues import latin_digits, tongue
from clientguard.texts import _, current
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.spoken import describe

WIDE = 110  # points of a figure


class FigureField(QWidget):
    """A line for the value; what is not the default can have a reason of the user's, and go back to it."""

    edited = Signal()

    def __init__(self, found: Setting, why: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.found = found
        name, self._default = _(found.figure.label), plain(found.figure.default)
        self._tongue = tongue(current().language)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 8)
        box.setSpacing(4)
        label = Label(name, "field", wrap=True)
        self.value = QLineEdit()
        self.value.setAccessibleName(name)
        self.value.setFixedWidth(WIDE)
        label.setBuddy(self.value)
        self.back = quiet(_("Back to the default"))
        self.back.setAccessibleName(_("Back to the default: {name}", name=name))
        self.back.clicked.connect(self._go_back)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.value)
        row.addWidget(self.back)
        row.addStretch()
        told = _("The default is {value}. {why}", value=self._tongue.written(self._default), why=why)
        describe(self.value, help=told)
        self.error = ErrorLine()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why you chose another figure"))
        self.reason.setAccessibleName(_("Why you chose another figure: {name}", name=name))
        for each in (label, row, Label(told, "soft", wrap=True), self.error, self.reason):
            box.addLayout(each) if isinstance(each, QHBoxLayout) else box.addWidget(each)
        self.show_saved()
        self.value.textChanged.connect(self._heard)
        self.reason.textChanged.connect(self.edited)

    def _heard(self) -> None:
        self._say_state()
        self.edited.emit()

    def _say_state(self) -> None:
        own = self._typed() != self._default
        self.back.setVisible(own)
        self.reason.setVisible(own)
        self.error.say("", self.value)

    def _go_back(self) -> None:
        self.value.setFocus()  # before the button goes
        self.value.setText(self._tongue.written(self._default))

    def show_saved(self) -> None:
        """Show the value that holds."""
        self.show_texts(plain(self.found.value), "" if self.found.is_default else self.found.reason)

    def show_texts(self, value: str, reason: str) -> None:
        """Show a plain value and a reason."""
        self.value.setText(self._tongue.written(value))
        self.reason.setText(reason)
        self._say_state()

    def _typed(self) -> str:
        """Return the value as it is typed, with a decimal point: no figure here has thousands."""
        return latin_digits(self.value.text().strip()).replace(self._tongue.mark, ".")

    def changed(self) -> tuple[str, str] | None:
        """Return value and reason if they are not those that hold; None otherwise."""
        typed = self._typed(), self.reason.text().strip()
        saved = plain(self.found.value), "" if self.found.is_default else self.found.reason
        if typed == saved or typed[0] == saved[0] == self._default:
            return None
        # What is rounded on the screen is the default itself.
        return (repr(self.found.figure.default), "") if typed[0] == self._default else typed

    def check(self) -> bool:
        """Say in place what is wrong with the value; return whether nothing is."""
        change = self.changed()
        problem = problem_of(self.found.figure.key, change[0]) if change else None
        self.error.say(current().say(problem) if problem else "", self.value)
        return problem is None


def plain(value: float) -> str:
    """Return a figure as it is typed, with at most three digits after the point."""
    return f"{round(value, 3):g}"
