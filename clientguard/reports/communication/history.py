"""The history of a client, for the user: figures, then everything on record by month (P5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.communication.papers.history import ClientHistory, HistoryLine, facts_json
from clientguard.domain.money.amount import Money
from clientguard.domain.records import KINDS
from clientguard.domain.wording import N_
from clientguard.reports.communication.about import duration, headed
from clientguard.reports.paper.flow import SOFT_BODY, paragraphs, section
from clientguard.reports.paper.fonts import missing_in
from clientguard.reports.paper.frame import PageSize, content_width
from clientguard.reports.paper.headed import DRAFT, headed_paper, opening
from clientguard.reports.paper.parties import SMALL
from clientguard.reports.paper.tables import TOTAL_CELL, Cell, Column, table
from clientguard.texts import Words


def render_history(history: ClientHistory, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the history as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    head = headed(history, words(N_("Client history")), words)
    width = content_width(page)
    story = [*opening(head, words, width, to_client=False), Spacer(1, 14), *_story(history, words, width)]
    return headed_paper(head, story, facts_json(history), words, page)


def boxes(history: ClientHistory) -> str:
    """Return the characters in the history that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(history))


def _story(history: ClientHistory, words: Words, width: float) -> Iterator[Flowable]:
    if history.private:
        yield from paragraphs(words(N_("With private notes and opinions: for your eyes only.")), width, DRAFT)
    else:
        told = words(N_("For your own use. Notes, opinions and decisions that are marked as private are not in it."))
        yield from paragraphs(told, width, SOFT_BODY)
    yield from _figures(history, words, width)
    yield from _by_month(history, words, width)
    yield Spacer(1, 12)
    yield from paragraphs(words(N_("The facts of this paper are attached to its PDF file.")), width, SMALL)


def _figures(history: ClientHistory, words: Words, width: float) -> list[Flowable]:
    columns = (Column(words(N_("Figure")), 40), Column(words(N_("In these days")), 80))
    rows = [(Cell(name), Cell(value)) for name, value in _named(history, words)]
    return section(words(N_("In figures")), [table(columns, rows, width)])


def _named(history: ClientHistory, words: Words) -> Iterator[tuple[str, str]]:
    """Yield each figure with its name."""
    found = history.figures
    yield (
        words(N_("Messages")),
        words(N_("{received} received, {sent} sent"), received=found.received, sent=found.sent),
    )
    yield words(N_("Work")), duration(found.minutes, words)
    meetings = words(N_("{held} held, {client} missed by the client, {us} missed by us, {cancelled} cancelled"),
                     held=found.held, client=found.missed_by_client, us=found.missed_by_us,
                     cancelled=found.cancelled)  # fmt: skip
    yield words(N_("Meetings")), meetings
    yield words(N_("Invoices")), _counted(found.invoices, found.invoiced, words)
    if found.credit_notes:
        yield words(N_("Credit notes, taken off above")), words.number(found.credit_notes)
    yield words(N_("Payments")), _counted(found.payments, found.paid, words)
    yield words(N_("Requests")), _requests(history, words)


def _counted(count: int, sums: tuple[Money, ...], words: Words) -> str:
    amounts = ", ".join(words.money(each) for each in sums)
    return words(N_("{number}, in all {amounts}"), number=count, amounts=amounts) if sums else words.number(count)


def _requests(history: ClientHistory, words: Words) -> str:
    found = history.figures
    told = words(N_("{asked} asked, {answered} answered"), asked=found.requests, answered=found.answered)
    if found.usual_days is None or found.longest_days is None:
        return told
    times = words(N_("usually after {usual} days, at the most after {longest}"), usual=found.usual_days,
                  longest=found.longest_days)  # fmt: skip
    return f"{told}; {times}"


def _by_month(history: ClientHistory, words: Words, width: float) -> list[Flowable]:
    """Return all of it as one table, so that its columns stay where they are; a month begins with its name."""
    title = words(N_("Day by day"))
    if not history.lines:
        return section(title, paragraphs(words(N_("Nothing of these days is on record.")), width, SOFT_BODY))
    columns = (
        Column(words(N_("Date")), 16, whole=True),
        Column(words(N_("Kind")), 22),
        Column(words(N_("What")), 80),
        Column(words(N_("Number")), 10, figures=True),
    )
    rows: list[tuple[Cell, ...]] = []
    months: set[int] = set()
    for _month, lines in groupby(history.lines, key=lambda each: (each.on.year, each.on.month)):
        of_month = list(lines)
        months.add(len(rows))
        rows.append((Cell(words.date(of_month[0].on, "month"), style=TOTAL_CELL), Cell(""), Cell(""), Cell("")))
        rows += [
            (Cell(words.date(each.on)), Cell(_kind(each, words)), _what(each, words), Cell(str(each.number)))
            for each in of_month
        ]
    return section(title, [table(columns, rows, width, unruled=months)])


def _kind(line: HistoryLine, words: Words) -> str:
    return words(KINDS[line.kind].label) if line.kind in KINDS else line.kind


def _what(line: HistoryLine, words: Words) -> Cell:
    detail = words.say(line.detail)
    return Cell(line.what, note=detail) if line.what else Cell(detail)
