"""The schema's history. Each step is one function with a test; all pending steps run in one transaction.

`PRAGMA user_version` is the number of steps that a file has been through. A step never reads the current record
descriptions, because those change and the step must not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from clientguard.store.schema.schema_1 import SCHEMA_1
from clientguard.store.schema.schema_2 import SCHEMA_2, index_anew, seal
from clientguard.store.schema.schema_3 import SCHEMA_3
from clientguard.store.schema.schema_4 import SCHEMA_4, index_folded
from clientguard.store.schema.schema_5 import SCHEMA_5
from clientguard.store.schema.schema_6 import SCHEMA_6
from clientguard.store.schema.schema_7 import SCHEMA_7
from clientguard.store.schema.schema_8 import SCHEMA_8
from clientguard.store.schema.schema_9 import SCHEMA_9
from clientguard.store.schema.schema_10 import SCHEMA_10
from clientguard.store.schema.schema_11 import SCHEMA_11
from clientguard.store.schema.schema_12 import SCHEMA_12

if TYPE_CHECKING:
    from sqlite_utils import Database

steps = Migrations("clientguard")


@steps()
def m0001_first(db: Database) -> None:
    """Create the tables of the first schema."""
    for statement in split(SCHEMA_1):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


@steps()
def m0002_erasure(db: Database) -> None:
    """Add what erasing single fields needs, seal packed bytes, and rebuild the search index."""
    for statement in split(SCHEMA_2):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]
    for step in (seal, index_anew):
        step(db.conn)  # pyright: ignore[reportArgumentType, reportUnknownMemberType] - sqlcipher3's connection


@steps()
def m0003_indexes(db: Database) -> None:
    """Add an index for every list, count and lookup; no value is written."""
    for statement in split(SCHEMA_3):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


@steps()
def m0004_what_comes_in(db: Database) -> None:
    """Add addresses, imports, originals and the fields of contracts as they are; no value is written.

    The search index is none: what is searched in folded text now is indexed in it.
    """
    for statement in split(SCHEMA_4):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]
    index_folded(db.conn)  # pyright: ignore[reportArgumentType, reportUnknownMemberType] - sqlcipher3's connection


@steps()
def m0005_documents(db: Database) -> None:
    """Add the table of documents, its indexes, and one of unusual invoice numbers; no value is written."""
    for statement in split(SCHEMA_5):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


@steps()
def m0006_tables(db: Database) -> None:
    """Add which import a record came with, how clients pay, and which letter a message is; no value is written."""
    for statement in split(SCHEMA_6):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


@steps()
def m0007_receivables(db: Database) -> None:
    """Add the tables of allocations and write-offs, and their indexes; no value is written."""
    for statement in split(SCHEMA_7):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


@steps()
def m0008_collecting(db: Database) -> None:
    """Add holds, promises, the ladder, stops of work, references and lines of invoices; no value is written."""
    for statement in split(SCHEMA_8):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


@steps()
def m0009_leaving(db: Database) -> None:
    """Add decisions, the sweep, handovers, data held, checklists, moved dates, changes; no value is written."""
    for statement in split(SCHEMA_9):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


@steps()
def m0010_communication(db: Database) -> None:
    """Add meetings, absences, rounds, demands, advice, more of problems, and texts of files; no value is written."""
    for statement in split(SCHEMA_10):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


@steps()
def m0011_judgement(db: Database) -> None:
    """Add answers to signs, recovery plans, thresholds, intake, clauses, peers, refusals; no value is written."""
    for statement in split(SCHEMA_11):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


@steps()
def m0012_proof(db: Database) -> None:
    """Add rates by law, evidence bundles, and what decides when interest begins; no value is written."""
    for statement in split(SCHEMA_12):
        db.execute(statement)  # pyright: ignore[reportUnknownMemberType]


def split(script: str) -> list[str]:
    """Return the statements of a script; one with BEGIN … END in it stays in one piece.

    `executescript` cannot be used: it would commit the transaction that all steps share.
    """
    statements: list[str] = []
    lines: list[str] = []
    for line in script.splitlines():
        if line.strip() and not line.startswith("--"):
            lines.append(line)
        ends = line.rstrip().endswith(";")
        trigger = bool(lines) and lines[0].startswith("CREATE TRIGGER")
        if lines and ends and (not trigger or line.rstrip().endswith("END;")):
            statements.append("\n".join(lines))
            lines = []
    return statements
