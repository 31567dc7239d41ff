"""The facts of a statement of account: what moved what a client owes, day by day, with the balance after each (P3.2).

Everything on the paper is made from a `Statement` alone, which has no private fields. Each currency is an account of
its own. What is overpaid, or on account, is the client's credit: the closing balance is what is owed less that credit.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from clientguard.domain.money.ageing import KEYS, Aged
from clientguard.domain.money.ageing import WORDS as AGES
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill
from clientguard.domain.paper.letterhead import Letterhead, letterhead, lines_of
from clientguard.domain.paper.printed import Anchor, Party, party, plain_facts
from clientguard.domain.records import Business, Client, Invoice
from clientguard.domain.records.kinds.billing import CREDIT_NOTE
from clientguard.domain.wording import N_, Said, said

FORMAT = "clientguard statement 1"  # in the JSON: a reader checks it first
What = Literal[
    "invoice", "credit note", "payment", "refund", "exchanged", "discount", "not demanded", "forgiven", "demanded again"
]
# In the order in which they stand on one day.
_WORDS = {
    "invoice": N_("Invoice {number}"),
    "credit note": N_("Credit note {number}"),
    "payment": N_("Payment"),
    "refund": N_("Refund"),
    "exchanged": N_("Used for an invoice in another currency"),
    "discount": N_("Discount for paying early"),
    "not demanded": N_("No longer demanded"),
    "forgiven": N_("Forgiven"),
    "demanded again": N_("Write-off taken back"),
}
_ORDER = tuple(_WORDS)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a payment gives to an invoice in another currency, and what that takes of it."""

    invoice: int
    on: date
    taken: Money
    given: Money


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment, or a refund (below zero): `counts` says for which invoices, from which day, in minor units."""

    id: int
    on: date
    amount: Money
    reference: str
    counts: tuple[tuple[int, date, int], ...]
    exchanged: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """What is not demanded of an invoice from a day on; `forgiven`: the client no longer owes it."""

    invoice: int
    on: date
    minor: int
    forgiven: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What a client's statement is made from: its invoices and credit notes, and what was paid and written off.

    `bills` are its invoices as they stand on the last day of the statement, and `aged` is what is owed then. `credited`
    says for which invoices credit notes count, from which day, in minor units.
    """

    invoices: tuple[Invoice, ...]
    receipts: tuple[Receipt, ...]
    written_off: tuple[WrittenOff, ...]
    bills: tuple[Bill, ...]
    aged: tuple[Aged, ...]
    credited: tuple[tuple[int, date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the amount is above zero where more is owed, below zero where less is; the balance is that after it.

    `number` is the invoice's or credit note's own; `about` are the invoices that a payment counts for, that a credit
    note corrects, or that were written off.
    """

    on: date
    what: What
    number: str
    about: tuple[str, ...]
    due: date | None
    reference: str
    amount: Money
    balance: Money

    @property
    def words(self) -> Said:
        """What it is, as it stands on the line."""
        return said(_WORDS[self.what], number=self.number)


@dataclass(frozen=True, slots=True)
class AgedPart:
    """What of the amount owed has been due for so long; `age` is a key of `ageing.BUCKETS`."""

    age: str
    amount: Money

    @property
    def words(self) -> Said:
        """How long it has been due."""
        return AGES[self.age]


@dataclass(frozen=True, slots=True)
class CurrencyAccount:
    """The account in one currency: `closing` is `owed` less `credit`; `aged` are the parts of `owed`."""

    opening: Money
    entries: tuple[Entry, ...]
    charged: Money
    credited: Money
    closing: Money
    owed: Money
    overdue: Money
    aged: tuple[AgedPart, ...]
    credit: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything on a statement; `start` is None where it begins with the first invoice."""

    made: date
    start: date | None
    end: date
    language: str
    business: Letterhead
    payment_details: tuple[str, ...]
    client: Party
    accounts: tuple[CurrencyAccount, ...]
    anchor: Anchor


def statement(
    business: Business, client: Client, account: Account, *, made: date, start: date | None, end: date, anchor: Anchor
) -> Statement:
    """Return a client's statement from a day (None: the beginning) to the day `end`, both included."""
    moves = sorted(_moves(account, end), key=lambda each: (each.on, _ORDER.index(each.what), each.number, each.about))
    currencies = sorted({each.amount.currency for each in moves})
    accounts = [_account(code, [each for each in moves if each.amount.currency == code], account.aged, start)
                for code in currencies]  # fmt: skip
    return Statement(
        made=made,
        start=start,
        end=end,
        language=client.language or business.language or "en",
        business=letterhead(business),
        payment_details=lines_of(business.payment_details),
        client=party(client),
        accounts=tuple(each for each in accounts if each.entries or each.opening.minor or each.owed.minor),
        anchor=anchor,
    )


def facts_json(found: Statement) -> dict[str, Any]:
    """Return the statement's facts in machine-readable form (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(found)}


def _account(code: str, moves: Sequence[Entry], ages: Sequence[Aged], start: date | None) -> CurrencyAccount:
    opening = balance = sum(each.amount.minor for each in moves if start and each.on < start)
    entries: list[Entry] = []
    for each in moves:
        if not start or each.on >= start:
            balance += each.amount.minor
            entries.append(dataclasses.replace(each, balance=Money(balance, code)))
    aged = next((each for each in ages if each.currency == code), Aged(0, "", code, (0,) * len(KEYS)))
    return CurrencyAccount(
        opening=Money(opening, code),
        entries=tuple(entries),
        charged=Money(sum(each.amount.minor for each in entries if each.amount.minor > 0), code),
        credited=Money(-sum(each.amount.minor for each in entries if each.amount.minor < 0), code),
        closing=Money(balance, code),
        owed=aged.money(aged.total),
        overdue=aged.money(aged.overdue),
        aged=tuple(AgedPart(key, aged.money(minor)) for key, minor in zip(KEYS, aged.amounts, strict=True)),
        credit=Money(aged.total - balance, code),
    )


def _moves(account: Account, end: date) -> Iterator[Entry]:
    """Yield what moved the account until a day, each without its balance yet."""
    due = {each.facts.id: each.due for each in account.bills}
    numbers = {each.id: each.number for each in account.invoices}
    for each in account.invoices:
        if each.issued and each.issued <= end:
            noted = each.document_type == CREDIT_NOTE
            amount = Money((-1 if noted else 1) * (each.amount or 0), each.currency)
            about = (numbers[each.replaces],) if noted and each.replaces in numbers else ()
            what: What = "credit note" if noted else "invoice"
            yield Entry(each.issued, what, each.number, about, due.get(each.id), "", amount, amount)
    for each in account.receipts:
        if each.on <= end:
            about = tuple(dict.fromkeys(numbers[invoice] for invoice, _on, _minor in each.counts))
            amount = Money(-each.amount.minor, each.amount.currency)
            what = "payment" if amount.minor <= 0 else "refund"
            yield Entry(each.on, what, "", about, None, " ".join(each.reference.split()), amount, amount)
    for each in account.receipts:
        for part in each.exchanged:
            about = (numbers[part.invoice],)
            yield Entry(part.on, "exchanged", "", about, None, "", part.taken, part.taken)
            given = Money(-part.given.minor, part.given.currency)
            yield Entry(part.on, "payment", "", about, None, " ".join(each.reference.split()), given, given)
    for each in account.bills:
        if each.discount.minor and each.facts.settled:
            off = Money(-each.discount.minor, each.discount.currency)
            yield Entry(each.facts.settled, "discount", "", (each.facts.number,), None, "", off, off)
    for each in account.invoices:
        yield from _written_off(each, account, end)


def _written_off(invoice: Invoice, account: Account, end: date) -> Iterator[Entry]:
    """Yield what is no longer demanded of an invoice, day by day; a payment that comes after all takes it back."""
    offs = [each for each in account.written_off if each.invoice == invoice.id and each.on <= end]
    if not offs:
        return
    paid = [(on, minor) for of, on, minor in covering(account) if of == invoice.id]
    before = (0, 0)
    for day in sorted({*(each.on for each in offs), *(on for on, _minor in paid if on <= end)}):
        unpaid = (invoice.amount or 0) - sum(minor for on, minor in paid if on <= day)
        off = max(0, min(unpaid, sum(each.minor for each in offs if each.on <= day)))
        forgiven = min(off, sum(each.minor for each in offs if each.on <= day and each.forgiven))
        after = (off - forgiven, forgiven)
        for what, minor in _changes(before, after):
            amount = Money(minor, invoice.currency)
            yield Entry(day, what, "", (invoice.number,), None, "", amount, amount)
        before = after


def covering(account: Account) -> Iterator[tuple[int, date, int]]:
    """Yield what pays or credits invoices: which, from which day, and how much in minor units."""
    yield from account.credited
    for each in account.receipts:
        yield from each.counts
        yield from ((part.invoice, part.on, part.given.minor) for part in each.exchanged)


def _changes(before: tuple[int, int], after: tuple[int, int]) -> Iterator[tuple[What, int]]:
    """Yield what changed of the part that is not demanded and the part that is forgiven, as it moves the balance."""
    words: Iterable[What] = ("not demanded", "forgiven")
    for what, then, now in zip(words, before, after, strict=True):
        if now > then:
            yield what, then - now
        elif now < then:
            yield "demanded again", then - now
