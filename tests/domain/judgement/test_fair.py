"""The fair look: what speaks for the client, and our own share, each with figures and the records behind it (P8.1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clientguard.domain.communication.waiting import PromiseMade, RequestFacts
from clientguard.domain.judgement.facts import Appointment, SignFacts, Talk
from clientguard.domain.judgement.fair import FairPoint, fair_look
from clientguard.domain.judgement.finding import Finding
from clientguard.domain.money.amount import Money
from clientguard.domain.money.holds import HoldFacts
from clientguard.domain.money.receivables import Bill, InvoiceFacts, bill
from clientguard.domain.records import (
    Absence,
    ApprovalRound,
    Client,
    Contract,
    Deliverable,
    Demand,
    Extension,
    ProblemNote,
    RecoveryPlan,
)
from clientguard.texts import current

TODAY = date(2026, 11, 22)
CLIENT = Client(id=1, name="Acme", since=date(2024, 1, 1))
AGREED = Contract(id=2, starts=date(2024, 1, 1), payment_terms="net 14", response_days=5, revision_limit=2,
                  contact_hours="Mon–Fri 9–17")  # fmt: skip


MORE_TIME = "The client asked for more time before invoice R-7 was due; 23 Oct 2026 was agreed"


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def owed(number: int, due: date, paid: date | None, **values: Any) -> Bill:
    amount = Money(100_00, "EUR")
    facts = InvoiceFacts(number, 1, "Acme", f"R-{number}", due - timedelta(days=14), due, "", amount,
                         amount.minor if paid else 0, paid, **values)  # fmt: skip
    return bill(facts, TODAY)


def asked(number: int, needed: date, answered: date | None, **values: Any) -> RequestFacts:
    return RequestFacts(number, 1, "Acme", f"Question {number}", "question", needed - timedelta(days=7), needed, "",
                        answered_on=answered, **values)  # fmt: skip


def told(points: tuple[FairPoint, ...]) -> list[tuple[str, tuple[int, ...]]]:
    return [(current().say(each.text), each.evidence) for each in points]


def for_them(findings: tuple[Finding, ...] = (), **facts: Any) -> list[tuple[str, tuple[int, ...]]]:
    return told(fair_look(SignFacts(**{"client": CLIENT, "contracts": (AGREED,), **facts}), findings, TODAY).for_them)


def our_share(**facts: Any) -> list[tuple[str, tuple[int, ...]]]:
    return told(fair_look(SignFacts(**{"client": CLIENT, "contracts": (AGREED,), **facts}), (), TODAY).our_share)


def test_a_record_without_anything_says_nothing_either_way():
    assert (for_them(), our_share()) == ([], [])


def test_a_running_recovery_plan_is_looked_at_first():
    plan = RecoveryPlan(id=5, made_on=ago(20), remedy="Redo the photos", due=ago(-9))
    (found,) = for_them(plans=(plan, RecoveryPlan(id=6, made_on=ago(90), remedy="x", due=ago(60), result="better")))
    assert found == ("A recovery plan has been running since 2 Nov 2026: Redo the photos. Look at its result on "
                     "1 Dec 2026 first.", (5,))  # fmt: skip


def test_illness_is_told_and_a_holiday_only_if_something_lay_open():
    ill = Absence(id=5, reason="illness", starts=ago(60), until=ago(40))
    away = Absence(id=6, reason="holiday", starts=ago(30), until=ago(20))
    assert for_them(absences=(ill, away)) == [("The client was ill from 23 Sep 2026 to 13 Oct 2026.", (5,))]
    request = asked(7, ago(25), ago(18))
    assert for_them(absences=(away,), requests=(request,)) == [
        ("The client was away from 23 Oct 2026 to 2 Nov 2026, as it had said; 1 request was open then.", (6, 7))
    ]


@pytest.mark.parametrize(
    ("asked_on", "paid", "text"),
    [
        (ago(65), ago(32), f"{MORE_TIME} and kept."),
        (ago(65), ago(20), f"{MORE_TIME}."),
        (ago(50), ago(32), ""),
    ],
)  # fmt: skip
def test_more_time_that_was_asked_for_before_the_date_is_told(asked_on, paid, text):
    hold = HoldFacts(8, "agreed", "asked", asked_on, ago(30), is_settled=True)
    assert for_them(bills=(owed(7, ago(60), paid, holds=(hold,)),)) == ([(text, (7, 8))] if text else [])


def test_one_late_payment_among_many_and_a_promise_that_was_kept():
    bills = tuple(owed(each, ago(30 * each), ago(30 * each - (24 if each == 3 else 1))) for each in range(2, 8))
    kept = PromiseMade(20, 1, "Acme", "payment", "On Friday", ago(70), ago(60), "", kept_on=ago(61))
    assert for_them(bills=bills, promises=(kept,)) == [
        ("The client kept 1 promise by its date.", (20,)),
        ("Invoice R-3 was the only late one: the other 5 were paid on time.", (3, 2, 4, 5, 6, 7)),
    ]


def test_most_answers_came_in_time():
    requests = tuple(asked(each, ago(10 * each), ago(10 * each - (9 if each == 2 else 0))) for each in range(2, 7))
    assert for_them(requests=requests) == [("The client answered 4 of 5 requests by their dates.", (3, 4, 5, 6))]


def test_a_sign_that_rests_on_one_entry_of_an_old_client_and_a_new_client():
    finding = Finding(9, "watch", evidence=(44,))
    assert for_them((finding, Finding(5, "raised", evidence=(1, 2)))) == [
        ("“Complaints in public” rests on one entry in 35 months as a client.", (44,))
    ]
    assert for_them(client=Client(id=1, name="Acme", since=ago(20))) == [
        ("The client came on 2 Nov 2026 only: a new one is allowed to ask more.", (1,))
    ]


def test_an_invoice_of_which_nobody_reminded_the_client():
    late = owed(7, ago(20), None)
    assert for_them(bills=(late,)) == [("Nobody has reminded the client of invoice R-7, 20 days late.", (7,))]
    assert for_them(bills=(late,), talks=(Talk(8, ago(10), 600, "out", "mail", about=(7,)),)) == []


def test_what_was_never_agreed_is_told():
    assert for_them(contracts=()) == [("No contract is on record: what both sides expect was never written down.", ())]
    bare = Contract(id=2, payment_terms="net 14", revision_limit=2)
    assert for_them(contracts=(bare,)) == [
        ("The contract says nothing of how long an answer may take, when you can be reached.", (2,))
    ]


def test_our_faults_are_told_with_what_they_explain():
    fault = ProblemNote(id=5, on=ago(40), title="Prices of last year", sort="ours")
    other = ProblemNote(id=6, on=ago(30), title="The shop was down", sort="other", cause="us")
    theirs = ProblemNote(id=7, on=ago(30), title="Paid late", sort="payment")
    rounds = tuple(ApprovalRound(id=each, request=9, submitted_on=ago(50), changes_asked="prices") for each in (10, 11))
    last = ApprovalRound(id=12, request=9, submitted_on=ago(30))
    found = our_share(problems=(fault, other, theirs), rounds=(*rounds, last), requests=(asked(9, ago(45), ago(45)),),
                      explained={10: (5,), 11: (5,)})  # fmt: skip
    assert found == [
        ("13 Oct 2026: Prices of last year. That explains 2 entries, which do not count.", (5, 10, 11)),
        ("23 Oct 2026: The shop was down.", (6,)),
        ("2 of 3 rounds of “Question 9” were for errors of ours.", (9, 10, 11)),
    ]


def test_a_late_delivery_counts_unless_an_answer_was_late_or_a_date_was_agreed():
    site = Deliverable(id=5, title="Site", state="delivered", due=ago(60), delivered_on=ago(46))
    assert our_share(deliverables=(site,)) == [("Site was delivered 14 days late.", (5,))]
    assert our_share(deliverables=(site,), requests=(asked(7, ago(70), ago(49), deliverable=5),)) == []
    moved = Extension(id=8, deliverable=5, agreed_on=ago(62), new_due=ago(45), cause="client")
    assert our_share(deliverables=(site,), extensions=(moved,)) == []
    ours = Extension(id=8, deliverable=5, agreed_on=ago(62), new_due=ago(45), cause="us")
    assert our_share(deliverables=(site,), extensions=(ours,)) == [("Site was delivered 14 days late.", (5, 8))]
    open_one = Deliverable(id=6, title="Shop", due=ago(3))
    assert our_share(deliverables=(open_one,)) == [("Shop is 3 days late so far.", (6,))]


def test_our_long_answers_and_missed_meetings_are_told():
    talks = (
        Talk(5, ago(40), 600, "in", "mail"),
        Talk(6, ago(39), 600, "in", "mail"),
        Talk(7, ago(38), 600, "out", "mail", replies_to=6),
        Talk(8, ago(20), 600, "out", "mail", replies_to=5),
        Talk(9, ago(10), 600, "out", "mail", replies_to=5),
    )
    demands = (
        Demand(id=15, words="A film", said_on=ago(60), answered_on=ago(40)),
        Demand(id=16, words="A shop", said_on=ago(30)),
        Demand(id=17, words="A fold", said_on=ago(30), answered_on=ago(29)),
    )
    meeting = Appointment(18, ago(9), "missed", "us")
    assert our_share(talks=talks, demands=demands, meetings=(meeting, Appointment(19, ago(8), "missed", "client"))) == [
        ("An answer of ours took 14 working days.", (5, 8)),
        ("We answered “A film” after 14 working days.", (15,)),
        ("We have not answered “A shop” for 20 working days.", (16,)),
        ("We missed 1 meeting.", (18,)),
    ]


def test_an_invoice_that_we_sent_late_is_told():
    paid = owed(7, ago(60), ago(55))
    assert our_share(bills=(paid,), sent={7: ago(64)}) == [("We sent invoice R-7 10 days after its date.", (7,))]
    assert our_share(bills=(paid,), sent={7: ago(72)}) == []
    assert for_them(bills=(paid,), sent={7: ago(64)}) == [
        ("The client paid invoice R-7 9 days after it was sent.", (7,))
    ]
    assert for_them(bills=(owed(7, ago(60), ago(60)),), sent={7: ago(64)}) == []
