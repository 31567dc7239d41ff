"""Which facts of the papers beside the report are compared with the record, and how each is called (P4.4)."""

from __future__ import annotations

from collections.abc import Sequence

from clientguard.domain.leaving.papers.handover_request import TASKS
from clientguard.domain.paper.comparing import WHO, Part
from clientguard.domain.records.describe import Choice
from clientguard.domain.records.kinds.handover import ASSETS, DISPOSITIONS, OWNERSHIP
from clientguard.domain.wording import N_

REQUEST_OWN = {"language": N_("Language"), "draft": N_("Draft"), "return_by": N_("To be answered by")}
REQUEST_PARTS = (
    *WHO,
    Part(
        "asked",
        N_("Account “{name}”"),
        {
            "name": N_("Name"),
            "kind": N_("Kind of account"),
            "platform": N_("Platform"),
            "ownership": N_("Ownership"),
            "offered": N_("Offered on"),
            "tasks": N_("What the client has to do"),
        },
        key="name",
        gone=N_("{record} no longer needs an answer."),
        new=N_("{record} needs an answer now, and did not."),
    ),
    Part(
        "held",
        N_("Account “{name}”"),
        {
            "name": N_("Name"),
            "kind": N_("Kind of account"),
            "platform": N_("Platform"),
            "clause": N_("Contract clause"),
        },
        key="name",
        gone=N_("{record} no longer waits for payment."),
        new=N_("{record} waits for payment now, and did not."),
    ),
)
CERTIFICATE_OWN = {"language": N_("Language"), "draft": N_("Draft")}
CERTIFICATE_PARTS = (
    *WHO,
    Part(
        "holdings",
        N_("Data “{name}”"),
        {
            "what": N_("What it is"),
            "personal": N_("Holds personal data"),
            "disposition": N_("What the client wants"),
            "chosen_on": N_("Chosen on"),
            "chosen_by": N_("Chosen by"),
            "reason": N_("Why it is kept"),
            "until": N_("Kept until"),
            "done_on": N_("Done on"),
            "proof": N_("Proof"),
        },
        key="what",
    ),
)
CHOICES: dict[tuple[str, str], Sequence[Choice]] = {
    ("asked", "kind"): ASSETS,
    ("asked", "ownership"): OWNERSHIP,
    ("asked", "tasks"): tuple(Choice(key, label) for key, label in TASKS.items()),
    ("held", "kind"): ASSETS,
    ("holdings", "disposition"): DISPOSITIONS,
}
