"""Which contract a demand falls under, and which earlier one it is much like (P2.2, P6.8)."""

from __future__ import annotations

from clientguard.actions.rules.money import offered_contracts
from clientguard.actions.rules.rule import Offers, Proposal
from clientguard.domain.records import Demand
from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.communication.demands import earlier_demands

ALIKE = 86  # of 100: from here on two demands are taken for the same one
FEWEST = 8  # letters of a demand that can be compared


def contracts_offered(db: Connection, demand: Demand) -> Offers:
    """Return the contracts that a demand may fall under: first those that ran on its day, one alone is proposed."""
    return offered_contracts(db, demand.client, demand.contract, demand.said_on)


def asked_before(db: Connection, demand: Demand) -> Proposal | None:
    """Return the earlier demand that says much the same, one that got a no before others; None without one."""
    if not demand.client or len(demand.words.strip()) < FEWEST:
        return None
    found = [(_likeness(each.words, demand.words), each) for each in earlier_demands(db, demand)]
    alike = [(each.refused, likeness, each.id, each) for likeness, each in found if likeness >= ALIKE]
    if not alike:
        return None
    best = max(alike)[-1]
    if best.refused:
        why = said(N_("Much the same was asked on {date}, and you said no."), date=best.said_on)
    else:
        why = said(N_("Much the same was asked on {date}."), date=best.said_on)
    return Proposal(f"#{best.id}", why)


def _likeness(one: str, other: str) -> float:
    """Return how much two demands say the same, from 0 to 100: one may say more than the other, in any order."""
    from rapidfuzz import fuzz, utils  # late: a window opens sooner without

    words = utils.default_process(one), utils.default_process(other)
    return (fuzz.token_sort_ratio(*words) + fuzz.token_set_ratio(*words)) / 2
