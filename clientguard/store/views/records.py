"""Single records, as the write path reads them."""

from __future__ import annotations

from clientguard.store.erased import is_erased
from clientguard.store.records import ERASED, any_record, get, titles

__all__ = ["ERASED", "any_record", "get", "is_erased", "titles"]
