"""The work under a contract: deliverables, demands, time, advice, results and problems."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clientguard.domain.records.describe import (
    Choice,
    Problem,
    Record,
    Remark,
    choice,
    currency,
    day,
    decimal,
    flag,
    kind,
    link,
    long,
    minutes,
    money,
    text,
)
from clientguard.domain.wording import N_, said

DELIVERY = (
    Choice("agreed", N_("Agreed"), "neutral"),
    Choice("delivered", N_("Delivered"), "note"),
    Choice("accepted", N_("Accepted", "work"), "met"),
    Choice("dropped", N_("Dropped in writing"), "neutral"),
)
CAUSES = (
    Choice("client", N_("The client's")),
    Choice("us", N_("Ours")),
    Choice("nobody", N_("Nobody's")),
)
WORK_KINDS = (
    Choice("work", N_("Work")),
    Choice("waiting", N_("Waiting", "work"), "attention"),
    Choice("change", N_("Change", "work")),
    Choice("meeting", N_("Meeting")),
    Choice("approval", N_("Approval")),
    Choice("chasing", N_("Chasing answers or money")),
    Choice("admin", N_("Administration")),
)
SCOPES = (Choice("yes", N_("In scope"), "met"), Choice("no", N_("Out of scope"), "attention"))
FOLLOWED = (
    Choice("yes", N_("Followed"), "met"),
    Choice("partly", N_("Followed in part"), "note"),
    Choice("no", N_("Not followed"), "attention"),
)
# Signs are named by what was done, never by what somebody is: these words stand beside a client's name (P6).
SIGNS = (
    Choice("1", N_("Pays late")),
    Choice("2", N_("Disputes the price")),
    Choice("3", N_("Aims that change")),
    Choice("4", N_("More contact than its share")),
    Choice("5", N_("Answers missing")),
    Choice("6", N_("Says otherwise than the record")),
    Choice("7", N_("Personal attacks or threats")),
    Choice("8", N_("Demands beyond the contract")),
    Choice("9", N_("Complaints in public")),
    Choice("10", N_("Advice not followed")),
)
PUBLIC = ("sign", "9")  # with this sign, a problem is one that was said in public
SEVERITIES = (
    Choice("minor", N_("Minor")),
    Choice("serious", N_("Serious"), "attention"),
    Choice("grave", N_("Grave"), "stop"),
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
    N_("deliverable", "noun"),
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
    due: date | None = day(N_("Due", "work"), column=True)
    delivered_on: date | None = day(N_("Delivered on"), past=True, column=True)
    settled_on: date | None = day(N_("Accepted or dropped on"), past=True, column=True)
    settled_by: str = text(N_("Accepted or dropped by"), people=True, rare=True)
    detail: str = long(N_("Details"), search=True)


@kind("extension", N_("Moved date"), N_("Moved dates"), N_("moved date", "noun"), icon="calendar-clock", title="reason",
      date="agreed_on", timeline=True, section="work", evidence=True,
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


@kind("change_order", N_("Agreed change"), N_("Agreed changes"), N_("agreed change", "noun"), icon="pen-line",
      title="what", date="agreed_on", timeline=True, section="work", evidence=True,
      empty=N_("No change was agreed. Note each one that goes beyond the contract, and its price."))  # fmt: skip
class ChangeOrder(Record):
    """A change to what a contract covers, as both sides agreed on it (P4.2, P6.8)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    contract: int | None = link(N_("Contract"), "contract", column=True)
    agreed_on: date | None = day(N_("Agreed on"), past=True, required=True, column=True)
    what: str = text(N_("What was agreed"), required=True, column=True, search=True)
    amount: int | None = money(
        N_("Amount"),
        column=True,
        signed=True,
        help=N_("Leave empty if it costs nothing; below zero if the fee becomes less."),
    )
    currency: str = currency(N_("Currency"), required=True, follows="contract")
    demand: int | None = link(N_("Demand it answers"), "demand", index=True, rare=True)


@kind("demand", N_("Demand"), N_("Demands"), N_("demand", "noun"), icon="corner-down-right", title="words",
      date="said_on", timeline=True, section="requests", evidence=True,
      empty=N_("No demands yet. Write down what the client asks for, in its words, and what you said."))  # fmt: skip
class Demand(Record):
    """What the client asks the user to do, whether the contract covers it, and the answer (P2.2, P6.3, P6.8)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    words: str = text(N_("In the client's words"), required=True, column=True, search=True)
    said_on: date | None = day(N_("Asked on"), past=True, required=True, column=True)
    who: int | None = link(N_("Who asked"), "contact")
    contract: int | None = link(N_("Contract"), "contract")
    in_scope: str = choice(N_("Scope"), SCOPES, column=True, help=N_("Does the contract cover it?"))
    answer: str = long(N_("Your answer"), lines=3, search=True)
    answered_on: date | None = day(N_("Answered on"), past=True, column=True)
    refused: bool = flag(N_("You said no"), help=N_("A demand that comes again after a no counts."))
    repeats: int | None = link(N_("Asked before as"), "demand", index=True, rare=True)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if the answer is dated before the demand, or a no has no day."""
        if self.said_on and self.answered_on and self.answered_on < self.said_on:
            yield Problem("answered_on", said(N_("The answer is older than the question.")))
        if self.refused and self.answered_on is None:
            yield Problem("answered_on", said(N_("Enter the day on which you said no.")))


@kind(
    "work",
    N_("Work"),
    N_("Work"),
    N_("work", "noun"),
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


@kind("advice", N_("Advice"), N_("Advice"), N_("advice", "noun"), icon="book-open-check", title="what", date="given_on",
      timeline=True, section="work", evidence=True,
      empty=N_("No advice yet. Note what you advised, whether it was followed, and what came of it."))  # fmt: skip
class Advice(Record):
    """Advice that was given, whether the client followed it, and what came of that (P2.2, P6.10)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    what: str = text(N_("What you advised"), required=True, column=True, search=True)
    given_on: date | None = day(N_("Given on"), past=True, required=True, column=True)
    followed: str = choice(N_("Followed"), FOLLOWED, column=True)
    outcome: str = long(N_("What came of it"), lines=3, search=True)
    harm: str = text(N_("What it cost the client"), search=True, rare=True)
    result: int | None = link(N_("Result it touched"), "result", index=True, rare=True)


@kind(
    "result",
    N_("Result", "measured"),
    N_("Results"),
    N_("result", "noun"),
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
    N_("problem", "noun"),
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
    who: str = text(N_("Who"), column=True, search=True, people=True)
    proof: str = text(N_("Proof"), search=True, help=N_("A message, a file, a witness."))
    detail: str = long(N_("Details"), search=True, help=N_("Facts only: what was said and done, when, and by whom."))
    opinion: str = long(
        N_("Your opinion"),
        lines=2,
        private=True,
        help=N_("Kept apart from the facts. What you write about a person, opinions too, is handed out on request."),
    )
    sign: str = choice(N_("Sign", "bad client"), SIGNS)
    severity: str = choice(N_("Severity"), SEVERITIES, column=True)
    cause: str = choice(N_("Whose doing"), CAUSES, rare=True)
    witness: str = text(N_("Witness"), people=True, search=True)
    harm: bool = flag(N_("Harm was threatened to people or property"))
    place: str = text(
        N_("Where it was published"), search=True, rare=True, heading=N_("Said in public"), shown_with=PUBLIC
    )
    url: str = text(N_("Address of the page"), rare=True, shown_with=PUBLIC, help=N_("Attach a copy: pages change."))
    reply: str = long(N_("Your reply"), lines=3, search=True, rare=True, shown_with=PUBLIC, after_closing="once")
    replied_on: date | None = day(N_("Replied on"), past=True, rare=True, shown_with=PUBLIC, after_closing="once")
    removed_on: date | None = day(N_("Removed on"), past=True, rare=True, shown_with=PUBLIC, after_closing="once")

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if it was answered or removed before it happened."""
        for name, later in (("replied_on", self.replied_on), ("removed_on", self.removed_on)):
            if self.on and later and later < self.on:
                yield Problem(name, said(N_("This is before the day on which it happened.")))

    def in_words(self, today: date) -> Iterator[Remark]:  # noqa: ARG002
        """Yield what to do at once where harm was threatened (P6.7)."""
        if self.harm:
            todo = N_("Keep the proof. In danger, call the police at once. Do not meet or answer the person alone.")
            yield Remark("harm", said(todo))
