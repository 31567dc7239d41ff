"""An invoice or a credit note on paper (P3.1). It is no e-invoice: what is printed is what is on record."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from clientguard.domain.money.amount import Money
from clientguard.domain.money.invoice_paper import DuePart, InvoicePaper, PaperLine, facts_json
from clientguard.domain.wording import N_
from clientguard.reports.paper.archive import Metadata, archive
from clientguard.reports.paper.flow import (
    BODY,
    SOFT_BODY,
    Heading,
    Lines,
    lines_of,
    listed,
    paragraphs,
    section,
    with_spaces,
)
from clientguard.reports.paper.fonts import SEMIBOLD, Style, missing_in, printable, register
from clientguard.reports.paper.frame import Footer, LetterheadBlock, PageSize, build, content_width, short_anchor
from clientguard.reports.paper.parties import SMALL, TITLE, parties
from clientguard.reports.paper.tables import CELL, TOTAL_CELL, Cell, Column, table
from clientguard.texts import Words

DUE = Style(10, 15, font=SEMIBOLD)


def render_invoice(found: InvoicePaper, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the invoice or credit note as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    register()
    footer = Footer(
        words(N_("{title}, {client}"), title=title(found, words), client=found.client.name),
        short_anchor(found.anchor, words),
        found.client.name,
    )
    built = build(list(_story(found, words, content_width(page))), footer, words, page=page)
    metadata = Metadata(
        title=printable(footer.title),
        author=printable(found.business.owner or found.business.name),
        subject=printable(" ".join(found.detail) or found.client.name),
        language=words.language,
        made=found.made,
    )
    return archive(built, metadata, facts_json(found))


def boxes(found: InvoicePaper) -> str:
    """Return the characters on the paper that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(found))


def title(found: InvoicePaper, words: Words) -> str:
    """Return what the paper is called, with its number."""
    return words(N_("Credit note {number}") if found.is_credit_note else N_("Invoice {number}"), number=found.number)


def _story(found: InvoicePaper, words: Words, width: float) -> Iterator[Flowable]:
    yield LetterheadBlock(found.business, width, words)
    yield Spacer(1, 38)
    name = title(found, words)
    first, *rest = with_spaces(lines_of(name, TITLE, width), name)
    head = Heading(first, TITLE)
    yield head
    yield from ([Lines(rest, TITLE, head.node)] if rest else [])
    yield Spacer(1, 2)
    if found.corrects:
        told = N_("credits invoice {number}") if found.is_credit_note else N_("replaces invoice {number}")
        yield from paragraphs(words(told, number=found.corrects), width, SOFT_BODY)
    yield Spacer(1, 16)
    yield _parties(found, words, width)
    yield Spacer(1, 18)
    for each in found.detail:
        yield from paragraphs(each, width)
    yield Spacer(1, 10)
    yield from _lines(found, words, width) if found.lines else _amount(found, words, width)
    yield from _due(found, words, width)
    yield from _payment(found, words, width)
    attached = words(N_("The facts of this document are attached to its PDF file, for programs to read."))
    yield Spacer(1, 24)
    yield from paragraphs(attached, width, SMALL)


def _parties(found: InvoicePaper, words: Words, width: float) -> Flowable:
    client, business = found.client, found.business
    tax = [
        words(N_("Tax no. {number}"), number=each.tax_number) if each.tax_number else "" for each in (client, business)
    ]
    due = words(N_("Due on {date}"), date=words.date(found.due, "long")) if found.due else ""
    return parties(
        (
            (words(N_("For", "party")), client.name, (*client.address, tax[0])),
            (words(N_("From", "party")), business.name, (business.owner, *business.address, tax[1])),
            (words(N_("Date")), words.date(found.issued, "long"), (due,)),
        ),
        width,
    )


def _lines(found: InvoicePaper, words: Words, width: float) -> Iterator[Flowable]:
    taxed = any(each.tax_rate is not None for each in found.lines)
    code = found.total.currency
    columns = [
        Column(words(N_("Description")), 44),
        Column(words(N_("Quantity")), 17, figures=True),
        Column(words(N_("Price, {currency}"), currency=code), 18, figures=True),
        *([Column(words(N_("Tax")), 9, figures=True)] if taxed else []),
        Column(words(N_("Amount, {currency}"), currency=code), 20, figures=True),
    ]
    rows = [_row(each, words, taxed=taxed) for each in found.lines]
    yield table(columns, rows, width, [_total_row(cells, len(columns)) for cells in _totals(found, words)])


def _row(line: PaperLine, words: Words, *, taxed: bool) -> tuple[Cell, ...]:
    count = words.figure(line.quantity) if line.quantity is not None else ""
    rate = words(N_("{percent} %"), percent=line.tax_rate) if line.tax_rate is not None else ""
    return (
        Cell(line.description),
        Cell(f"{count} {line.unit}".strip()),
        Cell(words.money(line.unit_price, code=False) if line.unit_price else ""),
        *([Cell(rate)] if taxed else []),
        Cell(words.money(line.amount, code=False)),
    )


def _totals(found: InvoicePaper, words: Words) -> Iterator[tuple[str, str, Style]]:
    """Yield what the lines come to: without tax, the tax of each rate, and in all."""
    if found.taxes:
        yield words(N_("Net", "tax")), words.money(found.net, code=False), CELL
    for each in found.taxes:
        told = words(N_("Tax, {percent} % of {net}"), percent=each.rate, net=words.money(each.net, code=False))
        yield told, words.money(each.tax, code=False), CELL
    label = N_("Credited") if found.is_credit_note else N_("Total")
    yield words(label), words.money(found.total, code=False), TOTAL_CELL


def _total_row(cells: tuple[str, str, Style], count: int) -> tuple[Cell, ...]:
    label, amount, style = cells
    return (Cell(label, style=style), *(Cell("") for _ in range(count - 2)), Cell(amount, style=style))


def _amount(found: InvoicePaper, words: Words, width: float) -> Iterator[Flowable]:
    """Yield the amount of an invoice that has no lines, with the tax in it if that is on record."""
    columns = (
        Column("", 80),
        Column(words(N_("Amount, {currency}"), currency=found.total.currency), 24, figures=True),
    )
    parts: list[tuple[str, Money]] = []
    if found.tax is not None:
        parts = [(words(N_("Net", "tax")), found.net), (words(N_("Tax")), found.tax)]
    rows = [(Cell(label), Cell(words.money(amount, code=False))) for label, amount in parts]
    label = words(N_("Credited") if found.is_credit_note else N_("Total"))
    whole = (Cell(label, style=TOTAL_CELL), Cell(words.money(found.total, code=False), style=TOTAL_CELL))
    yield table(columns, [*rows, whole], width)


def _due(found: InvoicePaper, words: Words, width: float) -> Iterator[Flowable]:
    """Yield what is asked for, and by when; of a credit note, what it does."""
    yield Spacer(1, 14)
    yield CondPageBreak(3 * BODY.leading)
    if found.is_credit_note:
        told = words(N_("{amount} is credited to your account."), amount=found.total)
        yield from paragraphs(told, width, DUE)
    elif found.due:
        told = words(N_("Please pay {amount} by {date}."), amount=found.total, date=words.date(found.due, "long"))
        yield from paragraphs(told, width, DUE)
    elif found.parts:
        yield from paragraphs(words(N_("Please pay in parts:")), width, DUE)
        yield from listed(paragraphs(_part(each, words), width) for each in found.parts)


def _part(part: DuePart, words: Words) -> str:
    when = words.date(part.on, "long") if part.on else words.say(part.waits_for) if part.waits_for else ""
    return words(N_("{amount}, {when}"), amount=part.amount, when=when)


def _payment(found: InvoicePaper, words: Words, width: float) -> list[Flowable]:
    if not found.payment_details or found.is_credit_note or found.total.minor <= 0:
        return []
    lines = [part for line in found.payment_details for part in paragraphs(line, width)]
    reference = words(N_("Please give the number {number}."), number=found.number)
    lines += paragraphs(reference, width, SOFT_BODY)
    return section(words(N_("How to pay")), lines, keep=min(len(lines), 8) * BODY.leading)
