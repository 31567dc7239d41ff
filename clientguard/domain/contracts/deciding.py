"""What has to be decided about a contract, by which day, and what each answer comes to (P4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.contracts.agreed import (
    Agreed,
    after,
    end_by_notice,
    last_day_for_notice,
    renewed,
    term_end,
)

LONGEST = 120  # months: a longer term is counted in days when it is renewed
AHEAD = 60  # days before the last day for notice from which a decision is asked for


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that is due: `by` is the last day for notice that ends the contract with the term ending on `ends`.

    `state`: the last day for notice is still to come, it was missed, or the term itself is over.
    """

    by: date
    ends: date
    state: Literal["ahead", "missed", "ran out"]


def decision(agreed: Agreed, today: date) -> Decision | None:
    """Return what has to be decided, from 60 days before the last day for notice until it is decided.

    Decided means: ended (`ended_on`), or to go on until a later end (`ends`, `decided_until`). A contract that renewed
    has decided for itself: what is asked then is about the term that runs. Without a term there is nothing to decide.
    """
    if agreed.ended_on or agreed.ends is None:
        return None
    if not agreed.renews and agreed.decided_until and today <= agreed.decided_until:
        return None
    ends = term_end(agreed, max(today, agreed.decided_until or today))
    assert ends is not None
    by = last_day_for_notice(agreed, ends)
    if after(by, -AHEAD, "days") > today:
        return None
    return Decision(by, ends, "ran out" if ends < today else "missed" if by < today else "ahead")


def next_notice(agreed: Agreed, today: date) -> tuple[date, date]:
    """Return the next end that can be reached by notice, and the last day for it: (by, ends).

    A contract that does not renew ends with its term, and one that can be ended on any day is weighed at its term's
    end, as long as that can be reached. `by` is before today only if a contract that just ends has missed it.
    """
    ends = term_end(agreed, today)
    if ends and (not agreed.renews or agreed.takes_effect == "day"):
        by = last_day_for_notice(agreed, ends)
        if by >= today or not agreed.renews:
            return by, ends
    ends = end_by_notice(agreed, today)
    return last_day_for_notice(agreed, ends), ends


def ends_if_ended(agreed: Agreed, today: date) -> date:
    """Return the last day that is proposed when the user says that one side has ended a contract.

    It is the end that was to be decided on; once the last day for notice is missed and the contract renews, the end
    that notice given today leads to.
    """
    due = decision(agreed, today)
    if agreed.ends is None or (agreed.renews and (due is None or due.state == "missed")):
        return end_by_notice(agreed, today)
    return due.ends if due else agreed.ends


def goes_on_until(agreed: Agreed, today: date) -> date:
    """Return the end of the term that is decided on next, if a contract that renews goes on.

    That is the first later end on which no decision is due yet.
    """
    due = decision(agreed, today)
    now = due.ends if due else term_end(agreed, max(today, agreed.decided_until or today))
    assert now is not None
    reached = end_by_notice(agreed, after(today, AHEAD + 1, "days"))
    found = term_end(agreed, max(reached, after(now, 1, "days")))
    assert found is not None
    return found


def renewed_until(agreed: Agreed) -> date:
    """Return the new end that is proposed when a contract that does not renew was renewed: as long as before.

    Without a start, that is a year.
    """
    assert agreed.ends is not None
    if agreed.starts is None:
        return renewed(agreed.ends, 12)
    next_day = after(agreed.ends, 1, "days")
    for months in range(1, LONGEST + 1):
        if next_day == after(agreed.starts, months, "months"):
            return renewed(agreed.ends, months)
    return after(agreed.ends, (next_day - agreed.starts).days, "days")
