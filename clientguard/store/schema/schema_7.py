"""The seventh schema: what payments are spread over, and what is written off. Frozen once released."""

from __future__ import annotations

SCHEMA_7 = """
CREATE TABLE allocation (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "source" INTEGER REFERENCES record(id),
  "invoice" INTEGER REFERENCES record(id),
  "on" TEXT,
  "amount" INTEGER,
  "currency" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX allocation_client ON allocation (client, "on");
CREATE INDEX allocation_on ON allocation ("on");
CREATE INDEX allocation_source ON allocation (source);
CREATE INDEX allocation_invoice ON allocation (invoice);
CREATE TABLE write_off (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "invoice" INTEGER REFERENCES record(id),
  "on" TEXT,
  "amount" INTEGER,
  "currency" TEXT NOT NULL DEFAULT '',
  "means" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX write_off_client ON write_off (client, "on");
CREATE INDEX write_off_on ON write_off ("on");
CREATE INDEX write_off_invoice ON write_off (invoice);
"""
