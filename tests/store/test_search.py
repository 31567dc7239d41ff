"""Searching as a person types: words and their beginnings, Thai, nothing taken for an operator, newest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.records import Instant, Message
from clientguard.store import search, sqlite
from tests import factories

THAI = "ลูกค้าขอแก้ไขใบแจ้งหนี้เดือนพฤศจิกายน"


def find(book, query: str, **options) -> list[int]:
    with book.read() as db:
        return [hit.record for hit in search.find(db, query, **options)]


def message(book, text: str, ms: int = factories.FIRST) -> int:
    return factories.save(book, Message(client=None, at=Instant(ms), subject="—", body=text))


@pytest.fixture
def note(book):
    """Write a text into the record and return its number."""
    client = factories.add(book, "client", name="Somebody")

    def write(text: str, ms: int = factories.FIRST) -> int:
        return factories.add(book, "message", client=client, subject="s", body=text, at=Instant(ms))

    return write


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("invoice", True),
        ("INVOICE", True),
        ("inv", True),
        ("i", True),
        ("september invoice", True),
        ("invoice october", False),
        ("voice", False),
        ("R-0042", True),
        ("0042", True),
        ("joan@example.org", True),
        ("cafe", True),
        ("café", True),
        ("wurkje", True),
        ("wûrkje", True),
        ("naïve", False),
        ("", False),
        ("  ", False),
        ("— …", False),
        ("₿ invoice", True),
    ],
)
def test_every_word_or_its_beginning_is_found(book, note, query, found):
    number = note("The September invoice R-0042 of the Café is open; wûrkje, joan@example.org")
    assert find(book, query) == ([number] if found else [])


@pytest.mark.parametrize("length", range(1, 11))
def test_every_stretch_of_thai_is_found(book, note, length):
    number = note(f"Re: {THAI}, 15 พ.ย.")
    note("another text altogether")
    for start in range(len(THAI) - length + 1):
        assert find(book, THAI[start : start + length]) == [number], THAI[start : start + length]


def test_thai_that_is_not_there_is_not_found(book, note):
    note(THAI)
    for query in ("ฮ", "ลค", "ลูกคา", THAI + "ก", "แก้ไข ฮ"):
        assert find(book, query) == []


@pytest.mark.parametrize("text", ["กข", "ก", "กขค"])
def test_short_thai_is_found_by_each_part(book, note, text):
    number = note(text)
    for start in range(len(text)):
        assert find(book, text[start:]) == [number]


def test_thai_and_latin_stand_side_by_side(book, note):
    number = note("ติดตั้งGoogleแล้ว")
    for query in ("google", "ติดตั้ง", "แล้ว", "ติดตั้งgoog", "google แล้ว"):
        assert find(book, query) == [number]


@pytest.mark.parametrize("word", ["हिन्दी", "العَرَبِيَّة", "日本語", "Ελλάδα", "Ĳsselmar"])
def test_words_of_any_script_are_found(book, note, word):
    number = note(f"before {word} after")
    assert find(book, word) == [number]


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "NEAR(",
        "a AND",
        "OR",
        "NOT x",
        "text:x",
        "*",
        "^a",
        "a*b",
        "(",
        ")",
        "-x",
        "{a b}:c",
        "'",
        ";",
        "\x00",
        "a\x00b",
    ],
)
def test_operators_are_only_words(book, note, query):
    note("nothing of that kind")
    find(book, query)


def test_a_word_that_is_an_operator_elsewhere_is_found(book, note):
    number = note("either this OR that, NOT both")
    assert find(book, "NOT OR") == [number]


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_query(query):
    db = sqlite.dbapi.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (text)")
    expression = search.expression(query)
    if expression:
        db.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()
    db.close()


def test_the_newest_come_first_whenever_they_were_written(book, note):
    day = 86_400_000
    middle, oldest, newest = (note("word", factories.FIRST + at * day) for at in (0, -400, 30))
    before_1970 = note("word", -day)
    assert find(book, "word") == [newest, middle, oldest, before_1970]
    assert find(book, "word", limit=2) == [newest, middle]


def test_many_records_of_one_second_are_all_found(book):
    client = factories.add(book, "client", name="Somebody")
    same = Instant(factories.FIRST)
    made = book.write(
        lambda write: [write.add(Message(client=client, at=same, subject=f"word {n}")).id for n in range(300)]
    )
    assert find(book, "word", limit=1000) == made[::-1]


def test_changed_text_is_found_by_its_new_words_only(book):
    client = factories.add(book, "client", name="Harbour Books")
    assert find(book, "harbour") == [client]
    import dataclasses

    from clientguard.domain.records import Client

    factories.save(book, dataclasses.replace(factories.read(book, Client, client), name="Mill"))
    assert find(book, "harbour") == []
    assert find(book, "mill") == [client]


def test_removed_records_are_left_out_until_they_are_restored(book):
    client = factories.add(book, "client", name="Harbour Books")
    book.write(lambda write: write.remove(client))
    assert find(book, "harbour") == []
    book.write(lambda write: write.restore(client))
    assert find(book, "harbour") == [client]


def test_one_kind_can_be_asked_for(book):
    client = factories.add(book, "client", name="Harbour Books")
    contact = factories.add(book, "contact", client=client, name="Joan Harbour")
    assert set(find(book, "harbour")) == {client, contact}
    assert find(book, "harbour", kind="contact") == [contact]


def test_a_record_without_words_takes_no_room_in_the_index(book):
    client = factories.add(book, "client")
    before = count(book)
    release = factories.add(book, "invoice", client=client, number="—", detail="")
    assert count(book) == before + 1  # "—" is a text, if no word
    book.write(lambda write: search.index(write.db, release, "  ", 0))
    assert count(book) == before


def count(book) -> int:
    with book.read() as db:
        return db.execute("SELECT count(*) FROM search_entry").fetchone()[0]
