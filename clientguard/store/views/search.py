"""What the search box finds."""

from __future__ import annotations

from clientguard.store.search import Hit, find

__all__ = ["Hit", "find"]
