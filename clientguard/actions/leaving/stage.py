"""The stage of a client, as leaving moves it on."""

from __future__ import annotations

import dataclasses

from clientguard.domain.records import Client
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write


def set_stage(write: Write, client: int, stage: str) -> None:
    """Set a client's stage within a transaction."""
    write.change(dataclasses.replace(lookup.get_record(write.db, Client, client), stage=stage))
