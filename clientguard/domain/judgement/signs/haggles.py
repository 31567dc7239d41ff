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
    """Return what the user noted of prices that were disputed, and whether they had been agreed before (P6.2).

    It is raised only if one of them came after a contract was signed: before that, anybody may ask for a good price.
    """
    entries = noted(facts, SIGN, today)
    state = pattern(facts, entries.counted)
    signed = min((day for each in facts.contracts if (day := each.signed or each.starts)), default=None)
    after = signed is not None and any(each.on >= signed for each in entries.counted)
    reasons = [
        counted(
            N_("{count} dispute of the price is on record."),
            N_("{count} disputes of the price are on record."),
            len(entries.counted),
        ),
        *of_little_weight(entries.counted),
    ]
    if state == "raised" and not after:
        state = "watch"
        reasons.append(said(N_("All of it came before a contract was signed, so it is not more than worth watching.")))
    elif after:
        reasons.append(said(N_("The price had been agreed on {date}."), date=signed))
    if state != "none" and is_quiet(entries.counted, facts.thresholds.quiet_days, today):
        state = "none"
        reasons.append(gone_quiet(entries.counted))
    return Finding(
        sign=SIGN,
        state=state,
        figure=counted(N_("{count} dispute"), N_("{count} disputes"), len(entries.counted)),
        reasons=(*reasons, *taken_out(len(entries.explained))),
        evidence=evidence_of(entries.counted),
        clears=said(N_("A quarter without another dispute of a price that was agreed.")),
        first=first_day(facts, today),
        last=today,
        drawing=drawing_of(entries.counted),
    )
