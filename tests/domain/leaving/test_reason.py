from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta

import pytest

from clientguard import paths, texts
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.telling.reason import suggestions
from clientguard.domain.leaving.telling.tone import Manner, check_tone
from clientguard.domain.money.holds import HoldFacts
from clientguard.domain.records import ChangeOrder, Extension, Promise, Request, Suspension
from tests.domain.leaving.leaving_case import CONTRACT, TODAY, case, invoice, paid

QUESTION = RequestFacts(2, 7, "Casa Verde", "Which logo goes live?", "question", date(2026, 11, 3), None, "")
ACCESS = dataclasses.replace(QUESTION, id=3, title="Analytics", ask="access", asked_on=date(2026, 10, 23))
OPEN_END = "We cannot meet your needs because …"


def lines(of: LeavingCase, *requests: RequestFacts) -> list[str]:
    return [texts.words("en").say(each) for each in suggestions(of, requests, TODAY)]


def test_without_facts_only_the_beginning_is_offered():
    assert lines(case()) == [OPEN_END]
    assert lines(case(contract=None)) == [OPEN_END]


def test_an_unpaid_invoice_is_a_reason_with_its_dates():
    assert lines(case(bills=(invoice(),))) == [
        "We cannot meet your needs because invoice 2026-041 was not paid by 31 Oct 2026, 22 days ago.",
        OPEN_END,
    ]


def test_four_of_five_late_invoices_are_the_reason_and_one_unanswered_question_is_not():
    """P4.6: the pattern comes first, and the petty slip not at all."""
    settled = (date(2026, 11, 9), date(2026, 11, 12), date(2026, 11, 15), date(2026, 11, 22))
    found = lines(case(bills=(paid(), *(paid(settled=day) for day in settled))), QUESTION)
    assert found == [
        "We cannot meet your needs because four of five invoices were paid late, the last by 22 days.",
        OPEN_END,
    ]


@pytest.mark.parametrize(
    ("bills", "because"),
    [
        (
            (paid(), paid(settled=date(2026, 11, 9)), paid(settled=date(2026, 11, 12))),
            "two of three invoices were paid late, the last by 12 days",
        ),
        (
            (paid(), paid(settled=date(2026, 11, 9)), invoice()),
            "two of three invoices were not paid on time, and invoice 2026-041 is now 22 days late",
        ),
        (
            (invoice(), invoice(number="2026-042", due=TODAY - timedelta(days=9))),
            "none of the invoices was paid on time, and invoice 2026-041 is now 22 days late",
        ),
        ((paid(settled=date(2026, 11, 9)),) * 2, "each of the two invoices was paid late, the last by 9 days"),
    ],
)
def test_paying_late_is_a_reason_once_it_is_more_than_one_slip(bills, because):
    assert lines(case(bills=bills))[0] == f"We cannot meet your needs because {because}."


@pytest.mark.parametrize(
    "bills",
    [
        (paid(), paid(settled=date(2026, 11, 9))),  # one slip, paid since
        (paid(settled=date(2026, 11, 3)),) * 3,  # three days are the bank's
        (invoice(written_off=480000),) * 3,
        (invoice(holds=(HoldFacts(1, "disputed", "Too high", TODAY, None, is_settled=False),)),) * 3,
        (paid(settled=TODAY, holds=(HoldFacts(1, "agreed", "A plan", date(2026, 10, 31), TODAY, is_settled=True),)),)
        * 3,
        (paid(), paid(), paid(), paid(), paid(), paid(settled=TODAY), paid(settled=TODAY)),  # most came in time
    ],
    ids=("one slip", "the bank", "written off", "disputed", "agreed", "few"),
)
def test_what_was_agreed_disputed_or_rare_is_no_reason(bills):
    assert lines(case(bills=bills)) == [OPEN_END]


def test_a_question_left_without_an_answer_is_a_reason():
    assert lines(case(), QUESTION)[0] == (
        "We cannot meet your needs because “Which logo goes live?” has had no answer since 3 Nov 2026, 19 days ago."
    )
    newer = dataclasses.replace(QUESTION, title="Which colour?", asked_on=date(2026, 11, 9))
    assert lines(case(), newer, QUESTION)[0] == (
        "We cannot meet your needs because two questions are still without an answer, the oldest"
        " (“Which logo goes live?”) since 3 Nov 2026."
    )


def test_answers_that_keep_coming_late_are_a_pattern():
    slow = Request(title="Logo", asked_on=date(2026, 9, 1), needed_by=date(2026, 9, 8), answered_on=date(2026, 9, 30))
    quick = dataclasses.replace(slow, answered_on=date(2026, 9, 2))
    found = suggestions(case(), (QUESTION,), TODAY, (slow, slow, quick))
    assert texts.words("en").say(found[0]) == (
        "We cannot meet your needs because three of four questions were answered later than they had to be, or not yet."
    )


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        (
            {
                "promises": (
                    Promise(words="On Friday", made_on=date(2026, 11, 2), due=date(2026, 11, 6)),
                    Promise(words="Soon", made_on=date(2026, 11, 2), due=date(2026, 11, 13)),
                )
            },
            "two promises were not kept, the last one (“Soon”) for 13 Nov 2026",
        ),
        (
            {"promises": (Promise(words="On Friday", made_on=date(2026, 11, 2), due=date(2026, 11, 6)),)},
            "what was promised for 6 Nov 2026 (“On Friday”) was not kept",
        ),
        (
            {"suspensions": (Suspension(starts=date(2026, 8, 3)), Suspension(starts=date(2026, 11, 15)))},
            "work had to be stopped two times over unpaid invoices, the last time on 15 Nov 2026",
        ),
        (
            {
                "extensions": (
                    Extension(cause="client", agreed_on=date(2026, 9, 1)),
                    Extension(cause="client", agreed_on=date(2026, 10, 1)),
                    Extension(cause="us", agreed_on=date(2026, 11, 1)),
                )
            },
            "two delivery dates had to be moved while we waited for you, the last one on 1 Oct 2026",
        ),
        (
            {"changes": (ChangeOrder(what="A second language", agreed_on=date(2026, 9, 1)),) * 4},
            "what we agreed on has been changed four times since the work began",
        ),
    ],
    ids=("promises", "promise", "stops", "dates", "changes"),
)
def test_each_pattern_of_the_record_has_its_sentence(changes, because):
    assert lines(case(**changes)) == [f"We cannot meet your needs because {because}.", OPEN_END]


@pytest.mark.parametrize("invoice", [1, None])
@pytest.mark.parametrize(("settled", "kept"), [(date(2026, 11, 5), True), (date(2026, 11, 9), False)])
def test_a_promise_to_pay_was_kept_if_the_payment_came_by_its_day(invoice, settled, kept):
    promise = Promise(words="On Friday", made_on=date(2026, 11, 2), due=date(2026, 11, 6), invoice=invoice)
    found = lines(case(bills=(paid(settled=settled), paid()), promises=(promise,)))
    assert (found == [OPEN_END]) == kept


@pytest.mark.parametrize(
    "promise",
    [
        Promise(words="On Friday", made_on=date(2026, 11, 2), due=date(2026, 11, 6), kept_on=date(2026, 11, 6)),
        Promise(words="On Friday", made_on=date(2026, 11, 2), due=TODAY),
    ],
)
def test_a_promise_that_was_kept_or_still_has_time_is_no_reason(promise):
    assert lines(case(promises=(promise,))) == [OPEN_END]


def test_the_two_strongest_patterns_are_joined_and_then_offered_alone():
    """Three late invoices weigh more than two open questions."""
    late = tuple(paid(settled=date(2026, 11, day)) for day in (9, 12, 22))
    found = lines(case(bills=late), QUESTION, dataclasses.replace(QUESTION, title="Which colour?"))
    money = "each of the three invoices was paid late, the last by 22 days"
    silence = "two questions are still without an answer, the oldest (“Which logo goes live?”) since 3 Nov 2026"
    assert found == [
        f"We cannot meet your needs because {each}." for each in (f"{money}, and {silence}", money, silence)
    ] + [OPEN_END]


def test_a_question_that_may_still_be_answered_in_time_is_no_reason():
    assert lines(case(), dataclasses.replace(QUESTION, needed_by=TODAY)) == [OPEN_END]
    assert lines(case(), dataclasses.replace(QUESTION, asked_on=TODAY)) == [OPEN_END]


def test_access_that_was_never_given_is_a_reason_of_its_own():
    assert lines(case(), ACCESS) == [
        "We cannot meet your needs because the access that the work needs (“Analytics”) has not been given since"
        " 23 Oct 2026, 30 days ago.",
        OPEN_END,
    ]


def test_work_that_stands_still_is_a_reason():
    stopped = dataclasses.replace(CONTRACT, stopped_on=date(2026, 11, 15))
    assert lines(case(contract=stopped))[0] == (
        "We cannot meet your needs because work has been stopped since 15 Nov 2026 because of an unpaid invoice."
    )


def test_more_rounds_of_changes_than_agreed_are_a_reason():
    limited = dataclasses.replace(CONTRACT, revision_limit=3)
    rounds = dataclasses.replace(QUESTION, title="Price page", ask="approval", asked_on=TODAY, rounds=7)
    assert lines(case(contract=limited), rounds)[0] == (
        "We cannot meet your needs because “Price page” came back with changes 7 times, and the contract includes 3."
    )
    assert lines(case(contract=limited), dataclasses.replace(rounds, rounds=3)) == [OPEN_END]
    assert lines(case(), rounds) == [OPEN_END]
    assert lines(case(contract=limited)) == [OPEN_END]


def test_what_is_suggested_passes_the_check_of_tone():
    words = Manner(json.loads((paths.resources() / "letters" / "en" / "tone.json").read_text(encoding="utf-8")))
    limited = dataclasses.replace(CONTRACT, revision_limit=3, stopped_on=date(2026, 11, 15))
    bills = (invoice(), invoice(), paid(settled=TODAY), paid(settled=TODAY))
    promises = (Promise(words="On Friday", made_on=date(2026, 11, 2), due=date(2026, 11, 6)),) * 2
    moved = (Extension(cause="client", agreed_on=date(2026, 9, 1)),) * 2
    changes = (ChangeOrder(what="A second language", agreed_on=date(2026, 9, 1)),) * 4
    whole = case(contract=limited, bills=bills, promises=promises, extensions=moved, changes=changes)
    found = lines(whole, QUESTION, ACCESS, dataclasses.replace(QUESTION, rounds=5))
    assert len(found) == 10
    assert [check_tone(line, words) for line in found] == [()] * 10
