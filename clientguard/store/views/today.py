"""The facts for Today: unpaid invoices, open requests, contracts with a term, leavings in progress."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from clientguard.domain.checklist import Letterhead, OnRecord
from clientguard.domain.contracts.agreed import Agreed
from clientguard.domain.contracts.deciding import AHEAD
from clientguard.domain.leaving.handover import is_handed_over
from clientguard.domain.leaving.notice import ContractFacts
from clientguard.domain.leaving.progress import LeavingFacts
from clientguard.domain.money.collecting.ladder import LadderStep
from clientguard.domain.records import Account, Contract, HandoverMark
from clientguard.domain.records.as_of import account_on
from clientguard.domain.today import TodayFacts
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import notes
from clientguard.store.records.cells import a_day, amount, day
from clientguard.store.records.lookup import find_records
from clientguard.store.views.business import business
from clientguard.store.views.collecting.ladder import climbing
from clientguard.store.views.collecting.stops import asking_stops
from clientguard.store.views.communication.meetings import past_planned
from clientguard.store.views.communication.waiting import open_requests
from clientguard.store.views.judgement.due import plans_due, threats
from clientguard.store.views.judgement.only_clients import became_client
from clientguard.store.views.judgement.refusals import refusals_due
from clientguard.store.views.leaving.after import asked_to_sign, closed_leavings
from clientguard.store.views.leaving.renewals import renewals
from clientguard.store.views.leaving.reviews import reviews
from clientguard.store.views.live import OF_LIVE_CLIENTS
from clientguard.store.views.money import invoices, recent
from clientguard.store.views.portions import portions

HIDDEN = "checklist hidden"  # the note that the user no longer wants the checklist


def today(db: Connection, on: date = date.max, shipped: tuple[LadderStep, ...] = ()) -> TodayFacts:
    """Return the facts for Today, as known on a day; `domain.today` decides which of them need the user, and when.

    This is read after every change. Paid invoices need nothing, so the query leaves them out, but for the last ones of
    each client: they show how it pays. `shipped` are the steps of the ladder where the user edited none.
    """
    unpaid = invoices(db, on=on, unpaid=True)
    return TodayFacts(
        invoices=unpaid,
        requests=open_requests(db, on=on),
        contracts=contracts(db),
        leavings=leavings(db, on),
        recent=recent(db, on),
        renewals=renewals(db, on) if on < date.max else (),
        reviews=reviews(db, on) if on < date.max else (),
        closed=closed_leavings(db, on) if on < date.max else (),
        climbing=climbing(db, unpaid, shipped, on) if shipped else None,
        stops=asking_stops(db, on),
        plans=plans_due(db, on) if on < date.max else (),
        threats=threats(db, on) if on < date.max else (),
        refusals=refusals_due(db, on) if on < date.max else (),
        meetings=past_planned(db, on) if on < date.max else (),
    )


def contracts(db: Connection) -> tuple[ContractFacts, ...]:
    """Return the contracts with a term that nobody has ended, except those of former clients.

    Another contract follows one if it starts after it, and at most 60 days before its end.
    """
    rows = db.execute(
        "SELECT t.id, t.client, c.name, t.title, t.starts, t.ends, t.renews_months, t.decided_until, t.notice_count,"
        " t.notice_unit, t.notice_to, t.notice_days, EXISTS ("
        "  SELECT 1 FROM contract n JOIN record nr ON nr.id = n.id AND nr.removed_seq IS NULL WHERE n.client = t.client"
        "  AND n.starts > max(coalesce(t.starts, ''), date(t.ends, ?)))"
        f" FROM contract t {OF_LIVE_CLIENTS} WHERE t.ends IS NOT NULL AND t.ended_on IS NULL AND c.stage <> 'former'"
        " ORDER BY t.ends, t.id",
        (f"-{AHEAD} days",),
    ).fetchall()
    return tuple(ContractFacts(row[0], row[1], row[2], row[3], _agreed(row), bool(row[12])) for row in rows)


def _agreed(row: Sequence[Any]) -> Agreed:
    return Contract(
        starts=day(row[4]),
        ends=day(row[5]),
        renews_months=_days(row[6]),
        decided_until=day(row[7]),
        notice_count=_days(row[8]),
        notice_unit=row[9],
        notice_to=row[10],
        notice_days=_days(row[11]),
    ).agreed


def leavings(db: Connection, on: date = date.max) -> tuple[LeavingFacts, ...]:
    """Return the leavings in progress on a day, with how many accounts are still to be handed over."""
    rows = sorted(
        (row for open_ in ("t.signed_off IS NULL", "t.signed_off > ?1") for row in _leavings(db, open_, on)),
        key=lambda row: (row[3], row[0]),
    )
    all_accounts: Counter[int] = Counter()
    done: Counter[int] = Counter()
    marks: list[HandoverMark] = []
    for those, part in portions(sorted({row[1] for row in rows})):
        steps: defaultdict[int, list[HandoverMark]] = defaultdict(list)
        for mark in find_records(db, HandoverMark, f"t.client IN ({those}) AND t.done_on <= ?", *part, on.isoformat()):
            steps[mark.account or 0].append(mark)
            marks.append(mark)
        for each in find_records(db, Account, f"t.client IN ({those})", *part):
            all_accounts[each.client or 0] += 1
            done[each.client or 0] += is_handed_over(account_on(each, on), steps[each.id])
    asked = asked_to_sign(db, {row[1]: a_day(row[3]) for row in rows}, marks, on)
    return tuple(
        LeavingFacts(
            row[0],
            row[1],
            row[2],
            a_day(row[3]),
            day(row[4]),
            row[5],
            all_accounts[row[1]] - done[row[1]],
            all_accounts[row[1]],
            asked.get(row[1], ()),
        )
        for row in rows
    )


def _leavings(db: Connection, where: str, on: date) -> list[tuple[Any, ...]]:
    # The `+` keeps the index of `decided` out: that one has all rows, and few are open, or were closed after the day.
    return db.execute(
        "SELECT t.id, t.client, c.name, t.decided, coalesce(t.agreed_last_day, t.last_day), t.step"
        f" FROM leaving t {OF_LIVE_CLIENTS} WHERE {where} AND +t.decided <= ?1 ORDER BY t.decided, t.id",
        (on.isoformat(),),
    ).fetchall()


def _days(cell: int | None) -> int | None:
    return None if cell is None else amount(cell)


def _on(kind: str) -> str:
    return f"FROM {kind} t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL WHERE t.client = c.id"


def on_record(db: Connection) -> tuple[OnRecord, ...]:
    """Return what is on record of the clients that are not being left; nothing once the checklist was hidden."""
    if notes.get_note(db, HIDDEN):
        return ()
    rows = db.execute(
        f"SELECT c.id, c.name, coalesce((SELECT t.id {_on('contract')} ORDER BY t.starts DESC, t.id DESC LIMIT 1), 0),"
        f" EXISTS (SELECT 1 {_on('contract')} AND t.payment_terms <> ''),"
        f" EXISTS (SELECT 1 {_on('invoice')}) OR EXISTS (SELECT 1 {_on('request')})"
        " FROM record cr JOIN client c ON c.id = cr.id"
        " WHERE cr.kind = 'client' AND cr.removed_seq IS NULL AND c.stage NOT IN ('former', 'leaving')"
        f" AND {became_client('c')} ORDER BY c.id"
    ).fetchall()
    return tuple(OnRecord(row[0], row[1], row[2], bool(row[3]), bool(row[4])) for row in rows)


def letterhead(db: Connection) -> Letterhead | None:
    """Return what is on record for the head of a paper; None once the checklist was hidden."""
    if notes.get_note(db, HIDDEN):
        return None
    firm = business(db)
    return Letterhead(firm.id, bool(firm.name), bool(firm.address)) if firm else Letterhead(0, False, False)
