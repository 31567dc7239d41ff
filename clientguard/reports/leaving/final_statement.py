"""The statement in the final report: invoices, what was paid, what is open, and what is said about it (P4.5)."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.leaving.final.facts import FinalReport, PaymentLine, StatementLine, StatementTotal
from clientguard.domain.money.amount import Money
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import BODY, SOFT_BODY, height_of, paragraphs, section
from clientguard.reports.paper.tables import TOTAL_CELL, Cell, Column, table
from clientguard.texts import Words


def statement(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return the invoices, a table for each currency, the payments received, and where to pay what is demanded."""
    title = words(N_("Statement", "account"))
    if not report.statement:
        return section(title, paragraphs(words(N_("No invoices are on record.")), width, SOFT_BODY))
    content: list[Flowable] = []
    for total in report.totals:
        content += [*_statement_in(report, total, words, width), Spacer(1, 14)]
    return [*section(title, content[:-1]), *_payments(report, words, width), *_how_to_pay(report, words, width)]


def _statement_in(report: FinalReport, total: StatementTotal, words: Words, width: float) -> list[Flowable]:
    currency = total.amount.currency
    columns = (
        Column(words(N_("Invoice")), 26),
        Column(words(N_("Issued")), 18, whole=True),
        Column(words(N_("Due", "invoice")), 18, whole=True),
        Column(words(N_("Amount, {currency}"), currency=currency), 19, figures=True),
        Column(words(N_("Paid")), 16, figures=True),
        Column(words(N_("Open", "amount")), 16, figures=True),
    )
    rows = [
        (
            Cell(each.number, note=_late(each, words)),
            Cell(words.date(each.issued)),
            Cell(words.date(each.due) if each.due else ""),
            *(Cell(words.money(money, code=False)) for money in (each.amount, each.paid, each.open)),
        )
        for each in report.statement
        if each.amount.currency == currency
    ]
    sums = (words.money(money, code=False) for money in (total.amount, total.paid, total.open))
    foot = (
        Cell(words(N_("Total")), style=TOTAL_CELL), Cell(""), Cell(""), *(Cell(each, style=TOTAL_CELL) for each in sums)
    )  # fmt: skip
    notes = [_not_demanded(each, words) for each in report.statement if each.amount.currency == currency]
    told = [*(each for each in notes if each), _balance(total, words)]
    closing = [part for each in told for part in paragraphs(each, width, SOFT_BODY)]
    tail = 6 + min(height_of(closing), 6 * BODY.leading)
    return [table(columns, rows, width, [foot], tail=tail), Spacer(1, 6), *closing]


def _late(line: StatementLine, words: Words) -> str:
    if line.overdue_since:
        return words(N_("overdue since {date}"), date=line.overdue_since)
    if line.on_hold and line.held_until:
        return words(N_("on hold as agreed until {date}"), date=line.held_until)
    return words(N_("on hold as agreed")) if line.on_hold else ""


def _payments(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    if not report.payments:
        return []
    columns = (
        Column(words(N_("Received", "payment")), 16, whole=True),
        Column(words(N_("For invoice")), 40),
        Column(words(N_("Reference", "payment")), 40),
        Column(words(N_("Amount")), 20, figures=True),
    )
    rows = [
        (Cell(words.date(each.on)), Cell(_for(each, words)), Cell(each.reference), Cell(words.money(each.amount)))
        for each in report.payments
    ]
    return section(words(N_("Payments received")), [table(columns, rows, width)])


def _for(payment: PaymentLine, words: Words) -> str:
    if payment.invoices:
        return ", ".join(payment.invoices)
    return words(N_("refund")) if payment.amount.minor < 0 else words(N_("on account"))


def _how_to_pay(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return where to pay to, while something is demanded."""
    if not report.payment_details or not any(each.demanded.minor > 0 for each in report.totals):
        return []
    lines = [part for line in report.payment_details for part in paragraphs(line, width)]
    return section(words(N_("How to pay")), lines, keep=min(len(lines), 8) * BODY.leading)


def _not_demanded(line: StatementLine, words: Words) -> str:
    """Return what the client is told of a discount, a write-off, a dispute and a collector; empty if none (P4.4)."""
    rest = line.written_off - line.forgiven
    off = line.discount
    told = [
        words(N_("{amount} of invoice {number} was credited."), amount=line.credited, number=line.number)
        if line.credited.minor
        else "",
        words(N_("{amount} of invoice {number} was taken off for paying early."), amount=off, number=line.number)
        if off.minor
        else "",
        words(N_("{amount} of invoice {number} was forgiven."), amount=line.forgiven, number=line.number)
        if line.forgiven.minor
        else "",
        words(
            N_("{amount} of invoice {number} was not paid. It is no longer demanded."), amount=rest, number=line.number
        )
        if rest.minor
        else "",
        words(N_("{amount} of invoice {number} is disputed."), amount=line.disputed, number=line.number)
        if line.disputed.minor
        else "",
        words(N_("{amount} of invoice {number} is with a collector."), amount=line.open, number=line.number)
        if line.collector
        else "",
    ]
    return " ".join(each for each in told if each)


def _balance(total: StatementTotal, words: Words) -> str:
    if total.open.minor > 0:
        return words(N_("{amount} is still open."), amount=total.open)
    if total.open.minor < 0:
        back = Money(-total.open.minor, total.open.currency)
        return words(N_("{amount} was overpaid and will be refunded to you."), amount=back)
    return words(N_("Everything is paid."))
