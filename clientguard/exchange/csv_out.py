"""Lists as CSV files that a spreadsheet opens without carrying anything out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

_NUMBER = re.compile(r"[+-]?\d[\d., ]*")


def disarm(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: such text begins with an apostrophe, numbers stay."""
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠") and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def write(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table; open `stream` with `encoding="utf-8-sig"` and `newline=""`."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([disarm(cell) for cell in header])
    writer.writerows([disarm(cell) for cell in row] for row in rows)
