"""What looks like a password in a field that says where a credential is kept (P4.4): asked about once for each text."""

from __future__ import annotations

from clientguard.domain.records import Problem, Record
from clientguard.domain.records.check import password_problems
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import kept_texts
from clientguard.store.records.write_path import Write


def open_questions(db: Connection, record: Record, before: Record | None) -> tuple[Problem, ...]:
    """Return the fields to ask about: not those that were saved like that, nor texts that the user keeps anyway."""
    return tuple(
        each for each in password_problems(record, before) if not kept_texts.is_kept(db, getattr(record, each.field))
    )


def keep_anyway(write: Write, record: Record) -> None:
    """Remember the user's answer for the texts of a record that look like a password."""
    if found := [getattr(record, each.field) for each in password_problems(record)]:
        kept_texts.keep(write, found)
