"""Making the papers of a handover: the request to the client, and the certificate of return and deletion (P4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.actions.paper.kept_paper import in_language, keep_paper, last_version, paper_name
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.papers import certificate as certificates
from clientguard.domain.leaving.papers import handover_request as requests
from clientguard.domain.leaving.papers.certificate import Certificate
from clientguard.domain.leaving.papers.handover_request import HandoverRequest
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Document
from clientguard.domain.records.kinds.documents import CERTIFICATE, HANDOVER_REQUEST
from clientguard.domain.wording import N_, Said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write
from clientguard.store.views.leaving import documents
from clientguard.texts import words

PageSize = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class HandoverPaper:
    """A paper that was made: its document, bytes and suggested file name, and what changed.

    `open_points` is why it is a draft. `boxes` are the characters that the typeface lacks.
    """

    pdf: bytes
    name: str
    version: int
    draft: bool
    document: int
    changed: Changed
    open_points: tuple[Said, ...] = ()
    boxes: str = ""


def make_handover_request(
    book: Casebook, client: int, made: date, *, page: PageSize = "A4", language: str = ""
) -> HandoverPaper:
    """Make the request that a client answers account by account, and keep it as a document (P4.4).

    That the client was asked is noted when it is sent, not here. KnownError if there is no business yet, or nothing to
    ask.
    """
    from clientguard.reports.leaving import request as paper  # reportlab and pikepdf: only when a document is made

    def work(write: Write) -> HandoverPaper:
        anchor = write.note_anchor("handover request")
        facts = request_facts(write.db, client, made, Anchor(anchor.size, anchor.root.hex()))
        facts = in_language(facts, language)
        pdf = paper.render_handover_request(facts, words(facts.language), page=page)
        return _made(write, client, HANDOVER_REQUEST, facts, pdf, paper.boxes(facts))

    return book.write(work)


def make_certificate(
    book: Casebook, client: int, made: date, *, page: PageSize = "A4", language: str = ""
) -> HandoverPaper:
    """Make the certificate of what became of a client's data, a draft while anything is open; keep it (P4.4).

    KnownError if there is no business yet.
    """
    from clientguard.reports.leaving import certificate as paper  # reportlab and pikepdf: only when a document is made

    def work(write: Write) -> HandoverPaper:
        anchor = write.note_anchor("certificate")
        facts = certificate_facts(write.db, client, made, Anchor(anchor.size, anchor.root.hex()))
        facts = in_language(facts, language)
        pdf = paper.render_certificate(facts, words(facts.language), page=page)
        return _made(write, client, CERTIFICATE, facts, pdf, paper.boxes(facts))

    return book.write(work)


def request_facts(db: Connection, client: int, made: date, anchor: Anchor) -> HandoverRequest:
    """Return the facts of a handover request; KnownError if there is no business yet, or nothing to ask."""
    facts = documents.request_facts(db, client, made, last_version(db, client, HANDOVER_REQUEST) + 1, anchor)
    if facts is None:
        raise _no_business()
    if not facts.asked:
        raise KnownError(
            N_("There is nothing to ask: no account waits for this client."),
            kept=N_("Nothing was created."),
            todo=N_("Add the accounts that are still to be handed over, then create the request."),
        )
    return facts


def certificate_facts(db: Connection, client: int, made: date, anchor: Anchor) -> Certificate:
    """Return the facts of a certificate of return and deletion; KnownError if there is no business yet."""
    facts = documents.certificate_facts(db, client, made, last_version(db, client, CERTIFICATE) + 1, anchor)
    if facts is None:
        raise _no_business()
    return facts


def _no_business() -> KnownError:
    return KnownError(
        N_("Your business has not been entered yet, so the paper would have no letterhead."),
        kept=N_("Nothing was created."),
        todo=N_("Enter it in Settings, then create the paper."),
    )


def _made(
    write: Write, client: int, type: str, facts: HandoverRequest | Certificate, pdf: bytes, boxes: str
) -> HandoverPaper:
    """Keep a paper, and return it as it was made; its file is named after its type, the client and the version."""
    name = paper_name(type, facts.client.name, facts.version, words(facts.language))
    document = _keep(write, client, type, facts, name, pdf)
    return HandoverPaper(pdf, name, facts.version, facts.draft, document, write.changed(), facts.open_points, boxes)


def _keep(write: Write, client: int, type: str, facts: HandoverRequest | Certificate, name: str, pdf: bytes) -> int:
    document = Document(
        client=client, type=type, version=facts.version, draft=facts.draft, language=facts.language, made_on=facts.made
    )
    printed = requests.facts_json(facts) if isinstance(facts, HandoverRequest) else certificates.facts_json(facts)
    return keep_paper(write, document, name, pdf, printed, facts.anchor)
