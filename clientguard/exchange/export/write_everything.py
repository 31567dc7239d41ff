"""A whole casebook as open files: JSON and CSV for each kind, the journal, attachments, original messages, and a page
that explains them.

Nothing here reads a database: records and entries come in, files go out, one record at a time.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any

from clientguard.domain.records import Field, Kind, Record, Type
from clientguard.domain.records.parse import plain
from clientguard.exchange.export.csv_out import disarm
from clientguard.exchange.export.new_folder import FreshFolder
from clientguard.exchange.files import safe_name
from clientguard.exchange.mail.outlook import msg

FORMAT = "clientguard export 1"  # in every JSON file: a reader checks it first
JOURNAL_HEAD = ("seq", "at", "change", "kind", "id", "uid", "fields", "hash")


def attachment_path(id_: int, name: str) -> str:
    """Return the path of an attachment's file in the folder: unique by its number, safe on every system."""
    return f"attachments/{safe_name(f'{id_} {safe_name(name)}')}"


def original_path(id_: int, data: bytes = b"") -> str:
    """Return the path of a message's original in the folder; the number is the message's."""
    return f"originals/{id_}{msg.suffix(data)}"


def facts_path(id_: int) -> str:
    """Return the path of the facts that a document printed; the number is the document's."""
    return f"facts/{id_}.json"


class JsonList:
    """A JSON object whose last member is a long list, written item by item, each on a line of its own."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._first = True

    def add(self, item: Any) -> None:  # noqa: ANN401 - JSON
        """Write one more item."""
        self._stream.write("\n" if self._first else ",\n")
        self._stream.write(_json(item))
        self._first = False


@contextmanager
def json_list(folder: FreshFolder, name: str, head: Mapping[str, Any], items: str) -> Iterator[JsonList]:
    """Open the file `name`: an object with the format, the members of `head`, and the list `items` to be filled."""
    with folder.text(name) as stream:
        stream.write("{\n")
        for key, value in {"format": FORMAT, **head}.items():
            stream.write(f"{_json(key)}: {_json(value)},\n")
        stream.write(f"{_json(items)}: [")
        yield JsonList(stream)
        stream.write("\n]\n}\n")


def _json(value: Any) -> str:  # noqa: ANN401 - JSON
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


class KindFiles:
    """The two files of one kind, open for its records."""

    def __init__(self, kind: Kind, items: JsonList, table: IO[str]) -> None:
        self._kind = kind
        self._items = items
        self._csv = csv.writer(table, lineterminator="\r\n")
        self._csv.writerow(csv_head(kind))

    def add(self, record: Record, titles: Mapping[int, str], file: str | None = None) -> None:
        """Write a record to both files; `file` is the path of the record's own bytes ("" if there are none)."""
        whole = record_json(record, titles)
        cells = csv_row(record, titles)
        if file is not None:
            whole["file"] = file or None
            cells = [*cells, file]
        self._items.add(whole)
        self._csv.writerow([disarm(cell) for cell in cells])


@contextmanager
def kind_files(folder: FreshFolder, kind: Kind) -> Iterator[KindFiles]:
    """Open `json/<kind>.json` and `csv/<kind>.csv`; the JSON begins with the kind's description."""
    head = {"kind": kind.name, "label": kind.label, "fields": [_described(field) for field in kind.fields]}
    with (
        json_list(folder, f"json/{kind.name}.json", head, "records") as items,
        folder.text(f"csv/{kind.name}.csv", "utf-8-sig") as table,
    ):
        yield KindFiles(kind, items, table)


def _described(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"name": field.name, "type": field.type.value, "label": field.label}
    if field.choices:
        told["choices"] = {each.key: each.label for each in field.choices}
    if field.private:
        told["private"] = True
    return told


def record_json(record: Record, titles: Mapping[int, str]) -> dict[str, Any]:
    """Return a record as JSON without loss: dates as ISO text, amounts in minor units and as text, links by id."""
    currency: str = getattr(record, "currency", "")
    values = {field.name: _value(field, getattr(record, field.name), currency, titles) for field in record.kind.fields}
    return {"id": record.id, "uid": record.uid, "removed_by_entry": record.removed, **values}


def _value(field: Field, value: Any, currency: str, titles: Mapping[int, str]) -> Any:  # noqa: ANN401
    if value is None:
        return None
    match field.type:
        case Type.DATE:
            return value.isoformat()
        case Type.INSTANT:
            return {"ms": value.ms, "offset": value.offset, "text": plain(field, value)}
        case Type.MONEY:
            return {"minor": value, "text": plain(field, value, currency)}
        case Type.LINK:
            return {"id": value, "title": titles.get(value, "")}
        case _:
            return value


def csv_head(kind: Kind) -> list[str]:
    """Return the header row of a kind's CSV: id, the entry that removed it, and the fields; a link has two columns."""
    head = ["id", "removed_by_entry"]
    for field in kind.fields:
        head += [field.name, f"{field.name}_id"] if field.type is Type.LINK else [field.name]
    return [*head, "file"] if kind.blobs else head


def csv_row(record: Record, titles: Mapping[int, str]) -> list[str]:
    """Return a record's cells under `csv_head`, not yet disarmed; the caller adds the `file` of a kind with files."""
    currency: str = getattr(record, "currency", "")
    cells = [str(record.id), "" if record.removed is None else str(record.removed)]
    for field in record.kind.fields:
        value = getattr(record, field.name)
        if field.type is Type.LINK:
            cells += [titles.get(value or 0, ""), "" if value is None else str(value)]
        else:
            cells.append(plain(field, value, currency))
    return cells


def table(stream: IO[str], head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV table with formulas disarmed."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([disarm(cell) for cell in row] for row in rows)
