"""The client's copy of the final report: results, deliverables, handovers, payments, and what is left to do (P4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.leaving.final.facts import FinalReport, Period, facts_json
from clientguard.domain.wording import N_
from clientguard.reports.leaving import final_accounts, final_close, final_work
from clientguard.reports.leaving.final_statement import statement
from clientguard.reports.paper.archive import Metadata, archive
from clientguard.reports.paper.flow import SOFT_BODY, Columns, Heading, paragraphs, section
from clientguard.reports.paper.fonts import missing_in, printable, register
from clientguard.reports.paper.frame import Footer, LetterheadBlock, PageSize, build, content_width, short_anchor
from clientguard.reports.paper.parties import TITLE, parties
from clientguard.texts import Words

PARTS = (
    final_work.results,
    final_work.deliverables,
    final_work.changes,
    final_accounts.accounts,
    final_accounts.renewals,
    final_accounts.data,
    final_accounts.rights,
    statement,
    final_close.open_items,
    final_close.aftercare,
    final_close.signatures,
)


def render_final_report(report: FinalReport, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the report as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    register()
    footer = Footer(_footer(report, words), short_anchor(report.anchor, words), report.client.name)
    built = build(list(_story(report, words, content_width(page))), footer, words, page=page)
    metadata = Metadata(
        title=printable(footer.title),
        author=printable(report.business.owner or report.business.name),
        subject=printable(_subtitle(report, words)),
        language=words.language,
        made=report.made,
    )
    return archive(built, metadata, facts_json(report))


def _footer(report: FinalReport, words: Words) -> str:
    text = (
        N_("Final report, {client}, version {version} of {date}")
        if report.closed
        else N_("Handover report, {client}, version {version} of {date}")
    )
    return words(text, client=report.client.name, version=report.version, date=words.date(report.made, "long"))


def title_of(report: FinalReport, words: Words) -> str:
    """Return the title: a handover report with the day of its status, the final report once the leaving is closed."""
    if report.closed:
        return words(N_("Final report"))
    return words(N_("Handover report, status at {date}"), date=words.date(report.made, "long"))


def suggested_name(report: FinalReport, words: Words) -> str:
    """Return a file name that is valid on every system: `Handover report Casa Verde 2026-11-22 v1.pdf`."""
    client = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", report.client.name)
    text = N_("Final report {client}") if report.closed else N_("Handover report {client}")
    title = words(text, client=" ".join(client.split())[:80].strip(" ."))
    return f"{title} {report.made.isoformat()} v{report.version}.pdf"


def boxes(report: FinalReport) -> str:
    """Return the characters in the report that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(report))


def _story(report: FinalReport, words: Words, width: float) -> Iterator[Flowable]:
    yield LetterheadBlock(report.business, width, words)
    yield Spacer(1, 38)
    yield Heading(title_of(report, words), TITLE)
    yield Spacer(1, 2)
    yield from paragraphs(_subtitle(report, words), width, SOFT_BODY)
    yield Spacer(1, 16)
    yield _parties(report, words, width)
    yield from _agreement(report, words, width)
    yield from _summary(report, words, width)
    for part in PARTS:
        yield from part(report, words, width)


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
        (words(N_("For", "party")), client.name, (*client.address, tax[0])),
        (words(N_("From", "party")), business.name, (business.owner, tax[1])),
        (
            words(N_("This report")),
            words(N_("Version {number}"), number=report.version),
            (words.date(report.made, "long"),),
        ),
    )
    return parties(blocks, width)


def _agreement(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return the contract, its notice, and when duties end; nothing where none of it is known."""
    found, end = report.agreement, report.period.end
    told = [_contract(report, words)]
    if found.notice:
        told.append(words(N_("Notice agreed: {notice}."), notice=found.notice))
    if found.notice_given:
        told.append(words(N_("Notice was given on {date}."), date=words.date(found.notice_given, "long")))
    if end:
        text = N_("Our duties ended on {date}.") if end < report.made else N_("Our duties end on {date}.")
        told.append(words(text, date=words.date(end, "long")))
    told = [each for each in told if each]
    if not told:
        return []
    return section(words(N_("Contract and end")), paragraphs(" ".join(told), width))


def _contract(report: FinalReport, words: Words) -> str:
    signed, title = report.agreement.signed, report.engagement
    if title and signed:
        return words(N_("Contract: {title}, signed on {date}."), title=title, date=words.date(signed, "long"))
    return words(N_("Contract: {title}."), title=title) if title else ""


def _summary(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    if not report.summary:
        return []
    content: list[Flowable] = []
    for paragraph in report.summary:
        content += [*paragraphs(paragraph, width), Spacer(1, 5)]
    return section(words(N_("In short")), content[:-1])
