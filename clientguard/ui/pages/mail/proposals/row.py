"""One proposal from mail: the passage, who wrote it and when, what it would become, and a key for each answer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientguard.domain.communication.proposals.proposal import NAMES, Proposal, in_words
from clientguard.texts import _, current
from clientguard.ui.look.theme import tokens
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label, Line

LEAST = 220  # points of width for the words
BESIDE = 820  # points of width from which the buttons are next to the words
TONES = {"request": "attention", "answer": "met", "promise": "note", "demand": "note", "meeting": "neutral"}
KEYS = {
    Qt.Key.Key_Return: "confirm",
    Qt.Key.Key_Enter: "confirm",
    Qt.Key.Key_Y: "confirm",
    Qt.Key.Key_Delete: "dismiss",
    Qt.Key.Key_N: "dismiss",
    Qt.Key.Key_E: "edit",
    Qt.Key.Key_M: "read",
}


class ProposalRow(QWidget):
    """`answered(what)`: confirm, dismiss, edit or read was chosen, by its button or by its key on the row."""

    answered = Signal(str)

    def __init__(self, proposal: Proposal, parent: QWidget, *, named: bool, writable: bool) -> None:
        super().__init__(parent)
        self.proposal = proposal
        self._writable = writable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        becomes = current().say(in_words(proposal))
        name = _(NAMES[proposal.sort])
        self.setAccessibleName(f"{name}: “{proposal.passage}”")
        self.setAccessibleDescription(" ".join((self._whence(named=named), becomes, _keys_told())))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(8, 10, 8, 11)
        self._box.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(3)
        head = Flow(gap=10)
        head.addWidget(StateChip(name, TONES[proposal.sort]))
        head.addWidget(Line(self._whence(named=named), "secondary"))
        words.addLayout(head)
        self.passage = Label(f"“{proposal.passage}”", wrap=True)
        self.becomes = Label(becomes, "soft", wrap=True)
        words.addWidget(self.passage)
        words.addWidget(self.becomes)
        self._box.addLayout(words, 1)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(8)
        self._box.addLayout(self._ways)
        self.buttons: dict[str, QPushButton] = {}
        for what, word, key, link in (
            ("confirm", _("Confirm …") if proposal.lacks else _("Confirm"), "Y", False),
            ("dismiss", _("Dismiss", "proposal"), "N", False),
            ("edit", _("Edit …"), "E", True),
            ("read", _("Read mail"), "M", True),
        ):
            self._add(what, word, key, link=link)

    def _add(self, what: str, word: str, key: str, *, link: bool) -> None:
        made = quiet(word, self) if link else button(word, parent=self)
        made.setAccessibleName(f"{word}: {self.proposal.passage}")
        made.setToolTip(f"{word} · {key}")
        made.setEnabled(self._writable or what == "read")
        made.clicked.connect(lambda: self.answered.emit(what))
        self._ways.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        self.buttons[what] = made

    def _whence(self, *, named: bool) -> str:
        """Return who wrote the passage, to or from which client, and when."""
        who = self.proposal.who.partition("<")[0].strip(' "') or self.proposal.who
        parts = (
            self.proposal.client_name if named else "",
            who or _("You wrote"),
            current().date(self.proposal.on),
        )
        return " · ".join(part for part in parts if part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        what = KEYS.get(Qt.Key(event.key())) if plain else None
        if what is None:
            super().keyPressEvent(event)
        elif self.buttons[what].isEnabled() and not event.isAutoRepeat():
            self.answered.emit(what)

    def minimumSizeHint(self) -> QSize:
        """Return the least size with the buttons below the words: there they go where it is narrow."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), max(self._ways.minimumSize().width() + 16, LEAST)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
            self._box.setAlignment(self._ways, Qt.AlignmentFlag(0) if beside else Qt.AlignmentFlag.AlignLeft)
            self._box.setSpacing(16 if beside else 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tokens()
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.line))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), 6, 6)


def _keys_told() -> str:
    return _("Press Y to confirm, N to dismiss it, E to edit it, or M to read the message.")
