"""The rounds of an approval, one by one, below the form of its request: how long each took, whose turn it is (P2.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.actions.communication.waiting.waits import rounds_counted
from clientguard.domain.communication.waiting.rounds import Round, turn_words
from clientguard.texts import _, _n, current
from clientguard.ui.records.form import Form
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label


class RoundsPart(QWidget):
    """Below the form of a request; hidden while it has no round of approval."""

    def __init__(self, session: Session, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self.lines: list[Label] = []
        self.hide()

    def read(self) -> None:
        """Read the rounds that are on record for the request."""
        request, today = self._form.readable().id, self._session.today()
        if request:
            self._session.read(
                lambda db: rounds_counted(db, [request], today).get(request, ()), self._show, self, key="rounds"
            )

    def _show(self, found: Sequence[Round]) -> None:
        for each in self.lines:
            each.hide()
            each.deleteLater()
        self.lines = [Label(text, role, wrap=True) for role, text in _told(found)] if found else []
        for each in self.lines:
            self._box.addWidget(each)
        self.setVisible(bool(self.lines))


def _told(found: Sequence[Round]) -> Iterator[tuple[str, str]]:
    """Yield each line with its role."""
    yield "field", _("Rounds of approval")
    for each in found:
        words = current().say(each.words)
        if each.work_days != each.days:
            words = f"{words} ({_n('{count} working day', '{count} working days', each.work_days)})"
        told = {"number": each.number, "what": each.what, "date": current().date(each.submitted_on), "words": words}
        yield "soft", _("{number}. {what}, submitted on {date}: {words}", **told)
        if each.changes_asked:
            yield "soft", _("“{text}”", text=" ".join(each.changes_asked.split()))
    if turn := turn_words(found):
        yield "", current().say(turn)
