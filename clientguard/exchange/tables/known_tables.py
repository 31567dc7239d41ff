"""What other programs write into their tables: known by their heads, or by what a person said of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.tables.cell_values import MARKS, ORDERS
from clientguard.exchange.tables.read_table import Sheet, Table, heads, key_of, likely_head, table_at

CLIENTS, INVOICES, PAYMENTS, HOURS = "clients", "invoices", "payments", "hours"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field that a column may fill: its label, and the names that columns for it usually have."""

    name: str
    label: str
    usual: tuple[str, ...] = ()
    required: bool = False


def _wanted(name: str, label: str, usual: str = "", *, required: bool = False) -> Wanted:
    return Wanted(name, label, tuple(usual.split("|")) if usual else (), required)


FIELDS: Mapping[str, tuple[Wanted, ...]] = {
    INVOICES: (
        _wanted("number", N_("Number"), "number|invoice number|invoice no|invoice no.|invoice #|invoice|invoiceno|"
                "invoicenumber|invoice id|id|rechnungsnummer|rechnung|rechnungsnr.|factuurnummer", required=True),
        _wanted("client", N_("Client"), "client|customer|client name|customer name|contactname|contact|company|kunde|"
                "kundenname|klant", required=True),
        _wanted("issued", N_("Issued"), "issued|invoice date|date|issue date|date issued|invoicedate|datum|"
                "rechnungsdatum|factuurdatum", required=True),
        _wanted("due", N_("Due", "invoice"), "due|due date|date due|duedate|fällig|fällig am|fälligkeit|vervaldatum"),
        _wanted("amount", N_("Amount"), "amount|total|invoice amount|total amount|gross|betrag|brutto|gesamt|"
                "rechnungsbetrag|bedrag|totaal"),
        _wanted("line_amount", N_("Amount of a line"), "line total|itemamount|line amount"),
        _wanted("line_tax", N_("Tax of a line"), "itemtaxamount|taxamount|line tax"),
        _wanted("quantity", N_("Quantity of a line"), "quantity|itemquantity|menge|anzahl"),
        _wanted("unit_amount", N_("Price of a unit"), "unitamount|rate|itemrate|unit price|einzelpreis"),
        _wanted("tax_kind", N_("Kind of tax"), "taxtype"),
        _wanted("currency", N_("Currency"), "currency|currency code|währung|valuta"),
        _wanted("detail", N_("For", "subject"), "subject|description|memo|reference|for|detail|betreff|beschreibung|"
                "item name|omschrijving"),
        _wanted("email", N_("Email"), "email|e-mail|emailaddress|client email|email address"),
        _wanted("status", N_("State"), "status|invoice status|state"),
        _wanted("sort", N_("Kind of document"), "document type|type|typ"),
        _wanted("paid", N_("Paid amount"), "paid amount|amount paid|invoiceamountpaid|bezahlt"),
        _wanted("paid_on", N_("Paid on"), "date paid|last payment date|paid on|paid date|payment date|bezahlt am"),
    ),
    PAYMENTS: (
        _wanted("invoice", N_("Invoice"), "invoice|invoice number|invoice no|invoice no.|invoice #|invoiceno|"
                "invoicenumber|rechnung|rechnungsnummer|factuur|factuurnummer"),
        _wanted("received", N_("Received", "payment"), "received|date|payment date|date paid|paid on|paid date|datum|"
                "zahldatum|eingang|buchungstag|valuta", required=True),
        _wanted("amount", N_("Amount"), "amount|payment amount|paid amount|amount paid|betrag|bedrag|paid",
                required=True),
        _wanted("currency", N_("Currency"), "currency|currency code|währung"),
        _wanted("client", N_("Client"), "client|customer|client name|customer name|contactname|kunde|klant"),
        _wanted("detail", N_("Reference", "payment"), "reference|detail|note|memo|verwendungszweck|description|"
                "payment method"),
    ),
    CLIENTS: (
        _wanted("name", N_("Name"), "company|company name|organization|organisation|client|client name|customer|"
                "customer name|name|firma|kunde|contactname|bedrijf"),
        _wanted("person", N_("Person"), "contact name|contact person|full name|ansprechpartner"),
        _wanted("first", N_("First name"), "first name|firstname|vorname|voornaam"),
        _wanted("last", N_("Last name"), "last name|lastname|surname|nachname|achternaam"),
        _wanted("role", N_("Role"), "job title|role|title|position"),
        _wanted("email", N_("Email"), "email|e-mail|email address|emailaddress"),
        _wanted("phone", N_("Phone"), "phone|phone number|telephone|mobile|telefon|telefoon"),
        _wanted("address", N_("Address"), "address|client address|billing address|adresse|adres"),
        _wanted("tax_number", N_("Tax or VAT number"), "tax number|vat number|vat-id|tax_number|ust-idnr.|btw-nummer"),
        _wanted("currency", N_("Currency"), "currency|currency code|währung"),
        _wanted("since", N_("Client since"), "since|client since"),
        _wanted("note", N_("Note to yourself"), "note|notes|notiz"),
    ),
}  # fmt: skip
LABELS = {CLIENTS: N_("Clients"), INVOICES: N_("Invoices"), PAYMENTS: N_("Payments")}
DATED = frozenset(("issued", "due", "paid_on", "received", "since"))
COUNTED = frozenset(("amount", "line_amount", "line_tax", "quantity", "unit_amount", "paid"))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table means: the kind of its rows, the column of each field, and how its dates and numbers are written.

    `dates` is "dmy", "mdy" or "" (as the dates themselves show), `decimals` "point", "comma" or "". `known` names the
    program that writes such tables.
    """

    kind: str
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    dates: str = ""
    decimals: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A program's table: the names that its head has, and the column of each field; others are found by their names."""

    program: str
    kind: str
    head: frozenset[str]
    columns: Mapping[str, str]


def _known(program: str, kind: str, head: str, **columns: str) -> Known:
    return Known(program, kind, frozenset(head.split("|")), columns)


KNOWN = (
    _known("ClientGuard", INVOICES, "client|number|issued|due|amount|currency|detail", client="client",
           number="number", issued="issued", due="due", amount="amount", currency="currency", detail="detail"),
    _known("ClientGuard", PAYMENTS, "client|invoice|received|amount|currency|detail", client="client",
           invoice="invoice", received="received", amount="amount", currency="currency", detail="detail"),
    _known("ClientGuard", CLIENTS, "name|stage|since|address|email|tax_number", name="name", since="since",
           address="address", email="email", tax_number="tax_number", currency="currency", note="note"),
    _known("Harvest", INVOICES, "issue date|id|client|invoice amount|paid amount|balance", issued="issue date",
           number="id", client="client", amount="invoice amount", paid="paid amount", paid_on="last payment date",
           status="status", sort="document type", detail="subject", currency="currency", due="due date"),
    _known("Harvest", HOURS, "date|client|project|task|hours|billable?"),
    _known("FreshBooks", INVOICES, "client name|invoice #|date issued|invoice status|line total",
           client="client name", number="invoice #", issued="date issued", due="date due", status="invoice status",
           paid_on="date paid", line_amount="line total", detail="item name", currency="currency"),
    _known("QuickBooks", INVOICES, "invoiceno|customer|invoicedate|itemamount", number="invoiceno",
           client="customer", issued="invoicedate", due="duedate", line_amount="itemamount",
           line_tax="itemtaxamount", detail="item(product/service)", currency="currency"),
    _known("Xero", INVOICES, "contactname|invoicenumber|invoicedate|duedate|quantity|unitamount", client="contactname",
           email="emailaddress", number="invoicenumber", issued="invoicedate", due="duedate", quantity="quantity",
           unit_amount="unitamount", line_tax="taxamount", tax_kind="taxtype", detail="description",
           currency="currency", status="status", sort="type", amount="total", paid="invoiceamountpaid"),
    _known("HubSpot", CLIENTS, "record id|first name|last name|email|lifecycle stage", name="company name",
           first="first name", last="last name", email="email", phone="phone number", role="job title"),
    _known("", CLIENTS, "first name|last name|email", name="company", first="first name", last="last name",
           email="email", phone="phone"),
    _known("", CLIENTS, "name|email|phone|company", name="company", person="name", email="email", phone="phone"),
    _known("Kimai", HOURS, "date|from|to|duration|customer|project|activity"),
    _known("Kimai", HOURS, "datum|von|bis|dauer|kunde|projekt|tätigkeit"),
)  # fmt: skip


def recognised(sheet: Sheet, remembered: Mapping[str, Any] | None = None) -> tuple[Table, Plan | None]:
    """Return the table in a sheet and what it means: as remembered, else by its head; None if that is not known.

    Of several programs the one whose head has the most names wins. KnownError for a list of hours.
    """
    likely = table_at(sheet, likely_head(sheet))
    if found := (remembered or {}).get(signature(likely)):
        try:
            return likely, plan_of(found, likely)
        except KnownError:
            pass  # what was remembered was changed by hand: it is asked again
    best: tuple[int, Known] | None = None
    for place, names in heads(sheet):
        for each in KNOWN:
            if each.head <= names and (best is None or len(each.head) > len(best[1].head)):
                best = place, each
    if best is None:
        return likely, None
    place, known = best
    table = table_at(sheet, place)
    if known.kind == HOURS:
        raise KnownError(
            N_("{name} is a list of hours from {program}."),
            kept=N_("Nothing was imported."),
            todo=N_("Export the clients, the invoices or the payments there, and import that file."),
            name=sheet.name,
            program=known.program,
        )
    return table, Plan(known.kind, _columns(table, known.columns), known=known.program)


def _columns(table: Table, wanted: Mapping[str, str]) -> dict[str, str]:
    by_key = {key_of(name): name for name in reversed(table.head)}
    found = {name: by_key[key] for name, key in wanted.items() if key in by_key}
    if "amount" in found:
        for name in ("line_amount", "line_tax", "quantity", "unit_amount", "tax_kind"):
            found.pop(name, None)
    return found


def guessed(table: Table, kind: str = "") -> Plan:
    """Return what the names of the columns suggest, to be looked at by a person; `kind` if that is known already."""
    if kind:
        return Plan(kind, _guessed_columns(table, kind))
    payments, invoices, clients = (Plan(each, _guessed_columns(table, each)) for each in (PAYMENTS, INVOICES, CLIENTS))
    named = "invoice" in payments.columns  # a list of invoices has a client, a day and an amount too
    plans = (payments, invoices, clients) if named else (invoices, payments, clients)
    fitting = (each for each in plans if not missing(each) and 2 * len(each.columns) >= len(table.head))
    return next(fitting, invoices)


def _guessed_columns(table: Table, kind: str) -> dict[str, str]:
    by_key = {key_of(name): name for name in reversed(table.head)}
    found: dict[str, str] = {}
    for each in FIELDS[kind]:
        name = next((by_key[key] for key in each.usual if key in by_key and by_key[key] not in found.values()), "")
        if name:
            found[each.name] = name
    return _columns(table, {name: key_of(column) for name, column in found.items()})


def missing(plan: Plan) -> list[str]:
    """Return the labels of the fields that a plan still needs a column for."""
    wanted = [each.label for each in FIELDS[plan.kind] if each.required and each.name not in plan.columns]
    has = plan.columns.keys()
    if plan.kind == INVOICES and not ({"amount", "line_amount"} & has or {"quantity", "unit_amount"} <= has):
        wanted.append(N_("Amount"))
    if plan.kind == PAYMENTS and not {"invoice", "client"} & has:
        wanted.append(N_("Invoice"))
    if plan.kind == CLIENTS and not {"name", "person", "first", "last"} & has:
        wanted.append(N_("Name"))
    return wanted


def signature(table: Table) -> str:
    """Return what tables with the same head have in common, by which a plan is remembered."""
    return "|".join(map(key_of, table.head))


# --- a plan in a file ---


def as_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as the file of a mapping holds it."""
    said = {"kind": plan.kind, "columns": dict(plan.columns)}
    return {**said, **{name: value for name, value in (("dates", plan.dates), ("decimals", plan.decimals)) if value}}


def read_mapping(path: Path, table: Table) -> Plan:
    """Return the plan in a file; KnownError if it cannot be read or does not fit the table."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _wrong(N_("{name} could not be read: {detail}."), name=path.name, detail=error.strerror or "") from error
    except (ValueError, RecursionError) as error:
        raise _wrong(N_("{name} is not a mapping: it is not JSON."), name=path.name) from error
    return plan_of(found, table)


def plan_of(found: Any, table: Table) -> Plan:  # noqa: ANN401
    """Return the plan that was read from JSON; KnownError if it does not fit the table."""
    given: dict[str, Any] = found if isinstance(found, dict) else {}
    kind, columns = given.get("kind"), given.get("columns")
    if not isinstance(kind, str) or kind not in FIELDS or not isinstance(columns, dict):
        raise _wrong(N_("A mapping needs “kind” (clients, invoices or payments) and “columns”."))
    by_key = {key_of(name): name for name in reversed(table.head)}
    names = {each.name for each in FIELDS[kind]}
    chosen: dict[str, str] = {}
    for name, column in columns.items():  # pyright: ignore[reportUnknownVariableType]
        if name not in names:
            raise _wrong(N_("“{field}” is not a field of {kind}. There are: {fields}."), field=str(name)[:60],
                         kind=kind, fields=", ".join(sorted(names)))  # fmt: skip
        if not isinstance(column, str) or key_of(column) not in by_key:
            raise _wrong(N_("The table has no column “{column}”. It has: {columns}."), column=str(column)[:60],
                         columns=_listed(table.head))  # fmt: skip
        chosen[str(name)] = by_key[key_of(column)]
    plan = Plan(kind, chosen, _one_of(given, "dates", ORDERS), _one_of(given, "decimals", MARKS))
    if lacking := missing(plan):
        raise _wrong(N_("The mapping names no column for: {fields}."), fields=", ".join(lacking))
    return plan


def not_known(table: Table) -> KnownError:
    """Return what to say of a table whose columns nobody has explained yet."""
    return KnownError(
        N_("What the columns of {name} mean is not known: {columns}."),
        kept=N_("Nothing was imported."),
        todo=N_("Say it once in a file, with --mapping FILE: for example {example}."),
        name=table.name,
        columns=_listed(table.head),
        example='{"kind": "invoices", "columns": {"number": "No", "client": "Customer", "issued": "Date", '
        '"amount": "Total"}}',
    )


def _one_of(given: Mapping[str, Any], name: str, known: Iterable[str]) -> str:
    value = given.get(name) or ""
    if value and value not in (*known,):
        raise _wrong(
            N_("“{value}” is not possible for “{field}”. Possible are: {values}."),
            value=str(value)[:60],
            field=name,
            values=", ".join(known),
        )
    return str(value)


def _listed(names: Iterable[str]) -> str:
    found = [name[:60] for name in names]
    return ", ".join(found[:20]) + (", …" if len(found) > 20 else "")


def _wrong(what: str, **values: object) -> KnownError:
    return KnownError(what, kept=N_("Nothing was imported."), todo=N_("Correct the mapping, then try again."), **values)
