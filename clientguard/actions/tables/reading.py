"""What a table means, before anything of it is imported, and the rows that could not be taken in as a file again."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientguard import output
from clientguard.domain.wording import N_, Said
from clientguard.exchange.export import csv_out
from clientguard.exchange.tables import drafted, drafts, known_tables, read_table, remembered
from clientguard.exchange.tables.drafted import ClientDraft, Draft, InvoiceDraft, Refused
from clientguard.exchange.tables.drafted import Understood as Understood
from clientguard.exchange.tables.known_tables import COUNTED as COUNTED
from clientguard.exchange.tables.known_tables import FIELDS as FIELDS
from clientguard.exchange.tables.known_tables import LABELS as LABELS
from clientguard.exchange.tables.known_tables import Plan as Plan
from clientguard.exchange.tables.known_tables import guessed as guessed
from clientguard.exchange.tables.known_tables import missing as missing
from clientguard.exchange.tables.read_table import Table
from clientguard.exchange.tables.read_table import is_table as is_table
from clientguard.store.casebook.open_casebook import Casebook


@dataclass(frozen=True, slots=True)
class Offered:
    """A table with the plan to begin with; `sure` unless its columns were only guessed by their names."""

    table: Table
    plan: Plan
    sure: bool


def offered(book: Casebook, path: Path) -> Offered:
    """Return the table in a file, and what it means as far as that is known; KnownError if it cannot be read."""
    book.refuse_own([path])
    table, plan = known_tables.recognised(read_table.read_sheet(path), remembered.plans())
    return Offered(table, plan or known_tables.guessed(table), plan is not None)


def planned(book: Casebook, path: Path, mapping: Path | None, dates: str = "", decimals: str = "") -> Understood:
    """Return what a file means by a mapping, else as it is known by its head; KnownError if neither says it.

    A mapping that fits is remembered for tables with the same head. KnownError as well, with the rows named, if its
    dates can be read in two ways and `dates` is empty.
    """
    book.refuse_own([path])
    sheet = read_table.read_sheet(path)
    if mapping:
        table = read_table.table_at(sheet, read_table.likely_head(sheet))
        plan = known_tables.read_mapping(mapping, table)
        remembered.remember(table, plan)
    else:
        table, plan = known_tables.recognised(sheet, remembered.plans())
    if plan is None:
        raise known_tables.not_known(table)
    plan = Plan(plan.kind, plan.columns, dates or plan.dates, decimals or plan.decimals, plan.known)
    found = drafts.understood(table, plan)
    if found.two_ways:
        raise drafted.undecided(found)
    return found


def understood(offer: Offered, plan: Plan, cancelled: Callable[[], bool]) -> Understood:
    """Return what a table means by a plan that a person has seen."""
    return drafts.understood(offer.table, plan, cancelled)


def remember(found: Understood) -> None:
    """Remember what a person said of a table, for others with the same head."""
    remembered.remember(found.table, found.plan)


def preview(found: Understood, most: int) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return the labels and the values of the first drafts: texts, dates and amounts."""
    rows = [_values(each) for each in found.drafts[:most]]
    return _SHOWN[found.plan.kind], rows


_SHOWN = {
    "clients": (N_("Client"), N_("Person"), N_("Email")),
    "invoices": (
        N_("Number"),
        N_("Client"),
        N_("Issued"),
        N_("Due", "invoice"),
        N_("Amount"),
        N_("Currency"),
        N_("Paid amount"),
    ),
    "payments": (N_("Invoice"), N_("Client"), N_("Received", "payment"), N_("Amount"), N_("Currency")),
}


def _values(draft: Draft) -> tuple[Any, ...]:
    if isinstance(draft, ClientDraft):
        return draft.name, draft.person, draft.values.get("email", "")
    if isinstance(draft, InvoiceDraft):
        return draft.number, draft.client, draft.issued, draft.due, draft.amount, draft.currency, draft.paid
    return draft.invoice, draft.client, draft.received, draft.amount, draft.currency


def save_refused(
    book: Casebook, table: Table, refused: Sequence[Refused], target: Path, say: Callable[[Said], str]
) -> int:
    """Write the rows that were not imported as CSV, each with its number and the reason, and return how many.

    They have the columns of their table, so that the file can be imported once it was corrected. KnownError if it
    cannot be written.
    """
    with output.whole(target, N_("The casebook was not touched."), book.path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        rows = [
            [*_as_wide(each.row.cells, len(table.head)), str(each.row.number), say(each.reason)] for each in refused
        ]
        csv_out.write(text, [*table.head, say(Said(N_("Row"))), say(Said(N_("Why it was left out")))], rows)
        text.detach()
    return len(refused)


def _as_wide(cells: Sequence[str], width: int) -> list[str]:
    """Return the cells of a row, as many as its table has columns; what is beyond them stays with the last one."""
    kept = [*cells[:width], *[""] * (width - len(cells))]
    if beyond := " ".join(filter(None, cells[width:])):
        kept[-1] = f"{kept[-1]} {beyond}".strip()
    return kept
