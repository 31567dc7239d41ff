"""Making a paper again from the facts that were attached to it: the same facts give the same bytes (P4.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from clientguard.domain.communication.papers import chronology, history, waiting_facts
from clientguard.domain.communication.papers.chronology import Chronology
from clientguard.domain.communication.papers.history import ClientHistory
from clientguard.domain.communication.papers.waiting_facts import WaitingReport
from clientguard.domain.judgement.papers import compared as sheets
from clientguard.domain.judgement.papers.talk import TalkSheet
from clientguard.domain.judgement.papers.welcome import WelcomeSheet
from clientguard.domain.leaving.final import facts as final_facts
from clientguard.domain.leaving.final.facts import FinalReport
from clientguard.domain.money.claims import sheet as interest
from clientguard.domain.money.claims.sheet import InterestSheet
from clientguard.domain.paper.reading import paper_from_json
from clientguard.texts import words

PageSize = Literal["A4", "Letter"]
# The papers that can be made again, by the formats of their facts.
KINDS: Mapping[str, type[Any]] = {
    final_facts.FORMAT: FinalReport,
    waiting_facts.FORMAT: WaitingReport,
    history.FORMAT: ClientHistory,
    chronology.FORMAT: Chronology,
    sheets.WELCOME_FORMAT: WelcomeSheet,
    sheets.TALK_FORMAT: TalkSheet,
    interest.FORMAT: InterestSheet,
}


@dataclass(frozen=True, slots=True)
class Again:
    """A paper that was made again from its facts: its bytes, and the characters that print as boxes."""

    pdf: bytes
    version: int
    boxes: str


def paper_again(data: bytes, *, page: PageSize = "A4") -> Again:
    """Make a paper again from the facts that were attached to it; KnownError if they are not those of such a paper.

    Nothing is kept: the casebook has the paper as it was made.
    """
    facts: Any = paper_from_json(data, KINDS)
    render, boxes = _made_by(facts.__class__)
    return Again(render(facts, words(facts.language), page=page), facts.version, boxes(facts))


def _made_by(kind: type[Any]) -> tuple[Callable[..., bytes], Callable[[Any], str]]:
    """Return what makes a kind of paper, and what finds its boxes; reportlab and pikepdf are imported only now."""
    from clientguard.reports.communication import chronology, history, waiting
    from clientguard.reports.judgement import talk, welcome
    from clientguard.reports.leaving import final
    from clientguard.reports.money import interest_sheet

    return {
        FinalReport: (final.render_final_report, final.boxes),
        WaitingReport: (waiting.render_waiting_report, waiting.boxes),
        ClientHistory: (history.render_history, history.boxes),
        Chronology: (chronology.render_chronology, chronology.boxes),
        WelcomeSheet: (welcome.render_welcome_sheet, welcome.boxes),
        TalkSheet: (talk.render_talk_sheet, talk.boxes),
        InterestSheet: (interest_sheet.render_interest_sheet, interest_sheet.boxes),
    }[kind]
