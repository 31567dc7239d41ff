"""The facts of a conversation sheet: what happened, with dates, our own share, and what can be done (P7.2).

It is shown to the client: conduct with figures, never character; no opinion, no reason that the user noted for himself,
and no figure about other clients.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clientguard.domain.communication.papers.quoting import shortened
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.fair_point import FairPoint
from clientguard.domain.judgement.finding import CONDUCT, Finding
from clientguard.domain.judgement.judge import newest_answer
from clientguard.domain.judgement.papers.agreement import LINE, Agreement
from clientguard.domain.judgement.papers.compared import TALK_FORMAT as FORMAT
from clientguard.domain.judgement.papers.dated import Dated, dated
from clientguard.domain.judgement.papers.head import Asked, SheetHead, sheet_head
from clientguard.domain.judgement.papers.welcome import Beginning
from clientguard.domain.judgement.signs import attention, unavailable
from clientguard.domain.paper.printed import plain_facts
from clientguard.domain.wording import N_, Said, counted, said

LINES = 9  # dated lines on the one page, shared among the concerns
LEAST, MOST = 2, 6  # lines of one concern
# What the sign counts as missing may have come late: to the client, the lines say which.
_CALLED = {unavailable.SIGN: N_("Answers late or missing")}
MOST_CONCERNS, MOST_OURS, MOST_REMEDIES = 6, 6, 2  # what one conversation, and one page, can hold


@dataclass(frozen=True, slots=True)
class Concern:
    """What is to be talked about: a sign, the conduct and its figure, and how many events are older than those shown.

    `is_harm`: harm to people or property was threatened (P6.7).
    """

    sign: int
    conduct: Said
    figure: Said | None
    older: int
    is_harm: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, and the sign that it belongs to."""

    sign: int
    record: int
    on: date
    what: Said


@dataclass(frozen=True, slots=True)
class Remedy:
    """What we offered to put right, and the day on which its result is looked at."""

    what: str
    due: date | None


@dataclass(frozen=True, slots=True)
class TalkSheet(SheetHead):
    """Everything on the sheet; what is agreed in the conversation is written on it by hand.

    `concerns_left` and `ours_left` are how many concerns, and lines of our own share, the page has no room for.
    """

    concerns: tuple[Concern, ...]
    concerns_left: int
    events: tuple[Event, ...]
    ours: tuple[Said, ...]
    ours_left: int
    agreement: Agreement
    remedies: tuple[Remedy, ...]


def talk_sheet(
    found: Beginning, facts: SignFacts, findings: Sequence[Finding], ours: Sequence[FairPoint], asked: Asked
) -> TalkSheet:
    """Return the sheet from the signs of a day, our own share, and the contract in force then.

    A sign is a concern if it is raised, or is worth watching and the user answered that it is so; one that the user
    doubts is none.
    """
    wanted = [each for each in findings if _is_concern(each, facts, asked.made)]
    concerns = sorted(wanted, key=lambda each: (not each.is_harm, each.state != "raised", each.sign))[:MOST_CONCERNS]
    room = min(MOST, max(LEAST, LINES // max(1, len(concerns))))
    told = {each.sign: _lines(each, facts) for each in concerns}
    plans = [each for each in found.plans if not each.result]
    return TalkSheet(
        **sheet_head(found.firm, found.client, asked),
        concerns=tuple(
            Concern(
                each.sign,
                said(_CALLED.get(each.sign, CONDUCT[each.sign])),
                _figure(each, facts, asked.made),
                max(0, len(told[each.sign]) - room),
                each.is_harm,
            )
            for each in concerns
        ),
        concerns_left=len(wanted) - len(concerns),
        events=tuple(
            Event(sign, each.record, each.on, each.what) for sign, all_ in told.items() for each in all_[-room:]
        ),
        ours=tuple(each.plain or each.text for each in ours[:MOST_OURS]),
        ours_left=max(0, len(ours) - MOST_OURS),
        agreement=found.agreement(asked),
        remedies=tuple(Remedy(shortened(each.remedy, LINE), each.due) for each in plans[:MOST_REMEDIES]),
    )


def _is_concern(finding: Finding, facts: SignFacts, today: date) -> bool:
    answer = newest_answer(facts, finding.sign, today)
    verdict = answer.verdict if answer else ""
    return verdict != "doubt" and (finding.state == "raised" or (finding.state == "watch" and verdict == "accept"))


def _lines(finding: Finding, facts: SignFacts) -> tuple[Dated, ...]:
    """Return what happened, by day; of contact only its amount is told."""
    return () if finding.sign == attention.SIGN else dated(facts, finding.evidence)


def _figure(finding: Finding, facts: SignFacts, today: date) -> Said | None:
    """Return the figure of a concern; what other clients take and pay is nobody else's business."""
    if finding.sign == attention.SIGN:
        return _contact(facts, today)
    return None if finding.sign in _CALLED else finding.figure


def _contact(facts: SignFacts, today: date) -> Said:
    days = round(facts.thresholds.contact_days)
    first = today - timedelta(days=days - 1)
    count = sum(first <= each.on <= today for each in facts.talks)
    return counted(N_("{count} message in {days} days"), N_("{count} messages in {days} days"), count, days=days)


def facts_json(found: TalkSheet) -> dict[str, Any]:
    """Return the sheet's facts in machine-readable form (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(found)}
