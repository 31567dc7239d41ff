"""A certificate of return and deletion: what became of the data that was held for a client (P4.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.leaving.papers.certificate import Certificate, HoldingLine, facts_json, is_settled
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import BODY, listed, paragraphs, section
from clientguard.reports.paper.fonts import missing_in
from clientguard.reports.paper.frame import PageSize, content_width
from clientguard.reports.paper.headed import Headed, headed_paper, opening
from clientguard.reports.paper.parties import SMALL
from clientguard.reports.paper.standing import standing_text
from clientguard.reports.paper.tables import Cell, Column, table
from clientguard.reports.paper.written import Written
from clientguard.texts import REVIEWED, Words
from clientguard.texts import words as in_language

UNREVIEWED = N_("No native speaker has reviewed this wording yet. In English it says:")
DONE = {
    "return": N_("returned {date}"),
    "delete": N_("deleted {date}"),
    "both": N_("returned, then deleted {date}"),
}
WANTED = {
    "return": N_("to be returned"),
    "delete": N_("to be deleted"),
    "both": N_("to be returned, then deleted"),
    "keep": N_("to be deleted, since its day has passed"),
}


def render_certificate(found: Certificate, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the certificate as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    head = Headed(
        title=words(N_("Certificate of return and deletion")),
        subtitle=words(N_("of the data held for {client}"), client=found.client.name),
        version=found.version,
        made=found.made,
        draft=found.draft,
        business=found.business,
        client=found.client,
        anchor=found.anchor,
    )
    return headed_paper(head, list(_story(found, head, words, content_width(page))), facts_json(found), words, page)


def boxes(found: Certificate) -> str:
    """Return the characters in the certificate that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(found))


def _story(found: Certificate, head: Headed, words: Words, width: float) -> Iterator[Flowable]:
    yield from opening(head, words, width)
    yield Spacer(1, 14)
    for each in standing_text("certificate", words, business=found.business.name, client=found.client.name):
        yield from paragraphs(each, width)
        yield Spacer(1, 5)
    yield from _in_english(found, words, width)
    settled = [each for each in found.holdings if is_settled(each, found.made)]
    yield from _done([each for each in settled if not each.kept], words, width)
    yield from _kept([each for each in settled if each.kept], words, width)
    yield from _open(found, [each for each in found.holdings if not is_settled(each, found.made)], words, width)
    yield from _close(found, words, width)


def _in_english(found: Certificate, words: Words, width: float) -> Iterator[Flowable]:
    """Yield the English of the standing text in a draft whose language no native speaker has reviewed."""
    if not found.draft or words.language in REVIEWED:
        return
    yield from paragraphs(words(UNREVIEWED), width, SMALL)
    for each in standing_text("certificate", in_language("en"), business=found.business.name, client=found.client.name):
        yield from paragraphs(each, width, SMALL)
    yield Spacer(1, 5)


def _done(lines: Sequence[HoldingLine], words: Words, width: float) -> list[Flowable]:
    if not lines:
        return []
    columns = (
        Column(words(N_("Data")), 34),
        Column(words(N_("What was done")), 24),
        Column(words(N_("Chosen by")), 22),
        Column(words(N_("How, and proof")), 32),
    )
    rows = [
        (_what(each, words), Cell(words(DONE[each.disposition], date=each.done_on)), _chosen(each, words),
         Cell(each.proof))
        for each in lines
    ]  # fmt: skip
    return _section(words(N_("Returned or deleted")), table(columns, rows, width), width)


def _kept(lines: Sequence[HoldingLine], words: Words, width: float) -> list[Flowable]:
    if not lines:
        return []
    columns = (Column(words(N_("Data")), 34), Column(words(N_("Kept until")), 18), Column(words(N_("Why")), 38))
    rows = [(_what(each, words), Cell(_day(each.until, words)), Cell(each.reason)) for each in lines]
    return _section(words(N_("Kept", "data")), _with_choices(columns, rows, lines, words, width), width)


def _open(found: Certificate, lines: Sequence[HoldingLine], words: Words, width: float) -> list[Flowable]:
    """Return what is undecided or undone: while there is any, the paper is a draft."""
    if not found.draft:
        return []
    title = words(N_("Still open"))
    if not lines:
        none = listed(paragraphs(words.say(each), width) for each in found.open_points)
        return section(title, none, keep=BODY.leading)
    columns = (Column(words(N_("Data")), 34), Column(words(N_("What is to become of it")), 46))
    wanted = (WANTED.get(each.disposition, N_("please say: return, delete, or keep until a day")) for each in lines)
    rows = [(_what(each, words), Cell(words(text))) for each, text in zip(lines, wanted, strict=True)]
    return _section(title, _with_choices(columns, rows, lines, words, width), width)


def _with_choices(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], lines: Sequence[HoldingLine], words: Words, width: float
) -> Flowable:
    """Return a table of data with a last column that says who chose what becomes of it, where that is on record."""
    if not any(each.chosen_by or each.chosen_on for each in lines):
        return table(columns, rows, width)
    chosen = [(*row, _chosen(each, words)) for row, each in zip(rows, lines, strict=True)]
    return table((*columns, Column(words(N_("Chosen by")), 22)), chosen, width)


def _section(title: str, made: Flowable, width: float) -> list[Flowable]:
    """Return a table under its heading; one that fills less than a third of a page is not parted."""
    return section(title, [made], keep=min(made.wrap(width, 10_000)[1], 240))


def _what(line: HoldingLine, words: Words) -> Cell:
    return Cell(line.what, note=words(N_("personal data") if line.personal else N_("no personal data")))


def _chosen(line: HoldingLine, words: Words) -> Cell:
    return (
        Cell(line.chosen_by, note=_day(line.chosen_on, words)) if line.chosen_by else Cell(_day(line.chosen_on, words))
    )


def _day(day: date | None, words: Words) -> str:
    return words.date(day) if day else ""


def _close(found: Certificate, words: Words, width: float) -> list[Flowable]:
    """Return the place to sign; a draft is not to be signed."""
    firm = found.business
    told = paragraphs(words(N_("The facts of this certificate are attached to its PDF file.")), width, SMALL)
    if found.draft:
        return [Spacer(1, 14), *told]
    who = words(N_("{person}, for {business}"), person=firm.owner, business=firm.name) if firm.owner else firm.name
    content = [Written((words(N_("Place and date")), words(N_("Signature of {name}"), name=who)), width), Spacer(1, 14)]
    height = sum(each.wrap(width, 0)[1] for each in (*content, *told))
    return section(words(N_("Signature")), [*content, *told], keep=height + 4)
