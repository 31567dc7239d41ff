"""What a search found in an older file is found after the steps that index it again."""

from __future__ import annotations

import re

from clientguard.domain.records import KINDS
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite
from clientguard.store.records.columns import quoted
from clientguard.store.views.search import search_records
from tests.store.schema.test_migrations import thawed

OLD_SEARCH = (
    "SELECT e.record FROM search_index s JOIN search_entry e ON e.rowid = s.rowid"
    " JOIN record r ON r.id = e.record WHERE s.text MATCH ? AND r.removed_seq IS NULL ORDER BY s.rowid DESC"
)


def test_search_finds_after_the_second_step_what_it_found_before(path):
    """The old index is asked as it was: the beginning of each word, and Thai as a phrase."""
    thawed(1, path)
    db = sqlite.connect(path)
    texts = {
        text
        for table, columns in search_columns(db)
        for row in db.execute(f'SELECT {", ".join(columns)} FROM "{table}"').fetchall()
        for text in row
    }
    words = {word for text in texts for word in re.findall(r"[^\W_]+", text)}
    words |= {word[:size] for word in words for size in (1, 2, 3, 4, 5)}
    words -= {word for word in words if re.search(r"[\u0e00-\u0e7f]", word)}
    before = {word: [row[0] for row in db.execute(OLD_SEARCH, (f'"{word}"*',))] for word in words}
    seconds = dict(db.execute("SELECT record, rowid >> 20 FROM search_entry").fetchall())
    db.close()
    assert sum(map(bool, before.values())) > 50
    with Casebook.open(path) as book, book.read() as db:
        after = {word: [hit.record for hit in search_records(db, word)] for word in words}
    for word in words:
        assert set(after[word]) == set(before[word]), word
        assert [seconds[each] for each in after[word]] == [seconds[each] for each in before[word]], word


def search_columns(db) -> list[tuple[str, list[str]]]:
    """Return the tables of kinds that a file has, and the columns of their searched texts."""
    here = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    return [
        (kind.name, [quoted(field.name) for field in kind.fields if field.search])
        for kind in KINDS.values()
        if kind.name in here and any(field.search for field in kind.fields)
    ]
