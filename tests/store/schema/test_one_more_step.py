"""Bringing an older casebook to a newer schema, with a step that only the test knows."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from clientguard.domain.records import KINDS, Contact, Record, describe
from clientguard.errors import KnownError
from clientguard.store.casebook import new_file, open_casebook, unwritable
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import checks, file_lock, sqlite
from clientguard.store.file.version import SCHEMA
from clientguard.store.schema import expected, migrations
from clientguard.store.verify.full import verify
from tests import factories

NEXT = SCHEMA + 1


def with_one_more_step(monkeypatch, step):
    expected.expected.cache_clear()  # each test's step makes another schema of that number
    more = Migrations("clientguard")
    for name in sorted(each for each in vars(migrations) if re.fullmatch(r"m\d{4}_\w+", each)):
        more()(getattr(migrations, name))
    more(name=f"m{NEXT:04}_{step.__name__}")(step)  # the schema's steps are counted in the order of their names
    monkeypatch.setattr(migrations, "steps", more)
    monkeypatch.setattr(open_casebook, "SCHEMA", NEXT)
    monkeypatch.setattr(new_file, "SCHEMA", NEXT)
    monkeypatch.setattr(checks, "SCHEMA", NEXT)
    monkeypatch.setattr(unwritable, "SCHEMA", NEXT)


def add_a_table(db):
    db.execute("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")


def fail_half_way(db):
    add_a_table(db)
    db.execute("INSERT INTO nowhere VALUES (1)")


def break_a_link(db):
    db.execute("INSERT INTO contact (id, client) VALUES (999, 998)")


@pytest.fixture
def older(path) -> Path:
    """A closed casebook of today's schema, which is older than the next, with a client in it."""
    book = factories.firm_book(path)
    factories.add(book, "client")
    book.close()
    return path


def test_an_older_casebook_is_brought_up_to_date_after_a_verified_backup(older, monkeypatch):
    before = factories.content(older)
    with_one_more_step(monkeypatch, add_a_table)
    Casebook.open(older).close()
    after = factories.content(older)
    assert after.pop("later") == []
    assert len(after.pop("_sqlite_migrations")) == NEXT
    before.pop("_sqlite_migrations")
    assert {table: after[table] for table in before} == before  # later steps make tables of their own
    assert checks.identity(older) == NEXT
    assert verify(older).valid
    backup = older.with_name(f"practice before schema {NEXT}, was {SCHEMA}.casebook")
    assert verify(backup).valid
    assert "later" not in factories.content(backup)


def test_a_step_that_fails_leaves_the_file_as_it_was(older, monkeypatch):
    before = factories.content(older)
    with_one_more_step(monkeypatch, fail_half_way)
    with pytest.raises(sqlite.OperationalError, match="no such table: nowhere"):
        Casebook.open(older)
    assert factories.content(older) == before
    file_lock.acquire_lock(older).release()


def test_a_step_that_breaks_a_link_is_undone(older, monkeypatch):
    before = factories.content(older)
    with_one_more_step(monkeypatch, break_a_link)
    with pytest.raises(KnownError, match="is damaged"):
        Casebook.open(older)
    assert factories.content(older) == before


def test_an_older_casebook_is_not_read_without_being_brought_up_to_date(older, monkeypatch):
    with_one_more_step(monkeypatch, add_a_table)
    with pytest.raises(KnownError, match=r"older ClientGuard\. Not a byte of it was changed"):
        Casebook.open(older, write=False)


def add_a_column(db):
    db.execute("ALTER TABLE contact ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")


@pytest.fixture
def with_nickname(monkeypatch) -> type[Record]:
    """A contact as a later version may describe it: with one more field, in the middle of its form."""
    monkeypatch.setitem(KINDS, "contact", Contact.kind)  # put back at the end

    @describe.kind("contact", "Contact", "People", "person", icon="user-plus", title="name", section="people")
    class Nicknamed(Record):
        client: int | None = describe.link("Client", "client", required=True)
        name: str = describe.text("Name", required=True, search=True)
        nickname: str = describe.text("Nickname", search=True)
        role: str = describe.text("Role", search=True)
        email: str = describe.text("Email", search=True)
        phone: str = describe.text("Phone", search=True)
        decides: bool = describe.flag("Decides")
        note: str = describe.long("Note", private=True, search=True)

    return Nicknamed


def test_a_column_that_was_added_last_may_stand_in_the_middle_of_the_form(path, monkeypatch, with_nickname):
    book = factories.firm_book(path)
    client = factories.add(book, "client")
    old = book.write(lambda write: write.add(Contact(client=client, name="Joan Field", role="Owner", note="Kind")))
    book.close()
    with_one_more_step(monkeypatch, add_a_column)
    with Casebook.open(path) as book:
        told = factories.read(book, with_nickname, old.id)
        assert (told.name, told.nickname, told.role, told.note) == ("Joan Field", "", "Owner", "Kind")
        factories.save(book, dataclasses.replace(told, nickname="Jo", phone="058"))
        new = factories.save(book, with_nickname(client=client, name="Una Moss", nickname="Moss", role="Books"))
        told = [factories.read(book, with_nickname, each) for each in (old.id, new)]
    assert [(each.name, each.nickname, each.role, each.phone) for each in told] == [
        ("Joan Field", "Jo", "Owner", "058"),
        ("Una Moss", "Moss", "Books", ""),
    ]
    found = verify(path)
    assert found.valid, found.faults


def test_an_older_casebook_verifies_before_its_newest_kind_and_field_exist(older, monkeypatch):
    monkeypatch.setattr(expected, "differences", lambda _db: iter(()))  # its own steps would not have made them
    factories.tamper(older, "DROP TABLE obligation", "ALTER TABLE client DROP COLUMN note")
    found = verify(older)
    assert found.valid, found.faults
    assert found.records == 2
