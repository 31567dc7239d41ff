"""The first page of an evidence bundle, and the list of all its exhibits (P5.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.proof.index import ExhibitList, Index, Line, SectionLine, by_day, facts_json
from clientguard.domain.wording import N_
from clientguard.reports.communication.about import day, headed
from clientguard.reports.paper.flow import height_of, paragraphs, section
from clientguard.reports.paper.frame import PageSize, content_height, content_width
from clientguard.reports.paper.headed import Headed, headed_paper, opening
from clientguard.reports.paper.parties import SMALL
from clientguard.reports.paper.tables import Cell, Column, table
from clientguard.texts import Words


def render_index(found: Index, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the chronology and index as PDF on one page, with its facts attached: as many lines as fit."""
    while found.lines and _height(_whole(found, words, page)) > content_height(page):
        found = dataclasses.replace(found, lines=found.lines[:-1])
    return headed_paper(_head(found, words), _whole(found, words, page), facts_json(found), words, page)


def _head(found: Index, words: Words) -> Headed:
    return headed(found, words(N_("Evidence bundle")), words)


def _whole(found: Index, words: Words, page: PageSize) -> list[Flowable]:
    width = content_width(page)
    return [*opening(_head(found, words), words, width, to_client=False), *_story(found, words, width)]


def _height(story: Sequence[Flowable]) -> float:
    """Return the height of a story, in points."""
    return height_of(story) + sum(each.getSpaceBefore() for each in story)


def _story(found: Index, words: Words, width: float) -> Iterator[Flowable]:
    if found.lines:
        yield from section(words(N_("What happened")), [_lines(sorted(found.lines, key=by_day), words, width)])
        if more := found.exhibits - len(found.lines):
            yield Spacer(1, 4)
            told = words.several(
                N_("{count} more exhibit is in the list of exhibits."),
                N_("{count} more exhibits are in the list of exhibits."),
                more,
            )
            yield from paragraphs(told, width, SMALL, measure=70)
    yield from section(words(N_("What the exhibits are")), [_sections(found.sections, words, width)])
    yield Spacer(1, 8)
    for told in _notes(found, words):
        yield from paragraphs(told, width, SMALL, measure=75)


def _notes(found: Index, words: Words) -> Iterator[str]:
    if any(each.minor for each in found.owed):
        amounts = ", ".join(words.money(each) for each in found.owed if each.minor)
        yield words(N_("Owed on {date}, by the statement of account: {amounts}."), date=found.made, amounts=amounts)
        if not found.has_interest:
            yield words(N_("Interest for late payment is not worked out in this bundle."))
    if found.papers:
        yield words(N_("Also enclosed: {papers}."), papers=", ".join(map(words.say, found.papers)))
    if found.left_out:
        yield words(N_("Left out: {what}."), what="; ".join(map(words.say, found.left_out)))
    yield words(
        N_("verify.py checks whether the files are those of the record; VERIFYING.md says how, and what that shows.")
    )


def _lines(lines: Sequence[Line], words: Words, width: float) -> Flowable:
    columns = (
        Column(words(N_("Date")), 18, whole=True),
        Column(words(N_("What happened")), 90),
        Column(words(N_("Exhibit")), 14, figures=True),
    )
    rows = [(Cell(day(each.on, words)), Cell(words.say(each.what)), Cell(f"E{each.exhibit}")) for each in lines]
    return table(columns, rows, width)


def _sections(lines: Sequence[SectionLine], words: Words, width: float) -> Flowable:
    columns = (
        Column(words(N_("Section")), 60),
        Column(words(N_("Exhibits")), 24, whole=True),
        Column(words(N_("Original files")), 18, figures=True),
    )
    rows = [(Cell(words.say(each.name)), Cell(span_of(each, words)), Cell(words.number(each.files))) for each in lines]
    return table(columns, rows, width)


def span_of(each: SectionLine, words: Words) -> str:
    """Return the numbers of a section: `E3`, or `E3 to E9`."""
    if each.first == each.last:
        return f"E{each.first}"
    return words(N_("{first} to {last}"), first=f"E{each.first}", last=f"E{each.last}")


def render_list(found: ExhibitList, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the list of all exhibits as PDF, with its facts attached."""
    head = headed(found, words(N_("List of exhibits")), words)
    width = content_width(page)
    story = [*opening(head, words, width, to_client=False), *_sectioned(found, words, width)]
    return headed_paper(head, story, facts_json(found), words, page)


def _sectioned(found: ExhibitList, words: Words, width: float) -> Iterator[Flowable]:
    columns = (
        Column(words(N_("Exhibit")), 14, whole=True),
        Column(words(N_("Date")), 18, whole=True),
        Column(words(N_("What it is")), 90),
    )
    for each in found.sections:
        lines = found.lines[each.first - 1 : each.last]
        rows = [_listed(line, words) for line in lines]
        yield from section(words.say(each.name), [table(columns, rows, width)])


def _listed(line: Line, words: Words) -> tuple[Cell, ...]:
    what = Cell(words.say(line.what), note="; ".join(map(words.say, line.files)))
    return Cell(f"E{line.exhibit}"), Cell(day(line.on, words)), what
