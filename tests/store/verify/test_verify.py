"""Verification: an honest casebook is valid, and whatever is changed behind the program's back is found."""

from __future__ import annotations

import dataclasses
import random
import shutil
from pathlib import Path

import pytest

from clientguard.domain.journal import tree
from clientguard.domain.records import Client
from clientguard.errors import KnownError
from clientguard.store.file import plain_errors, sqlite
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Anchor
from clientguard.store.verify import replay
from clientguard.store.verify.full import MOST, verify
from tests import factories

LONG = "What was agreed on that day, at length. " * 60


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A closed casebook with everything in it: changes, removals, long texts, files, an anchor; and its anchors."""
    path = tmp_path_factory.mktemp("kept") / "practice.casebook"
    book = factories.firm_book(path)
    client = factories.add(book, "client", name="Harbour Books", note=LONG)
    other = factories.add(book, "client", name="Mill")
    invoice = factories.add(book, "invoice", client=client, number="INV-0042")
    factories.add(book, "payment", client=client, invoice=invoice)
    factories.save(book, dataclasses.replace(factories.read(book, Client, client), email="joan@example.org"))
    factories.save(book, dataclasses.replace(factories.read(book, Client, client), note=LONG + "And more."))
    for data in (b"first file " * 9, b"other file " * 9, bytes(1 << 20) + b"two parts"):
        book.write(lambda write, data=data: write.attach(client, client, "a.bin", "application/octet-stream", data))
    book.write(lambda write: write.remove(other))
    gone = factories.add(book, "contact", client=client)
    book.write(lambda write: write.remove(gone))
    book.write(lambda write: write.restore(gone))
    book.write(lambda write: write.note_anchor("a letter"))
    factories.add(book, "problem", client=client)
    with book.read() as db:
        anchors = [
            Anchor(size, tree.root([each.hash for each in entry_log.entries(db, limit=size)]))
            for size in (0, 5, entry_log.anchor(db).size)
        ]
    book.close()
    return path, anchors


@pytest.fixture
def copy(kept, tmp_path):
    """A copy of it, to be tampered with."""
    target = tmp_path / "copy.casebook"
    shutil.copyfile(kept[0], target)
    return target


def faults(path, *anchors) -> list[str]:
    return [str(each.text).format(**each.values) for each in verify(path, anchors).faults]


def test_an_honest_casebook_is_valid(kept):
    path, anchors = kept
    before = path.read_bytes()
    found = verify(path, anchors)
    assert found.valid, found.faults
    assert found.remarks == []
    assert (found.size, found.records, found.anchors, found.erased) == (anchors[-1].size, 10, 4, 0)
    assert found.root == anchors[-1].root.hex()
    assert path.read_bytes() == before


def test_without_an_outside_anchor_the_limit_of_the_proof_is_said(kept):
    assert "anyone who holds the file could have rebuilt all of it" in verify(kept[0]).remarks[0].text


def test_an_open_casebook_can_be_verified(book, path):
    factories.add(book, "client")
    assert verify(path).valid


def test_records_are_compared_in_portions_and_none_is_passed_over(kept, copy, monkeypatch):
    monkeypatch.setattr(replay, "PORTION", 1)
    monkeypatch.setattr(replay, "LINKS", 1)
    found = verify(kept[0], kept[1])
    assert (found.faults, found.records) == ([], 10)
    factories.tamper(copy, "UPDATE client SET email = 'other@example.org'", "UPDATE contact SET client = 1")
    assert [each.partition(": ")[2] for each in faults(copy)] == ["client 2.", "client 3.", "contact 9."]


CHANGES = {
    "a record": (
        "UPDATE client SET name = 'Harbour Bookz' WHERE name = 'Harbour Books'",
        "differs from its last entry",
    ),
    "an amount": ("UPDATE invoice SET amount = amount + 1", "differs from its last entry: invoice"),
    "a date": ("UPDATE invoice SET issued = 'soon'", "differs from its last entry: invoice"),
    "a link": ("UPDATE payment SET invoice = client", "differs from its last entry: payment"),
    "a long text": ("UPDATE client SET note = note || '.' WHERE note <> ''", "differs from its last entry: client"),
    "damaged text": ("UPDATE client SET email = CAST(x'ff41' AS TEXT)", "differs from its last entry: client"),
    "a removal": ("UPDATE record SET removed_seq = NULL WHERE removed_seq IS NOT NULL", "differs from its last entry"),
    "a removal that never was": ("UPDATE record SET removed_seq = 1 WHERE kind = 'problem'", "differs from its last"),
    "a record taken out": ("DELETE FROM problem", "A record that the journal mentions is missing"),
    "a record taken out whole": (
        "DELETE FROM record WHERE kind = 'problem'",
        "A record that the journal mentions is missing",
    ),
    "a link to nothing": ("UPDATE contact SET client = 999", "A link between records points at nothing"),
    "a header": ("UPDATE journal SET ms = ms - 3600000 WHERE seq = 3", "Entry 3 of the journal was changed"),
    "a kind of change": ("UPDATE journal SET change = 'change' WHERE seq = 3", "Entry 3 of the journal was changed"),
    "a value": (
        "UPDATE journal_value SET fields = replace(fields, 'INV-0042', 'INV-0043')",
        "are not those that were written",
    ),
    "a value made unreadable": (
        "UPDATE journal_value SET fields = '{' WHERE seq = 3",
        "values of entry 3 are not those",
    ),
    "a value made a list": ("UPDATE journal_value SET fields = '[]' WHERE seq = 3", "values of entry 3 are not those"),
    "a value made no number": (
        "UPDATE journal_value SET fields = '{\"a\":NaN}' WHERE seq = 3",
        "values of entry 3 are not those",
    ),
    "an empty value": (
        "UPDATE journal_value SET fields = '{ }' WHERE fields = '{}'",
        "are not those that were written",
    ),
    "a value very deep": (
        ("UPDATE journal_value SET fields = ? WHERE seq = 3", ("[" * 100_000,)),
        "values of entry 3 are not those",
    ),
    "a salt": ("UPDATE journal_value SET salt = zeroblob(16) WHERE seq = 3", "values of entry 3 are not those"),
    "a value taken out": (
        "DELETE FROM journal_value WHERE seq = 3",
        "values of entry 3 are missing without an erasure",
    ),
    "an entry taken out": ("DELETE FROM journal WHERE seq = 3", "Entry 3 is missing"),
    "a tree begun anew": ("DELETE FROM journal_tree", "does not end where its stored root says"),
    "a damaged tree": ("UPDATE journal_tree SET roots = x'00'", "stored root is damaged"),
    "an anchor": ("UPDATE anchor SET root = zeroblob(32)", "does not match the anchor at entry"),
    "part of a file": (
        "UPDATE blob_part SET data = CAST('first fole ' AS BLOB) WHERE data = (SELECT data FROM blob_part"
        " WHERE instr(data, CAST('first' AS BLOB)) = 1)",
        "does not match its digest",
    ),
    "a lost part": ("DELETE FROM blob_part WHERE length(data) = 1048576", "does not match its digest"),
    "a lost file": (
        "DELETE FROM blob WHERE sha256 = (SELECT unhex(sha256) FROM attachment LIMIT 1)",
        "Contents are missing: attachment",
    ),
    "a lost long text": ("DELETE FROM blob WHERE packed = 1", "A long text of entry 3 is missing"),
    "a long text's reference": (
        "UPDATE blob SET size = size + 1 WHERE packed = 1",
        "A long text of entry 3 is missing",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_is_found(copy, change):
    statement, words = CHANGES[change]
    before = factories.content(copy)
    factories.tamper(copy, statement)
    assert unreadable_or_other(copy, before), "the test changed nothing"
    found = faults(copy)
    assert any(words in line for line in found), found


def unreadable_or_other(path, before) -> bool:
    try:
        return factories.content(path) != before
    except sqlite.OperationalError:
        return True


def test_swapped_files_are_found(copy):
    first, second = (row[0] for row in factories.content(copy)["blob"][1:3])
    factories.tamper(
        copy,
        f"UPDATE blob_part SET id = -1 WHERE id = {first * 64}",
        f"UPDATE blob_part SET id = {first * 64} WHERE id = {second * 64}",
        f"UPDATE blob_part SET id = {second * 64} WHERE id = -1",
    )
    assert len([line for line in faults(copy) if "does not match its digest" in line]) == 2


def cut(path, size: int) -> None:
    """Cut the journal's tail as somebody who knows the format would: records, anchors and tree follow."""
    db = sqlite.dbapi.connect(str(path))
    leaves = [row[0] for row in db.execute("SELECT hash FROM journal WHERE seq <= ? ORDER BY seq", (size,))]
    db.close()
    edge = tree.Frontier()
    for leaf in leaves:
        edge.append(leaf)
    factories.tamper(
        path,
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM problem",
        "DELETE FROM record WHERE kind = 'problem'",
        f"DELETE FROM journal WHERE seq > {size}",
        f"DELETE FROM journal_value WHERE seq > {size}",
        ("UPDATE journal_tree SET size = ?, roots = ?", (edge.size, edge.packed())),
        "DELETE FROM search_entry WHERE record NOT IN (SELECT id FROM record)",
    )


def test_a_cut_tail_shows_only_against_an_anchor_from_outside(copy, kept):
    anchors = kept[1]
    cut(copy, anchors[-1].size - 1)
    assert verify(copy).valid
    assert verify(copy, anchors[:-1]).valid
    assert faults(copy, *anchors) == [f"The journal does not match the anchor at entry {anchors[-1].size}."]


def test_an_anchor_of_another_casebook_does_not_fit(kept):
    assert faults(kept[0], Anchor(5, bytes(32))) == ["The journal does not match the anchor at entry 5."]


def test_a_clock_that_went_back_is_a_remark_and_no_fault(path):
    clock = factories.Ticking()
    book = factories.new_book(path, clock=clock)
    factories.add(book, "client", currency="EUR")
    clock.ms -= 3_600_000
    factories.add(book, "client", currency="EUR")
    book.close()
    found = verify(path)
    assert found.valid
    assert found.remarks[0].text == "The clock went back at entry {seq}."
    assert found.remarks[0].values == {"seq": 3}


def test_many_faults_are_cut_short(path):
    book = factories.firm_book(path)
    book.write(lambda write: [write.add(Client(name=f"C{number}")) for number in range(MOST + 20)])
    book.close()
    factories.tamper(path, "UPDATE client SET name = 'x'")
    found = faults(path)
    assert len(found) == MOST + 1
    assert found[-1] == f"There are more faults; the first {MOST} are listed."


def test_each_kept_letter_of_a_record_counts(copy):
    """Every place of the file in which a record's own words stand is guarded, the journal's copy of them too."""
    data = copy.read_bytes()
    for marker in (b"INV-0042", b"joan@example.org", b"first file"):
        places = [at for at in range(len(data)) if data.startswith(marker, at)]
        assert places
        for place in places:
            copy.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            assert not verify(copy).valid, (marker, place)


def test_no_damage_makes_verification_itself_fail(copy):
    """A byte that is flipped anywhere is found, or lies where nothing is kept; it never ends in a crash."""
    data = copy.read_bytes()
    chance = random.Random(6962)
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 1, 8))):
            damaged[chance.randrange(16, len(data) // 5)] ^= 1 << chance.randrange(8)
        copy.write_bytes(damaged)
        try:
            verify(copy)
        except KnownError as error:
            assert str(error)  # noqa: PT017 - either way is right


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(2000)])
def test_what_is_no_casebook_is_refused(tmp_path, content):
    path = tmp_path / "x.casebook"
    path.write_bytes(content)
    with pytest.raises(KnownError):
        verify(path)


@pytest.mark.parametrize(("number", "error"), [(8458, sqlite.UnreadError), (11, None)])
def test_a_page_that_the_drive_does_not_give_is_no_finding_about_the_file(number, error):
    line = f"Tree 69 page 69: unable to get the page. error code={number}"  # as SQLite lists both

    class Connection:
        def execute(self, _sql):
            return self

        def fetchall(self):
            return [(line,)]

    if error is None:
        assert sqlite.problems(Connection(), "quick_check(1)") == [line]
    else:
        with pytest.raises(error) as caught:
            sqlite.problems(Connection(), "quick_check(1)")
        known = plain_errors.explain(caught.value, Path("practice.casebook"))
        assert isinstance(known, plain_errors.DamagedError)  # the window leads to what can be done with such a file
        assert "The drive could not read a part of practice.casebook." in str(known)
