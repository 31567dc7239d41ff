"""The lines of an invoice: entered, removed, taken from the work that was done, and added up as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from clientguard.actions.money.invoice_paper import set_lines
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.changed import Changed
from clientguard.domain.money.amount import Money
from clientguard.domain.money.lines import line_sums
from clientguard.domain.records import Invoice, InvoiceLine
from clientguard.domain.records.parse import retyped
from clientguard.domain.wording import Said
from clientguard.errors import KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.dialogs.drafted_dialog import DraftedDialog
from clientguard.ui.dialogs.money.line_row import COLUMNS, LineRow, UnreadError, texts_of
from clientguard.ui.records.drafted_form import TYPED_IN
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label


def lines_place(invoice: int) -> str:
    """Return where what was typed into the lines of an invoice is kept."""
    return f"lines:{invoice}"


class LinesDialog(DraftedDialog):
    """Edits the lines of an invoice, which is then over what they come to; `kept` once they are saved."""

    kept = Signal()
    told: tuple[Said, ...] = ()

    def __init__(
        self, session: Session, invoice: Invoice, lines: Sequence[InvoiceLine], work: Sequence[InvoiceLine],
        draft: Mapping[str, Any] | None, parent: QWidget | None,
    ) -> None:  # fmt: skip
        title = _("Lines of {number}", number=invoice.number)
        super().__init__(session, title, _("Save the lines"), parent)
        self._invoice, self._lines, self._work = invoice, lines, work
        self._rows: list[LineRow] = []
        self._at = 0  # the last row of the grid that was ever used
        note = _(
            "Amounts are without tax; tax is added for each rate. The rates are those that you enter: no tax rule of"
            " any country is applied, and the PDF is not an e-invoice."
        )
        self.body.addWidget(Label(note, "soft", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        for column, (_name, head, _letters) in enumerate(COLUMNS):
            self._grid.addWidget(Label(_(head), "field"), 0, column)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self.error = ErrorLine()
        self.body.addWidget(self.error)
        self.body.addLayout(self._ways_to_add())
        self.sums = Label("", wrap=True)
        self.body.addWidget(self.sums)
        self.body.addStretch(1)
        self.resize(820, 560)
        self.begin(draft)
        self._rows[0].fields["description"].setFocus()

    def _ways_to_add(self) -> Flow:
        ways = Flow()
        self.add = button(_("Add a line"), icon="plus")
        self.add.clicked.connect(self._add_line)
        ways.addWidget(self.add)
        if self._work:
            text = _n("Add {count} piece of work since the last invoice",
                      "Add {count} pieces of work since the last invoice", len(self._work))  # fmt: skip
            self.add_work = button(text, icon="clock")
            self.add_work.clicked.connect(self._add_work)
            ways.addWidget(self.add_work)
        return ways

    # --- the rows ---

    def _row(self, texts: dict[str, str] | None = None) -> LineRow:
        self._at += 1
        today, code = self._session.today(), self._invoice.currency
        row = LineRow(self._grid, self._at, code, today, changed=self._edited, removed=self._remove)
        row.show(texts or {})
        row.work_out()
        self._rows.append(row)
        return row

    def _clear(self) -> None:
        for row in self._rows:
            for each in row.widgets:
                self._grid.removeWidget(each)
                each.deleteLater()
        self._rows.clear()

    def _add_line(self) -> None:
        self._row().fields["description"].setFocus()
        self._edited()

    def _add_work(self) -> None:
        """Add a line for each piece of work, in place of lines in which nothing was entered."""
        for row in [each for each in self._rows if each.is_empty()]:
            self._drop(row)
        added = [self._row(texts_of(each, self._invoice.currency)) for each in self._work]
        self.add_work.setEnabled(False)
        added[0].fields["unit_price"].setFocus()
        self._edited()

    def _remove(self, row: LineRow) -> None:
        place = self._rows.index(row)
        self._drop(row)
        if not self._rows:
            self._row()
        self._rows[min(place, len(self._rows) - 1)].fields["description"].setFocus()
        self._edited()

    def _drop(self, row: LineRow) -> None:
        self._rows.remove(row)
        for each in row.widgets:
            self._grid.removeWidget(each)
            each.hide()
            each.deleteLater()

    def _edited(self) -> None:
        self.touched()
        self._show_sums()

    def _show_sums(self) -> None:
        for row in self._rows:
            row.work_out()
        try:
            lines = [row.line() for row in self._rows if not row.is_empty()]
        except UnreadError:
            self.sums.setText("")
            return
        code, sums = self._invoice.currency, line_sums(lines)
        told = [_("Net: {amount}", amount=Money(sums.net, code))] if sums.taxes else []
        told += [
            _("Tax, {percent} %: {amount}", percent=each.rate, amount=Money(each.tax, code)) for each in sums.taxes
        ]
        told.append(_("Total: {amount}", amount=Money(sums.total, code)))
        now = Money(self._invoice.amount or 0, code)
        if sums.total != now.minor:
            told.append(_("The invoice is over {amount} until the lines are saved.", amount=now))
        self.sums.setText("   ".join(told) if lines else "")

    # --- the form ---

    @property
    def place(self) -> str:
        """Where what was typed is kept."""
        return lines_place(self._invoice.id)

    def texts(self) -> dict[str, str]:
        """Return the rows as they stand."""
        return {
            f"{number}.{name}": text
            for number, row in enumerate(self._rows)
            for name, text in row.texts().items()
            if not row.is_empty()
        }

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's rows back."""
        rows: dict[int, dict[str, str]] = {}
        for key, text in texts.items():
            number, _dot, name = key.partition(".")
            if number.isdecimal():
                rows.setdefault(int(number), {})[name] = self._retyped(name, text, texts.get(TYPED_IN, ""))
        self._fill([rows[number] for number in sorted(rows)])

    def _retyped(self, name: str, text: str, language: str) -> str:
        """Return what was typed in a language, "" for that of the screen, as the screen's writes it."""
        own, code = current().language, self._invoice.currency
        field = InvoiceLine.kind.field(name)
        return retyped(field, text, today=self._session.today(), currency=code, before=language or own, after=own)

    def show_saved(self) -> None:
        """Show the lines on record, and an empty one where there are none."""
        self._fill([texts_of(each, self._invoice.currency) for each in self._lines])

    def _fill(self, rows: Sequence[dict[str, str]]) -> None:
        self._clear()
        for each in rows or [{}]:
            self._row(each)
        self._show_sums()

    def action(self) -> Callable[[Job], Changed] | None:
        """Return what saves the lines; None, with the reason shown, where one cannot be read."""
        for each in self._rows:
            for field in each.fields.values():
                self.error.say("", field)
        lines: list[InvoiceLine] = []
        for number, row in enumerate(self._rows, 1):
            if row.is_empty():
                continue
            try:
                lines.append(row.line())
            except UnreadError as error:
                self._say(number, error.said, error.field)
                return None
            if not lines[-1].description:
                self._say(number, None, row.fields["description"])
                return None
            if lines[-1].amount is None:
                self._say(number, None, row.fields["amount"])
                return None
        book, invoice = self._session.book, self._invoice.id
        return lambda _job: set_lines(book, invoice, lines)

    def _say(self, number: int, said: Said | None, field: QWidget) -> None:
        told = current().say(said) if said else _("This is required.")
        self.error.say(_("Line {number}: {reason}", number=number, reason=told), field)
        field.setFocus()

    def saved_as(self, result: Changed) -> None:
        """Say that the lines are saved."""
        self.told = result.told
        self.kept.emit()

    def refused(self, error: KnownError) -> None:
        """Say which line is wrong."""
        if isinstance(error, NotValidError) and error.problems:
            self.status.setText("")
            self.error.say(" ".join(current().say(each.message) for each in error.problems))
