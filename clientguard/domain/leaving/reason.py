"""The reason given to the client: sentences filled in from the record, for the user to edit (P4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.money.receivables import Bill
from clientguard.domain.records import Contract
from clientguard.domain.wording import N_, Said, counted, said


def suggestions(case: LeavingCase, requests: tuple[RequestFacts, ...], today: date) -> tuple[Said, ...]:
    """Return sentences of the form “we cannot meet your needs because …”, each based on facts in the record.

    The last one is only the beginning, for the user to complete. `requests` are the unanswered ones.
    """
    unanswered = [each for each in requests if each.is_late(today)]
    access = [each for each in unanswered if each.ask == "access"]
    other = [each for each in unanswered if each.ask != "access"]
    because = [*_money(case.bills), *_stop(case.contract), *_access(access, today), *_answers(other, today)]
    because += _rounds(requests, case.contract)
    found = [said(N_("We cannot meet your needs because {because}."), because=each) for each in because]
    return (*found, said(N_("We cannot meet your needs because …")))


def _money(bills: Sequence[Bill]) -> Iterator[Said]:
    late = [each for each in bills if each.status == "overdue"]
    if late:
        worst = max(late, key=lambda each: each.days_late)
        yield counted(
            N_("invoice {number} was not paid by {due}, {count} day ago"),
            N_("invoice {number} was not paid by {due}, {count} days ago"),
            worst.days_late,
            number=worst.facts.number,
            due=worst.due,
        )
    if len(late) > 1:
        yield counted(
            N_("{count} invoice is past its due date"), N_("{count} invoices are past their due dates"), len(late)
        )
    settled = [each for each in bills if each.status == "paid"]
    slow = [each for each in settled if each.days_late > 0]
    if len(slow) > 1:
        yield said(
            N_("{late} of {all} paid invoices were paid after their due date, the latest by {days}"),
            late=len(slow),
            all=len(settled),
            days=counted(N_("{count} day"), N_("{count} days"), max(each.days_late for each in slow)),
        )


def _stop(contract: Contract | None) -> Iterator[Said]:
    if contract and contract.stopped_on:
        yield said(N_("work has been stopped since {date} because of an unpaid invoice"), date=contract.stopped_on)


def _access(requests: Sequence[RequestFacts], today: date) -> Iterator[Said]:
    if requests:
        oldest = min(requests, key=lambda each: each.asked_on)
        yield counted(
            N_("the access that the work needs (“{what}”) has not been given since {date}, {count} day ago"),
            N_("the access that the work needs (“{what}”) has not been given since {date}, {count} days ago"),
            oldest.days_open(today),
            what=oldest.title,
            date=oldest.asked_on,
        )


def _answers(requests: Sequence[RequestFacts], today: date) -> Iterator[Said]:
    if requests:
        oldest = min(requests, key=lambda each: each.asked_on)
        yield counted(
            N_("“{question}” has had no answer since {date}, {count} day ago"),
            N_("“{question}” has had no answer since {date}, {count} days ago"),
            oldest.days_open(today),
            question=oldest.title,
            date=oldest.asked_on,
        )
    if len(requests) > 1:
        yield counted(
            N_("{count} question is still without an answer"),
            N_("{count} questions are still without an answer"),
            len(requests),
        )


def _rounds(requests: Sequence[RequestFacts], contract: Contract | None) -> Iterator[Said]:
    limit = contract.revision_limit if contract else None
    most = max(requests, key=lambda each: each.rounds, default=None)
    if limit is not None and most and most.rounds > limit:
        yield said(
            N_("“{what}” came back with changes {rounds} times, and the contract includes {limit}"),
            what=most.title,
            rounds=most.rounds,
            limit=limit,
        )
