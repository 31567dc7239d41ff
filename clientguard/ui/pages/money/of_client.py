"""What a client owes, how late it paid, and what asking for it took: the head of its Money section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientguard.domain.money.amount import Money
from clientguard.domain.money.lateness import STAIR, Collecting, Cycle, TiedUp, Trend, cycles, tied_up, trend
from clientguard.domain.money.overdue import LONG_LATE
from clientguard.domain.money.receivables import Totals, bill, totals
from clientguard.store.views.business import business
from clientguard.store.views.collecting.effort import collecting
from clientguard.store.views.money import invoices
from clientguard.texts import _, _n, current
from clientguard.ui.pages.page import clear
from clientguard.ui.pages.today import amounts
from clientguard.ui.records.shown import duration
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.cycle_dots import CycleDot, CycleDots
from clientguard.ui.widgets.figure_card import FigureCard

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


@dataclass(frozen=True, slots=True)
class Found:
    """What the figures show."""

    totals: Totals
    tied: tuple[TiedUp, ...]
    cycles: tuple[Cycle, ...]
    trend: Trend | None
    effort: Collecting
    hour: Money | None


class ClientMoney(QWidget):
    """Three figures; nothing while no invoice is on record."""

    def __init__(self, session: Session, client: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._client = client
        self._cards = QHBoxLayout(self)
        self._cards.setContentsMargins(0, 6, 0, 4)
        self._cards.setSpacing(24)
        self.refresh()

    def refresh(self) -> None:
        """Read the figures again."""
        client, today = self._client, self._session.today()

        def work(db: Connection) -> Found:
            bills = [bill(each, today) for each in invoices(db, client, on=today)]
            firm = business(db)
            return Found(
                totals=totals(bills),
                tied=tied_up(bills),
                cycles=tuple(each for each in cycles(bills) if each.due),
                trend=trend(bills),
                effort=collecting(db, client),
                hour=Money(firm.rate, firm.currency) if firm and firm.rate else None,
            )

        self._session.read(work, self._show, self)

    def _show(self, found: Found) -> None:
        clear(self._cards)
        self.setVisible(bool(found.cycles or found.totals.owed))
        self._cards.addWidget(FigureCard(amounts(found.totals.owed), _tied(found.tied)), 1)
        if found.cycles:
            card = FigureCard(_last(found.cycles[-1]), _how(found))
            card.add_drawing(CycleDots([_dot(each) for each in found.cycles]))
            self._cards.addWidget(card, 1)
        if found.effort.messages:
            self._cards.addWidget(FigureCard(*_effort(found.effort, found.hour)), 1)


def _tied(tied: Sequence[TiedUp]) -> str:
    """Say how much of what is owed is past due, and for how long on average."""
    parts = [
        _n(
            "{amount} of it past due, for {count} day on average",
            "{amount} of it past due, for {count} days on average",
            each.days,
            amount=current().money(each.amount),
        )
        for each in tied
    ]
    return _("owed to you, {parts}", parts=", ".join(parts)) if parts else _("owed to you, nothing past due")


def _last(cycle: Cycle) -> str:
    if cycle.days_late < STAIR["late"][1]:
        return _("On time")
    return _n("{count} day late", "{count} days late", cycle.days_late)


def _how(found: Found) -> str:
    """Say what the dots show."""
    if found.trend:
        return current().say(found.trend.figure)
    return _n("the last time, of {count} shown", "the last time, of {count} shown", len(found.cycles))


def _dot(cycle: Cycle) -> CycleDot:
    late = cycle.days_late
    tone = "met" if late < STAIR["late"][1] else "attention" if late <= LONG_LATE else "stop"
    numbers = ", ".join(cycle.numbers)
    if not late:
        text = _("{numbers}: on time", numbers=numbers)
    elif cycle.running:
        text = _n("{numbers}: {count} day late so far", "{numbers}: {count} days late so far", late, numbers=numbers)
    else:
        text = _n("{numbers}: {count} day late", "{numbers}: {count} days late", late, numbers=numbers)
    return CycleDot(late, tone, text, cycle.running)


def _effort(effort: Collecting, hour: Money | None) -> tuple[str, str]:
    """Return what asking for payment cost, or its time where no hourly rate is on record, and what it was."""
    cost = effort.cost(hour)
    time = duration(effort.minutes)
    if cost is None:
        return time, _n("spent on {count} reminder or call", "spent on {count} reminders and calls", effort.messages)
    label = _n(
        "your time for {count} reminder or call, {time}",
        "your time for {count} reminders and calls, {time}",
        effort.messages,
        time=time,
    )
    return current().money(cost), label
