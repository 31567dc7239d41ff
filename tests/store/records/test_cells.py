"""What is in a cell is read as a value of its type, or said to be unreadable: never left out, guessed or cut short."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.money.amount import Money
from clientguard.domain.records import KINDS, Field, Instant, Type
from clientguard.store.file import sqlite
from clientguard.store.records import cells

CLIENT = KINDS["client"]
STAGE = next(each for each in CLIENT.fields if each.type is Type.CHOICE)

UNREADABLE = {
    Type.TEXT: [(5,), (b"x",), (None,)],
    Type.LONG: [(5,)],
    Type.LANGUAGE: [(5,)],
    Type.TERMS: [(5,)],
    Type.DATE: [("2026-1-1",), ("20260101",), ("2026-13-01",), (20260101,), ("",)],
    Type.INSTANT: [("now", 0), (10**18, 0), (0, 10**6)],
    Type.MONEY: [("12",), (1.5,), (10**15 + 1,)],
    Type.NUMBER: [("12",), (-(10**15) - 1,)],
    Type.MINUTES: [(b"1",)],
    Type.CURRENCY: [("eur",), ("EURO",), (5,)],
    Type.DECIMAL: [("x",), ("NaN",), ("Infinity",), (5,)],
    Type.FLAG: [(2,), (None,), ("1",)],
    Type.LINK: [(0,), (-3,), ("3",)],
    Type.DIGEST: [("0" * 63,), ("G" * 64,), (5,)],
    Type.CHOICE: [("nonsense",), (5,)],
}
READABLE = {
    Type.TEXT: (("a",), "a"),
    Type.DATE: (("2026-11-22",), date(2026, 11, 22)),
    Type.INSTANT: ((1000, None), Instant(1000, 0)),
    Type.MONEY: ((-5,), -5),
    Type.NUMBER: ((None,), None),
    Type.CURRENCY: (("",), ""),
    Type.DECIMAL: (("1.50",), "1.50"),
    Type.FLAG: ((1,), True),
    Type.LINK: ((None,), None),
    Type.DIGEST: (("0f" * 32,), "0f" * 32),
    Type.CHOICE: (("",), ""),
}


def field(kind: Type) -> Field:
    return STAGE if kind is Type.CHOICE else Field("sample", kind, "Sample")


@pytest.mark.parametrize(("kind", "cell"), [(kind, cell) for kind, every in UNREADABLE.items() for cell in every])
def test_what_cannot_be_such_a_value_is_said_with_its_field_and_record(kind, cell):
    assert not cells.is_readable(field(kind), cell)
    with pytest.raises(sqlite.UnreadableError) as caught:
        cells.value(CLIENT, field(kind), 7, cell)
    assert caught.value.said.values["record"] == "7"


@pytest.mark.parametrize(("kind", "cell", "found"), [(kind, *each) for kind, each in READABLE.items()])
def test_what_is_such_a_value_is_read_as_it_was_written(kind, cell, found):
    assert cells.is_readable(field(kind), cell)
    assert cells.value(CLIENT, field(kind), 7, cell) == found


@pytest.mark.parametrize(
    ("read", "cell", "told"),
    [
        (cells.day, ("2026-02-30",), "a date cannot be read"),
        (cells.a_day, (None,), "a date is missing"),
        (cells.money, ("x", "EUR"), "an amount cannot be read"),
        (cells.money, (100, "euro"), "an amount cannot be read"),
        (cells.amount, (None,), "a number cannot be read"),
        (cells.terms, (None,), "payment terms cannot be read"),
        (cells.moment, ("x", 0), "a moment cannot be read"),
        (cells.moment, (None, 0), "a moment is missing"),
        (cells.form, ("[" * 100_000,), "an unsaved form cannot be read"),
        (cells.form, ("[1]",), "an unsaved form cannot be read"),
        (cells.form, (None,), "an unsaved form cannot be read"),
        (cells.kind, ("nonsense",), "the kind of a record cannot be read"),
    ],
)
def test_a_view_says_what_it_could_not_read(read, cell, told):
    with pytest.raises(sqlite.UnreadableError, match=told):
        read(*cell)


def test_a_view_reads_what_is_there():
    assert cells.a_day("2026-11-22") == date(2026, 11, 22)
    assert cells.day(None) is None
    assert cells.money(100, "EUR") == Money(100, "EUR")
    assert cells.moment(1000, 60) == Instant(1000, 60)
    assert cells.form('{"a": 1}') == {"a": 1}
    assert cells.kind("client") is CLIENT
