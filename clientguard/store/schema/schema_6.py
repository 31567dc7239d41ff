"""The sixth schema: which import a record came with, how clients pay, which letter was sent. Frozen once released."""

from __future__ import annotations

SCHEMA_6 = """
ALTER TABLE client ADD COLUMN imported_by INTEGER REFERENCES record(id);
CREATE INDEX client_imported_by ON client (imported_by) WHERE imported_by IS NOT NULL;
ALTER TABLE contact ADD COLUMN imported_by INTEGER REFERENCES record(id);
CREATE INDEX contact_imported_by ON contact (imported_by) WHERE imported_by IS NOT NULL;
ALTER TABLE invoice ADD COLUMN imported_by INTEGER REFERENCES record(id);
CREATE INDEX invoice_imported_by ON invoice (imported_by) WHERE imported_by IS NOT NULL;
ALTER TABLE payment ADD COLUMN imported_by INTEGER REFERENCES record(id);
CREATE INDEX payment_imported_by ON payment (imported_by) WHERE imported_by IS NOT NULL;
ALTER TABLE "import" ADD COLUMN clients INTEGER;
ALTER TABLE "import" ADD COLUMN people INTEGER;
ALTER TABLE "import" ADD COLUMN invoices INTEGER;
ALTER TABLE "import" ADD COLUMN payments INTEGER;
ALTER TABLE business ADD COLUMN payment_details TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN template TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN sent_proof TEXT NOT NULL DEFAULT '';
"""
