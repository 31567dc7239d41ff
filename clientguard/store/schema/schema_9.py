"""The ninth schema: what leaving takes (decision, sweep, steps, data, checklists), moved dates, agreed changes.

Frozen once released.
"""

from __future__ import annotations

SCHEMA_9 = """
ALTER TABLE document ADD COLUMN draft INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN signed_page INTEGER REFERENCES record(id);
ALTER TABLE deliverable ADD COLUMN settled_by TEXT NOT NULL DEFAULT '';
ALTER TABLE result ADD COLUMN objective TEXT NOT NULL DEFAULT '';
ALTER TABLE result ADD COLUMN withheld TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN asset_type TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN held_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN owner_of_record TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN our_role TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN paid_by TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN second_factor TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN recovery_held_by TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN integrations TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN checklist INTEGER REFERENCES record(id);
ALTER TABLE account ADD COLUMN no_reply_on TEXT;
ALTER TABLE leaving ADD COLUMN decision INTEGER REFERENCES record(id);
CREATE INDEX leaving_decision ON leaving (decision) WHERE decision IS NOT NULL;
ALTER TABLE leaving ADD COLUMN told_by TEXT NOT NULL DEFAULT '';
ALTER TABLE leaving ADD COLUMN notice_message INTEGER REFERENCES record(id);
ALTER TABLE leaving ADD COLUMN agreed_last_day TEXT;
ALTER TABLE leaving ADD COLUMN without_reason INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leaving ADD COLUMN transition TEXT NOT NULL DEFAULT '';
ALTER TABLE leaving ADD COLUMN closed_how TEXT NOT NULL DEFAULT '';
ALTER TABLE leaving ADD COLUMN exceptions TEXT NOT NULL DEFAULT '';
ALTER TABLE leaving ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE leaving ADD COLUMN retain_until TEXT;
ALTER TABLE leaving ADD COLUMN destroy_on TEXT;
ALTER TABLE leaving ADD COLUMN destroyed_on TEXT;
ALTER TABLE leaving ADD COLUMN successor TEXT NOT NULL DEFAULT '';
ALTER TABLE leaving ADD COLUMN support_until TEXT;
ALTER TABLE leaving ADD COLUMN support_limit TEXT NOT NULL DEFAULT '';
ALTER TABLE leaving ADD COLUMN lessons TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN supports INTEGER REFERENCES record(id);
CREATE INDEX evidence_supports ON evidence (supports) WHERE supports IS NOT NULL;
ALTER TABLE evidence ADD COLUMN passage TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN access_needed TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN rights TEXT NOT NULL DEFAULT '';
CREATE INDEX account_renews ON account (renews) WHERE renews IS NOT NULL;
CREATE INDEX leaving_destroy ON leaving (destroy_on) WHERE destroy_on IS NOT NULL AND destroyed_on IS NULL;
CREATE INDEX leaving_support ON leaving (support_until) WHERE support_until IS NOT NULL;
CREATE TABLE "decision" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "verdict" TEXT NOT NULL DEFAULT '',
  "on" TEXT,
  "reasons" TEXT NOT NULL DEFAULT '',
  "alternatives" TEXT NOT NULL DEFAULT '',
  "against_advice" TEXT NOT NULL DEFAULT '',
  "review_on" TEXT,
  "replaces" INTEGER REFERENCES record(id),
  "signed_on" TEXT,
  "signed_by" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX decision_client ON decision (client, "on");
CREATE INDEX decision_on ON decision ("on");
CREATE INDEX decision_review ON decision (review_on) WHERE review_on IS NOT NULL;
CREATE INDEX decision_replaces ON decision (replaces);
CREATE TABLE "platform_answer" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "leaving" INTEGER REFERENCES record(id),
  "platform" TEXT NOT NULL DEFAULT '',
  "answer" TEXT NOT NULL DEFAULT '',
  "answered_on" TEXT
) STRICT;
CREATE INDEX platform_answer_client ON platform_answer (client);
CREATE INDEX platform_answer_leaving ON platform_answer (leaving);
CREATE TABLE "handover_step" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "account" INTEGER REFERENCES record(id),
  "leaving" INTEGER REFERENCES record(id),
  "key" TEXT NOT NULL DEFAULT '',
  "done_on" TEXT,
  "proof" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX handover_step_client ON handover_step (client);
CREATE INDEX handover_step_account ON handover_step (account);
CREATE INDEX handover_step_leaving ON handover_step (leaving);
CREATE TABLE "data_holding" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "what" TEXT NOT NULL DEFAULT '',
  "place" TEXT NOT NULL DEFAULT '',
  "personal" INTEGER NOT NULL DEFAULT 0,
  "disposition" TEXT NOT NULL DEFAULT '',
  "chosen_on" TEXT,
  "chosen_by" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "until" TEXT,
  "done_on" TEXT,
  "proof" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX data_holding_client ON data_holding (client, done_on);
CREATE INDEX data_holding_done_on ON data_holding (done_on);
CREATE TABLE "checklist" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "name" TEXT NOT NULL DEFAULT '',
  "steps" TEXT NOT NULL DEFAULT '',
  "proof" TEXT NOT NULL DEFAULT '',
  "breaks" TEXT NOT NULL DEFAULT '',
  "mistake" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "checked_on" TEXT
) STRICT;
CREATE TABLE "extension" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "deliverable" INTEGER REFERENCES record(id),
  "agreed_on" TEXT,
  "new_due" TEXT,
  "cause" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "request" INTEGER REFERENCES record(id)
) STRICT;
CREATE INDEX extension_client ON extension (client, agreed_on);
CREATE INDEX extension_agreed_on ON extension (agreed_on);
CREATE INDEX extension_deliverable ON extension (deliverable);
CREATE TABLE "change_order" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "contract" INTEGER REFERENCES record(id),
  "agreed_on" TEXT,
  "what" TEXT NOT NULL DEFAULT '',
  "amount" INTEGER,
  "currency" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX change_order_client ON change_order (client, agreed_on);
CREATE INDEX change_order_agreed_on ON change_order (agreed_on);
"""
