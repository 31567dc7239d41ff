"""Documents that were made from the record, each with what has changed since (P4.5)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.document_changes import changes, is_comparable, knows_late_answers
from clientguard.domain.leaving.final.facts import FinalReport, PaymentLine, facts_json
from clientguard.domain.leaving.final.lines import payment_lines
from clientguard.domain.leaving.final_report import final_report
from clientguard.domain.leaving.papers import certificate as certificates
from clientguard.domain.leaving.papers import handover_request as requests
from clientguard.domain.leaving.papers.certificate import Certificate
from clientguard.domain.leaving.papers.handover_request import HandoverRequest
from clientguard.domain.money.receivables import bill
from clientguard.domain.money.terms import Calendar, monday_to_friday
from clientguard.domain.paper.comparing import Change
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import (
    Business,
    Client,
    Document,
    Result,
)
from clientguard.domain.records.kinds.documents import CERTIFICATE, HANDOVER_REQUEST
from clientguard.domain.wording import N_, Said, counted, said
from clientguard.store.file.sqlite import Connection, UnreadableError
from clientguard.store.journal import blobs
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.views.business import business
from clientguard.store.views.communication.papers import EXCHANGED, exchanged_now
from clientguard.store.views.judgement.facts import Clock
from clientguard.store.views.judgement.papers import SHEETS, sheet_now
from clientguard.store.views.leaving.case import client_case, results
from clientguard.store.views.papers.account import account
from clientguard.store.views.portions import portions


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document, and what has changed on record since it was made.

    `unknown`: it cannot be compared, because its facts were erased or it is of a kind that this version does not know.
    """

    document: Document
    state: Literal["current", "older", "unknown"]
    changes: tuple[Change, ...] = ()

    @property
    def words(self) -> Said:
        """What to say about it in a list."""
        if self.state == "unknown":
            return said(N_("cannot be compared with the record"))
        if self.state == "current":
            return said(N_("as on record"))
        return counted(
            N_("older than its facts: {count} change since"),
            N_("older than its facts: {count} changes since"),
            len(self.changes),
        )


@dataclass(frozen=True, slots=True)
class _OnRecord:
    """What a client's papers would be made from today."""

    firm: Business
    client: Client
    case: LeavingCase
    results: tuple[Result, ...]
    payments: tuple[PaymentLine, ...]

    def report(self, made: date, version: int, anchor: Anchor) -> FinalReport:
        """Return the report as if it had been made on a day: what only the passing of days changes stays as it was."""
        return final_report(
            self.firm,
            self.client,
            self._case(made),
            self.results,
            made=made,
            version=version,
            anchor=anchor,
            payments=self.payments,
        )

    def request(self, made: date, version: int, anchor: Anchor) -> HandoverRequest:
        """Return the handover request as if it had been made on a day."""
        return requests.handover_request(
            self.firm, self.client, self._case(made), made=made, version=version, anchor=anchor
        )

    def certificate(self, made: date, version: int, anchor: Anchor) -> Certificate:
        """Return the certificate of return and deletion as if it had been made on a day."""
        return certificates.certificate(
            self.firm, self.client, self.case.holdings, made=made, version=version, anchor=anchor
        )

    def facts(self, document: Document, then: Mapping[str, Any]) -> dict[str, Any]:
        """Return the facts of a document as it would be made now, as JSON; `then` are those that it printed."""
        if not knows_late_answers(then):
            return dataclasses.replace(self, case=dataclasses.replace(self.case, requests=())).facts(document, {})
        made = (document.made_on or date.min, document.version or 0, Anchor(0, ""))
        if document.type == HANDOVER_REQUEST:
            return requests.facts_json(self.request(*made))
        if document.type == CERTIFICATE:
            return certificates.facts_json(self.certificate(*made))
        return facts_json(self.report(*made))

    def _case(self, made: date) -> LeavingCase:
        return dataclasses.replace(self.case, bills=tuple(bill(each.facts, made) for each in self.case.bills))


def report_facts(
    db: Connection, client: int, made: date, version: int, anchor: Anchor, is_working: Calendar
) -> FinalReport | None:
    """Return the facts of a client's final report as known on the day `made`; None if there is no business yet.

    `is_working` are the working days of the user's business, by which late answers move dates (P1.3).
    """
    found = _on_record(db, client, made, is_working)
    return found.report(made, version, anchor) if found else None


def request_facts(db: Connection, client: int, made: date, version: int, anchor: Anchor) -> HandoverRequest | None:
    """Return the facts of a handover request as known on the day `made`; None if there is no business yet."""
    found = _on_record(db, client, made, monday_to_friday)  # it says nothing that is counted in working days
    return found.request(made, version, anchor) if found else None


def certificate_facts(db: Connection, client: int, made: date, version: int, anchor: Anchor) -> Certificate | None:
    """Return the facts of a certificate of return and deletion as known on a day; None if there is no business yet."""
    found = _on_record(db, client, made, monday_to_friday)
    return found.certificate(made, version, anchor) if found else None


def documents_of(
    db: Connection, client: int, on: date, is_working: Calendar, clock: Clock | None = None
) -> list[DocumentState]:
    """Return a client's documents, newest first, each with what has changed by the day `on`.

    `clock` gives a moment by the user's clock; without it, the sheets that read the hours of messages are `unknown`.
    """
    found = find_records(db, Document, "t.client = ?", client, order="t.made_on DESC, t.id DESC")
    return _compared(db, found, on, is_working, clock)


def document_states(
    db: Connection, ids: Sequence[int], on: date, is_working: Calendar, clock: Clock | None = None
) -> dict[int, DocumentState]:
    """Return these documents by id, each with what has changed by the day `on`, as `documents_of` does."""
    found = [each for marks, part in portions(ids) for each in find_records(db, Document, f"t.id IN ({marks})", *part)]
    return {each.document.id: each for each in _compared(db, found, on, is_working, clock)}


def _on_record(db: Connection, client: int, on: date, is_working: Calendar) -> _OnRecord | None:
    firm = business(db)
    if firm is None:
        return None
    return _OnRecord(
        firm,
        get_record(db, Client, client),
        client_case(db, client, on, is_working),
        results(db, client, on),
        payment_lines(account(db, client, on)),
    )


def _compared(
    db: Connection, documents: Sequence[Document], on: date, is_working: Calendar, clock: Clock | None
) -> list[DocumentState]:
    printed = _printed(db, documents)
    known: dict[int, _OnRecord | None] = {}
    for client in {each.client or 0 for each in documents if each.id in printed}:
        known[client] = _on_record(db, client, on, is_working)
    found: list[DocumentState] = []
    for each in documents:
        then, facts = printed.get(each.id), known.get(each.client or 0)
        is_sheet = each.type in SHEETS
        if then is None or facts is None or not is_comparable(then) or (is_sheet and clock is None):
            found.append(DocumentState(each, "unknown"))
            continue
        if is_sheet and clock:
            now = sheet_now(db, each, then, on, clock, is_working)
        elif each.type in EXCHANGED:
            now = exchanged_now(db, each, then, on, is_working)
        else:
            now = facts.facts(each, then)
        found.append(_state(each, then, now))
    return found


def _state(document: Document, then: dict[str, Any], now: dict[str, Any] | None) -> DocumentState:
    if now is None:
        return DocumentState(document, "unknown")
    found = changes(then, now)
    return DocumentState(document, "older" if found else "current", found)


def _printed(db: Connection, documents: Sequence[Document]) -> dict[int, Any]:
    """Return what each document printed, as JSON; UnreadableError if that is missing or damaged."""
    wanted = {each.id: bytes.fromhex(each.facts) for each in documents if each.facts}
    held = blobs.get_blobs(db, set(wanted.values()))
    return {document: _facts(held.get(digest, b""), digest) for document, digest in wanted.items()}


def _facts(data: bytes, digest: bytes) -> Any:  # noqa: ANN401 - JSON
    with suppress(ValueError, RecursionError):
        if hashlib.sha256(data).digest() == digest:
            return json.loads(data)
    raise UnreadableError(said(N_("the facts of a document cannot be read")))
