"""What is exchanged with a client: messages, imports, requests and their rounds, meetings, absences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clientguard.domain.records.describe import (
    Choice,
    Instant,
    Problem,
    Record,
    choice,
    day,
    digest,
    instant,
    kind,
    link,
    long,
    minutes,
    number,
    text,
)
from clientguard.domain.wording import N_, said

CHANNELS = (
    Choice("mail", N_("Email"), icon="mail"),
    Choice("call", N_("Call"), icon="phone"),
    Choice("chat", N_("Chat"), icon="message-square"),
    Choice("meeting", N_("Meeting"), icon="users"),
    Choice("letter", N_("Letter", "channel"), icon="pen-line"),
)
MESSAGE_CHANNELS = (
    *CHANNELS[:2],
    Choice("missed call", N_("Missed call"), "attention", icon="phone-missed"),
    *CHANNELS[2:],
)
DIRECTIONS = (Choice("in", N_("Received", "message")), Choice("out", N_("Sent", "message")))
ASKS = (
    Choice("question", N_("Question")),
    Choice("feedback", N_("Feedback")),
    Choice("approval", N_("Approval")),
    Choice("access", N_("Access")),
    Choice("material", N_("Material")),
)
PLANNED, HELD, MISSED, CANCELLED = "planned", "held", "missed", "cancelled"
MEETING_STATES = (
    Choice(PLANNED, N_("Planned"), "note"),
    Choice(HELD, N_("Held", "meeting"), "met"),
    Choice(MISSED, N_("Missed"), "attention"),
    Choice(CANCELLED, N_("Cancelled")),
)
SIDES = (Choice("client", N_("The client")), Choice("us", N_("We")))
ABSENCES = (
    Choice("holiday", N_("Holiday")),
    Choice("illness", N_("Illness")),
    Choice("other", N_("Other")),
)


@kind(
    "message",
    N_("Message"),
    N_("Messages"),
    N_("message", "noun"),
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
    sender: str = text(N_("From", "sender"), column=True, search=True, people=True)
    recipients: str = text(N_("To", "recipient"), search=True, people=True)
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
    Choice("notice", N_("Notice", "message")),
    Choice("handover", N_("Handover")),
    Choice("proof", N_("Proof")),
)


@kind("reference", N_("Reference", "record"), N_("References"), N_("reference", "noun"), icon="paperclip", title="role",
      addable=False, after_closing=True, part_of="source")  # fmt: skip
class Reference(Record):
    """What a message is about: the invoice of a reminder, the stop of a notice (P5.1)."""

    client: int | None = link(N_("Client"), "client", required=True)
    source: int | None = link(N_("Message"), "message", required=True, index=True)
    about: int | None = link(N_("About"), "", required=True, index=True)
    role: str = choice(N_("What it is"), ROLES, default="proof", required=True, column=True)


@kind("import", N_("Import", "record"), N_("Imports"), N_("import", "noun"), icon="download", title="source", date="at",
      addable=False, fixed_by=("at",),
      empty=N_("No imports yet. Import mail or a table (CSV), and what came of it is listed here."),
      after_closing=True)  # fmt: skip
class ImportRun(Record):
    """One import of mail or of a table: when, from where, what came, and what was left out and why (P5.1)."""

    client: int | None = link(N_("Client"), "client", column=True)
    at: Instant | None = instant(N_("When"), past=True, required=True, column=True)
    source: str = text(N_("From", "source"), required=True, column=True, search=True)
    messages: int | None = number(N_("Messages"), column=True)
    sent: int | None = number(N_("Sent", "count"))
    received: int | None = number(N_("Received", "count"))
    attachments: int | None = number(N_("Attachments"), column=True)
    clients: int | None = number(N_("Clients"))
    people: int | None = number(N_("People"))
    meetings: int | None = number(N_("Meetings"))
    chats: int | None = number(N_("Chat messages"))
    invoices: int | None = number(N_("Invoices"), column=True)
    payments: int | None = number(N_("Payments"), column=True)
    duplicates: int | None = number(N_("On record before"))
    left_out: int | None = number(N_("Left out"), column=True)
    unmatched: int | None = number(N_("Of nobody on record"))
    unreadable: int | None = number(N_("Not readable"), column=True)
    detail: str = long(N_("What was left out, and why"))
    undone_on: date | None = day(N_("Undone on"), past=True, column=True)


@kind(
    "request",
    N_("Request"),
    N_("Requests"),
    N_("request", "noun"),
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
    rounds: int | None = number(N_("Rounds so far"), older=True, help=N_("How many times it came back with changes."))
    closed_on: date | None = day(N_("Closed unanswered on"), past=True, rare=True)
    closed_reason: str = text(N_("Why it was closed"), search=True, rare=True)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if it ends before it was asked, ends twice, or was closed without a reason."""
        if self.asked_on and self.answered_on and self.answered_on < self.asked_on:
            yield Problem("answered_on", said(N_("The answer is older than the question.")))
        if self.asked_on and self.closed_on and self.closed_on < self.asked_on:
            yield Problem("closed_on", said(N_("This is before the day on which it was asked.")))
        if self.answered_on and self.closed_on:
            yield Problem("closed_on", said(N_("It was answered, so it cannot be closed unanswered.")))
        if self.closed_on and not self.closed_reason.strip():
            yield Problem("closed_reason", said(N_("Say why it was closed without an answer.")))


@kind("approval_round", N_("Round of approval"), N_("Rounds of approval"), N_("round of approval", "noun"),
      icon="circle-dot", title="what", date="submitted_on", timeline=True, section="requests", evidence=True,
      part_of="request",
      empty=N_("No rounds yet. Each time you submit something for approval, note it, and what came back."))  # fmt: skip
class ApprovalRound(Record):
    """One round of an approval: what was submitted, the answer, and what was asked to change (P2.1)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    request: int | None = link(N_("Request"), "request", required=True, column=True, index=True)
    what: str = text(N_("What was submitted"), required=True, column=True, search=True)
    submitted_on: date | None = day(N_("Submitted on"), past=True, required=True, column=True)
    answered_on: date | None = day(N_("Answered on"), past=True, column=True)
    changes_asked: str = long(
        N_("What was to be changed"), lines=3, search=True, help=N_("Leave empty if it was approved.")
    )

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if the answer is dated before what was submitted."""
        if self.submitted_on and self.answered_on and self.answered_on < self.submitted_on:
            yield Problem("answered_on", said(N_("The answer is older than the question.")))


@kind("meeting", N_("Meeting"), N_("Meetings"), N_("meeting", "noun"), icon="calendar", title="subject",
      date="planned_at", timeline=True, section="people", evidence=True, after_closing=True,
      empty=N_("No meetings yet. Import a calendar file, or note a meeting by hand."))  # fmt: skip
class Meeting(Record):
    """An appointment with a client: planned, held, missed by one side, or cancelled (P6.5)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    subject: str = text(N_("Subject"), required=True, column=True, search=True)
    planned_at: Instant | None = instant(N_("When"), required=True, column=True)
    minutes: int | None = minutes(N_("Duration"), column=True)
    state: str = choice(
        N_("State"), MEETING_STATES, default=PLANNED, required=True, column=True, after_closing="always"
    )
    missed_by: str = choice(N_("Missed or cancelled by"), SIDES, column=True, after_closing="once")
    people: str = text(N_("Who takes part"), search=True, people=True)
    note: str = long(N_("What was said or agreed"), lines=3, search=True)
    calendar_uid: str = text(N_("Calendar entry"), form=False, index=True)
    imported_by: int | None = link(N_("Imported by"), "import", form=False, any_client=True, index=True)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if a missed meeting was missed by nobody, or one that took place by somebody."""
        if self.state == MISSED and not self.missed_by:
            yield Problem("missed_by", said(N_("Say who did not come.")))
        if self.state in (PLANNED, HELD) and self.missed_by:
            yield Problem("missed_by", said(N_("Leave this empty unless it was missed or cancelled.")))


NO_DAY_NAMED = timedelta(days=27)  # after the first day, of an absence without an end


@kind("absence", N_("Absence"), N_("Absences"), N_("absence", "noun"), icon="sun", title="reason", date="starts",
      timeline=True, section="people",
      empty=N_("No absence was announced. Silence during one is excused, and no reminder is due."))  # fmt: skip
class Absence(Record):
    """A holiday or illness that the client announced: its silence is excused meanwhile (P8.1)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    contact: int | None = link(N_("Who is away"), "contact", column=True, help=N_("Leave empty if it is all of them."))
    reason: str = choice(N_("Reason"), ABSENCES, default="holiday", required=True, column=True)
    starts: date | None = day(N_("From", "day"), required=True, column=True)
    until: date | None = day(
        N_("Until"), column=True, help=N_("Leave empty if no day was named: four weeks are excused then.")
    )
    announced_on: date | None = day(N_("Announced on"), past=True)

    @property
    def last_day(self) -> date | None:
        """The last day that it excuses; four weeks where the client named none."""
        return self.until or (self.starts + NO_DAY_NAMED if self.starts else None)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if it ends before it starts."""
        if self.starts and self.until and self.until < self.starts:
            yield Problem("until", said(N_("This is before the day on which it started.")))
