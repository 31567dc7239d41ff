"""Salvage: what can be read of a damaged casebook comes back, what cannot is told, and nothing is written to it."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clientguard.actions.casebook import casebooks
from clientguard.actions.casebook.salvage import missing, salvage_casebook, told
from clientguard.actions.leaving import deciding
from clientguard.actions.records import attachments, editing
from clientguard.domain.records import KINDS, Attachment, Business, Client, Contract, Invoice, Message
from clientguard.errors import Cancelled, KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, plain_errors, sqlite
from clientguard.store.file.version import SCHEMA
from clientguard.store.records import lookup
from clientguard.store.records import write_path as stored
from clientguard.store.salvage import damaged_file
from clientguard.texts import current
from tests import factories
from tests.factories import TODAY, add, ago

PAGE = 4096
MANY = 170  # messages: enough for pages within pages, in tables and in their indexes


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook with what there is: links both ways, a long text, a file, a removed record, a draft."""
    path = tmp_path_factory.mktemp("whole") / "practice.casebook"
    fill(factories.firm_book(path))
    return path


@pytest.fixture(scope="module")
def was(whole: Path) -> dict[str, dict[str, object]]:
    """What it holds: `told_of`."""
    return told_of(whole)


def fill(book: Casebook) -> None:
    client = add(book, "client", name="Harbour Books")
    contract = add(book, "contract", client=client)
    invoice = add(book, "invoice", client=client)
    editing.change_record(book, factories.read(book, Contract, contract), stopped_on=ago(5), stopped_for=invoice)
    for number in range(MANY):
        add(book, "message", client=client, subject=f"Letter {number}", body=f"Line {number}. " * (number % 90))
    add(book, "message", client=client, subject="A long letter", body="Word for word. " * 4000)
    note = book.path.with_name("note.txt")
    note.write_bytes(b"Agreed on the phone. " * 9000)
    attachments.attach_files(book, contract, [note])
    note.unlink()
    editing.remove_records(book, [add(book, "problem", client=client, title="Was none")])
    deciding.start_leaving(book, client, TODAY, "It is over.", "A talk.")
    casebooks.keep_draft(book, "client:new", {"name": "Half a name"})
    book.close()


def told_of(path: Path, key: keys.Key | None = None) -> dict[str, dict[str, object]]:
    """Return every record by its uid, links as uids: what has to come back."""
    found: dict[str, dict[str, object]] = {}
    with Casebook.open(path, write=False, key=key) as book, book.read() as db:
        every = [each for kind in KINDS.values() for each in lookup.find_records(db, kind.record, removed=True)]
        uids = {each.id: each.uid for each in every}
        for each in every:
            found[each.uid] = {"kind": each.kind.name, "removed": each.removed is not None} | {
                field.name: uids.get(value) if field.type == "link" else value
                for field in each.kind.fields
                for value in [getattr(each, field.name)]
            }
    return found


def spoilt(whole: Path, folder: Path, spoil: Callable[[bytearray], object]) -> Path:
    path = folder / "practice.casebook"
    data = bytearray(whole.read_bytes())
    spoil(data)
    path.write_bytes(data)
    return path


def pages_of(path: Path, *tables: str) -> list[int]:
    """Return the numbers of the pages that tables and their indexes begin with, counted from 0."""
    db = sqlite.connect(path)
    try:
        marks = ", ".join("?" for _ in tables)
        rows = db.execute(f"SELECT rootpage - 1 FROM sqlite_master WHERE name IN ({marks})", tables).fetchall()
        return [row[0] for row in rows]
    finally:
        db.close()


def garble(*pages: int) -> Callable[[bytearray], None]:
    def spoil(data: bytearray) -> None:
        for page in pages:
            data[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)

    return spoil


def said(lines: list) -> str:
    return "\n".join(current().say(each) for each in lines)


def is_journal(each: dict[str, object]) -> bool:
    return str(each.get("name", "")).startswith("journal before salvage")


def without_journal(found: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    return {uid: each for uid, each in found.items() if not is_journal(each)}


def test_a_whole_casebook_comes_back_whole(whole, was, tmp_path):
    done = salvage_casebook(whole, tmp_path / "new.casebook")
    assert done.lost == []
    assert (done.from_journal, done.files, done.drafts) == (0, 1, 1)
    assert without_journal(told_of(tmp_path / "new.casebook")) == was
    assert casebooks.verify_casebook(tmp_path / "new.casebook").valid
    assert "Nothing is missing" in said(told(done))


def test_the_damaged_file_is_left_to_the_byte_and_nothing_else_remains(whole, tmp_path):
    path = spoilt(whole, tmp_path, garble(*pages_of(whole, "message")))
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    salvage_casebook(path, tmp_path / "new.casebook")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    left = {each.name for each in tmp_path.iterdir()} - {"new.casebook.lock"}
    assert left == {"practice.casebook", "new.casebook"}


@pytest.mark.parametrize("table", ["message", "client", "record", "contract", "attachment", "setting", "search_entry"])
def test_a_table_whose_first_page_is_lost_is_put_together_from_elsewhere(whole, was, tmp_path, table):
    path = spoilt(whole, tmp_path, garble(*pages_of(whole, table)))
    salvage_casebook(path, tmp_path / "new.casebook")
    assert without_journal(told_of(tmp_path / "new.casebook")) == was


@pytest.mark.parametrize("table", ["journal", "journal_value", "journal_tree", "blob", "erasure", "draft"])
def test_without_the_journal_the_rows_alone_tell_every_record(whole, was, tmp_path, table):
    path = spoilt(whole, tmp_path, garble(*pages_of(whole, table)))
    done = salvage_casebook(path, tmp_path / "new.casebook")
    found = without_journal(told_of(tmp_path / "new.casebook"))
    lost = {each["subject"] for uid, each in was.items() if uid not in found and each["kind"] == "message"}
    assert lost == set()
    assert len(was) - len(found) <= (1 if table == "blob" else 0), said(missing(done))


@pytest.mark.parametrize("page", [0, 1, 2, 3])
def test_the_list_of_tables_is_found_again_where_its_first_page_is_lost(whole, was, tmp_path, page):
    path = spoilt(whole, tmp_path, garble(page))
    salvage_casebook(path, tmp_path / "new.casebook")
    found = without_journal(told_of(tmp_path / "new.casebook"))
    assert len(found) >= len(was) * 0.95


@pytest.mark.parametrize("number", range(1, SCHEMA))
def test_an_older_casebook_without_its_first_page_is_read_too(tmp_path, number):
    frozen = Path(__file__).parents[1] / "frozen" / f"schema_{number}.casebook"
    path = spoilt(frozen, tmp_path, garble(0))
    assert salvage_casebook(path, tmp_path / "new.casebook").records > 0


@pytest.mark.parametrize("seed", range(12))
def test_around_damaged_pages_everything_else_comes_back(whole, was, tmp_path, seed):
    """A record is lost only where its row and its entries are both damaged: then it is told."""
    pages = len(whole.read_bytes()) // PAGE
    picked = random.Random(seed).sample(range(1, pages), 6)
    path = spoilt(whole, tmp_path, garble(*picked))
    done = salvage_casebook(path, tmp_path / "new.casebook")
    found = told_of(tmp_path / "new.casebook")
    lost = [uid for uid in was if uid not in found]
    assert len(lost) <= len(was) * 0.25
    told_lost = said(missing(done))
    for uid in lost:
        assert uid[:8] in told_lost or str(was[uid].get("name", "")) in told_lost
    assert casebooks.verify_casebook(tmp_path / "new.casebook").valid


@pytest.mark.parametrize("part", [0.9, 0.75, 0.35])  # the empty tables and indexes come first
def test_a_file_that_was_cut_off_gives_what_is_left(whole, tmp_path, part):
    path = spoilt(whole, tmp_path, lambda data: data.__delitem__(slice(int(len(data) * part), None)))
    done = salvage_casebook(path, tmp_path / "new.casebook")
    assert done.records > (100 if part > 0.5 else 2)
    assert done.lost


def test_a_changed_byte_in_a_record_is_mended_from_the_journal(whole, was, tmp_path):
    path = shutil.copy(whole, tmp_path / "practice.casebook")
    factories.tamper(Path(path), "UPDATE message SET subject = 'Forged' WHERE subject = 'Letter 7'")
    done = salvage_casebook(Path(path), tmp_path / "new.casebook")
    assert without_journal(told_of(tmp_path / "new.casebook")) == was
    assert done.from_journal == 1


def test_what_lies_in_the_wal_is_read(tmp_path):
    path = tmp_path / "practice.casebook"
    book = factories.firm_book(path)
    add(book, "client", name="Only in the WAL")
    copy = tmp_path / "copy" / "practice.casebook"
    copy.parent.mkdir()
    for part in ("", "-wal"):
        shutil.copy(f"{path}{part}", f"{copy}{part}")
    book.close()
    salvage_casebook(copy, tmp_path / "new.casebook")
    assert "Only in the WAL" in {each.get("name") for each in told_of(tmp_path / "new.casebook").values()}
    assert copy.with_name("practice.casebook-wal").exists()


def test_a_file_whose_bytes_changed_is_not_kept_but_told(whole, tmp_path):
    path = Path(shutil.copy(whole, tmp_path / "practice.casebook"))
    factories.tamper(
        path,
        "UPDATE blob_part SET data = zeroblob(length(data))"
        " WHERE id / 64 = (SELECT id FROM blob WHERE sha256 = unhex((SELECT sha256 FROM attachment)))",
    )
    done = salvage_casebook(path, tmp_path / "new.casebook")
    assert done.files == 0
    assert "note.txt" in said(missing(done))


def test_the_old_journal_is_kept_as_text_that_can_be_checked(whole, tmp_path):
    done = salvage_casebook(whole, tmp_path / "new.casebook")
    with Casebook.open(tmp_path / "new.casebook") as book:
        with book.read() as db:
            (file,) = lookup.find_records(db, Attachment, "t.name LIKE 'journal before%'")
        _, data = attachments.read_content(book, file.id)
    lines = [json.loads(line) for line in data.decode().splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, done.entries + 1))
    assert any(line.get("fields", {}).get("name") == "Harbour Books" for line in lines)


def test_without_a_business_the_old_journal_is_counted(tmp_path):
    path = tmp_path / "practice.casebook"
    with factories.new_book(path) as book:
        add(book, "client")
    done = salvage_casebook(path, tmp_path / "new.casebook")
    assert done.old_journal == []
    assert "still verify: 2." in said(told(done))


def test_dates_and_links_in_both_directions_are_kept(whole, tmp_path):
    salvage_casebook(whole, tmp_path / "new.casebook")
    with Casebook.open(tmp_path / "new.casebook") as book, book.read() as db:
        (contract,) = lookup.find_records(db, Contract)
        (invoice,) = lookup.find_records(db, Invoice)
        assert (contract.stopped_for, invoice.contract) == (invoice.id, contract.id)
        assert contract.stopped_on == ago(5)
        assert lookup.find_records(db, Business)[0].name == "Studio North"
        assert lookup.find_records(db, Client)[0].name == "Harbour Books"
        assert len(lookup.find_records(db, Message)) == MANY + 1


def test_damage_in_a_cell_costs_the_cell_alone(tmp_path):
    """Without the journal's whole word, what a column cannot hold is left out and told."""
    path = tmp_path / "practice.casebook"
    with factories.firm_book(path) as book:
        client = add(book, "client", name="Harbour Books", since=ago(3))
        add(book, "invoice", client=client, number="R-9")
    factories.tamper(
        path,
        "UPDATE client SET since = 'yesterday'",
        "UPDATE invoice SET client = 999",
        "DELETE FROM journal WHERE seq > 1",
    )
    done = salvage_casebook(path, tmp_path / "new.casebook")
    lines = said(missing(done))
    assert "Client “Harbour Books”: Client since could not be read." in lines
    assert "Invoice “R-9”: Client could not be read." in lines
    assert done.records == 3


def test_what_was_erased_stays_erased(tmp_path):
    path = tmp_path / "practice.casebook"
    with factories.firm_book(path) as book:
        add(book, "client", name="Gone for good")
        erased = add(book, "client", name="[erased]")
        uid = bytes.fromhex(factories.read(book, Client, erased).uid)

        def erase(write: stored.Write) -> None:
            seq = write.entry("erase", uid, {"entries": "4", "why": "asked"})
            write.db.execute("UPDATE record SET removed_seq = ? WHERE id = ?", (seq, erased))

        book.write(erase)
    salvage_casebook(path, tmp_path / "new.casebook")
    names = {each.get("name") for each in told_of(tmp_path / "new.casebook").values()}
    assert "[erased]" not in names
    assert "Gone for good" in names


# --- locked ---


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, bytes]:
    raw, salt = os.urandom(32), os.urandom(16)
    path = tmp_path_factory.mktemp("locked") / "practice.casebook"
    book = factories.new_book(path, key=keys.Key(raw, salt))
    factories.save(book, Business(name="Studio North", currency="EUR"))
    fill(book)
    return path, raw, salt


@pytest.mark.parametrize("pages", [(0,), (5, 40), (60, 61, 62)])
def test_a_locked_casebook_is_salvaged_under_its_own_key(locked, tmp_path, pages):
    path, raw, salt = locked
    broken = spoilt(path, tmp_path, garble(*pages))
    done = salvage_casebook(broken, tmp_path / "new.casebook", key=keys.Key(raw, salt))
    assert keys.is_locked(tmp_path / "new.casebook")
    assert done.records > MANY
    assert b"Harbour" not in (tmp_path / "new.casebook").read_bytes()
    assert (
        without_journal(told_of(tmp_path / "new.casebook", keys.Key(raw, salt))).keys()
        <= told_of(path, keys.Key(raw, salt)).keys()
    )


def test_without_its_key_a_locked_casebook_asks_for_it(locked, tmp_path):
    path, _raw, _salt = locked
    with pytest.raises(plain_errors.LockedError):
        salvage_casebook(spoilt(path, tmp_path, garble(0)), tmp_path / "new.casebook")
    assert not (tmp_path / "new.casebook").exists()


def test_a_plain_file_with_a_lost_first_page_needs_no_key(whole, tmp_path):
    assert not damaged_file.is_locked(spoilt(whole, tmp_path, garble(0)))


# --- what cannot be done ---


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"SQLite format 3\x00", bytes(3 * PAGE), b"A letter, no casebook. " * 2000, b"PK\x03\x04" * 9000],
)
def test_what_is_no_casebook_at_all_is_said(tmp_path, data):
    path = tmp_path / "practice.casebook"
    path.write_bytes(data)
    with pytest.raises(KnownError):
        salvage_casebook(path, tmp_path / "new.casebook")
    assert not (tmp_path / "new.casebook").exists()
    assert {each.name for each in tmp_path.iterdir()} - {"new.casebook.lock"} == {"practice.casebook"}


def test_a_newer_casebook_is_refused(whole, tmp_path):
    path = Path(shutil.copy(whole, tmp_path / "practice.casebook"))
    factories.tamper(path, "PRAGMA user_version = 99")
    with pytest.raises(KnownError, match="newer ClientGuard"):
        salvage_casebook(path, tmp_path / "new.casebook")


def test_an_existing_file_is_never_overwritten(whole, tmp_path):
    target = tmp_path / "new.casebook"
    target.write_text("mine")
    with pytest.raises(KnownError, match="already a file"):
        salvage_casebook(whole, target)
    assert target.read_text() == "mine"


def test_a_cancelled_salvage_leaves_nothing(whole, tmp_path):
    looks = iter([False, False, True])
    with pytest.raises(Cancelled):
        salvage_casebook(whole, tmp_path / "new.casebook", cancelled=lambda: next(looks, True))
    assert not (tmp_path / "new.casebook").exists()
    assert not list(tmp_path.glob(".*"))


def test_progress_is_told_to_its_end(whole, tmp_path):
    seen: list[tuple[int, int]] = []
    salvage_casebook(whole, tmp_path / "new.casebook", progress=lambda done, of: seen.append((done, of)))
    assert seen[-1][0] == seen[-1][1] > MANY


def test_many_losses_are_listed_up_to_a_limit_and_counted(whole, tmp_path, monkeypatch):
    monkeypatch.setattr("clientguard.store.salvage.rebuild.MOST", 1)
    path = spoilt(whole, tmp_path, lambda data: data.__delitem__(slice(int(len(data) * 0.45), None)))
    done = salvage_casebook(path, tmp_path / "new.casebook")
    assert len(done.lost) == 1
    assert done.more > 0
    assert said(missing(done)).endswith(f"And {done.more} more.")


def test_a_long_old_journal_is_parted(whole, tmp_path, monkeypatch):
    monkeypatch.setattr("clientguard.store.salvage.rebuild.PART", 20_000)
    done = salvage_casebook(whole, tmp_path / "new.casebook")
    assert len(done.old_journal) > 2
    names = {str(each.get("name")) for each in told_of(tmp_path / "new.casebook").values() if is_journal(each)}
    assert names == set(done.old_journal)
