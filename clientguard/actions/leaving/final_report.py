"""Making the final report."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.final_report import Anchor, FinalReport
from clientguard.domain.leaving.final_report import final_report as client_copy
from clientguard.domain.records import Attachment, Business, Client
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import safe_name
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business
from clientguard.store.views.client import open_leaving
from clientguard.store.views.leaving import client_case, results
from clientguard.texts import words


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made: its bytes, its suggested file name, and what changed.

    `boxes` are the characters that the typeface lacks; each is printed as a box.
    """

    pdf: bytes
    name: str
    version: int
    changed: Changed
    boxes: str = ""


def final_report(book: Casebook, client: int, made: date, *, page: Literal["A4", "Letter"] = "A4") -> Made:
    """Make the client's copy of the final report, attach it to the leaving, and journal its digest (P4.5).

    The anchor printed on it is the journal's just before the report itself is entered. KnownError if the business has
    not been entered yet.
    """
    from clientguard.reports.leaving import final  # reportlab and pikepdf: only when a document is made

    def work(write: Write) -> Made:
        anchor = write.note_anchor("final report")
        facts = report_facts(write.db, client, made, Anchor(anchor.size, anchor.root.hex()))
        pdf = final.render_final_report(facts, words(facts.language), page=page)
        name = safe_name(f"Final report {facts.client.name} v{facts.version}.pdf")
        leaving = open_leaving(write.db, client)
        write.attach(leaving.id if leaving else client, client, name, "application/pdf", pdf)
        if leaving and not leaving.signed_off:
            digest = hashlib.sha256(pdf).hexdigest()
            put_record(
                write,
                dataclasses.replace(leaving, report_version=facts.version, report_digest=digest, reported=made),
            )
        return Made(pdf, name, facts.version, write.changed(), final.boxes(facts))

    return book.write(work)


def report_facts(db: Connection, client: int, made: date, anchor: Anchor) -> FinalReport:
    """Return the facts of a client's final report from the record."""
    firm: Business | None = business(db)
    if firm is None:
        raise KnownError(
            N_("Your business has not been entered yet, so the report would have no letterhead."),
            kept=N_("Nothing was created."),
            todo=N_("Enter it in Settings, then create the report."),
        )
    earlier = lookup.find_records(db, Attachment, "t.client = ? AND t.name LIKE 'Final report %'", client, removed=True)
    return client_copy(
        firm,
        lookup.get_record(db, Client, client),
        client_case(db, client, made),
        results(db, client, made),
        made=made,
        version=len(earlier) + 1,
        anchor=anchor,
    )
