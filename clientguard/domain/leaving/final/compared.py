"""The facts of a final report that are compared with the record, and what each is called (P4.5).

What follows from other facts is left out (`DERIVED`), and what moves by itself: the day, the version, the anchor.
"""

from __future__ import annotations

from collections.abc import Sequence

from clientguard.domain.paper.comparing import WHO, Part
from clientguard.domain.records.describe import Choice
from clientguard.domain.records.kinds.engagement import DELIVERY
from clientguard.domain.records.kinds.handover import DISPOSITIONS, OWNERSHIP
from clientguard.domain.wording import N_

PARTS = (
    *WHO,
    Part("period", N_("Engagement"), {"start": N_("Start"), "end": N_("End")}),
    Part(
        "agreement",
        N_("Contract"),
        {"signed": N_("Signed"), "notice": N_("Notice period"), "notice_given": N_("Notice given on")},
    ),
    Part(
        "results",
        N_("Result “{name}”"),
        {
            "objective": N_("Objective"),
            "measure": N_("Measure"),
            "before": N_("Before"),
            "after": N_("After"),
            "unit": N_("Unit"),
            "measured": N_("Proof"),
            "measured_on": N_("Measured on"),
            "withheld": N_("Held back or approved late"),
        },
        key="measure",
    ),
    Part(
        "deliverables",
        N_("Deliverable “{name}”"),
        {
            "title": N_("Title"),
            "state": N_("State"),
            "due": N_("Due", "work"),
            "moved": N_("Moved to"),
            "late": N_("Date moved by late answers"),
            "delivered_on": N_("Delivered on"),
            "settled_on": N_("Accepted or dropped on"),
            "settled_by": N_("Accepted or dropped by"),
            "stopped": N_("Work stopped since"),
        },
        key="title",
    ),
    Part(
        "changes",
        N_("Agreed change “{name}”"),
        {"agreed_on": N_("Agreed on"), "what": N_("What was agreed"), "amount": N_("Amount")},
        key="what",
    ),
    Part(
        "accounts",
        N_("Account “{name}”"),
        {
            "name": N_("Name"),
            "ownership": N_("Ownership"),
            "owner": N_("Handed over to"),
            "owner_of_record": N_("Owner on record there"),
            "offered": N_("Offered on"),
            "accepted": N_("Accepted on"),
            "tested": N_("Client signed in on"),
            "removed": N_("Own access removed on"),
            "billing": N_("Billing moved on"),
            "renews": N_("Renews on"),
            "clause": N_("Contract clause"),
            "waits": N_("Waits for payment"),
            "requests": N_("Asked without an answer on"),
            "no_reply": N_("Closed without a reply on"),
        },
        key="name",
    ),
    Part(
        "data",
        N_("Data “{name}”"),
        {
            "what": N_("What it is"),
            "personal": N_("Holds personal data"),
            "disposition": N_("What the client wants"),
            "chosen_on": N_("Chosen on"),
            "chosen_by": N_("Chosen by"),
            "done_on": N_("Done on"),
            "until": N_("Kept until"),
            "why": N_("Why it is kept"),
        },
        key="what",
    ),
    Part(
        "statement",
        N_("Invoice {name}"),
        {
            "number": N_("Number"),
            "issued": N_("Issued"),
            "due": N_("Due", "invoice"),
            "amount": N_("Amount"),
            "paid": N_("Paid"),
            "credited": N_("Credited"),
            "written_off": N_("Written off"),
            "forgiven": N_("Forgiven"),
            "disputed": N_("Disputed"),
            "collector": N_("With a collector"),
            "discount": N_("Discount"),
            "on_hold": N_("On hold"),
            "held_until": N_("On hold until"),
        },
        key="number",
    ),
    Part(
        "payments",
        N_("Payment of {name}"),
        {"on": N_("Date"), "amount": N_("Amount"), "invoices": N_("Invoices"), "reference": N_("Reference", "payment")},
        key="on",
    ),
    Part(
        "aftercare",
        N_("Afterwards"),
        {"until": N_("Questions answered until"), "limit": N_("Which questions"), "successor": N_("Who takes over")},
    ),
)
OWN = {
    "language": N_("Language"),
    "engagement": N_("Engagement"),
    "summary": N_("In short"),
    "stop_clause": N_("Suspension clause"),
    "rights": N_("Rights in the work"),
    "payment_details": N_("Payment details"),
}
# What follows from other facts, and what moves by itself: a report that is a status until the leaving is closed is no
# other report afterwards.
DERIVED = ("version", "made", "closed", "renewals", "totals", "signatures", "return_by", "anchor")
TO_DO = Part(
    "open_items",
    N_("Still to do: {name}"),
    {"who": N_("Who"), "by": N_("By", "day"), "since": N_("Due since")},
    key="what",
)
CHOICES: dict[tuple[str, str], Sequence[Choice]] = {
    ("deliverables", "state"): DELIVERY,
    ("accounts", "ownership"): OWNERSHIP,
    ("data", "disposition"): DISPOSITIONS,
    (TO_DO.name, "who"): (Choice("us", N_("Us")), Choice("client", N_("The client"))),
}
