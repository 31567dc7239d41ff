"""Lists as CSV files that a spreadsheet opens without running any formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

_NUMBER = re.compile(r"-?\d[\d., \u00a0\u202f]*%?")
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def disarm(cell: str) -> str:
    """Return a cell that no spreadsheet treats as a formula: such text gets an apostrophe, numbers stay as they are."""
    return f"'{cell}" if cell.startswith(_ACTIVE) and not _NUMBER.fullmatch(cell) else cell


def write(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table with CR LF line ends; open `stream` with `encoding="utf-8-sig"` and `newline=""`."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([disarm(cell) for cell in header])
    writer.writerows([disarm(cell) for cell in row] for row in rows)
