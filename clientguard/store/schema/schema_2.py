"""The second schema: what erasing needs, a seal on packed bytes, a smaller search index. Frozen once released."""

from __future__ import annotations

import hashlib

from clientguard.store.file.sqlite import Connection
from clientguard.store.records.search_words import rewrite

SCHEMA_2 = """
-- One entry may lose its values to several erase entries: first one field, later all.
ALTER TABLE erasure RENAME TO erasure_1;
CREATE TABLE erasure (
  seq INTEGER NOT NULL REFERENCES journal(seq),
  by_seq INTEGER NOT NULL REFERENCES journal(seq),
  PRIMARY KEY (seq, by_seq)
) STRICT, WITHOUT ROWID;
INSERT INTO erasure SELECT seq, by_seq FROM erasure_1;
DROP TRIGGER erasure_real;
DROP TRIGGER erasure_kept;
DROP TRIGGER erasure_unchanged;
DROP TRIGGER journal_value_kept;
DROP TABLE erasure_1;
CREATE TRIGGER erasure_real BEFORE INSERT ON erasure
  WHEN NOT EXISTS (SELECT 1 FROM journal WHERE journal.seq = NEW.by_seq AND journal.change = 'erase')
  BEGIN SELECT RAISE(ABORT, 'an erasure names its erase entry'); END;
CREATE TRIGGER erasure_kept BEFORE DELETE ON erasure
  BEGIN SELECT RAISE(ABORT, 'an erasure is never undone'); END;
CREATE TRIGGER erasure_unchanged BEFORE UPDATE ON erasure
  BEGIN SELECT RAISE(ABORT, 'an erasure never changes'); END;
CREATE TRIGGER journal_value_kept BEFORE DELETE ON journal_value
  WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.seq = OLD.seq)
  BEGIN SELECT RAISE(ABORT, 'a journalled value goes only with its erase entry'); END;

-- What is left of an entry that lost some of its fields: the others with their salts, of the lost ones the leaf.
CREATE TABLE journal_part (
  seq INTEGER PRIMARY KEY REFERENCES journal(seq),
  by_seq INTEGER NOT NULL REFERENCES journal(seq),
  parts TEXT NOT NULL
) STRICT;
CREATE TRIGGER journal_part_real BEFORE INSERT ON journal_part
  WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.seq = NEW.seq AND erasure.by_seq = NEW.by_seq)
  BEGIN SELECT RAISE(ABORT, 'what is left of an entry names its erase entry'); END;
CREATE TRIGGER journal_part_unchanged BEFORE UPDATE ON journal_part
  BEGIN SELECT RAISE(ABORT, 'what is left of an entry never changes'); END;
CREATE TRIGGER journal_part_kept BEFORE DELETE ON journal_part
  WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.seq = OLD.seq AND erasure.by_seq > OLD.by_seq)
  BEGIN SELECT RAISE(ABORT, 'what is left of an entry goes only with its erase entry'); END;

-- The digest of packed bytes as they lie there: other bytes may unpack to the same.
ALTER TABLE blob ADD COLUMN stored BLOB;

-- The search index again, with which words a text has, not where, and rowids that lie close.
DROP TABLE search_index;
DELETE FROM search_entry;
CREATE VIRTUAL TABLE search_index USING fts5 (
  text, content='', contentless_delete=1, detail=none, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
-- A page of the index fits a page of the file, also where a passphrase takes a part of that.
INSERT INTO search_index (search_index, rank) VALUES ('pgsz', 3940);
-- Many texts at once are gathered in memory (8 MB) and written as one part of the index, not as many.
INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 8388608);
CREATE VIRTUAL TABLE search_index_words USING fts5vocab ('search_index', 'row');
"""

SEARCHED = {  # by kind: its date in seconds since 1970, and its texts, as they were in the first schema
    "invoice": ("unixepoch(issued)", ("number", "detail")),
    "payment": ("unixepoch(received)", ("detail",)),
    "deliverable": ("unixepoch(due)", ("title", "detail")),
    "result": ("unixepoch(measured_on)", ("measure", "proof")),
    "message": ("at_ms / 1000", ("sender", "recipients", "subject", "body")),
    "request": ("unixepoch(asked_on)", ("title", "answer")),
    "work": ('unixepoch("on")', ("detail",)),
    "problem": ('unixepoch("on")', ("title", "who", "proof", "detail")),
    "account": ("0", ("name", "platform", "address", "proof")),
    "obligation": ("unixepoch(due)", ("what",)),
    "evidence": ("0", ("note",)),
    "attachment": ("0", ("name",)),
    "business": ("0", ("name",)),
    "client": ("unixepoch(since)", ("name", "email", "note")),
    "contact": ("0", ("name", "role", "email", "phone", "note")),
    "contract": ("unixepoch(starts)", ("title", "scope", "exclusions")),
}
_FAR = 1 << 42


def seal(db: Connection) -> None:
    """Store the digest of every packed blob in its packed form."""
    for (blob,) in db.execute("SELECT id FROM blob WHERE packed = 1").fetchall():
        rows = db.execute(
            "SELECT data FROM blob_part WHERE id >= ? AND id < ? ORDER BY id", (blob * 64, blob * 64 + 64)
        )
        stored = hashlib.sha256(b"".join(data for (data,) in rows.fetchall())).digest()
        db.execute("UPDATE blob SET stored = ? WHERE id = ?", (stored, blob))


def index_anew(db: Connection) -> None:
    """Fill the empty search index with the texts of all records, in the order of their dates.

    If `rewrite` ever changes how words are indexed, a later schema has to rebuild the index itself.
    """
    dated: list[tuple[int, int, str]] = []
    for kind, (seconds, _) in SEARCHED.items():
        rows = db.execute(f'SELECT max({-_FAR}, min({_FAR}, coalesce({seconds}, 0))), id FROM "{kind}"').fetchall()
        dated += [(second, record, kind) for second, record in rows]
    place = -_FAR - 1
    for second, record, kind in sorted(dated):
        texts = " || char(10) || ".join(f'"{name}"' for name in SEARCHED[kind][1])
        (text,) = db.execute(f'SELECT {texts} FROM "{kind}" WHERE id = ?', (record,)).fetchone()
        if text.strip():
            place = max(place + 1, second)
            db.execute("INSERT INTO search_entry (rowid, record) VALUES (?, ?)", (place, record))
            db.execute("INSERT INTO search_index (rowid, text) VALUES (?, ?)", (place, rewrite(text)))
