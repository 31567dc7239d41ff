"""A chronology with its exhibits: what happened, by date, and where the originals are (P5.2)."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.communication.papers.chronology import Chronology, Exhibit, facts_json
from clientguard.domain.wording import N_
from clientguard.reports.communication.about import headed, item
from clientguard.reports.paper.flow import BODY, paragraphs, section
from clientguard.reports.paper.fonts import missing_in
from clientguard.reports.paper.frame import PageSize, content_width
from clientguard.reports.paper.headed import headed_paper, opening
from clientguard.reports.paper.parties import SMALL
from clientguard.reports.paper.tables import Cell, Column, table
from clientguard.texts import Words

INDENT = 20.0


def render_chronology(found: Chronology, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the chronology as PDF/A-3b in the language of `words`, with its facts attached as JSON."""
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
        Column(words(N_("What happened")), 90),
        Column(words(N_("Exhibit")), 14, figures=True),
    )
    rows = [
        (
            Cell(words.date(each.on)),
            Cell(words.say(each.what)),
            Cell(words.number(each.exhibit) if each.exhibit else ""),
        )
        for each in found.events
    ]
    yield from section(words(N_("What happened")), [table(columns, rows, width)])
    if found.exhibits:
        content = [part for each in found.exhibits for part in _exhibit(each, words, width)]
        yield from section(words(N_("Exhibits")), content, keep=60)
    yield Spacer(1, 12)
    told = words(N_("A SHA-256 shows that a file is the one meant here. The facts are attached to the PDF file."))
    yield from paragraphs(told, width, SMALL, measure=60)


def _exhibit(exhibit: Exhibit, words: Words, width: float) -> list[Flowable]:
    title = words(
        N_("Exhibit {number}, {date}: {what}"), number=exhibit.number, what=words.say(exhibit.what), date=exhibit.on
    )
    content: list[Flowable] = []
    if exhibit.passage:
        content += paragraphs(words(N_("“{text}”"), text=exhibit.passage), width, BODY)
    for each in _where(exhibit, words):
        content += paragraphs(each, width, SMALL, measure=70)
    return item(title, content, width, keep=2 * BODY.leading)


def _where(exhibit: Exhibit, words: Words) -> Iterator[str]:
    """Yield where the original is: the record, its files, and their digests."""
    yield words(N_("Number {number} of the record"), number=str(exhibit.record))
    for each in exhibit.files:
        if each.name:
            yield words(N_("File {name}, SHA-256 {digest}"), name=each.name, digest=each.digest)
        else:
            yield words(N_("The original message, SHA-256 {digest}"), digest=each.digest)
