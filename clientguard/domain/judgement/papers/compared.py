"""Which facts of the sheets are compared with the record, and how each is called (P7.2, P8.2)."""

from __future__ import annotations

from clientguard.domain.paper.comparing import WHO, Compared, Part
from clientguard.domain.records.kinds.parties import FEE_TYPES
from clientguard.domain.wording import N_

# In the JSON of each sheet: a reader checks it first.
WELCOME_FORMAT = "clientguard welcome sheet 1"
TALK_FORMAT = "clientguard conversation sheet 1"
_AGREEMENT = Part(
    "agreement",
    N_("Contract"),
    {
        "title": N_("Title"),
        "starts": N_("Starts"),
        "runs": N_("Term", "contract"),
        "scope": N_("Scope"),
        "exclusions": N_("Exclusions"),
        "rounds": N_("Rounds of changes included"),
        "hours": N_("Contact hours"),
        "answer_days": N_("Answers expected within"),
        "terms": N_("Payment terms"),
    },
)
_WELCOME = Compared(
    {
        "changes": N_("Changes to the scope"),
        "access": N_("Access needed"),
        "fee_type": N_("How you are paid"),
        "fee": N_("Fee"),
        "deposit": N_("Deposit"),
        "pay_to": N_("Payment details"),
    },
    (
        *WHO,
        _AGREEMENT,
        Part("expected", N_("Deliverable “{name}”"), {"title": N_("Title"), "due": N_("Due", "work")}, key="title"),
        Part(
            "late",
            N_("Contract"),
            {
                "answers": N_("How fast the client answers"),
                "stop": N_("Suspension clause"),
                "stop_days": N_("Stop allowed after"),
                "interest": N_("Late payment clause"),
            },
        ),
        Part("deciders", N_("Who decides: {name}"), {"name": N_("Name"), "role": N_("Role")}, key="name"),
    ),
    {("", "fee_type"): FEE_TYPES},
)
_TALK = Compared(
    {"ours": N_("Our own share")},
    (
        *WHO,
        Part("concerns", N_("Concern “{name}”"), {"conduct": N_("Concern"), "figure": N_("Figure")}, key="conduct"),
        Part("events", N_("Event “{name}”"), {"on": N_("Date"), "what": N_("What happened")}, key="what"),
        _AGREEMENT,
        Part("remedies", N_("Remedy “{name}”"), {"what": N_("Remedy"), "due": N_("Look at the result on")}, key="what"),
    ),
)
PAPERS = {WELCOME_FORMAT: _WELCOME, TALK_FORMAT: _TALK}
