"""CSV files as programs write them: encodings, separators, titles above the head, quoted line breaks, hostile bytes."""

from __future__ import annotations

import pytest

from clientguard.errors import KnownError
from clientguard.exchange.tables import read_table
from tests.hostile import HOSTILE

WORDS = "Name;Ort\r\nMüller;Köln\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_words_are_read_in_every_encoding_that_spreadsheets_write(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(WORDS.encode(encoding))
    table = read(path)
    assert table.head == ("Name", "Ort")
    assert [row.cells for row in table.rows] == [("Müller", "Köln")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_makes_rows_equally_wide(tmp_path, separator):
    rows = [["Number", "Total", "For"], ["1", '"1,50"', "a; b"], ["2", '"2,50"', "c"]]
    if separator == ";":
        rows[1][2] = '"a; b"'
    table = written(tmp_path, "\n".join(separator.join(row) for row in rows))
    assert table.head == ("Number", "Total", "For")
    assert [row.cells for row in table.rows] == [("1", "1,50", "a; b"), ("2", "2,50", "c")]


def test_amounts_with_decimal_commas_do_not_make_the_comma_a_separator(tmp_path):
    table = written(tmp_path, "Rechnung;Betrag\nR-1;1.234,50\nR-2;99,00\n")
    assert [row.cells for row in table.rows] == [("R-1", "1.234,50"), ("R-2", "99,00")]


def test_excels_own_first_line_names_the_separator(tmp_path):
    table = written(tmp_path, "sep=|\nName|City\nMill|York, UK\n")
    assert (table.head, table.rows[0].number) == (("Name", "City"), 3)


def test_a_line_break_in_quotes_stays_in_its_cell_and_rows_are_numbered_as_a_spreadsheet_does(tmp_path):
    table = written(tmp_path, 'Name,Address\nMill,"1 Road\nYork"\n\nInn,2 Road\n')
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("Mill", "1 Road York")), (4, ("Inn", "2 Road"))]


def test_a_title_above_the_head_is_no_head(tmp_path):
    table = written(tmp_path, "Report,,\n,,\nName,Email,Phone\nMill,m@mill.example,1\n")
    assert table.head == ("Name", "Email", "Phone")


def test_columns_without_a_name_or_with_the_same_one_are_told_apart(tmp_path):
    assert written(tmp_path, "Name,,Name\na,b,c\n").head == ("Name", "(B)", "Name (2)")


def test_what_was_written_so_that_no_formula_runs_is_read_as_it_was(tmp_path):
    assert written(tmp_path, "Name,Note\n'=1+1,'-x\n").rows[0].cells == ("=1+1", "-x")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b" \t\r\n", b"\xff\xfe"])
def test_an_empty_file_is_said_to_be_empty(tmp_path, data):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(KnownError, match="is empty"):
        read_table.read_sheet(path)


def test_a_missing_file_a_folder_and_a_file_that_is_too_large_are_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(read_table, "LARGEST", 10)
    (tmp_path / "large.csv").write_bytes(b"a" * 11)
    for name, words in (("none.csv", "was not found"), (".", "is a folder"), ("large.csv", "larger than")):
        with pytest.raises(KnownError, match=words):
            read_table.read_sheet(tmp_path / name)


def test_a_table_with_too_many_rows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(read_table, "MOST_ROWS", 3)
    with pytest.raises(KnownError, match="more than 3 rows"):
        written(tmp_path, "a\nb\nc\nd\n")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_or_refused_in_words(tmp_path, text):
    path = tmp_path / "a.csv"
    quoted = text.replace('"', '""')
    path.write_bytes(f'Name,Email\n"{quoted}",x\n{text}\n'.encode("utf-8", "surrogatepass"))
    try:
        table = read(path)
    except KnownError:
        return
    assert table.head
    assert all("\x00" not in cell and "\n" not in cell for row in table.rows for cell in row.cells)


def written(folder, text):
    path = folder / "a.csv"
    path.write_bytes(text.encode())
    return read(path)


def read(path):
    sheet = read_table.read_sheet(path)
    return read_table.table_at(sheet, read_table.likely_head(sheet))
