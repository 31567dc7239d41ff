"""The client's data that we hold: returned or deleted as the client chooses, or kept for a reason (P4.3, P4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.actions.records import editing
from clientguard.domain.records import DataHolding
from clientguard.domain.records.kinds.handover import DISPOSITIONS
from clientguard.texts import _
from clientguard.ui.leaving.hand_over.action_row import ActionRow
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


class DataPart(QWidget):
    """What is held of the client's, a row each; the keyboard stays at the same row."""

    def __init__(self, session: Session, intents: Intents, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._intents = session, intents
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.rows: dict[int, ActionRow] = {}

    def show_holdings(self, holdings: Sequence[DataHolding]) -> None:
        """Show what is held, and what becomes of it."""
        focus = self.window().focusWidget()
        here = next((key for key, row in self.rows.items() if focus is not None and row.isAncestorOf(focus)), 0)
        clear(self._rows)
        self.rows = {each.id: self._row(each) for each in holdings}
        for row in self.rows.values():
            self._rows.addWidget(row)
        if not holdings:
            nothing = _("No data is on record. Add what you hold: files, exports, copies of lists.")
            self._rows.addWidget(Label(nothing, "soft", wrap=True))
        if here in self.rows:
            self.rows[here].buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, holding: DataHolding) -> ActionRow:
        row = ActionRow(holding.what, self)
        chips = [_state(holding)]
        if holding.personal:
            chips.insert(0, (_("personal data"), "met"))
        row.show_words(holding.what, chips, [line for line in (_chosen(holding), _done(holding)) if line])
        if holding.disposition not in ("", "keep") and not holding.done_on:
            row.add_action(_("Done today"), lambda: self._mark_done(holding))
        if not holding.disposition:
            row.add_action(_("Note the choice"), lambda: self._intents.open("data_holding", holding.id))
        else:
            row.add_action(_("Change", "verb"), lambda: self._intents.open("data_holding", holding.id), link=True)
        return row

    def _mark_done(self, holding: DataHolding) -> None:
        book, today = self._session.book, self._session.today()
        self._session.do(lambda _job: editing.change_record(book, holding, done_on=today))


def _state(holding: DataHolding) -> tuple[str, str]:
    """Return what becomes of it as a word, and its tone."""
    if not holding.disposition:
        return _("the client has not chosen yet"), "attention"
    if holding.done_on and holding.disposition != "keep":
        return _("done"), "met"
    chosen = next((each for each in DISPOSITIONS if each.key == holding.disposition), DISPOSITIONS[0])
    return _(chosen.label), chosen.tone


def _chosen(holding: DataHolding) -> str:
    """Say who chose it and when, or why it is kept and until when."""
    if holding.disposition == "keep" and holding.until:
        return _("Kept until {until}: {reason}", until=holding.until, reason=holding.reason)
    if holding.chosen_on and holding.chosen_by:
        return _("Chosen by {name} on {date}.", name=holding.chosen_by, date=holding.chosen_on)
    return _("Chosen on {date}.", date=holding.chosen_on) if holding.chosen_on else ""


def _done(holding: DataHolding) -> str:
    if not holding.done_on:
        return ""
    if holding.proof.strip():
        return _("Done on {date}. Proof: {proof}", date=holding.done_on, proof=holding.proof)
    return _("Done on {date}.", date=holding.done_on)
