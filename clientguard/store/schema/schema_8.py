"""The eighth schema: what collecting takes (holds, promises, a ladder, stops), credit notes and lines of invoices.

Frozen once released.
"""

from __future__ import annotations

SCHEMA_8 = """
ALTER TABLE invoice ADD COLUMN sent_by TEXT NOT NULL DEFAULT '';
ALTER TABLE invoice ADD COLUMN document_type TEXT NOT NULL DEFAULT '';
ALTER TABLE invoice ADD COLUMN replaces INTEGER REFERENCES record(id);
CREATE INDEX invoice_replaces ON invoice (replaces) WHERE replaces IS NOT NULL;
ALTER TABLE invoice ADD COLUMN tax INTEGER;
ALTER TABLE allocation ADD COLUMN credit_note INTEGER REFERENCES record(id);
CREATE INDEX allocation_credit_note ON allocation (credit_note) WHERE credit_note IS NOT NULL;
ALTER TABLE allocation ADD COLUMN source_amount TEXT NOT NULL DEFAULT '';
ALTER TABLE allocation ADD COLUMN difference_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN dunning_step TEXT NOT NULL DEFAULT '';
ALTER TABLE business ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE business ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE business ADD COLUMN working_days TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN legal_form TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN suspension_days INTEGER;
ALTER TABLE contract ADD COLUMN late_clause TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN fee_type TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN fee INTEGER;
ALTER TABLE contract ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN deposit INTEGER;
CREATE TABLE "invoice_line" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "invoice" INTEGER REFERENCES record(id),
  "description" TEXT NOT NULL DEFAULT '',
  "quantity" TEXT NOT NULL DEFAULT '',
  "unit" TEXT NOT NULL DEFAULT '',
  "unit_price" INTEGER,
  "tax_rate" TEXT NOT NULL DEFAULT '',
  "amount" INTEGER,
  "currency" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX invoice_line_client ON invoice_line (client);
CREATE INDEX invoice_line_invoice ON invoice_line (invoice);
CREATE TABLE "invoice_hold" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "invoice" INTEGER REFERENCES record(id),
  "type" TEXT NOT NULL DEFAULT '',
  "amount" INTEGER,
  "currency" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "starts" TEXT,
  "until" TEXT,
  "outcome" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX invoice_hold_client ON invoice_hold (client, starts);
CREATE INDEX invoice_hold_starts ON invoice_hold (starts);
CREATE INDEX invoice_hold_invoice ON invoice_hold (invoice);
CREATE TABLE "promise" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "type" TEXT NOT NULL DEFAULT '',
  "words" TEXT NOT NULL DEFAULT '',
  "made_on" TEXT,
  "due" TEXT,
  "who" TEXT NOT NULL DEFAULT '',
  "invoice" INTEGER REFERENCES record(id),
  "request" INTEGER REFERENCES record(id),
  "kept_on" TEXT
) STRICT;
CREATE INDEX promise_client ON promise (client, made_on);
CREATE INDEX promise_made_on ON promise (made_on);
CREATE INDEX promise_invoice ON promise (invoice);
CREATE TABLE "dunning_step" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "ladder" TEXT NOT NULL DEFAULT '',
  "offset_days" INTEGER,
  "tone" TEXT NOT NULL DEFAULT '',
  "channel" TEXT NOT NULL DEFAULT '',
  "template" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX dunning_step_client ON dunning_step (client);
CREATE TABLE "suspension" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "contract" INTEGER REFERENCES record(id),
  "starts" TEXT,
  "reason" TEXT NOT NULL DEFAULT '',
  "invoice" INTEGER REFERENCES record(id),
  "lifted_by" INTEGER REFERENCES record(id),
  "resumed_on" TEXT,
  "exception" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX suspension_client ON suspension (client, starts);
CREATE INDEX suspension_starts ON suspension (starts);
CREATE INDEX suspension_contract ON suspension (contract);
CREATE INDEX suspension_invoice ON suspension (invoice);
CREATE INDEX suspension_lifted_by ON suspension (lifted_by);
CREATE TABLE "reference" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "source" INTEGER REFERENCES record(id),
  "about" INTEGER REFERENCES record(id),
  "role" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX reference_client ON reference (client);
CREATE INDEX reference_source ON reference (source);
CREATE INDEX reference_about ON reference (about);
"""
