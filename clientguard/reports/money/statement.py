"""A statement of account: what moved what a client owes, day by day, with the balance after each (P3.2)."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from clientguard.domain.money.amount import Money
from clientguard.domain.money.statement import CurrencyAccount, Entry, Statement, facts_json
from clientguard.domain.wording import N_
from clientguard.reports.paper.archive import Metadata, archive
from clientguard.reports.paper.flow import BODY, SOFT_BODY, Heading, height_of, paragraphs, section
from clientguard.reports.paper.fonts import Style, missing_in, printable, register
from clientguard.reports.paper.frame import Footer, LetterheadBlock, PageSize, build, content_width, short_anchor
from clientguard.reports.paper.parties import SMALL, TITLE, parties
from clientguard.reports.paper.tables import CELL, SOFT_CELL, TOTAL_CELL, Cell, Column, table
from clientguard.texts import Words

CLOSING = 70.0  # points, the note at the end


def render_statement(found: Statement, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the statement as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    register()
    footer = Footer(
        words(
            N_("Statement of account, {client}, {date}"), client=found.client.name, date=words.date(found.end, "long")
        ),
        short_anchor(found.anchor, words),
        found.client.name,
    )
    built = build(list(_story(found, words, content_width(page))), footer, words, page=page)
    metadata = Metadata(
        title=printable(footer.title),
        author=printable(found.business.owner or found.business.name),
        subject=printable(_subtitle(found, words)),
        language=words.language,
        made=found.made,
    )
    return archive(built, metadata, facts_json(found))


def boxes(found: Statement) -> str:
    """Return the characters in the statement that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(found))


def _story(found: Statement, words: Words, width: float) -> Iterator[Flowable]:
    yield LetterheadBlock(found.business, width, words)
    yield Spacer(1, 38)
    yield Heading(words(N_("Statement of account")), TITLE)
    yield Spacer(1, 2)
    yield from paragraphs(_subtitle(found, words), width, SOFT_BODY)
    yield Spacer(1, 16)
    yield _parties(found, words, width)
    if not found.accounts:
        yield Spacer(1, 20)
        yield from paragraphs(words(N_("No invoices and no payments are on record.")), width, SOFT_BODY)
    for each in found.accounts:
        yield from _account(found, each, words, width)
    yield from _payment(found, words, width)
    yield from _colophon(found, words, width)


def _subtitle(found: Statement, words: Words) -> str:
    values = {"client": found.client.name, "end": words.date(found.end, "long")}
    if found.start:
        return words(N_("for {client}, {start} to {end}"), start=words.date(found.start, "long"), **values)
    return words(N_("for {client}, until {end}"), **values)


def _parties(found: Statement, words: Words, width: float) -> Flowable:
    client, business = found.client, found.business
    tax = [
        words(N_("Tax no. {number}"), number=each.tax_number) if each.tax_number else "" for each in (client, business)
    ]
    return parties(
        (
            (words(N_("For", "party")), client.name, (*client.address, tax[0])),
            (words(N_("From", "party")), business.name, (business.owner, tax[1])),
            (words(N_("Made on")), words.date(found.made, "long"), ()),
        ),
        width,
    )


def _account(found: Statement, each: CurrencyAccount, words: Words, width: float) -> list[Flowable]:
    code = each.closing.currency
    columns = (
        Column(words(N_("Date")), 17, whole=True),
        Column(words(N_("What")), 36),
        Column(words(N_("Charged")), 18, figures=True),
        Column(words(N_("Credited")), 18, figures=True),
        Column(words(N_("Balance, {currency}"), currency=code), 19, figures=True),
    )
    rows = [_row(entry, words) for entry in each.entries]
    if found.start:
        brought = Cell(words(N_("Balance brought forward")), style=SOFT_CELL)
        opening = Cell(words.money(each.opening, code=False), style=SOFT_CELL)
        rows.insert(0, (Cell(words.date(found.start), style=SOFT_CELL), brought, Cell(""), Cell(""), opening))
    sums = [Cell(words.money(money, code=False), style=TOTAL_CELL)
            for money in (each.charged, each.credited, each.closing)]  # fmt: skip
    foot = (Cell(words.date(found.end), style=TOTAL_CELL), Cell(words(N_("Balance")), style=TOTAL_CELL), *sums)
    owed = _owed(each, words, width)
    tail = 10 + min(height_of(owed), 3 * BODY.leading) + CLOSING  # never alone on a page
    content = [table(columns, rows, width, [foot], tail=tail), Spacer(1, 10), *owed]
    return section(words(N_("Account in {currency}"), currency=code), content)


def _row(entry: Entry, words: Words) -> tuple[Cell, ...]:
    amount = words.money(Money(abs(entry.amount.minor), entry.amount.currency), code=False)
    charged = entry.amount.minor > 0 or (entry.amount.minor == 0 and entry.what == "invoice")
    return (
        Cell(words.date(entry.on)),
        Cell(words.say(entry.words), note=_note(entry, words)),
        Cell(amount if charged else ""),
        Cell("" if charged else amount),
        Cell(words.money(entry.balance, code=False)),
    )


def _note(entry: Entry, words: Words) -> str:
    about = words(N_("for {numbers}"), numbers=", ".join(entry.about)) if entry.about else ""
    due = words(N_("due {date}"), date=entry.due) if entry.due else ""
    reference = "" if entry.reference in entry.about else entry.reference  # clients often give the number alone
    return " · ".join(each for each in (due, about, reference) if each)


def _owed(each: CurrencyAccount, words: Words, width: float) -> list[Flowable]:
    """Return how the balance is made up: what is owed, by how long it has been due, less the client's credit."""
    told = paragraphs(_balance(each, words), width, SOFT_BODY)
    if not each.owed.minor and not each.credit.minor:
        return told
    columns = (
        Column(words(N_("How the balance is made up")), 89),
        Column(words(N_("Amount, {currency}"), currency=each.closing.currency), 22, figures=True),
    )
    rows = [_part(words.say(part.words), part.amount, words) for part in each.aged if part.amount.minor]
    if each.credit.minor:
        rows.append(_part(words(N_("Your credit")), Money(-each.credit.minor, each.credit.currency), words))
    total = _part(words(N_("Balance")), each.closing, words, TOTAL_CELL)
    made_up = table(columns, rows, width, [total])
    height = made_up.wrap(width, 10_000)[1] + sum(line.wrap(width, 10_000)[1] for line in told)
    return [CondPageBreak(min(height, 300) + 8), *told, Spacer(1, 6), made_up]


def _part(label: str, amount: Money, words: Words, style: Style = CELL) -> tuple[Cell, Cell]:
    return Cell(label, style=style), Cell(words.money(amount, code=False), style=style)


def _balance(each: CurrencyAccount, words: Words) -> str:
    closing = each.closing
    if closing.minor > 0 and each.credit.minor > 0:
        return words(
            N_("{amount} is open, with your credit of {credit} taken off."), amount=closing, credit=each.credit
        )
    if closing.minor > 0 and each.overdue.minor > 0:
        return words(N_("{amount} is open, {overdue} of it overdue."), amount=closing, overdue=each.overdue)
    if closing.minor > 0:
        return words(N_("{amount} is open. Nothing is overdue."), amount=closing)
    if closing.minor < 0:
        return words(N_("You have a credit of {amount}."), amount=Money(-closing.minor, closing.currency))
    return words(N_("Everything is paid."))


def _payment(found: Statement, words: Words, width: float) -> list[Flowable]:
    if not found.payment_details or all(each.closing.minor <= 0 for each in found.accounts):
        return []
    lines = [part for line in found.payment_details for part in paragraphs(line, width)]
    return section(words(N_("How to pay")), lines, keep=min(len(lines), 8) * BODY.leading)


def _colophon(found: Statement, words: Words, width: float) -> list[Flowable]:
    told = (
        words(
            N_("Everything on record until {date} is included. If something is missing or wrong, please say so."),
            date=words.date(found.end, "long"),
        ),
        words(N_("The facts of this statement are attached to its PDF file, for programs to read.")),
    )
    return [Spacer(1, 24), *(part for each in told for part in paragraphs(each, width, SMALL))]
