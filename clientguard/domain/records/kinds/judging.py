"""What the user says to a sign, how a client in difficulty is helped, and which figures the signs go by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clientguard.domain.records.describe import Choice, Problem, Record, choice, day, decimal, kind, link, long, text
from clientguard.domain.records.kinds.engagement import SIGNS
from clientguard.domain.wording import N_, said

EXCEPT = "except"
REVIEWS = (
    Choice("accept", N_("It is so"), "attention"),
    Choice("doubt", N_("I doubt it"), "note"),
    Choice(EXCEPT, N_("Not counted until"), "neutral"),
)
PLAN_RESULTS = (
    Choice("better", N_("Better"), "met"),
    Choice("same", N_("The same"), "attention"),
    Choice("worse", N_("Worse"), "stop"),
)


@kind("sign_review", N_("Answer to a sign"), N_("Answers to signs"), N_("answer to a sign", "noun"),
      icon="circle-alert", title="reason", date="on", section="problems", addable=False, private=True,
      after_closing=True, empty=N_("No answers yet. When the record shows a sign, say whether it is so."))  # fmt: skip
class SignReview(Record):
    """What the user says to a sign: that it is so, a doubt, or an exception until a day (P6, P8.1)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    sign: str = choice(N_("Sign", "bad client"), SIGNS, required=True, column=True)
    verdict: str = choice(N_("Your answer"), REVIEWS, default="accept", required=True, column=True)
    reason: str = long(
        N_("Reason"),
        lines=3,
        column=True,
        help=N_("Facts only. What you write about a person is handed out to that person on request."),
    )
    on: date | None = day(N_("Answered on"), past=True, required=True, column=True)
    until: date | None = day(N_("Not counted until"), column=True)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if a doubt has no reason, or an exception no reason or no day."""
        if self.verdict != "accept" and not self.reason.strip():
            yield Problem("reason", said(N_("Enter the reason.")))
        if self.verdict == EXCEPT and self.until is None:
            yield Problem("until", said(N_("Enter the day until which it does not count.")))


@kind("recovery_plan", N_("Recovery plan"), N_("Recovery plans"), N_("recovery plan", "noun"), icon="shield-check",
      title="remedy", date="made_on", timeline=True, section="problems", evidence=True,
      empty=N_("No recovery plans. When things go wrong for a client, plan how to put them right."))  # fmt: skip
class RecoveryPlan(Record):
    """How a client in difficulty is helped: an apology, a remedy, a date, and what came of it (P8.3)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    made_on: date | None = day(N_("Made on"), past=True, required=True, column=True)
    apology: str = long(N_("Apology"), lines=3, search=True, help=N_("What went wrong on your side, said plainly."))
    remedy: str = text(N_("Remedy"), required=True, column=True, search=True, help=N_("What you do to put it right."))
    due: date | None = day(N_("Look at the result on"), required=True, column=True)
    result: str = choice(N_("Result", "outcome"), PLAN_RESULTS, column=True)
    result_on: date | None = day(N_("Result of"), past=True)
    outcome: str = long(N_("What came of it"), lines=3, search=True)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if the result is to be looked at, or was seen, before the plan was made."""
        for name in ("due", "result_on"):
            day: date | None = getattr(self, name)
            if self.made_on and day and day < self.made_on:
                yield Problem(name, said(N_("This is before the day on which the plan was made.")))


@kind("threshold", N_("Threshold"), N_("Thresholds"), N_("threshold", "noun"), icon="settings", title="key", client="",
      addable=False)  # fmt: skip
class Threshold(Record):
    """A figure that a sign goes by, where the user chose another than the default (P6)."""

    key: str = text(N_("Threshold"), required=True, column=True, index=True)
    value: str = decimal(N_("Value"), required=True, column=True)
    reason: str = text(N_("Reason"), column=True)
