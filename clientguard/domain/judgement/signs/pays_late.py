"""Sign 1: pays late, later each time, or not at all (P6.1, P3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from clientguard.domain.judgement.events import first_day, is_ours
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import STATES, Finding, Point, State
from clientguard.domain.money.lateness import Cycle, cycles
from clientguard.domain.money.receivables import Bill
from clientguard.domain.records.kinds.collecting import AGREED, DISPUTED
from clientguard.domain.wording import N_, Said, counted, listed, said

SIGN = 1
CALMER, CLEAR = 2, 3  # cycles in a row on time that make a pattern worth watching only, and that end it
REMINDS = ("reminder", "courtesy", "reminder-date", "reminder-firm", "stop-notice", "before-action")


def find(facts: SignFacts, today: date) -> Finding:
    """Return how a client's last billing cycles were paid, what is open, and what it promised (P6.1).

    Days on which payment was agreed to wait or was disputed do not count, nor do days by which the invoice went out
    late, nor invoices that a fault of ours explains. A cycle is late beyond the days that the business calls late.
    """
    fair, explained, sent_late = _fair(facts, today)
    told = told_cycles(facts, fair)
    found = told[-round(facts.thresholds.cycles) :]
    late = tuple(each for each in found if each.days_late > facts.thresholds.late_days)
    open_long = _open_long(facts, fair, told)
    lost = tuple(each for each in fair if _is_lost(each))
    broken = broken_promises(facts, today) if any(each.status == "overdue" for each in fair) else ()
    stair = _stair(facts, told)
    states = (
        _by_count(len(late), facts.thresholds.late_cycles_watch, facts.thresholds.late_cycles_raised),
        _by_open(facts, open_long, lost),
        _stair_state(facts, stair),
        "raised" if len({each[1] for each in broken}) >= facts.thresholds.broken_promises else "none",
    )
    state: State = max(states, key=STATES.index)
    state, calmed = _calmed(facts, state, told, fair)
    behind = (*late, *stair, *open_long, *_little_late(facts, told))
    shown = [each for each in behind if each.days_late > facts.thresholds.grace_days] if late or stair else open_long
    counted_in = {each for cycle in shown for each in cycle.invoices} | {each.facts.id for each in lost}
    bills = [each for each in fair if each.facts.id in counted_in]
    return Finding(
        sign=SIGN,
        state=state,
        figure=_figure(facts, found, late),
        reasons=(
            *_late_reasons(facts, late, found),
            *_stair_reasons(stair),
            *_open_reasons(facts, fair, open_long),
            *_lost_reasons(lost),
            *_broken_reasons(broken),
            *calmed,
            *_out(explained, sent_late),
        ),
        evidence=(
            *(each.facts.id for each in sorted(bills, key=lambda each: (each.facts.issued, each.facts.id))),
            *(each for each, _day in broken),
        ),
        clears=said(N_("Three billing cycles in a row paid on time, and nothing open past its date.")),
        first=first_day(facts, today),
        last=today,
        drawing=_drawing(fair, found),
    )


def _fair(facts: SignFacts, today: date) -> tuple[list[Bill], int, int]:
    """Return the bills of the span without our own doing, and how many were left out, and how many went out late."""
    first = first_day(facts, today)
    fair: list[Bill] = []
    explained = moved = 0
    for each in facts.bills:
        if each.facts.issued < first and not each.is_unpaid:
            continue
        if is_ours(facts, each.facts.id):
            explained += 1
            continue
        sent = facts.sent.get(each.facts.id)
        later = max(0, (sent - each.facts.issued).days) if sent else 0
        moved += bool(later and each.days_late)
        fair.append(_sent_later(each, later))
    return fair, explained, moved


def told_cycles(facts: SignFacts, fair: Sequence[Bill]) -> tuple[Cycle, ...]:
    """Return the cycles of the span that say something: one that is open, and not late beyond grace, does not yet."""
    grace = facts.thresholds.grace_days
    return tuple(each for each in cycles(fair, last=0) if each.due and not (each.running and each.days_late <= grace))


def _sent_later(bill: Bill, days: int) -> Bill:
    """Return a bill that is due as many days later as it went out late."""
    if not days or bill.due is None:
        return bill
    late = max(0, bill.days_late - days)
    status = "open" if bill.status == "overdue" and not late else bill.status
    return replace(bill, due=bill.due + timedelta(days=days), days_late=late, status=status)


def _by_count(count: int, watch: float, raised: float) -> State:
    return "raised" if count >= raised else "watch" if count >= watch else "none"


def _open_long(facts: SignFacts, fair: Sequence[Bill], found: Sequence[Cycle]) -> tuple[Cycle, ...]:
    """Return the cycles of which something has been open for long: several invoices of one week are one."""
    waits = (AGREED, DISPUTED)
    overdue = {
        each.facts.id
        for each in fair
        if each.status == "overdue" and not any(hold.type in waits for hold in each.holds)
    }
    return tuple(
        each
        for each in found
        if each.days_late > facts.thresholds.open_days and any(invoice in overdue for invoice in each.invoices)
    )


def _is_lost(bill: Bill) -> bool:
    """Return whether some of an invoice was never paid: it was written off, and not as a gift."""
    return bill.status == "written off" and bill.facts.written_off > bill.facts.forgiven


def _by_open(facts: SignFacts, open_long: Sequence[Cycle], lost: Sequence[Bill]) -> State:
    never = len({each.facts.issued for each in lost})
    if len(open_long) + never >= facts.thresholds.events_watch:
        return "raised"
    if never:
        return "watch"
    reminded = [each for each in open_long if _reminders(facts, each) >= facts.thresholds.reminders]
    return "watch" if reminded else "none"


def _reminders(facts: SignFacts, cycle: Cycle) -> int:
    """Return how often payment of a cycle's invoices was asked for, by letters, steps of the ladder and calls."""
    return sum(
        each.direction == "out"
        and bool(each.step or each.template in REMINDS)
        and any(invoice in each.about for invoice in cycle.invoices)
        for each in facts.talks
    )


def trend_of(facts: SignFacts, today: date) -> tuple[Cycle, ...]:
    """Return the cycles that show that a client pays later and later, up to now; nothing if it does not (P3.2)."""
    fair, _explained, _sent_late = _fair(facts, today)
    return _stair(facts, told_cycles(facts, fair))


def _stair(facts: SignFacts, told: Sequence[Cycle]) -> tuple[Cycle, ...]:
    """Return the cycles that came later each time since one was last paid on time, that one included (P3.2).

    Others that were late may stand between them: a cycle that was late by less does not end a trend, one on time does.
    """
    limits = facts.thresholds
    late = 0
    while late < len(told) and told[-1 - late].days_late > limits.grace_days:
        late += 1
    chain = told[-late - 1 :] if late else ()
    for count, last in ((limits.stair_raised, limits.late_days), (limits.stair_watch, limits.stair_watch_days)):
        shown = _rising(chain, round(count), limits.stair_step_days, last)
        if shown:
            return shown
    return ()


def _rising(chain: Sequence[Cycle], count: int, step: float, last: float) -> tuple[Cycle, ...]:
    """Return so many cycles in order, each later than the one before by a step, the last by over so many days."""
    rows: list[tuple[Cycle, ...]] = []  # the longest one that ends at each cycle
    for each in chain:
        before = [row for row in rows if each.days_late >= row[-1].days_late + step]
        rows.append((*max(before, key=len, default=()), each))
    found = [row for row in rows if len(row) >= count and row[-1].days_late > last]
    return found[-1][-count:] if found else ()


def _little_late(facts: SignFacts, told: Sequence[Cycle]) -> tuple[Cycle, ...]:
    """Return the last cycles that were late by little: they belong to the picture, and do not count.

    Where one before them was late by more they are left out: without them, that one would count again.
    """
    limits = facts.thresholds
    before = told[: -round(limits.cycles)]
    if any(each.days_late > limits.late_days for each in before):
        return ()
    return tuple(each for each in told[-round(limits.cycles) :] if each.days_late > limits.grace_days)


def _stair_state(facts: SignFacts, stair: Sequence[Cycle]) -> State:
    if not stair:
        return "none"
    return "raised" if len(stair) >= facts.thresholds.stair_raised else "watch"


def broken_promises(facts: SignFacts, today: date) -> tuple[tuple[int, date], ...]:
    """Return the promises to pay that were not kept by their day, or replaced before it, each with that day (P3.2)."""
    grace = timedelta(days=round(facts.thresholds.grace_days))
    made = [each for each in facts.promises if each.type == "payment"]
    first = first_day(facts, today)
    found: list[tuple[int, date]] = []
    for each in made:
        last = max(each.due, each.first_notice(facts.is_working) - timedelta(days=1)) + grace
        newer = [other.made_on for other in made if other.id != each.id and other.made_on >= each.made_on]
        replaced = any(each.made_on < day <= each.due for day in newer)
        given_up = each.settled and each.kept_on is None and not newer
        kept = each.kept_on is not None and each.kept_on <= last
        if first <= each.due and last < today and not (kept or replaced or given_up or is_ours(facts, each.id)):
            found.append((each.id, each.due))
    return tuple(sorted(found, key=lambda each: (each[1], each[0])))


def _calmed(
    facts: SignFacts, state: State, found: Sequence[Cycle], fair: Sequence[Bill]
) -> tuple[State, tuple[Said, ...]]:
    """Return the state after the cycles on time that ended a pattern, and the sentence on them (P8.1)."""
    on_time = 0
    for each in reversed(found):
        if each.days_late > facts.thresholds.grace_days:
            break
        on_time += 1
    if state == "none" or on_time < CALMER or any(each.status == "overdue" for each in fair):
        return state, ()
    text = counted(
        N_("The last {count} cycle was paid on time."), N_("The last {count} cycles were paid on time."), on_time
    )
    return ("none" if on_time >= CLEAR else "watch"), (text,)


# --- in words ---


def _figure(facts: SignFacts, found: Sequence[Cycle], late: Sequence[Cycle]) -> Said | None:
    if not found:
        return None
    limit = round(facts.thresholds.late_days)
    return said(N_("{count} of {all} over {limit} days late"), count=len(late), all=len(found), limit=limit)


def _late_reasons(facts: SignFacts, late: Sequence[Cycle], found: Sequence[Cycle]) -> tuple[Said, ...]:
    if not found:
        return (said(N_("No invoice was due in the time that is looked at.")),)
    limit = round(facts.thresholds.late_days)
    if not late:
        text = (
            N_("The last billing cycle was not more than {limit} days late."),
            N_("None of the last {count} billing cycles was more than {limit} days late."),
        )
        return (counted(*text, len(found), limit=limit),)
    text = (
        N_("{count} of the last {all} billing cycles was more than {limit} days late: {days} days."),
        N_("{count} of the last {all} billing cycles were more than {limit} days late: {days} days."),
    )
    return (counted(*text, len(late), all=len(found), limit=limit, days=listed(each.days_late for each in late)),)


def _stair_reasons(stair: Sequence[Cycle]) -> tuple[Said, ...]:
    if not stair:
        return ()
    text = N_("Payment became later each time: {days} days after the date.")
    return (said(text, days=listed(each.days_late for each in stair)),)


def _open_reasons(facts: SignFacts, fair: Sequence[Bill], open_long: Sequence[Cycle]) -> tuple[Said, ...]:
    return tuple(
        _open_reason(each, _reminders(facts, cycle))
        for cycle in open_long
        for each in fair
        if each.facts.id in cycle.invoices and each.status == "overdue"
    )


def _open_reason(bill: Bill, reminders: int) -> Said:
    values = {"number": bill.facts.number, "open": bill.open, "days": bill.days_late}
    if not reminders:
        text = N_("Invoice {number}: {open} has been open for {days} days past its date, without a reminder.")
        return said(text, **values)
    texts = (
        N_("Invoice {number}: {open} has been open for {days} days past its date, after {count} reminder."),
        N_("Invoice {number}: {open} has been open for {days} days past its date, after {count} reminders."),
    )
    return counted(*texts, reminders, **values)


def _lost_reasons(lost: Sequence[Bill]) -> tuple[Said, ...]:
    text = N_("Invoice {number} was never paid in full: {amount} was written off.")
    return tuple(said(text, number=each.facts.number, amount=each.written_off) for each in lost)


def _broken_reasons(broken: Sequence[tuple[int, date]]) -> tuple[Said, ...]:
    if not broken:
        return ()
    text = (
        N_("{count} promise to pay was not kept: it was for {days}."),
        N_("{count} promises to pay were not kept: they were for {days}."),
    )
    return (counted(*text, len(broken), days=listed(day for _each, day in broken)),)


def _out(explained: int, sent_late: int) -> tuple[Said, ...]:
    reasons: list[Said] = []
    if explained:
        text = (
            N_("Not counted: {count} invoice that a fault of ours explains."),
            N_("Not counted: {count} invoices that a fault of ours explains."),
        )
        reasons.append(counted(*text, explained))
    if sent_late:
        text = (
            N_("{count} invoice went out late; the days count from when it was sent."),
            N_("{count} invoices went out late; the days count from when they were sent."),
        )
        reasons.append(counted(*text, sent_late))
    return tuple(reasons)


def _drawing(fair: Sequence[Bill], found: Sequence[Cycle]) -> tuple[Point, ...]:
    issued = {each.facts.id: each.facts.issued for each in fair}
    return tuple(Point(issued[each.invoices[0]], float(each.days_late)) for each in found)
