"""Full verification: the journal's tree, every value, every record, every attachment, and the anchors (P5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.store.file import checks, plain_errors, sqlite
from clientguard.store.file.keys import Key
from clientguard.store.file.readable import Readable, open_for_reading
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs
from clientguard.store.journal.entry_log import Anchor
from clientguard.store.schema import expected
from clientguard.store.verify.findings import Findings
from clientguard.store.verify.replay import Replay

__all__ = ["Findings", "verify"]

MOST = 100  # faults that are listed


def verify(
    path: Path,
    outside: Iterable[Anchor] = (),
    *,
    key: Key | None = None,
    stop: Callable[[], bool] = lambda: False,
    is_open: bool = False,
) -> Findings:
    """Check a casebook in full without writing to it; `outside` are anchors that were kept elsewhere.

    A locked casebook needs its key. With `is_open`, this process has the file open, so that only SQLite may open it
    (`Casebook`). Raises KnownError if it cannot be opened at all, or if `stop` returns true.
    """
    if not is_open:
        checks.looks_like_casebook(path, key)
    with plain_errors.reading(path), nullcontext(Readable(path)) if is_open else open_for_reading(path, key) as there:
        checks.identity(there.path, key)
        db = sqlite.connect(there.path, key=key)
        db.text_factory = _text  # damaged text is a finding and must not end the search
        db.set_progress_handler(stop, checks.STEPS)
        try:
            db.execute("BEGIN")
            return _verify(db, list(outside))
        except sqlite.Error as error:  # the queries are right, so the file must be damaged
            raise plain_errors.explain(error, path) or plain_errors.damaged(path) from error
        finally:
            db.close()


def blame(source: Path, copy: Path, key: Key | None) -> KnownError:
    """Return why a copy fails its checks: its source is damaged, or else the drive did not keep what was written."""
    try:
        sound = verify(source, key=key, is_open=True).valid  # it may be
    except KnownError as error:
        return error
    if not sound:
        return plain_errors.damaged(source)
    return KnownError(
        N_("The copy in {folder} is not the same as {name}: its drive did not keep what was written."),
        kept=N_("{name} itself was checked and is intact. The copy was not kept."),
        todo=N_("Check that drive, or choose a folder on another."),
        folder=str(copy.parent),
        name=source.name,
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _verify(db: Connection, outside: list[Anchor]) -> Findings:
    found = Findings()
    faults = _faults(db, outside, found)
    for number, fault in enumerate(faults):
        if number == MOST:
            found.faults.append(said(N_("There are more faults; the first {count} are listed."), count=MOST))
            break
        found.faults.append(fault)
    if not outside:
        found.remarks.append(
            said(N_("No anchor from outside was compared: anyone who holds the file could have rebuilt all of it."))
        )
    if found.erased:
        found.remarks.append(said(N_("Entries whose values were erased: {count}."), count=found.erased))
    if found.redacted:
        found.remarks.append(said(N_("Entries in which a field was redacted: {count}."), count=found.redacted))
    return found


def _faults(db: Connection, outside: list[Anchor], found: Findings) -> Iterator[Said]:
    damage = sqlite.problems(db, "integrity_check(20)")
    if damage:  # nothing read from here on could be relied on
        yield from (said(N_("The file is damaged: {detail}."), detail=line) for line in damage)
        return
    yield from expected.differences(db)
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        yield said(N_("A link between records points at nothing."))
    for digest in blobs.check_blob(db):
        yield said(N_("The stored data {digest} does not match its digest."), digest=digest[:16])
    replay = Replay(db, found)
    yield from replay.walk()
    yield from replay.compare_anchors(outside)
    yield from replay.compare_records()
    yield from replay.compare_bytes()
