"""What the check of a contract reads: the clauses that the user confirmed, and its files with their words."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.records import Clause
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records


@dataclass(frozen=True, slots=True)
class ContractFile:
    """A file of a contract: what it is called, its type and digest, and its words; None before they are read."""

    name: str
    media_type: str
    digest: bytes
    words: str | None


def clauses_of(db: Connection, contract: int) -> list[Clause]:
    """Return the clauses of a contract that the user confirmed, in the order of their numbers."""
    return find_records(db, Clause, "t.contract = ?", contract)


def contract_files(db: Connection, contract: int) -> list[ContractFile]:
    """Return the files that are attached to a contract, the newest first: it is the one that was signed last."""
    rows = db.execute(
        "SELECT t.name, t.media_type, t.sha256, (SELECT w.text FROM file_text w WHERE w.sha256 = unhex(t.sha256))"
        " FROM attachment t JOIN record r ON r.id = t.id"
        " WHERE t.of = ? AND r.removed_seq IS NULL AND length(t.sha256) = 64 ORDER BY t.id DESC",
        (contract,),
    ).fetchall()
    return [ContractFile(row[0], row[1], bytes.fromhex(row[2]), row[3]) for row in rows]
