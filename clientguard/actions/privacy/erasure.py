"""Erasing records, or single fields of them, permanently on a lawful request (P5; GDPR Art. 17).

After the transaction, the casebook's file is rewritten, so that no byte of what was erased stays in it. Each place gets
a new verified backup, and the older ones are deleted. What is out of reach stays pending until it is done.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clientguard.actions.casebook import backups
from clientguard.actions.casebook.backups import Place
from clientguard.actions.rules.stops import forget, weigh
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Document, Message, Payment, Record
from clientguard.domain.records.describe import CLIENT
from clientguard.domain.records.names import folded
from clientguard.domain.wording import N_, Said, counted, said
from clientguard.errors import KnownError
from clientguard.store.backup import kept_backups
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.erasure import erasing
from clientguard.store.erasure.erasing import Pending, redactable
from clientguard.store.erasure.scope import Scope, scope
from clientguard.store.journal.clock import Clock, now
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write

__all__ = [
    "Erased",
    "Pending",
    "Scope",
    "erase_records",
    "finish",
    "give_up",
    "pending",
    "preview",
    "redact_field",
    "redactable",
    "redaction_hints",
]

BY_LAW = frozenset(kind.name for kind in KINDS.values() if kind.by_law)  # usually kept for years under tax law
SHORTEST = 3  # letters: shorter titles are not looked for in a reason


@dataclass(slots=True)
class Erased:
    """The result of an erasure: its journal entry, what was erased, the backups made and deleted, and what is left."""

    changed: Changed = field(default_factory=Changed)
    entry: int = 0
    records: int = 0
    entries: int = 0
    written: list[Path] = field(default_factory=list[Path])
    deleted: int = 0
    pending: list[Said] = field(default_factory=list[Said])
    beyond: list[Said] = field(default_factory=list[Said])


def preview(book: Casebook, ids: Collection[int], keep: Collection[str] = ()) -> Scope:
    """Return what erasing these records would erase: a client goes with everything under it, a record with its files.

    `keep` are kinds to leave out. KnownError if a record does not exist, is already erased, or is the business.
    """
    with book.read() as db:
        return scope(db, ids, keep)


def preview_redaction(book: Casebook, record: int, name: str) -> int:
    """Return how many journal entries would lose a field of a record; KnownError as in `redact_field`."""
    with book.read() as db:
        return len(erasing.losses(db, record, name))


def redaction_hints(record: Record) -> list[Said]:
    """Return what to consider before a field of this record is redacted."""
    if not (isinstance(record, Message) and record.original):
        return []
    return [said(N_("The original of this message goes too, because it contains the field."))]


def hints(found: Scope) -> list[Said]:
    """Return what to consider before an erasure of this scope."""
    told: list[Said] = []
    losing = list(found.originals.values())
    if messages := losing.count(Message.kind.name):
        told.append(
            counted(
                N_("{count} message stays, but its original goes too, because it contains the file."),
                N_("{count} messages stay, but their originals go too, because they contain the files."),
                messages,
            )
        )
    if documents := losing.count(Document.kind.name):
        told.append(
            counted(
                N_("{count} document stays, but the facts that it printed go too: later changes no longer show."),
                N_("{count} documents stay, but the facts that they printed go too: later changes no longer show."),
                documents,
            )
        )
    if money := sum(len(found.records.get(kind, ())) for kind in BY_LAW):
        told.append(
            counted(
                N_("{count} invoice or payment is erased too. Tax law usually requires these to be kept for years."),
                N_(
                    "{count} invoices and payments are erased too. Tax law usually requires these to be kept for years."
                ),
                money,
            )
        )
    if others := sum(found.referring.values()):
        told.append(
            counted(
                N_("{count} other record links to what is erased, and will show “[erased]” there."),
                N_("{count} other records link to what is erased, and will show “[erased]” there."),
                others,
            )
        )
    told.append(
        said(N_("The text of other records may still name the person. The data report on that person lists them."))
    )
    return told


def beyond_reach() -> list[Said]:
    """Return where there may be copies that no program can reach."""
    return [
        said(N_("Reports and letters that you printed, sent or saved elsewhere.")),
        said(N_("Evidence bundles that you made: those who have one keep what it shows.")),
        said(N_("Exports and data reports that you wrote to a folder, and messages in your mail program.")),
        said(N_("Copies of the casebook or its backups that you, or a synchronised folder, made elsewhere.")),
    ]


def erase_records(
    book: Casebook,
    ids: Collection[int],
    why: str,
    places: Sequence[Place],
    *,
    keep: Collection[str] = (),
    clock: Clock = now,
) -> Erased:
    """Erase records and everything under them permanently, replace the backups, and return what was done and is left.

    Raises KnownError as `preview` does, and if the reason is missing or names what is to be erased. Nothing is erased
    then.
    """

    def work(write: Write) -> Erased:
        _reasoned(why, lookup.titles(write.db, list(ids)).values())
        reach = scope(write.db, ids, keep)
        forget(write, reach.ids)
        paid = {lookup.get_record(write.db, Payment, each).client for each in reach.records.get("payment", ())}
        entry, found = erasing.write_erasure(write, ids, why.strip(), keep)
        weigh(write, sorted(each for each in paid if each and each not in reach.ids))
        erasing.note_pending(write, _all(book, write, places))
        return Erased(write.changed(), entry, found.count, len(found.entries))

    return _clean_up(book, book.write(work), places, clock)


def redact_field(
    book: Casebook, record: int, name: str, why: str, places: Sequence[Place], *, clock: Clock = now
) -> Erased:
    """Erase one field of a record permanently, in the journal too; the rest of each entry still verifies.

    Backups are replaced as in `erase_records`. Raises KnownError if the field cannot be erased on its own, is empty, or
    the reason is missing. Nothing is erased then.
    """

    def work(write: Write) -> Erased:
        _reasoned(why, ())
        entry, losing = erasing.write_redaction(write, record, name, why.strip())
        erasing.note_pending(write, _all(book, write, places))
        return Erased(write.changed(), entry, 1, losing)

    return _clean_up(book, book.write(work), places, clock)


def _reasoned(why: str, titles: Collection[str]) -> None:
    """Raise KnownError unless there is a reason that names none of these titles, because it stays in the journal."""
    if not why.strip():
        raise KnownError(
            N_("An erasure needs a reason."),
            kept=N_("Nothing was erased."),
            todo=N_("Say what it is based on, such as “request of 3 May”, without naming anyone."),
        )
    named = next((each for each in titles if len(each) >= SHORTEST and folded(each) in folded(why)), None)
    if named:
        raise KnownError(
            N_("The reason names “{title}”, and it stays in the journal for good."),
            kept=N_("Nothing was erased."),
            todo=N_("Give the reason without the name."),
            title=named,
        )


def _all(book: Casebook, write: Write, places: Sequence[Place]) -> Pending:
    """Return everything that has to be done after an erasure, before any of it is done."""
    before = erasing.pending(write.db)
    folders = dict.fromkeys([*before.folders, *(str(each.folder) for each in places)])
    found = dict.fromkeys([*before.copies, *(str(each) for each in kept_backups.beside(book.path))])
    return Pending(anew=True, folders=tuple(folders), copies=tuple(found))


def pending(book: Casebook) -> Pending:
    """Return what is still to be done after erasures, without the copies that have been deleted since."""
    with book.read() as db:
        left = erasing.pending(db)
    return dataclasses.replace(left, copies=tuple(each for each in left.copies if Path(each).exists()))


def finish(book: Casebook, places: Sequence[Place], *, clock: Clock = now) -> Erased:
    """Do what is still to be done after erasures, as far as possible now."""
    return _clean_up(book, Erased(), places, clock)


def give_up(book: Casebook, folder: str) -> Pending:
    """Take a folder off the list of what is still to be done, because it and its backups no longer exist."""

    def work(write: Write) -> None:
        left = erasing.pending(write.db)
        erasing.note_pending(
            write, dataclasses.replace(left, folders=tuple(each for each in left.folders if each != folder))
        )

    book.write(work)
    return pending(book)


def in_words(left: Pending) -> list[Said]:
    """Return what is still to be done, one sentence for each."""
    told: list[Said] = []
    if left.anew:
        told.append(said(N_("The casebook file still has to be rewritten; it may still contain erased data.")))
    told += [said(N_("Older backups may still be in {folder}."), folder=each) for each in left.folders]
    told += [
        said(N_("There is an earlier copy at {path}. Delete it when you no longer need it."), path=each)
        for each in left.copies
    ]
    return told


def _clean_up(book: Casebook, done: Erased, places: Sequence[Place], clock: Clock) -> Erased:
    """Rewrite the file and replace the backups; what cannot be done is reported and stays pending.

    It does not raise, because the erasure itself is already done; only a MovedError has to be told as it is.
    """
    try:
        left = pending(book)
        if left.anew:
            left = _anew(book, left, done)
        left = _afresh(book, left, places, done, clock)
        book.write(lambda write: erasing.note_pending(write, left))
        done.pending += in_words(pending(book))
    except KnownError as error:  # the drive failed: the list in the casebook still has everything
        if book.moved:
            raise
        done.pending.append(backups.in_words(error))
    done.beyond += beyond_reach()
    return done


def _anew(book: Casebook, left: Pending, done: Erased) -> Pending:
    try:
        with backups.ALONE:  # a backup that is running would keep the file open
            book.rekey(book.key)  # with the same key: the point is to rewrite the file
    except KnownError as error:
        if book.moved:
            raise
        done.pending.append(backups.in_words(error))
        return left
    return dataclasses.replace(left, anew=False)


def _afresh(book: Casebook, left: Pending, places: Sequence[Place], done: Erased, clock: Clock) -> Pending:
    known = {str(each.folder): each for each in places}
    wanted = [known.get(folder) or Place(Path(folder), made=False) for folder in left.folders]
    fresh = backups.afresh(book, wanted, clock=clock)
    done.written, done.deleted, done.beyond = fresh.written, fresh.deleted, fresh.others
    folders = {str(each.parent) for each in fresh.written}
    return dataclasses.replace(left, folders=tuple(each for each in left.folders if each not in folders))


def words_of(found: Scope) -> list[tuple[str, int]]:
    """Return the kinds to be erased, each as a message key (plural) and a count: clients first, then the largest."""
    kinds = sorted(found.records.items(), key=lambda item: (item[0] != CLIENT, -len(item[1]), item[0]))
    return [(KINDS[kind].plural, len(members)) for kind, members in kinds]
