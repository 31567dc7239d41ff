"""Drafted texts: templates in, text and mail files out."""
