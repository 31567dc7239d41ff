"""Reading a client: ten findings in their order, for one and for all."""

from __future__ import annotations

import pytest

from clientguard.actions.judgement.reading import judged, judged_all
from clientguard.errors import KnownError
from tests.factories import TODAY, add


def test_one_client_and_all_of_them_are_read_alike(book):
    names = {add(book, "client", name=name): name for name in ("Mill", "Harbour Books")}
    with book.read() as db:
        everyone = judged_all(db, TODAY)
        assert [each.client_name for each in everyone] == ["Harbour Books", "Mill"]
        for each in everyone:
            assert each == judged(db, each.client, TODAY)
            assert [finding.sign for finding in each.findings] == list(range(1, 11))
            assert names[each.client] == each.client_name


def test_a_client_that_is_not_on_record_is_said(book):
    with book.read() as db, pytest.raises(KnownError):
        judged(db, 999, TODAY)
