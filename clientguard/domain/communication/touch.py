"""How much contact each client takes, against the others and against what it brings in (P2.4, P6.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from clientguard.domain.money.amount import Money

MINUTES = 60  # of an hour
WAITING = ("waiting", "approval", "chasing")  # kinds of work that are spent on waiting (P2.4)
CHANGES = ("change",)


@dataclass(frozen=True, slots=True)
class TouchFacts:
    """What went to and fro with a client in a span of time.

    `message_minutes` and `meeting_minutes` are the time that messages and held meetings took, `work` the minutes logged
    by kind of work. `their_answers` and `our_answers` are how long the other side waited each time, in seconds;
    `outside` is how many messages came at other than the agreed hours, None where no hours are agreed.
    """

    client: int
    client_name: str
    received: int = 0
    sent: int = 0
    message_minutes: int = 0
    held: int = 0
    missed: int = 0
    missed_by_us: int = 0
    meeting_minutes: int = 0
    requests: int = 0
    rounds: int = 0
    outside: int | None = None
    work: Mapping[str, int] = field(default_factory=dict[str, int])
    income: tuple[Money, ...] = ()
    their_answers: Sequence[int] = ()
    our_answers: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Touch:
    """The figures of one client. Shares are parts of one, rates by the hour; None where nothing can be said.

    `contact_share` is its part of all messages, calls and meetings; `income_share` its part of all income in the
    currency in which it pays most. `minutes` are those of messages and meetings, `all_minutes` with the work.
    `they_take` and `we_take` are the usual seconds until an answer: half of the answers came sooner.
    """

    facts: TouchFacts
    contact_share: float
    income_share: float | None
    rate: Money | None
    they_take: float | None
    we_take: float | None

    @property
    def messages(self) -> int:
        """Messages and calls, both ways."""
        return self.facts.received + self.facts.sent

    @property
    def minutes(self) -> int:
        """The time that contact took: messages, and meetings as held or as logged, whichever is more."""
        return _contact_minutes(self.facts)

    @property
    def waiting_minutes(self) -> int:
        """The work that was waiting, approvals and chasing (P2.4)."""
        return sum(self.facts.work.get(each, 0) for each in WAITING)

    @property
    def change_minutes(self) -> int:
        """The work that was changes (P2.4)."""
        return sum(self.facts.work.get(each, 0) for each in CHANGES)

    @property
    def work_minutes(self) -> int:
        """All other work."""
        return sum(self.facts.work.values()) - self.waiting_minutes - self.change_minutes

    @property
    def takes_more(self) -> bool:
        """Whether its part of the contact is larger than its part of the income."""
        return self.income_share is not None and self.contact_share > self.income_share


def touches(facts: Iterable[TouchFacts]) -> tuple[Touch, ...]:
    """Return the figures of each client against all of them, the one with most contact first."""
    all_of_them = tuple(facts)
    contacts = sum(map(_contacts, all_of_them))
    income: dict[str, int] = {}
    for each in all_of_them:
        for money in each.income:
            income[money.currency] = income.get(money.currency, 0) + money.minor
    found = [
        Touch(
            facts=each,
            contact_share=_contacts(each) / contacts if contacts else 0.0,
            income_share=_income_share(each, income),
            rate=_rate(each),
            they_take=median(each.their_answers) if each.their_answers else None,
            we_take=median(each.our_answers) if each.our_answers else None,
        )
        for each in all_of_them
    ]
    return tuple(sorted(found, key=lambda each: (-each.contact_share, each.facts.client_name, each.facts.client)))


def _contacts(facts: TouchFacts) -> int:
    return facts.received + facts.sent + facts.held + facts.missed + facts.missed_by_us


def _contact_minutes(facts: TouchFacts) -> int:
    return facts.message_minutes + max(facts.meeting_minutes, facts.work.get("meeting", 0))


def _main_income(facts: TouchFacts) -> Money | None:
    """Return what a client paid in the currency in which it paid most; None if nothing."""
    paid = [each for each in facts.income if each.minor > 0]
    return max(paid, key=lambda each: (each.decimal, each.currency), default=None)


def _income_share(facts: TouchFacts, income: Mapping[str, int]) -> float | None:
    """Return the part of the income in the client's own currency; None if nobody paid anything."""
    paid = _main_income(facts)
    if paid is None:
        return 0.0 if any(minor > 0 for minor in income.values()) else None
    return paid.minor / income[paid.currency]


def _rate(facts: TouchFacts) -> Money | None:
    """Return what an hour of work and contact brought; None without time or income on record (P7.1)."""
    logged = sum(minutes for sort, minutes in facts.work.items() if sort != "meeting")
    minutes = logged + _contact_minutes(facts)
    paid = _main_income(facts)
    if not minutes or paid is None:
        return None
    return Money(paid.minor * MINUTES // minutes, paid.currency)
