"""Money: invoices and payments, and what is owed (P3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout

from clientguard.domain.money.receivables import Bill, Totals, bill, totals
from clientguard.store.views.money import invoices
from clientguard.texts import _, _n, current
from clientguard.ui.pages.listing import table
from clientguard.ui.pages.page import Head, Page, clear
from clientguard.ui.pages.today import amounts
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.figure_card import FigureCard
from clientguard.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents


class MoneyPage(Page):
    """Invoices and payments of all clients."""

    kinds = frozenset(
        {"invoice", "payment", "allocation", "write_off", "invoice_hold", "promise", "client", "contract"}
    )

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(24)
        box.addLayout(self._cards)
        self.tabs = Tabs([("invoice", _("Invoices")), ("payment", _("Payments"))])
        box.addWidget(self.tabs)
        self._stack = QStackedLayout()
        box.addLayout(self._stack, 1)  # before its lists: without a parent, the first would flash as a window
        self.tables = {kind: table(session, intents, kind) for kind in ("invoice", "payment")}
        for each in self.tables.values():
            self._stack.addWidget(each)
        self.tabs.chosen.connect(lambda kind: self._stack.setCurrentWidget(self.tables[kind]))
        self.tabs.choose("invoice")

    def refresh(self) -> None:
        """Show the head and the figures."""
        today = self.session.today()
        self.show_head(Head(_("Money"), action=_("Add invoice")))

        def work(db: Connection) -> tuple[Totals, list[Bill]]:
            bills = [bill(each, today) for each in invoices(db, on=today, unpaid=True)]
            return totals(bills), [each for each in bills if each.status == "overdue"]

        self.read(work, lambda found: self._show(*found))

    def _show(self, found: Totals, late: list[Bill]) -> None:
        clear(self._cards)
        for number, label in (
            (amounts(found.owed), _("owed to you")),
            (amounts(found.overdue), _n("overdue, {count} invoice", "overdue, {count} invoices", len(late))),
            (
                current().number(max((each.days_late for each in late), default=0)),
                _("days overdue, the oldest invoice"),
            ),
        ):
            self._cards.addWidget(FigureCard(number, label), 1)

    def act(self) -> None:
        """Add an invoice."""
        self.intents.add("invoice")
