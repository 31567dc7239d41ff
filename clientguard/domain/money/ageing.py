"""Ageing: how long what is owed has been due, as at any date, by client and currency (P3.2, P6.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, bill, open_parts
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import N_, Said, said

# The keys of the buckets, in the order in which an amount goes through them, and how many days late its oldest is.
BUCKETS = (("not_due", 0), ("1_30", 30), ("31_60", 60), ("61_90", 90), ("over_90", None))
KEYS = tuple(key for key, _ in BUCKETS)
WORDS: dict[str, Said] = {
    "not_due": said(N_("Not due yet")),
    "1_30": said(N_("1–30 days late")),
    "31_60": said(N_("31–60 days late")),
    "61_90": said(N_("61–90 days late")),
    "over_90": said(N_("Over 90 days late")),
}


@dataclass(frozen=True, slots=True)
class Credit:
    """What a client has paid that counts for no invoice; negative if more was paid back than that."""

    client: int
    client_name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Aged:
    """What one client owes in one currency, by how long it has been due; `client` is 0 in the sum over all clients.

    All in minor units. `amounts` are in the order of `BUCKETS`. `credit` is what the client has on account or overpaid.
    It is shown apart and not taken off: nobody has said yet which invoice it pays, so each of them is still as old as
    it is. The balance of an account is `total` less `credit`.
    """

    client: int
    client_name: str
    currency: str
    amounts: tuple[int, ...]
    credit: int = 0

    @property
    def total(self) -> int:
        """All that is owed, in minor units."""
        return sum(self.amounts)

    @property
    def overdue(self) -> int:
        """What is past due, in minor units."""
        return sum(self.amounts[1:])

    def money(self, minor: int) -> Money:
        """Return minor units as an amount in the row's currency."""
        return Money(minor, self.currency)


def bucket(due: date | None, on: date) -> int:
    """Return the place in `BUCKETS` of what is due on a day; what waits for something has no day and is not due."""
    late = (on - due).days if due else 0
    return next(place for place, (_, most) in enumerate(BUCKETS) if most is None or late <= most)


def ageing(invoices: Iterable[InvoiceFacts], on: date, credits_: Iterable[Credit] = ()) -> tuple[Aged, ...]:
    """Return what is owed on the day `on`, by client and currency, in the order of the clients' names.

    The invoices are as they were known on that day: what was issued and paid by then. The totals are those of
    `receivables.totals`, to the minor unit. What was overpaid on an invoice is added to the credits.
    """
    names: dict[int, str] = {}
    amounts: dict[tuple[int, str], list[int]] = {}
    credit: dict[tuple[int, str], int] = {}
    for each in credits_:
        names[each.client] = each.client_name
        place = each.client, each.amount.currency
        credit[place] = credit.get(place, 0) + each.amount.minor
    for facts in invoices:
        names[facts.client] = facts.client_name
        place = facts.client, facts.amount.currency
        for part in open_parts(facts, on):
            amounts.setdefault(place, [0] * len(BUCKETS))[bucket(part.due, on)] += part.open.minor
        if over := bill(facts, on).credit.minor:
            credit[place] = credit.get(place, 0) + over
    return tuple(
        Aged(client, names[client], currency, tuple(amounts.get((client, currency), [0] * len(BUCKETS))),
             credit.get((client, currency), 0))
        for client, currency in sorted(
            amounts.keys() | {place for place, minor in credit.items() if minor},
            key=lambda place: (name_key(names[place[0]]), *place),
        )
    )  # fmt: skip


def all_clients(rows: Iterable[Aged]) -> tuple[Aged, ...]:
    """Return the sum over all clients in each currency, sorted by currency code."""
    found: dict[str, Aged] = {}
    for row in rows:
        before = found.get(row.currency, Aged(0, "", row.currency, (0,) * len(BUCKETS)))
        found[row.currency] = Aged(
            client=0,
            client_name="",
            currency=row.currency,
            amounts=tuple(map(sum, zip(before.amounts, row.amounts, strict=True))),
            credit=before.credit + row.credit,
        )
    return tuple(found[currency] for currency in sorted(found))


def filled(row: Aged) -> Sequence[tuple[str, Money]]:
    """Return the buckets of a row in which there is anything: key and amount."""
    return [(key, row.money(minor)) for key, minor in zip(KEYS, row.amounts, strict=True) if minor]
