"""The facts that a letter to a client is written from, and what it needs of them.

Nothing private is among them: what a template can name is what the client may read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.money.amount import Money
from clientguard.domain.paper.letterhead import Letterhead
from clientguard.domain.wording import N_, Said, said


@dataclass(frozen=True, slots=True)
class Sender(Letterhead):
    """The user's business: who signs, and how it is reached and paid."""

    payment_details: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """The client, and the person that the letter speaks to; `person` is "" if nobody is on record."""

    name: str
    person: str
    address: tuple[str, ...]
    email: str


@dataclass(frozen=True, slots=True)
class OwedInvoice:
    """An unpaid invoice; `has_pdf`: the document itself is on record."""

    id: int
    number: str
    issued: date
    due: date
    amount: Money
    open: Money
    has_pdf: bool


@dataclass(frozen=True, slots=True)
class StoppedContract:
    """A contract under which work is stopped, or was until `resumed`."""

    title: str
    stopped: date
    resumed: date | None


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A contract under which work will be stopped on a day, unless payment comes."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class LastDays:
    """What a letter before action gives: the day by which to pay, what is enclosed, and whether it goes by post.

    `interest` until the day of the letter, what each day after it adds, the fixed sum, and what gives a right to them
    (`law`); each is "" where there is no such right.
    """

    deadline: date
    enclosures: str
    by_post: bool
    interest: Money | str = ""
    a_day: Money | str = ""
    fixed: Money | str = ""
    law: Said | str = ""


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """A statement of account: what is open and what of it is overdue on its last day, an amount for each currency."""

    until: date
    open: tuple[Money, ...]
    overdue: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Goodbye:
    """What a client is told when the work ends (P4.2, P4.6, P4.7); what waits for payment is not promised before it.

    `given` is the day of the notice, and `confirms` says that it was given before this letter; `notice` is the period
    that was agreed, "" if none was. `ours` and `yours` are what is still to be done, each a line with its day; `fees`
    is what is to be paid in all, by currency; `data` is what is kept of the client's data, until when and why.
    """

    contract: str
    given: date
    confirms: bool
    last_day: date | None
    notice: Said | str
    done: tuple[Said, ...]
    ours: tuple[Said, ...]
    yours: tuple[Said, ...]
    fees: tuple[Money, ...]
    data: tuple[Said, ...]
    transition: str
    reason: str


@dataclass(frozen=True, slots=True)
class AskedAccounts:
    """What a client is asked to do for its accounts, and by which day (P4.4).

    `accounts` begin with the reference that an answer quotes, such as `[A12]`; `held` follow once payments are current.
    `has_page` says that the page with the same questions goes along.
    """

    answer_by: date
    accounts: tuple[Said, ...]
    held: tuple[Said, ...]
    has_page: bool


@dataclass(frozen=True, slots=True)
class ShownWaiting:
    """What a client has not answered (P1.3): the oldest question, all of them, and the work that they hold up.

    `moved` are the dates that late answers have moved so far.
    """

    question: str
    asked: date
    questions: tuple[Said, ...]
    work: str
    moved: tuple[Said, ...]
    answer_by: date


@dataclass(frozen=True, slots=True)
class ShownControl:
    """What keeps the contracted work from going on: access, rounds of approval, open answers, hours (P2.5)."""

    contract: str
    access: tuple[Said, ...]
    rounds: tuple[Said, ...]
    open: tuple[Said, ...]
    hours: Said | str
    answer_by: date


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is known on the day `today` for a letter; `language` is the client's."""

    language: str
    today: date
    sender: Sender | None
    recipient: Recipient
    invoice: OwedInvoice | None = None
    contract: StoppedContract | None = None
    planned: PlannedStop | None = None
    last: LastDays | None = None
    statement: ShownAccount | None = None
    goodbye: Goodbye | None = None
    asked: AskedAccounts | None = None
    waiting: ShownWaiting | None = None
    control: ShownControl | None = None


# What a template can need, by the name it has there, and what is said when it is lacking.
NEEDS = {
    "sender": N_("Your business is not entered yet: its name signs the letter. Enter it in Settings."),
    "email": N_("No email address of the client is on record."),
    "payment_details": N_("No payment details are on record. Enter them in Settings, so that the client can pay."),
    "invoice": N_("No invoice of this client is overdue."),
    "stop": N_("Work for this client is not stopped."),
    "address": N_("No postal address of the client is on record, and this letter goes by post."),
    "planned": N_("This client has no contract on record under which work could be stopped, or it is stopped already."),
    "last": N_("It is not known by which day the client is to pay."),
    "resumed": N_("No work for this client has been resumed."),
    "statement": N_("No invoices and no payments of this client are on record."),
    "asked": N_("There is nothing to ask: no account waits for this client."),
    "waiting": N_("No question to this client is open."),
    "control": N_("Nothing on record keeps the work for this client from going on."),
    "leaving": N_("It has not been decided to leave this client, or that is completed."),
    "last_day": N_(
        "The last day is not known: the contract on record names no notice period. Enter the last day first."
    ),
}


def lacking(facts: LetterFacts, needs: Iterable[str]) -> tuple[Said, ...]:
    """Return what a letter needs and the record lacks, as sentences (P3.3); nothing if it can be drafted."""
    contract = facts.contract
    held = {
        "sender": facts.sender is not None,
        "email": bool(facts.recipient.email),
        "payment_details": facts.sender is None or bool(facts.sender.payment_details.strip()),
        "invoice": facts.invoice is not None,
        "stop": contract is not None and contract.resumed is None,
        "address": bool(facts.recipient.address),
        "planned": facts.planned is not None,
        "last": facts.last is not None,
        "resumed": contract is not None and contract.resumed is not None,
        "statement": facts.statement is not None,
        "asked": facts.asked is not None,
        "waiting": facts.waiting is not None,
        "control": facts.control is not None,
        "leaving": facts.goodbye is not None,
        "last_day": facts.goodbye is None or facts.goodbye.last_day is not None,
    }
    return tuple(said(NEEDS[each]) for each in needs if not held[each])


def remarks(facts: LetterFacts) -> tuple[Said, ...]:
    """Return what does not prevent a letter, but should be known before it goes out."""
    if facts.invoice and not facts.invoice.has_pdf:
        return (said(N_("Invoice {number} has no PDF on record, so none is attached."), number=facts.invoice.number),)
    return ()
