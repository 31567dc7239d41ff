"""Exporting everything that a casebook holds, in open formats."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from clientguard.domain.records import KINDS, Attachment, Document, Field, Kind, Message, Record, Type
from clientguard.domain.records.parse import plain
from clientguard.errors import Cancelled
from clientguard.exchange.export import index_page, write_everything
from clientguard.exchange.export.index_page import Contents, FileLine, KindLine
from clientguard.exchange.export.new_folder import FreshFolder, fresh_folder
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs, entry_log
from clientguard.store.journal.entry_log import Entry
from clientguard.store.views import everything
from clientguard.store.views.business import business
from clientguard.store.views.lists import Rows

Progress = Callable[[int, int], None]  # done, of how many
EVERY = 50  # steps between two reports of progress
_INSTANT = Field("at", Type.INSTANT, "")


@dataclass(frozen=True, slots=True)
class ExportedAll:
    """What was written. `faults` are the attachments, originals and facts whose bytes are missing or damaged."""

    folder: Path
    records: int
    removed: int
    entries: int
    files: int
    originals: int
    faults: tuple[str, ...]
    anchor: str


def export_all(
    book: Casebook,
    target: Path,
    made: date,
    language: str = "en",
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportedAll:
    """Write everything that the casebook holds at this moment to the new or empty folder `target`.

    This includes JSON and CSV for each kind (removed records too), the journal, unsaved forms, every attachment, the
    original of every message as `originals/<number>.eml` (or `.msg`, as it came), what every document printed as
    `facts/<number>.json`, and `index.html` in `language`. The folder appears complete or not at all. KnownError if
    `target` is not empty or cannot be written; Cancelled if `cancelled` returns true, with nothing left behind.
    """
    with book.read() as db, fresh_folder(target) as folder:
        return _Exporter(db, folder, progress, cancelled).export(target, book.path.name, made, language)


class _Exporter:
    """Writes one export; counts its steps."""

    def __init__(
        self, db: Connection, folder: FreshFolder, progress: Progress | None, cancelled: Callable[[], bool] | None
    ) -> None:
        self._db = db
        self._folder = folder
        self._progress = progress
        self._cancelled = cancelled
        self._counts = {kind.name: everything.count_everything(db, kind) for kind in KINDS.values()}
        self._anchor = entry_log.anchor(db)
        self._done = 0
        self._of = sum(each.all for each in self._counts.values()) + 2 * self._anchor.size
        self._files: list[FileLine] = []
        self._originals = 0
        self._damaged: list[str] = []  # originals and facts that are missing or damaged

    def export(self, target: Path, casebook: str, made: date, language: str) -> ExportedAll:
        for kind in KINDS.values():
            self._kind(kind)
        self._journal_json()
        self._journal_csv()
        drafts = self._drafts()
        firm = business(self._db)
        damaged = tuple(each.name for each in self._files if each.damaged)
        contents = Contents(
            casebook=casebook,
            business=firm.name if firm else "",
            made=made,
            kinds=tuple(KindLine(kind, *self._numbers(kind)) for kind in KINDS.values()),
            entries=self._anchor.size,
            root=self._anchor.root.hex(),
            drafts=drafts,
            files=len(self._files),
            originals=self._originals,
            faults=len(damaged),
            damaged=tuple(self._damaged),
        )
        with self._folder.text("index.html") as stream:
            index_page.write_index(stream, contents, self._files, language)
        return ExportedAll(
            folder=target,
            records=sum(each.all for each in self._counts.values()),
            removed=sum(each.removed for each in self._counts.values()),
            entries=self._anchor.size,
            files=sum(bool(each.path) for each in self._files),
            originals=self._originals,
            faults=(*damaged, *self._damaged),
            anchor=f"{self._anchor.size}:{self._anchor.root.hex()}",
        )

    def _numbers(self, kind: Kind) -> tuple[int, int]:
        count = self._counts[kind.name]
        return count.all, count.removed

    def _step(self) -> None:
        if self._done % EVERY == 0:
            self._look()
            if self._progress:
                self._progress(self._done, self._of)
        self._done += 1

    def _look(self) -> None:
        if self._cancelled and self._cancelled():
            raise Cancelled

    def _kind(self, kind: Kind) -> None:
        with write_everything.kind_files(self._folder, kind) as files:
            for page in everything.pages(self._db, kind):
                for record in page.records:
                    self._step()
                    files.add(record, page.titles, self._file(record, page))

    def _file(self, record: Record, page: Rows) -> str | None:
        """Write the bytes of a record that has its own and return where; None for a kind whose records have none."""
        if isinstance(record, Attachment):
            return self._attachment(record, page)
        if isinstance(record, Document):
            return self._whole(record.facts, lambda _data: write_everything.facts_path(record.id))
        return self._original(record) if isinstance(record, Message) else None

    def _original(self, record: Message) -> str:
        """Write a message's original and return where; "" if the casebook does not have it."""
        path = self._whole(record.original, partial(write_everything.original_path, record.id))
        self._originals += bool(path)
        return path

    def _whole(self, digest: str, place: Callable[[bytes], str]) -> str:
        """Write a record's own bytes to their `place` and return it; "" if the casebook does not have them."""
        if not digest:
            return ""
        self._look()
        data = self._bytes(digest)
        path = place(data or b"")
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            self._damaged.append(path)
        if data is None:
            return ""
        self._folder.write(path, data)
        return path

    def _attachment(self, record: Attachment, page: Rows) -> str:
        """Write an attachment's bytes and return where; "" if the casebook does not have them."""
        self._look()
        data = self._bytes(record.sha256)
        path = "" if data is None else write_everything.attachment_path(record.id, record.name)
        if data is not None:
            self._folder.write(path, data)
        self._files.append(
            FileLine(
                name=record.name,
                of=page.titles.get(record.of or 0, ""),
                path=path,
                size=record.size or 0,
                sha256=record.sha256,
                removed=record.removed is not None,
                damaged=data is None or hashlib.sha256(data).hexdigest() != record.sha256,
            )
        )
        return path

    def _bytes(self, digest: str) -> bytes | None:
        try:
            return blobs.get_blob(self._db, bytes.fromhex(digest))
        except (KeyError, ValueError, zlib.error):  # gone, or damaged: the page says so
            return None

    def _journal_json(self) -> None:
        head = {
            "size": self._anchor.size,
            "root": self._anchor.root.hex(),
            "anchors": [
                {"size": each.size, "root": each.root.hex(), "ms": each.at.ms, "offset": each.at.offset,
                 "place": each.place}
                for each in everything.anchors(self._db)
            ],
        }  # fmt: skip
        erased = everything.erasures(self._db)
        long: dict[str, None] = {}  # the long values, by digest, each once
        with write_everything.json_list(self._folder, "json/journal.json", head, "entries") as items:
            for entry in everything.entries(self._db):
                self._step()
                items.add(_entry(entry, erased.get(entry.seq)))
                long.update(dict.fromkeys(_digests(entry)))
        with write_everything.json_list(self._folder, "json/journal_texts.json", {}, "texts") as items:
            for digest in long:
                self._look()
                data = self._bytes(digest)
                items.add({"sha256": digest, "text": None if data is None else data.decode("utf-8", "replace")})

    def _journal_csv(self) -> None:
        with self._folder.text("csv/journal.csv", "utf-8-sig") as stream:
            write_everything.table(stream, write_everything.JOURNAL_HEAD, self._journal_rows())

    def _journal_rows(self) -> Iterator[list[str]]:
        known = everything.named_uids(self._db)
        for entry in everything.entries(self._db):
            self._step()
            record, kind = known.get(entry.uid, (0, ""))
            names = ", ".join(sorted(entry.fields or ()))
            yield [
                str(entry.seq), plain(_INSTANT, entry.at), entry.change, kind, str(record or ""), entry.uid.hex(),
                names, entry.hash.hex(),
            ]  # fmt: skip

    def _drafts(self) -> int:
        found = everything.drafts(self._db)
        with write_everything.json_list(self._folder, "json/drafts.json", {}, "drafts") as items:
            for each in found:
                items.add({"place": each.place, "ms": each.ms, "content": each.content})
        return len(found)


def _entry(entry: Entry, erased_by: int | None) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "change": entry.change,
        "uid": entry.uid.hex(),
        "ms": entry.at.ms,
        "offset": entry.at.offset,
        "commitment": entry.commitment.hex(),
        "hash": entry.hash.hex(),
        "salt": entry.salt.hex() if entry.salt else None,
        "fields": entry.fields,
        "part": _part(entry),
        "erased_by_entry": erased_by,
    }


def _part(entry: Entry) -> dict[str, dict[str, str]] | None:
    """Return what verifies a partly erased entry: the salts of the fields that remain, the leaves of the others."""
    if entry.part is None:
        return None
    return {
        "salts": {name: salt.hex() for name, salt in entry.part.salts.items()},
        "lost": {name: leaf.hex() for name, leaf in entry.part.lost.items()},
    }


def _digests(entry: Entry) -> Iterator[str]:
    """Yield the digests of the long texts that an entry refers to."""
    for value in (entry.fields or {}).values():
        if isinstance(value, dict) and "sha256" in value:
            yield str(value["sha256"])  # pyright: ignore[reportUnknownArgumentType] - it was JSON
