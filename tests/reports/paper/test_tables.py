"""Tables on paper: figures, dates and names are whole, columns fill the width, no row stands alone on a page."""

from __future__ import annotations

import pytest

from clientguard.reports.paper.fonts import register
from clientguard.reports.paper.tables import FEWEST, GAP, Cell, Column, table

register()
WIDTH = 487.0
NAME = "Verein zur Förderung der Baukultur und Denkmalpflege Ostland"
WORD = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenfond"
COLUMNS = (
    Column("Invoice", 26),
    Column("Issued", 18, whole=True),
    Column("Amount, VND", 19, figures=True),
    Column("Paid", 16, figures=True),
    Column("Open", 16, figures=True),
)


def lines(made) -> list[list[list[str]]]:
    """Return the lines of each cell, by row."""
    return [[[text for text, _ in cell] for cell in row.cells] for row in made._rows]


def row(name: str, amount: str = "123,456,789,000") -> tuple[Cell, ...]:
    return (Cell(name), Cell("30 September 2026"), Cell(amount), Cell(amount), Cell(amount))


@pytest.mark.parametrize("amount", ["1.00", "123,456,789,000", "-₫ 999,999,999,999,999", "IDR 1,234,567,890,123"])
@pytest.mark.parametrize("name", ["R-1", NAME, WORD, "x" * 900])
def test_no_amount_and_no_date_is_ever_broken(name, amount):
    found = lines(table(COLUMNS, [row(name, amount)], WIDTH))
    for part in found[:1]:
        assert part[1:] == [["30 September 2026"], [amount], [amount], [amount]]


@pytest.mark.parametrize("name", [NAME, WORD])
def test_a_name_of_sixty_letters_is_wrapped_between_its_words_only(name):
    assert len(name) == 60
    columns = (Column("Account", 34), Column("In whose hands", 23), Column("Accepted", 17, whole=True))
    (cells,) = lines(table(columns, [(Cell("Shop"), Cell(name), Cell("30 Sep 2026"))], WIDTH))
    assert all(word in " ".join(cells[1]).split() for word in name.split())


@pytest.mark.parametrize("texts", [("a", "b"), (NAME, "b"), (NAME * 9, WORD)])
def test_a_table_is_as_wide_as_the_page_and_never_wider(texts):
    made = table((Column("What", 3), Column("Who", 1), Column("By", 1, whole=True)),
                 [(*map(Cell, texts), Cell("1 May 2026"))], WIDTH)  # fmt: skip
    left, wide = made._edges[-1]
    assert left + wide == pytest.approx(WIDTH)
    starts = [at for at, _ in made._edges]
    ends = [at + wide for at, wide in made._edges]
    assert all(start - end == pytest.approx(GAP) for start, end in zip(starts[1:], ends[:-1], strict=True))


@pytest.mark.parametrize("count", range(2, 12))
@pytest.mark.parametrize("totals", [0, 1])
def test_no_page_begins_or_ends_with_a_single_row(count, totals):
    made = table(COLUMNS, [row("R-1")] * count, WIDTH, [row("Total")] * totals)
    _, whole = made.wrap(WIDTH, 10_000)
    for height in range(20, int(whole) + 1, 7):
        parts = made.split(WIDTH, height)
        if len(parts) == 2:
            assert all(len(range(part._start, part._end)) >= FEWEST for part in parts)
            assert not parts[1]._rows[parts[1]._start].bound
        assert parts or height < made.least()


def test_what_stays_with_the_heading_is_the_head_with_two_rows_and_all_of_a_short_table():
    two, three, many = (table(COLUMNS, [row("R-1")] * count, WIDTH) for count in (2, 3, 30))
    assert many.least() == two.least()
    assert three.least() == three.wrap(WIDTH, 10_000)[1]


def test_the_lines_of_a_record_have_one_rule_and_its_title_never_ends_a_page():
    made = table(COLUMNS, [row("title"), row("a"), row("b"), row("title"), row("a")], WIDTH, unruled={0, 1, 3})
    assert [each.ruled for each in made._rows] == [False, False, True, False, True]
    assert [each.bound for each in made._rows] == [False, True, False, False, True]


@pytest.mark.parametrize("count", range(4, 10))
def test_what_follows_a_table_takes_its_last_rows_along(count):
    made = table(COLUMNS, [row("R-1")] * count, WIDTH, [row("Total")], tail=60)
    whole = made.wrap(WIDTH, 10_000)[1]
    assert made.wrap(WIDTH, whole + 60)[1] == whole
    assert made.wrap(WIDTH, whole + 30)[1] > whole + 30
    first, last = made.split(WIDTH, whole + 30)
    assert last.wrap(WIDTH, 700)[1] < 700 - 60
    assert len(range(last._start, last._end)) == FEWEST
    assert first.wrap(WIDTH, whole)[1] < whole


def test_a_short_table_is_not_torn_by_what_follows():
    made = table(COLUMNS, [row("R-1")] * 2, WIDTH, tail=60)
    whole = made.wrap(WIDTH, 10_000)[1]
    assert made.wrap(WIDTH, whole + 1)[1] == whole


@pytest.mark.parametrize("over", [1e-13, 1e-9, 0.5, 100.0])
def test_a_table_that_is_higher_than_the_page_by_a_hair_is_split_all_the_same(over):
    """reportlab takes what is too high by less than a millionth of a point for a fit, and would draw all the rest."""
    made = table(COLUMNS, [row(f"R-{number}") for number in range(200)], WIDTH)
    room = made._head.height + sum(each.height for each in made._rows[:30]) - over
    assert made.wrap(WIDTH, room)[1] > room + 0.5
