"""What stands at the top of a client's page: at most three things, each with what to do next (P6, P7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.judgement.finding import CONDUCT, Finding
from clientguard.domain.wording import N_

MOST = 3  # things at the top of the page; the rest stand in the section of the signs


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next, as a sentence, and the key of what does it (`ui/intents/judging`)."""

    text: str
    action: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What is wrong (`what`: a message key), since when, as far as that is known, and what to do next."""

    sign: int
    what: str
    since: date | None
    step: NextStep
    is_harm: bool = False


HARM = N_("Harm was threatened")
IN_DANGER = NextStep(N_("Keep the proof. In danger, call the police at once."), "see signs")
NEXT = {
    1: NextStep(N_("Ask for what is unpaid, step by step."), "see money"),
    2: NextStep(N_("Say in writing what the price covers."), "see contract"),
    3: NextStep(N_("Agree on the aim in writing before you go on."), "see contract"),
    4: NextStep(N_("Compare contact and income, and set hours."), "compare"),
    5: NextStep(N_("Say what waits for an answer, and until when."), "waiting"),
    6: NextStep(N_("Show what the record says, with dates."), "chronology"),
    7: NextStep(N_("Write down each attack on its day, and answer none of them in kind."), "log problem"),
    8: NextStep(N_("Say what the contract covers, and repeat the no."), "control"),
    9: NextStep(N_("Reply once, calmly, with facts only."), "public-reply"),
    10: NextStep(N_("Put the advice and what came of ignoring it in writing."), "control"),
}


def matters(raised: Sequence[Finding], since: Mapping[int, date]) -> tuple[Matter, ...]:
    """Return what stands at the top of a client's page: a threat of harm first, then the other raised signs.

    `raised` is in the order of weight; `since` has the day of the first event behind a sign, by its number. What is to
    be watched is not among them (P8.1).
    """
    return tuple(
        Matter(
            each.sign,
            HARM if each.is_harm else CONDUCT[each.sign],
            since.get(each.sign),
            IN_DANGER if each.is_harm else NEXT[each.sign],
            each.is_harm,
        )
        for each in raised[:MOST]
    )
