"""Which of several contracts a welcome sheet follows (P8.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.actions.judgement.papers import Sheet, make_welcome_sheet
from clientguard.domain.changed import Changed
from clientguard.domain.records import Contract
from clientguard.texts import _, current
from clientguard.ui.dialogs.parties.asking_dialog import ChoosingDialog
from clientguard.ui.session.session import Session


class WelcomeDialog(ChoosingDialog):
    """Offers the contracts in force, the newest chosen; `made` carries the sheet once it is on record."""

    made = Signal(object)

    def __init__(
        self, session: Session, client: int, contracts: Sequence[Contract], today: date, parent: QWidget | None
    ) -> None:
        offered = [(each.id, each.title, _since(each)) for each in contracts]
        super().__init__(session, _("The welcome sheet"), _("Create the sheet"), offered, parent)
        self._client, self._today = client, today
        self._sheet: Sheet | None = None
        note = _("Several contracts are in force. The sheet says what this one says.")
        self.ask(_("Which contract does the sheet follow?"), _("Contract"), note)
        self.picker.choose(contracts[0].id)
        self.save.setEnabled(True)

    def action(self) -> Callable[[], Changed]:
        """Return what makes the sheet."""
        book, contract = self._session.book, self.chosen

        def make() -> Changed:
            self._sheet = make_welcome_sheet(book, self._client, self._today, contract=contract)
            return self._sheet.changed

        return make

    def carried_out(self) -> None:
        """Hand the sheet over."""
        self.made.emit(self._sheet)


def _since(contract: Contract) -> str:
    return _("since {date}", date=current().date(contract.starts)) if contract.starts else ""
