"""Reading a CSV file into rows of text: its encoding, its separator, and where its head stands."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clientguard.domain.records.names import name_key
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import clean

LARGEST = 64 << 20  # bytes of a file
MOST_ROWS = 200_000
MOST_COLUMNS = 500
SUFFIXES = frozenset((".csv", ".tsv"))
SEPARATORS = (",", ";", "\t", "|")
_LOOKED_AT = 40  # rows, for the separator
_HEAD_WITHIN = 12  # rows: what stands above the head is a title
_SEP = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a first line that Excel writes and reads
_DISARMED = re.compile(r"'[=+\-@＝＋－＠]")  # as ClientGuard and others write what would be a formula
_NOTHING = N_("Nothing was imported.")

csv.field_size_limit(LARGEST)


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with its number as a spreadsheet counts it: from 1, the head and empty rows too."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a file that are not empty, before it is known which of them is the head."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, each different, and the rows under them."""

    name: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]

    def cell(self, row: Row, column: str) -> str:
        """Return the text in a column of a row; "" if the row ends before it, or there is no such column."""
        place = self.head.index(column) if column in self.head else len(row.cells)
        return row.cells[place] if place < len(row.cells) else ""


def is_table(path: Path) -> bool:
    """Return whether a file is taken for a table, by its name."""
    return path.suffix.casefold() in SUFFIXES


def read_sheet(path: Path) -> Sheet:
    """Return the rows of a CSV file; KnownError if it cannot be read, or is no table of a size that can be imported."""
    text = _decoded(_bytes(path))
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise _refused(N_("{name} is empty."), N_("Export it again, then import that file."), path)
    named = _SEP.match(text)
    if named:
        text = text[named.end() :]
    separator = named[1] if named else _separator(text)
    first = 2 if named else 1
    rows: list[Row] = []
    try:
        for number, cells in enumerate(_records(text, separator), first):
            if len(rows) >= MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise _refused(
                    N_("{name} has more than {rows} rows or {columns} columns."),
                    N_("Divide it into several files."),
                    path,
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            found = tuple(map(_plain, cells))
            if any(found):
                rows.append(Row(number, found))
    except csv.Error as error:
        raise _refused(N_("{name} is not a table that can be read."), N_("Export it again as CSV."), path) from error
    if not rows:
        raise _refused(N_("{name} is empty."), N_("Export it again, then import that file."), path)
    return Sheet(path.name, tuple(rows))


def table_at(sheet: Sheet, place: int) -> Table:
    """Return the table whose head is the row at `place`; names that occur twice get a number, empty ones a letter."""
    names: list[str] = []
    for column, cell in enumerate(sheet.rows[place].cells):
        name = cell or f"({_letters(column)})"
        number = 2
        while name in names:
            name, number = f"{cell} ({number})", number + 1
        names.append(name)
    return Table(sheet.name, tuple(names), sheet.rows[place + 1 :])


def likely_head(sheet: Sheet) -> int:
    """Return the place of the first row that is about as wide as the table: what stands above it is a title."""
    first = sheet.rows[:_HEAD_WITHIN]
    filled = [sum(map(bool, row.cells)) for row in first]
    return next(place for place, count in enumerate(filled) if count >= 0.6 * max(filled))


def heads(sheet: Sheet) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the places where a head may stand, each with the names in it as they are compared (`key_of`)."""
    for place, row in enumerate(sheet.rows[:_HEAD_WITHIN]):
        yield place, frozenset(filter(None, map(key_of, row.cells)))


def key_of(name: str) -> str:
    """Return a column's name as it is compared: without case, the mark of what is required, and doubled spaces."""
    return name_key(name.strip().strip("*"))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _refused(N_("{name} is a folder, not a file."), N_("Choose the file in it."), path)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise _refused(N_("{name} was not found."), N_("It may have been moved. Choose it again."), path) from error
    except OSError as error:
        raise _refused(
            N_("{name} could not be read: {detail}."),
            N_("Try again, or copy the file to this computer first."),
            path,
            detail=error.strerror or str(error),
        ) from error
    if len(data) > LARGEST:
        raise _refused(N_("{name} is larger than 64 MB."), N_("Divide it into several files."), path)
    return data


def _decoded(data: bytes) -> str:
    """Return the text of a file: UTF-16 by its mark or its many zeros, else UTF-8, else Western European."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    start = data[:400]
    if len(start) > 3 and start.count(0) > len(start) // 3:
        return data.decode("utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """Return the separator that makes the most rows equally wide."""
    return max(SEPARATORS, key=lambda each: _fit(text, each))


def _fit(text: str, separator: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    try:
        for number, cells in enumerate(_records(text, separator)):
            if number >= _LOOKED_AT:
                break
            if any(cells):
                widths[len(cells)] += 1
    except csv.Error:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda each: (each[0] > 1, each[1], each[0]), default=(1, 0))
    return (count / widths.total(), width) if width > 1 else (0.0, 1)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)


def _plain(cell: str) -> str:
    found = clean(cell)
    return found[1:] if _DISARMED.match(found) else found


def _letters(column: int) -> str:
    """Return a column's letters, as a spreadsheet names it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _refused(what: str, todo: str, path: Path, **values: object) -> KnownError:
    return KnownError(what, kept=_NOTHING, todo=todo, name=path.name or str(path), **values)
