"""What was achieved, delivered and changed, in the final report (P4.5)."""

from __future__ import annotations

from datetime import date

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.leaving.final.facts import ChangeLine, DeliverableLine, FinalReport, ResultLine, comparisons
from clientguard.domain.wording import N_
from clientguard.reports.paper.figures import figures
from clientguard.reports.paper.flow import SOFT_BODY, paragraphs, section
from clientguard.reports.paper.moves import moved_late
from clientguard.reports.paper.tables import SOFT_CELL, Cell, Column, table
from clientguard.reports.paper.units import entered
from clientguard.texts import Words


def day(on: date | None, words: Words) -> str:
    """Return a date as a cell shows it; empty if there is none."""
    return words.date(on) if on else ""


def results(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return the objectives against the results, with what was withheld beside each; nothing if there are none."""
    if not report.results:
        return []
    columns = (
        Column(words(N_("What was measured")), 44),
        Column(words(N_("Before")), 17, figures=True),
        Column(words(N_("After")), 17, figures=True),
        Column(words(N_("Measured")), 30),
    )
    rows = [
        (
            Cell(each.measure, note=_beside(each, words)),
            Cell(entered(each.before, each.unit, words)),
            Cell(entered(each.after, each.unit, words)),
            Cell(_measured(each, words)),
        )
        for each in report.results
    ]
    content: list[Flowable] = [table(columns, rows, width)]
    for figure in figures(comparisons(report), width, words):
        content += [Spacer(1, 14), figure]
    return section(words(N_("What was achieved")), content)


def _beside(result: ResultLine, words: Words) -> str:
    told = (
        words(N_("Agreed: {objective}"), objective=result.objective) if result.objective else "",
        words(N_("Held back or approved late: {what}"), what=result.withheld) if result.withheld else "",
    )
    return " · ".join(each for each in told if each)


def _measured(result: ResultLine, words: Words) -> str:
    if result.measured and result.measured_on:
        return words(N_("{source}, {date}"), source=result.measured, date=result.measured_on)
    return result.measured or day(result.measured_on, words)


def deliverables(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return what was agreed to be delivered, with moved dates and why, and what came of each."""
    title, lines = words(N_("What was delivered")), report.deliverables
    if not lines:
        return section(title, paragraphs(words(N_("No deliverables are on record.")), width, SOFT_BODY))
    columns = (
        Column(words(N_("Deliverable")), 48),
        Column(words(N_("Agreed for")), 16, whole=True),
        Column(words(N_("Delivered")), 16, whole=True),
        Column(words(N_("State")), 34),
    )
    rows = [
        (
            Cell(each.title, note=_moved(each, words)),
            Cell(day(each.due, words)),
            Cell(day(each.delivered_on, words)),
            _delivery(each, words),
        )
        for each in lines
    ]
    content = [*paragraphs(_accepted(lines, words), width), Spacer(1, 4), table(columns, rows, width)]
    if report.stop_clause:
        clause = words(N_("Work waits for payment under this clause: “{clause}”"), clause=report.stop_clause)
        content += [Spacer(1, 6), *paragraphs(clause, width, SOFT_BODY)]
    return section(title, content)


def _moved(line: DeliverableLine, words: Words) -> str:
    moves = (
        words(N_("Moved to {date}: {why}"), date=each.to, why=each.why) if each.why
        else words(N_("Moved to {date}"), date=each.to)
        for each in line.moved
    )  # fmt: skip
    return " · ".join((*moves, *moved_late(line.late, words)))


def _accepted(lines: tuple[DeliverableLine, ...], words: Words) -> str:
    accepted = sum(each.state == "accepted" for each in lines)
    if accepted < len(lines):
        return words(N_("{accepted} of {count} agreed deliverables are accepted."), accepted=accepted, count=len(lines))
    return words.several(
        N_("The one agreed deliverable is accepted."), N_("All {count} agreed deliverables are accepted."), accepted
    )


def _delivery(line: DeliverableLine, words: Words) -> Cell:
    on = line.settled_on
    by = words(N_("by {name}"), name=line.settled_by) if line.settled_by else ""
    match line.state:
        case "accepted":
            return Cell(words(N_("accepted on {date}"), date=on) if on else words(N_("accepted", "work")), note=by)
        case "dropped":
            told = words(N_("dropped in writing on {date}"), date=on) if on else words(N_("dropped in writing"))
            return Cell(told, note=by)
        case "delivered":
            return Cell(words(N_("awaiting your acceptance")), style=SOFT_CELL)
        case _ if line.stopped:
            return Cell(words(N_("waits for payment since {date}"), date=line.stopped), style=SOFT_CELL)
        case _:
            return Cell(words(N_("not delivered yet")), style=SOFT_CELL)


def changes(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return the changes agreed on; nothing if there are none."""
    if not report.changes:
        return []
    columns = (
        Column(words(N_("Agreed on")), 16, whole=True),
        Column(words(N_("What was agreed")), 70),
        Column(words(N_("Amount")), 20, figures=True),
    )
    rows = [(Cell(day(each.agreed_on, words)), Cell(each.what), Cell(_price(each, words))) for each in report.changes]
    return section(words(N_("Changes agreed")), [table(columns, rows, width)])


def _price(change: ChangeLine, words: Words) -> str:
    return words.money(change.amount) if change.amount else words(N_("no charge"))
