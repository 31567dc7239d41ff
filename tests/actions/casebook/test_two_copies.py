"""Two copies of one casebook share its uid and its backup folders; what one does never costs the other its backups."""

from __future__ import annotations

import shutil

import pytest

from clientguard.actions.casebook import backups, passphrase
from clientguard.actions.casebook.backups import Place
from clientguard.actions.privacy import erasure
from clientguard.domain.casebook.backups import Event
from clientguard.domain.records import Client
from clientguard.store.backup import kept_backups
from clientguard.store.backup.kept_backups import Kept
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.journal import entry_log
from clientguard.store.journal.line import Line
from clientguard.texts import words
from tests import factories

WHY = "Request of 3 May"


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "place")


@pytest.fixture
def copy(book, path, place, tmp_path):
    """A copy that went its own way, open; the original has a backup from before, and two from after."""
    client = factories.add(book, "client", name="Casa Verde", note="Pays late.")
    factories.add(book, "contact", client=client, name="Ana")
    backups.back_up(book, [place], Event.ASKED)
    book.close()
    (tmp_path / "laptop").mkdir()
    other = shutil.copyfile(path, tmp_path / "laptop" / path.name)
    with Casebook.open(path) as original:
        for number in range(2):
            factories.add(original, "client", name=f"Original {number}")
            backups.back_up(original, [place], Event.ASKED)
    with Casebook.open(other) as opened:
        for number in range(4):
            factories.add(opened, "client", name=f"Copy {number}")
        yield opened


def client_of(book: Casebook) -> int:
    with book.read() as db:
        return db.execute("SELECT min(id) FROM client").fetchone()[0]


def lines(book: Casebook, place: Place) -> tuple[list[Kept], list[Kept]]:
    """Return the backups of a casebook's own line, and those of the other copy."""
    found = kept_backups.kept(place.folder, backups.edge(book).uid)
    with book.read() as db:
        return kept_backups.of_line(db, found, Line())


def salts(tmp_path):
    return passphrase.salts_in(tmp_path / "data")


OPERATIONS = {
    "erase": lambda book, place, _path: erasure.erase_records(book, [client_of(book)], WHY, [place]).beyond,
    "redact": lambda book, place, _path: erasure.redact_field(book, client_of(book), "note", WHY, [place]).beyond,
    "set a passphrase": lambda book, place, path: (
        passphrase.protect(book, "a passphrase", [place], salts(path)).pending
    ),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_replaces_the_backups_of_a_copy_leaves_those_of_the_original(copy, place, tmp_path, operation):
    before = {each.path: each.edge for each in kept_backups.kept(place.folder, backups.edge(copy).uid)}
    shared, *original = sorted(before, key=lambda path: before[path])
    told = [words("en").say(each) for each in OPERATIONS[operation](copy, place, tmp_path)]
    assert not shared.exists()  # the copy's own past: what was erased was in it
    for each in original:
        assert kept_backups.is_kept(each)
        assert any(str(each) in line and "belongs to another copy" in line for line in told)


def test_a_passphrase_that_is_changed_or_removed_leaves_them_too(copy, place, tmp_path):
    others = lines(copy, place)[1]
    passphrase.protect(copy, "a passphrase", [place], salts(tmp_path))
    passphrase.change(copy, "a passphrase", "another passphrase", [place], salts(tmp_path))
    passphrase.unprotect(copy, "another passphrase", [place], salts(tmp_path))
    own, left = lines(copy, place)
    assert (len(own), left) == (1, others)


def test_a_copy_is_backed_up_although_the_original_has_a_backup_of_the_same_size(book, path, place, tmp_path):
    factories.add(book, "client")
    book.close()
    other = shutil.copyfile(path, tmp_path / "other.casebook")
    with Casebook.open(path) as original:
        factories.add(original, "client", name="Original")
        assert len(backups.back_up(original, [place], Event.CLOSE).written) == 1
    with Casebook.open(other) as copy:
        factories.add(copy, "client", name="Copy")
        assert len(backups.back_up(copy, [place], Event.CLOSE).written) == 1
        assert backups.back_up(copy, [place], Event.CLOSE).written == []
        kept = backups.newest(copy, [place])
        assert [row[1:2] for row in factories.content(kept.path)["client"]][-1:] == [("Copy",)]


def test_thinning_out_a_copy_leaves_the_originals_backups(copy, place):
    others = lines(copy, place)[1]
    for number in range(9):
        factories.add(copy, "client", name=f"More {number}")
        backups.back_up(copy, [place], Event.ASKED)
    assert len(others) == 2
    assert all(kept_backups.is_kept(each.path) for each in others)
    assert len(lines(copy, place)[0]) == 5


def test_each_beginning_of_a_journal_is_known_and_nothing_else(book):
    edges = []
    for number in range(9):
        factories.add(book, "client", name=f"Client {number}")
        with book.read() as db:
            anchor = entry_log.anchor(db)
        edges.append((anchor.size, anchor.root.hex()))
    wrong = {(size + 1, root) for size, root in edges} | {(0, edges[0][1]), (3, "00" * 32), (-1, "")}
    line = Line()
    with book.read() as db:
        assert line.continues(db, [*edges, *wrong]) == set(edges)
    assert factories.read(book, Client, client_of(book)).name == "Client 0"
    factories.add(book, "client")
    with book.read() as db:
        assert line.continues(db, edges) == set(edges)
