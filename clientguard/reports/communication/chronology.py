"""A chronology with its exhibits: what happened, by date, and where the originals are (P5.2)."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from clientguard.domain.communication.papers.chronology import Chronology, Event, Exhibit, facts_json
from clientguard.domain.wording import N_
from clientguard.reports.communication.about import headed
from clientguard.reports.paper.flow import height_of, listed, paragraphs, section
from clientguard.reports.paper.fonts import missing_in
from clientguard.reports.paper.frame import PageSize, content_width
from clientguard.reports.paper.headed import headed_paper, opening
from clientguard.reports.paper.parties import SMALL
from clientguard.reports.paper.tables import Cell, Column, table
from clientguard.texts import Words


def render_chronology(found: Chronology, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the chronology as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    head = headed(found, words(N_("Chronology")), words)
    width = content_width(page)
    story = [*opening(head, words, width, to_client=False), *_story(found, words, width)]
    return headed_paper(head, story, facts_json(found), words, page)


def boxes(found: Chronology) -> str:
    """Return the characters in the chronology that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(found))


def _story(found: Chronology, words: Words, width: float) -> Iterator[Flowable]:
    columns = (
        Column(words(N_("Date")), 18, whole=True),
        Column(words(N_("What happened, and the passage that shows it")), 90),
        Column(words(N_("Exhibit")), 14, figures=True),
    )
    passages = {each.number: each.passage for each in found.exhibits}
    rows = [_row(each, passages.get(each.exhibit, ""), words) for each in found.events]
    yield from section(words(N_("Day by day")), [table(columns, rows, width)])
    if found.exhibits:
        content = listed(_exhibit(each, words, width) for each in found.exhibits)
        yield from section(words(N_("Where the exhibits are")), content)
    yield Spacer(1, 12)
    told = words(N_("A SHA-256 shows that a file is the one meant here. The facts are attached to the PDF file."))
    yield from paragraphs(told, width, SMALL, measure=60)


def _row(event: Event, passage: str, words: Words) -> tuple[Cell, ...]:
    quoted = words(N_("“{text}”"), text=passage) if passage else ""
    number = words.number(event.exhibit) if event.exhibit else ""
    return Cell(words.date(event.on)), Cell(words.say(event.what), note=quoted), Cell(number)


def _exhibit(exhibit: Exhibit, words: Words, width: float) -> list[Flowable]:
    """Return where the original is: the record, its files, and their digests; it is kept together."""
    lines = [words(N_("Exhibit {number}: number {record} of the record"), number=exhibit.number,
                   record=str(exhibit.record))]  # fmt: skip
    for each in exhibit.files:
        if each.name:
            lines.append(words(N_("File {name}, SHA-256 {digest}"), name=each.name, digest=each.digest))
        else:
            lines.append(words(N_("The original message, SHA-256 {digest}"), digest=each.digest))
    content = [part for each in lines for part in paragraphs(each, width, SMALL, measure=70)]
    return [CondPageBreak(height_of(content)), *content, Spacer(1, 3)]
