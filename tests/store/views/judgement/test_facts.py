"""What the signs read: as it was known on the day, of the span, of one client's records alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Instant
from clientguard.store.views.judgement.facts import sign_facts
from tests.factories import FIRST, TODAY, add, ago

DAY = 86_400_000  # milliseconds


def clock(at: Instant) -> datetime:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms)).astimezone(timezone(timedelta(hours=2)))


def at(days: int, hour: int = 9) -> Instant:
    """Return an hour of so many days ago, by UTC."""
    return Instant(FIRST - days * DAY + hour * 3_600_000)


@pytest.fixture
def owner(book):
    return add(book, "client", name="Harbour Books", stage="active")


def facts(book, client, on=TODAY) -> SignFacts:
    with book.read() as db:
        (found,) = sign_facts(db, [client], on, clock, monday_to_friday)
    return found


def test_what_is_dated_later_is_not_there_and_what_was_answered_later_is_open(book, owner):
    invoice = add(book, "invoice", client=owner, issued=ago(60), due=ago(30), amount=100_00)
    add(book, "payment", client=owner, invoice=invoice, received=ago(5), amount=100_00)
    request = add(book, "request", client=owner, asked_on=ago(40), answered_on=ago(5))
    add(book, "approval_round", client=owner, request=request, submitted_on=ago(40), answered_on=ago(5),
        changes_asked="The logo")  # fmt: skip
    add(book, "demand", client=owner, said_on=ago(40), answered_on=ago(5), answer="No", refused=True)
    add(book, "promise", client=owner, words="On Friday", type="answer", made_on=ago(40), due=ago(20), kept_on=ago(5))
    add(book, "problem", client=owner, on=ago(40), sign="9", replied_on=ago(5), reply="Thank you", removed_on=ago(4))
    for kind, day in (("work", "on"), ("problem", "on"), ("advice", "given_on"), ("change_order", "agreed_on")):
        add(book, kind, client=owner, **{day: ago(3)})
    add(book, "message", client=owner, at=at(3))
    then, now = facts(book, owner, ago(10)), facts(book, owner)
    assert [each.status for each in (*then.bills, *now.bills)] == ["overdue", "paid"]
    assert [each.answered_on for each in (*then.requests, *now.requests)] == [None, ago(5)]
    assert [each.changes_asked for each in (*then.rounds, *now.rounds)] == ["", "The logo"]
    assert [each.refused for each in (*then.demands, *now.demands)] == [False, True]
    assert [each.kept_on for each in (*then.promises, *now.promises)] == [None, ago(5)]
    assert [(each.reply, each.removed_on) for each in then.problems] == [("", None)]
    assert [len(each) for each in (then.payments, then.work, then.advice, then.change_orders, then.talks)] == [0] * 5
    assert [len(each) for each in (now.payments, now.work, now.advice, now.change_orders, now.talks)] == [1] * 5


def test_what_lies_before_the_span_is_there_only_if_it_was_still_open(book, owner):
    for days, paid in ((700, 650), (600, None), (400, 300)):
        invoice = add(book, "invoice", client=owner, issued=ago(days), due=ago(days - 14), amount=100_00)
        if paid:
            add(book, "payment", client=owner, invoice=invoice, received=ago(paid), amount=100_00)
    add(book, "request", client=owner, title="Answered", asked_on=ago(500), answered_on=ago(450))
    add(book, "request", client=owner, title="Open", asked_on=ago(500))
    refused = add(book, "demand", client=owner, said_on=ago(500), answered_on=ago(500), refused=True)
    add(book, "demand", client=owner, said_on=ago(490), words="Something else")
    add(book, "demand", client=owner, said_on=ago(20), repeats=refused)
    add(book, "work", client=owner, on=ago(366))
    add(book, "message", client=owner, at=at(366))
    add(book, "message", client=owner, at=at(365))
    found = facts(book, owner)
    assert [each.facts.issued for each in found.bills] == [ago(600), ago(400)]
    assert [each.title for each in found.requests] == ["Open"]
    assert [each.said_on for each in found.demands] == [ago(500), ago(20)]
    assert found.work == ()
    assert [each.on for each in found.talks] == [ago(365)]


def test_the_span_is_the_one_that_the_user_chose(book, owner):
    add(book, "work", client=owner, on=ago(250))
    assert len(facts(book, owner).work) == 1
    add(book, "threshold", key="span_days", value="200")
    assert facts(book, owner).work == ()


def test_a_message_has_the_day_and_minute_of_the_users_clock_and_what_it_is_about(book, owner):
    request = add(book, "request", client=owner, asked_on=ago(20))
    message = add(book, "message", client=owner, at=at(9, hour=23), direction="out", minutes=4)
    add(book, "reference", client=owner, source=message, about=request, role="chase")
    (talk,) = facts(book, owner).talks
    assert (talk.on, talk.minute, talk.minutes, talk.about) == (ago(8), 60, 4, (request,))


@pytest.mark.parametrize("turned", [False, True])
def test_evidence_says_what_a_fault_of_ours_explains(book, owner, turned):
    fault = add(book, "problem", client=owner, sort="ours", on=ago(40))
    theirs = add(book, "problem", client=owner, sort="scope", on=ago(40))
    request = add(book, "request", client=owner, asked_on=ago(50))
    for problem in (fault, theirs):
        first, second = (request, problem) if turned else (problem, request)
        add(book, "evidence", client=owner, supports=first, about=second)
    assert facts(book, owner).explained == {request: (fault,)}
    assert facts(book, owner, ago(41)).explained == {}


def test_the_others_are_measured_over_the_same_months(book, owner):
    other = add(book, "client", name="Mill", stage="active", since=ago(800))
    for days in (30, 300, 400):
        add(book, "payment", client=other, received=ago(days), amount=100_00)
    for days, minutes in ((10, 5), (20, None), (120, 9)):
        add(book, "message", client=other, at=at(days), minutes=minutes)
    add(book, "meeting", client=other, planned_at=at(15), state="held", minutes=45)
    add(book, "work", client=other, on=ago(15), sort="meeting", minutes=60)
    (found,) = facts(book, owner).others
    assert (found.client, found.since, found.messages, found.minutes, found.untimed) == (other, ago(800), 2, 65, 1)
    assert [each.minor for each in found.income] == [200_00]


def test_removed_records_and_those_of_others_are_not_there(book, owner):
    other = add(book, "client", name="Mill")
    for client in (owner, other):
        removed = [
            add(book, "invoice", client=client, issued=ago(60)),
            add(book, "request", client=client, asked_on=ago(40)),
            add(book, "message", client=client, at=at(3)),
            add(book, "meeting", client=client, planned_at=at(3)),
            add(book, "work", client=client),
            add(book, "problem", client=client),
        ]
        if client == owner:
            book.write(lambda write, ids=removed: [write.remove(each) for each in ids])
    found = facts(book, owner)
    assert (found.bills, found.requests, found.talks, found.meetings, found.work, found.problems) == ((),) * 6
    book.write(lambda write: write.remove(other))
    assert facts(book, owner).others == ()


def test_when_an_invoice_went_out_and_which_problems_have_proof_behind_them(book, owner):
    late = add(book, "invoice", client=owner, issued=ago(60), sent_on=ago(50))
    add(book, "invoice", client=owner, issued=ago(60), sent_on=ago(60))
    message = add(book, "message", client=owner, at=at(3))
    bare, backed, filed = (add(book, "problem", client=owner, on=ago(40), proof="") for _ in range(3))
    add(book, "evidence", client=owner, supports=backed, about=message)
    book.write(lambda write: write.attach(filed, owner, "a.txt", "text/plain", b"a"))
    found = facts(book, owner)
    assert (found.sent, found.proven, found.explained) == ({late: ago(50)}, {backed, filed}, {})
    assert bare not in found.proven


def test_on_the_day_on_which_the_clock_is_put_back_each_message_has_its_own_minute(book, owner):
    def amsterdam(at: Instant) -> datetime:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms)).astimezone(
            ZoneInfo("Europe/Amsterdam")
        )

    changed = datetime(2026, 10, 25, tzinfo=UTC)
    for hour in (0, 2, 23):
        ms = round((changed + timedelta(hours=hour)).timestamp()) * 1000
        add(book, "message", client=owner, at=Instant(ms))
    with book.read() as db:
        (found,) = sign_facts(db, [owner], TODAY, amsterdam, monday_to_friday)
    assert [(each.on.day, each.minute) for each in found.talks] == [(25, 120), (25, 180), (26, 0)]
