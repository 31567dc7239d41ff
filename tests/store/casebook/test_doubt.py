"""A drive that fails over a commit: whether the transaction is in the WAL is read as the next opening reads it.

That what is said agrees with what is found is held by `tests/faults/whole/test_commands.py`, with drives that fail.
"""

from __future__ import annotations

import pytest

from clientguard.store.casebook.doubt import has_commit_after
from clientguard.store.file import keys
from tests import factories

KEYS = {"without a passphrase": None, "with one": keys.Key(bytes(range(32)), bytes(range(16)))}


def frames(book) -> int:
    with book.read() as db:
        return db.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1]


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_transaction_is_found_in_the_wal_only_if_it_is_whole(tmp_path, key):
    path = tmp_path / "practice.casebook"
    with factories.new_book(path, key=key) as book:
        factories.add(book, "client", name="Harbour Books")
        before = frames(book)
        factories.add(book, "client", name="Mill")
        after = frames(book)
        wal = path.with_name(f"{path.name}-wal").read_bytes()
    assert 0 < before < after
    assert has_commit_after(wal, 0)
    assert has_commit_after(wal, before)
    assert not has_commit_after(wal, after)
    assert not has_commit_after(wal[:-1], before)
    assert not has_commit_after(wal[:-9] + bytes(9), before)
    assert not has_commit_after(wal[:20] + b"?" + wal[21:], 0)
    assert not has_commit_after(b"", 0)
