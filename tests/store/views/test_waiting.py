"""What waits for the client: as known on a day, with what was asked again, promised, paid and closed."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.domain.communication.waiting import promise_state
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Instant, Promise, Request
from clientguard.store.records import lookup
from clientguard.store.views.communication import waiting
from clientguard.store.views.leaving.weighing import weighing_facts
from clientguard.store.views.today import today
from tests import factories
from tests.factories import TODAY, add, ago

DAY = 86_400_000


@pytest.fixture
def book(tmp_path):
    """A casebook with a business."""
    made = factories.firm_book(tmp_path / "practice.casebook")
    yield made
    made.close()


@pytest.fixture
def owner(book) -> int:
    """A client."""
    return add(book, "client", name="Acme")


def chase(book, owner: int, about: int, days: int) -> int:
    """Log that something was asked for again, so many days ago."""
    message = add(book, "message", client=owner, direction="out", at=Instant(factories.FIRST - days * DAY))
    add(book, "reference", client=owner, source=message, about=about, role="chase")
    return message


def states(book, on=TODAY) -> dict[str, str]:
    with book.read() as db:
        return {each.words: promise_state(each, on, monday_to_friday) for each in waiting.promises(db, on=on)}


def test_a_request_that_was_closed_unanswered_is_no_longer_open_anywhere(book, owner):
    add(book, "request", client=owner, asked_on=ago(20), closed_on=ago(5), closed_reason="We chose ourselves.")
    with book.read() as db:
        assert waiting.open_requests(db, on=TODAY) == ()
        assert today(db, TODAY).requests == weighing_facts(db, owner, TODAY).requests == ()
        (then,) = waiting.open_requests(db, owner, on=ago(6))
        assert (then.closed_on, then.closed_reason) == (None, "")
        (now,) = waiting.all_requests(db, owner, TODAY)
        assert (now.closed_on, now.closed_reason) == (ago(5), "We chose ourselves.")


def test_each_message_that_asks_again_counts_from_its_day(book, owner):
    asked = add(book, "request", client=owner, asked_on=ago(20))
    chase(book, owner, asked, 3)
    gone = chase(book, owner, asked, 9)
    chase(book, owner, asked, 12)
    book.write(lambda write: write.remove(gone))
    other = add(book, "message", client=owner, at=Instant(factories.FIRST))
    add(book, "reference", client=owner, source=other, about=asked, role="proof")
    with book.read() as db:
        assert waiting.open_requests(db, on=TODAY)[0].chased == (ago(12), ago(3))
        assert waiting.open_requests(db, on=ago(5))[0].chased == (ago(12),)


def test_an_absence_counts_for_all_or_for_the_only_person_there_is(book, owner):
    joan = add(book, "contact", client=owner, name="Joan Field")
    add(book, "absence", client=owner, contact=joan, starts=ago(9), until=ago(5))
    add(book, "absence", client=owner, starts=ago(2), until=ago(-2), announced_on=ago(1))
    with book.read() as db:
        assert [each.starts for each in waiting.absences(db, [owner], TODAY)[owner]] == [ago(9), ago(2)]
        assert [each.starts for each in waiting.absences(db, [owner], ago(2))[owner]] == [ago(9)]
    add(book, "contact", client=owner, name="Max Field")
    with book.read() as db:
        assert [each.starts for each in waiting.absences(db, [owner], TODAY)[owner]] == [ago(2)]


def test_rounds_that_are_noted_count_in_place_of_the_number(book, owner):
    add(book, "contract", client=owner, revision_limit=1)
    asked = add(book, "request", client=owner, asked_on=ago(30), ask="approval", rounds=4)
    with book.read() as db:
        assert waiting.open_requests(db, on=TODAY)[0].rounds == 4
    for days, changes in ((20, "Move the logo."), (12, "Back again."), (3, "")):
        add(book, "approval_round", client=owner, request=asked, what="Layout", submitted_on=ago(days),
            answered_on=ago(days - 2), changes_asked=changes)  # fmt: skip
    with book.read() as db:
        assert waiting.open_requests(db, on=TODAY)[0].rounds == 2
        assert waiting.open_requests(db, on=ago(15))[0].rounds == 1
        (then,) = waiting.rounds_of(db, [asked], ago(19))[asked]
        assert (then.answered_on, then.changes_asked) == (None, "")
        assert [each.rounds for each in weighing_facts(db, owner, TODAY).rounds] == [2]
        assert [each.rounds for each in waiting.with_rounds(db, lookup.find_records(db, Request), ago(15))] == [1]


def test_a_removed_deliverable_is_held_up_by_nothing(book, owner):
    work = add(book, "deliverable", client=owner, title="New shop")
    add(book, "request", client=owner, blocks=work)
    book.write(lambda write: write.remove(work))
    with book.read() as db:
        assert waiting.open_requests(db)[0].blocks == ""


def test_a_promise_to_pay_is_judged_by_what_was_paid(book, owner):
    first = add(book, "invoice", client=owner, number="A1", issued=ago(60), due=ago(30), amount=100_00)
    second = add(book, "invoice", client=owner, number="A2", issued=ago(60), due=ago(30), amount=100_00)
    for about, words, made in ((first, "Monday", 20), (second, "Tuesday", 20), (second, "In a week", 10)):
        add(book, "promise", client=owner, invoice=about, words=words, made_on=ago(made), due=ago(made - 5))
    add(book, "payment", client=owner, invoice=first, received=ago(12), amount=100_00)
    assert states(book) == {"Monday": "kept late", "Tuesday": "settled", "In a week": "broken"}
    assert states(book, ago(14)) == {"Monday": "broken", "Tuesday": "broken"}
    add(book, "write_off", client=owner, invoice=second, amount=100_00, on=ago(1))
    assert states(book)["In a week"] == "settled"


def test_a_promise_to_pay_what_is_not_on_record_stays_open_until_it_is_noted_as_kept(book, owner):
    made = add(book, "promise", client=owner, words="Soon", made_on=ago(9), due=ago(2))
    assert states(book) == {"Soon": "broken"}
    factories.save(book, dataclasses.replace(factories.read(book, Promise, made), kept_on=ago(1)))
    assert states(book) == {"Soon": "kept late"}


def test_a_promise_to_answer_is_kept_once_its_request_is_answered(book, owner):
    work = add(book, "deliverable", client=owner, title="New shop")
    answered = add(book, "request", client=owner, asked_on=ago(20), answered_on=ago(8), answer="Yes", blocks=work)
    closed = add(book, "request", client=owner, asked_on=ago(20), closed_on=ago(3), closed_reason="Not needed.")
    for about, words, sort in ((answered, "By Friday", "answer"), (closed, "Pictures", "material")):
        add(book, "promise", client=owner, request=about, words=words, type=sort, made_on=ago(12), due=ago(6))
    assert states(book) == {"By Friday": "kept", "Pictures": "settled"}
    assert states(book, ago(9)) == {"By Friday": "open", "Pictures": "open"}
    with book.read() as db:
        assert [each.blocks for each in waiting.promises(db, on=TODAY)] == ["New shop", ""]
