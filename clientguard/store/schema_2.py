"""The second schema: what an erasure needs, and a seal on packed bytes. Frozen once released."""

from __future__ import annotations

import hashlib

from clientguard.store.sqlite import Connection

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
"""


def seal(db: Connection) -> None:
    """Note the digest of every packed blob's stored bytes."""
    for (blob,) in db.execute("SELECT id FROM blob WHERE packed = 1").fetchall():
        rows = db.execute(
            "SELECT data FROM blob_part WHERE id >= ? AND id < ? ORDER BY id", (blob * 64, blob * 64 + 64)
        )
        stored = hashlib.sha256(b"".join(data for (data,) in rows.fetchall())).digest()
        db.execute("UPDATE blob SET stored = ? WHERE id = ?", (stored, blob))
