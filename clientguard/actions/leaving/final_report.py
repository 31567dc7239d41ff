"""Making the final report."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.paper.kept_paper import in_language, keep_paper, last_version
from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.final.facts import FinalReport, facts_json
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Attachment, Document
from clientguard.domain.records.kinds.documents import FINAL_REPORT
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import safe_name
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.client import open_leaving
from clientguard.store.views.leaving import documents as document_views
from clientguard.texts import words


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made: its record, bytes and suggested file name, and what changed.

    `boxes` are the characters that the typeface lacks; each is printed as a box.
    """

    pdf: bytes
    name: str
    version: int
    document: int
    changed: Changed
    boxes: str = ""


def final_report(
    book: Casebook, client: int, made: date, *, page: Literal["A4", "Letter"] = "A4", language: str = ""
) -> Made:
    """Make the client's copy of the final report, and keep it as a document with its file and its facts (P4.5).

    Its digest is noted in the leaving. The anchor printed on it is the journal's just before the report itself is
    entered. KnownError if the business has not been entered yet.
    """
    from clientguard.reports.leaving import final  # reportlab and pikepdf: only when a document is made

    def work(write: Write) -> Made:
        anchor = write.note_anchor("final report")
        facts = report_facts(write.db, client, made, Anchor(anchor.size, anchor.root.hex()))
        facts = in_language(facts, language)
        pdf = final.render_final_report(facts, words(facts.language), page=page)
        kind = words(facts.language)(N_("Final report") if facts.closed else N_("Handover report"))
        name = safe_name(f"{kind} {facts.client.name} v{facts.version}.pdf")
        document = _keep(write, client, facts, name, pdf)
        leaving = open_leaving(write.db, client)
        if leaving and not leaving.signed_off:
            digest = hashlib.sha256(pdf).hexdigest()
            put_record(
                write,
                dataclasses.replace(leaving, report_version=facts.version, report_digest=digest, reported=made),
            )
        return Made(pdf, name, facts.version, document, write.changed(), final.boxes(facts))

    return book.write(work)


def _keep(write: Write, client: int, facts: FinalReport, name: str, pdf: bytes) -> int:
    """Keep a report as a document, which its file belongs to; return its id."""
    document = Document(
        client=client, type=FINAL_REPORT, version=facts.version, language=facts.language, made_on=facts.made
    )
    return keep_paper(write, document, name, pdf, facts_json(facts), facts.anchor)


def report_facts(db: Connection, client: int, made: date, anchor: Anchor) -> FinalReport:
    """Return the facts of a client's final report from the record; KnownError if there is no business yet."""
    facts = document_views.report_facts(db, client, made, _version(db, client), anchor, own_calendar(db))
    if facts is None:
        raise KnownError(
            N_("Your business has not been entered yet, so the report would have no letterhead."),
            kept=N_("Nothing was created."),
            todo=N_("Enter it in Settings, then create the report."),
        )
    return facts


def _version(db: Connection, client: int) -> int:
    """Return the version of a client's next report; earlier casebooks kept reports as files alone."""
    files = lookup.find_records(db, Attachment, "t.client = ? AND t.name LIKE 'Final report %'", client, removed=True)
    return max(len(files), last_version(db, client, FINAL_REPORT)) + 1
