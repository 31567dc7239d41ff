"""The twelfth schema: rates by law, evidence bundles, and what decides when interest begins.

Frozen once released.
"""

from __future__ import annotations

SCHEMA_12 = """
CREATE TABLE "law_rate" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "base" TEXT NOT NULL DEFAULT '',
  "starts" TEXT,
  "ends" TEXT,
  "rate" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "checked_on" TEXT
) STRICT;
CREATE TABLE "bundle" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "name" TEXT NOT NULL DEFAULT '',
  "made_on" TEXT,
  "exhibits" INTEGER,
  "sha256" TEXT NOT NULL DEFAULT '',
  "anchor" TEXT NOT NULL DEFAULT '',
  "redacted" TEXT NOT NULL DEFAULT '',
  "left_out" TEXT NOT NULL DEFAULT '',
  "given_to" TEXT NOT NULL DEFAULT '',
  "given_on" TEXT,
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;
ALTER TABLE invoice ADD COLUMN due_agreed TEXT NOT NULL DEFAULT '';
ALTER TABLE invoice ADD COLUMN received_on TEXT;
ALTER TABLE invoice ADD COLUMN performed_on TEXT;
ALTER TABLE contract ADD COLUMN late_rate TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN late_base TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN law TEXT NOT NULL DEFAULT '';
ALTER TABLE recovery_plan ADD COLUMN result_on TEXT;
CREATE INDEX law_rate_starts ON law_rate (starts);
CREATE INDEX bundle_client ON bundle (client, made_on);
CREATE INDEX bundle_made_on ON bundle (made_on);
"""
