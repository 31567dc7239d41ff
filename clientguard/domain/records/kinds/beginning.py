"""What stands before a contract: the first conversation, the clauses, peers to refer to, and who is not taken again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clientguard.domain.records.describe import (
    Choice,
    Problem,
    Record,
    choice,
    day,
    flag,
    kind,
    link,
    long,
    text,
)
from clientguard.domain.wording import N_, said

ACCEPT, CONDITIONS, DECLINE = "accept", "conditions", "decline"
INTAKE_RESULTS = (
    Choice(ACCEPT, N_("Accept"), "met"),
    Choice(CONDITIONS, N_("Accept with conditions"), "note"),
    Choice(DECLINE, N_("Decline"), "stop"),
)
CONTROL = (
    Choice("yes", N_("Yes"), "met"),
    Choice("partly", N_("In part"), "note"),
    Choice("no", N_("No"), "attention"),
)
STATED, NOT_STATED = "stated", "not stated"
CLAUSE_STATES = (Choice(STATED, N_("In the contract"), "met"), Choice(NOT_STATED, N_("Not stated"), "attention"))
CLAUSES = (
    Choice("payment_date", N_("When payment is due")),
    Choice("deposit", N_("Deposit")),
    Choice("suspension", N_("Work stops while unpaid")),
    Choice("late_interest", N_("Interest on late payment")),
    Choice("revision_limit", N_("Rounds of changes included")),
    Choice("response_times", N_("How fast the client answers")),
    Choice("contact_hours", N_("Contact hours")),
    Choice("scope_change", N_("Changes to the scope")),
    Choice("property_on_payment", N_("Rights pass on payment")),
    Choice("handover", N_("Handover")),
    Choice("notice", N_("Notice", "contract")),
    Choice("termination", N_("Ending for cause")),
)
ACCEPTS = (
    Choice("yes", N_("Accepts referrals"), "met"),
    Choice("no", N_("Accepts none"), "neutral"),
)
REVIEWED = 731  # days within which the entry about a sole trader is looked at again


@kind("intake", N_("Intake sheet"), N_("Intake sheets"), N_("intake sheet", "noun"), icon="file-text", title="need",
      date="held_on", timeline=True, section="contract", private=True,
      empty=N_("No intake sheet. Fill one in when you first talk, before you say yes."))  # fmt: skip
class Intake(Record):
    """What a prospect needs, can decide and has ready, as it was said at the first conversation (P7.5)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    held_on: date | None = day(N_("Talked on"), past=True, required=True, column=True)
    need: str = long(N_("What they need, in their words"), required=True, lines=3, search=True)
    budget: str = text(N_("Budget"), column=True)
    decider: str = text(N_("Who decides"), people=True)
    timeline: str = text(N_("By when"), column=True)
    previous: str = long(N_("Who did it before, and why not now"), lines=2, search=True)
    control: str = choice(N_("Can they let go of control?"), CONTROL)
    missing: str = long(N_("What the work needs that they do not have"), lines=2)
    result: str = choice(N_("Result", "outcome"), INTAKE_RESULTS, column=True)
    conditions: str = long(
        N_("Conditions", "intake"),
        lines=3,
        help=N_("A deposit, shorter terms, fewer rounds, a higher price for high touch."),
    )

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if it is accepted with conditions that nobody can read."""
        if self.result == CONDITIONS and not self.conditions.strip():
            yield Problem("conditions", said(N_("Enter the conditions.")))


@kind("clause", N_("Clause"), N_("Clauses"), N_("clause", "noun"), icon="file-signature", title="key",
      section="contract", addable=False, after_closing=True,
      empty=N_("No clause was confirmed. Check the contract to see what protects you."))  # fmt: skip
class Clause(Record):
    """Whether a protective clause stands in a contract, with the passage; confirmed by the user (P7.5)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    contract: int | None = link(N_("Contract"), "contract", required=True, column=True, index=True)
    key: str = choice(N_("Clause"), CLAUSES, required=True, column=True)
    state: str = choice(N_("State"), CLAUSE_STATES, default=STATED, required=True, column=True)
    passage: str = long(N_("Passage"), search=True, column=True)
    confirmed_on: date | None = day(N_("Confirmed on"), past=True, required=True, column=True)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if a clause that stands in the contract has no passage."""
        if self.key and self.state == STATED and not self.passage.strip():
            yield Problem("passage", said(N_("Enter the passage that says so.")))


@kind("peer", N_("Peer"), N_("Peers"), N_("peer", "noun"), icon="users", title="name", client="",
      empty=N_("No peers yet. Add consultants who said that they want referrals."))  # fmt: skip
class Peer(Record):
    """Another consultant to whom a client can be referred (P7.3)."""

    name: str = text(N_("Name"), required=True, column=True, search=True, people=True)
    field: str = text(N_("Field", "expertise"), column=True, search=True, help=N_("What they are good at."))
    email: str = text(N_("Email"), email=True)
    accepts: str = choice(N_("Referrals"), ACCEPTS, column=True)
    asked_on: date | None = day(N_("Asked on"), past=True, column=True)
    note: str = long(N_("Note to yourself"), private=True, search=True)


@kind("do_not_engage", N_("Not again"), N_("Not again"), N_("not again", "noun"), icon="octagon-pause", title="name",
      client="", private=True,
      empty=N_("Nobody is on this list. Who is on it is recognized when it comes back."))  # fmt: skip
class DoNotEngage(Record):
    """A business that the user does not work for again, with a factual reason; never a person's number (P7.5)."""

    name: str = text(N_("Business"), required=True, column=True, search=True)
    domain: str = text(N_("Domain"), column=True, search=True, index=True, help=N_("For example quick.example."))
    reason: str = long(
        N_("Reason"), required=True, lines=3, column=True, help=N_("Facts from the record. People can ask to see it.")
    )
    noted_on: date | None = day(N_("Noted on"), past=True, required=True, column=True)
    sole_trader: bool = flag(
        N_("A sole trader"), help=N_("Then the name is personal data: look at it again within 24 months.")
    )
    review_on: date | None = day(N_("Look at it again on"), required=True, column=True)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if a person is kept on the list for longer than the law would bear."""
        last = self.noted_on + timedelta(days=REVIEWED) if self.sole_trader and self.noted_on else None
        if last and self.review_on and self.review_on > last:
            yield Problem("review_on", said(N_("Choose a day within 24 months: this name is personal data.")))
        if "@" in self.domain:
            yield Problem("domain", said(N_("Enter the domain alone, without a person's address.")))
