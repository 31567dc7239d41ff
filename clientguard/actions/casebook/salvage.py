"""Salvaging what can still be read of a damaged casebook into a new one. The damaged file is not changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clientguard import output
from clientguard.actions.casebook.backups import in_words
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import Cancelled, KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.keys import Key
from clientguard.store.journal.clock import Clock, now
from clientguard.store.records.write_path import Write
from clientguard.store.salvage import damaged_file
from clientguard.store.salvage import rebuild as reading
from clientguard.store.salvage.rebuild import Salvaged
from clientguard.store.verify import full

Progress = Callable[[int, int], None]


def salvage_casebook(
    damaged: Path,
    target: Path,
    *,
    key: Key | None = None,
    clock: Clock = now,
    progress: Progress = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Salvaged:
    """Write what can be read of `damaged` to a new casebook at `target`, under the same key (P5).

    Records keep their uids and dates. A file is kept if its bytes match its digest. Entries of the old journal that
    verify are kept as text under the business. The new casebook is verified in full before this returns.

    KnownError if nothing can be read, or `target` exists or cannot be written; Cancelled if `cancelled` returns true.
    There is no new casebook then.
    """
    output.check_free(target)
    uids = reading.Uids()
    work = target.parent if target.parent.is_dir() else damaged.parent

    def watch(done: int, of: int) -> None:
        if cancelled():
            raise Cancelled
        progress(done, of)

    watch(0, 0)
    with damaged_file.opened(damaged, key, work) as found:
        rest = reading.Salvage(found)
        rest.read()
        if not len(rest):
            raise KnownError(
                N_("No record could be read in {name}."),
                kept=N_("It was not changed, and nothing was written."),
                todo=N_(
                    "Restore a backup. If there is none, keep the file: a data recovery specialist may find more in it."
                ),
                name=damaged.name,
            )

        def begin(write: Write) -> None:
            rest.write(write, uids, watch)

        _make(target, lambda: Casebook.create(target, begin=begin, key=found.key, clock=clock, entropy=uids).close())
    try:
        rest.found.lost[:0] = full.verify(target, key=found.key).faults
    except KnownError as error:
        rest.found.lost.insert(0, said(N_("It could not be checked: {reason}"), reason=in_words(error)))
    return rest.found


def _make(target: Path, make: Callable[[], object]) -> None:
    """Make a casebook, which is there whole or not at all; what a drive does once it is there is not its failure."""
    taken = target.exists()
    try:
        make()
    except KnownError:
        if taken or not target.exists():
            raise


def told(found: Salvaged) -> list[Said]:
    """Return the result of a salvage in sentences."""
    lines = [said(N_("Records: {records}. Files: {files}."), records=found.records, files=found.files)]
    if found.from_journal:
        lines.append(said(N_("Of these, rebuilt from the journal: {count}."), count=found.from_journal))
    if found.drafts:
        lines.append(said(N_("Unsaved forms: {count}."), count=found.drafts))
    if found.old_journal:
        lines.append(
            said(
                N_("Entries of the old journal that still verify: {count}. They are kept as text in {files}."),
                count=found.entries,
                files=", ".join(found.old_journal),
            )
        )
    elif found.entries:
        lines.append(said(N_("Entries of the old journal that still verify: {count}."), count=found.entries))
    if not found.lost:
        lines.append(said(N_("Nothing is missing, as far as the file shows.")))
    return lines


def missing(found: Salvaged) -> list[Said]:
    """Return what could not be read, one sentence for each."""
    more = [said(N_("And {count} more."), count=found.more)] if found.more else []
    return [*found.lost, *more]
