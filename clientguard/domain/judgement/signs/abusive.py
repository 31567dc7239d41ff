"""Sign 7: personal attacks, which need a pattern, and threats of harm, which do not (P6.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clientguard.domain.judgement.events import (
    Event,
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
from clientguard.domain.wording import N_, Said, counted, said

SIGN = 7


def find(facts: SignFacts, today: date) -> Finding:
    """Return the personal attacks of the last twelve months, a pattern within six, and any threat of harm (P6.7).

    One threat of harm to people or property is enough, whatever came before it and however long ago. Several attacks
    of one day are one. A grave one may be such a threat: it is worth watching until the user says what it was.
    """
    threats = tuple(
        Event(each.id, each.on) for each in facts.problems if each.harm and each.on is not None and each.on <= today
    )
    if threats:
        return _harm(facts, threats, today)
    entries = noted(facts, SIGN, today)
    attacks = entries.counted
    state = pattern(facts, attacks)
    if state == "raised" and not _is_close(facts, attacks):
        state = "watch"
    reasons: list[Said] = [
        counted(
            N_("{count} personal attack is on record."), N_("{count} personal attacks are on record."), len(attacks)
        ),
        *of_little_weight(attacks),
    ]
    if state == "none" and any(each.is_grave for each in attacks):
        state = "watch"
        reasons.append(said(N_("One is grave. If people or property were threatened, say so in the problem.")))
    if len({each.on for each in attacks}) < len(attacks):
        reasons.append(said(N_("Several attacks of one day count as one.")))
    if state != "none" and is_quiet(attacks, facts.thresholds.quiet_days, today):
        state = "none"
        reasons.append(gone_quiet(attacks))
    return Finding(
        sign=SIGN,
        state=state,
        figure=counted(N_("{count} attack"), N_("{count} attacks"), len(attacks)),
        reasons=(*reasons, *taken_out(len(entries.explained))),
        evidence=evidence_of(attacks),
        clears=said(N_("A quarter without another, after a talk about it.")),
        first=first_day(facts, today),
        last=today,
        drawing=drawing_of(attacks),
    )


def _is_close(facts: SignFacts, attacks: Sequence[Event]) -> bool:
    """Return whether enough attacks for a pattern lie within six months (P6.7)."""
    within = timedelta(days=round(facts.thresholds.attack_days))
    return any(
        pattern(facts, [each for each in attacks if last.on - within < each.on <= last.on]) == "raised"
        for last in attacks
    )


def _harm(facts: SignFacts, threats: tuple[Event, ...], today: date) -> Finding:
    reasons = (
        counted(
            N_("Harm to people or property was threatened on {date}. One threat is enough."),
            N_("Harm to people or property was threatened {count} times, last on {date}. One threat is enough."),
            len(threats),
            date=max(each.on for each in threats),
        ),
        said(N_("Keep the message, the recording or the note of the call as it is, and make a copy.")),
        said(N_("In danger, call the police at once. Do not meet or answer the person alone.")),
    )
    attacks = tuple(each for each in noted(facts, SIGN, today).counted if each not in threats)
    return Finding(
        sign=SIGN,
        state="raised",
        figure=counted(N_("{count} threat of harm"), N_("{count} threats of harm"), len(threats)),
        reasons=reasons,
        evidence=evidence_of((*threats, *attacks)),
        clears=said(N_("It ends only when you say so, with the word of the police or of a lawyer.")),
        first=min(first_day(facts, today), *(each.on for each in threats)),
        last=today,
        drawing=drawing_of((*threats, *attacks)),
        is_harm=True,
    )
