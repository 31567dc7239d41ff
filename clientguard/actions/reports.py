"""Making documents from the record."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from datetime import date

from clientguard.actions.records import put
from clientguard.domain.changed import Changed
from clientguard.domain.final_report import Anchor, FinalReport, build
from clientguard.domain.receivables import bill
from clientguard.domain.records import Account, Business, Client, Deliverable
from clientguard.domain.words import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import safe_name
from clientguard.store import records
from clientguard.store.engine import Casebook
from clientguard.store.records import Write
from clientguard.store.sqlite import Connection
from clientguard.store.views.business import business
from clientguard.store.views.client import attachments, current_contract, open_leaving
from clientguard.store.views.leaving import case, results
from clientguard.store.views.money import invoices
from clientguard.texts import words


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made: its bytes, the name it is offered under, and what changed."""

    pdf: bytes
    name: str
    version: int
    changed: Changed


def final_report(book: Casebook, client: int, made: date, *, page: str = "A4") -> Made:
    """Make the final report, the client's copy, keep it with the leaving, and journal its digest (P4.5).

    The anchor that it prints is the journal's at the moment before the report itself was entered. KnownError when
    the business was not entered yet.
    """
    from clientguard.reports import final  # reportlab and pikepdf: only when a document is made

    def work(write: Write) -> Made:
        anchor = write.note_anchor("final report")
        facts = report_facts(write.db, client, made, Anchor(anchor.size, anchor.root.hex()))
        pdf = final.make(facts, words(facts.language), page)
        name = safe_name(f"Final report {facts.client.name} v{facts.version}.pdf")
        leaving = open_leaving(write.db, client)
        write.attach(leaving.id if leaving else client, client, name, "application/pdf", pdf)
        if leaving and not leaving.signed_off:
            digest = hashlib.sha256(pdf).hexdigest()
            put(
                write,
                dataclasses.replace(leaving, report_version=facts.version, report_digest=digest, reported=made),
            )
        return Made(pdf, name, facts.version, write.changed())

    return book.write(work)


def report_facts(db: Connection, client: int, made: date, anchor: Anchor) -> FinalReport:
    """Return the facts of a client's final report as the record has them."""
    firm: Business | None = business(db)
    if firm is None:
        raise KnownError(
            N_("Your business is not entered yet, so the report would have no letterhead."),
            kept=N_("Nothing was made."),
            todo=N_("Enter it in Settings, then make the report."),
        )
    leaving = open_leaving(db, client)
    earlier = [
        each for each in attachments(db, leaving.id if leaving else client) if each.name.startswith("Final report")
    ]
    return build(
        firm,
        records.get(db, Client, client),
        case(db, leaving.id, made) if leaving else None,
        contract=current_contract(db, client),
        deliverables=records.find(db, Deliverable, "t.client = ?", client, order="t.due, t.id"),
        results=results(db, client),
        bills=[bill(each, made) for each in invoices(db, client)],
        accounts=records.find(db, Account, "t.client = ?", client, order="t.name COLLATE NOCASE, t.id"),
        made=made,
        version=len(earlier) + 1,
        anchor=anchor,
    )
