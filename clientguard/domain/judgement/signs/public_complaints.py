"""Sign 9: attacks in public that stand (P6.9). A true review of a fault of ours is none."""

from __future__ import annotations

from datetime import date

from clientguard.domain.judgement.events import (
    days_of,
    drawing_of,
    evidence_of,
    first_day,
    gone_quiet,
    is_quiet,
    noted,
    of_little_weight,
    taken_out,
    weighty,
)
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import Finding, State
from clientguard.domain.records import ProblemNote
from clientguard.domain.records.names import folded
from clientguard.domain.wording import N_, counted, said

SIGN = 9


def find(facts: SignFacts, today: date) -> Finding:
    """Return the public attacks that stand, in how many places, and whether one came after a measured reply (P6.9).

    What was removed does not stand, and what nobody saw in public is hearsay.
    """

    def stands(problem: ProblemNote) -> bool:
        removed = problem.removed_on is not None and problem.removed_on <= today
        return bool(problem.place.strip() or problem.url.strip()) and not removed

    entries = noted(facts, SIGN, today, stands)
    left = noted(facts, SIGN, today, lambda problem: not stands(problem)).counted
    strong = weighty(entries.counted)
    notes = {each.id: each for each in facts.problems}
    places = {folded(notes[each.record].place or notes[each.record].url) for each in strong}
    replies = [day for each in entries.counted if (day := notes[each.record].replied_on) and day <= today]
    after_reply = any(each.on > day for each in strong for day in replies)
    days = days_of(strong)
    state: State = "none"
    if days >= 2 and (len(places) > 1 or after_reply or days >= facts.thresholds.events_raised):
        state = "raised"
    elif strong or days_of(entries.counted) >= facts.thresholds.events_watch:
        state = "watch"
    reasons = [
        counted(N_("{count} public complaint stands."), N_("{count} public complaints stand."), len(entries.counted)),
        *of_little_weight(entries.counted),
    ]
    if len(places) > 1:
        reasons.append(counted(N_("They stand in {count} place."), N_("They stand in {count} places."), len(places)))
    if after_reply:
        reasons.append(said(N_("One of them came after your reply.")))
    if left:
        text = (
            N_("Not counted: {count} entry that was removed, or that names no public place."),
            N_("Not counted: {count} entries that were removed, or that name no public place."),
        )
        reasons.append(counted(*text, len(left)))
    if state != "none" and is_quiet(entries.counted, facts.thresholds.quiet_days, today):
        state = "none"
        reasons.append(gone_quiet(entries.counted))
    return Finding(
        sign=SIGN,
        state=state,
        figure=counted(N_("{count} in public"), N_("{count} in public"), len(entries.counted)),
        reasons=(*reasons, *taken_out(len(entries.explained))),
        evidence=evidence_of(entries.counted),
        clears=said(N_("It is corrected or removed, or a quarter passes without another.")),
        first=first_day(facts, today),
        last=today,
        drawing=drawing_of(entries.counted),
    )
