"""A record as its journal entries wrote it, one after the other; what was erased since is known to be missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from clientguard.domain.records import Field, Kind, Record, Type
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Entry
from clientguard.store.records import cells


class Past:
    """The journalled values of a record after some of its entries, and which fields lost theirs to an erasure."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self._gone: dict[str, bool] = {}
        self._all = False  # an entry lost everything, so that any field may have had a value

    def copy(self) -> Past:
        """Return the same values, to go on from."""
        made = Past()
        made.values, made._gone, made._all = dict(self.values), dict(self._gone), self._all
        return made

    def lost(self, name: str) -> bool:
        """Return whether the value of a field was erased."""
        return self._gone.get(name, self._all)

    def add(self, entry: Entry) -> None:
        """Go on with the next entry that wrote to the record."""
        if entry.fields is None:
            self.values, self._gone, self._all = {}, {}, True
        for name, value in entry_log.readable(entry).own_fields().items():
            self.values[name], self._gone[name] = value, False
        for name in entry.part.lost if entry.part else ():
            self.values.pop(name, None)
            self._gone[name] = True


def as_record(
    db: Connection, kind: Kind, values: Mapping[str, Any], fields: Collection[str], ids: Mapping[str, int]
) -> Record:
    """Return a record with the journalled values of some fields, and its currency; all others are not to be read.

    `ids` are the records of linked uids. A field that had no value is None. UnreadableError if a value is damaged.
    """
    made: dict[str, Any] = {}
    for each in kind.fields:
        if each.name in fields or each.type is Type.CURRENCY:
            value = entry_log.long_value(db, values.get(each.name))
            made[each.name] = None if value is None else _value(kind, each, value, ids)
    return kind.record(**made)


def _value(kind: Kind, field: Field, value: Any, ids: Mapping[str, int]) -> Any:  # noqa: ANN401
    if field.type is Type.LINK:
        return ids.get(str(value))
    if field.type is Type.CHOICE:  # an older version may have offered others
        return str(value)
    return cells.value(kind, field, 0, value if field.type is Type.INSTANT else (value,))
