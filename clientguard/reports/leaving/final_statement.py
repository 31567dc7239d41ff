"""The statement in the final report: invoices, what was paid, what is open, and what is said about it (P4.5)."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.leaving.final.facts import FinalReport, StatementLine, StatementTotal
from clientguard.domain.money.amount import Money
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import BODY, SOFT_BODY, paragraphs, section
from clientguard.reports.paper.tables import TOTAL_CELL, Cell, Column, table
from clientguard.texts import Words


def statement(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return the section of invoices, a table for each currency."""
    title = words(N_("Statement"))
    if not report.statement:
        return section(title, paragraphs(words(N_("No invoices are on record.")), width, SOFT_BODY), keep=BODY.leading)
    content: list[Flowable] = []
    for total in report.totals:
        content += [*_statement_in(report, total, words, width), Spacer(1, 14)]
    return section(title, content[:-1])


def _statement_in(report: FinalReport, total: StatementTotal, words: Words, width: float) -> list[Flowable]:
    currency = total.amount.currency
    columns = (
        Column(words(N_("Invoice")), 26),
        Column(words(N_("Issued")), 18),
        Column(words(N_("Due")), 18),
        Column(words(N_("Amount, {currency}"), currency=currency), 19, figures=True),
        Column(words(N_("Paid")), 16, figures=True),
        Column(words(N_("Open")), 16, figures=True),
    )
    rows = [
        (
            Cell(each.number),
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
    return [table(columns, rows, width, [foot]), Spacer(1, 6), *closing]


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
