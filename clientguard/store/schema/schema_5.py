"""The fifth schema: papers that were made, with the facts that they printed. Frozen once released."""

from __future__ import annotations

SCHEMA_5 = """
CREATE TABLE document (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "type" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "version" INTEGER,
  "language" TEXT NOT NULL DEFAULT '',
  "made_on" TEXT,
  "file" INTEGER REFERENCES record(id),
  "anchor" TEXT NOT NULL DEFAULT '',
  "facts" TEXT NOT NULL DEFAULT '',
  "signed_on" TEXT,
  "signed_by" TEXT NOT NULL DEFAULT '',
  "capacity" TEXT NOT NULL DEFAULT '',
  "exceptions" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX document_client ON document (client, made_on);
CREATE INDEX document_made_on ON document (made_on);
-- The few numbers with a space or a letter beyond ASCII, which the case-blind index does not fold.
CREATE INDEX invoice_number_unusual ON invoice (number) WHERE number GLOB '*[^!-~]*';
"""
