"""Single records, as the write path reads them."""

from __future__ import annotations

from clientguard.store.records import any_record, get, titles

__all__ = ["any_record", "get", "titles"]
