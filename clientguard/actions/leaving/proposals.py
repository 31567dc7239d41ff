"""What a client's mail proposes for the handover, and what the user says to it (P4.4)."""

from __future__ import annotations

from datetime import date

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.from_mail.found_accounts import FoundAccount, found_accounts
from clientguard.domain.records import Account, HandoverMark, Leaving, Reference
from clientguard.domain.records.handover import NONE
from clientguard.letters.mail_platforms import mail_words
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.records.write_path import Write
from clientguard.store.views.leaving.mail import mail_with


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
