"""Today: what needs you, each with why, since when, and the one button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout

from clientguard.actions.money.climbing import today_facts
from clientguard.actions.records.checklist import hide_checklist
from clientguard.domain.checklist import checklist
from clientguard.domain.money.amount import Money
from clientguard.domain.next_step import Step
from clientguard.domain.records import KINDS
from clientguard.domain.today import Figures, figures, queue
from clientguard.store.views import lists
from clientguard.store.views.today import letterhead, on_record
from clientguard.texts import _, _n, current
from clientguard.ui.intents.step_actions import STEP_ACTIONS
from clientguard.ui.pages.page import Head, Page, clear, column
from clientguard.ui.widgets.button import hairline, quiet, tinted
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.figure_card import FigureCard
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.queue_row import QueueRow

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

MOST = 15  # steps of a section that are shown at a time: nobody does more of them before looking again


def count_in_words(count: int) -> str:
    """Return how many proposals there are, in words."""
    return _n("{count} proposal from your mail", "{count} proposals from your mail", count)


def amounts(money: tuple[Money, ...]) -> str:
    """Return one amount for each currency, on one line."""
    return " + ".join(current().money(each) for each in money) or "0"


class TodayPage(Page):
    """The queue."""

    def __init__(self, session, intents) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        super().__init__(session, intents)
        self._shown: tuple[Sequence[Step], Figures, int, Sequence[Step]] | None = None
        box = column(self)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(24)
        box.addLayout(self._cards)
        box.addSpacing(20)
        self.from_mail = quiet("", self)
        tinted(self.from_mail, "mail", "accent")
        self.from_mail.clicked.connect(lambda: self.intents.go("proposals"))
        self.from_mail.hide()
        box.addWidget(self.from_mail, 0, Qt.AlignmentFlag.AlignLeft)
        self.session.from_mail.changed.connect(self._show_proposals)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        box.addLayout(self._rows)
        box.addStretch()

    def refresh(self) -> None:
        """Read the facts and show the steps."""
        today = self.session.today()
        self.show_head(Head(_("Today"), current().date(today, "full")))

        def work(db: Connection) -> tuple[Sequence[Step], Figures, int, Sequence[Step]]:
            facts = today_facts(db, today)
            clients = lists.count_records(db, KINDS["client"])
            return queue(facts, today), figures(facts, today), clients, checklist(on_record(db), letterhead(db))

        self.read(work, lambda found: self._show(*found))

    def _show_proposals(self) -> None:
        """Say how many proposals the mail makes, as far as it was read; nothing here waits for that."""
        count = len(self.session.from_mail.proposals)
        if not count and self.from_mail.hasFocus():
            self.take_focus()
        self.from_mail.setText(" " + count_in_words(count))
        self.from_mail.setAccessibleName(count_in_words(count))
        self.from_mail.setVisible(bool(count))

    def _show(self, steps: Sequence[Step], found: Figures, clients: int, missing: Sequence[Step]) -> None:
        self.session.from_mail.ask_later()
        if (steps, found, clients, missing) == self._shown:  # what was changed has nothing to do with it
            return
        self._shown = steps, found, clients, missing
        now_at = QApplication.focusWidget()
        focused = now_at is not None and (now_at is self or self.isAncestorOf(now_at))
        self._show_figures(found)
        clear(self._rows)
        now = [step for step in steps if step.section == "now"]
        later = [step for step in steps if step.section == "next"]
        self._section(_("What needs you"), now, primary=True)
        self._section(_("Next", "heading"), later)
        if not clients:
            empty = EmptyState(_("No clients yet. Your mail shows who they are."), _("Find clients in your mail"))
            empty.acted.connect(lambda: self.intents.go("find"))
            self._rows.addWidget(empty)
        elif not steps:
            calm = EmptyState(_("Nothing needs you today."))
            calm.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            calm.setContentsMargins(8, 0, 8, 0)  # for the frame around what has the focus
            self._rows.addWidget(calm)
        if missing and clients:
            self._section(_("To complete your records"), list(missing))
            self._add_hiding()
        if focused:  # what had it is gone; or the page was gone to before this was read
            self.take_focus()

    def take_focus(self) -> None:
        """Take the keyboard; where nothing needs the user, show where it is."""
        (self.findChild(EmptyState) or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_hiding(self) -> None:
        """Add the button that hides the checklist."""
        hide = quiet(_("Hide this list"))
        hide.clicked.connect(self._hide_checklist)
        self._rows.addWidget(hide, 0, Qt.AlignmentFlag.AlignLeft)

    def _hide_checklist(self) -> None:
        book = self.session.book

        def show_again() -> None:
            self.session.do(lambda _job: hide_checklist(book, hidden=False), done=lambda _none: self.refresh())

        def done(_none: None) -> None:
            self.refresh()
            self.intents.said.emit(_("The list is hidden."), show_again)

        self.session.do(lambda _job: hide_checklist(book), done=done)

    def _show_figures(self, found: Figures) -> None:
        clear(self._cards)
        cards = [
            (
                amounts(found.owed[:1]),
                self._owed(found),
            ),
            (
                current().number(found.answers),
                self._awaited(found),
            ),
            (
                current().number(found.contracts),
                _n("contract to decide on", "contracts to decide on", found.contracts),
            ),
            (
                current().number(found.leavings),
                self._leavings(found),
            ),
        ]
        for number, label in cards:
            self._cards.addWidget(FigureCard(number, label), 1, Qt.AlignmentFlag.AlignTop)

    def _awaited(self, found: Figures) -> str:
        if not found.answers:
            return _("no client owes you an answer")
        if not found.oldest_days:
            return _n("client owes you an answer since today", "clients owe you an answer since today", found.answers)
        return _n(
            "client owes you an answer, the oldest for {days}",
            "clients owe you an answer, the oldest for {days}",
            found.answers,
            days=_n("{count} day", "{count} days", found.oldest_days),
        )

    def _leavings(self, found: Figures) -> str:
        if not found.last_day:
            return _n("client being left", "clients being left", found.leavings)
        return _n(
            "client being left, last day {date}",
            "clients being left, next last day {date}",
            found.leavings,
            date=current().date(found.last_day, "short"),
        )

    def _owed(self, found: Figures) -> str:
        more = amounts(found.owed[1:]) if len(found.owed) > 1 else ""
        late = amounts(found.overdue)
        if more:
            return _("and {more} owed to you, {amount} overdue", more=more, amount=late)
        if found.overdue:
            return _("owed to you, {amount} overdue", amount=late)
        return _("owed to you, nothing overdue")

    def _section(self, title: str, steps: list[Step], *, primary: bool = False) -> None:
        if not steps:
            return
        self._rows.addSpacing(8)
        self._rows.addWidget(Label(title, "section"))
        self._rows.addSpacing(8)
        self._rows.addWidget(hairline())
        box = QVBoxLayout()
        box.setSpacing(0)
        self._rows.addLayout(box)
        self._add_rows(box, steps, primary=primary)
        self._rows.addSpacing(12)

    def _add_rows(self, box: QVBoxLayout, steps: Sequence[Step], *, primary: bool = False) -> list[QueueRow]:
        """Add the first steps, and a button that shows more of the others; return the rows."""
        rows: list[QueueRow] = []
        say = current().say
        for place, step in enumerate(steps[:MOST]):
            row = QueueRow(
                step.icon,
                step.tone,
                say(step.what),
                say(step.why),
                say(step.since),
                _(STEP_ACTIONS[step.action].word),
                primary=primary and place == 0,
                answers=[_(STEP_ACTIONS[each].word) for each in step.answers],
            )
            row.answered.connect(
                lambda which, step=step: STEP_ACTIONS[step.answers[which]].act(self.intents, step.record)
            )
            row.acted.connect(lambda step=step: STEP_ACTIONS[step.action].act(self.intents, step.record))
            row.opened.connect(lambda step=step: self._open(step))
            box.addWidget(row)
            rows.append(row)
        rest = steps[MOST:]
        if rest:
            more = quiet(_n("Show {count} more", "Show {count} more", len(rest)))
            more.clicked.connect(lambda: self._show_more(box, more, rest))
            box.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return rows

    def _open(self, step: Step) -> None:
        """Show the client that a step is about; what is about none of them has only its action."""
        if step.client:
            self.intents.go("client", step.client)
        else:
            STEP_ACTIONS[step.action].act(self.intents, step.record)

    def _show_more(self, box: QVBoxLayout, more: QPushButton, rest: Sequence[Step]) -> None:
        more.hide()
        self._add_rows(box, rest)[0].button.setFocus(Qt.FocusReason.OtherFocusReason)
        more.deleteLater()
