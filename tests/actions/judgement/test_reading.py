"""Reading a client: ten findings in their order, for one and for all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clientguard.actions.judgement.reading import judged, judged_all
from clientguard.actions.judgement.reviewing import review_sign
from clientguard.actions.records.editing import remove_records
from clientguard.errors import KnownError
from tests.factories import TODAY, add, ago


def test_one_client_and_all_of_them_are_read_alike(book):
    names = {add(book, "client", name=name): name for name in ("Mill", "Harbour Books")}
    with book.read() as db:
        everyone = judged_all(db, TODAY)
        assert [each.client_name for each in everyone] == ["Harbour Books", "Mill"]
        for each in everyone:
            assert each == judged(db, each.client, TODAY)
            assert [finding.sign for finding in each.findings] == list(range(1, 11))
            assert names[each.client] == each.client_name


def test_a_client_that_is_not_on_record_or_was_removed_is_said(book):
    removed = add(book, "client", name="Mill")
    remove_records(book, [removed])
    with book.read() as db:
        for each in (999, removed):
            with pytest.raises(KnownError):
                judged(db, each, TODAY)
        assert judged_all(db, TODAY) == ()


def test_what_is_on_record_raises_a_sign_until_the_user_does_not_count_it(book):
    client = add(book, "client", name="Mill", stage="active", since=ago(700))
    for number in range(1, 5):
        due = ago(40 * number)
        bill = add(book, "invoice", client=client, issued=ago(40 * number + 14), due=due, due_typed=True, amount=100_00)
        if number > 1:
            add(book, "payment", client=client, invoice=bill, received=due + timedelta(days=25), amount=100_00)
    with book.read() as db:
        found = judged(db, client, TODAY)
    assert [each.sign for each in found.raised] == [1]
    assert [each.kind for each in found.patterns] == ["silent", "controlling", "eventually"]
    review_sign(book, client, 1, "except", "They move house", TODAY, ago(-30))
    with book.read() as db:
        assert judged(db, client, TODAY).raised == ()
        assert [each.sign for each in judged(db, client, ago(-31)).raised] == [1]


def test_a_threat_of_harm_does_not_lapse(book):
    client = add(book, "client", name="Mill", stage="active", since=ago(2000))
    add(book, "problem", client=client, title="Fire", sort="conduct", sign="7", harm=True, on=ago(900))
    with book.read() as db:
        assert [each.sign for each in judged(db, client, TODAY).raised] == [7]
