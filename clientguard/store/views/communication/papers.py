"""The papers from what was exchanged as they would be made now, to be compared with what they printed (P1.4, P5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clientguard.domain.communication.papers import chronology, history, waiting_facts
from clientguard.domain.communication.papers.head import Asked
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.communication.papers.waiting_report import waiting_report
from clientguard.domain.money.terms import Calendar
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Document
from clientguard.domain.records.kinds.documents import HISTORY, WAITING_REPORT
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.communication import history as reads

EXCHANGED = history.OWN_PAPERS


def exchanged_now(
    db: Connection, document: Document, then: Mapping[str, Any], on: date, is_working: Calendar
) -> dict[str, Any] | None:
    """Return the facts of a paper as if it had been made on its own day, over its span, from what is known on a day.

    `then` are the facts that it printed; `is_working` are the working days of the user's business. None if there is no
    business, or the facts do not say over which days they are.
    """
    span = _span(then)
    client = document.client or 0
    if span is None:
        return None
    asked = Asked(document.made_on or on, document.version or 0, span, Anchor(0, ""))
    if document.type == WAITING_REPORT:
        found = reads.exchanged(db, client, on)
        return waiting_facts.facts_json(waiting_report(found, asked, is_working)) if found else None
    if document.type == HISTORY:
        told = reads.recorded(db, client)
        private = then.get("private") is True
        return history.facts_json(history.client_history(told, asked, private=private)) if told else None
    shown = reads.evident(db, client)
    return chronology.facts_json(chronology.chronology(shown, asked)) if shown else None


def _span(then: Mapping[str, Any]) -> Span | None:
    start, end = then.get("start"), then.get("end")
    try:
        return Span(date.fromisoformat(start) if start else None, date.fromisoformat(str(end)))
    except (TypeError, ValueError):
        return None
