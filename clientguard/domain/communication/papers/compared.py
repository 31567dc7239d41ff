"""Which facts of these papers are compared with the record, and how each is called (P1.4, P5.2).

What follows from other facts is left out, such as days and sums, and so is the text of messages, which stands.
"""

from __future__ import annotations

from clientguard.domain.communication.papers import chronology, history, waiting_facts
from clientguard.domain.paper.comparing import WHO, Compared, Part
from clientguard.domain.records.kinds.collecting import PROMISES
from clientguard.domain.records.kinds.communication import ASKS
from clientguard.domain.records.kinds.engagement import DELIVERY, WORK_KINDS
from clientguard.domain.wording import N_

_LANGUAGE = {"language": N_("Language")}
_WAITING = Compared(
    _LANGUAGE,
    (
        *WHO,
        Part(
            "deliverables",
            N_("Deliverable “{name}”"),
            {
                "title": N_("Title"),
                "state": N_("State"),
                "due": N_("Due", "work"),
                "delivered_on": N_("Delivered on"),
                "settled_on": N_("Accepted or dropped on"),
                "moved": N_("Moved to"),
                "late": N_("Date moved by late answers"),
            },
            key="title",
        ),
        Part(
            "requests",
            N_("Request “{name}”"),
            {
                "title": N_("What you asked"),
                "ask": N_("Kind"),
                "asked_on": N_("Asked on"),
                "needed_by": N_("Answer needed by"),
                "blocks": N_("Holds up"),
                "answered_on": N_("Answered on"),
                "answer": N_("Answer"),
                "closed_on": N_("Closed unanswered on"),
                "closed_reason": N_("Why it was closed"),
                "chased": N_("Asked again on"),
                "moved": N_("Moved to"),
            },
            key="title",
        ),
        Part(
            "totals",
            N_("In all"),
            {"messages": N_("Messages behind the requests"), "rounds": N_("Rounds of approval")},
        ),
        Part(
            "promises",
            N_("Promise “{name}”"),
            {
                "words": N_("In the client's words"),
                "type": N_("Promised"),
                "made_on": N_("Promised on"),
                "due": N_("For", "day"),
                "kept_on": N_("Kept on"),
            },
            key="words",
        ),
        Part(
            "demands",
            N_("Demand “{name}”"),
            {
                "words": N_("In the client's words"),
                "said_on": N_("Asked on"),
                "answered_on": N_("Answered on"),
                "answer": N_("Your answer"),
            },
            key="words",
        ),
        Part(
            "work",
            N_("Work “{name}”"),
            {"what": N_("What you did"), "on": N_("Date"), "sort": N_("Kind"), "minutes": N_("Minutes")},
            key="what",
        ),
    ),
    {
        ("deliverables", "state"): DELIVERY,
        ("requests", "ask"): ASKS,
        ("promises", "type"): PROMISES,
        ("work", "sort"): WORK_KINDS,
    },
)
_HISTORY = Compared(
    _LANGUAGE,
    (
        *WHO,
        Part(
            "lines",
            N_("Number {name}"),
            {"on": N_("Date"), "what": N_("Title"), "detail": N_("Details")},
            key="number",
        ),
    ),
)
_CHRONOLOGY = Compared(
    _LANGUAGE,
    (
        *WHO,
        Part("events", N_("Event “{name}”"), {"on": N_("Date"), "what": N_("What happened")}, key="what"),
        Part(
            "exhibits",
            N_("Exhibit of number {name}"),
            {"on": N_("Date"), "what": N_("What it is"), "passage": N_("The passage that matters")},
            key="record",
        ),
    ),
)
PAPERS = {waiting_facts.FORMAT: _WAITING, history.FORMAT: _HISTORY, chronology.FORMAT: _CHRONOLOGY}
