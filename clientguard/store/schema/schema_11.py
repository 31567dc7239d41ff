"""The eleventh schema: answers to signs, recovery plans, and the figures that the signs go by.

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
CREATE INDEX sign_review_client ON sign_review (client, "on");
CREATE INDEX sign_review_on ON sign_review ("on");
CREATE INDEX recovery_plan_client ON recovery_plan (client, made_on);
CREATE INDEX recovery_plan_made_on ON recovery_plan (made_on);
CREATE INDEX recovery_plan_open ON recovery_plan (due) WHERE result = '';
CREATE INDEX threshold_key ON threshold ("key");
"""
