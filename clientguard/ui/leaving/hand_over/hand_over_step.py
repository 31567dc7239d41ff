"""Hand over: the sweep, the accounts one by one, and the client's data (P4.3, P4.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from clientguard.actions.leaving import proposals
from clientguard.domain.leaving.case import LeavingCase, handovers
from clientguard.domain.leaving.from_mail.found_accounts import FoundAccount
from clientguard.domain.leaving.from_mail.replies import Reply
from clientguard.domain.leaving.handover import Handover
from clientguard.texts import _, _n
from clientguard.ui.leaving.hand_over.account_row import AccountRow
from clientguard.ui.leaving.hand_over.data_part import DataPart
from clientguard.ui.leaving.hand_over.replies_part import RepliesPart
from clientguard.ui.leaving.hand_over.sweep_part import SweepPart
from clientguard.ui.leaving.step import Step
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents


class HandOverStep(Step):
    """What the client has, each account on its way to the client, and what becomes of its data (P4.4)."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_section(_("What the client has"))
        self.sweep = SweepPart(session, intents, self)
        self.box.addWidget(self.sweep)
        self.add_section(_("Accounts"))
        self._count = Label("", "soft", wrap=True)
        self.box.addWidget(self._count)
        self.replies = RepliesPart(session, intents, self)
        self.box.addWidget(self.replies)
        self._rows: QVBoxLayout = self.add_lines()
        self.fold = self.add_button(quiet(""), self._unfold)
        self.add_account = self.add_button(button(_("Add account"), icon="plus"), lambda: self._add("account"))
        self.add_section(_("Data and files"))
        self.data = DataPart(session, intents, self)
        self.box.addWidget(self.data)
        self.add_data = self.add_button(button(_("Add data"), icon="plus"), lambda: self._add("data_holding"))
        self.add_section(_("Papers"))
        papers = Flow()
        for word, icon, make in (
            (_("Handover request"), "file-text", intents.handover_request),
            (_("Ask by letter or mail …"), "mail", lambda client: intents.letter("handover-request", client)),
            (_("Certificate of return and deletion"), "file-text", intents.certificate),
        ):
            made = button(word, icon=icon)
            made.clicked.connect(lambda _checked=False, make=make: make(self._client()))
            papers.addWidget(made)
        self.box.addLayout(papers)
        self.box.addStretch()
        self.rows: dict[int, AccountRow] = {}
        self._folded: set[int] = set()  # accounts that were handed over before this leaving was shown
        self._of = 0  # the leaving that is shown

    def _client(self) -> int:
        return (self.case.leaving.client or 0) if self.case else 0

    def _add(self, kind: str) -> None:
        self.intents.add(kind, client=self._client())

    def fill(self, case: LeavingCase) -> None:
        """Show the answers, every account, and the data; the keyboard stays at the same account."""
        found = handovers(case)
        self.sweep.show_case(case)
        if self._of != case.leaving.id:
            self._of = case.leaving.id
            self._folded = {each.account.id for each in found if each.complete}
        self._show_accounts(found, closed=case.leaving.signed_off is not None)
        self._show_folded()
        done = sum(each.complete for each in found)
        self._count.setText(
            _n(
                "{done} of {count} account is handed over.",
                "{done} of {count} accounts are handed over.",
                len(found),
                done=done,
            )
            if found
            else _("No account is on record for this client.")
        )
        self.data.show_holdings(case.holdings)
        self._read_mail(case, found)

    def _show_accounts(self, found: tuple[Handover, ...], *, closed: bool) -> None:
        """Show every account, those that were handed over before at the end."""
        found = tuple(sorted(found, key=lambda each: each.account.id in self._folded))
        here = next((key for key, row in self.rows.items() if row.has_focus()), 0)
        before, self.rows = self.rows, {}
        for place, each in enumerate(found):
            row = before.pop(each.account.id, None) or AccountRow(each, self.session, self.intents, self)
            row.show_handover(each, closed=closed)
            self.rows[each.account.id] = row
            if self._rows.indexOf(row) != place:
                self._rows.insertWidget(place, row)
        for row in before.values():
            row.hide()
            row.deleteLater()
        if here and here not in self.rows:
            self.add_account.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_folded(self) -> None:
        """Leave out what was handed over before, until the user wants to see it; what has changed since is shown."""
        self._folded = {key for key in self._folded if key in self.rows and self.rows[key].handover.complete}
        for key, row in self.rows.items():
            row.setVisible(key not in self._folded)
        count = len(self._folded)
        self.fold.setText(_n("Show {count} that is handed over", "Show {count} that are handed over", count))
        self.fold.setAccessibleName(self.fold.text())
        self.fold.setVisible(bool(count))

    def _unfold(self) -> None:
        first = next(each for each in self.rows if each in self._folded)
        self._folded = set()
        self._show_folded()
        self.rows[first].take_focus()

    def _read_mail(self, case: LeavingCase, found: tuple[Handover, ...]) -> None:
        """Read what mail proposes; a leaving that is closed, or not begun, has nothing to propose."""
        if not case.leaving.id or case.leaving.signed_off:
            self._show_mail((), (), found)
            return
        today = self.session.today()

        def work(db: Connection) -> tuple[tuple[FoundAccount, ...], tuple[Reply, ...]]:
            return proposals.proposed_accounts(db, case, today), proposals.proposed_replies(db, case, today)

        self.session.read(work, lambda both: self._show_mail(*both, found), self, key="mail")

    def _show_mail(
        self, accounts: tuple[FoundAccount, ...], replies: tuple[Reply, ...], found: tuple[Handover, ...]
    ) -> None:
        self.sweep.show_found(accounts)
        if self.replies.show_replies(replies, found) and self.rows:
            next(iter(self.rows.values())).take_focus()
