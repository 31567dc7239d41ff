"""The sample practice: a casebook of invented clients in every state, with dates relative to the day it is created.

Its contents are in `resources/samples`, written as a person would type them into forms; `practice.toml` there explains
the format. Its texts are in English there; what they are in another language, its folder has in a catalogue. A mistake
in those files is a bug.
"""

from __future__ import annotations

import dataclasses
import gettext
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from clientguard import paths
from clientguard.actions.casebook import casebooks
from clientguard.actions.records.editing import put_record
from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms import shown_terms
from clientguard.domain.records import KINDS, Field, Kind, Record, Type
from clientguard.domain.records.parse import parse, parse_date
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.plain_errors import DamagedError, InUseError
from clientguard.store.journal import entry_log
from clientguard.store.journal.clock import Clock, now
from clientguard.store.records import notes
from clientguard.store.records.write_path import Write
from clientguard.store.views import everything
from clientguard.texts import LANGUAGES, Words

EXPECTED = "expect_signs"  # of a client's file: what the record shows of it, which a test compares
OWN = ("peer", "do_not_engage")  # what belongs to no client
UNTOUCHED = "sample"  # the note of how many entries its journal had when it was made
MEDIA_TYPE = "text/markdown"  # of the files that the sample keeps
ENGLISH = "en"  # the language of its files, and of most of its people

# Fields whose texts are the same in every language: names, addresses, numbers, and what a program reads by letter.
_NAMES = {each: {"name"} for each in ("business", "client", "contact", "do_not_engage", "peer")}
_NAMES["platform_answer"] = {"platform"}
_SAME = frozenset(
    "address country domain email gate key number owner payment_details phone recipients sender tax_number".split()
)

_PLACE = re.compile(r"\{([a-z0-9][\w-]*\.\w+|[+-]\d{1,4}[dwmy])\}")  # in a text: `{i2.number}`, `{-12d}`
_AFTER = re.compile(r"([a-z0-9][\w-]*)\.(\w+)\s*([+-]\d{1,4}[dwmy])?")  # a date: `i2.due`, `i2.due +4d`


def create_sample(path: Path, today: date, *, words: Words | None = None, clock: Clock = now) -> Casebook:
    """Create a casebook with the sample practice as of `today`, and return it open.

    The consultant, and everyone who writes English to her in the sample's files, uses the language of `words`; English
    if it is left out. Everything is written in one transaction. KnownError if `path` exists or cannot be written.
    """
    folder = paths.resources() / "samples"
    practice = _read(folder / "practice.toml")
    clients = [_read(folder / "clients" / f"{name}.toml") for name in practice["clients"]]
    tongue = _Tongue(words or Words(ENGLISH), folder)

    def work(write: Write) -> None:
        firm = _Maker(write, today, folder, practice["offset"], tongue)
        firm.make("business", practice["business"])
        for kind in OWN:
            for row in practice[kind]:
                firm.make(kind, row)
        for each in clients:
            _Maker(write, today, folder, practice["offset"], tongue, firm.made).client(each["client"])

    book = casebooks.create_casebook(path, clock=clock)
    try:
        book.write(work)
        # Not in the same transaction: its own entries have to be counted. After a kill between the two, it is kept.
        book.write(lambda write: notes.put_note(write, UNTOUCHED, str(entry_log.anchor(write.db).size)))
    except BaseException:
        book.close()
        path.unlink(missing_ok=True)
        raise
    return book


def reopen_sample(path: Path) -> Casebook | None:
    """Return the sample at `path` open, as it was left, if anything was changed in it; None if a new one can be made.

    A sample that is in use or damaged is left alone. LockedError if it was given a passphrase.
    """
    if not path.is_file():
        return None
    try:
        book = Casebook.open(path)
    except (InUseError, DamagedError):
        return None
    try:
        with book.read() as db:
            as_made = notes.get_note(db, UNTOUCHED) == str(entry_log.anchor(db).size)
            touched = not as_made or any(True for _ in everything.drafts(db))
    except BaseException:
        book.close()
        raise
    if touched:
        return book
    book.close()
    return None


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def is_translated(kind: Kind, field: Field) -> bool:
    """Return whether the texts of a field are put into the language of the sample."""
    same = field.name in _SAME or field.name in _NAMES.get(kind.name, ())
    return field.type in (Type.TEXT, Type.LONG) and not same


class _Tongue:
    """The language that a sample is made in."""

    def __init__(self, words: Words, folder: Path) -> None:
        self.words = words
        self.language = words.language if words.language in LANGUAGES else ENGLISH
        file = folder / self.language / "samples.mo"
        self._texts = gettext.NullTranslations()
        if file.is_file():
            with file.open("rb") as catalogue:
                self._texts = gettext.GNUTranslations(catalogue)

    def text(self, english: str) -> str:
        """Return a text of the sample in this language; as it is, if it is the same in every one."""
        return self._texts.gettext(english) if english else ""

    def money(self, amount: Money) -> str:
        """Return an amount as a person writes it into a letter: `EUR 4,800.00`."""
        digits = -int(amount.decimal.as_tuple().exponent)
        return f"{amount.currency} {self.words.number(amount.decimal, digits)}"


class _Maker:
    """Makes the records of one client, in the order of its file; `made` holds them by key."""

    def __init__(
        self,
        write: Write,
        today: date,
        folder: Path,
        offset: int,
        tongue: _Tongue,
        known: Mapping[str, Record] | None = None,
    ) -> None:
        self.made: dict[str, Record] = dict(known or {})
        self._digests: dict[str, str] = {}  # of the attached files, by key
        self._write = write
        self._today = today
        self._folder = folder
        self._offset = offset
        self._tongue = tongue

    def client(self, table: Mapping[str, Any]) -> None:
        """Make a client and everything under it."""
        lists = [name for name in table if name in KINDS or name == "change"]
        self.make("client", {name: value for name, value in table.items() if name not in (*lists, EXPECTED)})
        for name in lists:
            for row in table[name]:
                if name == "attachment":
                    self._attach(row)
                elif name == "change":
                    self._change(row)
                else:
                    self.make(name, row)

    def make(self, kind: str, row: Mapping[str, Any]) -> None:
        """Make one record. A link that is not given points at the record named like the field, if there is one."""
        described = KINDS[kind]
        given = {name: value for name, value in row.items() if name != "key" or described.has("key")}
        values: dict[str, Any] = {
            field.name: self.made[field.name].id
            for field in described.fields
            if field.type is Type.LINK and field.name == field.target and field.name in self.made
        }
        values |= self._values(described, given)
        name = kind if described.has("key") else row.get("key", kind)
        self.made[name] = put_record(self._write, described.record(**values))

    def _change(self, row: Mapping[str, Any]) -> None:
        before = self.made[row["of"]]
        values = self._values(before.kind, {name: value for name, value in row.items() if name != "of"})
        self.made[row["of"]] = put_record(self._write, dataclasses.replace(before, **values))

    def _attach(self, row: Mapping[str, Any]) -> None:
        text: str = row["text"] if "text" in row else (self._folder / row["file"]).read_text(encoding="utf-8")
        data = self._written(self._tongue.text(text)).lstrip("\n").encode()
        owner, client = self.made[row["of"]], self.made["client"]
        kept = self._write.attach(owner.id, client.id, self._tongue.text(row["name"]), MEDIA_TYPE, data)
        self._digests[row.get("key", "attachment")] = kept.sha256

    def _values(self, kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._value(kind, kind.field(name), value) for name, value in given.items()}

    def _value(self, kind: Kind, field: Field, given: object) -> Any:  # noqa: ANN401
        if field.type is Type.LINK:
            return self.made[str(given)].id
        if field.type is Type.DIGEST:
            return self._digests[str(given)]
        if field.type is Type.DATE:
            return self._day(str(given))
        currency = getattr(self.made.get("client", self.made.get("business")), "currency", "")
        text = "yes" if given is True else str(given)
        if is_translated(kind, field):
            text = self._tongue.text(text)
        elif field.type is Type.LANGUAGE and text == ENGLISH:
            text = self._tongue.language
        text = self._written(text)
        return parse(field, text, today=self._today, currency=currency, offset=self._offset)

    def _day(self, text: str) -> date:
        """Return the date of `-12d`, or of `i2.due +4d`: an offset from a date of a record made earlier."""
        start = self._today
        if after := _AFTER.fullmatch(text):
            start, text = getattr(self.made[after[1]], after[2]), after[3] or ""
        return parse_date(text, start) or start

    def _written(self, text: str) -> str:
        return _PLACE.sub(lambda place: self._shown(place[1]), text)

    def _shown(self, place: str) -> str:
        """Return a day, or a field of a record made earlier, as it appears in a text."""
        key, _, name = place.partition(".")
        if not name:
            return self._tongue.words.date(self._day(key), "long")
        record = self.made[key]
        value: Any = getattr(record, name)
        if isinstance(value, date):
            return self._tongue.words.date(value, "long")
        match record.kind.field(name).type:
            case Type.MONEY:
                return self._tongue.money(Money(value, getattr(record, "currency", "")))
            case Type.TERMS:
                return shown_terms(value, self._tongue.language)
            case _:
                return str(value)
