"""Who only asked, and who was declined, moves no figure of a client (P7.5)."""

from __future__ import annotations

import pytest

from clientguard.actions.judgement.reading import judged, judged_all
from clientguard.domain.records import Instant
from clientguard.store.views.answers import last_words
from clientguard.store.views.communication.touch import touch_facts
from clientguard.store.views.judgement.compared import compared
from clientguard.store.views.judgement.worth import worth_facts
from clientguard.store.views.today import on_record
from tests.factories import TODAY, add, ago, firm_book


def at(days: int) -> Instant:
    return Instant((ago(days).toordinal() - 719_163) * 86_400_000 + 36_000_000, 0)


@pytest.fixture
def book(tmp_path):
    with firm_book(tmp_path / "practice.casebook") as made:
        yield made


def seen(book):
    span = (ago(365), TODAY)
    with book.read() as db:
        return {
            "touch": touch_facts(db, *span, lambda _at: (0, 0)),
            "worth": worth_facts(db, *span, lambda _at: (0, 0)),
            "compared": compared(db, *(ago(90), ago(365)), TODAY),
            "judged": judged_all(db, TODAY),
            "checklist": on_record(db),
        }


@pytest.mark.parametrize("stage", ["prospect", "declined"])
def test_neither_a_prospect_nor_a_declined_one_is_compared_with_clients(book, stage):
    mill = add(book, "client", name="Mill", stage="active", since=ago(400))
    add(book, "message", client=mill, at=at(20), direction="in")
    add(book, "payment", client=mill, received=ago(10), amount=900_00)
    before = seen(book)

    asking = add(book, "client", name="Asking", stage=stage)
    for days in range(1, 9):
        add(book, "message", client=asking, at=at(days), direction="in", minutes=30)
    add(book, "work", client=asking, on=ago(3), minutes=90)

    assert seen(book) == before


def test_the_mail_of_a_prospect_is_answered_and_that_of_a_declined_one_is_done(book):
    for stage in ("prospect", "declined"):
        add(book, "message", client=add(book, "client", name=stage, stage=stage), at=at(3), direction="in")

    with book.read() as db:
        assert [each.client_name for each in last_words(db)] == ["prospect"]


def test_the_signs_of_a_prospect_can_be_asked_for(book):
    mill, asking = add(book, "client", name="Mill"), add(book, "client", name="Asking", stage="prospect")

    with book.read() as db:
        assert [each.client for each in (judged(db, asking, TODAY), judged(db, mill, TODAY))] == [asking, mill]
