"""Queries with operators on a casebook: phrases, what is left out, filters; newest first."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from clientguard.domain.records import Instant
from clientguard.domain.records.query import parse_query
from clientguard.store.views import search
from tests import factories

TODAY = date(2026, 11, 20)
DAY = 86_400_000
FIRST = 1_790_000_000_000  # 21 September 2026
THAI = "ลูกค้าขอแก้ไขใบแจ้งหนี้"


@pytest.fixture
def practice(book):
    """Two clients with some messages, an invoice and a file."""
    harbour = factories.add(book, "client", name="Harbour Books")
    casa = factories.add(book, "client", name="Casa Verde")
    texts = {
        "plain": (harbour, "in", "We pay the late fee, as agreed."),
        "apart": (harbour, "out", "The fee came too late."),
        "split": (casa, "in", "Late\n— fee? Who says so?"),
        "accent": (casa, "out", "Das Café zahlt die späte Gebühr."),
        "thai": (casa, "in", f"Note: {THAI}"),
        "prefix": (harbour, "out", "Latest fees of the year"),
    }
    ids = {
        name: factories.add(book, "message", client=client, direction=way, subject="s", body=body,
                            at=Instant(FIRST + number * DAY))
        for number, (name, (client, way, body)) in enumerate(texts.items())
    }  # fmt: skip
    ids["invoice"] = factories.add(book, "invoice", client=casa, number="R-late-1", issued=date(2026, 10, 5))
    return book, ids | {"harbour": harbour, "casa": casa}


def names(practice, query: str, **options) -> list[str]:
    book, ids = practice
    called = {record: name for name, record in ids.items()}
    with book.read() as db:
        return [called[hit.record] for hit in search.find(db, parse_query(query, TODAY), **options).hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"late fee"', "split plain"),
        ('"late fee" -split', "split plain"),
        ('"fee late"', ""),
        ('"late fe"', ""),
        ('"LATE  FEE"', "split plain"),
        ("late fee", "prefix split apart plain"),
        ('"late" fee', "split apart plain"),
        ("late -pay", "invoice prefix split apart"),
        ("late -pa", "invoice prefix split apart plain"),
        ("late -pa*", "invoice prefix split apart"),
        ('fee -"late fee"', "prefix apart"),
        ("fee -late -latest", ""),
        ('"cafe zahlt"', "accent"),
        ('"Café zahlt die spate"', "accent"),
        ("-late -latest kind:message", "thai accent"),
        (f'"{THAI[3:12]}"', "thai"),
        (f"-{THAI[:6]} client:casa kind:message", "accent split"),
        ("late client:harb", "prefix apart plain"),
        ("late client:casa", "invoice split"),
        ("late -client:casa", "prefix apart plain"),
        ('client:"casa verde" kind:invoice', "invoice"),
        ("late kind:invoice", "invoice"),
        ("late -kind:message", "invoice"),
        ("kind:invoice kind:client", "invoice casa harbour"),
        ("late is:received", "split plain"),
        ("late is:sent", "prefix apart"),
        ("late -is:sent kind:message", "split plain"),
        ("on:2026-09-21", "plain"),
        ("late on:2026-09", "prefix split apart plain"),
        ("late after:2026-09-22 before:2026-10", "prefix split"),
        ("late from:2026-09-22 to:2026-09-23", "split apart"),
        ("client:zeppelin", ""),
        ("client:zeppelin late", ""),
        ("R-late", "invoice"),
        ("", ""),
        ("- -- \0 🙂", ""),
    ],
)
def test_what_a_query_finds(practice, query, found):
    assert names(practice, query) == found.split()


def test_a_client_that_is_given_narrows_every_query(practice):
    _book, ids = practice
    assert names(practice, "late", client=ids["casa"]) == ["invoice", "split"]
    assert names(practice, "", client=ids["harbour"])[:3] == ["prefix", "apart", "plain"]


def test_the_day_is_that_of_the_user(practice):
    def tomorrow(at: Instant) -> date:
        return date(1970, 1, 1) + timedelta(days=at.ms // DAY + 1)

    assert names(practice, "late on:2026-09-22", day_of=tomorrow) == ["plain"]


def test_more_than_asked_for_is_said(practice):
    book, _ids = practice
    with book.read() as db:
        found = search.find(db, parse_query("late", TODAY), limit=2)
        assert (len(found.hits), found.more, found.looked_at_all) == (2, True, True)
        assert not search.find(db, parse_query("late", TODAY), limit=5).more


def test_what_was_removed_is_not_found_by_a_filter(practice):
    book, ids = practice
    book.write(lambda write: write.remove(ids["split"]))
    assert names(practice, 'client:casa "late fee"') == []
    book.write(lambda write: write.remove(ids["harbour"]))
    assert names(practice, "kind:message late") == []


def test_only_the_newest_are_looked_at_and_a_client_of_long_ago_is_found_all_the_same(practice, monkeypatch):
    book, ids = practice
    monkeypatch.setattr(search, "LOOKED_AT", 40)
    for number in range(120):
        at = Instant(FIRST + 30 * DAY + number)
        factories.add(book, "message", client=ids["casa"], subject="s", body="fee, late again", at=at)
    with book.read() as db:
        found = search.find(db, parse_query('"late fee"', TODAY))
        assert not found.looked_at_all
    assert names(practice, '"late fee" client:harbour') == ["plain"]
    assert names(practice, "late client:harbour kind:message") == ["prefix", "apart", "plain"]


def test_phrases_agree_with_reading_every_text(book):
    chance = random.Random(5)
    words = ["late", "fee", "pays", "early", "the", "Büro", "ขอ", "แก้ไข"]
    client = factories.add(book, "client", name="Somebody")
    texts: dict[int, list[str]] = {}
    for number in range(60):
        text = chance.choices(words, k=8)
        made = factories.add(book, "message", client=client, subject="s", body=" ".join(text),
                             at=Instant(FIRST + number * 1000))  # fmt: skip
        texts[made] = text
    with book.read() as db:
        for _ in range(40):
            pair = tuple(chance.choices(words, k=2))
            expected = [each for each, text in texts.items() if pair in pairwise(text)]
            found = search.find(db, parse_query(f'"{pair[0]} {pair[1]}"', TODAY), limit=100)
            assert [hit.record for hit in found.hits] == expected[::-1], pair
