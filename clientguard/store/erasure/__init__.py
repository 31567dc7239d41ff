"""Erasing records and fields permanently."""
