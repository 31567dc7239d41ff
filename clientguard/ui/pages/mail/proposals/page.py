"""From your mail: everything that it proposes, client by client."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from clientguard.domain.records.names import name_key
from clientguard.texts import _, _n
from clientguard.ui.intents.intents import Intents
from clientguard.ui.pages.mail.proposals.rows import ProposalRows
from clientguard.ui.pages.page import Head, Page, column
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import hairline
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.label import Label


class ProposalsPage(Page):
    """At most five proposals of each client; `show_record` puts those of one client first."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self._first = 0
        box: QVBoxLayout = column(self)
        self.lead = Label("", "soft", wrap=True)
        self.lead.setContentsMargins(0, 0, 0, 12)
        self._line = hairline()
        self.list = ProposalRows(session, intents, self, named=True)
        self.list.emptied.connect(self.take_focus)
        self.empty = EmptyState(_("Your mail proposes nothing just now."))
        self.empty.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.empty.setContentsMargins(8, 0, 8, 0)
        for each in (self.lead, self._line, self.list, self.empty):
            box.addWidget(each)
        box.addStretch()
        session.from_mail.changed.connect(self._show)

    def show_record(self, record: int) -> None:
        """Put the proposals of a client first."""
        self._first = record
        self._show()

    def refresh(self) -> None:
        """Have the mail read, if it was not, and show what there is."""
        self.session.from_mail.ask()
        self._show()

    def take_focus(self) -> None:
        """Take the keyboard for the first proposal."""
        if self.list.rows:
            self.list.focus_row(0)
        else:
            self.empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        from_mail = self.session.from_mail
        found = sorted(from_mail.proposals, key=lambda each: (each.client != self._first, name_key(each.client_name)))
        had_none = not self.list.rows
        self.list.show_proposals(found)
        self.show_head(
            Head(_("From your mail"), _n("{count} proposal", "{count} proposals", len(found)) if found else "")
        )
        self.lead.setText(
            _("Nothing here counts before you confirm it. Y confirms, N dismisses, E edits, M reads the message.")
        )
        for each in (self.lead, self._line, self.list):
            each.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.sentence.setText(
            _("Your mail proposes nothing just now.") if from_mail.is_whole else _("Reading your mail …")
        )
        if found and had_none and (self.hasFocus() or self.empty.hasFocus()):
            self.take_focus()
