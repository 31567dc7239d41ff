"""Erasure as an action: nothing of it remains in the file or in the backups within reach; the rest is listed."""

from __future__ import annotations

import dataclasses
import shutil

import pytest

from clientguard.actions.casebook import backups, casebooks
from clientguard.actions.casebook.backups import Place
from clientguard.actions.privacy import erasure
from clientguard.actions.records import editing
from clientguard.domain.casebook.backups import Event
from clientguard.domain.records import Client, Contract
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys
from clientguard.store.journal import entry_log
from clientguard.store.verify.full import verify
from tests import factories

SECRET = "Wilhelmina"
WHY = "Request of 3 May"


@pytest.fixture
def client(book):
    """A client of whom everything tells of Wilhelmina."""
    made = factories.add(book, "client", name=f"{SECRET} Books", note=f"{SECRET} again. " * 200)
    factories.add(book, "message", client=made, subject=f"From {SECRET}")
    factories.add(book, "invoice", client=made, detail=SECRET)
    return made


@pytest.fixture
def places(book, tmp_path, client):
    """Two places with backups in which the client still is."""
    found = [Place(tmp_path / "first"), Place(tmp_path / "second", made=False)]
    found[1].folder.mkdir()
    for _ in range(2):
        backups.back_up(book, found, Event.ASKED)
    assert all(SECRET.encode() in data(each.folder) for each in found)
    return found


def data(folder) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file())


def test_file_and_backups_hold_no_byte_of_it_afterwards(book, path, places, client):
    done = erasure.erase_records(book, [client], WHY, places)
    assert (done.records, done.entries, done.deleted, len(done.written)) == (3, 3, 4, 2)
    assert client in done.changed.ids
    assert done.pending == []
    assert done.beyond
    for each in places:
        assert len(list(each.folder.glob("*.casebook"))) == 1
        assert SECRET.encode() not in data(each.folder)
        assert SECRET.lower().encode() not in data(each.folder)
    assert SECRET.encode() not in path.read_bytes()
    factories.add(book, "client", name="After")  # and work goes on
    book.close()
    assert SECRET.encode() not in path.read_bytes()
    assert SECRET.lower().encode() not in path.read_bytes()
    assert not path.with_name(f"{path.name}-wal").exists()
    assert verify(path).valid
    assert all(verify(each).valid for each in done.written)


def test_a_locked_casebook_stays_locked_with_its_key(tmp_path):
    path = tmp_path / "locked.casebook"
    key = keys.derive("a passphrase", bytes(16))
    book = Casebook.create(path, key=key, clock=factories.Ticking(), entropy=factories.Repeated())
    client = factories.add(book, "client", name=SECRET, currency="EUR")
    done = erasure.erase_records(book, [client], WHY, [Place(tmp_path / "backups")])
    assert keys.is_locked(path)
    assert all(keys.is_locked(each) for each in done.written)
    with book.read() as db:
        assert entry_log.anchor(db).size == done.entry
    book.close()


def test_a_folder_out_of_reach_stays_listed_until_it_is_done(book, places, client, tmp_path):
    away = tmp_path / "away"
    places[1].folder.rename(away)
    done = erasure.erase_records(book, [client], WHY, places)
    folder = str(places[1].folder)
    assert [str(each) for each in done.pending] == [f"Older backups may still be in {folder}."]
    assert erasure.pending(book).folders == (folder,)
    again = erasure.finish(book, places)
    assert len(again.pending) == 1
    away.rename(places[1].folder)
    last = erasure.finish(book, [places[0]])  # though the settings no longer name it
    assert (last.deleted, last.pending) == (2, [])
    assert SECRET.encode() not in data(places[1].folder)
    assert not erasure.pending(book)


def test_a_folder_that_is_gone_can_be_taken_off_the_list(book, places, client):
    shutil.rmtree(places[1].folder)
    erasure.erase_records(book, [client], WHY, places)
    assert not erasure.give_up(book, str(places[1].folder))
    assert not erasure.pending(book)


def test_copies_beside_the_casebook_are_named_until_they_are_deleted(book, path, places, client):
    copy = path.with_name(f"{path.stem} before restore 2026-01-01 0900.casebook")
    casebooks.backup_to(path, copy)
    done = erasure.erase_records(book, [client], WHY, places)
    assert str(copy) in str(done.pending[0])
    assert erasure.pending(book).copies == (str(copy),)
    copy.unlink()
    assert not erasure.pending(book)
    assert erasure.finish(book, places).pending == []


def test_while_another_program_reads_the_file_stays_to_be_written_anew(book, path, places, client, monkeypatch):
    def busy(_key):
        raise KnownError("Another program is reading it.")

    with monkeypatch.context() as patch:
        patch.setattr(book, "rekey", busy)
        done = erasure.erase_records(book, [client], WHY, places)
    assert [str(each) for each in done.pending] == [
        "Another program is reading it.",
        "The casebook file still has to be rewritten; it may still contain erased data.",
    ]
    assert erasure.pending(book).anew
    assert erasure.finish(book, places).pending == []
    assert SECRET.encode() not in path.read_bytes()


def test_the_preview_says_what_would_go_and_writes_nothing(book, client):
    with book.read() as db:
        before = entry_log.anchor(db)
    found = erasure.preview(book, [client], {"invoice"})
    assert {kind: len(ids) for kind, ids in found.records.items()} == {"client": 1, "message": 1}
    assert found.kept == {"invoice": 1}
    assert sorted(erasure.words_of(found)) == [("Clients", 1), ("Messages", 1)]
    assert [each.count for each in erasure.hints(found) if each.many] == [1]
    assert "will show “[erased]”" in str(erasure.hints(found)[0])
    whole = erasure.hints(erasure.preview(book, [client]))
    assert "Tax law" in str(whole[0])
    assert "data report" in str(whole[-1])
    with book.read() as db:
        assert entry_log.anchor(db) == before


@pytest.mark.parametrize(
    ("why", "match"), [(" ", "needs a reason"), ("Asked by wilhelmina books", "names “Wilhelmina Books”")]
)
def test_a_reason_is_needed_and_names_nobody(book, places, client, why, match):
    with pytest.raises(KnownError, match=match):
        erasure.erase_records(book, [client], why, places)
    assert factories.read(book, Client, client).name == f"{SECRET} Books"
    assert not erasure.pending(book)


def test_a_stop_for_an_invoice_that_goes_is_lifted(book, client, today):
    contract = factories.add(book, "contract", client=client)
    invoice = factories.add(book, "invoice", client=client)
    stopped = dataclasses.replace(factories.read(book, Contract, contract), stopped_on=today, stopped_for=invoice)
    factories.save(book, stopped)
    erasure.erase_records(book, [invoice], WHY, [])
    assert factories.read(book, Contract, contract).stopped_on is None


def test_one_field_is_redacted_in_file_and_backups(book, path, places, client):
    done = erasure.redact_field(book, client, "note", WHY, places)
    assert (done.entries, done.deleted, done.pending) == (1, 4, [])
    text = f"{SECRET} again".encode()
    assert text not in path.read_bytes()
    assert all(text not in data(each.folder) for each in places)
    assert factories.read(book, Client, client).name == f"{SECRET} Books"
    with pytest.raises(KnownError, match="needs a reason"):
        erasure.redact_field(book, client, "email", "", places)
    book.close()
    assert verify(path).redacted == 1


def test_records_that_were_removed_can_be_erased(book, places, client):
    editing.remove_records(book, [client])
    assert erasure.erase_records(book, [client], WHY, places).records == 3


def test_when_the_drive_fails_after_it_what_is_left_is_told_and_stays_listed(book, path, places, client, monkeypatch):
    def broken(*_args, **_options):
        raise KnownError("The drive failed.")

    with monkeypatch.context() as patch:
        patch.setattr(backups, "afresh", broken)
        done = erasure.erase_records(book, [client], WHY, places)
    assert done.records == 3
    assert "The drive failed." in str(done.pending[-1])
    assert erasure.pending(book).folders == tuple(str(each.folder) for each in places)
    assert erasure.finish(book, places).deleted == 4
    assert SECRET.encode() not in data(places[0].folder)
