"""Whether a client is worth its trouble: what it brings by the hour, what it costs besides, who is neglected (P7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.touch import Touch
from clientguard.domain.money.amount import Money
from clientguard.domain.money.lateness import Collecting, TiedUp, tied_up, trend
from clientguard.domain.money.receivables import Bill
from clientguard.domain.wording import N_, Said, counted, said

ASKS = 0.5  # of the target rate: below it the question is asked (P7.1)
CONCENTRATED = 1 / 3  # of all income: from here on, losing the client has to be planned for (P7.1)
LATE = 14  # days: an invoice paid later than that is not a good client's
QUIET = 45  # days without a word, a meeting or an hour of ours, after which a good client counts as neglected (P7.6)
PAID = 3  # invoices that a client has to have paid before it is called a good one


@dataclass(frozen=True, slots=True)
class WorthFacts:
    """What is on record of one client in the span that is looked at.

    `touch` has its income and hours beside those of the others, `bills` its invoices, `effort` what asking for payment
    took. `target` is the hourly rate that the business wants, None if none was entered. `last_word` is the day of the
    last message, held meeting or hour of work of ours; None if there never was one. `is_current` is false for a client
    that is leaving or has left. `referred` is how many clients came through it, `replacement` what winning a new client
    costs the user, None if that was not entered.
    """

    touch: Touch
    bills: tuple[Bill, ...]
    effort: Collecting
    target: Money | None
    last_word: date | None
    is_current: bool
    referred: int = 0
    replacement: Money | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """What a client is worth; `of_target` is its rate as a part of the target, None if there is none to compare."""

    facts: WorthFacts
    of_target: float | None
    tied: tuple[TiedUp, ...]
    written_off: tuple[Money, ...]
    neglected: Said | None

    @property
    def touch(self) -> Touch:
        """Its hours and income, beside those of the others."""
        return self.facts.touch

    @property
    def is_in_question(self) -> bool:
        """Whether an hour for it brings less than half of the target: then it is asked, never answered (P7.1)."""
        return self.of_target is not None and self.of_target < ASKS

    @property
    def is_concentrated(self) -> bool:
        """Whether so much of the income is this client's that losing it has to be planned for (P7.1)."""
        share = self.touch.income_share
        return share is not None and share >= CONCENTRATED and share < 1

    @property
    def cost(self) -> Money | None:
        """What asking it for payment took, at the target rate; None without a rate."""
        return self.facts.effort.cost(self.facts.target)


def worth(facts: WorthFacts, today: date) -> Worth:
    """Return what a client is worth; what is not on record is not guessed (P7.1)."""
    written: dict[str, int] = {}
    for each in facts.bills:
        if each.written_off.minor:
            written[each.written_off.currency] = written.get(each.written_off.currency, 0) + each.written_off.minor
    return Worth(
        facts=facts,
        of_target=_of_target(facts.touch.rate, facts.target),
        tied=tied_up(facts.bills),
        written_off=tuple(Money(minor, currency) for currency, minor in sorted(written.items())),
        neglected=_neglected(facts, today),
    )


def in_order(found: Iterable[Worth]) -> tuple[Worth, ...]:
    """Return them with the one first whose hour brings least of the target; those without a rate come last."""
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.of_target is None,
                each.of_target or 0,
                each.touch.facts.client_name,
                each.touch.facts.client,
            ),
        )
    )


def in_words(found: Worth) -> tuple[Said, ...]:
    """Return what there is to say of a client's worth, in sentences; nothing where nothing is on record."""
    said_of: list[Said] = []
    if found.is_in_question:
        text = N_("An hour brings {rate}, {share} % of the {target} that you aim for. Is it worth it?")
        said_of.append(said(text, rate=found.touch.rate, share=round(100 * (found.of_target or 0)),
                            target=found.facts.target))  # fmt: skip
        if found.facts.replacement:
            said_of.append(said(N_("Winning another client costs you {amount}."), amount=found.facts.replacement))
    if found.facts.referred:
        forms = (
            N_("{count} client came to you through this one."),
            N_("{count} clients came to you through this one."),
        )
        said_of.append(counted(*forms, found.facts.referred))
    if found.is_concentrated:
        text = N_("{share} % of all income is this client's: plan first how to replace it.")
        said_of.append(said(text, share=round(100 * (found.touch.income_share or 0))))
    said_of += [
        said(N_("{amount} is past due, for {days} on average."), amount=each.amount, days=_days(each.days))
        for each in found.tied
    ]
    said_of += [said(N_("{amount} was written off."), amount=each) for each in found.written_off]
    if found.neglected:
        said_of.append(found.neglected)
    return tuple(said_of)


def _of_target(rate: Money | None, target: Money | None) -> float | None:
    if rate is None or target is None or rate.currency != target.currency or not target.minor:
        return None
    return rate.minor / target.minor


def _neglected(facts: WorthFacts, today: date) -> Said | None:
    """Return that a good client has heard nothing for long; None for every other (P7.6)."""
    if not facts.is_current or facts.last_word is None or not _pays_well(facts.bills):
        return None
    share = facts.touch.income_share
    days = (today - facts.last_word).days
    if share is None or facts.touch.contact_share >= share or days <= QUIET:
        return None
    return said(N_("A good client, and it has heard nothing from you for {days}."), days=_days(days))


def _pays_well(bills: Sequence[Bill]) -> bool:
    paid = [each for each in bills if each.status == "paid"]
    late = [each for each in bills if each.days_late > LATE or each.written_off.minor]
    return len(paid) >= PAID and not late and trend(bills) is None


def _days(days: int) -> Said:
    return counted(N_("{count} day"), N_("{count} days"), days)
