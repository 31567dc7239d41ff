"""Making the papers from what was exchanged: the waiting report, the client history, the chronology (P1.4, P5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.paper.kept_paper import in_language, keep_paper, last_version, paper_name
from clientguard.domain.changed import Changed
from clientguard.domain.communication.papers import chronology as chronologies
from clientguard.domain.communication.papers import history as histories
from clientguard.domain.communication.papers import waiting_facts
from clientguard.domain.communication.papers.head import Asked, PaperHead
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.communication.papers.waiting_report import waiting_report
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Document
from clientguard.domain.records.kinds.documents import CHRONOLOGY, HISTORY, WAITING_REPORT
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write
from clientguard.store.views.communication import history as reads
from clientguard.texts import words

PageSize = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """A paper that was made: its document, bytes and suggested file name, and what changed.

    `boxes` are the characters that the typeface lacks; each is printed as a box.
    """

    pdf: bytes
    name: str
    version: int
    document: int
    changed: Changed
    boxes: str = ""


def make_waiting_report(
    book: Casebook, client: int, made: date, span: Span, *, page: PageSize = "A4", language: str = ""
) -> RecordPaper:
    """Make the report on what was done and what waited on whom, and keep it as a document (P1.4).

    KnownError if there is no business yet, or the span ends before it begins.
    """
    from clientguard.reports.communication import waiting as paper  # reportlab and pikepdf: only when one is made

    def work(write: Write) -> RecordPaper:
        asked = _asked(write, client, WAITING_REPORT, made, span)
        found = reads.exchanged(write.db, client, made)
        if found is None:
            raise _no_business()
        facts = in_language(waiting_report(found, asked, own_calendar(write.db)), language)
        pdf = paper.render_waiting_report(facts, words(facts.language), page=page)
        return _kept(write, client, WAITING_REPORT, facts, pdf, waiting_facts.facts_json(facts), paper.boxes(facts))

    _check(span)
    return book.write(work)


def make_history(
    book: Casebook,
    client: int,
    made: date,
    span: Span,
    *,
    private: bool = False,
    page: PageSize = "A4",
    language: str = "",
) -> RecordPaper:
    """Make the history of a client for the user's own use, and keep it as a document (P5.2).

    With `private`, what is never given to the client is in it, and it says so. KnownError as `make_waiting_report`.
    """
    from clientguard.reports.communication import history as paper

    def work(write: Write) -> RecordPaper:
        asked = _asked(write, client, HISTORY, made, span)
        found = reads.recorded(write.db, client)
        if found is None:
            raise _no_business()
        facts = in_language(histories.client_history(found, asked, private=private), language)
        pdf = paper.render_history(facts, words(facts.language), page=page)
        return _kept(write, client, HISTORY, facts, pdf, histories.facts_json(facts), paper.boxes(facts))

    _check(span)
    return book.write(work)


def make_chronology(
    book: Casebook, client: int, made: date, span: Span, *, page: PageSize = "A4", language: str = ""
) -> RecordPaper:
    """Make the chronology with its exhibits, and keep it as a document (P5.2).

    KnownError as `make_waiting_report`, and if nothing of the span belongs in it.
    """
    from clientguard.reports.communication import chronology as paper

    def work(write: Write) -> RecordPaper:
        asked = _asked(write, client, CHRONOLOGY, made, span)
        found = reads.evident(write.db, client)
        if found is None:
            raise _no_business()
        facts = in_language(chronologies.chronology(found, asked), language)
        if not facts.events:
            raise KnownError(
                N_("Nothing of these days belongs in a chronology."),
                kept=N_("Nothing was created."),
                todo=N_("Mark records as evidence, or choose other days."),
            )
        pdf = paper.render_chronology(facts, words(facts.language), page=page)
        return _kept(write, client, CHRONOLOGY, facts, pdf, chronologies.facts_json(facts), paper.boxes(facts))

    _check(span)
    return book.write(work)


def _check(span: Span) -> None:
    if span.start and span.start > span.end:
        raise KnownError(
            N_("The last day is before the first."),
            kept=N_("Nothing was created."),
            todo=N_("Enter the earlier day first."),
        )


def _no_business() -> KnownError:
    return KnownError(
        N_("Your business has not been entered yet, so the paper would have no letterhead."),
        kept=N_("Nothing was created."),
        todo=N_("Enter it in Settings, then create the paper."),
    )


def _asked(write: Write, client: int, type: str, made: date, span: Span) -> Asked:
    """Return what is asked of a paper; the anchor is the journal's just before the paper is entered."""
    anchor = write.note_anchor(type)
    return Asked(made, last_version(write.db, client, type) + 1, span, Anchor(anchor.size, anchor.root.hex()))


def _kept(
    write: Write, client: int, type: str, facts: PaperHead, pdf: bytes, printed: Mapping[str, Any], boxes: str
) -> RecordPaper:
    """Keep a paper as a document, and return it; its file is named after its type, the client and the version."""
    name = paper_name(type, facts.client.name, facts.version, words(facts.language))
    document = Document(
        client=client, type=type, version=facts.version, language=facts.language, made_on=facts.made
    )  # fmt: skip
    kept = keep_paper(write, document, name, pdf, printed, facts.anchor)
    return RecordPaper(pdf, name, facts.version, kept, write.changed(), boxes)
