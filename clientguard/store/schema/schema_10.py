"""The tenth schema: meetings, absences, rounds of approvals, demands, advice, more of problems; texts of files.

Frozen once released.
"""

from __future__ import annotations

SCHEMA_10 = """
ALTER TABLE request ADD COLUMN closed_on TEXT;
ALTER TABLE request ADD COLUMN closed_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE import ADD COLUMN meetings INTEGER;
ALTER TABLE import ADD COLUMN chats INTEGER;
ALTER TABLE import ADD COLUMN unmatched INTEGER;
ALTER TABLE contract ADD COLUMN contact_hours TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN response_days INTEGER;
ALTER TABLE change_order ADD COLUMN demand INTEGER REFERENCES record(id);
CREATE INDEX change_order_demand ON change_order (demand) WHERE demand IS NOT NULL;
ALTER TABLE problem ADD COLUMN opinion TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN sign TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN severity TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN witness TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN harm INTEGER NOT NULL DEFAULT 0;
ALTER TABLE problem ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN reply TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN replied_on TEXT;
ALTER TABLE problem ADD COLUMN removed_on TEXT;
CREATE TABLE "meeting" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "subject" TEXT NOT NULL DEFAULT '',
  "planned_at_ms" INTEGER,
  "planned_at_offset" INTEGER,
  "minutes" INTEGER,
  "state" TEXT NOT NULL DEFAULT '',
  "missed_by" TEXT NOT NULL DEFAULT '',
  "people" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT '',
  "calendar_uid" TEXT NOT NULL DEFAULT '',
  "imported_by" INTEGER REFERENCES record(id)
) STRICT;
CREATE TABLE "approval_round" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "request" INTEGER REFERENCES record(id),
  "what" TEXT NOT NULL DEFAULT '',
  "submitted_on" TEXT,
  "answered_on" TEXT,
  "changes_asked" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "absence" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "contact" INTEGER REFERENCES record(id),
  "reason" TEXT NOT NULL DEFAULT '',
  "starts" TEXT,
  "until" TEXT,
  "announced_on" TEXT
) STRICT;
CREATE TABLE "demand" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "words" TEXT NOT NULL DEFAULT '',
  "said_on" TEXT,
  "who" INTEGER REFERENCES record(id),
  "contract" INTEGER REFERENCES record(id),
  "in_scope" TEXT NOT NULL DEFAULT '',
  "answer" TEXT NOT NULL DEFAULT '',
  "answered_on" TEXT,
  "refused" INTEGER NOT NULL DEFAULT 0,
  "repeats" INTEGER REFERENCES record(id)
) STRICT;
CREATE TABLE "advice" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "what" TEXT NOT NULL DEFAULT '',
  "given_on" TEXT,
  "followed" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT '',
  "harm" TEXT NOT NULL DEFAULT '',
  "result" INTEGER REFERENCES record(id)
) STRICT;
CREATE INDEX request_blocks ON request (blocks) WHERE blocks IS NOT NULL;
CREATE INDEX promise_open ON promise (due) WHERE kept_on IS NULL;
CREATE INDEX meeting_client ON meeting (client, planned_at_ms);
CREATE INDEX meeting_planned_at ON meeting (planned_at_ms);
CREATE INDEX meeting_calendar_uid ON meeting (calendar_uid) WHERE calendar_uid <> '';
CREATE INDEX meeting_imported_by ON meeting (imported_by) WHERE imported_by IS NOT NULL;
CREATE INDEX approval_round_client ON approval_round (client, submitted_on);
CREATE INDEX approval_round_submitted_on ON approval_round (submitted_on);
CREATE INDEX approval_round_request ON approval_round (request, submitted_on);
CREATE INDEX absence_client ON absence (client, starts);
CREATE INDEX absence_starts ON absence (starts);
CREATE INDEX demand_client ON demand (client, said_on);
CREATE INDEX demand_said_on ON demand (said_on);
CREATE INDEX demand_repeats ON demand (repeats);
CREATE INDEX advice_client ON advice (client, given_on);
CREATE INDEX advice_given_on ON advice (given_on);
CREATE INDEX message_number ON message (message_id) WHERE message_id <> '';
CREATE INDEX advice_result ON advice (result) WHERE result IS NOT NULL;

-- The words of attached files, by the digest of their bytes: for the search; made again from the bytes at any time.
CREATE TABLE file_text (
  sha256 BLOB PRIMARY KEY REFERENCES blob(sha256) ON DELETE CASCADE,
  outcome TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_sha256 ON attachment (sha256);
"""
