"""The shape of a rule: what is filled in before a record is saved, and what is done afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clientguard.domain.records import Record
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write


def _as_it_is(_db: Connection, record: Record) -> Record:
    return record


def _nothing(_write: Write, _record: Record) -> None:
    return


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows from saving a record of one kind; either part may be left out.

    `complete` fills in what follows from other records; the record it gets may not be valid yet. `saved` updates
    other records in the same transaction.
    """

    complete: Callable[[Connection, Any], Record] = _as_it_is
    saved: Callable[[Write, Any], None] = _nothing
