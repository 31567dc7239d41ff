"""What the record says about a client, and what it advises: carefully, and in the order of the practice (P7, P8.1)."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.leaving.deciding.weighing import Weighing, WeighingFacts, advice, is_against, weigh
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Decision, ProblemNote, Request
from clientguard.texts import current
from tests.domain.leaving.leaving_case import TODAY, invoice, paid

NOTHING = WeighingFacts((), (), (), None, (), (), (), 0, ())
LATE = (
    invoice(id=1, issued=date(2026, 8, 1), due=date(2026, 8, 31), paid=480000, settled=date(2026, 9, 10)),
    invoice(id=2, issued=date(2026, 9, 1), due=date(2026, 9, 30), paid=480000, settled=date(2026, 9, 20)),
    invoice(id=3, issued=date(2026, 10, 1), due=date(2026, 10, 31)),
)
TALK = Decision(id=9, client=7, verdict="talk", on=date(2026, 10, 1), signed_on=date(2026, 10, 1))


def request(number: int, asked: date) -> RequestFacts:
    return RequestFacts(number, 7, "Casa Verde", "Which colours?", "", asked, None, "")


def problem(number: int, on: date) -> ProblemNote:
    return ProblemNote(id=number, client=7, title=f"Problem {number}", on=on)


def weighed(**facts: object) -> Weighing:
    return weigh(dataclasses.replace(NOTHING, **facts), TODAY)  # type: ignore[arg-type]


def words(found: Weighing) -> list[str]:
    return [current().say(each.text) for each in found.lines]


@pytest.mark.parametrize(
    ("facts", "said", "records"),
    [
        ({}, [], []),
        ({"bills": (paid(),)}, [], []),
        ({"bills": LATE}, ["2 of 3 invoices late, the last by 22 days. Overdue now: € 4,800.00."], [(1, 3)]),
        (
            {"requests": (request(4, date(2026, 11, 1)), request(5, date(2026, 10, 2)))},
            ["2 questions without an answer, the oldest asked on 2 Oct 2026."],
            [(4, 5)],
        ),
        ({"requests": (request(4, date(2026, 11, 20)),)}, [], []),  # it is not late yet
        (
            {"rounds": (Request(id=6, client=7, rounds=5),), "revision_limit": 2},
            ["1 piece of work came back more often than agreed: up to 5 rounds, and 2 are included."],
            [(6,)],
        ),
        (
            {"problems": (problem(7, date(2026, 5, 1)), problem(8, date(2026, 11, 2)))},
            ["2 problems on record, the last on 2 Nov 2026: Problem 8."],
            [(7, 8)],
        ),
        (
            {
                "income": (Money(480000, "EUR"),),
                "all_income": (Money(960000, "EUR"), Money(10000, "THB")),
                "minutes": 2400,
            },
            ["€ 4,800.00 in twelve months, for 40 hours: € 120.00 an hour.", "It is 50 % of your income in EUR."],
            [(), ()],
        ),
        ({"minutes": 60}, ["No income in twelve months, for 1 hour of work."], [()]),
        (
            {"income": (Money(100, "EUR"),), "all_income": (Money(100, "EUR"),)},
            ["€ 1.00 in twelve months; no hours are on record."],
            [()],
        ),
    ],
)
def test_the_record_is_told_with_its_figures_and_where_they_come_from(facts, said, records):
    found = weighed(**facts)
    assert words(found) == said
    assert [each.records for each in found.lines] == records


@pytest.mark.parametrize(
    ("facts", "tried", "verdict", "why"),
    [
        ({}, "", "keep", "Nothing in the record"),
        ({"bills": LATE[2:]}, "", "keep", "One event is not a pattern"),
        ({"bills": LATE}, "", "talk", "Talk first"),
        ({"bills": LATE}, "A talk on 3 November.", "end", "Refer the client, or end the work"),
        ({"bills": LATE, "tried": (TALK,)}, "", "end", "gone on after it was talked about"),
        (
            {"bills": LATE, "tried": (dataclasses.replace(TALK, review_on=date(2026, 12, 1)),)},
            "A talk.",
            "talk",
            "look at it again on 1 Dec 2026",
        ),
        (
            {"bills": LATE, "income": (Money(50, "EUR"),), "all_income": (Money(100, "EUR"),), "tried": (TALK,)},
            "",
            "end",
            "how to replace the income: It is 50 % of your income.",
        ),
    ],
)
def test_the_advice_is_to_talk_before_anything_ends_and_nothing_after_one_event(facts, tried, verdict, why):
    found = advice(weighed(**facts), TODAY, tried=tried)
    assert found.verdict == verdict
    assert why in current().say(found.reason)


def test_to_refer_a_client_is_a_way_to_end_it():
    end = advice(weighed(bills=LATE), TODAY, tried="A talk.")
    assert [is_against(each, end) for each in ("keep", "talk", "refer", "end")] == [True, True, False, False]


def test_it_says_for_how_long_a_decision_was_put_off_though_there_was_a_pattern():
    twice = (request(4, date(2026, 5, 1)), request(5, date(2026, 6, 1)))
    put_off = "Nothing was decided for {days} days. A reaction is likely to cost less than going on like this."
    assert put_off.format(days=174) in words(weighed(requests=twice))
    assert put_off.format(days=40) in words(weighed(requests=twice, decided=date(2026, 10, 13)))
    assert not any("Nothing was decided" in each for each in words(weighed(requests=twice, decided=date(2026, 11, 1))))
    assert not any("Nothing was decided" in each for each in words(weighed(requests=twice[:1])))
