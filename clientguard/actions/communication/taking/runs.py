"""The records of one import, a run for each client, and what came of it all."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from textwrap import shorten

from clientguard.actions.communication.import_mail import MOST_LINES, Skipped
from clientguard.domain.records import ImportRun
from clientguard.domain.records.check import LONGEST
from clientguard.domain.records.describe import Type
from clientguard.domain.wording import N_, Said, said
from clientguard.exchange.files import AttachmentDraft
from clientguard.exchange.mail.read_mail import Unreadable
from clientguard.store.records.write_path import Write
from clientguard.store.views import messages

REMOVED = N_("It was removed before.")
ERASED = N_("It was erased before.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the drafts of one kind.

    `added` and `changed` are counts of records; `clients` are those that got any, and `runs` the records of the import,
    one for each. `unmatched` is what belongs to nobody on record: nothing of it was kept.
    """

    added: int = 0
    changed: int = 0
    attachments: int = 0
    duplicates: int = 0
    unmatched: int = 0
    left_out: tuple[Skipped, ...] = ()
    unreadable: tuple[Skipped, ...] = ()
    clients: tuple[int, ...] = ()
    runs: tuple[int, ...] = ()


@dataclass(slots=True)
class _Run:
    """What one client's import has come to; `place` is its announced record."""

    place: int
    counts: Counter[str] = field(default_factory=Counter[str])
    left_out: list[Skipped] = field(default_factory=list[Skipped])
    originals: list[AttachmentDraft] = field(default_factory=list[AttachmentDraft])


class Runs:
    """Announces a record of the import for each client that gets something, and writes them at the end.

    `counted` is the field of the record in which what is added is counted.
    """

    def __init__(self, write: Write, source: str, say: Callable[[Said], str], counted: str) -> None:
        self._write = write
        self._source = shorten(source, LONGEST[Type.TEXT])
        self._say = say
        self._counted = counted
        self._runs: dict[int, _Run] = {}
        self._unreadable: list[Skipped] = []
        self._left_out: dict[int, list[Skipped]] = {}
        self._duplicates: Counter[int] = Counter()
        self.unmatched = 0

    def place(self, client: int) -> int:
        """Return the announced record of a client's import, for what is added to link to."""
        return self._run(client).place

    def added(self, client: int, *, attachments: int = 0) -> None:
        """Count a record that was added."""
        self._run(client).counts.update({"added": 1, "attachments": attachments})

    def changed(self, client: int) -> None:
        """Count a record that was brought up to date."""
        self._run(client).counts["changed"] += 1

    def keep(self, client: int, original: AttachmentDraft) -> None:
        """Have the file itself be attached to the record of a client's import."""
        self._run(client).originals.append(original)

    def duplicate(self, client: int) -> None:
        """Count what is on record already."""
        self._duplicates[client] += 1

    def leave_out(self, client: int, source: str, reason: Said) -> None:
        """Note what stays away from a client, and why."""
        self._left_out.setdefault(client, []).append(Skipped(source, "", reason))

    def unreadable(self, item: Unreadable) -> None:
        """Note what could not be read."""
        self._unreadable.append(Skipped(item.source, item.hint, item.reason))

    def was_undone(self, imported_by: int | None, removed: int | None) -> bool:
        """Return whether a removed record went with its whole import, which is to be repeated rightly."""
        undone = messages.undone_at(self._write.db, imported_by) if imported_by else 0
        return bool(undone) and removed is not None and removed > undone

    def result(self) -> Taken:
        """Write the records of the import, and return what came of it; call it once, at the end."""
        runs = [self._recorded(client, run) for client, run in self._runs.items()]
        return Taken(
            added=sum(run.counts["added"] for run in self._runs.values()),
            changed=sum(run.counts["changed"] for run in self._runs.values()),
            attachments=sum(run.counts["attachments"] for run in self._runs.values()),
            duplicates=self._duplicates.total(),
            unmatched=self.unmatched,
            left_out=tuple(each for found in self._left_out.values() for each in found),
            unreadable=tuple(self._unreadable),
            clients=tuple(self._runs),
            runs=tuple(runs),
        )

    def _run(self, client: int) -> _Run:
        if client not in self._runs:
            self._runs[client] = _Run(self._write.announce(ImportRun.kind, client))
        return self._runs[client]

    def _recorded(self, client: int, run: _Run) -> int:
        """Add the record of a client's import with the files that are kept, and return its number."""
        left_out = self._left_out.get(client, [])
        record = ImportRun(
            client=client,
            at=self._write.now(),
            source=self._source,
            attachments=run.counts["attachments"],
            duplicates=self._duplicates[client],
            left_out=len(left_out),
            unreadable=len(self._unreadable),
            detail="\n".join(self._lines([*self._unreadable, *left_out])),
        )
        record = dataclasses.replace(record, **{self._counted: run.counts["added"]})
        made = self._write.add_announced(record, run.place)
        for each in run.originals:
            self._write.attach(made.id, client, each.name, each.media_type, each.data)
        return made.id

    def _lines(self, items: Iterable[Skipped]) -> list[str]:
        """Return what was left out and why, a line each, without subjects: the record outlives what is erased."""
        lines = [f"{each.source}: {self._say(each.reason)}" for each in items if each.reason]
        if len(lines) > MOST_LINES:
            lines[MOST_LINES:] = [self._say(said(N_("And {count} more."), count=len(lines) - MOST_LINES))]
        return lines
