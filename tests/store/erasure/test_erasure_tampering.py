"""Whatever is changed about an erasure, the file's guards, or the anchors that were noted, is found."""

from __future__ import annotations

import pytest

from clientguard.store.erasure import erasing
from clientguard.store.file import sqlite
from clientguard.store.journal import entry_log
from clientguard.store.verify.full import verify
from tests import factories

WHY = "A request of 3 May"


def words(path) -> list[str]:
    return [str(each) for each in verify(path).faults]


TAMPERED = {
    "a shell that says something": ("UPDATE client SET note = 'x' WHERE name = ''", "An erased record is not empty"),
    "a shell with a number": ("UPDATE message SET at_offset = 60 WHERE subject = ''", "An erased record is not empty"),
    "a shell restored": (
        "UPDATE record SET removed_seq = NULL WHERE kind = 'message'",
        "An erased record is not empty",
    ),
    "a shell taken out": ("DELETE FROM message WHERE subject = ''", "that the journal mentions is missing"),
    "a shell of another kind": (
        (
            "INSERT INTO result (id) SELECT id FROM problem WHERE title = ''",
            "DELETE FROM problem WHERE title = ''",
            "UPDATE record SET kind = 'result' WHERE kind = 'problem'",
        ),
        "An erased record is not empty",
    ),
    "a list cut short": ("DELETE FROM erasure WHERE seq = 4", "list of erased entries does not match"),
    "a list that grew": (
        "INSERT INTO erasure SELECT 2, max(by_seq) FROM erasure",
        "list of erased entries does not match",
    ),
    "a value that came back": (
        "INSERT INTO journal_value SELECT 4, salt, fields FROM journal_value WHERE seq = 2",
        "was erased, but some of its values are still there",
    ),
    "a value let go without being told": (
        ("INSERT INTO erasure SELECT 2, max(by_seq) FROM erasure", "DELETE FROM journal_value WHERE seq = 2"),
        "missing without an erasure",
    ),
    "a part let go": ("DELETE FROM journal_part", "missing without an erasure"),
    "a part that was altered": ("UPDATE journal_part SET parts = replace(parts, 'Mill', 'Hill')", "are not those that"),
    "a part that is none": ("UPDATE journal_part SET parts = '[]'", "are not those that were written"),
    "a part of another erasure": ("UPDATE journal_part SET by_seq = by_seq - 1", "does not match its redaction"),
    "a redacted field filled in": ("UPDATE client SET note = 'x' WHERE name = 'Mill'", "differs from its last entry"),
    "an erase entry's values": (
        "DELETE FROM journal_value WHERE seq = (SELECT max(seq) FROM journal WHERE change = 'erase')",
        "missing without an erasure",
    ),
    "bytes that nothing needs": (
        (
            "INSERT INTO blob (id, sha256, size, packed) VALUES (99,"
            " x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, 0)",
        ),
        "Nothing refers to the stored data",
    ),
    "a dropped trigger": ("DROP TRIGGER journal_kept", "Missing from the file: trigger “journal_kept”"),
    "an altered trigger": (
        ("DROP TRIGGER journal_kept", "CREATE TRIGGER journal_kept BEFORE DELETE ON journal BEGIN SELECT 1; END"),
        "Altered in the file: trigger “journal_kept”",
    ),
    "a trigger of one's own": (
        "CREATE TRIGGER mine AFTER INSERT ON client BEGIN SELECT 1; END",
        "In the file, and not ClientGuard's: trigger “mine”",
    ),
    "a dropped index": ("DROP INDEX journal_uid", "Missing from the file: index “journal_uid”"),
    "a table of one's own": ("CREATE TABLE mine (a)", "In the file, and not ClientGuard's: table “mine”"),
    "an anchor taken out": ("DELETE FROM anchor", "The anchor recorded by entry"),
    "an anchor's place": ("UPDATE anchor SET place = 'elsewhere'", "The anchor recorded by entry"),
    "an anchor's moment": ("UPDATE anchor SET ms = ms + 1", "The anchor recorded by entry"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A closed casebook in which a client was erased, a field redacted, and an anchor noted."""
    path = tmp_path_factory.mktemp("kept") / "practice.casebook"
    book = factories.firm_book(path)
    client = factories.add(book, "client", name="Lane Books", note="About Lane.")
    factories.add(book, "message", client=client, subject="Hello")
    factories.add(book, "problem", client=client)
    mill = factories.add(book, "client", name="Mill", note="About the mill. " * 90)
    book.write(lambda write: write.note_anchor("a letter"))
    book.write(lambda write: erasing.write_redaction(write, mill, "note", WHY))
    book.write(lambda write: erasing.write_erasure(write, [client], WHY))
    book.close()
    assert verify(path).valid
    return path


@pytest.mark.parametrize("change", TAMPERED)
def test_what_was_changed_about_an_erasure_is_found(kept, tmp_path, change):
    statements, expected = TAMPERED[change]
    copy = tmp_path / "copy.casebook"
    copy.write_bytes(kept.read_bytes())
    statements = (statements,) if isinstance(statements, str) else statements
    if statements[0].startswith(("DROP TRIGGER", "CREATE TRIGGER")):
        db = sqlite.dbapi.connect(str(copy), isolation_level=None)
        for sql in statements:
            db.execute(sql)
        db.close()
    else:
        factories.tamper(copy, *statements)
    found = words(copy)
    assert any(expected in line for line in found), found


def test_an_erase_entry_that_tells_nonsense_is_found(book, path):
    client = factories.add(book, "client")

    def work(write):
        write.entry("erase", entry_log.own_uid(write.db), {"entries": "9-3", "why": "x"})

    book.write(work)
    book.close()
    assert client
    assert any("are not those that were written" in line for line in words(path))


def test_without_an_anchor_entry_an_older_casebooks_anchors_still_count(book, path):
    book.write(lambda write: write.note_anchor("a letter"))
    with book.read() as db:
        size = entry_log.anchor(db).size
    book.close()
    factories.tamper(
        path, "INSERT INTO anchor (size, root, ms, \"offset\", place) SELECT size, root, 0, 0, 'x' FROM anchor"
    )
    assert verify(path).valid
    assert verify(path).anchors == 2
    assert size == 3
