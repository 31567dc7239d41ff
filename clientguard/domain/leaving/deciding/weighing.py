"""What the record says about a client, before anything is decided, and what it advises (P4.1, P7, P8.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.money.amount import Money
from clientguard.domain.money.lateness import trend
from clientguard.domain.money.receivables import Bill, totals
from clientguard.domain.records import Decision, ProblemNote, Request
from clientguard.domain.records.kinds.leaving import END, KEEP, REFER, TALK
from clientguard.domain.wording import N_, Said, counted, listed, said

DAYS = 365  # days before today whose income and hours count
PATTERN = 2  # how often something has to happen before it is more than one event (P8.1)
PUT_OFF = 28  # days without a decision, after which it is said for how long it has been put off (P8.4)
CONCENTRATED = 30  # per cent of all income from which losing a client has to be planned for (P7.1)
MINUTES = 60  # of an hour
# What speaks against a client, each with the kind of its records; the other lines are what it is worth.
SOURCES = {"lateness": "invoice", "silence": "request", "rounds": "request", "problems": "problem"}


@dataclass(frozen=True, slots=True)
class WeighingFacts:
    """What is on record about a client. `income` and `minutes` are those of the last twelve months.

    `requests` are those without an answer, `rounds` those that came back more often than the contract includes;
    `all_income` is that of every client, and `tried` the signed decisions to talk, the newest last. On `decided` a
    decision about the client was last signed.
    """

    bills: tuple[Bill, ...]
    requests: tuple[RequestFacts, ...]
    rounds: tuple[Request, ...]
    revision_limit: int | None
    problems: tuple[ProblemNote, ...]
    income: tuple[Money, ...]
    all_income: tuple[Money, ...]
    minutes: int
    tried: tuple[Decision, ...]
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the record says, and the records it comes from.

    `is_pattern`: it is more than one event, and speaks against the client; `is_heavy`: losing the client would hurt.
    """

    key: str
    text: Said
    records: tuple[int, ...] = ()
    is_pattern: bool = False
    is_heavy: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """What the record advises, and why."""

    verdict: str
    reason: Said


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the record says, line by line, and what was tried before on record."""

    lines: tuple[Line, ...] = ()
    tried: tuple[Decision, ...] = ()

    @property
    def patterns(self) -> tuple[Line, ...]:
        """The lines that show more than one event."""
        return tuple(each for each in self.lines if each.is_pattern)


def weigh(facts: WeighingFacts, today: date) -> Weighing:
    """Return what the record says about a client; nothing is said about what is not on record (P4.1)."""
    against = (_lateness(facts.bills), _silence(facts.requests, today), _rounds(facts), _problems(facts.problems))
    found = tuple(each for each in against if each)
    return Weighing((*found, *_put_off(facts, found, today), *_worth(facts)), facts.tried)


def advice(weighing: Weighing, today: date, *, tried: str = "") -> Advice:
    """Return what the record advises, carefully: nothing after one event, then to talk, then to end (P7, P8.1).

    `tried` is what the user says was tried; a talk on record counts once its review is due.
    """
    patterns = weighing.patterns
    if not patterns:
        if any(each.key in SOURCES for each in weighing.lines):
            return Advice(KEEP, said(N_("One event is not a pattern: the record does not speak for leaving.")))
        return Advice(KEEP, said(N_("Nothing in the record speaks against this client.")))
    talk = weighing.tried[-1] if weighing.tried else None
    if talk and talk.review_on and talk.review_on > today:
        return Advice(
            TALK, said(N_("You have agreed to look at it again on {date}. Wait for it."), date=talk.review_on)
        )
    if talk is None and not tried.strip():
        return Advice(TALK, said(N_("There is a pattern, and no conversation about it is on record. Talk first.")))
    share = next((each for each in weighing.lines if each.is_heavy), None)
    if share:
        why = said(N_("It has gone on after it was talked about. Plan first how to replace the income: {share}"),
                   share=share.text)  # fmt: skip
        return Advice(END, why)
    return Advice(END, said(N_("It has gone on after it was talked about. Refer the client, or end the work.")))


def is_against(verdict: str, advised: Advice) -> bool:
    """Return whether a decision is against the advice; to refer a client is a way to end it."""
    return (END if verdict == REFER else verdict) != advised.verdict


def _put_off(facts: WeighingFacts, found: Sequence[Line], today: date) -> Iterator[Line]:
    """Yield for how long nothing was decided although there was a pattern (P8.4); nothing in its first weeks."""
    days = {each.facts.id: each.facts.due or each.facts.issued for each in facts.bills}
    days |= {each.id: each.asked_on for each in facts.requests}
    days |= {each.id: each.asked_on for each in facts.rounds if each.asked_on}
    days |= {each.id: each.on for each in facts.problems if each.on}
    # The second event made it more than one.
    events = [sorted(days[record] for record in each.records if record in days) for each in found if each.is_pattern]
    since = [each[PATTERN - 1] for each in events if len(each) >= PATTERN]
    if not since:
        return
    begun = max(min(since), facts.decided or date.min)
    if (today - begun).days >= PUT_OFF:
        text = N_("Nothing was decided for {days}. A reaction is likely to cost less than going on like this.")
        yield Line("put off", said(text, days=counted(N_("{count} day"), N_("{count} days"), (today - begun).days)))


def _lateness(bills: Sequence[Bill]) -> Line | None:
    judged = [each for each in bills if each.status in ("paid", "overdue")]
    late = [each for each in judged if each.days_late > 0]
    if not late:
        return None
    last = max(late, key=lambda each: (each.facts.issued, each.facts.id))
    text = said(
        N_("The one invoice that fell due was late, by {days}.")
        if len(judged) == 1
        else N_("{late} of {all} invoices late, the last by {days}."),
        late=len(late),
        all=len(judged),
        days=counted(N_("{count} day"), N_("{count} days"), last.days_late),
    )
    found = trend(bills)
    if found:
        text = said(N_("{late} {trend}"), late=text, trend=found.figure)
    overdue = totals(bills).overdue
    if overdue:
        text = said(N_("{late} Overdue now: {amount}."), late=text, amount=listed(overdue))
    return Line("lateness", text, tuple(each.facts.id for each in late), len(late) >= PATTERN)


def _silence(requests: Sequence[RequestFacts], today: date) -> Line | None:
    late = [each for each in requests if each.is_late(today)]
    if not late:
        return None
    oldest = min(late, key=lambda each: each.asked_on)
    text = counted(
        N_("{count} question without an answer, the oldest asked on {date}."),
        N_("{count} questions without an answer, the oldest asked on {date}."),
        len(late),
        date=oldest.asked_on,
    )
    return Line("silence", text, tuple(each.id for each in late), len(late) >= PATTERN)


def _rounds(facts: WeighingFacts) -> Line | None:
    if not facts.rounds:
        return None
    most = max(each.rounds or 0 for each in facts.rounds)
    text = counted(
        N_("{count} piece of work came back more often than agreed: up to {most} rounds, and {limit} are included."),
        N_("{count} pieces of work came back more often than agreed: up to {most} rounds, and {limit} are included."),
        len(facts.rounds),
        most=most,
        limit=facts.revision_limit,
    )
    return Line("rounds", text, tuple(each.id for each in facts.rounds), len(facts.rounds) >= PATTERN)


def _problems(problems: Sequence[ProblemNote]) -> Line | None:
    if not problems:
        return None
    newest = max(problems, key=lambda each: (each.on or date.min, each.id))
    text = counted(
        N_("{count} problem on record, the last on {date}: {title}."),
        N_("{count} problems on record, the last on {date}: {title}."),
        len(problems),
        date=newest.on,
        title=newest.title,
    )
    return Line("problems", text, tuple(each.id for each in problems), len(problems) > PATTERN)


def _worth(facts: WeighingFacts) -> Iterator[Line]:
    """Yield what the client brings and costs, and how much of all income it is (P7.1)."""
    if facts.income or facts.minutes:
        yield Line("income", _income(facts))
    shares = [(_part(each, facts.all_income), each.currency) for each in facts.income]
    if shares and facts.all_income != facts.income:
        yield _share(*max(shares), among=len(facts.all_income))


def _share(share: int, currency: str, *, among: int) -> Line:
    """Return how much of all income a client brings; of several currencies, in its own, which says less."""
    if among > 1:
        return Line("share", said(N_("It is {share} % of your income in {currency}."), share=share, currency=currency))
    return Line("share", said(N_("It is {share} % of your income."), share=share), is_heavy=share >= CONCENTRATED)


def _income(facts: WeighingFacts) -> Said:
    hours = round(facts.minutes / MINUTES)
    if not facts.income:
        return counted(
            N_("No income in twelve months, for {count} hour of work."),
            N_("No income in twelve months, for {count} hours of work."),
            hours,
        )
    income = listed(facts.income, " + ")
    if not hours:
        return said(N_("{income} in twelve months; no hours are on record."), income=income)
    each_hour = listed((Money(each.minor * MINUTES // facts.minutes, each.currency) for each in facts.income), " + ")
    return counted(
        N_("{income} in twelve months, for {count} hour: {rate} an hour."),
        N_("{income} in twelve months, for {count} hours: {rate} an hour."),
        hours,
        income=income,
        rate=each_hour,
    )


def _part(money: Money, everything: Iterable[Money]) -> int:
    whole = next((each.minor for each in everything if each.currency == money.currency), 0)
    return round(100 * money.minor / whole) if whole > 0 else 0
