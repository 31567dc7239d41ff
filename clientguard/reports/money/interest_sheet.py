"""An interest sheet: what late invoices cost by law or contract, line by line, with sources and conditions (P5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from clientguard.domain.money.amount import Money
from clientguard.domain.money.claims.sheet import Basis, DebtWorked, InterestSheet, Row, Source, Sum, facts_json
from clientguard.domain.money.interest.remarks import DUE_DAYS, NOT_ADVICE, ROUNDING
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import SOFT_BODY, height_of, paragraphs, points, section
from clientguard.reports.paper.fonts import Style, missing_in
from clientguard.reports.paper.frame import PageSize, content_width
from clientguard.reports.paper.headed import Headed, headed_paper, opening
from clientguard.reports.paper.parties import SMALL
from clientguard.reports.paper.tables import CELL, TOTAL_CELL, Cell, Column, table
from clientguard.texts import Words

MOST_KEPT = 240.0  # points: how to pay, with the notes
FIRST_LINES = 90.0  # points: what of a debt stands below its heading


def render_interest_sheet(found: InterestSheet, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the sheet as PDF/A in the language of `words`, with its facts attached as JSON."""
    head = Headed(
        words(N_("Interest on late payment")),
        words(N_("counted until {date}, that day included"), date=words.date(found.on, "long")),
        found.version,
        found.made,
        False,
        found.business,
        found.client,
        found.anchor,
    )
    story = list(_story(found, head, words, content_width(page)))
    return headed_paper(head, story, facts_json(found), words, page)


def boxes(found: InterestSheet) -> str:
    """Return the characters on the sheet that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(found))


def _story(found: InterestSheet, head: Headed, words: Words, width: float) -> Iterator[Flowable]:
    yield from opening(head, words, width)
    yield from _summary(found, words, width)
    for each in found.debts:
        yield from _debt(each, found, words, width)
    for number, each in enumerate(found.bases, 1):
        yield from _basis(each, words, width, number if len(found.bases) > 1 else 0)
    yield from _watched(found, words, width)
    yield from _end(found, words, width)


def _summary(found: InterestSheet, words: Words, width: float) -> list[Flowable]:
    """Return what it comes to, by currency."""
    shown: list[Flowable] = []
    for each in found.sums:
        code = each.to_pay.currency
        columns = (Column(words(N_("What it comes to")), 80), Column(code, 20, figures=True))
        rows = [(Cell(label), Cell(words.money(amount, code=False))) for label, amount in _parts(each, words)]
        total = (
            Cell(words(N_("To pay")), style=TOTAL_CELL),
            Cell(words.money(each.to_pay, code=False), style=TOTAL_CELL),
        )
        made = table(columns, rows, width, [total])
        shown += [CondPageBreak(min(made.wrap(width, 10_000)[1], 200)), made, Spacer(1, 8)]
    return [Spacer(1, 18), *shown]


def _parts(found: Sum | DebtWorked, words: Words) -> Iterator[tuple[str, Money]]:
    """Yield what makes up a sum, without what is nothing."""
    yield words(N_("Owed, without interest")), found.principal
    yield words(N_("Interest")), found.interest
    if found.fixed.minor:
        yield words(N_("Fixed sum for late payment")), found.fixed
    if found.paid.minor:
        yield words(N_("Paid")), Money(-found.paid.minor, found.paid.currency)


def _debt(each: DebtWorked, found: InterestSheet, words: Words, width: float) -> list[Flowable]:
    told = [
        words(
            N_("Invoice of {issued} over {amount}, due on {due}."),
            issued=words.date(each.issued, "long"),
            amount=each.amount,
            due=words.date(each.due, "long"),
        )
    ]
    if each.is_part:
        told.append(words(N_("Of it, {amount} was due on that day."), amount=each.principal))
    elif each.principal != each.amount:
        text = N_("Credit notes and what is no longer demanded are taken off: {amount} counts.")
        told.append(words(text, amount=each.principal))
    told.append(words.say(each.why))
    content = [part for line in told for part in paragraphs(line, width)]
    if each.rows:
        content += [Spacer(1, 6), _lines(each, words, width)]
    content.append(Spacer(1, 6))
    for remark in each.remarks:
        content += paragraphs(words.say(remark), width, SOFT_BODY)
    if each.instead:
        text = N_(
            "If this clause does not count as a substantial remedy, the law gives instead: {interest} of interest and a"
            " fixed sum of {fixed} ({law})."
        )
        values = {"interest": each.instead.interest, "fixed": each.instead.fixed, "law": each.instead.law}
        content += paragraphs(words(text, **values), width, SOFT_BODY)
    title = words(N_("Invoice {number}"), number=each.invoice)
    if len(found.bases) > 1:
        title = words(N_("{invoice}, by basis {number}"), invoice=title, number=each.basis + 1)
    return section(title, content, keep=FIRST_LINES)


def _lines(each: DebtWorked, words: Words, width: float) -> Flowable:
    """Return the working of a debt, line by line, with its sums."""
    columns = (
        Column(words(N_("From", "day")), 17, whole=True),
        Column(words(N_("To", "day")), 25),
        Column(words(N_("Days")), 9, figures=True),
        Column(words(N_("On", "amount")), 17, figures=True),
        Column(words(N_("% a year")), 12, figures=True),
        Column(words(N_("Interest, {currency}"), currency=each.interest.currency), 18, figures=True),
    )
    rows = [_row(row, words) for row in each.rows]
    parts = [_sum(label, amount, words) for label, amount in _parts(each, words)]
    parts[:2] = parts[1::-1]  # below the column of interest stands its sum
    to_pay = _sum(words(N_("To pay")), each.to_pay, words, TOTAL_CELL)
    return table(columns, rows, width, [*parts, to_pay])


def _sum(label: str, amount: Money, words: Words, style: Style = CELL) -> tuple[Cell, ...]:
    empty = Cell("", style=style)
    told = Cell(label, style=style)
    return (empty, told, empty, empty, empty, Cell(words.money(amount, code=False), style=style))


def _row(row: Row, words: Words) -> tuple[Cell, ...]:
    return (
        Cell(words.date(row.starts)),
        Cell(words.date(row.ends), note=_happened(row, words)),
        Cell(words.number(row.days)),
        Cell(words.money(row.balance, code=False)),
        Cell(words.figure(Decimal(row.rate)) if row.rate else ""),
        Cell(words.money(row.interest, code=False)),
    )


def _happened(row: Row, words: Words) -> str:
    """Return what changed the balance on the last day of a row."""
    told: list[str] = []
    if row.paid.minor and row.to_interest.minor:
        text = N_("{amount} paid, {interest} of it for interest")
        told.append(words(text, amount=row.paid, interest=row.to_interest))
    elif row.paid.minor:
        told.append(words(N_("{amount} paid"), amount=row.paid))
    if row.joined.minor:
        told.append(words(N_("{amount} of interest joins the debt"), amount=row.joined))
    return "; ".join(told)


def _basis(each: Basis, words: Words, width: float, number: int) -> list[Flowable]:
    title = words(N_("By what it is counted: {name}"), name=words.say(each.name))
    if number:
        title = words(N_("Basis {number}: {name}"), number=number, name=words.say(each.name))
    lines = [*([each.law] if each.law else []), words.say(each.method)]
    content = [part for line in lines for part in paragraphs(line, width)]
    if each.conditions:
        content += [
            Spacer(1, 4),
            *paragraphs(
                words(N_("It is due under these conditions. “You” is the business that sent the invoice:")),
                width,
                SOFT_BODY,
            ),
        ]
        content += points((f"– {line}" for line in each.conditions), width, SOFT_BODY)
    content += [Spacer(1, 4)]
    content += [part for source in each.sources for part in paragraphs(_source(source, words), width, SMALL)]
    return section(title, content, keep=min(height_of(content), FIRST_LINES))


def _source(source: Source, words: Words) -> str:
    if source.dated:
        text = N_("Source: {text}, as of {dated}; looked at on {checked}.")
        return words(text, text=source.text, dated=words.dated(source.dated), checked=source.checked)
    return words(N_("Source: {text}; looked at on {checked}."), text=source.text, checked=source.checked)


def _watched(found: InterestSheet, words: Words, width: float) -> list[Flowable]:
    if not found.watched:
        return []
    content = paragraphs(words(N_("Here too, “you” is the business that sent the invoice.")), width, SOFT_BODY)
    for each in found.watched:
        content += paragraphs(each.text, width)
        content += [*paragraphs(_source(each.source, words), width, SMALL), Spacer(1, 4)]
    return section(words(N_("On the time to pay")), content, keep=FIRST_LINES)


def _end(found: InterestSheet, words: Words, width: float) -> list[Flowable]:
    """Return how to pay, and with it the notes, which would be lost alone on a page."""
    facts = N_("The facts of this sheet are attached to its PDF file, for programs to read.")
    notes = [part for each in (ROUNDING, DUE_DAYS, facts, NOT_ADVICE) for part in paragraphs(words(each), width, SMALL)]
    if not found.payment_details or not any(each.to_pay.minor for each in found.sums):
        return [CondPageBreak(18 + height_of(notes)), Spacer(1, 18), *notes]
    lines = [part for line in found.payment_details for part in paragraphs(line, width)]
    content = [*lines, Spacer(1, 18), *notes]
    return section(words(N_("How to pay")), content, keep=min(height_of(content), MOST_KEPT))
