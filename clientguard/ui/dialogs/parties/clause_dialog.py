"""The check of a contract: twelve protective clauses, what was found of each, and the user's answers (P7.5)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from clientguard.actions.judgement.clauses import ClauseAnswer, ContractCheck, check_contract, confirm_clauses
from clientguard.domain.changed import Changed
from clientguard.domain.judgement.clauses.check import PROPOSED
from clientguard.domain.records.kinds.beginning import CLAUSES
from clientguard.errors import KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.dialogs.parties.clause_row import ClauseRow
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.flow import Beside
from clientguard.ui.widgets.label import Label


class ClauseDialog(Dialog):
    """Shows the twelve clauses. Each answer is kept at once; `quoting` asks for the form of a passage."""

    quoting = Signal(object)  # the clause that another passage says

    def __init__(self, session: Session, found: ContractCheck, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self._contract = found.contract.id
        self.found = {each.key: each for each in found.clauses}
        self.setWindowTitle(_("Check of “{title}”", title=found.contract.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(460, 320)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._body(found.files), 1)
        box.addLayout(self._foot())
        session.changed.connect(self._hear)
        self._show()
        self.resize(760, 640)

    def _body(self, files: tuple[str, ...]) -> QScrollArea:
        inner = QWidget()
        body = QVBoxLayout(inner)
        body.setContentsMargins(24, 20, 24, 16)
        body.setSpacing(0)
        note = _(
            "Only English words are recognized. Nothing found does not mean that there is nothing: read the contract,"
            " and have it checked if much depends on it."
        )
        told = _("No file of this contract could be read; its own fields are used.")
        if files:
            told = _("Read: {names}.", names=", ".join(files))
        body.addWidget(Label(told, wrap=True))
        body.addWidget(Label(note, "soft", wrap=True))
        body.addSpacing(10)
        self.rows: dict[str, ClauseRow] = {}
        for each in CLAUSES:
            row = ClauseRow(_(each.label), writable=self._session.book.writable, parent=inner)
            row.confirmed.connect(lambda key=each.key: self._answer(key, self.found[key].passage))
            row.missing.connect(lambda key=each.key: self._answer(key, ""))
            row.quoting.connect(lambda key=each.key: self.quoting.emit(self.found[key]))
            self.rows[each.key] = row
            body.addWidget(row)
        body.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the buttons have it, and what has it is scrolled to
        scroll.setWidget(inner)
        self._area = scroll
        return scroll

    def _foot(self) -> Beside:
        foot = Beside(right=True)
        foot.setContentsMargins(24, 12, 24, 16)
        self.status = Label("", "soft", wrap=True)
        foot.addWidget(self.status)
        self.close_button = button(_("Close", "window"), primary=True)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        return foot

    def _show(self) -> None:
        for key, row in self.rows.items():
            row.show_clause(self.found[key])
        open_ = sum(each.state == PROPOSED for each in self.found.values())
        text = _n("{count} clause is proposed.", "{count} clauses are proposed.", open_)
        self.status.setText(text if open_ else _("No clause is left to confirm."))

    def _answer(self, key: str, passage: str) -> None:
        book, contract, today = self._session.book, self._contract, self._session.today()
        self._session.do(
            lambda _job: confirm_clauses(book, contract, [ClauseAnswer(key, passage)], today), failed=self._failed
        )

    def _failed(self, error: KnownError) -> None:
        self.status.setText(current().error(error))

    def _hear(self, changed: Changed) -> None:
        """Read again once a clause was answered, here or in the form of a passage."""
        if "clause" not in changed.kinds:
            return
        book, contract, say = self._session.book, self._contract, current().say
        self._session.do(lambda job: check_contract(book, contract, say, job.is_cancelled), done=self._renew)

    def _renew(self, found: ContractCheck) -> None:
        self.found = {each.key: each for each in found.clauses}
        at = next((key for key, row in self.rows.items() if row.isAncestorOf(self.focusWidget() or self)), "")
        self._show()
        if at:  # the button that was pressed may have gone
            self._go_on_from(at)

    def _go_on_from(self, key: str) -> None:
        keys = list(self.rows)
        for each in [*keys[keys.index(key) :], *keys[: keys.index(key)]]:
            if self.found[each].state == PROPOSED:
                self.rows[each].confirm.setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.ensureWidgetVisible(self.rows[each])
                return
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
