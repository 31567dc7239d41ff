"""The fourth schema: addresses, imports, originals, and contracts as they are. Frozen once released."""

from __future__ import annotations

SCHEMA_4 = """
ALTER TABLE business ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN merged_into INTEGER REFERENCES record(id);
ALTER TABLE contact ADD COLUMN merged_into INTEGER REFERENCES record(id);
ALTER TABLE contract ADD COLUMN renews_months INTEGER;
ALTER TABLE contract ADD COLUMN ended_on TEXT;
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
"""
