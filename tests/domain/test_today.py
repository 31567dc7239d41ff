from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.contracts.agreed import Agreed
from clientguard.domain.leaving.notice import ContractFacts
from clientguard.domain.leaving.progress import LeavingFacts
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts
from clientguard.domain.next_step import Step
from clientguard.domain.today import Figures, TodayFacts, figures, queue

TODAY = date(2026, 11, 22)
SAY = texts.words("en").say
INVOICE = InvoiceFacts(1, 7, "Harbour & Finch", "2026-041", date(2026, 10, 31), None, "", Money(480000, "EUR"), 0, None)
REQUEST = RequestFacts(2, 8, "Lumen Studio", "Which logo goes live?", "question", date(2026, 11, 3), None, "")
CONTRACT = ContractFacts(3, 9, "Baan Suan", "Website care", Agreed(ends=date(2027, 1, 15), count=30))
LEAVING = LeavingFacts(4, 10, "Casa Verde", date(2026, 11, 12), date(2026, 12, 12), "gates", 2, 6)


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def only(facts: TodayFacts) -> Step:
    (step,) = queue(facts, TODAY)
    return step


def with_request(**changes: Any) -> Step:
    return only(TodayFacts(requests=(dataclasses.replace(REQUEST, **changes),)))


def with_contract(**changes: Any) -> Step:
    return only(TodayFacts(contracts=(dataclasses.replace(CONTRACT, **changes),)))


def with_leaving(**changes: Any) -> Step:
    return only(TodayFacts(leavings=(dataclasses.replace(LEAVING, **changes),)))


def test_a_quiet_day_has_no_steps():
    assert queue(TodayFacts(), TODAY) == ()
    assert figures(TodayFacts(), TODAY) == Figures((), (), 0, 0, 0, None, 0)


def paid_late(*late: int, client: int = 7) -> tuple[InvoiceFacts, ...]:
    """Return an invoice a month, the last of this month, paid so many days late."""
    issued = [days(-30 * (len(late) - place)) for place in range(len(late))]
    return tuple(
        dataclasses.replace(
            INVOICE, id=place, client=client, issued=day, paid=INVOICE.amount.minor, settled=day + timedelta(days=each)
        )
        for place, (day, each) in enumerate(zip(issued, late, strict=True))
    )


def test_a_client_that_pays_later_each_time_is_named_unless_it_is_being_left():
    recent = paid_late(2, 9, 21)
    step = only(TodayFacts(recent=recent))
    assert SAY(step.why) == "Paid 2, 9 and 21 days late: later each time."
    assert (step.client, step.action) == (7, "look at payments")
    leaving = dataclasses.replace(LEAVING, client=7)
    assert only(TodayFacts(recent=recent, leavings=(leaving,))).kind == "leaving"


def test_an_overdue_invoice_says_what_why_since_when_and_what_to_do():
    step = only(TodayFacts(invoices=(INVOICE,)))
    assert SAY(step.what) == "Harbour & Finch: invoice 2026-041 is past due"
    assert SAY(step.why) == "€ 4,800.00. It was due on 31 Oct 2026."
    assert SAY(step.since) == "22 days late"
    assert (step.kind, step.record, step.client, step.action) == ("invoice", 1, 7, "send_reminder")
    assert step.answers == ("record payment",)
    assert (step.tone, step.section, step.days) == ("stop", "now", 22)


def test_a_part_paid_invoice_says_what_is_left():
    step = only(TodayFacts(invoices=(dataclasses.replace(INVOICE, paid=80000, due=days(-1)),)))
    assert SAY(step.why) == "€ 4,000.00 of € 4,800.00 is open. It was due on 21 Nov 2026."
    assert SAY(step.since) == "1 day late"
    assert step.tone == "attention"


@pytest.mark.parametrize(("paid", "due"), [(480000, days(-30)), (0, TODAY), (0, days(10))])
def test_an_invoice_that_is_paid_or_not_yet_late_is_no_step(paid: int, due: date):
    assert queue(TodayFacts(invoices=(dataclasses.replace(INVOICE, paid=paid, due=due),)), TODAY) == ()


@pytest.mark.parametrize(
    ("asked_on", "needed_by", "section", "tone"),
    [
        (days(-8), None, "now", "attention"),
        (days(-7), None, "next", "note"),
        (TODAY, None, "next", "note"),
        (days(-1), days(-1), "now", "attention"),
        (days(-30), TODAY, "next", "note"),
        (days(-30), days(5), "next", "note"),
    ],
)
def test_a_request_needs_the_user_once_its_date_or_a_week_has_passed(
    asked_on: date, needed_by: date | None, section: str, tone: str
):
    step = with_request(asked_on=asked_on, needed_by=needed_by)
    assert (step.section, step.tone) == (section, tone)
    assert (step.action, *step.answers)[:2] == (("ask again", "log answer") if section == "now" else ("log answer",))


@pytest.mark.parametrize(
    ("needed_by", "blocks", "why"),
    [
        (None, "", "Asked on 3 Nov 2026."),
        (None, "the launch page", "Holds up the launch page. Asked on 3 Nov 2026."),
        (days(-2), "", "Asked on 3 Nov 2026, needed by 20 Nov 2026."),
        (days(-2), "the launch page", "Holds up the launch page; the answer was needed by 20 Nov 2026."),
        (days(2), "the launch page", "Holds up the launch page; the answer is needed by 24 Nov 2026."),
    ],
)
def test_a_request_says_what_it_holds_up_and_until_when(needed_by: date | None, blocks: str, why: str):
    step = with_request(needed_by=needed_by, blocks=blocks)
    assert SAY(step.what) == "Lumen Studio: no answer to “Which logo goes live?”"
    assert SAY(step.why) == why
    assert SAY(step.since) == "19 days"


def test_a_request_dated_ahead_has_waited_for_no_day():
    step = with_request(asked_on=days(3))
    assert (step.days, SAY(step.since)) == (0, "today")


@pytest.mark.parametrize(
    ("ends", "notice", "shown"),
    [
        (days(-1), None, True),
        (TODAY, None, True),
        (days(60), None, True),
        (days(61), None, False),
        (days(90), 30, True),
        (days(91), 30, False),
        (days(240), 180, True),
        (days(241), 180, False),
        (days(20), 180, True),
    ],
)
def test_a_contract_shows_from_sixty_days_before_the_day_to_decide(ends: date, notice: int | None, shown: bool):
    contract = dataclasses.replace(CONTRACT, agreed=Agreed(ends=ends, count=notice))
    assert bool(queue(TodayFacts(contracts=(contract,)), TODAY)) == shown


def test_a_contract_that_ends_says_by_when_to_decide():
    step = with_contract()
    assert SAY(step.what) == "Baan Suan: the contract ends soon"
    assert SAY(step.why) == "“Website care” ends on 15 Jan 2027; with 30 days of notice, decide by 16 Dec 2026."
    assert SAY(step.since) == "in 24 days"
    assert (step.section, step.tone, step.action) == ("next", "neutral", "open contract")
    assert (step.by, step.answers) == (date(2026, 12, 16), ("contract renewed", "contract ended"))


@pytest.mark.parametrize(
    ("ends", "notice", "section", "since"),
    [
        (days(38), 30, "next", "in 8 days"),
        (days(37), 30, "now", "in 7 days"),
        (days(30), 30, "now", "today"),
        (days(29), 30, "now", "1 day ago"),
        (days(8), None, "next", "in 8 days"),
        (days(1), None, "now", "in 1 day"),
        (days(-3), None, "now", "3 days ago"),
    ],
)
def test_a_contract_needs_the_user_from_the_week_before_the_day_to_decide(
    ends: date, notice: int | None, section: str, since: str
):
    step = with_contract(agreed=Agreed(ends=ends, count=notice))
    assert (step.section, SAY(step.since)) == (section, since)


def test_a_contract_whose_day_to_decide_has_passed_says_so():
    step = with_contract(agreed=Agreed(ends=days(20), count=30))
    assert SAY(step.what) == "Baan Suan: the last day for notice has passed"
    assert SAY(step.why) == "“Website care” ends on 12 Dec 2026; the last day for notice was 12 Nov 2026."
    assert step.by == date(2026, 11, 12)


def test_a_long_notice_is_decided_on_long_before_the_end():
    step = with_contract(agreed=Agreed(ends=days(200), count=6, unit="months"))
    assert SAY(step.what) == "Baan Suan: decide on the contract"
    assert SAY(step.why) == "“Website care” ends on 10 Jun 2027; with 6 months of notice, decide by 10 Dec 2026."


def test_a_contract_that_renews_says_so_and_asks_whether_it_goes_on():
    yearly = Agreed(ends=days(45), renews_months=12, count=2, unit="weeks")
    step = with_contract(agreed=yearly)
    assert SAY(step.what) == "Baan Suan: the contract renews soon"
    assert SAY(step.why) == "“Website care” renews after 6 Jan 2027; with 2 weeks of notice, decide by 23 Dec 2026."
    assert step.answers == ("contract goes on", "contract ended")
    missed = with_contract(agreed=dataclasses.replace(yearly, ends=days(5)))
    assert SAY(missed.why) == "“Website care” renews after 27 Nov 2026; the last day for notice was 13 Nov 2026."


def test_a_contract_that_ran_out_stays_until_it_is_renewed_ended_or_open():
    step = with_contract(agreed=Agreed(ends=days(-400), count=30))
    assert SAY(step.what) == "Baan Suan: the contract has run out"
    assert SAY(step.why) == (
        "“Website care” ended on 18 Oct 2025. Was it renewed, has it ended, or does it run on without an end?"
    )
    assert step.answers == ("contract renewed", "contract ended", "contract open")
    assert step.by == date(2025, 10, 18)


def test_a_contract_that_is_followed_by_another_asks_nothing_unless_it_renews():
    facts = dataclasses.replace(CONTRACT, agreed=Agreed(ends=days(-10)), followed=True)
    assert queue(TodayFacts(contracts=(facts,)), TODAY) == ()
    renewing = dataclasses.replace(CONTRACT, agreed=Agreed(ends=days(10), renews_months=12), followed=True)
    assert len(queue(TodayFacts(contracts=(renewing,)), TODAY)) == 1


def test_a_contract_without_notice_just_says_its_end():
    assert SAY(with_contract(agreed=Agreed(ends=date(2027, 1, 15))).why) == "“Website care” ends on 15 Jan 2027."


def test_the_contract_of_a_client_that_is_being_left_is_no_step_of_its_own():
    facts = TodayFacts(contracts=(dataclasses.replace(CONTRACT, client=10),), leavings=(LEAVING,))
    assert [step.kind for step in queue(facts, TODAY)] == ["leaving"]
    assert figures(facts, TODAY).contracts == 0


def test_a_leaving_names_the_accounts_that_are_still_to_hand_over():
    step = with_leaving()
    assert SAY(step.what) == "Casa Verde: 2 accounts not yet handed over"
    assert SAY(step.why) == "Decided on 12 Nov 2026; the last day is 12 Dec 2026."
    assert SAY(step.since) == "10 days"
    assert (step.icon, step.tone, step.section, step.action) == ("key-round", "note", "now", "continue leaving")


def test_a_leaving_without_open_accounts_is_in_progress():
    step = with_leaving(accounts_open=0, last_day=None)
    assert SAY(step.what) == "Casa Verde: leaving in progress"
    assert SAY(step.why) == "Decided on 12 Nov 2026."
    assert step.icon == "handshake"


@pytest.mark.parametrize(("last_day", "tone"), [(days(8), "note"), (days(7), "attention"), (days(-1), "attention")])
def test_a_leaving_presses_in_its_last_week(last_day: date, tone: str):
    assert with_leaving(last_day=last_day).tone == tone


def test_the_most_urgent_stands_first_and_what_can_wait_last():
    facts = TodayFacts(
        invoices=(
            dataclasses.replace(INVOICE, id=11, due=days(-2)),
            dataclasses.replace(INVOICE, id=12, due=days(-16)),
            dataclasses.replace(INVOICE, id=13, due=days(-22)),
        ),
        requests=(
            dataclasses.replace(REQUEST, id=21),
            dataclasses.replace(REQUEST, id=22, asked_on=days(-1)),
            dataclasses.replace(REQUEST, id=23, asked_on=days(-5)),
        ),
        contracts=(
            CONTRACT,
            dataclasses.replace(CONTRACT, id=31, agreed=Agreed(ends=days(32), count=30)),
            dataclasses.replace(CONTRACT, id=32, agreed=Agreed(ends=days(33), count=30)),
            dataclasses.replace(CONTRACT, id=33, agreed=Agreed(ends=days(50), count=30)),
        ),
        leavings=(LEAVING,),
    )
    steps = queue(facts, TODAY)
    assert [step.record for step in steps] == [13, 12, 21, 11, 31, 32, 4, 23, 22, 33, 3]
    assert [step.section for step in steps] == ["now"] * 7 + ["next"] * 4


def test_the_figures_sum_up_the_day():
    facts = TodayFacts(
        invoices=(INVOICE, dataclasses.replace(INVOICE, id=11, due=days(9), amount=Money(50000, "THB"))),
        requests=(REQUEST, dataclasses.replace(REQUEST, id=21), dataclasses.replace(REQUEST, id=22, client=99)),
        contracts=(CONTRACT,),
        leavings=(LEAVING, dataclasses.replace(LEAVING, id=41, last_day=None)),
    )
    assert figures(facts, TODAY) == Figures(
        owed=(Money(480000, "EUR"), Money(50000, "THB")),
        overdue=(Money(480000, "EUR"),),
        answers=2,
        oldest_days=19,
        leavings=2,
        last_day=date(2026, 12, 12),
        contracts=1,
    )
