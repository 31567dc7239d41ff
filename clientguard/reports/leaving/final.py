"""The client's copy of the final report: results, deliverables, handovers, payments, and what is left to do (P4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.leaving.final.facts import (
    AccountLine,
    DeliverableLine,
    FinalReport,
    OpenItem,
    Period,
    ResultLine,
    comparisons,
    facts_json,
)
from clientguard.domain.wording import N_
from clientguard.reports.leaving.final_statement import statement
from clientguard.reports.paper.archive import Metadata, archive
from clientguard.reports.paper.figures import before_and_after
from clientguard.reports.paper.flow import BODY, SOFT_BODY, Columns, Heading, paragraphs, section
from clientguard.reports.paper.fonts import missing_in, printable, register
from clientguard.reports.paper.frame import Footer, LetterheadBlock, PageSize, build, content_width, short_anchor
from clientguard.reports.paper.parties import SMALL, TITLE, parties
from clientguard.reports.paper.signatures import Signatures
from clientguard.reports.paper.tables import SOFT_CELL, Cell, Column, table
from clientguard.reports.paper.units import entered
from clientguard.texts import Words

OWNERSHIP = {
    "client": N_("yours"),
    "personal": N_("your personal data"),
    "resold": N_("resold by us"),
    "mine": N_("ours until paid"),
}


def render_final_report(report: FinalReport, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the report as PDF/A-3b in the language of `words`, with its facts attached as JSON."""
    register()
    footer = Footer(
        words(
            N_("Final report, {client}, version {version} of {date}"),
            client=report.client.name,
            version=report.version,
            date=words.date(report.made, "long"),
        ),
        short_anchor(report.anchor, words),
    )
    pdf = build(list(_story(report, words, content_width(page))), footer, words, page=page)
    metadata = Metadata(
        title=printable(footer.title),
        author=printable(report.business.owner or report.business.name),
        subject=printable(_subtitle(report, words)),
        language=words.language,
        made=report.made,
    )
    return archive(pdf, metadata, facts_json(report))


def suggested_name(report: FinalReport, words: Words) -> str:
    """Return a file name that is valid on every system: `Final report Casa Verde 2026-11-22 v1.pdf`."""
    client = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", report.client.name)
    title = words(N_("Final report {client}"), client=" ".join(client.split())[:80].strip(" ."))
    return f"{title} {report.made.isoformat()} v{report.version}.pdf"


def boxes(report: FinalReport) -> str:
    """Return the characters in the report that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(report))


def _story(report: FinalReport, words: Words, width: float) -> Iterator[Flowable]:
    yield LetterheadBlock(report.business, width, words)
    yield Spacer(1, 38)
    title = words(N_("Final report"))
    yield Heading(title, TITLE)
    yield Spacer(1, 2)
    yield from paragraphs(_subtitle(report, words), width, SOFT_BODY)
    yield Spacer(1, 16)
    yield _parties(report, words, width)
    yield from _summary(report, words, width)
    yield from _results(report, words, width)
    yield from _deliverables(report, words, width)
    yield from _accounts(report, words, width)
    yield from statement(report, words, width)
    yield from _open_items(report, words, width)
    yield from _signatures(report, words, width)


def _subtitle(report: FinalReport, words: Words) -> str:
    values = {"client": report.client.name, "engagement": report.engagement, "period": _period(report.period, words)}
    if report.engagement and values["period"]:
        return words(N_("for {client}, on the engagement “{engagement}”, {period}"), **values)
    if report.engagement:
        return words(N_("for {client}, on the engagement “{engagement}”"), **values)
    if values["period"]:
        return words(N_("for {client}, {period}"), **values)
    return words(N_("for {client}"), **values)


def _period(period: Period, words: Words) -> str:
    start, end = (words.date(day, "long") if day else "" for day in (period.start, period.end))
    if start and end:
        return words(N_("{start} to {end}"), start=start, end=end)
    if start:
        return words(N_("since {start}"), start=start)
    return words(N_("until {end}"), end=end) if end else ""


def _parties(report: FinalReport, words: Words, width: float) -> Columns:
    client, business = report.client, report.business
    tax = [
        words(N_("Tax no. {number}"), number=each.tax_number) if each.tax_number else "" for each in (client, business)
    ]
    blocks = (
        (words(N_("For")), client.name, (*client.address, tax[0])),
        (words(N_("From")), business.name, (business.owner, tax[1])),
        (
            words(N_("This report")),
            words(N_("Version {number}"), number=report.version),
            (words.date(report.made, "long"),),
        ),
    )
    return parties(blocks, width)


def _summary(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    if not report.summary:
        return []
    content: list[Flowable] = []
    for paragraph in report.summary:
        content += [*paragraphs(paragraph, width), Spacer(1, 5)]
    return section(words(N_("In short")), content[:-1])


def _results(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    if not report.results:
        return []
    columns = (
        Column(words(N_("Measure")), 44),
        Column(words(N_("Before")), 17, figures=True),
        Column(words(N_("After")), 17, figures=True),
        Column(words(N_("Measured")), 34),
    )
    rows = [
        (
            Cell(each.measure),
            Cell(entered(each.before, each.unit, words)),
            Cell(entered(each.after, each.unit, words)),
            Cell(_measured(each, words)),
        )
        for each in report.results
    ]
    content: list[Flowable] = [table(columns, rows, width)]
    for drawing in before_and_after(comparisons(report), width, words):
        content += [Spacer(1, 14), drawing]
    return section(words(N_("What was achieved")), content)


def _measured(result: ResultLine, words: Words) -> str:
    if result.measured and result.measured_on:
        return words(N_("{source}, {date}"), source=result.measured, date=result.measured_on)
    return result.measured or _date(result.measured_on, words)


def _deliverables(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    title, lines = words(N_("What was delivered")), report.deliverables
    if not lines:
        return section(
            title, paragraphs(words(N_("No deliverables are on record.")), width, SOFT_BODY), keep=BODY.leading
        )
    columns = (
        Column(words(N_("Deliverable")), 43),
        Column(words(N_("Due")), 16),
        Column(words(N_("Delivered")), 16),
        Column(words(N_("State")), 37),
    )
    rows = [
        (
            Cell(each.title),
            Cell(_date(each.due, words)),
            Cell(_date(each.delivered_on, words)),
            _delivery(each, words),
        )
        for each in lines
    ]
    return section(
        title, [*paragraphs(_accepted(lines, words), width), Spacer(1, 4), table(columns, rows, width)], keep=96
    )


def _accepted(lines: tuple[DeliverableLine, ...], words: Words) -> str:
    accepted = sum(each.state == "accepted" for each in lines)
    if accepted < len(lines):
        return words(N_("{accepted} of {count} agreed deliverables are accepted."), accepted=accepted, count=len(lines))
    return words.several(
        N_("The one agreed deliverable is accepted."), N_("All {count} agreed deliverables are accepted."), accepted
    )


def _delivery(line: DeliverableLine, words: Words) -> Cell:
    on = line.settled_on
    match line.state:
        case "accepted":
            return Cell(words(N_("accepted on {date}"), date=on) if on else words(N_("accepted")))
        case "dropped":
            return Cell(words(N_("dropped in writing on {date}"), date=on) if on else words(N_("dropped in writing")))
        case "delivered":
            return Cell(words(N_("awaiting your acceptance")), style=SOFT_CELL)
        case _:
            return Cell(words(N_("not delivered yet")), style=SOFT_CELL)


def _accounts(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    title = words(N_("Accounts handed over"))
    if not report.accounts:
        return section(
            title,
            paragraphs(words(N_("No accounts of yours are on record with us.")), width, SOFT_BODY),
            keep=BODY.leading,
        )
    columns = (
        Column(words(N_("Account")), 34),
        Column(words(N_("Now owned by")), 23),
        Column(words(N_("Accepted")), 17),
        Column(words(N_("Tested by you")), 17),
        Column(words(N_("Our access ended")), 18),
    )
    rows = [_account(each, report.client.name, words) for each in report.accounts]
    return section(title, [table(columns, rows, width)])


def _account(line: AccountLine, client: str, words: Words) -> tuple[Cell, ...]:
    waiting = words(N_("not yet"))
    owner = Cell(line.owner or client) if line.owner or line.accepted else Cell(waiting, style=SOFT_CELL)
    if line.waits:
        offer, test = words(N_("once paid")), waiting
    else:
        offer = words(N_("offered {date}"), date=line.offered) if line.offered else waiting
        test = words(N_("please test")) if line.accepted or line.offered else waiting
    return (
        Cell(line.name, note=_ownership(line, words)),
        owner,
        _done(line.accepted, offer, words),
        _done(line.tested, test, words),
        _done(line.removed, waiting if line.tested else words(N_("after your test")), words),
    )


def _ownership(line: AccountLine, words: Words) -> str:
    label = words(OWNERSHIP.get(line.ownership, ""))
    if line.clause and line.ownership in ("mine", "resold"):
        label = words(N_("{ownership} ({clause})"), ownership=label, clause=line.clause)
    return words(N_("{ownership}, renews {date}"), ownership=label, date=line.renews) if line.renews else label


def _done(day: date | None, pending: str, words: Words) -> Cell:
    return Cell(words.date(day)) if day else Cell(pending, style=SOFT_CELL)


def _open_items(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    title = words(N_("Still to do"))
    if not report.open_items:
        done = words(N_("Nothing is left to do, on your side or on ours."))
        return section(title, paragraphs(done, width, SOFT_BODY), keep=BODY.leading)
    columns = (Column(words(N_("What")), 55), Column(words(N_("Who")), 25), Column(words(N_("By")), 22))
    rows = [
        (Cell(words.say(each.what)), Cell(_who(each, report)), Cell(_when(each, words))) for each in report.open_items
    ]
    return section(title, [table(columns, rows, width)])


def _when(item: OpenItem, words: Words) -> str:
    if item.since:
        return words(N_("overdue since {date}"), date=words.date(item.since, "long"))
    return words.date(item.by, "long") if item.by else ""


def _who(item: OpenItem, report: FinalReport) -> str:
    return {"us": report.business.name, "client": report.client.name}.get(item.who, item.who)


def _signatures(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    block = Signatures(report.signatures, width, words)
    lead = paragraphs(words(N_("Signed as a record of the handover described above.")), width)
    content = [*lead, Spacer(1, 8), block, Spacer(1, 16), *_colophon(report, words, width)]
    return section(words(N_("Signatures")), content, keep=sum(each.wrap(width, 0)[1] for each in content) + 4)


def _colophon(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return the note that explains the anchor in the footer, and what it can and cannot prove."""
    anchor = words(
        N_(
            "Journal anchor: {size} entries, root {root}. The journal behind this report is kept by"
            " {business}, on one computer and by its clock, and anyone who holds its key could rebuild it; but"
            " a journal that was cut short or rebuilt after {date} does not match this anchor. Keep this copy,"
            " so that it can be checked."
        ),
        size=report.anchor.size,
        root=report.anchor.root_hex,
        business=report.business.name,
        date=words.date(report.made, "long"),
    )
    attached = words(N_("The facts of this report are attached to its PDF file, for programs to read."))
    return [*paragraphs(anchor, width, SMALL), *paragraphs(attached, width, SMALL)]


def _date(day: date | None, words: Words) -> str:
    return words.date(day) if day else ""
