"""One line of an invoice, as it is edited: its inputs side by side, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from clientguard.domain.money.amount import Money
from clientguard.domain.money.lines import amount_of
from clientguard.domain.records import Field, InvoiceLine
from clientguard.domain.records.parse import FieldError, parse, typed
from clientguard.domain.wording import N_, Said
from clientguard.texts import _, current
from clientguard.ui.widgets.button import quiet, tinted

# The inputs from left to right: the field, its head, and how wide it is at least, in letters.
COLUMNS = (
    ("description", N_("Description"), 12),
    ("quantity", N_("Quantity"), 6),
    ("unit", N_("Unit"), 7),
    ("unit_price", N_("Price"), 8),
    ("tax_rate", N_("Tax, %"), 4),
    ("amount", N_("Amount"), 9),
)
PADDING = 24  # pixels around the letters of an input


class UnreadError(ValueError):
    """What was typed into an input cannot be read; `said` says what can be."""

    def __init__(self, field: QLineEdit, said: Said) -> None:
        super().__init__(said.text)
        self.field = field
        self.said = said


class LineRow:
    """The inputs of one line in a row of a grid. `changed` is called at each edit, `removed` by its button."""

    def __init__(
        self, grid: QGridLayout, at: int, currency: str, today: date, *, changed: Callable[[], object],
        removed: Callable[[LineRow], object],
    ) -> None:  # fmt: skip
        self._currency, self._today = currency, today
        self.fields: dict[str, QLineEdit] = {}
        for column, (name, head, letters) in enumerate(COLUMNS):
            field = QLineEdit()
            field.setAccessibleName(_("{field}, line {number}", field=_(head), number=at))
            wide = field.fontMetrics().averageCharWidth() * letters + PADDING
            field.setMinimumWidth(wide)
            if column:
                field.setMaximumWidth(wide)
            field.textEdited.connect(lambda _text: changed())
            grid.addWidget(field, at, column)
            field.show()  # at once, so that it can take the keyboard
            self.fields[name] = field
        self._remove = quiet("")
        tinted(self._remove, "x", "ink")
        self._remove.setAccessibleName(_("Remove line {number}", number=at))
        self._remove.setToolTip(_("Remove line {number}", number=at))
        self._remove.clicked.connect(lambda: removed(self))
        grid.addWidget(self._remove, at, len(COLUMNS))
        self._remove.show()

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """Everything that stands in the row."""
        return (*self.fields.values(), self._remove)

    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not any(field.text().strip() for field in self.fields.values())

    def texts(self) -> dict[str, str]:
        """Return what stands in the inputs."""
        return {name: field.text() for name, field in self.fields.items()}

    def show(self, texts: dict[str, str]) -> None:
        """Put texts into the inputs."""
        for name, field in self.fields.items():
            field.setText(texts.get(name, ""))
            field.setCursorPosition(0)

    def work_out(self) -> None:
        """Show what quantity and price come to; the amount is entered only where they do not say it."""
        amount = self._worked_out()
        field = self.fields["amount"]
        if amount is not None:
            field.setText(current().money(Money(amount, self._currency), code=False))
        field.setReadOnly(amount is not None)

    def _worked_out(self) -> int | None:
        try:
            return amount_of(self._read("quantity"), self._read("unit_price"))
        except UnreadError:
            return None

    def line(self) -> InvoiceLine:
        """Return the line as it was entered; UnreadError if an input cannot be read."""
        values = {name: self._read(name) for name, _head, _letters in COLUMNS}
        amount = amount_of(values["quantity"], values["unit_price"])
        return InvoiceLine(**{**values, "amount": values["amount"] if amount is None else amount})

    def _value(self, field: Field, text: str) -> Any:  # noqa: ANN401
        return parse(field, text, today=self._today, currency=self._currency, language=current().language)

    def _read(self, name: str) -> Any:  # noqa: ANN401 - what the field holds
        field = self.fields[name]
        try:
            return self._value(InvoiceLine.kind.field(name), field.text())
        except FieldError as error:
            raise UnreadError(field, error.said) from error


def texts_of(line: InvoiceLine, currency: str) -> dict[str, str]:
    """Return a line as it stands in the inputs."""
    language = current().language
    return {
        name: typed(InvoiceLine.kind.field(name), getattr(line, name), currency, language)
        for name, _head, _n in COLUMNS
    }
