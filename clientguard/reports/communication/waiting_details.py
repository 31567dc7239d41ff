"""The details of the waiting report: deliverables, each request with its messages and rounds, promises, work (P1.4)."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.communication.papers.waiting_facts import (
    DeliverableLine,
    MessageLine,
    MoveLine,
    PromiseLine,
    RequestLine,
    RoundLine,
    WaitingReport,
)
from clientguard.domain.records.kinds.collecting import PROMISES
from clientguard.domain.records.kinds.communication import ASKS, DIRECTIONS, MESSAGE_CHANNELS, ROLES
from clientguard.domain.records.kinds.engagement import DELIVERY, WORK_KINDS
from clientguard.domain.wording import N_
from clientguard.reports.communication.about import day, duration, item, named
from clientguard.reports.paper.flow import SOFT_BODY, paragraphs, section
from clientguard.reports.paper.moves import moved_late
from clientguard.reports.paper.tables import Cell, Column, table
from clientguard.texts import Words


def details(report: WaitingReport, words: Words, width: float) -> Iterator[Flowable]:
    """Yield the details, each part only where something is on record."""
    yield from _deliverables(report, words, width)
    yield from _requests(report, words, width)
    yield from _promises(report, words, width)
    yield from _demands(report, words, width)
    yield from _work(report, words, width)


def _deliverables(report: WaitingReport, words: Words, width: float) -> list[Flowable]:
    if not report.deliverables:
        return []
    columns = (
        Column(words(N_("Deliverable")), 50),
        Column(words(N_("Agreed for")), 16, whole=True),
        Column(words(N_("Delivered")), 16, whole=True),
        Column(words(N_("State")), 24),
    )
    rows = [
        (
            Cell(
                each.title,
                note=" · ".join((*(_moved(one, words) for one in each.moved), *moved_late(each.late, words))),
            ),
            Cell(day(each.due, words)),
            Cell(day(each.delivered_on, words)),
            _state(each, words),
        )
        for each in report.deliverables
    ]
    return section(words(N_("Deliverables")), [table(columns, rows, width)])


def _moved(move: MoveLine, words: Words) -> str:
    if move.to is None:
        return move.why
    return words(N_("Moved to {date}: {why}"), date=move.to, why=move.why)


def _state(line: DeliverableLine, words: Words) -> Cell:
    return Cell(named(DELIVERY, line.state, words), note=day(line.settled_on, words))


def _requests(report: WaitingReport, words: Words, width: float) -> list[Flowable]:
    if not report.requests:
        return []
    content: list[Flowable] = []
    for number, each in enumerate(report.requests, 1):
        title = words(N_("{number}. {title}"), number=number, title=each.title)
        content += item(title, list(_request(each, words, width)), width)
    title = words(N_("What we asked you, one by one"))
    return section(title, content, keep=90)


def _request(line: RequestLine, words: Words, width: float) -> Iterator[Flowable]:
    yield from paragraphs(" ".join(_told(line, words)), width, SOFT_BODY)
    if line.answer:
        yield from paragraphs(words(N_("The answer: {text}"), text=" ".join(line.answer.split())), width)
    if line.messages:
        yield Spacer(1, 4)
        yield _messages(line.messages, words, width)
    if line.rounds:
        yield Spacer(1, 8)
        yield _rounds(line.rounds, words, width)


def _told(line: RequestLine, words: Words) -> Iterator[str]:
    """Yield what is on record about a request, in sentences."""
    yield words(N_("{kind}, asked on {date}."), kind=named(ASKS, line.ask, words), date=line.asked_on)
    if line.needed_by:
        yield words(N_("Needed by {date}."), date=line.needed_by)
    if line.blocks:
        yield words(N_("It held up: {work}."), work=line.blocks)
    if line.chased:
        yield words(N_("Asked again on {days}."), days=", ".join(words.date(each) for each in line.chased))
    yield _ended(line, words)
    if line.needed_by and (line.answered_on or line.closed_on):
        late = ((line.answered_on or line.closed_on or line.needed_by) - line.needed_by).days
        if late > 0:
            yield words.several(N_("That was one day late."), N_("That was {count} days late."), late)
    for each in line.moved:
        if each.to:
            values = {"work": each.deliverable, "date": each.to, "why": each.why.rstrip(". ")}
            yield words(N_("{work} was moved to {date}: {why}."), **values)
    for each in line.away:
        yield words(N_("You had said that you would be away from {start} to {end}."), start=each.starts, end=each.until)


def _ended(line: RequestLine, words: Words) -> str:
    if line.closed_on:
        why = line.closed_reason.rstrip(". ")
        return words(N_("Closed without an answer on {date}: {why}."), date=line.closed_on, why=why)
    if line.answered_on and line.days == 0:
        return words(N_("Answered on the same day."))
    if line.answered_on:
        return words.several(
            N_("Answered on {date}, after one day."),
            N_("Answered on {date}, after {count} days, {work} of them working days."),
            line.days,
            date=line.answered_on,
            work=line.work_days,
        )
    return words.several(
        N_("Not answered for one day so far."),
        N_("Not answered for {count} days so far, {work} of them working days."),
        line.days,
        work=line.work_days,
    )


def _messages(lines: tuple[MessageLine, ...], words: Words, width: float) -> Flowable:
    columns = (
        Column(words(N_("Date")), 16, whole=True),
        Column(words(N_("What")), 20),
        Column(words(N_("Message")), 64),
    )
    rows = [
        (
            Cell(words.date(each.on)),
            Cell(_role(each, words), note=_way(each, words)),
            Cell(each.subject, note=words(N_("“{text}”"), text=each.passage) if each.passage else ""),
        )
        for each in lines
    ]
    return table(columns, rows, width)


def _role(line: MessageLine, words: Words) -> str:
    return words(N_("Asked")) if line.role == "asked" else named(ROLES, line.role, words)


def _way(line: MessageLine, words: Words) -> str:
    way, channel = named(DIRECTIONS, line.direction, words), named(MESSAGE_CHANNELS, line.channel, words)
    return f"{channel} · {way}"


def _rounds(lines: tuple[RoundLine, ...], words: Words, width: float) -> Flowable:
    counted = any(each.days is not None for each in lines)  # papers of earlier versions did not say it
    columns = (
        Column(words(N_("Submitted for approval")), 40),
        Column(words(N_("Submitted")), 16, whole=True),
        Column(words(N_("Answered")), 16, whole=True),
        *((Column(words(N_("Days")), 10, figures=True), Column(words(N_("Working days")), 10, figures=True))
          if counted else ()),
        Column(words(N_("What was to be changed")), 40),
    )  # fmt: skip
    rows = [
        (
            Cell(each.what),
            Cell(words.date(each.submitted_on)),
            Cell(day(each.answered_on, words) or words(N_("not yet"))),
            *((Cell(words.number(each.days or 0)), Cell(words.number(each.work_days or 0))) if counted else ()),
            Cell(" ".join(each.changes.split()) or (words(N_("nothing: approved")) if each.answered_on else "")),
        )
        for each in lines
    ]
    return table(columns, rows, width)


def _promises(report: WaitingReport, words: Words, width: float) -> list[Flowable]:
    if not report.promises:
        return []
    columns = (
        Column(words(N_("In your words")), 56),
        Column(words(N_("Promised on")), 16, whole=True),
        Column(words(N_("For", "day")), 16, whole=True),
        Column(words(N_("What came of it")), 26),
    )
    rows = [
        (
            Cell(each.words, note=named(PROMISES, each.type, words)),
            Cell(words.date(each.made_on)),
            Cell(words.date(each.due)),
            Cell(_kept(each, report, words)),
        )
        for each in report.promises
    ]
    return section(words(N_("What you promised")), [table(columns, rows, width)])


def _kept(line: PromiseLine, report: WaitingReport, words: Words) -> str:
    if line.kept_on and line.kept_on > line.due:
        return words(N_("kept late, on {date}"), date=line.kept_on)
    if line.kept_on:
        return words(N_("kept on {date}"), date=line.kept_on)
    return words(N_("not kept")) if line.due < report.made else words(N_("still to come"))


def _demands(report: WaitingReport, words: Words, width: float) -> list[Flowable]:
    if not report.demands:
        return []
    columns = (
        Column(words(N_("In your words")), 44),
        Column(words(N_("Asked")), 16, whole=True),
        Column(words(N_("Answered")), 16, whole=True),
        Column(words(N_("Days")), 10, figures=True),
        Column(words(N_("Our answer")), 34),
    )
    rows = [
        (
            Cell(each.words),
            Cell(words.date(each.said_on)),
            Cell(day(each.answered_on, words) or words(N_("not yet"))),
            Cell(words.number(each.days)),
            Cell(" ".join(each.answer.split())),
        )
        for each in report.demands
    ]
    return section(words(N_("What you asked us for")), [table(columns, rows, width)])


def _work(report: WaitingReport, words: Words, width: float) -> list[Flowable]:
    if not report.work:
        return []
    columns = (
        Column(words(N_("Date")), 16, whole=True),
        Column(words(N_("Kind")), 24),
        Column(words(N_("What was done")), 60),
        Column(words(N_("Time", "hours")), 14, figures=True),
    )
    rows = [
        (
            Cell(words.date(each.on)),
            Cell(named(WORK_KINDS, each.sort, words)),
            Cell(each.what),
            Cell(duration(each.minutes, words)),
        )
        for each in report.work
    ]
    return section(words(N_("The work, day by day")), [table(columns, rows, width)])
