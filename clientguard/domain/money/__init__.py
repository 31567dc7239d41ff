"""Amounts, payment terms, and what is due, open and overdue."""
