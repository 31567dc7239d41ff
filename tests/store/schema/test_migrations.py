"""The schema's history: every step has a test here, and the last one leaves today's tables."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from clientguard.domain.records import KINDS
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import checks, sqlite
from clientguard.store.file.version import SCHEMA
from clientguard.store.records.columns import create_statement, field_columns, quoted
from clientguard.store.schema import migrations
from clientguard.store.verify.full import verify
from clientguard.store.views import money
from clientguard.store.views.search import search_records
from tests import factories

STEP = re.compile(r"m(\d{4})_\w+")


def names_of_steps() -> list[str]:
    return sorted(name for name in vars(migrations) if STEP.fullmatch(name))


def test_every_step_has_a_test():
    missing = [name for name in names_of_steps() if f"test_{name}" not in globals()]
    assert not missing, f"write test_{missing[0]}"


def test_the_schema_number_counts_the_steps():
    assert [int(STEP.fullmatch(name)[1]) for name in names_of_steps()] == list(range(1, SCHEMA + 1))


def test_m0001_first(path):
    factories.new_book(path).close()
    db = sqlite.connect(path)
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    triggers = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    db.close()
    assert {"record", "journal", "journal_value", "journal_tree", "anchor", "erasure", "blob", "draft"} <= tables
    assert tables >= KINDS.keys()
    assert {"journal_kept", "journal_unchanged", "journal_value_kept", "journal_value_unchanged"} <= triggers
    assert {"anchor_kept", "anchor_unchanged", "erasure_kept", "erasure_unchanged", "erasure_real"} <= triggers


# --- files as each released schema left them ---

FROZEN = Path(__file__).parents[1] / "frozen"


def thawed(number: int, path: Path) -> Path:
    shutil.copyfile(FROZEN / f"schema_{number}.casebook", path)
    return path


def opened(number: int, path: Path) -> tuple[dict[str, list[tuple[object, ...]]], dict[str, list[tuple[object, ...]]]]:
    """Return what a frozen file holds, before and after today's program opened it."""
    before = factories.content(thawed(number, path))
    Casebook.open(path).close()
    return before, factories.content(path)


def test_every_schema_before_todays_has_its_frozen_file():
    kept = {each.name for each in FROZEN.iterdir()}
    assert kept == {f"schema_{number}.casebook" for number in range(1, SCHEMA)}


@pytest.mark.parametrize("number", range(1, SCHEMA))
def test_a_file_of_each_released_schema_opens_with_all_it_held(number, path):
    thawed(number, path)
    assert checks.identity(path) == number
    before = verify(path)
    assert before.valid, before.faults
    Casebook.open(path).close()
    after = verify(path)
    assert after.valid, after.faults
    assert (after.size, after.root, after.records) == (before.size, before.root, before.records)
    assert verify(path.with_name(f"practice before schema {SCHEMA}, was {number}.casebook")).root == before.root


def test_m0002_erasure(path):
    thawed(1, path)
    Casebook.open(path).close()
    db = sqlite.connect(path)
    keys = [row[1] for row in db.execute("PRAGMA table_info(erasure)").fetchall() if row[5]]
    packed = db.execute("SELECT id, stored FROM blob WHERE packed = 1").fetchall()
    plain = db.execute("SELECT stored FROM blob WHERE packed = 0").fetchall()
    for blob, stored in packed:
        (data,) = db.execute("SELECT data FROM blob_part WHERE id = ?", (blob * 64,)).fetchone()
        assert stored == hashlib.sha256(data).digest()
    triggers = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    db.close()
    assert packed
    assert set(plain) == {(None,)}
    assert keys == ["seq", "by_seq"]
    assert {"erasure_kept", "erasure_unchanged", "erasure_real", "journal_value_kept"} <= triggers
    assert {"journal_part_real", "journal_part_unchanged", "journal_part_kept"} <= triggers


def test_m0003_indexes(path):
    """Indexes alone: every value is what it was."""
    before, after = opened(2, path)
    assert len(after["_sqlite_migrations"]) == len(before["_sqlite_migrations"]) + SCHEMA - 2
    assert_values_unchanged(before, after)


NEW_4 = ("contact_point", "import", "blob_need", "exclusion")


def test_m0004_what_comes_in(path):
    """Empty columns and tables alone: every value is what it was."""
    before, after = opened(3, path)
    assert [after[table] for table in NEW_4] == [[]] * len(NEW_4)
    assert_values_unchanged(before, after)


def test_m0005_documents(path):
    """An empty table alone: every value is what it was."""
    before, after = opened(4, path)
    assert after["document"] == []
    assert_values_unchanged(before, after)


def test_m0006_tables(path):
    """Empty columns alone: every value is what it was."""
    thawed(5, path)
    before = factories.content(path)
    Casebook.open(path).close()
    assert_values_unchanged(before, factories.content(path))


def test_m0007_receivables(path):
    """Empty tables alone: every value is what it was, and so is what each payment counts for."""
    thawed(6, path)
    before = factories.content(path)
    with Casebook.open(path) as book, book.read() as db:
        paid = {each.number: each.paid for each in money.invoices(db)}
    after = factories.content(path)
    assert after["allocation"] == after["write_off"] == []
    assert_values_unchanged(before, after)
    assert 700_000 - 100_000 + 10_000 in paid.values()  # one of the invoices was paid in two parts, and overpaid


NEW_8 = ("invoice_line", "invoice_hold", "promise", "dunning_step", "suspension", "reference")


def test_m0008_collecting(path):
    """Empty columns and tables alone: every value is what it was."""
    before, after = opened(7, path)
    assert [after[table] for table in NEW_8] == [[]] * len(NEW_8)
    assert_values_unchanged(before, after)


NEW_9 = ("decision", "platform_answer", "handover_step", "data_holding", "checklist", "extension", "change_order")


def test_m0009_leaving(path):
    """Empty columns and tables alone: every value is what it was."""
    before, after = opened(8, path)
    assert [after[table] for table in NEW_9] == [[]] * len(NEW_9)
    assert_values_unchanged(before, after)


NEW_10 = ("meeting", "approval_round", "absence", "demand", "advice", "file_text")


def test_m0010_communication(path):
    """Empty columns and tables alone: every value is what it was."""
    before, after = opened(9, path)
    assert [after[table] for table in NEW_10] == [[]] * len(NEW_10)
    assert_values_unchanged(before, after)


NEW_11 = ("sign_review", "recovery_plan", "threshold", "intake", "clause", "peer", "do_not_engage")


def test_m0011_judgement(path):
    """Empty columns and tables alone: every value is what it was."""
    before, after = opened(10, path)
    assert [after[table] for table in NEW_11] == [[]] * len(NEW_11)
    assert_values_unchanged(before, after)


def test_m0012_proof(path):
    """Empty columns and tables alone: every value is what it was."""
    before, after = opened(11, path)
    assert after["law_rate"] == after["bundle"] == []
    assert_values_unchanged(before, after)


def test_what_was_indexed_before_the_fourth_step_is_found_as_typed_today(path):
    """The step indexes again what folding changes, and leaves the rest in its place."""
    thawed(3, path)
    texts = {
        "Hauptstra\u00dfe": "hauptstrasse",
        "Cafe\u0301": "caf\u00e9",
        "soft\u00adhyphen": "softhyphen",
        "plain": "plain",
    }
    db = sqlite.connect(path, write=True)
    client, kept = db.execute(
        "SELECT e.record, e.rowid FROM search_entry e JOIN client c ON c.id = e.record"
    ).fetchone()
    before = db.execute("SELECT rowid, record FROM search_entry ORDER BY rowid").fetchall()
    db.execute("UPDATE client SET note = ? WHERE id = ?", (" ".join(texts), client))
    db.execute("DELETE FROM search_index WHERE rowid = ?", (kept,))
    db.execute("INSERT INTO search_index (rowid, text) VALUES (?, ?)", (kept, " ".join(texts)))
    assert client not in [hit.record for hit in search_records(db, "hauptstrasse")]
    migrations.index_folded(db)
    assert db.execute("SELECT rowid, record FROM search_entry ORDER BY rowid").fetchall() == before
    for typed in (*texts, *texts.values()):
        assert client in [hit.record for hit in search_records(db, typed)], typed
    db.close()


def assert_values_unchanged(before, after):
    """Every value of every table is what it was, and columns that were added are empty."""
    for table in before.keys() - {"_sqlite_migrations"}:
        width = len(before[table][0]) if before[table] else 0
        assert [row[:width] for row in after[table]] == before[table], table
        assert {cell for row in after[table] for cell in row[width:]} <= {None, "", 0}, table


def test_each_dated_kind_has_indexes_in_the_order_of_its_lists(path):
    """Of one client and of all, so that no list is sorted while it is read."""
    factories.firm_book(path).close()
    db = sqlite.connect(path)
    for kind in KINDS.values():
        if kind.date:
            date = next(iter(field_columns(kind.field(kind.date))))
            orders = [(date,), ("client", date)] if kind.has("client") else [(date,)]
            assert {*orders} <= indexed(db, kind.name), kind.name
    db.close()


def indexed(db, table: str) -> set[tuple[str, ...]]:
    """Return the columns of each of a table's indexes that hold all its rows."""
    names = [row[1] for row in db.execute(f'PRAGMA index_list("{table}")').fetchall() if not row[4]]
    return {tuple(row[2] for row in db.execute(f'PRAGMA index_info("{name}")').fetchall()) for name in names}


def test_a_page_of_the_search_index_fits_a_page_of_a_locked_file(path):
    """SQLCipher keeps 80 bytes of each page: what is larger would take another page for its end."""
    with factories.firm_book(path) as book:
        client = factories.add(book, "client")
        for number in range(40):
            detail = " ".join(f"{number}word{each}" for each in range(60))
            factories.add(book, "work", client=client, detail=detail)
        with book.read() as db:
            largest = db.execute("SELECT max(length(block)) FROM search_index_data").fetchone()[0]
    assert 3000 < largest <= 3981 - 10


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_migrated_table_is_what_its_description_says(path, kind):
    factories.new_book(path).close()
    migrated = sqlite.connect(path)
    described = sqlite.dbapi.connect(":memory:")
    described.execute(create_statement(kind))
    assert shape(migrated, kind) == shape(described, kind)
    strict = migrated.execute("SELECT strict FROM pragma_table_list WHERE name = ?", (kind.name,)).fetchone()
    assert strict == (1,)
    led = {first_column(migrated, name) for name in names_of_indexes(migrated, kind)}
    assert {field.name for field in kind.indexed} <= led
    migrated.close()
    described.close()


def shape(db, kind) -> tuple[dict, set]:
    """Return a table's columns by name, and its links: a column that was added later stands at the end."""
    columns = db.execute(f"PRAGMA table_xinfo({quoted(kind.name)})").fetchall()
    links = db.execute(f"PRAGMA foreign_key_list({quoted(kind.name)})").fetchall()
    return {name: rest for _, name, *rest in columns}, {tuple(rest) for _, _, *rest in links}


def names_of_indexes(db, kind) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA index_list({quoted(kind.name)})").fetchall()]


def first_column(db, index: str) -> str:
    """Return the column that an index begins with."""
    return db.execute(f"PRAGMA index_info({quoted(index)})").fetchone()[2]


def test_every_link_of_a_casebook_points_at_records(path):
    factories.new_book(path).close()
    db = sqlite.connect(path)
    for kind in KINDS:
        for row in db.execute(f'PRAGMA foreign_key_list("{kind}")').fetchall():
            assert row[2] == "record"
    db.close()


def test_a_trigger_stays_one_statement():
    script = (
        "-- a remark\nCREATE TABLE a (x);\n\nCREATE TRIGGER t BEFORE DELETE ON a\n  BEGIN SELECT 1;\n  END;\nSELECT 1;"
    )
    assert [statement.split()[1] for statement in migrations.split(script)] == ["TABLE", "TRIGGER", "1;"]
