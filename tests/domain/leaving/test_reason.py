from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta

from clientguard import paths, texts
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.reason import suggestions
from clientguard.domain.leaving.tone import Manner, check_tone
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


def test_the_longest_unpaid_invoice_is_named_and_the_others_counted():
    later = invoice(number="2026-042", due=TODAY - timedelta(days=1))
    assert lines(case(bills=(later, invoice())))[:2] == [
        "We cannot meet your needs because invoice 2026-041 was not paid by 31 Oct 2026, 22 days ago.",
        "We cannot meet your needs because 2 invoices are past their due dates.",
    ]


def test_paying_late_is_a_reason_once_it_is_more_than_one_slip():
    slow, slower = paid(settled=date(2026, 11, 1)), paid(settled=date(2026, 11, 9))
    assert lines(case(bills=(paid(), slow))) == [OPEN_END]
    assert lines(case(bills=(paid(), slow, slower)))[0] == (
        "We cannot meet your needs because 2 of 3 paid invoices were paid after their due date, the latest by 9 days."
    )


def test_a_question_left_without_an_answer_is_a_reason():
    assert lines(case(), QUESTION)[0] == (
        "We cannot meet your needs because “Which logo goes live?” has had no answer since 3 Nov 2026, 19 days ago."
    )
    newer = dataclasses.replace(QUESTION, title="Which colour?", asked_on=date(2026, 11, 9))
    assert lines(case(), newer, QUESTION)[1] == (
        "We cannot meet your needs because 2 questions are still without an answer."
    )


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
    found = lines(case(contract=limited, bills=bills), QUESTION, ACCESS, dataclasses.replace(QUESTION, rounds=5))
    assert len(found) == 9
    assert [check_tone(line, words) for line in found] == [()] * 9
