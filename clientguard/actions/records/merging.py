"""Merging two clients, or two people of one client, that are the same; and undoing it."""

from __future__ import annotations

import dataclasses
from typing import Any

from clientguard.actions.communication.message_copies import keep_once
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Client, Record
from clientguard.domain.records.describe import CLIENT
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup, merging
from clientguard.store.records.columns import is_empty
from clientguard.store.records.lookup import gone_error
from clientguard.store.records.write_path import Write
from clientguard.store.views.client import open_leaving


def merge(book: Casebook, loser: int, into: int) -> Changed:
    """Merge one client or person into another, in one transaction of ordinary changes.

    Everything that belongs or links to `loser` then belongs or links to `into`, what was removed too. Fields that are
    empty there are filled in, and a message that both clients have is kept once. `loser` is removed, and says into
    which record it was merged; restoring it undoes the merge (`unmerge`). Raises KnownError with nothing written if the
    two cannot be one.
    """

    def work(write: Write) -> Changed:
        gone, stays = lookup.any_record(write.db, loser), lookup.any_record(write.db, into)
        _check(write, gone, stays)
        write.change(dataclasses.replace(gone, **{merging.MERGED: into}))
        if isinstance(gone, Client):
            keep_once(write, loser, into)
        for record, (kind, links) in merging.links_to(write.db, gone).items():
            if record != into:
                write.relink(write.get(KINDS[kind].record, record), **dict.fromkeys(links, into))
        write.change(dataclasses.replace(stays, **_gaps(gone, stays)))
        write.remove(loser)
        return write.changed()

    return book.write(work)


def _check(write: Write, gone: Record, stays: Record) -> None:
    if gone.removed is not None or stays.removed is not None:
        raise gone_error()
    if gone.id == stays.id or gone.kind is not stays.kind or not merging.mergeable(gone.kind):
        raise _refusal(N_("Only two clients, or two people of one client, can be merged."))
    if gone.kind.name != CLIENT and gone.client_id != stays.client_id:
        raise _refusal(
            N_("“{one}” belongs to {client}, and “{other}” to {owner}."),
            N_("If {client} and {owner} are the same client, merge the two clients first, then the people."),
            one=_title(gone),
            other=_title(stays),
            **_owners(write, gone, stays),
        )
    if isinstance(gone, Client):
        leavings = [open_leaving(write.db, each.id) for each in (gone, stays)]
        if all(each is not None and each.signed_off is None for each in leavings):
            raise _refusal(
                N_("You are leaving both “{one}” and “{other}”, and a client can have one leaving at a time."),
                N_("Sign one of them off, or remove it."),
                one=_title(gone),
                other=_title(stays),
            )


def _refusal(what: str, todo: str = "", **values: Any) -> KnownError:  # noqa: ANN401
    return KnownError(what, kept=N_("Nothing was written."), todo=todo, **values)


def _owners(write: Write, gone: Record, stays: Record) -> dict[str, str]:
    ids = [each.client_id or 0 for each in (gone, stays)]
    names = lookup.titles(write.db, ids)
    return {"client": names[ids[0]], "owner": names[ids[1]]}


def _title(record: Record) -> str:
    return getattr(record, record.kind.title)


def _gaps(gone: Record, stays: Record) -> dict[str, Any]:
    """Return what the record that stays lacks and the other one has."""
    return {
        each.name: getattr(gone, each.name)
        for each in gone.kind.form_fields
        if is_empty(getattr(stays, each.name)) and not is_empty(getattr(gone, each.name))
    }


def restore(write: Write, record: int) -> None:
    """Restore a removed record; where a merge removed it, undo the merge. KnownError as in `unmerge`."""
    found = lookup.any_record(write.db, record)
    done = merging.merge_of(write.db, found)
    if done:
        unmerge(write, found, done)
    else:
        write.restore(record)


def unmerge(write: Write, gone: Record, done: merging.Merge) -> None:
    """Undo a merge: everything is as it was before, apart from what was changed since.

    What was added, moved or filled in since stays where it is. Raises KnownError with nothing written if the record
    that stayed was removed, or if a link would then lead from one client to another.
    """
    stays = lookup.any_record(write.db, done.into)
    if stays.removed is not None:
        raise _refusal(
            N_("“{other}”, into which “{one}” was merged, was removed since."),
            N_("Restore that one first."),
            one=_title(gone),
            other=_title(stays),
        )
    back = {
        record: names
        for record, fields in done.linked.items()
        if (names := [each for each in fields if _links(write, record, each) == done.into])
    }
    if gone.kind.name == CLIENT:
        _check_ties(write, gone, done.into, set(back))
    write.restore(gone.id)
    restored = lookup.any_record(write.db, gone.id)
    write.change(dataclasses.replace(restored, **{merging.MERGED: None}))
    for record, names in back.items():
        write.relink(lookup.any_record(write.db, record), **dict.fromkeys(names, gone.id))
    for record, seq in done.dropped.items():
        if lookup.any_record(write.db, record).removed == seq:
            write.restore(record)
    _empty_again(write, gone, stays, done)


def _links(write: Write, record: int, name: str) -> int | None:
    return getattr(lookup.any_record(write.db, record), name)


def _check_ties(write: Write, gone: Record, into: int, back: set[int]) -> None:
    tie = next(merging.ties(write.db, into, back), None)
    if tie:
        titles = lookup.titles(write.db, list(tie))
        kinds = [lookup.any_record(write.db, each).kind for each in tie]
        raise _refusal(
            N_("The merge of “{client}” cannot be undone: a record of one client would link to one of the other."),
            N_("{kind} “{title}” links to {target} “{linked}”. Remove it or its link first."),
            client=_title(gone),
            kind=said(kinds[0].label),
            title=titles[tie[0]],
            target=said(kinds[1].label),
            linked=titles[tie[1]],
        )


def _empty_again(write: Write, gone: Record, stays: Record, done: merging.Merge) -> None:
    """Empty the fields that the merge filled in, where they still say what it wrote."""
    blank = gone.kind.record()
    filled = {name: getattr(blank, name) for name in done.filled if getattr(stays, name) == getattr(gone, name)}
    write.change(dataclasses.replace(stays, **filled))
