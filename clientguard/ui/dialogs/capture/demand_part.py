"""What a demand is judged beside, as it is written down: what the contract covers, and what you said no to (P2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.domain.records import Demand
from clientguard.domain.records.from_text import first_line
from clientguard.store.views.communication.demands import Beside, beside_demand
from clientguard.texts import _, current
from clientguard.ui.records.form import Form
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label

LONGEST = 280  # characters of a clause that are shown


class DemandPart(QWidget):
    """Below the form of a demand; read again when its client or its contract is chosen, hidden without either."""

    def __init__(self, session: Session, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self.lines: list[Label] = []
        self.hide()
        for name in ("client", "contract"):
            if name in form.editors:
                form.editors[name].edited.connect(self.read)

    def read(self) -> None:
        """Read what belongs to the demand as it stands in the form."""
        demand = self._form.readable()
        if isinstance(demand, Demand):
            self._session.read(lambda db: beside_demand(db, demand), self._show, self, key="beside")

    def _show(self, found: Beside) -> None:
        for each in self.lines:
            each.hide()
            each.deleteLater()
        self.lines = [Label(text, role, wrap=True) for role, text in _told(found)]
        for each in self.lines:
            self._box.addWidget(each)
        self.setVisible(bool(self.lines))


def _told(found: Beside) -> Iterator[tuple[str, str]]:
    """Yield each line with its role."""
    contract = found.contract
    if contract:
        yield "field", _("What “{contract}” says", contract=contract.title)
        yield "soft", (_("Scope: {text}", text=_short(contract.scope)) if contract.scope.strip()
                       else _("It does not say what is in scope."))  # fmt: skip
        if contract.exclusions.strip():
            yield "soft", _("Not part of it: {text}", text=_short(contract.exclusions))
        if contract.revision_limit is not None:
            yield "soft", _("Rounds of changes included: {count}", count=current().number(contract.revision_limit))
        if found.hours.strip():
            yield "soft", _("Contact hours: {hours}", hours=found.hours.strip())
    if found.refused:
        yield "field", _("You said no to")
        for each in found.refused:
            day = current().date(each.said_on) if each.said_on else ""
            yield "soft", _("“{words}” ({date})", words=first_line(each.words), date=day)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rpartition(" ")[0] + "…"
