"""Lists as CSV: what a spreadsheet gets to see."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from clientguard.exchange.export import csv_out


def written(path: Path, *rows: list[str]) -> bytes:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv_out.write(stream, ["Client", "Owed"], rows)
    return path.read_bytes()


def test_a_spreadsheet_sees_utf8_and_windows_line_ends(tmp_path: Path):
    assert written(tmp_path / "a.csv", ["สมชาย", "12"]) == b"\xef\xbb\xbf" + "Client,Owed\r\nสมชาย,12\r\n".encode()


def test_words_with_commas_quotes_and_lines_come_back_as_they_were(tmp_path: Path):
    row = ['He said "no", twice', "first line\nsecond line"]
    written(tmp_path / "a.csv", row)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [["Client", "Owed"], row]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+66 81 234 5678", "-cmd", "@SUM(A1)", "\tx", "\r=x", "-2+3", "=HYPERLINK(1)", "＝1", "-", "+12"]
)
def test_a_formula_is_disarmed(cell: str):
    assert csv_out.disarm(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-12.50", "-1 234,50", "-3%", "12", "", "a=b", "net 30", " =x", "-0"])
def test_numbers_and_words_stay_as_they_are(cell: str):
    assert csv_out.disarm(cell) == cell


def test_the_heading_is_disarmed_too(tmp_path: Path):
    with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv_out.write(stream, ["=A"], [])
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf'=A\r\n"
