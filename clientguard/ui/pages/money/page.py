"""Money: what is owed and since when, invoices and payments, and the reminders of the day (P3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from clientguard.actions.money.climbing import today_facts
from clientguard.domain.money.ageing import Aged, all_clients
from clientguard.domain.money.receivables import Bill, Totals, bill, totals
from clientguard.domain.today import queue
from clientguard.store.views import money
from clientguard.texts import _, _n, current
from clientguard.ui.pages.listing import table
from clientguard.ui.pages.money.ageing import AgeingTable, bar
from clientguard.ui.pages.page import Head, Page, clear
from clientguard.ui.pages.today import amounts
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.figure_card import FigureCard
from clientguard.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents


MOST_BARS = 2  # currencies in which something is overdue and that have a bar; the others are in the table


@dataclass(frozen=True, slots=True)
class Found:
    """What the page shows above its lists."""

    totals: Totals
    late: tuple[Bill, ...]
    aged: tuple[Aged, ...]
    reminders: tuple[int, ...]  # the invoices that Today asks to send a reminder of


class MoneyPage(Page):
    """Figures and ageing, and below them one of three lists: invoices, payments, what each client owes."""

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
        self._bars = QVBoxLayout()
        self._bars.setSpacing(8)
        box.addLayout(self._bars)
        self.draft = button("", icon="mail")
        self.draft.clicked.connect(lambda: self.intents.remind_each(self._reminders))
        self._reminders: tuple[int, ...] = ()
        box.addWidget(self.draft, 0, Qt.AlignmentFlag.AlignLeft)
        self.draft.hide()
        words = [("invoice", _("Invoices")), ("payment", _("Payments")), ("ageing", _("Owed by client"))]
        self.tabs = Tabs(words)
        box.addWidget(self.tabs)
        self._stack = QStackedLayout()
        box.addLayout(self._stack, 1)  # before its lists: without a parent, the first would flash as a window
        self.tables = {kind: table(session, intents, kind) for kind in ("invoice", "payment")}
        self.ageing = AgeingTable(self)
        self.ageing.opened.connect(lambda client: self.intents.go("client", client))
        self.ageing.statement_wanted.connect(lambda client: self.intents.statement(client))
        self._lists: dict[str, QWidget] = {**self.tables, "ageing": self.ageing}
        for each in self._lists.values():
            self._stack.addWidget(each)
        self.tabs.chosen.connect(lambda key: self._stack.setCurrentWidget(self._lists[key]))
        self.tabs.choose("invoice")

    def refresh(self) -> None:
        """Show the head and the figures."""
        today = self.session.today()
        self.show_head(Head(_("Money"), action=_("Add invoice")))

        def work(db: Connection) -> Found:
            facts = today_facts(db, today)
            bills = [bill(each, today) for each in facts.invoices]
            return Found(
                totals=totals(bills),
                late=tuple(each for each in bills if each.status == "overdue"),
                aged=money.ageing(db, on=today),
                reminders=tuple(each.record for each in queue(facts, today) if each.action == "send_reminder"),
            )

        self.read(work, self._show)

    def _show(self, found: Found) -> None:
        clear(self._cards)
        late = found.late
        for number, label in (
            (amounts(found.totals.owed), _("owed to you")),
            (amounts(found.totals.overdue), _n("overdue, {count} invoice", "overdue, {count} invoices", len(late))),
            (
                current().number(max((each.days_late for each in late), default=0)),
                _("days overdue, the oldest invoice"),
            ),
        ):
            self._cards.addWidget(FigureCard(number, label), 1)
        clear(self._bars)
        late_in = sorted((row for row in all_clients(found.aged) if row.overdue), key=lambda row: -row.overdue)
        for row in late_in[:MOST_BARS]:
            self._bars.addWidget(bar(row))
        self._reminders = found.reminders
        self.draft.setText(" " + _n("Draft today's reminder", "Draft today's {count} reminders", len(found.reminders)))
        self.draft.setAccessibleName(self.draft.text().strip())
        self.draft.setVisible(bool(found.reminders))
        self.ageing.show_rows(found.aged)

    def act(self) -> None:
        """Add an invoice."""
        self.intents.add("invoice")
