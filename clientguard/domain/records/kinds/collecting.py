"""Collecting what is owed: what holds an invoice up, what was promised, the steps of the ladder, and stops of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clientguard.domain.records.describe import (
    Choice,
    Problem,
    Record,
    choice,
    currency,
    day,
    kind,
    link,
    long,
    money,
    number,
    text,
)
from clientguard.domain.wording import N_, said

DISPUTED, AGREED, COLLECTOR = "disputed", "agreed", "collector"
HOLDS = (
    Choice(DISPUTED, N_("Disputed"), "attention"),
    Choice(AGREED, N_("On hold"), "note"),
    Choice(COLLECTOR, N_("With a collector"), "stop"),
)
PROMISES = (
    Choice("payment", N_("Payment")),
    Choice("material", N_("Material")),
    Choice("answer", N_("Answer")),
)
TONES = (
    Choice("courtesy", N_("Courtesy")),
    Choice("friendly", N_("Friendly")),
    Choice("factual", N_("Factual")),
    Choice("firm", N_("Firm", "tone"), "attention"),
    Choice("final", N_("Final", "tone"), "stop"),
)
STEP_CHANNELS = (
    Choice("mail", N_("Email"), icon="mail"),
    Choice("letter", N_("Letter", "channel"), icon="pen-line"),
    Choice("call", N_("Call"), icon="phone"),
)
STEP_LETTERS = (
    Choice("courtesy", N_("Note before the due date")),
    Choice("reminder", N_("Reminder")),
    Choice("reminder-date", N_("Question for a date or a dispute")),
    Choice("reminder-firm", N_("Firm reminder")),
    Choice("stop-notice", N_("Notice of a stop")),
    Choice("stop", N_("Stop of work")),
    Choice("before-action", N_("Letter before action")),
)


@kind(
    "invoice_hold",
    N_("Hold", "invoice"),
    N_("Holds", "invoice"),
    N_("hold", "noun"),
    icon="hourglass",
    title="reason",
    date="starts",
    timeline=True,
    section="money",
    evidence=True,
    after_closing=True,
    empty=N_("No invoice is disputed or on hold. While one is, no reminder is due for it."),
)
class InvoiceHold(Record):
    """Why an invoice is not chased for now: disputed, on hold as agreed, or with a collector. The debt stays."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    invoice: int | None = link(N_("Invoice"), "invoice", required=True, column=True, index=True)
    type: str = choice(N_("What holds it"), HOLDS, default=DISPUTED, required=True, column=True)
    amount: int | None = money(N_("Disputed part"), column=True, help=N_("Leave empty if it is the whole invoice."))
    currency: str = currency(N_("Currency"), required=True, follows="invoice")
    reason: str = long(N_("Reason"), required=True, lines=3, search=True)
    starts: date | None = day(N_("Since"), past=True, required=True, column=True)
    until: date | None = day(
        N_("Until"), column=True, help=N_("Leave empty while it is not settled."), after_closing="once"
    )
    outcome: str = text(N_("How it was settled"), search=True, after_closing="once")

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if it ends before it starts."""
        if self.starts and self.until and self.until < self.starts:
            yield Problem("until", said(N_("This is before the day on which it started.")))
        if self.outcome.strip() and self.until is None:
            yield Problem("until", said(N_("Enter the day on which it was settled.")))


@kind(
    "promise",
    N_("Promise"),
    N_("Promises"),
    N_("promise", "noun"),
    icon="handshake",
    title="words",
    date="made_on",
    timeline=True,
    section="requests",
    evidence=True,
    after_closing=True,
    empty=N_("No promises yet. When a client says when it will pay or answer, write it down in its own words."),
)
class Promise(Record):
    """What a client promised, in its words, and by when; it is broken once the day has passed (P3.2)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    type: str = choice(N_("Promised"), PROMISES, default="payment", required=True, column=True)
    words: str = text(N_("In the client's words"), required=True, column=True, search=True)
    made_on: date | None = day(N_("Promised on"), past=True, required=True, column=True)
    due: date | None = day(N_("For", "day"), required=True, column=True)
    who: str = text(N_("Who promised it"), people=True, search=True)
    invoice: int | None = link(N_("Invoice"), "invoice", index=True, help=N_("Leave empty if it is about all of them."))
    request: int | None = link(N_("Request"), "request")
    kept_on: date | None = day(N_("Kept on"), past=True, column=True, after_closing="once")

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if what was promised lies before the promise."""
        if self.made_on and self.due and self.due < self.made_on:
            yield Problem("due", said(N_("This is before the day on which it was promised.")))


@kind("dunning_step", N_("Step of the ladder"), N_("Steps of the ladder"), N_("step of the ladder", "noun"),
      icon="calendar-clock", title="ladder", addable=False, after_closing=True)  # fmt: skip
class DunningStep(Record):
    """One step of a reminder ladder that the user edited, for all clients or for one (P3.3, P3.4)."""

    client: int | None = link(N_("Client"), "client", help=N_("Leave empty for all clients."))
    ladder: str = text(N_("Ladder"), required=True, after_closing="always")
    offset_days: int | None = number(
        N_("Days after the due date"),
        required=True,
        signed=True,
        column=True,
        help=N_("Below zero: days before it."),
        after_closing="always",
    )
    tone: str = choice(N_("Tone"), TONES, default="factual", required=True, column=True, after_closing="always")
    channel: str = choice(
        N_("Channel"), STEP_CHANNELS, default="mail", required=True, column=True, after_closing="always"
    )
    template: str = choice(
        N_("Letter", "text"),
        STEP_LETTERS,
        column=True,
        help=N_("Without one: decide on a collector or a write-off."),
        after_closing="always",
    )


@kind(
    "suspension",
    N_("Stop of work"),
    N_("Stops of work"),
    N_("stop of work", "noun"),
    icon="octagon-pause",
    title="reason",
    date="starts",
    timeline=True,
    section="contract",
    evidence=True,
    addable=False,
    empty=N_("Work was never stopped."),
)
class Suspension(Record):
    """A stop of work under a contract, from a day until it is resumed (P3.4, P3.5)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    contract: int | None = link(N_("Contract"), "contract", required=True, column=True, index=True)
    starts: date | None = day(N_("Since"), required=True, column=True)
    reason: str = long(N_("Reason"), lines=3, column=True, search=True)
    invoice: int | None = link(N_("Invoice"), "invoice", index=True)
    lifted_by: int | None = link(N_("Lifted by payment"), "payment", index=True)
    resumed_on: date | None = day(N_("Resumed on"), column=True)
    exception: str = long(
        N_("Why you stay"), lines=3, private=True, help=N_("One stop asks whether to leave; note why you do not.")
    )
