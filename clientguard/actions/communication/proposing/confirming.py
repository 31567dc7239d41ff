"""Confirming what mail proposes, dismissing it, and taking either back (P1.1, P3.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clientguard.actions.communication.proposing.judging import still_open
from clientguard.actions.records.undoing import Saving, saved, undone
from clientguard.domain.changed import Changed
from clientguard.domain.communication.addresses import address_key
from clientguard.domain.communication.proposals.proposal import (
    Asked,
    Proposal,
    answered,
    asked_request,
    record_of,
    told_of,
)
from clientguard.domain.records import Meeting, Record, Reference, Request
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.away import dismissals
from clientguard.store.records.lookup import get_record
from clientguard.store.records.write_path import Write
from clientguard.store.views.addresses import people_of


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was confirmed, and what it takes to undo that: the first record, and what was saved with it."""

    proposals: tuple[Proposal, ...]
    saving: Saving

    @property
    def changed(self) -> Changed:
        """What all of it changed."""
        return self.saving.changed


def draft(db: Connection, proposal: Proposal) -> Record:
    """Return the record that a proposal becomes, or the one on record as it would stand: what a form begins with."""
    if proposal.sort == "answer" and proposal.asked[0].request:
        return answered(get_record(db, Request, proposal.asked[0].request), proposal)
    if proposal.meeting:
        return told_of(get_record(db, Meeting, proposal.meeting), proposal)
    return record_of(proposal, _contact(db, proposal) if proposal.sort == "demand" else None)


def confirm(
    book: Casebook,
    proposals: Sequence[Proposal],
    record: Record | None = None,
    files: Sequence[AttachmentDraft] = (),
    *,
    read: Record | None = None,
    anyway: bool = False,
) -> Confirmed:
    """Put on record what these proposals say, in one transaction, each linked to the message that shows it.

    A question becomes a request. An answer ends the requests that it answers; one that is not on record yet is added
    with it. `record` is what the user made of a single proposal in a form (`read`, `files`, `anyway` as for
    `undoing.save`). Raises KnownError with nothing written if one of them is not proposed any more, or lacks something
    that only the user knows, such as the day of a promise; NotValidError as any save.
    """

    def work(write: Write) -> Confirmed:
        savings: list[Saving] = []
        for each in proposals:
            now = _now(write.db, each)
            if record is None:
                _refuse_gaps(now)
            first = record if record is not None else draft(write.db, now)
            main = saved(write, first, files, read=read, anyway=anyway)
            savings += [main, *_links(write, now, main.after.id), *_others(write, now)]
            if record is not None:  # its words may be others now: what they were is not proposed again
                dismissals.dismiss(write, each.client, [each.identity])
        whole = dataclasses.replace(savings[0], changed=write.changed(), also=tuple(savings[1:]))
        return Confirmed(tuple(proposals), whole)

    return book.write(work)


def undo_confirmed(book: Casebook, confirmed: Confirmed) -> Changed:
    """Take back what was confirmed, in one transaction: it is proposed again.

    KnownError with nothing written if a record was changed since.
    """

    def work(write: Write) -> Changed:
        undone(write, confirmed.saving)
        for proposal in confirmed.proposals:
            dismissals.forget(write, proposal.client, [proposal.identity])
        return write.changed()

    return book.write(work)


def dismiss(book: Casebook, proposals: Sequence[Proposal]) -> Changed:
    """Dismiss proposals: they are not made again. Kept is a keyed digest of each, never its text."""

    def work(write: Write) -> Changed:
        for each in proposals:
            dismissals.dismiss(write, each.client, [each.identity])
        return _about(proposals)

    return book.write(work)


def propose_again(book: Casebook, proposals: Sequence[Proposal]) -> Changed:
    """Take back that proposals were dismissed."""

    def work(write: Write) -> Changed:
        for each in proposals:
            dismissals.forget(write, each.client, [each.identity])
        return _about(proposals)

    return book.write(work)


def _about(proposals: Sequence[Proposal]) -> Changed:
    """Return which messages are looked at in another way now: nothing in them has changed."""
    return Changed(frozenset(each.message for each in proposals), frozenset(("message",)))


def _now(db: Connection, proposal: Proposal) -> Proposal:
    found = still_open(db, [proposal])
    if not found:
        raise KnownError(
            N_("“{passage}” is no longer proposed."),
            kept=N_("Nothing was changed."),
            todo=N_("It is on record by now, or was dismissed."),
            passage=proposal.passage,
        )
    return found[0]


def _refuse_gaps(proposal: Proposal) -> None:
    if proposal.lacks:
        what = {
            "due": N_("“{passage}” names no day by which it is promised."),
            "missed_by": N_("“{passage}” does not say who missed the meeting."),
        }
        raise KnownError(
            what[proposal.lacks],
            kept=N_("Nothing was changed."),
            todo=N_("Open it in the form of the window, and fill that in."),
            passage=proposal.passage,
        )


def _others(write: Write, proposal: Proposal) -> Iterator[Saving]:
    """Save what else an answer ends besides the first request, with its links."""
    for asked in proposal.asked[1:]:
        request = write.get(Request, asked.request) if asked.request else asked_request(proposal, asked)
        saving = saved(write, answered(request, proposal))
        yield saving
        yield from _answer_links(write, proposal, asked, saving.after.id)


def _links(write: Write, proposal: Proposal, record: int) -> Iterator[Saving]:
    """Link the main record of a proposal to the messages that show it."""
    if proposal.sort == "answer":
        yield from _answer_links(write, proposal, proposal.asked[0], record)
    else:
        yield _link(write, proposal, proposal.message, record, "proof")


def _answer_links(write: Write, proposal: Proposal, asked: Asked, request: int) -> Iterator[Saving]:
    if not asked.request:
        yield _link(write, proposal, asked.message, request, "proof")
    yield _link(write, proposal, proposal.message, request, "answer")


def _link(write: Write, proposal: Proposal, message: int, record: int, role: str) -> Saving:
    return saved(write, Reference(client=proposal.client, source=message, about=record, role=role))


def _contact(db: Connection, proposal: Proposal) -> int | None:
    """Return the person of the client who wrote the message, if that one's address is on record."""
    sender = proposal.who
    key = address_key(sender.rpartition("<")[2].removesuffix(">"))
    found = [each.id for each in people_of(db, proposal.client) if key and address_key(each.email) == key]
    return found[0] if found else None
