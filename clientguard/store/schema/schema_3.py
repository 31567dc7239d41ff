"""The third schema: only indexes, so that no list, count or lookup scans a whole table. Frozen once released.

SQLite appends the id to every index, so (client, date) is the order of a client's list, and (date) that of all.
"""

from __future__ import annotations

SCHEMA_3 = """
-- A message is looked for by its digest first: by the client first, an import reads all of the client's messages.
DROP INDEX message_digest;
CREATE INDEX message_digest ON message (digest, client);

-- Each dated kind in the order of its list: of one client, and of all.
DROP INDEX message_at;
DROP INDEX message_client;
CREATE INDEX message_client ON message (client, at_ms);
CREATE INDEX message_at ON message (at_ms);
DROP INDEX contract_client;
CREATE INDEX contract_client ON contract (client, starts);
CREATE INDEX contract_starts ON contract (starts);
DROP INDEX invoice_client;
CREATE INDEX invoice_client ON invoice (client, issued);
CREATE INDEX invoice_issued ON invoice (issued);
DROP INDEX payment_client;
CREATE INDEX payment_client ON payment (client, received);
CREATE INDEX payment_received ON payment (received);
DROP INDEX deliverable_client;
CREATE INDEX deliverable_client ON deliverable (client, due);
CREATE INDEX deliverable_due ON deliverable (due);
DROP INDEX result_client;
CREATE INDEX result_client ON result (client, measured_on);
CREATE INDEX result_measured_on ON result (measured_on);
DROP INDEX request_client;
CREATE INDEX request_client ON request (client, asked_on);
CREATE INDEX request_asked_on ON request (asked_on);
DROP INDEX work_client;
CREATE INDEX work_client ON work (client, "on");
CREATE INDEX work_on ON work ("on");
DROP INDEX problem_client;
CREATE INDEX problem_client ON problem (client, "on");
CREATE INDEX problem_on ON problem ("on");
DROP INDEX leaving_client;
CREATE INDEX leaving_client ON leaving (client, decided);
CREATE INDEX leaving_decided ON leaving (decided);
DROP INDEX obligation_client;
CREATE INDEX obligation_client ON obligation (client, due);
CREATE INDEX obligation_due ON obligation (due);
DROP INDEX release_client;
CREATE INDEX release_client ON release (client, "on");
CREATE INDEX release_on ON release ("on");
CREATE INDEX client_since ON client (since);

-- What is asked for by what it belongs to.
DROP INDEX payment_invoice;
CREATE INDEX payment_invoice ON payment (invoice, amount);
DROP INDEX evidence_leaving;
CREATE INDEX evidence_leaving ON evidence (leaving, about);
CREATE INDEX release_leaving ON release (leaving);
CREATE INDEX invoice_number ON invoice (number COLLATE NOCASE);

-- What is open: a few rows of many.
CREATE INDEX request_open ON request (asked_on) WHERE answered_on IS NULL;
CREATE INDEX leaving_open ON leaving (decided) WHERE signed_off IS NULL;
CREATE INDEX contract_ends ON contract (ends) WHERE ends IS NOT NULL;
CREATE INDEX contract_stopped ON contract (stopped_for) WHERE stopped_for IS NOT NULL;
"""
