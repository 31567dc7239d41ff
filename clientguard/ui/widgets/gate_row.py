"""A gate of leaving: its state, its reason, what it holds and what it never holds, and the way to release it (P4.3)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.domain.leaving.gates import Gate
from clientguard.texts import _, current
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.lead import LeadText

CHIP = 104  # points: the chips of all rows stand in one column
TONES = {"met": "met", "open": "attention", "released": "released"}


def state_word(state: str) -> str:
    """Return a gate's state as a word."""
    return {"met": _("met"), "open": _("open", "gate"), "released": _("released")}[state]


class GateRow(QWidget):
    """One gate; `release_wanted` carries its key. What is closed is not `releasable` any longer."""

    release_wanted = Signal(str)

    def __init__(self, gate: Gate, parent: QWidget | None = None, *, releasable: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("queuerow", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 12, 4, 12)
        whole.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(14)
        whole.addLayout(row)
        chip = StateChip(state_word(gate.state), TONES[gate.state])
        chip.setFixedWidth(max(CHIP, chip.sizeHint().width()))
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(current().say(gate.title), "strong", wrap=True))
        words.addWidget(Label(current().say(gate.reason), "soft", wrap=True))
        row.addLayout(words, 1)
        if gate.state == "open" and releasable:
            self.release = button(_("Release with a reason"))
            self.release.clicked.connect(lambda: self.release_wanted.emit(gate.key))
            row.addWidget(self.release, 0, Qt.AlignmentFlag.AlignTop)
        if gate.state == "open" and (gate.holds or gate.not_held):
            under = QHBoxLayout()
            under.setContentsMargins(chip.minimumWidth() + row.spacing(), 0, 0, 0)
            under.addWidget(_held(gate))
            whole.addLayout(under)


def _held(gate: Gate) -> QWidget:
    box = QWidget()
    box.setProperty("banner", "attention")
    box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    lines = QVBoxLayout(box)
    lines.setContentsMargins(12, 10, 12, 10)
    lines.setSpacing(4)
    for each in gate.holds:
        held = _("{names}, {why}.", names=", ".join(each.names), why=current().say(each.why))
        lines.addWidget(LeadText(_("Held until then:"), held, "attention"))
    if gate.not_held:
        loose = _("{names}. No clause or reason for it is on record.", names=", ".join(gate.not_held))
        lines.addWidget(LeadText(_("Not held:"), loose, "attention"))
    if gate.free:
        free = _("{names}. These go ahead now.", names=", ".join(gate.free))
        lines.addWidget(LeadText(_("Never held:"), free, "attention"))
    return box
