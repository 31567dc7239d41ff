"""One step of a handover where all of them are listed: its state, its text, who takes it, and its tick."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.domain.leaving.handover import HandoverStep
from clientguard.domain.wording import listed
from clientguard.texts import N_, _, current
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label

CHIP = 96  # points: the chips of all lines stand in one column
WHO = {"us": N_("You"), "client": N_("The client"), "vendor": N_("The platform")}


class ChecklistLine(QWidget):
    """A step. `ticked`: it was done today; `unticked`: it was not done after all."""

    ticked = Signal()
    unticked = Signal()

    def __init__(self, text: str, note: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._note, self._is_done = text, note, False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(12)
        self.chip = StateChip("", "neutral")
        line.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(text, wrap=True))
        self.words = Label("", "soft", wrap=True)
        words.addWidget(self.words)
        line.addLayout(words, 1)
        self.tick = quiet("")
        self.tick.clicked.connect(self._press)
        line.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)

    def show_step(self, step: HandoverStep) -> None:
        """Show the step as it is now."""
        self._is_done = step.done is not None
        word, tone = (_("waits"), "neutral") if step.blocked_by else (_("open", "task"), "note")
        if step.done:
            word, tone = current().date(step.done, "short"), "met"
        self.chip.show_state(word, tone)
        self.chip.setFixedWidth(max(CHIP, self.chip.sizeHint().width()))
        said = [_(WHO[step.who])]
        if step.blocked_by and not step.done:
            said.append(current().say(listed(step.blocked_by, " ")))
        said.append(self._note)
        self.words.setText(" · ".join(each for each in said if each))
        self.tick.setText(_("Undo") if step.done else _("Done today"))
        self.tick.setAccessibleName(f"{self.tick.text()}: {self._text}")
        self.tick.setEnabled(step.done is not None or not step.blocked_by)

    def _press(self) -> None:
        (self.unticked if self._is_done else self.ticked).emit()
