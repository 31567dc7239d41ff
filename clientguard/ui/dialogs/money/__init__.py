"""Dialogs about invoices: their lines, and their paper."""
