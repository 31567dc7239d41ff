"""The eleventh schema: answers to signs, recovery plans, thresholds, intake, clauses, peers, refusals.

Frozen once released.
"""

from __future__ import annotations

SCHEMA_11 = """
CREATE TABLE "sign_review" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "sign" TEXT NOT NULL DEFAULT '',
  "verdict" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "on" TEXT,
  "until" TEXT
) STRICT;
CREATE TABLE "recovery_plan" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "made_on" TEXT,
  "apology" TEXT NOT NULL DEFAULT '',
  "remedy" TEXT NOT NULL DEFAULT '',
  "due" TEXT,
  "result" TEXT NOT NULL DEFAULT '',
  "outcome" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "threshold" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "key" TEXT NOT NULL DEFAULT '',
  "value" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "intake" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "held_on" TEXT,
  "need" TEXT NOT NULL DEFAULT '',
  "budget" TEXT NOT NULL DEFAULT '',
  "decider" TEXT NOT NULL DEFAULT '',
  "timeline" TEXT NOT NULL DEFAULT '',
  "previous" TEXT NOT NULL DEFAULT '',
  "control" TEXT NOT NULL DEFAULT '',
  "missing" TEXT NOT NULL DEFAULT '',
  "result" TEXT NOT NULL DEFAULT '',
  "conditions" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "clause" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "client" INTEGER REFERENCES record(id),
  "contract" INTEGER REFERENCES record(id),
  "key" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "passage" TEXT NOT NULL DEFAULT '',
  "confirmed_on" TEXT
) STRICT;
CREATE TABLE "peer" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "name" TEXT NOT NULL DEFAULT '',
  "field" TEXT NOT NULL DEFAULT '',
  "email" TEXT NOT NULL DEFAULT '',
  "accepts" TEXT NOT NULL DEFAULT '',
  "asked_on" TEXT,
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "do_not_engage" (
  id INTEGER PRIMARY KEY REFERENCES record(id),
  "name" TEXT NOT NULL DEFAULT '',
  "domain" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "noted_on" TEXT,
  "sole_trader" INTEGER NOT NULL DEFAULT 0,
  "review_on" TEXT
) STRICT;
ALTER TABLE decision ADD COLUMN peer INTEGER REFERENCES record(id);
ALTER TABLE business ADD COLUMN replacement INTEGER;
ALTER TABLE client ADD COLUMN referred_by INTEGER REFERENCES record(id);
CREATE INDEX sign_review_client ON sign_review (client, "on");
CREATE INDEX sign_review_on ON sign_review ("on");
CREATE INDEX recovery_plan_client ON recovery_plan (client, made_on);
CREATE INDEX recovery_plan_made_on ON recovery_plan (made_on);
CREATE INDEX recovery_plan_open ON recovery_plan (due) WHERE result = '';
CREATE INDEX intake_client ON intake (client, held_on);
CREATE INDEX intake_held_on ON intake (held_on);
CREATE INDEX clause_client ON clause (client);
CREATE INDEX clause_contract ON clause (contract);
CREATE INDEX do_not_engage_domain ON do_not_engage (domain);
CREATE INDEX decision_peer ON decision (peer) WHERE peer IS NOT NULL;
CREATE INDEX client_referred_by ON client (referred_by) WHERE referred_by IS NOT NULL;
CREATE INDEX threshold_key ON threshold ("key");
"""
