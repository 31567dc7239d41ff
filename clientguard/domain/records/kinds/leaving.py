"""Leaving a client: the decision, the case with its steps, what is owed to the client, and the releases (P4)."""

from __future__ import annotations

from datetime import date

from clientguard.domain.records.describe import (
    Choice,
    Record,
    choice,
    day,
    digest,
    flag,
    kind,
    link,
    long,
    number,
    text,
)
from clientguard.domain.wording import N_

KEEP, TALK, REFER, END = "keep", "talk", "refer", "end"
VERDICTS = (
    Choice(KEEP, N_("Keep the client"), "met"),
    Choice(TALK, N_("Talk to the client"), "note"),
    Choice(REFER, N_("Refer the client to another consultant"), "attention"),
    Choice(END, N_("End the work"), "stop"),
)
BEGIN_LEAVING = (REFER, END)  # what begins a leaving once it is signed
MESSENGERS = (
    Choice("self", N_("You, in a call, then in writing")),
    Choice("writing", N_("You, in writing only")),
    Choice("third person", N_("A neutral third person")),
)
SIGNED, NO_REPLY = "signed", "no reply"
CLOSINGS = (Choice(SIGNED, N_("Signed by both sides"), "met"), Choice(NO_REPLY, N_("No reply"), "note"))
STEPS = ("decide", "owed", "tell", "hand_over", "report", "close", "after")
# The steps as earlier versions kept them; they stay readable, and nothing journalled changes.
STEP_ALIASES = {
    "obligations": "owed",
    "money": "owed",
    "gates": "owed",
    "accounts": "hand_over",
    "reason": "tell",
    "signoff": "close",
}


@kind("decision", N_("Decision"), N_("Decisions"), N_("decision", "noun"), icon="target", title="reasons", date="on",
      timeline=True, section="problems", evidence=True, addable=False, private=True, fixed_by=("signed_on",),
      empty=N_("No decision yet. When you decide whether to keep a client, it is recorded here."))  # fmt: skip
class Decision(Record):
    """What the user decided about a client, and why (P4.1, P7): a draft until it is signed, then only corrected."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    verdict: str = choice(N_("Decision"), VERDICTS, default=END, required=True, column=True)
    on: date | None = day(N_("Decided on"), past=True, required=True, column=True)
    reasons: str = long(N_("Reasons"), required=True, private=True, help=N_("What happened, as facts from the record."))
    alternatives: str = long(
        N_("What was tried, and what came of it"),
        private=True,
        help=N_("A conversation, other terms, a referral, and why not."),
    )
    against_advice: str = long(N_("Why you decide against the advice"), lines=3, private=True, rare=True)
    review_on: date | None = day(N_("Look at it again on"), column=True)
    peer: int | None = link(N_("Referred to"), "peer", any_client=True, index=True, rare=True)
    replaces: int | None = link(N_("Replaces"), "decision", form=False, index=True)
    signed_on: date | None = day(N_("Signed on"), past=True, form=False, column=True)
    signed_by: str = text(N_("Signed by"), form=False)


@kind("leaving", N_("Leaving", "record"), N_("Leaving cases"), N_("leaving", "noun"), icon="handshake", title="reason",
      date="decided", timeline=True, addable=False, own_page=True, after_closing=True)  # fmt: skip
class Leaving(Record):
    """A decision to stop working for a client, and its progress (P4.1). Each step of the wizard saves it."""

    client: int | None = link(N_("Client"), "client", required=True)
    contract: int | None = link(N_("Contract"), "contract", help=N_("The engagement that ends."))
    decided: date | None = day(N_("Decided on"), past=True, required=True)
    decision: int | None = link(N_("Decision"), "decision", form=False, index=True)
    reasons: str = long(N_("Reasons"), private=True, help=N_("What happened, as facts from the record."))
    alternatives: str = long(
        N_("Alternatives considered"), private=True, help=N_("A conversation, other terms, a referral, and why not.")
    )
    notice_given: date | None = day(N_("Notice given on"), past=True)
    told_by: str = choice(N_("Told by"), MESSENGERS, help=N_("If you are in conflict with the client, stay out of it."))
    notice_message: int | None = link(N_("Notice sent as"), "message", form=False)
    last_day: date | None = day(N_("Last day"))
    agreed_last_day: date | None = day(
        N_("Last day agreed otherwise"), help=N_("Only if the client agreed to another day than the notice leads to.")
    )
    without_reason: bool = flag(
        N_("Leave the reason out of the letter"),
        help=N_("Notice without cause needs none, and giving one can start a dispute."),
    )
    transition: str = long(
        N_("Transition"), lines=3, help=N_("What you do until the last day, and who takes over. The letter says it.")
    )
    reason: str = long(
        N_("Reason for the client"),
        lines=3,
        help=N_("We cannot meet your needs because of: what the client did or did not do. Facts, no insults."),
    )
    summary: str = long(N_("In short"), lines=5, help=N_("What was achieved, in a few sentences, for the client."))
    open_items: str = long(N_("Still to do"), lines=4, help=N_("One per line: what, who, by when."))
    step: str = choice(
        N_("Step"),
        tuple(Choice(step, step) for step in (*STEPS, *STEP_ALIASES)),
        default="decide",
        form=False,
        after_closing="always",
    )
    report_version: int | None = number(N_("Report version"), form=False)
    report_digest: str = digest(N_("Report digest"))
    reported: date | None = day(N_("Report made on"), past=True, form=False)
    signed_off: date | None = day(N_("Closed on"), past=True, form=False)
    signed_by: str = text(N_("Signed by"), form=False)
    outcome: str = long(N_("How it ended"), private=True, form=False)
    closed_how: str = choice(N_("Closed with"), CLOSINGS, form=False)
    exceptions: str = long(N_("What was not done"), form=False, private=True)
    seal: str = text(N_("Journal anchor at the close"), form=False, alone=False)
    retain_until: date | None = day(N_("Keep the record until"), after_closing="always")
    destroy_on: date | None = day(N_("Destroy the record on"), after_closing="always")
    destroyed_on: date | None = day(N_("Destroyed on"), past=True, form=False, after_closing="always")
    successor: str = text(N_("Who takes over"), people=True, after_closing="always")
    support_until: date | None = day(N_("Questions answered until"), after_closing="always")
    support_limit: str = text(
        N_("Which questions"), help=N_("For example: only about what was handed over."), after_closing="always"
    )
    lessons: str = long(N_("What to do differently next time"), lines=3, private=True, after_closing="always")


@kind("obligation", N_("Obligation"), N_("Obligations"), N_("obligation", "noun"), icon="circle-check", title="what",
      date="due",
      empty=N_("Nothing else is owed. Add refunds, credits or promises that must be met first."))  # fmt: skip
class Obligation(Record):
    """Something owed to the client before leaving that no other record shows: a refund, a credit, a promise (P4.2)."""

    client: int | None = link(N_("Client"), "client", required=True)
    what: str = text(N_("What is owed"), required=True, column=True, search=True)
    due: date | None = day(N_("Due", "obligation"), column=True)
    met_on: date | None = day(N_("Met on"), past=True, column=True)
    note: str = text(N_("Note"))


@kind("release", N_("Released gate"), N_("Released gates"), N_("released gate", "noun"), icon="lock-open",
      title="reason", date="on", timeline=True, addable=False)  # fmt: skip
class Release(Record):
    """A gate that the user released, with the recorded reason (P4.3)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    leaving: int | None = link(N_("Leaving", "record"), "leaving", required=True, form=False)
    gate: str = text(N_("Gate"), required=True, form=False)
    reason: str = long(N_("Reason"), required=True, lines=3, private=True)
    on: date | None = day(N_("Released on"), past=True, required=True)


@kind("evidence", N_("Evidence"), N_("Evidence"), N_("evidence", "noun"), icon="paperclip", title="note", addable=False,
      after_closing=True)  # fmt: skip
class Evidence(Record):
    """A record that is evidence for a decision or another record, and the passage that matters (P4.1)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    leaving: int | None = link(N_("Leaving", "record"), "leaving", form=False, index=True)
    supports: int | None = link(N_("Supports"), "", form=False, index=True)
    about: int | None = link(N_("Record"), "", required=True)
    passage: str = long(N_("The passage that matters"), lines=3, private=True, search=True)
    note: str = text(N_("What it shows"), private=True, search=True)
