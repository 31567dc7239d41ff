"""The named reads of communication whose plans are looked at."""

from __future__ import annotations

from tests.store.views.money_reads import Read

COMMUNICATION_READS: dict[str, Read] = {}
