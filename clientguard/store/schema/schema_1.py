"""The first schema, frozen. Later schemas are migrations on top of it, for new casebooks too.

The tables of the record kinds were printed from their descriptions (`columns.create_statement`). A test compares the
tables of a migrated casebook with the current descriptions.
"""

from __future__ import annotations

SCHEMA_1 = """
CREATE TABLE record (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  removed_seq INTEGER REFERENCES journal(seq)
) STRICT;
CREATE INDEX record_kind ON record (kind, removed_seq);

-- The journal: headers without personal data, and beside each the values that its commitment opens.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  change TEXT NOT NULL,
  uid BLOB NOT NULL CHECK (length(uid) = 16),
  ms INTEGER NOT NULL,
  "offset" INTEGER NOT NULL,
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX journal_uid ON journal (uid, seq);
CREATE TABLE journal_value (
  seq INTEGER PRIMARY KEY REFERENCES journal(seq),
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  fields TEXT NOT NULL
) STRICT;
CREATE TABLE journal_tree (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  roots BLOB NOT NULL
) STRICT;
CREATE TABLE erasure (
  seq INTEGER PRIMARY KEY REFERENCES journal(seq),
  by_seq INTEGER NOT NULL REFERENCES journal(seq)
) STRICT;
CREATE TABLE anchor (
  id INTEGER PRIMARY KEY,
  size INTEGER NOT NULL,
  root BLOB NOT NULL CHECK (length(root) = 32),
  ms INTEGER NOT NULL,
  "offset" INTEGER NOT NULL,
  place TEXT NOT NULL
) STRICT;
CREATE TRIGGER journal_kept BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_unchanged BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_value_unchanged BEFORE UPDATE ON journal_value
  BEGIN SELECT RAISE(ABORT, 'a journalled value never changes'); END;
CREATE TRIGGER journal_value_kept BEFORE DELETE ON journal_value
  WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.seq = OLD.seq)
  BEGIN SELECT RAISE(ABORT, 'a journalled value goes only with its erase entry'); END;
CREATE TRIGGER erasure_real BEFORE INSERT ON erasure
  WHEN NOT EXISTS (SELECT 1 FROM journal WHERE journal.seq = NEW.by_seq AND journal.change = 'erase')
  BEGIN SELECT RAISE(ABORT, 'an erasure names its erase entry'); END;
CREATE TRIGGER erasure_kept BEFORE DELETE ON erasure
  BEGIN SELECT RAISE(ABORT, 'an erasure is never undone'); END;
CREATE TRIGGER erasure_unchanged BEFORE UPDATE ON erasure
  BEGIN SELECT RAISE(ABORT, 'an erasure never changes'); END;
CREATE TRIGGER anchor_unchanged BEFORE UPDATE ON anchor
  BEGIN SELECT RAISE(ABORT, 'an anchor never changes'); END;
CREATE TRIGGER anchor_kept BEFORE DELETE ON anchor
  BEGIN SELECT RAISE(ABORT, 'an anchor is kept'); END;

-- Long values and the bytes of attachments, once each; part n of blob b is row b * 64 + n, 1 MiB at most.
CREATE TABLE blob (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  size INTEGER NOT NULL,
  packed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE blob_part (
  id INTEGER PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;

-- Search: rowids follow the date, so that the newest come first without sorting.
CREATE VIRTUAL TABLE search_index USING fts5 (
  text, content='', contentless_delete=1, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
CREATE TABLE search_entry (
  rowid INTEGER PRIMARY KEY,
  record INTEGER NOT NULL UNIQUE REFERENCES record(id)
) STRICT;

-- Forms that were begun and not yet saved.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY,
  place TEXT NOT NULL UNIQUE,
  ms INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE "invoice" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "contract" INTEGER REFERENCES record(id),
  "number" TEXT NOT NULL DEFAULT '',
  "issued" TEXT,
  "due" TEXT,
  "amount" INTEGER,
  "currency" TEXT NOT NULL DEFAULT '',
  "detail" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "invoice_client" ON "invoice" ("client");
CREATE TABLE "payment" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "invoice" INTEGER REFERENCES record(id),
  "received" TEXT,
  "amount" INTEGER,
  "currency" TEXT NOT NULL DEFAULT '',
  "detail" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "payment_client" ON "payment" ("client");
CREATE TABLE "deliverable" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "contract" INTEGER REFERENCES record(id),
  "title" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "due" TEXT,
  "delivered_on" TEXT,
  "settled_on" TEXT,
  "detail" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "deliverable_client" ON "deliverable" ("client");
CREATE TABLE "result" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "deliverable" INTEGER REFERENCES record(id),
  "measure" TEXT NOT NULL DEFAULT '',
  "unit" TEXT NOT NULL DEFAULT '',
  "before" TEXT NOT NULL DEFAULT '',
  "after" TEXT NOT NULL DEFAULT '',
  "measured_on" TEXT,
  "proof" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "result_client" ON "result" ("client");
CREATE TABLE "message" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "at_ms" INTEGER,
  "at_offset" INTEGER,
  "direction" TEXT NOT NULL DEFAULT '',
  "channel" TEXT NOT NULL DEFAULT '',
  "sender" TEXT NOT NULL DEFAULT '',
  "recipients" TEXT NOT NULL DEFAULT '',
  "subject" TEXT NOT NULL DEFAULT '',
  "body" TEXT NOT NULL DEFAULT '',
  "minutes" INTEGER,
  "dated_by" TEXT NOT NULL DEFAULT '',
  "message_id" TEXT NOT NULL DEFAULT '',
  "digest" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "message_client" ON "message" ("client");
CREATE TABLE "request" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "title" TEXT NOT NULL DEFAULT '',
  "ask" TEXT NOT NULL DEFAULT '',
  "asked_on" TEXT,
  "channel" TEXT NOT NULL DEFAULT '',
  "needed_by" TEXT,
  "blocks" INTEGER REFERENCES record(id),
  "answered_on" TEXT,
  "answer" TEXT NOT NULL DEFAULT '',
  "rounds" INTEGER
) STRICT;
CREATE INDEX "request_client" ON "request" ("client");
CREATE TABLE "work" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "on" TEXT,
  "minutes" INTEGER,
  "sort" TEXT NOT NULL DEFAULT '',
  "deliverable" INTEGER REFERENCES record(id),
  "detail" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "work_client" ON "work" ("client");
CREATE TABLE "problem" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "title" TEXT NOT NULL DEFAULT '',
  "sort" TEXT NOT NULL DEFAULT '',
  "on" TEXT,
  "who" TEXT NOT NULL DEFAULT '',
  "proof" TEXT NOT NULL DEFAULT '',
  "detail" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "problem_client" ON "problem" ("client");
CREATE TABLE "account" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "name" TEXT NOT NULL DEFAULT '',
  "platform" TEXT NOT NULL DEFAULT '',
  "address" TEXT NOT NULL DEFAULT '',
  "ownership" TEXT NOT NULL DEFAULT '',
  "kept_at" TEXT NOT NULL DEFAULT '',
  "clause" TEXT NOT NULL DEFAULT '',
  "renews" TEXT,
  "owner" TEXT NOT NULL DEFAULT '',
  "offered_on" TEXT,
  "accepted_on" TEXT,
  "tested_on" TEXT,
  "tokens_on" TEXT,
  "billing_on" TEXT,
  "removed_on" TEXT,
  "proof" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "account_client" ON "account" ("client");
CREATE TABLE "leaving" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "contract" INTEGER REFERENCES record(id),
  "decided" TEXT,
  "reasons" TEXT NOT NULL DEFAULT '',
  "alternatives" TEXT NOT NULL DEFAULT '',
  "notice_given" TEXT,
  "last_day" TEXT,
  "reason" TEXT NOT NULL DEFAULT '',
  "summary" TEXT NOT NULL DEFAULT '',
  "open_items" TEXT NOT NULL DEFAULT '',
  "step" TEXT NOT NULL DEFAULT '',
  "report_version" INTEGER,
  "report_digest" TEXT NOT NULL DEFAULT '',
  "reported" TEXT,
  "signed_off" TEXT,
  "signed_by" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "leaving_client" ON "leaving" ("client");
CREATE TABLE "obligation" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "what" TEXT NOT NULL DEFAULT '',
  "due" TEXT,
  "met_on" TEXT,
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "obligation_client" ON "obligation" ("client");
CREATE TABLE "release" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "leaving" INTEGER REFERENCES record(id),
  "gate" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "on" TEXT
) STRICT;
CREATE INDEX "release_client" ON "release" ("client");
CREATE TABLE "evidence" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "leaving" INTEGER REFERENCES record(id),
  "about" INTEGER REFERENCES record(id),
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "evidence_client" ON "evidence" ("client");
CREATE TABLE "attachment" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "of" INTEGER REFERENCES record(id),
  "name" TEXT NOT NULL DEFAULT '',
  "media_type" TEXT NOT NULL DEFAULT '',
  "size" INTEGER,
  "sha256" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "attachment_client" ON "attachment" ("client");
CREATE TABLE "business" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "name" TEXT NOT NULL DEFAULT '',
  "owner" TEXT NOT NULL DEFAULT '',
  "address" TEXT NOT NULL DEFAULT '',
  "email" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "tax_number" TEXT NOT NULL DEFAULT '',
  "currency" TEXT NOT NULL DEFAULT '',
  "language" TEXT NOT NULL DEFAULT '',
  "rate" INTEGER,
  "hours" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "client" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "name" TEXT NOT NULL DEFAULT '',
  "stage" TEXT NOT NULL DEFAULT '',
  "since" TEXT,
  "address" TEXT NOT NULL DEFAULT '',
  "email" TEXT NOT NULL DEFAULT '',
  "tax_number" TEXT NOT NULL DEFAULT '',
  "language" TEXT NOT NULL DEFAULT '',
  "currency" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "contact" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "name" TEXT NOT NULL DEFAULT '',
  "role" TEXT NOT NULL DEFAULT '',
  "email" TEXT NOT NULL DEFAULT '',
  "phone" TEXT NOT NULL DEFAULT '',
  "decides" INTEGER NOT NULL DEFAULT 0,
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "contact_client" ON "contact" ("client");
CREATE TABLE "contract" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "title" TEXT NOT NULL DEFAULT '',
  "signed" TEXT,
  "starts" TEXT,
  "ends" TEXT,
  "scope" TEXT NOT NULL DEFAULT '',
  "exclusions" TEXT NOT NULL DEFAULT '',
  "revision_limit" INTEGER,
  "notice_days" INTEGER,
  "payment_terms" TEXT NOT NULL DEFAULT '',
  "suspension_clause" TEXT NOT NULL DEFAULT '',
  "handover_clause" TEXT NOT NULL DEFAULT '',
  "stopped_on" TEXT,
  "stopped_for" INTEGER REFERENCES record(id)
) STRICT;
CREATE INDEX "contract_client" ON "contract" ("client");
CREATE INDEX message_digest ON message (digest);
CREATE INDEX message_at ON message (client, at_ms);
CREATE INDEX payment_invoice ON payment (invoice);
CREATE INDEX attachment_of ON attachment ("of");
CREATE INDEX evidence_leaving ON evidence (leaving);
"""
