"""All steps of one account's handover, and what is known of the account (P4.4)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clientguard.domain.leaving.handover import Handover, HandoverStep
from clientguard.domain.records.handover import ASSETS
from clientguard.domain.wording import listed
from clientguard.texts import N_, _, current
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, hairline
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.label import Label

WHO = {"us": N_("You"), "client": N_("The client"), "vendor": N_("The platform")}
# What is said of the account itself, in this order.
KNOWN = (
    "owner_of_record",
    "our_role",
    "paid_by",
    "renews",
    "second_factor",
    "recovery_held_by",
    "integrations",
    "kept_at",
)


class AccountDetails(Dialog):
    """The steps in order, each with who takes it and why it waits; then who pays, who holds the second factor."""

    def __init__(self, session: Session, handover: Handover, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Handover of {account}", account=handover.account.name))
        self.setMinimumSize(460, 320)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(8)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll: there is nothing else to go to
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addStretch()
        self.close_button = button(_("Close"))
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        box.addLayout(foot)
        self._show(handover)
        self.resize(620, 600)
        self.close_button.setFocus()

    def _show(self, handover: Handover) -> None:
        account = handover.account
        kind = next((each.label for each in ASSETS if each.key == account.asset_type), "")
        named = [_(kind) if kind else "", account.platform]
        self.body.addWidget(Label(account.name, "section", wrap=True))
        self._say(", ".join(each for each in named if each))
        self._say(" ".join(current().say(each) for each in (handover.why, handover.warning) if each))
        self._head(_("Steps"))
        for step in handover.steps:
            self.body.addLayout(_step_line(step))
        self._known(handover)
        self.body.addStretch()

    def _known(self, handover: Handover) -> None:
        account = handover.account
        facts = [(account.kind.field(name), getattr(account, name)) for name in KNOWN]
        if not any(value for _field, value in facts):
            return
        self._head(_("What is on record of it"))
        for field, value in facts:
            if value:
                self._say(_("{field}: {value}", field=_(field.label), value=value))

    def _head(self, text: str) -> None:
        self.body.addSpacing(8)
        self.body.addWidget(Label(text, "strong"))
        self.body.addWidget(hairline())

    def _say(self, text: str) -> None:
        if text:
            self.body.addWidget(Label(text, "soft", wrap=True).selectable())


def _step_line(step: HandoverStep) -> QHBoxLayout:
    """Return a line: the state of a step, what it is, who takes it, and why it has to wait."""
    line = QHBoxLayout()
    line.setSpacing(12)
    done = current().date(step.done, "short") if step.done else ""
    word, tone = (done, "met") if done else (_("waits"), "neutral") if step.blocked_by else (_("open"), "note")
    chip = StateChip(word, tone)
    chip.setFixedWidth(max(104, chip.sizeHint().width()))
    line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(current().say(step.label), wrap=True))
    said = [_(WHO[step.who])]
    if step.optional:
        said.append(_("not always needed"))
    if step.blocked_by and not step.done:
        said.append(current().say(listed(step.blocked_by, " ")))
    words.addWidget(Label(" · ".join(said), "soft", wrap=True))
    line.addLayout(words, 1)
    return line
