"""Keeping a paper that was made as a document of its client, with its file and the facts that it printed (P4.5)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Document
from clientguard.domain.records.kinds.documents import DOCUMENT_TYPES
from clientguard.exchange.files import safe_name
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write

F = TypeVar("F", bound=Any)  # the facts of a paper, which have a language


def keep_paper(
    write: Write, document: Document, name: str, pdf: bytes, facts: Mapping[str, Any], anchor: Anchor
) -> int:
    """Keep a paper under its file name as the document it is, which has a client; return the document's id."""
    client = document.client or 0
    place = write.announce(Document.kind, client)
    file = write.attach(place, client, name, "application/pdf", pdf)
    printed = json.dumps(facts, ensure_ascii=False, indent=1).encode()
    kept = dataclasses.replace(
        document,
        title=name.removesuffix(".pdf"),
        file=file.id,
        anchor=f"{anchor.size}:{anchor.root_hex}",
        facts=blobs.put_blob(write.db, printed, pack=True).hex(),
    )
    return write.add_announced(kept, place).id


def paper_name(type: str, client: str, version: int, say: Callable[[str], str]) -> str:
    """Return the file name of a paper: what it is, said in its language, the client and the version."""
    label = next(each.label for each in DOCUMENT_TYPES if each.key == type)
    return safe_name(f"{say(label)} {client} v{version}.pdf")


def last_version(db: Connection, client: int, type: str) -> int:
    """Return the highest version among a client's papers of a type, removed ones too; 0 if there is none."""
    made = lookup.find_records(db, Document, "t.client = ? AND t.type = ?", client, type, removed=True)
    return max((each.version or 0 for each in made), default=0)


def in_language(facts: F, language: str) -> F:
    """Return the facts of a paper for another language than the client's; "" leaves them as they are."""
    return dataclasses.replace(facts, language=language) if language else facts
