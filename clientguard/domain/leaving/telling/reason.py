"""The reason given to the client: sentences filled in from the record, for the user to edit (P4.6).

Patterns come first, the strongest at the head. A single slip, such as one invoice a few days late or one question
without an answer, is offered only while the record shows no pattern. What was agreed, disputed or written off is no
reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.money.receivables import Bill
from clientguard.domain.records import Contract, Promise, Request
from clientguard.domain.records.kinds.collecting import AGREED, DISPUTED
from clientguard.domain.wording import N_, Said, counted, said

GRACE = 3  # days late that are the bank's and the weekend's
_OFTEN = 3  # how often something has to happen until it is a pattern, whatever else went well
_WORDS = (N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"), N_("ten"))


@dataclass(frozen=True, slots=True)
class Because:
    """What a reason says happened; `times` is how often, and 0 marks a single slip."""

    what: Said
    times: int = 0


def suggestions(
    case: LeavingCase, requests: Sequence[RequestFacts], today: date, answered: Sequence[Request] = ()
) -> tuple[Said, ...]:
    """Return sentences of the form “we cannot meet your needs because …”, the strongest first (P4.6).

    The first joins the two strongest patterns, where there are two. The last is only the beginning, for the user to
    complete. `requests` are the unanswered ones, `answered` those that were answered.
    """
    found = causes(case, requests, today, answered)
    because = [each.what for each in found]
    if len(found) > 1 and found[1].times:
        because.insert(0, said(N_("{first}, and {second}"), first=because[0], second=because[1]))
    whole = [said(N_("We cannot meet your needs because {because}."), because=each) for each in because]
    return (*whole, said(N_("We cannot meet your needs because …")))


def causes(
    case: LeavingCase, requests: Sequence[RequestFacts], today: date, answered: Sequence[Request] = ()
) -> tuple[Because, ...]:
    """Return what the record shows that the client did or did not do: the patterns, or else the single slips."""
    late = [each for each in requests if each.is_late(today)]
    found = [
        *_late(case.bills),
        *_promises(case, today),
        *_stops(case),
        *_access([each for each in late if each.ask == "access"], today),
        *_silence([each for each in late if each.ask != "access"], answered, today),
        *_rounds([*((each.title, each.rounds) for each in requests), *_counted(answered)], case.contract),
        *_moved(case),
    ]
    patterns = sorted((each for each in found if each.times), key=lambda each: -each.times)
    return tuple(patterns or found)


def _few(number: int) -> Said | int:
    """Return a number as a word up to ten, as in “four of five”."""
    return said(_WORDS[number - 2]) if 2 <= number <= 10 else number


def _days(count: int) -> Said:
    return counted(N_("{count} day"), N_("{count} days"), count)


def _is_late(each: Bill) -> bool:
    """Whether an invoice was or is late, and nothing was agreed or disputed about it."""
    if any(hold.type in (AGREED, DISPUTED) for hold in each.facts.holds) or each.days_late <= GRACE:
        return False
    return each.status == "paid" or (each.status == "overdue" and each.demanded.minor > 0)


def _late(bills: Sequence[Bill]) -> Iterator[Because]:
    late = sorted((each for each in bills if _is_late(each)), key=lambda each: (each.facts.issued, each.facts.id))
    unpaid = [each for each in late if each.status == "overdue"]
    count, every = len(late), sum(each.status in ("paid", "overdue") for each in bills)
    if count >= _OFTEN or (count > 1 and count * 2 >= every):
        text, shown = N_("{late} of {all} invoices were paid late, the last by {days}"), late[-1]
        if unpaid:
            text = N_("{late} of {all} invoices were not paid on time, and invoice {number} is now {days} late")
            shown = max(unpaid, key=lambda each: each.days_late)
        values = {"late": _few(count), "all": _few(every), "days": _days(shown.days_late), "number": shown.facts.number}
        if count == every:
            text = N_("each of the {all} invoices was paid late, the last by {days}")
            if unpaid:
                text = N_("none of the invoices was paid on time, and invoice {number} is now {days} late")
        yield Because(said(text, **values), count)
    elif unpaid:
        worst = max(unpaid, key=lambda each: each.days_late)
        yield Because(
            counted(
                N_("invoice {number} was not paid by {due}, {count} day ago"),
                N_("invoice {number} was not paid by {due}, {count} days ago"),
                worst.days_late,
                number=worst.facts.number,
                due=worst.due,
            )
        )


def _promises(case: LeavingCase, today: date) -> Iterator[Because]:
    """Yield what was promised and not kept by its day."""
    broken = [each for each in case.promises if each.due and each.due < today and not _was_kept(each, case.bills)]
    if not broken:
        return
    last = max(broken, key=lambda each: (each.due or today, each.id))
    if len(broken) > 1:
        text = N_("{count} promises were not kept, the last one (“{words}”) for {date}")
        yield Because(said(text, count=_few(len(broken)), words=last.words, date=last.due), len(broken))
    elif not last.kept_on:
        yield Because(
            said(N_("what was promised for {date} (“{words}”) was not kept"), words=last.words, date=last.due)
        )


def _was_kept(promise: Promise, bills: Sequence[Bill]) -> bool:
    """Return whether a promise was kept by its day: it is marked so, or what it was about was paid by then."""
    if promise.due is None or (promise.kept_on and promise.kept_on <= promise.due):
        return True
    made = promise.made_on or promise.due
    about = [
        each
        for each in bills
        if (each.facts.id == promise.invoice if promise.invoice else each.facts.issued <= made)
        and (each.facts.settled or made) >= made
    ]
    paid = (not each.is_unpaid and (each.facts.settled or promise.due) <= promise.due for each in about)
    return promise.type == "payment" and bool(about) and all(paid)


def _stops(case: LeavingCase) -> Iterator[Because]:
    """Yield that work stands still for want of payment, which weighs as a pattern, or that it had to stop again."""
    stopped = case.contract.stopped_on if case.contract else None
    if len(case.suspensions) > 1:
        last = max(each.starts for each in case.suspensions if each.starts)
        text = N_("work had to be stopped {count} times over unpaid invoices, the last time on {date}")
        yield Because(said(text, count=_few(len(case.suspensions)), date=last), len(case.suspensions))
    elif stopped:
        yield Because(said(N_("work has been stopped since {date} because of an unpaid invoice"), date=stopped), _OFTEN)


def _access(requests: Sequence[RequestFacts], today: date) -> Iterator[Because]:
    """Yield that access is withheld, which weighs as a pattern: without it there is no work (P2.3)."""
    if requests:
        oldest = min(requests, key=lambda each: each.asked_on)
        yield Because(
            counted(
                N_("the access that the work needs (“{what}”) has not been given since {date}, {count} day ago"),
                N_("the access that the work needs (“{what}”) has not been given since {date}, {count} days ago"),
                oldest.days_open(today),
                what=oldest.title,
                date=oldest.asked_on,
            ),
            _OFTEN + len(requests) - 1,
        )


def _silence(requests: Sequence[RequestFacts], answered: Sequence[Request], today: date) -> Iterator[Because]:
    slow = [each for each in answered if each.needed_by and each.answered_on and each.answered_on > each.needed_by]
    if len(requests) > 1:
        oldest = min(requests, key=lambda each: each.asked_on)
        text = N_("{count} questions are still without an answer, the oldest (“{question}”) since {date}")
        values = {"count": _few(len(requests)), "question": oldest.title, "date": oldest.asked_on}
        yield Because(said(text, **values), len(requests))
    elif len(slow) + len(requests) >= _OFTEN:
        text = N_("{late} of {all} questions were answered later than they had to be, or not yet")
        every = len(answered) + len(requests)
        yield Because(said(text, late=_few(len(slow) + len(requests)), all=_few(every)), len(slow) + len(requests))
    elif requests:
        yield Because(
            counted(
                N_("“{question}” has had no answer since {date}, {count} day ago"),
                N_("“{question}” has had no answer since {date}, {count} days ago"),
                requests[0].days_open(today),
                question=requests[0].title,
                date=requests[0].asked_on,
            )
        )


def _counted(answered: Sequence[Request]) -> list[tuple[str, int]]:
    return [(each.title, each.rounds or 0) for each in answered]


def _rounds(rounds: Sequence[tuple[str, int]], contract: Contract | None) -> Iterator[Because]:
    """Yield that more rounds of changes were asked for than the contract includes (P6.8): it says so, so it weighs."""
    limit = contract.revision_limit if contract else None
    over = [each for each in rounds if limit is not None and each[1] > limit]
    if over:
        title, most = max(over, key=lambda each: each[1])
        text = N_("“{what}” came back with changes {rounds} times, and the contract includes {limit}")
        if len(over) > 1:
            text = N_(
                "{count} pieces of work came back with more changes than the contract includes: “{what}” {rounds}"
                " times instead of {limit}"
            )
        yield Because(said(text, what=title, rounds=most, limit=limit, count=_few(len(over))), 1 + len(over))


def _moved(case: LeavingCase) -> Iterator[Because]:
    """Yield that dates had to move by the client's doing, and that what was agreed kept changing (P1.2, P6.3)."""
    moved = [each for each in case.extensions if each.cause == "client" and each.agreed_on]
    if len(moved) > 1:
        last = max(each.agreed_on for each in moved if each.agreed_on)
        text = N_("{count} delivery dates had to be moved while we waited for you, the last one on {date}")
        yield Because(said(text, count=_few(len(moved)), date=last), len(moved))
    if len(case.changes) >= _OFTEN:
        text = N_("what we agreed on has been changed {count} times since the work began")
        yield Because(said(text, count=_few(len(case.changes))), len(case.changes) - 1)
