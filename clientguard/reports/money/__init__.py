"""Papers about money: statements, invoices and credit notes."""
