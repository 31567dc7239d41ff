"""The fourth schema: addresses, imports, originals, and contracts as they are. Frozen once released."""

from __future__ import annotations

from clientguard.domain.records.names import folded
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.search_words import rewrite
from clientguard.store.schema.schema_2 import SEARCHED

SCHEMA_4 = """
ALTER TABLE business ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN merged_into INTEGER REFERENCES record(id);
ALTER TABLE contact ADD COLUMN merged_into INTEGER REFERENCES record(id);
ALTER TABLE contract ADD COLUMN renews_months INTEGER;
ALTER TABLE contract ADD COLUMN ended_on TEXT;
ALTER TABLE contract ADD COLUMN decided_until TEXT;
ALTER TABLE contract ADD COLUMN notice_count INTEGER;
ALTER TABLE contract ADD COLUMN notice_unit TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN notice_to TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN notice_means TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN lifted_on TEXT;
ALTER TABLE contract ADD COLUMN lifted_stop TEXT;
ALTER TABLE contract ADD COLUMN lifted_for INTEGER REFERENCES record(id);
CREATE INDEX contract_lifted ON contract (lifted_for) WHERE lifted_for IS NOT NULL;
CREATE INDEX request_answered ON request (answered_on) WHERE answered_on IS NOT NULL;
CREATE INDEX leaving_signed ON leaving (signed_off) WHERE signed_off IS NOT NULL;
ALTER TABLE invoice ADD COLUMN sent_on TEXT;
ALTER TABLE invoice ADD COLUMN due_typed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN original TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN in_reply_to TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN "references" TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN imported_by INTEGER REFERENCES record(id);
CREATE INDEX message_imported_by ON message (imported_by) WHERE imported_by IS NOT NULL;

CREATE TABLE contact_point (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "contact" INTEGER REFERENCES record(id),
  "system" TEXT NOT NULL DEFAULT '',
  "value" TEXT NOT NULL DEFAULT '',
  "ended_on" TEXT
) STRICT;
CREATE INDEX contact_point_client ON contact_point (client);
CREATE INDEX contact_point_contact ON contact_point (contact);
CREATE INDEX contact_point_value ON contact_point (value);

CREATE TABLE "import" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "at_ms" INTEGER,
  "at_offset" INTEGER,
  "source" TEXT NOT NULL DEFAULT '',
  "messages" INTEGER,
  "sent" INTEGER,
  "received" INTEGER,
  "attachments" INTEGER,
  "duplicates" INTEGER,
  "left_out" INTEGER,
  "unreadable" INTEGER,
  "detail" TEXT NOT NULL DEFAULT '',
  "undone_on" TEXT
) STRICT;
CREATE INDEX import_client ON "import" (client, at_ms);
CREATE INDEX import_at ON "import" (at_ms);

-- What a message that is stored as a recipe is rebuilt from. `needs` is a blob too; as a foreign key it would need an
-- index of its own, and a full check compares these rows with the recipes anyway.
CREATE TABLE blob_need (
  blob INTEGER NOT NULL REFERENCES blob(id),
  needs INTEGER NOT NULL,
  PRIMARY KEY (blob, needs)
) STRICT, WITHOUT ROWID;

-- Messages that stay away from a client, by keyed digests; no part of the records, and never exported.
CREATE TABLE exclusion (
  id INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES record(id),
  mac BLOB NOT NULL CHECK (length(mac) = 32),
  reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX exclusion_client ON exclusion (client, mac);
"""


def index_folded(db: Connection) -> None:
    """Index again, in their places, the texts that folding changes: `Straße`, letters typed in parts, soft hyphens.

    The texts of a kind are those of the second schema; no released one has added any since.
    """
    for kind, (_, names) in SEARCHED.items():
        texts = " || char(10) || ".join(f't."{name}"' for name in names)
        for record, place in db.execute(
            f'SELECT t.id, e.rowid FROM "{kind}" t JOIN search_entry e ON e.record = t.id ORDER BY e.rowid'
        ).fetchall():
            (text,) = db.execute(f'SELECT {texts} FROM "{kind}" t WHERE t.id = ?', (record,)).fetchone()
            if folded(text) != text.lower():
                db.execute("DELETE FROM search_index WHERE rowid = ?", (place,))
                db.execute("INSERT INTO search_index (rowid, text) VALUES (?, ?)", (place, rewrite(text)))
