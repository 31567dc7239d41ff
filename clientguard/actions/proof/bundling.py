"""Planning and making an evidence bundle: one file that others can check without this program (P5.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from clientguard import output
from clientguard.actions.proof.choosing import Cancel, Chosen, Wanted, choose, never
from clientguard.actions.proof.disclosing import Disclosed
from clientguard.actions.proof.papers import Files, lacking
from clientguard.domain.changed import Changed
from clientguard.domain.paper.printed import Anchor as Printed
from clientguard.domain.proof.index import shown_name
from clientguard.domain.proof.plan import Plan
from clientguard.domain.records import Bundle
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import Cancelled, KnownError
from clientguard.exchange.bundle.canonical import Written
from clientguard.exchange.bundle.parts import About
from clientguard.exchange.bundle.write_bundle import write_bundle
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal.entry_log import Anchor
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write

PLACE = "evidence bundle"  # where its anchor went
Progress = Callable[[int, int], None]  # bytes written, of how many
PageSize = Literal["A4", "Letter"]

__all__ = ["Made", "Plan", "Wanted", "make_bundle", "plan_bundle"]


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made: where it is, its SHA-256 and size, what is in it, and the record that says so.

    `record` is 0 where that could not be noted, and `unnoted` says why.
    """

    path: Path
    sha256: str
    size: int
    plan: Plan
    anchor: str
    record: int
    changed: Changed
    unnoted: Said | None = None


def plan_bundle(db: Connection, wanted: Wanted, cancelled: Cancel = never) -> Plan:
    """Return what a bundle will hold, before it is made; errors as in `choose`."""
    return _plan(choose(db, wanted, cancelled))


def _plan(chosen: Chosen) -> Plan:
    boxes, places = lacking(chosen)
    return replace(chosen.plan, boxes=boxes, boxes_at=places)


def make_bundle(
    book: Casebook,
    wanted: Wanted,
    out: Path,
    *,
    page: PageSize = "A4",
    progress: Progress | None = None,
    cancelled: Cancel = never,
) -> Made:
    """Write a client's bundle to `out`, replacing what is there, and note on record that it was made.

    KnownError as in `plan_bundle`, and if it cannot be written; Cancelled if `cancelled` returns true. There is no file
    then, and nothing on record. Once the file is in its place, what fails is said in the answer.
    """
    book.require_writable()  # otherwise it could not be noted that a bundle was given out
    try:
        output.check(out, book.path)
    except OSError as error:
        raise output.not_written(out, error, N_("Nothing was written.")) from error

    def look(done: int, of: int) -> None:
        if cancelled():
            raise Cancelled
        if progress:
            progress(done, of)

    with book.read() as db:
        chosen = choose(db, wanted, cancelled)
        disclosed = Disclosed(db, chosen.disclosed, chosen.veil, chosen.outsiders)
        journal = disclosed.journal()
        version = len(lookup.find_records(db, Bundle, "t.client = ?", wanted.client)) + 1
        files = Files(db, chosen, disclosed.ties(), Printed(journal.size, journal.root.hex()), version, page)
        parts = files.parts(cancelled)
        language = chosen.found.firm.language or "en"
        written = write_bundle(
            out, parts, journal, _about(chosen), casebook=book.path, language=language, look=look
        )  # fmt: skip
    anchor = Anchor(journal.size, journal.root)
    record, changed, unnoted = _noted(book, wanted, chosen, out, written, anchor)
    text = f"{anchor.size}:{anchor.root.hex()}"
    return Made(out, written.sha256, written.size, _plan(chosen), text, record, changed, unnoted)


def _about(chosen: Chosen) -> About:
    plan = chosen.plan
    return About(
        client=shown_name(chosen.found.client, chosen.veil),
        made_on=plan.made.isoformat(),
        made_by=shown_name(chosen.found.firm, chosen.veil),
        redacted=plan.redacted,
        left_out={each.what: each.count for each in plan.left_out},
    )


def _noted(
    book: Casebook, wanted: Wanted, chosen: Chosen, out: Path, written: Written, anchor: Anchor
) -> tuple[int, Changed, Said | None]:
    """Note that a bundle was made, with its anchor; where that fails, return why: the file is there all the same."""

    def work(write: Write) -> Changed:
        write.note_anchor(PLACE, anchor)
        write.add(
            Bundle(
                client=wanted.client,
                name=out.name,
                made_on=wanted.today,
                exhibits=len(chosen.exhibits),
                sha256=written.sha256,
                anchor=f"{anchor.size}:{anchor.root.hex()}",
                redacted=", ".join(chosen.plan.redacted),
                left_out=", ".join(f"{each.what}: {each.count}" for each in chosen.plan.left_out),
            )
        )
        return write.changed()

    try:
        changed = book.write(work)
    except KnownError as error:
        return (
            0,
            Changed(),
            said(
                N_("The bundle is written, but it could not be noted on record: {reason}"),
                reason=said(error.what, **error.values),
            ),
        )
    return changed.made[0], changed, None
