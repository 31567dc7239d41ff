"""The data report: everything held about one person, as a document that can be given to that person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.privacy.data_report import DataReport, EntryHeld, Held, facts_json, texts
from clientguard.domain.records import KINDS
from clientguard.domain.wording import N_
from clientguard.reports.paper.archive import Metadata, archive
from clientguard.reports.paper.flow import SOFT_BODY, Heading, paragraphs, section
from clientguard.reports.paper.fonts import SEMIBOLD, SOFT, Style, missing, printable, register
from clientguard.reports.paper.frame import Footer, LetterheadBlock, PageSize, build, content_width, short_anchor
from clientguard.reports.paper.tables import SOFT_CELL, Cell, Column, table
from clientguard.texts import Words, local

TITLE = Style(20, 28, font=SEMIBOLD)
STRONG = Style(9.5, 13, font=SEMIBOLD)
SMALL = Style(8, 12, colour=SOFT)
CHANGES = {
    "add": N_("added"),
    "change": N_("changed"),
    "remove": N_("removed"),
    "restore": N_("restored"),
    "erase": N_("erased"),
    "correct": N_("corrected"),
}


def render_data_report(report: DataReport, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the report as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    register()
    title = words(
        N_("Data held on {person}, {date}"), person=report.person.called, date=words.date(report.made, "long")
    )
    footer = Footer(title, short_anchor(report.anchor, words), report.person.called)
    built = build(list(_story(report, words, content_width(page))), footer, words, page=page)
    metadata = Metadata(
        title=printable(title),
        author=printable(report.business.owner or report.business.name),
        subject=printable(words(N_("What {business} holds"), business=report.business.name)),
        language=words.language,
        made=report.made,
    )
    return archive(built, metadata, facts_json(report))


def boxes(report: DataReport) -> str:
    """Return the characters that the report's typeface lacks, each once; on paper each is replaced by a box."""
    return missing("".join(texts(report)))


def _story(report: DataReport, words: Words, width: float) -> Iterator[Flowable]:
    yield LetterheadBlock(report.business, width, words)
    yield Spacer(1, 38)
    yield Heading(words(N_("Data report")), TITLE)
    yield Spacer(1, 2)
    made = words(
        N_("on {person}, created on {date}"), person=report.person.called, date=words.date(report.made, "long")
    )
    yield from paragraphs(made, width, SOFT_BODY)
    yield from _scope(report, words, width)
    yield from _why(report, words, width)
    for kind in dict.fromkeys(each.kind for each in report.held):
        yield from _kind(report, kind, words, width)
    yield from _files(report, words, width)
    yield from _entries(report, words, width)
    yield Spacer(1, 22)
    yield from _colophon(report, words, width)


def _scope(report: DataReport, words: Words, width: float) -> list[Flowable]:
    count = words.several(
        N_("{count} record mentions this person."), N_("{count} records mention this person."), len(report.held)
    )
    looked = ", ".join(report.person.words)
    where = (
        words(N_("These names and addresses were searched for in the records of {client}: {names}."),
              client=report.client, names=looked)
        if report.client
        else words(N_("These names and addresses were searched for in everything that is kept: {names}."), names=looked)
    )  # fmt: skip
    told = words(
        N_(
            "A record that is about the person is given here in full, with the notes and opinions in it. Of"
            " any other record, only the texts that name the person are given. Files are listed; their contents"
            " were not searched."
        )
    )
    content: list[Flowable] = []
    for paragraph in (f"{count} {where}", told):
        content += [*paragraphs(paragraph, width), Spacer(1, 5)]
    return section(words(N_("What this is")), content[:-1])


def _why(report: DataReport, words: Words, width: float) -> list[Flowable]:
    if not report.why.strip():
        return []
    content: list[Flowable] = []
    for paragraph in filter(None, (line.strip() for line in report.why.splitlines())):
        content += [*paragraphs(paragraph, width), Spacer(1, 5)]
    return section(words(N_("Why it is kept, and for how long")), content[:-1])


def _kind(report: DataReport, kind: str, words: Words, width: float) -> list[Flowable]:
    columns = (Column(words(N_("Date")), 16, whole=True), Column(words(N_("What")), 24), Column(words(N_("Text")), 68))
    rows: list[tuple[Cell, ...]] = []
    inside: set[int] = set()  # one rule a record: none between its lines
    for each in (held for held in report.held if held.kind == kind):
        lines = list(_held(each, words, report.client))
        inside.update(range(len(rows), len(rows) + len(lines) - 1))
        rows += lines
    return section(words(KINDS[kind].plural), [table(columns, rows, width, unruled=inside)])


def _held(held: Held, words: Words, client: str) -> Iterator[tuple[Cell, ...]]:
    notes = [words(N_("number {number}"), number=str(held.id)), words.say(held.source)]
    if not held.whole:
        notes.append(words(N_("only the texts that name the person")))
    if held.removed:
        notes.append(words(N_("removed from the lists, but still kept")))
    day = words.date(held.on) if held.on else ""
    yield Cell(day), Cell(words(held.label), style=STRONG), Cell(held.title, note="; ".join(notes), style=STRONG)
    said = {(KINDS[held.kind].title, held.title), ("client", client)}  # said in the line above and in the title
    values = [each for each in held.values if (each.name, each.plain) not in said]
    details = [
        words(N_("{label}: {value}"), label=words(each.label), value=each.shown) for each in values if not each.text
    ]
    if details:
        yield Cell(""), Cell(words(N_("Details")), style=SOFT_CELL), Cell("; ".join(details))
    for value in (each for each in values if each.text):
        note = words(N_("our own note")) if value.private else ""
        for number, line in enumerate(_lines(value.shown, words)):
            label = Cell(words(value.label), note=note, style=SOFT_CELL) if number == 0 else Cell("")
            yield Cell(""), label, Cell(line)


def _lines(value: Any, words: Words) -> list[str]:  # noqa: ANN401
    """Return a value as paragraphs, as typed."""
    shown = words.value(value)
    return [" ".join(part.split()) for part in shown.split("\n\n") if part.strip()] or [shown]


def _files(report: DataReport, words: Words, width: float) -> list[Flowable]:
    if not report.files:
        return []
    columns = (Column(words(N_("File")), 44), Column(words(N_("Bytes")), 16, figures=True),
               Column(words(N_("Kept with")), 48))  # fmt: skip
    rows = [
        (Cell(file.name), Cell(words.number(file.size)), Cell(held.title, note=words(held.label)))
        for file, held in report.files
    ]
    return section(words(N_("Files")), [table(columns, rows, width)])


def _entries(report: DataReport, words: Words, width: float) -> list[Flowable]:
    if not report.entries:
        return []
    lead = words(
        N_(
            "Each change to a record adds one entry to a journal, and entries are never removed. These entries"
            " belong to the records above, or contain something that names the person."
        )
    )
    columns = (
        Column(words(N_("Entry")), 14, figures=True),
        Column(words(N_("When")), 34, whole=True),
        Column(words(N_("What happened")), 24),
        Column(words(N_("Record")), 36),
    )
    rows = [_entry(each, words, report.zone) for each in report.entries]
    return section(words(N_("In the journal")), [*paragraphs(lead, width), Spacer(1, 4), table(columns, rows, width)])


def _entry(entry: EntryHeld, words: Words, zone: str) -> tuple[Cell, ...]:
    change = words(CHANGES[entry.change]) if entry.change in CHANGES else entry.change
    record = (
        words(N_("{kind}, number {number}"), kind=words(entry.label), number=str(entry.record)) if entry.label else ""
    )
    return (
        Cell(words.number(entry.seq)),
        Cell(words.moment(local(entry.at, zone))),
        Cell(change),
        Cell(record),
    )


def _colophon(report: DataReport, words: Words, width: float) -> list[Flowable]:
    anchor = words(
        N_(
            "Journal anchor: {size} entries, root {root}. Times are from {business}'s computer, in the time zone"
            " {zone}."
        ),
        zone=report.zone or words(N_("of that computer")),
        size=report.anchor.size,
        root=report.anchor.root_hex,
        business=report.business.name,
    )
    attached = words(N_("The facts of this report are attached to its PDF file, for programs to read."))
    away = (
        words(
            N_(
                "So that no import brings erased messages back, {count} keyed digests of erased messages are kept."
                " Nothing about a message can be read from them."
            ),
            count=report.kept_away,
        )
        if report.kept_away
        else ""
    )
    texts = (each for each in (away, anchor, attached) if each)
    return [line for each in texts for line in paragraphs(each, width, SMALL)]
