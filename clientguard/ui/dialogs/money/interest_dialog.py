"""Late interest on one invoice: the working line by line, the law that is chosen, and its sheet (P3.2)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clientguard.actions.money.interest import InterestPaper, Wanted, Worked, interest_on, make_interest_sheet
from clientguard.domain.changed import Changed
from clientguard.domain.money.claims.late import Worked as WorkedDebt
from clientguard.domain.money.interest.facts import RateMissingError
from clientguard.domain.money.interest.regimes import CONTRACT, NAMES
from clientguard.domain.money.interest.remarks import DUE_DAYS, NOT_ADVICE, ROUNDING, per_cent
from clientguard.domain.money.interest.working import Line, Working
from clientguard.domain.records import Invoice
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.dialogs.parties.asking_dialog import AskingDialog
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import hairline, quiet
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label

DECIDES = frozenset({"invoice", "payment", "allocation", "write_off", "contract", "client", "business", "law_rate"})


class InterestDialog(AskingDialog):
    """Shows what a late invoice costs by a law that can be chosen. `made` carries its sheet once it is kept.

    What is missing is asked for: `rate_wanted` carries the error that names the rate; `days_wanted` asks for the form
    of what decides from which day interest runs.
    """

    made = Signal(object)
    rate_wanted = Signal(object)
    days_wanted = Signal()

    def __init__(self, session: Session, invoice: Invoice, parent: QWidget | None) -> None:
        title = _("Late interest on {number}", number=invoice.number)
        super().__init__(session, title, _("Create the sheet"), parent)
        self._invoice = invoice
        self._paper: InterestPaper | None = None
        self._shown: QWidget | None = None
        self.banner: Banner | None = None
        asked = Label(_("By which law?"), "field")
        self.regime = Choice()
        asked.setBuddy(self.regime)
        self.regime.addItem(_("As the contract says, else by the law that governs it"), "")
        for key, name in NAMES.items():
            self.regime.addItem(_(name), key)
        self.regime.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.body.addWidget(asked)
        self.body.addWidget(self.regime)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.days = quiet(_("Change what decides from which day it runs …"))
        self.days.clicked.connect(self.days_wanted)
        self.body.addWidget(self.days, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        self.resize(640, 560)
        self.save.setEnabled(False)
        self.regime.currentIndexChanged.connect(lambda _index: self.refresh())
        session.changed.connect(self._hear)
        self.regime.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Work it out again, by the law that is chosen."""
        invoice, today, regime = self._invoice.id, self._session.today(), self.regime.currentData()
        language = current().language
        self._session.read(
            lambda db: interest_on(db, invoice, today, regime, language),
            self._show,
            self,
            key="interest",
            failed=self._missing,
        )

    def _hear(self, changed: Changed) -> None:
        if changed.kinds & DECIDES:
            self.refresh()

    def _show(self, found: Worked) -> None:
        box = self._anew()
        claim, words = found.claim, current()
        for each in claim.worked:
            _add_debt(box, each, several=len(claim.worked) > 1)
        if claim.by_law:
            text = _(
                "If the contract's clause does not count as a substantial remedy, the law gives instead: {interest} of"
                " interest and a fixed sum of {fixed}.",
                interest=words.money(claim.money(sum(each.working.interest for each in claim.by_law))),
                fixed=words.money(claim.money(sum(each.working.fixed for each in claim.by_law))),
            )
            box.addWidget(Label(text, wrap=True))
        for remark in found.remarks:
            box.addWidget(Banner("attention", words.say(remark)))
        _add_basis(box, found)
        writable = self._session.book.writable
        self.save.setEnabled(writable and bool(claim.claimed.minor))
        self.status.setText("" if writable else _("This casebook is open for reading only."))

    def _missing(self, error: KnownError) -> None:
        """Say what is not known, with the way to enter it."""
        box = self._anew()
        self.save.setEnabled(False)
        lacks_rate = isinstance(error, RateMissingError)
        self.banner = Banner("attention", current().error(error), _("Add the rate …") if lacks_rate else "")
        self.banner.acted.connect(lambda: self.rate_wanted.emit(error))
        box.addWidget(self.banner)

    def _anew(self) -> QVBoxLayout:
        """Return an empty layout in place of what was shown."""
        if self._shown:
            self._shown.hide()
            self._place.removeWidget(self._shown)
            self._shown.deleteLater()
        self.banner = None
        self._shown = QWidget(self)
        self._place.addWidget(self._shown)
        box = QVBoxLayout(self._shown)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        return box

    def action(self) -> Callable[[], Changed]:
        """Return what makes the sheet and keeps it among the client's files."""
        book, today = self._session.book, self._session.today()
        client, invoice, regime = self._invoice.client or 0, self._invoice.id, self.regime.currentData()

        def work() -> Changed:
            self._paper = make_interest_sheet(book, client, today, Wanted(today, (invoice,), regime))
            return self._paper.changed

        return work

    def carried_out(self) -> None:
        """Hand over the sheet."""
        self.made.emit(self._paper)


def _add_debt(box: QVBoxLayout, worked: WorkedDebt, *, several: bool) -> None:
    """Show a debt: what it comes to, why interest starts when it does, and the working line by line."""
    found, words = worked.working, current()
    if several:
        box.addWidget(Label(_("Part due on {date}", date=words.date(found.debt.due, "medium")), "section"))
        box.addWidget(hairline())
    values = {
        name: words.money(found.money(minor))
        for name, minor in (("interest", found.interest), ("fixed", found.fixed), ("amount", worked.to_pay))
    }
    text = _("{interest} of interest, to pay in all {amount}", **values)
    if found.fixed:
        text = _("{interest} of interest and a fixed sum of {fixed}, to pay in all {amount}", **values)
    box.addWidget(Label(text, "strong", wrap=True).selectable())
    box.addWidget(Label(words.say(found.why), wrap=True))
    if found.lines:
        box.addLayout(_lines(found))
    for remark in found.remarks:
        box.addWidget(Label(words.say(remark), "soft", wrap=True))


def _lines(found: Working) -> QGridLayout:
    """Return the working as a grid: the days, how many, on which amount, at which rate, and the interest."""
    grid, words = QGridLayout(), current()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    right = Qt.AlignmentFlag.AlignRight
    heads = (_("From and to"), _("Days"), _("On", "amount"), _("% a year"), _("Interest"))
    for at, head in enumerate(heads):
        grid.addWidget(Label(head, "secondary"), 0, at, right if at else Qt.AlignmentFlag.AlignLeft)
    for row, each in enumerate(found.lines, 1):
        span = _("{start} to {end}", start=words.date(each.starts, "medium"), end=words.date(each.ends, "medium"))
        figures = (
            words.number(each.days),
            words.money(found.money(each.balance), code=False),
            words.figure(Decimal(per_cent(each.rate))) if each.balance else "",
            words.money(found.money(each.amount), code=False),
        )
        told = Label(span + _happened(each, found), wrap=True)
        grid.addWidget(told, row, 0)
        for at, figure in enumerate(figures, 1):
            grid.addWidget(Label(figure), row, at, right | Qt.AlignmentFlag.AlignTop)
    return grid


def _happened(line: Line, found: Working) -> str:
    """Return what changed the balance on the last day of a line."""
    words, told = current(), ""
    if line.paid:
        told += "; " + _("{amount} paid", amount=words.money(found.money(line.paid)))
    if line.capitalised:
        told += "; " + _("{amount} of interest joins the debt", amount=words.money(found.money(line.capitalised)))
    return told


def _add_basis(box: QVBoxLayout, found: Worked) -> None:
    """Show by what it is counted, under which conditions, and what is watched."""
    words, first = current(), found.claim.worked[0].working
    own = first.debt.rate is not None
    box.addSpacing(8)
    box.addWidget(Label(_("By what it is counted"), "section"))
    box.addWidget(hairline())
    name = _(NAMES[first.regime])
    if own and first.regime != CONTRACT:
        name = _("the contract, under the law of this country: {law}", law=name)
    box.addWidget(Label(": ".join(each for each in (name, first.law) if each), wrap=True))
    box.addWidget(Label(words.say(first.method), wrap=True))
    conditions = () if own else first.conditions
    if conditions:
        box.addWidget(Label(_("It is due under these conditions:"), "soft", wrap=True))
    for condition in conditions:
        box.addWidget(Label("– " + condition, "soft", wrap=True))
    for each in (*first.notes, *(each.words for each in found.watched if not each.always)):
        box.addWidget(Label(each, "soft", wrap=True))
    if first.source:
        checked = words.date(first.as_of, "medium")
        text = _("Sources: {text}. Looked at on {date}.", text=first.source, date=checked)
        box.addWidget(Label(text, "soft", wrap=True))
    box.addWidget(Label(" ".join(map(_, (ROUNDING, DUE_DAYS, NOT_ADVICE))), "soft", wrap=True))
