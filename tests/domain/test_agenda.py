"""What lies ahead on a day of its own (P1.1, P3.2, P4.2)."""

from __future__ import annotations

from datetime import date, timedelta

from clientguard.domain.agenda import AgendaFacts, DatedFacts, MeetingFacts, agenda, due_on
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.contracts.agreed import Agreed
from clientguard.domain.leaving.notice import ContractFacts
from clientguard.domain.records import Instant
from clientguard.texts import words

TODAY = date(2026, 11, 22)


def days(facts: AgendaFacts, today: date = TODAY) -> dict[str, date | None]:
    return {each.key: each.day for each in agenda(facts, today)}


def dated(number: int, after: int) -> DatedFacts:
    return DatedFacts(number, "Mill", "New shop", TODAY + timedelta(days=after))


def test_what_is_over_is_left_out_and_today_still_counts():
    facts = AgendaFacts(promises=(dated(1, -1), dated(2, 0)), deliverables=(dated(3, 5),))
    assert days(facts) == {"promise-2": TODAY, "deliverable-3": TODAY + timedelta(days=5)}
    assert [each.key for each in due_on(agenda(facts, TODAY), TODAY)] == ["promise-2"]


def test_the_last_day_for_notice_stands_before_the_end_of_the_contract():
    agreed = Agreed(
        starts=date(2026, 1, 1), ends=date(2026, 12, 31), renews_months=12, count=1, unit="months", to="term"
    )
    contract = ContractFacts(7, 1, "Mill", "Care", agreed)
    assert days(AgendaFacts(contracts=(contract,))) == {"contract-7": date(2026, 11, 30)}


def test_an_answer_is_awaited_on_the_day_by_which_it_is_needed():
    needed = RequestFacts(4, 1, "Mill", "Which colours?", "question", date(2026, 11, 1), date(2026, 11, 25), "")
    open_ = RequestFacts(5, 1, "Mill", "Which type?", "question", date(2026, 11, 1), None, "")
    assert days(AgendaFacts(requests=(needed, open_))) == {"request-4": date(2026, 11, 25)}


def test_a_meeting_has_its_hour_and_an_hour_where_nobody_said_how_long():
    at = Instant(1_795_500_000_000)
    meetings = (MeetingFacts(1, "Mill", "Kick-off", at, None), MeetingFacts(2, "Mill", "Review", at, 30))
    first, second = agenda(AgendaFacts(meetings=meetings), TODAY)
    assert (first.at, first.minutes, second.minutes) == (at, 60, 30)
    assert words("en").say(first.what) == "Mill: Kick-off"
