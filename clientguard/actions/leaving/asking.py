"""Asking the client about its accounts by mail: what the letter says, and that it was asked once it was sent (P4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.leaving.handing_over import note_asked
from clientguard.domain.communication.letter_facts import AskedAccounts
from clientguard.domain.leaving.papers.handover_request import mail_lines
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Attachment
from clientguard.domain.records.kinds.documents import HANDOVER_REQUEST
from clientguard.domain.wording import N_, Said, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import get_record
from clientguard.store.records.write_path import Write
from clientguard.store.views.leaving.documents import documents_of, request_facts


@dataclass(frozen=True, slots=True)
class Asking:
    """What the letter says, which accounts it asks about, and the file that goes with it: id and name.

    `remarks` are what the user should know before it goes out.
    """

    facts: AskedAccounts
    accounts: tuple[int, ...]
    files: tuple[tuple[int, str], ...]
    remarks: tuple[Said, ...]


def asking(db: Connection, client: int, today: date) -> Asking | None:
    """Return what a client is asked as of a day; None if no account waits for it, or there is no business yet.

    The newest page with the same questions goes along, if nothing has changed since it was made.
    """
    request = request_facts(db, client, today, 0, Anchor(0, ""))
    if request is None or not request.asked:
        return None
    files = _page(db, client, today)
    held = tuple(
        said(N_("[{reference}] {account}"), reference=each.reference, account=each.name) for each in request.held
    )
    facts = AskedAccounts(request.return_by, mail_lines(request), held, has_page=bool(files))
    return Asking(facts, tuple(int(each.reference[1:]) for each in request.asked), files, request.open_points)


def note_all_asked(write: Write, accounts: Iterable[int], on: date, proof: str) -> None:
    """Record within a transaction that a client was asked about accounts on a day."""
    for each in accounts:
        note_asked(write, account=each, on=on, proof=proof)


def _page(db: Connection, client: int, today: date) -> tuple[tuple[int, str], ...]:
    found = documents_of(db, client, today, own_calendar(db))
    pages = [each for each in found if each.document.type == HANDOVER_REQUEST]
    if not pages or pages[0].state != "current" or pages[0].document.draft or not pages[0].document.file:
        return ()
    file = get_record(db, Attachment, pages[0].document.file)
    return ((file.id, file.name),)
