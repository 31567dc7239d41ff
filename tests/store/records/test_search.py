"""Searching as a person types: words and their beginnings, Thai, nothing taken for an operator, newest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.actions.privacy.erasure import erase_records
from clientguard.domain.records import KINDS, Instant, Message, Work
from clientguard.domain.records.query import Term
from clientguard.store.file import sqlite
from clientguard.store.records import search, search_words
from clientguard.store.schema.migrations import split
from clientguard.store.schema.schema_2 import SCHEMA_2
from clientguard.store.views import lists
from clientguard.store.views.search import search_records
from tests import factories

THAI = "ลูกค้าขอแก้ไขใบแจ้งหนี้เดือนพฤศจิกายน"


def find(book, query: str, **options) -> list[int]:
    with book.read() as db:
        return [hit.record for hit in search_records(db, query, **options)]


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


def test_thai_whose_pieces_stand_apart_is_not_found(book, note):
    apart = note("กขค ขคง")
    together = note("กขคง")
    assert find(book, "กขคง") == [together]
    assert find(book, "กขค") == [together, apart]
    with book.read() as db:
        assert lists.ids(db, KINDS["message"], text="กขคง") == [together]
        assert lists.ids(db, KINDS["message"], text="กขค ขคง") == [together, apart]


def test_as_many_are_found_as_were_asked_for_when_some_have_only_the_pieces(book, note):
    together = [note("กขคง") for _ in range(3)]
    note("กขค ขคง")
    assert find(book, "กขคง", limit=2) == together[:0:-1]


def test_signs_of_direction_are_no_part_of_a_word(book, note):
    number = note("to \u2066Joan\u2069, by\u061c hand")
    assert find(book, "joan hand by") == [number]


@pytest.mark.parametrize("query", ["ราคา฿500", "฿", "๏ราคา๏", "500฿ราคา"])
def test_signs_among_thai_part_it(book, note, query):
    number = note("ราคา ฿500")
    assert find(book, query) == ([] if query == "฿" else [number])


@pytest.mark.parametrize("text", ["กข", "ก", "กขค"])
def test_short_thai_is_found_by_each_part(book, note, text):
    number = note(text)
    for start in range(len(text)):
        assert find(book, text[start:]) == [number]


@pytest.mark.parametrize("count", [1, 199, 200, 201, 300])
def test_a_beginning_finds_all_words_however_many_they_are(book, count):
    client = factories.add(book, "client", name="Somebody")
    words = [f"order{number:03} letter" for number in range(count)]
    made = book.write(
        lambda write: [
            write.add(Message(client=client, at=Instant(factories.FIRST), subject=word)).id for word in words
        ]
    )
    for query in ("order", "ORDER letter", "ord lett"):
        assert find(book, query, limit=1000) == made[::-1]
    assert find(book, "order000") == made[:1]
    assert find(book, "orders") == []


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
def test_whatever_is_typed_is_a_query_and_finds_its_own_text(query):
    db = sqlite.dbapi.connect(":memory:")
    for statement in split(SCHEMA_2):
        if "search_index" in statement and "DROP" not in statement:
            db.execute(statement)
    db.execute("INSERT INTO search_index (rowid, text) VALUES (1, ?)", (search_words.rewrite(query),))
    match = search_words.expression(db, query)
    if match:
        found = db.execute("SELECT rowid FROM search_index WHERE search_index MATCH ?", (match,)).fetchall()
        assert found == [(1,)]
    db.close()


@given(st.text() | st.text(st.sampled_from("aZ0_-. \n\t\x1f\x7f\x85\xa0éß½①กำ้ํา่ๆ๏๐中\u200b\ue000\u0301")))
def test_a_text_is_indexed_letter_by_letter_whatever_stands_beside_it(text):
    """The index of a casebook holds what was written long ago: no shorter way may come to anything else."""
    letters = "".join(chr(search_words._LETTERS[ord(each)]) for each in search_words.folded(text))
    assert search_words.rewrite(text) == search_words._THAI.sub(
        lambda run: f" {' '.join(run[0][at : at + 3] for at in range(len(run[0])))} ", letters
    )


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


def test_many_records_of_one_day_stand_between_those_of_the_days_around_it(book):
    client = factories.add(book, "client", name="Somebody")
    days = [factories.ago(at) for at in (1, 2, 3)]
    before, after = (factories.add(book, "work", client=client, on=day, detail="word") for day in (days[2], days[0]))
    made = book.write(lambda write: [write.add(Work(client=client, on=days[1], detail="word")).id for _ in range(700)])
    assert find(book, "word", limit=1000) == [after, *made[::-1], before]


@pytest.mark.parametrize("ms", [-(1 << 62), 1 << 62])
def test_dates_beyond_all_measure_are_found(book, note, ms):
    near, far = note("word"), note("word", ms)
    assert find(book, "word") == ([far, near] if ms > 0 else [near, far])


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


def test_records_of_a_removed_client_are_found_again_once_it_is_restored(book):
    gone, other = (factories.add(book, "client", name=name) for name in ("Harbour Books", "Mill"))
    invoice = factories.add(book, "invoice", client=gone, number="shop-1")
    message = factories.add(book, "message", client=gone, subject="shop")
    elsewhere = factories.add(book, "message", client=other, subject="The shop in Harbour Street")
    book.write(lambda write: write.remove(gone))
    assert find(book, "shop") == [elsewhere]
    assert find(book, "shop", limit=1) == [elsewhere], "what is left out takes no place"
    assert find(book, "harbour") == [elsewhere]
    book.write(lambda write: write.restore(gone))
    assert {*find(book, "shop")} == {invoice, message, elsewhere}


def test_what_is_kept_by_law_of_an_erased_client_is_still_found(book):
    client = factories.add(book, "client", name="Harbour Books")
    invoice = factories.add(book, "invoice", client=client, number="shop-1")
    erase_records(book, [client], "a request", [], keep=["invoice"])
    assert find(book, "shop") == [invoice]


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


@pytest.mark.parametrize("typed", ["Hauptstraße", "HAUPTSTRASSE", "haupt\u00adstraße", "hauptstrasse"])
def test_sharp_s_and_ss_find_each_other(book, note, typed):
    made = note(f"An der {typed} 12")
    for query in ("hauptstraße", "hauptstrasse", "HAUPTSTRASSE", "HAUPTSTRAẞE", "hauptstras"):
        assert find(book, query) == [made], query


def test_letters_typed_in_parts_find_those_typed_as_one(book, note):
    made = [note("Café Zürich"), note("Cafe\u0301 Zu\u0308rich")]
    for query in ("café", "cafe\u0301", "zürich", "zu\u0308ri"):
        assert sorted(find(book, query)) == made, query


def test_thai_marks_in_another_order_are_found_in_the_search_and_in_lists(book, note):
    made = note("ท\u0e48\u0e35ดินริมน\u0e4d\u0e49า")
    with book.read() as db:
        assert lists.ids(db, KINDS["message"], text="ที่ดินริมน้ำ") == [made]
    assert find(book, "ที่ดินริมน้ำ") == [made]


_WORDS = ["late", "LATE", "fee", "ﬁn", "fin", "Büro", "Bu\u0308ro", "ß", "K", "\u212a", "กำ", "é\u0301"]
_SIGNS = " .-_\n\t\x1f\x7f\x85\xa0—“”\u200b\u0301\ue000中๏①\u0345"


@given(
    st.lists(st.sampled_from([*_WORDS, *_SIGNS]), max_size=12).map("".join),
    st.sampled_from(["late fee", "late", "fin buro", "ss k", "k", "fee late", "buro"]),
    st.booleans(),
)
def test_a_phrase_is_found_in_a_text_as_in_its_folded_letters(text, phrase, exact):
    """Only what is not ASCII is folded when a text is read for a phrase: that comes to the same as folding it all."""
    [pattern] = search_words.patterns(Term(phrase, exact=exact, excluded=True))
    assert pattern.occurs_in(text) == bool(pattern.other.search(search_words.normal(text)))
