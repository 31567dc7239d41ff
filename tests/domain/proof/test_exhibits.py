"""Which records are exhibits, in which order, under which numbers."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from clientguard.domain.proof import exhibits as sections
from clientguard.domain.proof.exhibits import Material, exhibits
from clientguard.domain.records import (
    Allocation,
    Attachment,
    Business,
    Client,
    Contract,
    Decision,
    Demand,
    Document,
    Evidence,
    Instant,
    Invoice,
    Message,
    Payment,
    ProblemNote,
    Promise,
    Request,
    Suspension,
    Work,
)
from clientguard.domain.records.kinds.documents import CERTIFICATE, HISTORY
from tests.factories import FIRST, TODAY, ago

_ids = itertools.count(10)


def new(cls, **values):
    return cls(id=next(_ids), client=1, **values)


def material(*records, parts=(), marked=(), settled=None) -> Material:
    return Material(
        firm=Business(name="Studio North"),
        client=Client(id=1, name="Harbour Books"),
        records=[each for each in records if not isinstance(each, Message)],
        messages=[each for each in records if isinstance(each, Message)],
        parts=parts,
        evidence=[Evidence(about=each.id) for each in marked],
        contacts=(),
        points=(),
        settled=settled or {},
    )


def found_in(section: str, *records, **more) -> list:
    return [each.record for each in exhibits(material(*records, **more), TODAY) if each.section == section]


def test_the_order_is_that_of_a_case_and_numbers_have_no_gaps():
    records = [
        new(Message, at=Instant(FIRST), subject="Hello"),
        new(ProblemNote, title="Shouting", on=ago(4), proof="A witness"),
        new(Suspension, starts=ago(3)),
        new(Demand, words="More", said_on=ago(9)),
        new(Promise, words="Friday", type="answer", made_on=ago(9), due=ago(5)),
        new(Request, title="Colours?", asked_on=ago(9)),
        new(Message, at=Instant(FIRST), subject="Reminder", template="reminder"),
        new(Payment, received=ago(1)),
        new(Invoice, number="R-1", issued=ago(40)),
        new(Contract, title="Shop", starts=ago(300)),
    ]
    made = exhibits(material(*records), TODAY)
    assert [each.number for each in made] == list(range(1, 11))
    assert [each.section for each in made] == [
        sections.CONTRACT, sections.MONEY, sections.MONEY, sections.LETTERS, sections.REQUESTS, sections.PROMISES,
        sections.DEMANDS, sections.STOPS, sections.PROBLEMS, sections.MAIL,
    ]  # fmt: skip
    assert [each.label for each in made][:2] == ["E1", "E2"]


def test_only_requests_that_wait_are_exhibits():
    waits = new(Request, title="Colours?", asked_on=ago(9))
    closed = new(Request, title="Sizes?", asked_on=ago(9), closed_on=ago(1), closed_reason="No answer")
    answered = new(Request, title="Fonts?", asked_on=ago(9), answered_on=ago(2))
    assert found_in(sections.REQUESTS, waits, closed, answered) == [waits, closed]


@pytest.mark.parametrize(
    ("due", "kept", "paid", "broken"),
    [(5, None, None, True), (5, 6, None, False), (5, 3, None, True), (5, None, 6, False), (5, None, 2, True),
     (0, None, None, False), (-3, None, None, False)],
)  # fmt: skip
def test_a_promise_is_broken_if_its_day_passed_before_it_was_kept_or_paid(due, kept, paid, broken):
    made = new(Promise, type="payment", words="Friday", made_on=ago(9), due=ago(due), invoice=2,
               kept_on=ago(kept) if kept is not None else None)  # fmt: skip
    settled = {2: ago(paid)} if paid is not None else {}
    assert bool(found_in(sections.PROMISES, made, settled=settled)) is broken


def test_a_problem_is_an_exhibit_if_something_shows_it():
    bare = new(ProblemNote, title="Rude", on=ago(4))
    told = new(ProblemNote, title="Late", on=ago(3), proof="A mail")
    filed = new(ProblemNote, title="Stolen", on=ago(2))
    file = new(Attachment, of=filed.id, name="photo.jpg")
    assert found_in(sections.PROBLEMS, bare, told, filed, parts=[file]) == [told, filed]


def test_what_was_marked_as_evidence_is_one_but_nothing_private_and_no_paper_for_the_user_alone():
    work, idle = new(Work, on=ago(3), minutes=60), new(Work, on=ago(2), minutes=60)
    decision = new(Decision, verdict="end", on=ago(1))
    report, history = new(Document, type=CERTIFICATE, made_on=ago(1)), new(Document, type=HISTORY, made_on=ago(1))
    marked = [work, decision, report, history]
    assert found_in(sections.MARKED, work, idle, decision, report, history, marked=marked) == [work, report]


def test_what_is_left_out_goes_with_its_parts_and_the_numbers_close_up():
    invoice, payment = new(Invoice, number="R-1", issued=ago(40)), new(Payment, received=ago(30))
    share = new(Allocation, source=payment.id, invoice=invoice.id)
    credit = new(Allocation, credit_note=invoice.id)
    scan = new(Attachment, of=payment.id, name="scan.pdf")
    found = material(invoice, payment, parts=[share, credit, scan])
    whole = exhibits(found, TODAY)
    assert [each.parts for each in whole] == [(credit,), (share,)]
    assert [each.files for each in whole] == [(), (scan,)]
    (left,) = exhibits(found, TODAY, {invoice.id})
    assert (left.number, left.record, left.parts) == (1, payment, (share,))
    assert not exhibits(found, TODAY, {scan.id})[1].files


def test_within_a_section_the_days_decide():
    later = new(Invoice, number="R-2", issued=ago(10))
    earlier = new(Invoice, number="R-1", issued=ago(40))
    first = new(Message, at=Instant(FIRST), subject="First")
    second = new(Message, at=Instant(FIRST + 60_000), subject="Second")
    made = exhibits(material(later, earlier, second, first), TODAY + timedelta(days=1))
    assert [each.record for each in made] == [earlier, later, first, second]
