"""Telling the client: what the goodbye letter says, and the notice that it gives once it was sent (P4.2, P4.6)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.records.editing import put_record
from clientguard.domain.communication.letter_facts import Goodbye
from clientguard.domain.leaving.case import LeavingCase, kept_last_day
from clientguard.domain.leaving.telling.goodbye import before_sending, goodbye
from clientguard.domain.leaving.telling.reason import causes, suggestions
from clientguard.domain.records import Contract, Leaving
from clientguard.domain.wording import N_, Said, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.client import open_leaving
from clientguard.store.views.leaving.case import case
from clientguard.store.views.leaving.telling import telling


@dataclass(frozen=True, slots=True)
class Farewell:
    """What the letter says, which leaving it ends, and what the user should know before it goes out."""

    leaving: int
    facts: Goodbye
    remarks: tuple[Said, ...]


def farewell(db: Connection, client: int, today: date, say: Callable[[Said], str]) -> Farewell | None:
    """Return what a client is told at the end, as of a day; None if no leaving is in progress.

    The reason is the one that was written; else the strongest of the record, in the language of `say`; or none, if it
    is left out.
    """
    running = open_leaving(db, client, today)
    if running is None or running.signed_off:
        return None
    whole = case(db, running.id, today, own_calendar(db))
    reason, remark = _reason(db, whole, today, say)
    facts = goodbye(whole, today, reason)
    found = before_sending(whole, facts, today)
    return Farewell(running.id, facts, (*found, *((remark,) if remark else ())))


def _reason(db: Connection, whole: LeavingCase, today: date, say: Callable[[Said], str]) -> tuple[str, Said | None]:
    leaving = whole.leaving
    if leaving.without_reason:
        return "", None
    if leaving.reason.strip():
        return leaving.reason.strip(), None
    asked = telling(db, leaving, today)
    if causes(whole, asked.requests, today, asked.answered):
        first = suggestions(whole, asked.requests, today, asked.answered)[0]
        return say(first), said(N_("The reason is taken from the record. Read it before you send the letter."))
    return "", said(N_("No reason has been written, so the letter gives none."))


def note_notice(write: Write, leaving: int, message: int, on: date, reason: str) -> None:
    """Note within a transaction that a message of the day `on` gave notice, and what follows from it (P4.2).

    A notice that was given before keeps its day. The last day follows from the contract unless it was entered. A
    `reason` that the message gave and that was not written down before is kept with the leaving.
    """
    found = write.get(Leaving, leaving)
    told = dataclasses.replace(
        found,
        notice_given=min(found.notice_given or on, on),
        notice_message=message,
        reason=found.reason if found.reason.strip() or found.without_reason else reason,
    )
    contract = lookup.get_record(write.db, Contract, told.contract) if told.contract else None
    put_record(write, dataclasses.replace(told, last_day=kept_last_day(found, told, contract)))
