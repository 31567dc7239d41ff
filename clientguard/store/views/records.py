"""Single records, as the write path reads them."""

from __future__ import annotations

from clientguard.store.journal.erased import is_erased
from clientguard.store.records.lookup import ERASED, any_record, get_record, kinds_of, titles

__all__ = ["ERASED", "any_record", "get_record", "is_erased", "kinds_of", "titles"]
