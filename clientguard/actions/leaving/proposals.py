"""What a client's mail proposes for the handover, and what the user says to it (P4.4)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from clientguard.actions.leaving.handing_over import tick_step
from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.case import LeavingCase, handovers
from clientguard.domain.leaving.from_mail.found_accounts import FoundAccount, found_accounts
from clientguard.domain.leaving.from_mail.replies import STEP_OF, Reply, replies
from clientguard.domain.leaving.papers.handover_request import asked_accounts
from clientguard.domain.records import Account, HandoverMark, Leaving, Reference
from clientguard.domain.records.kinds.handover import NONE, REQUEST
from clientguard.letters.mail_platforms import mail_words
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.records.write_path import Write
from clientguard.store.views.leaving.mail import answered, mail_with


def proposed_accounts(db: Connection, case: LeavingCase, on: date) -> tuple[FoundAccount, ...]:
    """Return the accounts that a client's mail names and that are not on record, each with its passage (P4.4).

    A kind of platform answered with none is not proposed, nor what the user said is not ours.
    """
    words = mail_words()
    messages = mail_with(db, case.leaving.client or 0, words.names, words.signals, until=on)
    none = [each.platform for each in case.answers if each.answer == NONE]
    return found_accounts(messages, words, case.accounts, case.marks, none)


def refuse_account(book: Casebook, leaving: int, found: FoundAccount, on: date) -> Changed:
    """Record that an account which mail named is not part of this handover: it is not proposed again (P4.4)."""

    def work(write: Write) -> Changed:
        client = get_record(write.db, Leaving, leaving).client
        known = find_records(write.db, HandoverMark, "t.leaving = ? AND t.key = ?", leaving, found.key)
        if not known:
            mark = HandoverMark(client=client, leaving=leaving, key=found.key, done_on=on, proof=found.passage)
            put_record(write, mark)
        return write.changed()

    return book.write(work)


def link_mail(book: Casebook, account: int, message: int) -> Changed:
    """Record which message named an account; one that is linked already is not linked twice (P4.4)."""

    def work(write: Write) -> Changed:
        note_mail(write, account, message, "handover")
        return write.changed()

    return book.write(work)


def note_mail(write: Write, account: int, message: int, role: str) -> None:
    """Link a message to an account within a transaction, in a role of `engagement.ROLES`."""
    where = "t.source = ? AND t.about = ? AND t.role = ?"
    if not find_records(write.db, Reference, where, message, account, role):
        client = write.get(Account, account).client
        put_record(write, Reference(client=client, source=message, about=account, role=role))


def proposed_replies(db: Connection, case: LeavingCase, on: date) -> tuple[Reply, ...]:
    """Return what the client's mail answers to the handover request, account by account, oldest first (P4.4).

    Read are messages that name an account's reference, sent since the client was first asked, or since the decision.
    """
    open_ones = [each for each in handovers(case) if not each.complete or each.account.no_reply_on]
    asked = [each.done_on for each in case.marks if each.key == REQUEST and each.account and each.done_on]
    since = min(asked, default=case.leaving.decided)
    if since is None:
        return ()
    open_steps = {each.account.id: [step.key for step in each.steps if not step.done] for each in open_ones}
    wanted = {int(each.reference[1:]): [STEP_OF[task] for task in each.tasks] for each in asked_accounts(case)}
    numbers = list(open_steps)
    return replies(
        mail_with(db, case.leaving.client or 0, [f"a{number}" for number in numbers], since=since, until=on),
        {each.account.id: each.account.name for each in open_ones},
        wanted,
        open_steps,
        answered(db, numbers),
    )


def confirm_replies(book: Casebook, confirmed: Sequence[tuple[Reply, str]]) -> Changed:
    """Tick what the client's answers say was done, each with the words that prove it, and link the messages (P4.4).

    An account that was closed without a reply is open again. Proof that is on record stays. KnownError, with nothing
    written, if a step has to wait.
    """

    def work(write: Write) -> Changed:
        for reply, proof in confirmed:
            account = write.get(Account, reply.account)
            if account.no_reply_on:
                put_record(write, dataclasses.replace(account, no_reply_on=None))
            for step in reply.done:
                tick_step(write, reply.account, step, reply.on, "" if account.proof.strip() else proof)
            note_mail(write, reply.account, reply.message, "answer")
        return write.changed()

    return book.write(work)


def set_reply_aside(book: Casebook, reply: Reply) -> Changed:
    """Record that an answer about an account was read and ticks nothing: it is not proposed again (P4.4)."""

    def work(write: Write) -> Changed:
        note_mail(write, reply.account, reply.message, "answer")
        return write.changed()

    return book.write(work)
