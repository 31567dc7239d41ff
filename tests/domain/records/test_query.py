"""What is typed into the search box, taken apart: words, phrases, what is left out, filters; any text is a query."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.records import KINDS
from clientguard.domain.records.query import Filter, Query, Term, parse_query, vocabulary

TODAY = date(2026, 11, 20)
PIECES = ['"', "“", "”", "«", "-", "*", ":", " ", "\0", "client:", "kind:", "is:received", "before:", "2026", "wor",
          "ขอแก้ไข", "🙂", "\n", "from:", "-on:today", "\ud800"]  # fmt: skip


def parse(text: str) -> Query:
    return parse_query(text, TODAY)


def terms(text: str) -> list[str]:
    return [str(each) for each in parse(text).parts]


def test_words_phrases_and_what_is_left_out():
    found = parse('"two words" -not wor -"a phrase" pay*').parts
    assert found == (
        Term("two words", exact=True, quoted=True),
        Term("not", exact=True, excluded=True),
        Term("wor"),
        Term("a phrase", exact=True, excluded=True, quoted=True),
        Term("pay"),
    )


def test_a_word_left_out_is_whole_unless_it_has_a_star():
    assert parse("-in").parts == (Term("in", exact=True, excluded=True),)
    assert parse("-in*").parts == (Term("in", excluded=True),)


@pytest.mark.parametrize("quoted", ['"late fee"', "“late fee”", "„late fee“", "«late fee»"])
def test_any_usual_quotes_make_a_phrase(quoted):
    assert [each.text for each in parse(quoted).wanted] == ["late fee"]


PLAIN = ["", " ", '"', '""', "-", "- -", "--x", "*", "\0", "🙂", "a AND (", "R-1*", "NEAR(x", "col:x", "“open"]
PLAIN += ["https://example.org/a?b=c", "kind:zeppelin", "before:someday", "is:", "on: "]


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_operator_is_text(text):
    assert parse(text).filters == ()
    assert not any(each.excluded for each in parse(text).terms if each.text.strip("-"))


def test_filters_are_read():
    found = parse('client:"Harbour Books" kind:invoice type:change-order is:received after:2026-10-31')
    assert found.filters == (
        Filter("client", "Harbour Books"),
        Filter("kind", "invoice"),
        Filter("kind", "change_order"),
        Filter("is", "in"),
        Filter("after", "2026-10-31", date(2026, 11, 1), None),
    )
    assert found.terms == ()


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("on:2026-11-03", date(2026, 11, 3), date(2026, 11, 3)),
        ("on:2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("on:2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("before:2026-11", None, date(2026, 10, 31)),
        ("after:2025", date(2026, 1, 1), None),
        ("from:yesterday", date(2026, 11, 19), None),
        ('to:"3 nov"', None, date(2026, 11, 3)),
        ("on:fri", date(2026, 11, 13), date(2026, 11, 13)),
    ],
)
def test_days_months_and_years(typed, first, last):
    (found,) = parse(typed).filters
    assert (found.first, found.last) == (first, last)


def test_a_filter_can_be_turned_round():
    assert parse("-kind:message").parts == (Filter("kind", "message", excluded=True),)


def test_the_users_own_words_are_understood_beside_english():
    german = {"client:": "Kunde:", "Invoices": "Rechnungen", "received": "empfangen"}
    words = vocabulary(lambda word: german.get(word, word))
    found = parse_query("kunde:hafen kind:rechnungen is:EMPFANGEN client:casa", TODAY, words)
    assert [(each.key, each.value) for each in found.filters] == [
        ("client", "hafen"),
        ("kind", "invoice"),
        ("is", "in"),
        ("client", "casa"),
    ]


def test_every_kind_is_found_by_its_names():
    for kind in KINDS.values():
        for name in (kind.name, f'"{kind.label}"', f'"{kind.plural.upper()}"'):
            assert parse(f"kind:{name}").filters, name


def test_the_place_of_a_filter_is_known_so_that_it_can_be_taken_out():
    text = "late client:harbour fee"
    (found,) = parse(text).filters
    first, last = found.at
    assert text[first:last] == "client:harbour"


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map("".join))
def test_any_text_is_a_query_and_is_shown_so_that_it_means_the_same(text):
    found = parse(text)
    assert parse(str(found)) == found
    ends = [end for each in found.parts for end in each.at]
    assert ends == sorted(ends)
    assert not ends or ends[-1] <= len(text)


def test_a_long_text_of_quotes_is_read_at_once():
    assert parse("„ " * 200_000).wanted
    assert len(parse('"a" ' * 20_000).wanted) == 20_000


def test_the_name_of_a_filter_may_have_marks_besides_its_letters():
    thai = {"client:": "ลูกค้า:", "before:": "ก่อน:"}
    found = parse_query("ลูกค้า:สมชาย ก่อน:2026 ขอแก้ไข", TODAY, vocabulary(lambda word: thai.get(word, word)))
    assert [(each.key, each.value) for each in found.filters] == [("client", "สมชาย"), ("before", "2026")]
    assert [each.text for each in found.wanted] == ["ขอแก้ไข"]
