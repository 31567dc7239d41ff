"""Handing over: the answers of the sweep, the steps of each account, requests without an answer (P4.3, P4.4)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.records.editing import put_record, remove_record
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.assets import FIELDS
from clientguard.domain.leaving.case import handovers
from clientguard.domain.leaving.handover import Handover, why_not_without_reply
from clientguard.domain.records import Account, HandoverMark, Leaving, PlatformAnswer
from clientguard.domain.records.kinds.handover import REQUEST
from clientguard.domain.wording import N_, listed
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.records.write_path import Write
from clientguard.store.views.leaving.case import client_case


def answer_sweep(book: Casebook, leaving: int, answers: Mapping[str, str], on: date) -> Changed:
    """Answer the sweep of a leaving: `yes` or `none` by kind of platform, or by the user's own word for one (P4.4).

    An empty answer takes the one on record back. KnownError, with nothing written, if the leaving was closed.
    """

    def work(write: Write) -> Changed:
        decision = get_record(write.db, Leaving, leaving)
        _refuse_closed(decision)
        known = {each.platform: each for each in find_records(write.db, PlatformAnswer, "t.leaving = ?", leaving)}
        for key, answer in answers.items():
            before = known.get(key.strip())
            if not answer:
                if before:
                    remove_record(write, before.id)
            elif before is None:
                put_record(write, PlatformAnswer(client=decision.client, leaving=leaving, platform=key.strip(),
                                                 answer=answer, answered_on=on))  # fmt: skip
            elif before.answer != answer:
                put_record(write, dataclasses.replace(before, answer=answer, answered_on=on))
        return write.changed()

    return book.write(work)


def tick(book: Casebook, account: int, key: str, on: date, proof: str = "") -> Changed:
    """Record that a step of an account's handover was done on a day; done before, its day is changed (P4.4).

    `key` is one of `Handover.steps` or `Handover.checklist`. KnownError, with every reason, if it has to wait: what
    could lock the client out comes last.
    """

    def work(write: Write) -> Changed:
        tick_step(write, account, key, on, proof)
        return write.changed()

    return book.write(work)


def tick_step(write: Write, account: int, key: str, on: date, proof: str = "") -> None:
    """Do within a transaction what `tick` does; KnownError as there."""
    found = _handover(write, account, on)
    step = found.step(key)
    if step is None:
        raise KnownError(
            N_("“{account}” has no step “{step}”."),
            kept=N_("Nothing was changed."),
            todo=N_("Its steps: {steps}."),
            account=found.account.name,
            step=key,
            steps=", ".join(each.key for each in (*found.steps, *found.checklist)),
        )
    if step.blocked_by:
        raise KnownError(
            N_("“{account}”: “{step}” has to wait. {reasons}"),
            kept=N_("Nothing was changed."),
            account=found.account.name,
            step=step.label,
            reasons=listed(step.blocked_by, " "),
        )
    _set(write, get_record(write.db, Account, account), key, on, proof)


def untick(book: Casebook, account: int, key: str) -> Changed:
    """Take back that a step of an account's handover was done, or its last request; nothing happens if it was not."""

    def work(write: Write) -> Changed:
        record = get_record(write.db, Account, account)
        if field := FIELDS.get(key):
            put_record(write, dataclasses.replace(record, **{field: None}))
        elif marks := _marks(write, account, key):
            remove_record(write, marks[-1].id)
        return write.changed()

    return book.write(work)


def note_request(book: Casebook, *, account: int = 0, leaving: int = 0, on: date, proof: str = "") -> Changed:
    """Record that the client was asked on a day and has not answered: about an account, or to sign the report (P4.4).

    A second request on the same day counts as the same one.
    """

    def work(write: Write) -> Changed:
        note_asked(write, account=account, leaving=leaving, on=on, proof=proof)
        return write.changed()

    return book.write(work)


def note_asked(write: Write, *, account: int = 0, leaving: int = 0, on: date, proof: str = "") -> None:
    """Do within a transaction what `note_request` does."""
    about = get_record(write.db, Account, account) if account else get_record(write.db, Leaving, leaving)
    where = "t.account = ?" if account else "t.account IS NULL AND t.leaving = ?"
    known = find_records(write.db, HandoverMark, f"{where} AND t.key = ?", about.id, REQUEST)
    same = next((each for each in known if each.done_on == on), None)
    made = HandoverMark(client=about.client, account=account or None, leaving=leaving or None, key=REQUEST,
                        done_on=on, proof=proof)  # fmt: skip
    put_record(write, dataclasses.replace(same, proof=proof or same.proof) if same else made)


def close_without_reply(book: Casebook, account: int, on: date) -> Changed:
    """Close an account without a reply (P4.4). KnownError unless the client was asked often enough and long ago."""

    def work(write: Write) -> Changed:
        found = _handover(write, account, on)
        reason = found.why if found.waits else why_not_without_reply(found.requests, on)
        if found.complete and not found.account.no_reply_on:
            raise KnownError(
                N_("“{account}” is handed over already."), kept=N_("Nothing was changed."), account=found.account.name
            )
        if reason:
            raise KnownError(
                N_("“{account}” cannot be closed without a reply yet. {reason}"),
                kept=N_("Nothing was changed."),
                account=found.account.name,
                reason=reason,
            )
        put_record(write, dataclasses.replace(get_record(write.db, Account, account), no_reply_on=on))
        return write.changed()

    return book.write(work)


def reopen(book: Casebook, account: int) -> Changed:
    """Open an account again that was closed without a reply: the client has answered after all (P4.4)."""

    def work(write: Write) -> Changed:
        put_record(write, dataclasses.replace(get_record(write.db, Account, account), no_reply_on=None))
        return write.changed()

    return book.write(work)


def set_proof(book: Casebook, account: int, proof: str) -> Changed:
    """Record what proves an account's handover; an empty text takes it back (P4.4)."""

    def work(write: Write) -> Changed:
        put_record(write, dataclasses.replace(get_record(write.db, Account, account), proof=proof.strip()))
        return write.changed()

    return book.write(work)


def _handover(write: Write, account: int, on: date) -> Handover:
    """Return the handover of an account as known on a day."""
    client = get_record(write.db, Account, account).client or 0
    found = client_case(write.db, client, on, own_calendar(write.db))
    return next(each for each in handovers(found) if each.account.id == account)


def _set(write: Write, account: Account, key: str, on: date, proof: str) -> None:
    if field := FIELDS.get(key):
        put_record(write, dataclasses.replace(account, **{field: on}, proof=proof or account.proof))
        return
    marks = _marks(write, account.id, key)
    made = marks[-1] if marks else HandoverMark(client=account.client, account=account.id, key=key)
    put_record(write, dataclasses.replace(made, done_on=on, proof=proof or made.proof))


def _marks(write: Write, account: int, key: str) -> list[HandoverMark]:
    return find_records(write.db, HandoverMark, "t.account = ? AND t.key = ?", account, key, order="t.done_on, t.id")


def _refuse_closed(leaving: Leaving) -> None:
    if leaving.signed_off:
        raise KnownError(
            N_("This leaving was closed on {date}: its sweep stays as it was answered."),
            kept=N_("Nothing was changed."),
            date=leaving.signed_off,
        )
