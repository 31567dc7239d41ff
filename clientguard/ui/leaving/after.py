"""After: how long the record is kept, who takes over, and what was learnt (P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.texts import _
from clientguard.ui.leaving.step import Step
from clientguard.ui.session.session import Session

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


class AfterStep(Step):
    """After: retention, successor, support and lessons."""

    fields = ("retain_until", "destroy_on", "successor", "support_until", "support_limit", "lessons")

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("How long you keep the record, who takes over, and how long you answer questions."))
        self.add_form()
        self.box.addStretch()
