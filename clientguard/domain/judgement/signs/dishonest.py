"""Sign 6: says otherwise than the record, again and again (P6.6)."""

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
from clientguard.domain.records import ProblemNote
from clientguard.domain.wording import N_, counted, said

SIGN = 6


def find(facts: SignFacts, today: date) -> Finding:
    """Return the claims that the record contradicts, as the user noted them with the proof (P6.6).

    Once is the benefit of the doubt. What has no proof contradicts nothing, and does not count.
    """

    def is_proven(problem: ProblemNote) -> bool:
        return bool(problem.proof.strip()) or problem.id in facts.proven

    entries = noted(facts, SIGN, today, is_proven)
    unproven = noted(facts, SIGN, today, lambda problem: not is_proven(problem)).counted
    count = len(entries.counted)
    state = pattern(facts, entries.counted)
    reasons = [
        counted(
            N_("{count} claim that the record contradicts is noted."),
            N_("{count} claims that the record contradicts are noted."),
            count,
        ),
        *of_little_weight(entries.counted),
    ]
    if count == 1:
        reasons.append(said(N_("One claim has the benefit of the doubt.")))
    if unproven:
        text = (
            N_("Not counted: {count} entry without proof."),
            N_("Not counted: {count} entries without proof."),
        )
        reasons.append(counted(*text, len(unproven)))
    if state != "none" and is_quiet(entries.counted, facts.thresholds.quiet_claims_days, today):
        state = "none"
        reasons.append(gone_quiet(entries.counted))
    return Finding(
        sign=SIGN,
        state=state,
        figure=counted(N_("{count} claim"), N_("{count} claims"), count),
        reasons=(*reasons, *taken_out(len(entries.explained))),
        evidence=evidence_of(entries.counted),
        clears=said(N_("Two quarters without another claim that the record contradicts.")),
        first=first_day(facts, today),
        last=today,
        drawing=drawing_of(entries.counted),
    )
