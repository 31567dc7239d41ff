"""The waiting report: one page on what was done and what waited on whom, then the details (P1.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, PageBreak, Spacer

from clientguard.domain.communication.papers.waiting_facts import RequestLine, WaitingReport, facts_json
from clientguard.domain.records.kinds.engagement import WORK_KINDS
from clientguard.domain.wording import N_
from clientguard.reports.communication.about import day, duration, headed, named
from clientguard.reports.communication.waiting_details import details
from clientguard.reports.paper.flow import SOFT_BODY, height_of, paragraphs, section
from clientguard.reports.paper.fonts import missing_in
from clientguard.reports.paper.frame import BOTTOM, PAGES, TOP, PageSize, content_width
from clientguard.reports.paper.headed import headed_paper, opening
from clientguard.reports.paper.parties import SMALL
from clientguard.reports.paper.tables import SOFT_CELL, TOTAL_CELL, Cell, Column, table
from clientguard.texts import Words

ROOM = 4.0  # points that stay free on the first page


def render_waiting_report(report: WaitingReport, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the report as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    head = headed(report, words(N_("Waiting report")), words)
    width, height = content_width(page), PAGES[page][1] - TOP - BOTTOM
    story = list(opening(head, words, width))
    story += _first_page(report, words, width, height - height_of(story))
    story += details(report, words, width)
    return headed_paper(head, story, facts_json(report), words, page)


def boxes(report: WaitingReport) -> str:
    """Return the characters in the report that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(report))


def _first_page(report: WaitingReport, words: Words, width: float, room: float) -> list[Flowable]:
    """Return what stands on the first page: as many requests as fit, those that waited longest first."""
    before = [*_in_short(report, words, width), *_done(report, words, width)]
    after = _how(words, width)
    longest = sorted(report.requests, key=lambda each: -each.days)
    shown = len(longest)
    while True:
        waited = _waited(report, longest[:shown], words, width)
        if shown <= 1 or height_of([*before, *waited, *after]) + _gaps([*before, *waited, *after]) + ROOM <= room:
            return [*before, *waited, *after, PageBreak()]
        shown -= 1


def _gaps(story: Sequence[Flowable]) -> float:
    return sum(each.getSpaceBefore() for each in story)


def _in_short(report: WaitingReport, words: Words, width: float) -> list[Flowable]:
    return section(words(N_("In short")), paragraphs(" ".join(_sentences(report, words)), width))


def _sentences(report: WaitingReport, words: Words) -> Iterator[str]:
    """Yield what the figures come to."""
    totals = report.totals
    if totals.minutes:
        yield words(N_("We worked {time} for you."), time=duration(totals.minutes, words))
    if totals.deliverables:
        yield words.several(
            N_("Of one deliverable, {delivered} is delivered, and {accepted} accepted."),
            N_("Of {count} deliverables, {delivered} are delivered, and {accepted} accepted."),
            totals.deliverables,
            delivered=totals.delivered,
            accepted=totals.accepted,
        )
    yield from _waits(report, words)
    yield from _ours(report, words)


def _waits(report: WaitingReport, words: Words) -> Iterator[str]:
    """Yield for what we waited, and for how long."""
    totals = report.totals
    if not totals.requests:
        yield words(N_("Nothing waited on you."))
        return
    yield words.several(
        N_("We asked you for one thing: {answered} answered, {open} still open."),
        N_("We asked you for {count} things: {answered} answered, {open} still open."),
        totals.requests,
        answered=totals.answered,
        open=totals.open,
    )
    if totals.closed:
        yield words.several(
            N_("One was closed without an answer."), N_("{count} were closed without an answer."), totals.closed
        )
    if totals.any_days:
        yield words.several(
            N_("An answer was missing on one day."),
            N_("At least one answer was missing on {count} days, {work} of them working days."),
            totals.any_days,
            work=totals.any_work_days,
        )
    if totals.moved:
        yield words.several(
            N_("Because of that, one date was moved."), N_("Because of that, {count} dates were moved."), totals.moved
        )


def _ours(report: WaitingReport, words: Words) -> Iterator[str]:
    """Yield for what the client waited; nothing if nothing is on record."""
    if not report.demands:
        return
    answered = [each.days for each in report.demands if each.answered_on]
    yield words.several(
        N_("You asked us for one thing: {answered} answered, {open} still open."),
        N_("You asked us for {count} things: {answered} answered, {open} still open."),
        len(report.demands),
        answered=len(answered),
        open=len(report.demands) - len(answered),
    )
    if answered and max(answered):
        yield words.several(
            N_("Our slowest answer took one day."), N_("Our slowest answer took {count} days."), max(answered)
        )


def _done(report: WaitingReport, words: Words, width: float) -> list[Flowable]:
    """Return the work by kind, in columns, so that it takes little of the page."""
    title = words(N_("What was done"))
    if not report.worked:
        return section(title, paragraphs(words(N_("No work of these days is on record.")), width, SOFT_BODY))
    columns = (
        Column(words(N_("Work")), 20),
        *(Column(named(WORK_KINDS, each.sort, words), 16, figures=True) for each in report.worked),
        Column(words(N_("Total")), 16, figures=True),
    )
    entries = [each.entries for each in report.worked]
    minutes = [each.minutes for each in report.worked]
    rows = [
        (Cell(words(N_("Entries", "work"))), *(Cell(words.number(each)) for each in entries),
         Cell(words.number(sum(entries)), style=TOTAL_CELL)),
        (Cell(words(N_("Time", "hours"))), *(Cell(duration(each, words)) for each in minutes),
         Cell(duration(report.totals.minutes, words), style=TOTAL_CELL)),
    ]  # fmt: skip
    return section(title, [table(columns, rows, width)])


def _waited(report: WaitingReport, shown: Sequence[RequestLine], words: Words, width: float) -> list[Flowable]:
    if not report.requests:
        return []
    columns = (
        Column(words(N_("What we asked you")), 50),
        Column(words(N_("Asked")), 16, whole=True),
        Column(words(N_("Needed by")), 16, whole=True),
        Column(words(N_("Answered")), 16, whole=True),
        Column(words(N_("Days")), 10, figures=True),
        Column(words(N_("Working days")), 12, figures=True),
        Column(words(N_("Asked again")), 12, figures=True),
    )
    totals = report.totals
    left = len(report.requests) - len(shown)
    note = (
        words.several(N_("with one more, in the details"), N_("with {count} more, in the details"), left)
        if left
        else ""
    )
    figures = (totals.days, totals.work_days, totals.chases)
    total = (
        Cell(words(N_("Total")), note=note, style=TOTAL_CELL), Cell(""), Cell(""), Cell(""),
        *(Cell(words.number(each), style=TOTAL_CELL) for each in figures),
    )  # fmt: skip
    return section(
        words(N_("What waited on you, the longest first")),
        [table(columns, [_row(each, words) for each in shown], width, [total])],
    )


def _row(line: RequestLine, words: Words) -> tuple[Cell, ...]:
    return (
        Cell(line.title, note=words(N_("held up: {work}"), work=line.blocks) if line.blocks else ""),
        Cell(words.date(line.asked_on)),
        Cell(day(line.needed_by, words)),
        _answered(line, words),
        *(Cell(words.number(each)) for each in (line.days, line.work_days, len(line.chased))),
    )


def _answered(line: RequestLine, words: Words) -> Cell:
    if line.answered_on:
        return Cell(words.date(line.answered_on))
    return Cell(words(N_("closed")) if line.closed_on else words(N_("not yet")), style=SOFT_CELL)


def _how(words: Words, width: float) -> list[Flowable]:
    """Return how the days are counted, and where the facts are."""
    lines = (
        words(N_("Days are counted from the day after a question to the day of its answer, or of this report.")),
        words(N_("Working days leave out weekends and public holidays. The facts are attached to the PDF file.")),
    )
    return [Spacer(1, 12), *(part for each in lines for part in paragraphs(each, width, SMALL, measure=60))]
