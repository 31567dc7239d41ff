"""The rows of a table as drafts of records, and the rows that cannot become any, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from clientguard.domain.money.currencies import is_currency
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import N_, Said, said
from clientguard.exchange.tables import cell_values
from clientguard.exchange.tables.cell_values import TwoWaysError
from clientguard.exchange.tables.drafted import ClientDraft, Draft, InvoiceDraft, PaymentDraft, Refused, Understood
from clientguard.exchange.tables.known_tables import COUNTED, DATED, FIELDS, INVOICES, PAYMENTS, Plan
from clientguard.exchange.tables.read_table import Row, Table, key_of

EVERY = 500  # rows between two looks at whether to stop
_TOTALS = frozenset(("total", "totals", "grand total", "sum", "summe", "gesamt", "totaal"))
_OPEN = frozenset(
    "open|sent|unpaid|overdue|viewed|outstanding|late|authorised|authorized|approved|submitted|due|partial|"
    "partially paid|partially-paid|offen|versendet|überfällig|verzonden".split("|")
)
_PAID = frozenset("paid|closed|bezahlt|betaald".split("|"))
_DRAFTS = frozenset("draft|entwurf|concept".split("|"))
_INVOICE = frozenset(("", "invoice", "accrec", "sales invoice", "rechnung", "factuur"))
_UNTAXED = frozenset("none|no tax|no vat|tax exempt|exempt|zero rated|gst free|bas excluded|tax on sales".split("|"))


class _NotReadError(ValueError):
    def __init__(self, reason: Said) -> None:
        super().__init__(reason.text)
        self.reason = reason


def understood(table: Table, plan: Plan, cancelled: Callable[[], bool] = lambda: False) -> Understood:
    """Return what the rows of a table mean; nothing more once `cancelled` says so."""
    dates = [table.cell(row, plan.columns[name]) for name in plan.columns if name in DATED for row in table.rows]
    proved = cell_values.proved_orders(dates)
    order = plan.dates or (next(iter(proved)) if len(proved) == 1 else "")
    slashed = bool(proved) or any(map(cell_values.is_two_ways, dates))
    marks = {
        name: plan.decimals or cell_values.proved_mark(table.cell(row, plan.columns[name]) for row in table.rows)
        for name in plan.columns
        if name in COUNTED
    }
    reader = _Reader(table, plan, order, {name: cell_values.MARKS.get(mark, mark) for name, mark in marks.items()})
    for place, row in enumerate(table.rows):
        if place % EVERY == 0 and cancelled():
            break
        reader.take(row)
    drafts = tuple(reader.drafts())
    reader.refused.sort(key=lambda each: each.row.number)
    two_ways = tuple(sorted(reader.two_ways))
    return Understood(table, plan, drafts, tuple(reader.refused), two_ways, tuple(reader.remarks()), slashed)


class _Reader:
    """Reads one row after another; the lines of an invoice become one draft."""

    def __init__(self, table: Table, plan: Plan, order: str, marks: Mapping[str, str]) -> None:
        self._table = table
        self._plan = plan
        self._order = order
        self._marks = marks
        self._places = {name: table.head.index(column) for name, column in plan.columns.items()}
        self._currency = ""  # of the rows under a line with nothing but a currency
        self._lines: dict[str, list[InvoiceDraft]] = {}
        self._lost: dict[str, tuple[Said, list[Row]]] = {}  # invoices with a line that cannot be read
        self._made: list[Draft] = []
        self._taxed: Counter[str] = Counter()
        self.refused: list[Refused] = []
        self.two_ways: set[int] = set()

    def take(self, row: Row) -> None:
        """Read a row, or note why it cannot be read; lines of totals and repeated heads are left out."""
        filled = [cell for cell in row.cells if cell]
        if tuple(map(key_of, row.cells)) == tuple(map(key_of, self._table.head[: len(row.cells)])):
            return
        if len(filled) == 1 and is_currency(filled[0].upper()):
            self._currency = filled[0].upper()
            return
        client = "name" if self._plan.kind not in (INVOICES, PAYMENTS) else "client"
        if client in self._places and not self._text(row, client) and any(key_of(each) in _TOTALS for each in filled):
            return
        try:
            if any(row.cells[len(self._table.head) :]):
                raise _NotReadError(said(N_("It has more cells than the table has columns.")))
            self._made_of(row)
        except _NotReadError as error:
            self._refuse(row, error.reason)

    def _refuse(self, row: Row, reason: Said) -> None:
        number = name_key(self._text(row, "number")) if self._plan.kind == INVOICES else ""
        if number:
            self._lost.setdefault(number, (reason, []))[1].append(row)
        else:
            self.refused.append(Refused(row, reason))

    def _made_of(self, row: Row) -> None:
        if self._plan.kind == INVOICES:
            made = self._invoice(row)
            self._lines.setdefault(name_key(made.number), []).append(made)
        elif self._plan.kind == PAYMENTS:
            self._made.append(self._payment(row))
        else:
            self._made.append(self._client(row))

    def drafts(self) -> Iterator[Draft]:
        """Yield what was made of the rows; to be called once, after the last one."""
        yield from self._made
        for number, lines in self._lines.items():
            lost = self._lost.pop(number, None)
            if lost:
                lost[1].extend(row for line in lines for row in line.rows)
                self.refused += [Refused(row, lost[0]) for row in lost[1]]
                continue
            try:
                yield from self._joined(lines)
            except _NotReadError as error:
                self.refused += [Refused(row, error.reason) for line in lines for row in line.rows]
        for reason, rows in self._lost.values():
            self.refused += [Refused(row, reason) for row in rows]

    def remarks(self) -> Iterator[Said]:
        """Yield what a person should know of the table as a whole."""
        if self._taxed and "line_tax" not in self._plan.columns:
            kinds = ", ".join(f"“{each}”" for each, _count in self._taxed.most_common(3))
            yield said(
                N_("The tax on these lines ({kinds}) is not in the file: the amounts are imported as they are in it."),
                kinds=kinds,
            )

    # --- kinds of rows ---

    def _invoice(self, row: Row) -> InvoiceDraft:
        state = name_key(self._text(row, "status"))
        self._refuse_states(state, self._text(row, "status"), self._text(row, "sort"))
        number, client = self._needed(row, "number"), self._needed(row, "client")
        issued, amount = self._date(row, "issued"), self._amount(row)
        if issued is None:
            raise _NotReadError(_lacks("issued", INVOICES))
        if amount < 0:
            raise _NotReadError(said(N_("Its amount is below zero: a credit note is not imported.")))
        paid = self._number(row, "paid")
        if paid is None and state in _PAID and amount:
            paid = amount
        paid_on = None
        if paid:
            try:
                paid_on = self._date(row, "paid_on")
            except _NotReadError as error:
                if row.number in self.two_ways:
                    raise
                raise _NotReadError(_NO_DAY) from error
            if paid_on is None:
                raise _NotReadError(_NO_DAY)
        elif state.startswith("partial"):
            raise _NotReadError(said(N_("It is partly paid, and the file does not say how much and when.")))
        return InvoiceDraft(
            (row,),
            client,
            number,
            issued,
            amount,
            due=self._date(row, "due"),
            currency=self._money(row),
            detail=self._text(row, "detail"),
            email=self._text(row, "email").lower(),
            paid=paid or None,
            paid_on=paid_on,
        )

    def _refuse_states(self, state: str, written: str, sort: str) -> None:
        if name_key(sort) not in _INVOICE:
            raise _NotReadError(said(N_("It is a “{sort}”, not an invoice."), sort=sort[:40]))
        if state in _DRAFTS:
            raise _NotReadError(said(N_("It is a draft: it was not sent yet.")))
        if state and state not in _OPEN and state not in _PAID:
            raise _NotReadError(said(N_("Its state is “{state}”: enter it by hand if it counts."), state=written[:40]))

    def _amount(self, row: Row) -> Decimal:
        if "amount" in self._places:
            found = self._number(row, "amount")
            if found is None:
                raise _NotReadError(_lacks("amount", INVOICES))
            return found
        if kind := self._text(row, "tax_kind"):
            self._taxed[kind] += name_key(kind) not in _UNTAXED and "vat 0" not in name_key(kind)
            self._taxed += Counter()  # without those that are none
        if "line_amount" in self._places:
            found = self._number(row, "line_amount")
        else:
            quantity, unit = self._number(row, "quantity"), self._number(row, "unit_amount")
            found = None if quantity is None or unit is None else quantity * unit
        return (found or Decimal(0)) + (self._number(row, "line_tax") or 0)

    def _joined(self, lines: Sequence[InvoiceDraft]) -> Iterator[InvoiceDraft]:
        """Yield the invoice that several lines make; several whole invoices of one number stay apart."""
        if "amount" in self._places:
            yield from lines
            return
        first = lines[0]
        for name in ("client", "issued", "currency"):
            if len({getattr(each, name) for each in lines}) > 1:
                raise _NotReadError(
                    said(
                        N_("The lines of invoice “{number}” do not agree on: {field}."),
                        number=first.number,
                        field=_label(name, INVOICES),
                    )
                )
        details = dict.fromkeys(filter(None, (each.detail for each in lines)))
        paid = [each.paid for each in lines if each.paid]
        one_sum = "paid" in self._places  # repeated in each line, where it is a column
        yield InvoiceDraft(
            tuple(row for each in lines for row in each.rows),
            first.client,
            first.number,
            first.issued,
            sum((each.amount for each in lines), Decimal(0)),
            due=next((each.due for each in lines if each.due), None),
            currency=first.currency,
            detail="\n".join(details),
            email=next((each.email for each in lines if each.email), ""),
            paid=(paid[0] if one_sum else sum(paid, Decimal(0))) if paid else None,
            paid_on=max((each.paid_on for each in lines if each.paid_on), default=None),
        )

    def _payment(self, row: Row) -> PaymentDraft:
        if not (self._text(row, "invoice") or self._text(row, "client")):
            raise _NotReadError(said(N_("It names neither an invoice nor a client.")))
        received, amount = self._date(row, "received"), self._number(row, "amount")
        if received is None or amount is None:
            raise _NotReadError(_lacks("received" if received is None else "amount", PAYMENTS))
        return PaymentDraft(
            row,
            self._text(row, "invoice"),
            received,
            amount,
            client=self._text(row, "client"),
            currency=self._money(row),
            detail=self._text(row, "detail"),
        )

    def _client(self, row: Row) -> ClientDraft:
        parts = [_cased(self._text(row, each)) for each in ("first", "last")]
        person = self._text(row, "person") or " ".join(filter(None, parts))
        name = self._text(row, "name") or person
        if not name:
            raise _NotReadError(said(N_("It has no name.")))
        texts = ("email", "phone", "role", "address", "tax_number", "note")
        values: dict[str, Any] = {each: self._text(row, each) for each in texts}
        values |= {"email": values["email"].lower(), "currency": self._money(row), "since": self._date(row, "since")}
        return ClientDraft(row, name, person if name_key(person) != name_key(name) else "", values)

    # --- cells ---

    def _text(self, row: Row, name: str) -> str:
        place = self._places.get(name)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def _needed(self, row: Row, name: str) -> str:
        found = self._text(row, name)
        if not found:
            raise _NotReadError(_lacks(name, self._plan.kind))
        return found

    def _date(self, row: Row, name: str) -> date | None:
        text = self._text(row, name)
        try:
            return cell_values.read_date(text, self._order)
        except TwoWaysError as error:
            self.two_ways.add(row.number)
            raise _NotReadError(said(N_("“{text}” can be read with the day or the month first."), text=text)) from error
        except ValueError as error:
            raise self._unread(name, text) from error

    def _number(self, row: Row, name: str) -> Decimal | None:
        text = self._text(row, name)
        try:
            return cell_values.read_number(text, self._marks.get(name, ""))
        except TwoWaysError as error:
            told = said(N_("“{text}” can be thousands or decimals, and no other row shows which."), text=text)
            raise _NotReadError(told) from error
        except ValueError as error:
            raise self._unread(name, text) from error

    def _money(self, row: Row) -> str:
        text = self._text(row, "currency").upper()
        code = text if len(text) <= 3 else text.rpartition(" ")[2]  # “Swedish Krona - SEK”
        if code and not is_currency(code):
            raise self._unread("currency", text)
        return code or self._currency

    def _unread(self, name: str, text: str) -> _NotReadError:
        kind = self._plan.kind
        return _NotReadError(
            said(N_("{field}: “{text}” cannot be read."), field=_label(name, kind), text=text[:40] or "–")
        )


_NO_DAY = said(N_("It is marked as paid, and the file does not say on which day."))


def _label(name: str, kind: str) -> Said:
    return said(next(each.label for each in FIELDS[kind] if each.name == name))


def _lacks(name: str, kind: str) -> Said:
    return said(N_("{field} is missing."), field=_label(name, kind))


def _cased(name: str) -> str:
    """Return a name that is all in small letters, or all in capitals, as people write it."""
    return name.title() if len(name) > 1 and name in (name.upper(), name.lower()) else name
