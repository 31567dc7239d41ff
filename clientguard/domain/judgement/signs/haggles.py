"""Sign 2: disputes a price that was agreed and explained (P6.2). Asking for a good price is none."""

from __future__ import annotations

from datetime import date

from clientguard.domain.judgement.events import (
    drawing_of,
    evidence_of,
    first_day,
    gone_quiet,
    is_quiet,
    noted,
    of_little_weight,
    pattern,
    taken_out,
)
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import Finding
from clientguard.domain.wording import N_, counted, said

SIGN = 2


def find(facts: SignFacts, today: date) -> Finding:
    """Return what the user noted of prices that were disputed after they had been agreed (P6.2).

    Before a contract is signed anybody may ask for a good price: what was noted then does not count. Where no contract
    says when it was signed, it is worth watching at most.
    """
    entries = noted(facts, SIGN, today)
    signed = min((day for each in facts.contracts if (day := each.signed or each.starts)), default=None)
    disputes = tuple(each for each in entries.counted if signed is None or each.on >= signed)
    before = len(entries.counted) - len(disputes)
    state = pattern(facts, disputes)
    reasons = [
        counted(
            N_("{count} dispute of the price is on record."),
            N_("{count} disputes of the price are on record."),
            len(disputes),
        ),
        *of_little_weight(disputes),
    ]
    if signed and disputes:
        reasons.append(said(N_("The price had been agreed on {date}."), date=signed))
    if state == "raised" and signed is None:
        state = "watch"
        reasons.append(said(N_("No contract on record says what was agreed, so it is worth watching at most.")))
    if before:
        text = (
            N_("Not counted: {count} entry from before the contract was signed."),
            N_("Not counted: {count} entries from before the contract was signed."),
        )
        reasons.append(counted(*text, before))
    if state != "none" and is_quiet(disputes, facts.thresholds.quiet_days, today):
        state = "none"
        reasons.append(gone_quiet(disputes))
    return Finding(
        sign=SIGN,
        state=state,
        figure=counted(N_("{count} dispute"), N_("{count} disputes"), len(disputes)),
        reasons=(*reasons, *taken_out(len(entries.explained))),
        evidence=evidence_of(disputes),
        clears=said(N_("A quarter without another dispute of a price that was agreed.")),
        first=first_day(facts, today),
        last=today,
        drawing=drawing_of(disputes),
    )
