"""Dialogs about money: the lines of invoices and their paper, and which invoices a payment is for."""
