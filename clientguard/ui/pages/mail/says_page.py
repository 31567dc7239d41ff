"""What the mail says: the last contact with each client, and who has not answered whom, since when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from clientguard.domain.communication.answers import answer_steps
from clientguard.domain.next_step import Step
from clientguard.store.views.answers import last_words
from clientguard.texts import _, current, local
from clientguard.ui.intents.step_actions import STEP_ACTIONS
from clientguard.ui.pages.page import Head, Page, clear, column
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import hairline
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.queue_row import QueueRow

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents


class MailSaysPage(Page):
    """A line for each client; it opens the message that has been open longest."""

    kinds = frozenset({"client", "message"})

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = column(self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        box.addLayout(self._rows)
        box.addStretch()

    def refresh(self) -> None:
        """Read the last words, and show who is waiting."""
        self.show_head(Head(_("What your mail says")))
        today = self.session.today()

        def work(db: Connection) -> list[Step]:
            return answer_steps(last_words(db), today, lambda at: local(at).date())

        self.read(work, self._show)

    def take_focus(self) -> None:
        """Take the keyboard for the first line."""
        rows = self.findChildren(QueueRow)
        (rows[0] if rows else self).setFocus()

    def _show(self, steps: Sequence[Step]) -> None:
        clear(self._rows)
        self._section(_("They wrote last"), [each for each in steps if each.section == "now"])
        self._section(_("You wrote last"), [each for each in steps if each.section == "next"])
        if not steps:
            empty = EmptyState(_("No mail with a client is on record yet."), _("Find clients in your mail"))
            empty.acted.connect(lambda: self.intents.go("find"))
            self._rows.addWidget(empty)
        if self.hasFocus():  # it was gone to before its lines were read
            self.take_focus()

    def _section(self, title: str, steps: Sequence[Step]) -> None:
        if not steps:
            return
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addWidget(Label(title, "section"))
        box.addSpacing(8)
        box.addWidget(hairline())
        say = current().say
        for each in steps:
            action = STEP_ACTIONS[each.action]
            row = QueueRow(
                each.icon, each.tone, say(each.what), say(each.why), say(each.since), _(action.word), parent=self
            )
            for signal in (row.acted, row.opened):
                signal.connect(lambda each=each, action=action: action.act(self.intents, each.record))
            box.addWidget(row)
        box.addSpacing(20)
        self._rows.addLayout(box)
