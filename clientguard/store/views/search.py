"""What the search box finds."""

from __future__ import annotations

from clientguard.store.records.search import Hit, search_records

__all__ = ["Hit", "search_records"]
