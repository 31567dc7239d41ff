"""The work under a contract: deliverables, messages, requests, time, results and problems."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clientguard.domain.records.describe import (
    Choice,
    Instant,
    Problem,
    Record,
    choice,
    currency,
    day,
    decimal,
    digest,
    instant,
    kind,
    link,
    long,
    minutes,
    money,
    number,
    text,
)
from clientguard.domain.wording import N_, said

DELIVERY = (
    Choice("agreed", N_("Agreed"), "neutral"),
    Choice("delivered", N_("Delivered"), "note"),
    Choice("accepted", N_("Accepted"), "met"),
    Choice("dropped", N_("Dropped in writing"), "neutral"),
)
CHANNELS = (
    Choice("mail", N_("Email"), icon="mail"),
    Choice("call", N_("Call"), icon="phone"),
    Choice("chat", N_("Chat"), icon="message-square"),
    Choice("meeting", N_("Meeting"), icon="users"),
    Choice("letter", N_("Letter"), icon="pen-line"),
)
MESSAGE_CHANNELS = (
    *CHANNELS[:2],
    Choice("missed call", N_("Missed call"), "attention", icon="phone-missed"),
    *CHANNELS[2:],
)
CAUSES = (
    Choice("client", N_("The client's")),
    Choice("us", N_("Ours")),
    Choice("nobody", N_("Nobody's")),
)
DIRECTIONS = (Choice("in", N_("Received")), Choice("out", N_("Sent")))
ASKS = (
    Choice("question", N_("Question")),
    Choice("feedback", N_("Feedback")),
    Choice("approval", N_("Approval")),
    Choice("access", N_("Access")),
    Choice("material", N_("Material")),
)
WORK_KINDS = (
    Choice("work", N_("Work")),
    Choice("waiting", N_("Waiting"), "attention"),
    Choice("change", N_("Change")),
    Choice("meeting", N_("Meeting")),
    Choice("admin", N_("Administration")),
)
PROBLEM_KINDS = (
    Choice("payment", N_("Payment")),
    Choice("no answer", N_("No answer")),
    Choice("control", N_("Control")),
    Choice("scope", N_("Scope")),
    Choice("conduct", N_("Conduct")),
    Choice("ours", N_("Our own mistake")),
    Choice("other", N_("Other")),
)


@kind(
    "deliverable",
    N_("Deliverable"),
    N_("Deliverables"),
    icon="package",
    date="due",
    section="work",
    empty=N_("Nothing agreed yet. Add what you will deliver, and when."),
)
class Deliverable(Record):
    """Something agreed to be delivered, and its progress (P4.2)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    contract: int | None = link(N_("Contract"), "contract")
    title: str = text(N_("Title"), required=True, column=True, search=True)
    state: str = choice(N_("State"), DELIVERY, default="agreed", required=True, column=True)
    due: date | None = day(N_("Due"), column=True)
    delivered_on: date | None = day(N_("Delivered on"), past=True, column=True)
    settled_on: date | None = day(N_("Accepted or dropped on"), past=True, column=True)
    settled_by: str = text(N_("Accepted or dropped by"), people=True, rare=True)
    detail: str = long(N_("Details"), search=True)


@kind("extension", N_("Moved date"), N_("Moved dates"), icon="calendar-clock", title="reason", date="agreed_on",
      timeline=True, section="work", evidence=True,
      empty=N_("No date was moved. When a deliverable is put off, note the new date and why."))  # fmt: skip
class Extension(Record):
    """A new date for a deliverable, and why; `deliverable.due` stays the date agreed first (P1.2, P2.2)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    deliverable: int | None = link(N_("Deliverable"), "deliverable", required=True, column=True, index=True)
    agreed_on: date | None = day(N_("Agreed on"), past=True, required=True, column=True)
    new_due: date | None = day(N_("New date"), required=True, column=True)
    cause: str = choice(N_("Whose doing"), CAUSES, column=True)
    reason: str = text(N_("Reason"), required=True, column=True, search=True)
    request: int | None = link(N_("Request it waited for"), "request", rare=True)


@kind("change_order", N_("Agreed change"), N_("Agreed changes"), icon="pen-line", title="what", date="agreed_on",
      timeline=True, section="work", evidence=True,
      empty=N_("No change was agreed. Note each one that goes beyond the contract, and its price."))  # fmt: skip
class ChangeOrder(Record):
    """A change to what a contract covers, as both sides agreed on it (P4.2, P6.8)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    contract: int | None = link(N_("Contract"), "contract", column=True)
    agreed_on: date | None = day(N_("Agreed on"), past=True, required=True, column=True)
    what: str = text(N_("What was agreed"), required=True, column=True, search=True)
    amount: int | None = money(N_("Amount"), column=True, help=N_("Leave empty if it costs nothing."))
    currency: str = currency(N_("Currency"), required=True, follows="contract")


@kind(
    "message",
    N_("Message"),
    N_("Messages"),
    icon="mail",
    title="subject",
    date="at",
    timeline=True,
    evidence=True,
    fixed_by=("digest", "template"),  # it was imported, or is a letter that was sent
    answered=("client", "direction", "minutes"),
    add_word=N_("Log message"),
    empty=N_("No messages yet. Drag a mailbox onto this window, or log a call."),
    after_closing=True,
)
class Message(Record):
    """One message, call or meeting with a client (P5.1)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    at: Instant | None = instant(N_("When"), past=True, required=True, column=True)
    direction: str = choice(N_("Direction"), DIRECTIONS, default="in", required=True, column=True)
    channel: str = choice(N_("Channel"), MESSAGE_CHANNELS, default="mail", required=True, column=True)
    sender: str = text(N_("From"), column=True, search=True, people=True)
    recipients: str = text(N_("To"), search=True, people=True)
    subject: str = text(N_("Subject"), required=True, column=True, search=True)
    body: str = long(N_("What was said"), lines=8, search=True)
    minutes: int | None = minutes(N_("Minutes spent"))
    dated_by: str = text(N_("Date taken from"), form=False)
    message_id: str = text(N_("Message ID"), form=False)
    original: str = digest(N_("Original"), blob=True, own_text=True)
    digest: str = digest(N_("Digest"), index=True, own_text=True)
    in_reply_to: str = text(N_("In reply to"), form=False)
    references: str = long(N_("References"), form=False)
    imported_by: int | None = link(N_("Imported by"), "import", form=False, any_client=True, index=True)
    template: str = text(N_("Kind of letter"), form=False)
    sent_proof: str = text(N_("Proof of sending"), form=False)
    dunning_step: str = text(N_("Step of the ladder"), form=False)


ROLES = (
    Choice("reminder", N_("Reminder")),
    Choice("chase", N_("Asked again")),
    Choice("answer", N_("Answer")),
    Choice("notice", N_("Notice")),
    Choice("handover", N_("Handover")),
    Choice("proof", N_("Proof")),
)


@kind("reference", N_("Reference"), N_("References"), icon="paperclip", title="role", addable=False, after_closing=True,
      part_of="source")  # fmt: skip
class Reference(Record):
    """What a message is about: the invoice of a reminder, the stop of a notice (P5.1)."""

    client: int | None = link(N_("Client"), "client", required=True)
    source: int | None = link(N_("Message"), "message", required=True, index=True)
    about: int | None = link(N_("About"), "", required=True, index=True)
    role: str = choice(N_("What it is"), ROLES, default="proof", required=True, column=True)


@kind("import", N_("Import"), N_("Imports"), icon="download", title="source", date="at", addable=False,
      fixed_by=("at",),
      empty=N_("No imports yet. Import mail or a table (CSV), and what came of it is listed here."),
      after_closing=True)  # fmt: skip
class ImportRun(Record):
    """One import of mail or of a table: when, from where, what came, and what was left out and why (P5.1)."""

    client: int | None = link(N_("Client"), "client", column=True)
    at: Instant | None = instant(N_("When"), past=True, required=True, column=True)
    source: str = text(N_("From"), required=True, column=True, search=True)
    messages: int | None = number(N_("Messages"), column=True)
    sent: int | None = number(N_("Sent"))
    received: int | None = number(N_("Received"))
    attachments: int | None = number(N_("Attachments"), column=True)
    clients: int | None = number(N_("Clients"))
    people: int | None = number(N_("People"))
    invoices: int | None = number(N_("Invoices"), column=True)
    payments: int | None = number(N_("Payments"), column=True)
    duplicates: int | None = number(N_("On record before"))
    left_out: int | None = number(N_("Left out"), column=True)
    unreadable: int | None = number(N_("Not readable"), column=True)
    detail: str = long(N_("What was left out, and why"))
    undone_on: date | None = day(N_("Undone on"), past=True, column=True)


@kind(
    "request",
    N_("Request"),
    N_("Requests"),
    icon="hourglass",
    date="asked_on",
    timeline=True,
    section="requests",
    evidence=True,
    empty=N_("No requests yet. Log what you need from the client, and by when."),
)
class Request(Record):
    """An answer, approval or material that the client has been asked for (P1.1, P2.1)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    title: str = text(N_("What you asked"), required=True, column=True, search=True)
    ask: str = choice(N_("Kind"), ASKS, default="question", required=True, column=True)
    asked_on: date | None = day(N_("Asked on"), past=True, required=True, column=True)
    channel: str = choice(N_("Channel"), CHANNELS, default="mail")
    needed_by: date | None = day(N_("Answer needed by"), column=True)
    blocks: int | None = link(N_("Holds up"), "deliverable", help=N_("The work that cannot go on without it."))
    answered_on: date | None = day(N_("Answered on"), past=True, column=True)
    answer: str = long(N_("Answer"), lines=3, search=True)
    rounds: int | None = number(N_("Rounds so far"), help=N_("How many times it came back with changes."))

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if the answer is dated before the question."""
        if self.asked_on and self.answered_on and self.answered_on < self.asked_on:
            yield Problem("answered_on", said(N_("The answer is older than the question.")))


@kind(
    "work",
    N_("Work"),
    N_("Work"),
    icon="clock",
    title="detail",
    date="on",
    timeline=True,
    section="work",
    evidence=True,
    empty=N_("No work yet. Log it on the day you do it."),
    after_closing=True,
)
class Work(Record):
    """Time spent on a client's work, and what it was spent on (P2.4, P6.4)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    on: date | None = day(N_("Date"), past=True, required=True, column=True)
    minutes: int | None = minutes(N_("Duration"), required=True, column=True, help=N_("90, 1:30 or 1h30"))
    sort: str = choice(N_("Kind"), WORK_KINDS, default="work", required=True, column=True)
    deliverable: int | None = link(N_("Deliverable"), "deliverable", column=True)
    detail: str = text(N_("What you did"), required=True, column=True, search=True)


@kind(
    "result",
    N_("Result"),
    N_("Results"),
    icon="target",
    title="measure",
    date="measured_on",
    section="work",
    empty=N_("No results yet. Note where things stand before you begin; it is your proof later."),
)
class Result(Record):
    """What was achieved: a figure before and after, with proof (P4.5)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    deliverable: int | None = link(N_("Deliverable"), "deliverable")
    objective: str = text(N_("Objective"), help=N_("What was agreed, such as 400 orders a month."))
    measure: str = text(N_("What was measured"), required=True, column=True, search=True)
    unit: str = text(N_("Unit"), help=N_("For example orders, €, s or %."))
    before: str = decimal(N_("Before"), column=True)
    after: str = decimal(N_("After"), column=True)
    measured_on: date | None = day(N_("Measured on"), past=True, column=True)
    proof: str = text(N_("Proof"), column=True, search=True, help=N_("Where the figure comes from."))
    withheld: str = text(
        N_("Held back or approved late"),
        rare=True,
        help=N_("What the client did not give in time. The report says it."),
    )


@kind(
    "problem",
    N_("Problem"),
    N_("Problems"),
    icon="triangle-alert",
    date="on",
    timeline=True,
    section="problems",
    evidence=True,
    after_closing=True,
    empty=N_("No problems yet. When one happens, write down what, when, who, and the proof."),
)
class ProblemNote(Record):
    """A problem, noted when it happened: what, when, who, and the proof (P5.1)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    title: str = text(N_("What happened"), required=True, column=True, search=True)
    sort: str = choice(N_("Kind"), PROBLEM_KINDS, default="other", required=True, column=True)
    on: date | None = day(N_("Date"), past=True, required=True, column=True)
    who: str = text(N_("Who"), column=True, search=True)
    proof: str = text(N_("Proof"), search=True, help=N_("A message, a file, a witness."))
    detail: str = long(N_("Details"), search=True)
