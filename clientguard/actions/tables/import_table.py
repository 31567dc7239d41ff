"""Taking in the clients, invoices and payments of a table, in one transaction, with a record of the import (P3.1)."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import shorten
from typing import Any

from clientguard.actions.records.editing import NotValidError, put_record
from clientguard.actions.rules.invoices.spreading import parts_of
from clientguard.actions.rules.judgement.not_again import known_words
from clientguard.domain.changed import Changed
from clientguard.domain.money.currencies import digits
from clientguard.domain.records import Allocation, Client, Contact, ImportRun, Invoice, Payment, Problem, Record
from clientguard.domain.records.addresses import is_email
from clientguard.domain.records.check import LONGEST, check_record
from clientguard.domain.records.describe import Type
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import Cancelled
from clientguard.exchange.tables import drafted
from clientguard.exchange.tables.drafted import ClientDraft, InvoiceDraft, PaymentDraft, Refused, Understood
from clientguard.exchange.tables.read_table import Row
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views import messages
from clientguard.store.views.business import usual_currency

Progress = Callable[[int, int], None]  # done, of how many
EVERY = 25  # drafts between two reports of progress
MOST_NAMED = 200  # rows, in the record of the import


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose record is in the casebook already: the row, and the number or name by which it is known."""

    row: Row
    what: str


@dataclass(frozen=True, slots=True)
class TableImported:
    """What an import of a table did: how many records of each kind it added, and the rows that added none.

    `run` is the number of its record, 0 if nothing was added.
    """

    changed: Changed
    clients: int
    people: int
    invoices: int
    payments: int
    duplicates: tuple[Duplicate, ...]
    refused: tuple[Refused, ...]
    run: int = 0

    @property
    def added(self) -> int:
        """How many records it added in all."""
        return self.clients + self.people + self.invoices + self.payments


def import_table(
    book: Casebook,
    found: Understood,
    *,
    say: Callable[[Said], str] = str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TableImported:
    """Import what a table means, in one transaction, with a record of the import.

    Rows that are on record already add nothing, and rows that cannot be records are returned with their reasons.
    Clients that are not on record yet are added. `say` puts the record's remark into words. `progress` and `cancelled`
    are called from the writer thread. If cancelled, nothing is written (Cancelled). KnownError if dates can be read in
    two ways.
    """
    if found.two_ways:
        raise drafted.undecided(found)

    def work(write: Write) -> TableImported:
        taker = _Taker(write, found, say)
        for number, draft in enumerate(found.drafts):
            if number % EVERY == 0:
                if cancelled and cancelled():
                    raise Cancelled
                if progress:
                    progress(number, len(found.drafts))
            taker.take(draft)
        return taker.result()

    return book.write(work)


class _RefusedError(ValueError):
    def __init__(self, reason: Said) -> None:
        super().__init__(reason.text)
        self.reason = reason


class _Taker:
    """Takes in one draft after another within the transaction; it knows what is on record."""

    def __init__(self, write: Write, found: Understood, say: Callable[[Said], str]) -> None:
        self._write = write
        self._found = found
        self._say = say
        self._run = 0  # the announced record of this import, once it has added something
        self._counts: Counter[str] = Counter()
        self._duplicates: list[Duplicate] = []
        self._refused = list(found.refused)
        self._undone: dict[int, int] = {}
        self._usual = usual_currency(write.db)
        self._clients: dict[str, list[Client]] = {}
        self._invoices: dict[str, list[Invoice]] = {}
        self._paid: dict[int, int] = {}
        self._payments: Counter[tuple[Any, ...]] = Counter()
        self._seen: Counter[tuple[Any, ...]] = Counter()
        self._people: set[tuple[int, str]] = set()
        self._read()

    def _read(self) -> None:
        db = self._write.db
        for client in lookup.find_records(db, Client, removed=True):
            self._clients.setdefault(name_key(client.name), []).append(client)
        if any(not isinstance(each, ClientDraft) for each in self._found.drafts):
            for invoice in lookup.find_records(db, Invoice, removed=True):
                self._invoices.setdefault(name_key(invoice.number), []).append(invoice)
            parts: dict[int, list[Allocation]] = {}
            for part in lookup.find_records(db, Allocation):
                parts.setdefault(part.source or 0, []).append(part)
            for payment in lookup.find_records(db, Payment, removed=True):
                if payment.removed is None:
                    for each in parts.get(payment.id, [payment]):
                        self._paid[each.invoice or 0] = self._paid.get(each.invoice or 0, 0) + (each.amount or 0)
                if not self._was_undone(payment):
                    self._payments[_payment_key(payment)] += 1
        else:
            for person in lookup.find_records(db, Contact):
                self._people.add((person.client or 0, name_key(person.name)))

    def take(self, draft: drafted.Draft) -> None:
        """Add the records of a draft, or note why there are none."""
        rows = draft.rows if isinstance(draft, InvoiceDraft) else (draft.row,)
        try:
            match draft:
                case ClientDraft():
                    what = self._client_row(draft)
                case InvoiceDraft():
                    what = self._invoice_row(draft)
                case PaymentDraft():
                    what = self._payment_row(draft)
        except _RefusedError as error:
            self._refused += [Refused(row, error.reason) for row in rows]
        except NotValidError as error:
            self._refused += [Refused(row, _told(draft, error.problems)) for row in rows]
        else:
            if what:
                self._duplicates.append(Duplicate(rows[0], what))

    # --- rows: each returns what is on record already, or "" if something was added ---

    def _client_row(self, draft: ClientDraft) -> str:
        values, known = draft.values, self._client(draft.name)
        person = draft.person or (draft.name if values.get("phone") or values.get("role") else "")
        own = ("address", "tax_number", "note", "currency", "since")
        if known is None:
            made = Client(
                name=draft.name,
                email="" if person else values.get("email", ""),
                **{name: values[name] for name in own if values.get(name)},
            )
            human = Contact(name=person or draft.name, **_of_person(values, person))
            self._refuse_wrong(made, human)
            known = self._add_client(made)
            if not person:
                return ""
        elif not person or (known.id, name_key(person)) in self._people:
            return draft.name
        self._add(Contact(client=known.id, name=person, **_of_person(values, person)))
        self._people.add((known.id, name_key(person)))
        return ""

    def _invoice_row(self, draft: InvoiceDraft) -> str:
        client = self._client(draft.client)
        currency = draft.currency or (client.currency if client else "") or self._usual
        invoice = Invoice(
            client=client.id if client else 1,
            number=draft.number,
            issued=draft.issued,
            due=draft.due,
            amount=_minor(draft.amount, currency),
            currency=currency,
            detail=draft.detail,
        )
        paid = _minor(draft.paid, currency) if draft.paid else 0
        known = self._known(invoice, draft)
        if known is None:
            self._refuse_wrong(invoice)
            if client is None:
                email = draft.email if is_email(draft.email) else ""
                made = Client(name=draft.client, stage="active", email=email)
                self._refuse_wrong(made)
                client = self._add_client(made)
            known = self._add(dataclasses.replace(invoice, client=client.id))
            self._invoices.setdefault(name_key(known.number), []).append(known)
            on_record = False
        else:
            on_record = True
        lacking = paid - self._paid.get(known.id, 0)
        if paid and lacking > 0 and draft.paid_on:
            self._pay(Payment(client=known.client, invoice=known.id, received=draft.paid_on, amount=lacking,
                              currency=currency))  # fmt: skip
            on_record = False
        return draft.number if on_record else ""

    def _known(self, invoice: Invoice, draft: InvoiceDraft) -> Invoice | None:
        """Return the invoice on record that a row means; refuse a row that contradicts it, or was taken away."""
        found = self._invoices.get(name_key(invoice.number), [])
        living = next((each for each in found if each.removed is None), None)
        if living:
            same = ("issued", "amount", "currency")
            mine = self._client(draft.client)
            differs = any(getattr(living, name) != getattr(invoice, name) for name in same)
            if differs or mine is None or mine.id != living.client:
                told = N_("Invoice “{number}” is already on record, with another client, date or amount.")
                raise _RefusedError(said(told, number=draft.number))
            return living
        if any(not self._was_undone(each) for each in found):
            raise _RefusedError(said(N_("It was removed before.")))
        return None

    def _payment_row(self, draft: PaymentDraft) -> str:
        if not draft.invoice:
            return self._spread_row(draft)
        found = [each for each in self._invoices.get(name_key(draft.invoice), []) if each.removed is None]
        if not found:
            raise _RefusedError(said(N_("There is no invoice “{number}” on record."), number=draft.invoice))
        invoice = found[0]
        if draft.client:
            named = self._client(draft.client)
            if named is None or named.id != invoice.client:
                told = N_("Invoice “{number}” is on record with another client.")
                raise _RefusedError(said(told, number=draft.invoice))
        currency = draft.currency or invoice.currency
        payment = Payment(
            client=invoice.client,
            invoice=invoice.id,
            received=draft.received,
            amount=_minor(draft.amount, currency),
            currency=currency,
            detail=draft.detail,
        )
        return self._once(payment, draft.invoice)

    def _spread_row(self, draft: PaymentDraft) -> str:
        """Add a payment that names no invoice: it is spread over the open invoices of its client."""
        client = self._client(draft.client)
        if client is None:
            raise _RefusedError(said(N_("There is no client “{name}” on record."), name=draft.client))
        currency = draft.currency or client.currency or self._usual
        payment = Payment(
            client=client.id,
            received=draft.received,
            amount=_minor(draft.amount, currency),
            currency=currency,
            detail=draft.detail,
        )
        return self._once(payment, draft.client)

    def _once(self, payment: Payment, what: str) -> str:
        """Add a payment, unless it is on record: then return `what` it is."""
        key = _payment_key(payment)
        self._seen[key] += 1  # two equal payments of one day may both be real: the first one on record is the first one
        if self._seen[key] <= self._payments[key]:
            return what
        self._pay(payment)
        return ""

    def _pay(self, payment: Payment) -> None:
        made = self._add(payment)
        parts = parts_of(self._write.db, made.id)
        for invoice, amount in [(each.invoice, each.amount) for each in parts] or [(made.invoice, made.amount)]:
            self._paid[invoice or 0] = self._paid.get(invoice or 0, 0) + (amount or 0)

    # --- what is on record ---

    def _client(self, name: str) -> Client | None:
        """Return the client with that name, or into whom it was merged; None if there is none."""
        found = self._clients.get(name_key(name), [])
        living = [each for each in found if each.removed is None]
        if len(living) > 1:
            raise _RefusedError(said(N_("More than one client is called “{name}”."), name=name))
        if living:
            return living[0]
        for each in found:
            if each.merged_into:
                return lookup.get_record(self._write.db, Client, each.merged_into)
        if any(not self._was_undone(each) for each in found):
            raise _RefusedError(said(N_("Its client was removed before. Restore the client first.")))
        return None

    def _was_undone(self, record: Client | Invoice | Payment) -> bool:
        """Return whether a removed record went with its whole import, which is to be repeated rightly."""
        run = record.imported_by
        if run is None or record.removed is None:
            return False
        if run not in self._undone:
            self._undone[run] = messages.undone_at(self._write.db, run)
        return 0 < self._undone[run] < record.removed

    # --- writing ---

    def _refuse_wrong(self, *records: Record) -> None:
        """Refuse a row whose record is wrong before a client is added for it."""
        for record in records:
            link = {"client": 1} if record.kind.has("client") else {}
            if problems := check_record(dataclasses.replace(record, **link)):
                raise NotValidError(problems)

    def _add_client(self, client: Client) -> Client:
        made = self._add(client)
        self._clients.setdefault(name_key(made.name), []).append(made)
        if known := known_words(self._write.db, made.name, made.email):
            self._write.tell(known)
        return made

    def _add(self, record: Any) -> Any:  # noqa: ANN401 - a record of any kind that knows its import
        self._run = self._run or self._write.announce(ImportRun.kind, None)
        made = put_record(self._write, dataclasses.replace(record, imported_by=self._run))
        self._counts[record.kind.name] += 1
        return made

    def result(self) -> TableImported:
        """Return what came of it, with its record; call it once, at the end."""
        self._refused.sort(key=lambda each: each.row.number)
        counts: dict[str, Any] = {
            "clients": self._counts["client"],
            "people": self._counts["contact"],
            "invoices": self._counts["invoice"],
            "payments": self._counts["payment"],
        }
        run = 0
        if self._run:
            record = ImportRun(
                at=self._write.now(),
                source=shorten(self._found.table.name, LONGEST[Type.TEXT]),
                duplicates=len(self._duplicates),
                unreadable=len(self._refused),
                detail=self._left_out(),
                **counts,
            )
            run = self._write.add_announced(record, self._run).id
        changed = self._write.changed()
        return TableImported(
            changed, **counts, duplicates=tuple(self._duplicates), refused=tuple(self._refused), run=run
        )

    def _left_out(self) -> str:
        """Return which rows were left out, without their words: the record outlives a client that is erased."""
        if not self._refused:
            return ""
        return self._say(said(N_("Rows that were not imported: {rows}"), rows=drafted.listed(
            [each.row.number for each in self._refused], MOST_NAMED)))  # fmt: skip


def _of_person(values: Mapping[str, Any], person: str) -> dict[str, Any]:
    return {name: values.get(name, "") for name in ("email", "phone", "role")} if person else {}


def _payment_key(payment: Payment) -> tuple[int | None, int | None, date | None, int | None, str]:
    return payment.client, payment.invoice, payment.received, payment.amount, payment.currency


def _minor(amount: Decimal, currency: str) -> int:
    """Return an amount in minor units; refused if the currency has fewer decimals."""
    minor = amount.scaleb(digits(currency))
    if minor != minor.to_integral_value():
        told = N_("{amount} has more decimals than {currency} has.")
        raise _RefusedError(said(told, amount=f"{amount:f}", currency=currency))
    return int(minor)


def _told(draft: drafted.Draft, problems: Sequence[Problem]) -> Said:
    """Return the first problem of a record, with the field that has it."""
    kinds = {ClientDraft: (Client, Contact), InvoiceDraft: (Invoice, Client, Payment), PaymentDraft: (Payment,)}
    first = problems[0]
    for cls in kinds[type(draft)]:
        for each in cls.kind.fields:
            if each.name == first.field:
                return said(N_("{field}: {why}"), field=said(each.label), why=first.message)
    return first.message
