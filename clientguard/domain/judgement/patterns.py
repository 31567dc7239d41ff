"""The three kinds of client that the practice begins with: silent, controlling, "I will pay eventually" (P1, P2, P3).

Each is a pattern over what the signs read, with what to do now, in order. None of them is a word for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from clientguard.domain.communication.access import Gap, missing_access
from clientguard.domain.judgement.events import contracts_on, first_day, is_ours
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import Finding, State
from clientguard.domain.judgement.signs import no_advice, pays_late, unavailable
from clientguard.domain.judgement.signs.demanding import changes_asked
from clientguard.domain.records.kinds.parties import NEVER_CLIENTS
from clientguard.domain.wording import N_, Said, counted, listed, said

KindOfClient = Literal["silent", "controlling", "eventually"]
KIND_NAMES: dict[KindOfClient, str] = {
    "silent": N_("Answers do not come"),
    "controlling": N_("The work is held up by control"),
    "eventually": N_("Payment comes later and later"),
}
ABOUT_ONE = ("chase", "reminder")  # the letters that are about one request or invoice
SLOWER = 3  # answers in a row, each later than the one before, that are worth watching
TWO = 2


@dataclass(frozen=True, slots=True)
class Play:
    """One thing to do now: what, and the letter or the command of the app that does it.

    `about` is the one request or invoice that the letter is about, 0 where it is about the client, or none is open.
    """

    what: Said
    letter: str = ""
    command: str = ""
    about: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """One of the three kinds on one day: `none`, worth watching, or raised; why, the records, and what to do."""

    kind: KindOfClient
    state: State
    reasons: tuple[Said, ...] = ()
    evidence: tuple[int, ...] = ()
    playbook: tuple[Play, ...] = ()


# What to do now, in order (P1.3, P1.4, P2.5, P3.3–P3.6): the letter or the command of each.
_ROWS: dict[KindOfClient, tuple[tuple[str, str, str], ...]] = {
    "silent": (
        (N_("Ask again, and say what waits for the answer and which date moves."), "chase", "ask again"),
        (N_("Call, with the open questions before you, and note what was said."), "", "see requests"),
        (N_("Send what was done and what has waited for whom."), "waiting", ""),
        (N_("If answers still do not come, talk about how you work together."), "", "conversation sheet"),
    ),
    "controlling": (
        (N_("Note what you advise, and what was decided instead."), "", ""),
        (N_("Explain what makes the contracted work impossible, and what has to change."), "control", ""),
        (N_("Agree on how many rounds there are and who approves."), "", "conversation sheet"),
        (N_("If that does not help, decide whether to go on."), "", "begin leaving"),
    ),
    "eventually": (
        (N_("Send the reminder that is next on the ladder."), "reminder", "send_reminder"),
        (N_("Say on which day the work stops."), "stop-notice", ""),
        (N_("Stop the work, and say that it starts again when payment arrives."), "stop", "stop work"),
        (N_("When payment arrives, start again and say so."), "resume", "send_resume"),
        (N_("Decide whether to go on: one stop already asks."), "", "begin leaving"),
    ),
}


def patterns(facts: SignFacts, found: Sequence[Finding], today: date) -> tuple[Pattern, ...]:
    """Return the three kinds, in the order of the practice, from the findings of the signs and what lies behind them.

    A sign that the user does not count until a day says nothing here either.
    """
    if facts.client.stage in NEVER_CLIENTS:
        return tuple(Pattern(kind, "none") for kind in KIND_NAMES)
    by_sign = {each.sign: each for each in found}
    return (
        _silent(facts, by_sign[unavailable.SIGN], today),
        _controlling(facts, today),
        _eventually(facts, by_sign[pays_late.SIGN], today),
    )


def _with_play(
    kind: KindOfClient, state: State, reasons: Sequence[Said] = (), evidence: Sequence[int] = (), about: int = 0
) -> Pattern:
    if state == "none":
        return Pattern(kind, state, tuple(reasons))
    plays = tuple(
        Play(said(what), letter, command, about if letter in ABOUT_ONE else 0) for what, letter, command in _ROWS[kind]
    )
    return Pattern(kind, state, tuple(reasons), tuple(dict.fromkeys(evidence)), plays)


# --- answers do not come (P1) ---


def _silent(facts: SignFacts, sign: Finding, today: date) -> Pattern:
    """Return the silent kind: sign 5 with work that waits for the answers, or answers that get slower each time."""
    if sign.until:
        return Pattern("silent", "none", sign.reasons[:1])
    first = today - timedelta(days=round(facts.thresholds.absence_days) - 1)
    answers = unavailable.answers_of(facts, today, first)
    blocked = [
        each.request for each in answers if each.is_missing and (each.request.blocks or each.request.deliverable)
    ]
    open_ = [each.request.id for each in answers if each.request.is_open(today)]  # the longest due first
    about = next((each.request.id for each in answers if each.is_missing and each.request.id in open_), 0)
    about = about or next(iter(open_), 0)
    reasons = list(sign.reasons)
    if blocked:
        text = (N_("{count} of the answers holds up work: {work}."), N_("{count} of the answers hold up work: {work}."))
        work = listed(dict.fromkeys(each.blocks for each in blocked if each.blocks))
        reasons.append(counted(*text, len(blocked), work=work))
    if sign.state == "raised" or (sign.state == "watch" and blocked):
        return _with_play("silent", "raised", reasons, sign.evidence, about)
    slower = _slower(facts, answers)
    if slower:
        days = listed(each.work_days for each in slower)
        reasons.append(said(N_("Answers come slower each time: {days} working days after their date."), days=days))
    if sign.state == "watch" or slower:
        behind = (*sign.evidence, *(each.request.id for each in slower))
        return _with_play("silent", "watch", reasons, behind, about)
    return _with_play("silent", "none", reasons)


def _slower(facts: SignFacts, answers: Sequence[unavailable.Answer]) -> Sequence[unavailable.Answer]:
    """Return the last answers if each came later than the one before, the last over the days that are allowed."""
    last = [each for each in answers if each.answered][-SLOWER:]
    grows = all(before.work_days < after.work_days for before, after in pairwise(last))
    enough = len(last) == SLOWER and last[0].work_days > 0
    return last if enough and grows and last[-1].work_days > facts.thresholds.answer_work_days else ()


# --- control (P2) ---


def _controlling(facts: SignFacts, today: date) -> Pattern:
    """Return the controlling kind: two of rounds over the limit, access withheld, and advice overruled (P2)."""
    first = first_day(facts, today)
    over = _over_the_limit(facts, first, today)
    gaps = _gaps(facts, today)
    overruled = [each.id for each in no_advice.ripe_advice(facts, today)[0] if each.followed == "no"]
    reasons: list[Said] = []
    if over:
        text = (
            N_("{count} approval took more rounds than agreed."),
            N_("{count} approvals took more rounds than agreed."),
        )
        reasons.append(counted(*text, len(over)))
    if gaps:
        reasons.append(said(N_("Access that the contract needs is missing: {names}."),
                            names=listed(each.what for each in gaps)))  # fmt: skip
    if overruled:
        text = (
            N_("{count} piece of advice was not followed."),
            N_("{count} pieces of advice were not followed."),
        )
        reasons.append(counted(*text, len(overruled)))
    ways = sum(bool(each) for each in (over, gaps, overruled))
    asked = [each.id for each in facts.requests if gaps and each.ask == "access" and each.is_open(today)]
    again = len(over) >= TWO or (bool(gaps) and bool(asked))  # advice alone is sign 10
    state: State = "raised" if ways >= TWO else "watch" if again else "none"
    if not reasons:
        reasons.append(said(N_("Rounds kept to what was agreed, access was given, and advice was followed.")))
    return _with_play("controlling", state, reasons, (*over, *asked, *overruled))


def _over_the_limit(facts: SignFacts, first: date, today: date) -> list[int]:
    """Return the approvals that took more rounds of changes than the contract includes; none where it is silent."""
    found: list[int] = []
    for each in facts.requests:
        if not first <= each.asked_on <= today or is_ours(facts, each.id):
            continue
        limits = [it.revision_limit for it in contracts_on(facts, each.asked_on) if it.revision_limit is not None]
        if limits and changes_asked(facts, each.id, each.rounds) > max(limits):
            found.append(each.id)
    return found


def _gaps(facts: SignFacts, today: date) -> list[Gap]:
    unanswered = [each for each in facts.requests if each.is_open(today) and not is_ours(facts, each.id)]
    return [gap for each in contracts_on(facts, today) for gap in missing_access(each, facts.accounts, unanswered)]


# --- payment comes later and later (P3) ---


def _eventually(facts: SignFacts, sign: Finding, today: date) -> Pattern:
    """Return the kind that pays in the end: the trend of sign 1, or a promise not kept beside a pattern (P3.2)."""
    if sign.until:
        return Pattern("eventually", "none", sign.reasons[:1])
    no_trend = _with_play("eventually", "none", (said(N_("Payment does not come later each time.")),))
    if sign.state == "none":
        return no_trend
    trend = pays_late.trend_of(facts, today)
    broken = tuple(record for record, _day in pays_late.broken_promises(facts, today))
    says_so = sign.state == "raised" and bool(broken)
    if not (trend or says_so):
        return no_trend
    state: State = "raised" if says_so or len(trend) >= facts.thresholds.stair_raised else "watch"
    late = [each for each in trend if each.days_late > facts.thresholds.grace_days]
    evidence = (invoice for each in late for invoice in each.invoices)
    unpaid = [each for each in facts.bills if each.takes_reminder and not is_ours(facts, each.facts.id)]
    longest = max(unpaid, key=lambda each: each.days_late, default=None)
    about = longest.facts.id if longest else 0
    return _with_play("eventually", state, sign.reasons, (*evidence, *broken), about)
