"""Tables of the programs that users come from: known by their heads, and read as they mean it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from clientguard.errors import KnownError
from clientguard.exchange.tables import drafts, known_tables, read_table, remembered
from clientguard.exchange.tables.known_tables import Plan
from tests.hostile import HOSTILE

INVOICES = "No,Customer,Day,Total\n"


@pytest.fixture
def of_corpus(corpus):
    def read(name):
        return understood(corpus / "csv" / "_from_upstream_tests" / f"{name}.csv")

    return read


def understood(path, **plan):
    table, known = known_tables.recognised(read_table.read_sheet(path))
    assert known is not None
    return drafts.understood(table, Plan(known.kind, known.columns, **plan))


def reasons(found):
    return [(each.row.number, str(each.reason)) for each in found.refused]


def invoices(found):
    return [(each.number, each.client, str(each.issued), each.amount, each.currency) for each in found.drafts]


def test_harvest_reports_have_a_title_a_line_with_the_currency_and_totals(of_corpus):
    found = of_corpus("harvest_invoice_report_title_and_totals")
    assert invoices(found) == [("2026-002", "Example Client", "2026-08-31", Decimal("1234.50"), "SEK")]
    assert reasons(found) == [
        (5, "It is marked as paid, and the file does not say on which day."),
        (7, "It is a draft: it was not sent yet."),
    ]


def test_harvest_invoices_bring_what_was_paid_on_them(of_corpus):
    (made,) = of_corpus("harvest_invoices_cad_two_taxes").drafts
    assert (made.number, made.amount, made.currency) == ("INV-100", 236, "CAD")
    assert (made.paid, made.paid_on) == (236, date(2026, 3, 10))


def test_freshbooks_lines_of_one_number_are_one_invoice(of_corpus):
    (made,) = of_corpus("freshbooks_full_header_us_dates").drafts
    assert (made.number, made.amount, made.due) == ("E2E-1", 850, date(2026, 2, 15))
    assert made.detail == "Consulting Services\nProject Management"
    assert [row.number for row in made.rows] == [2, 3]


def test_freshbooks_states_decide_what_is_paid_and_what_is_no_invoice_yet(of_corpus):
    found = of_corpus("freshbooks_status_mix")
    paid = {each.number: (each.paid, each.paid_on) for each in found.drafts if each.paid}
    assert paid == {"INV-001": (750, date(2025, 5, 10)), "INV-005": (400, date(2025, 3, 10))}
    assert len(found.drafts) == 5
    assert reasons(found) == [(5, "It is a draft: it was not sent yet.")]


def test_quickbooks_and_xero_dates_are_read_by_what_the_whole_file_shows(of_corpus):
    expected = [("INV-0000001", "Jane Wanjiku (CUS-000001)", "2026-09-26", Decimal("6000.00"), "KES")]
    assert invoices(of_corpus("quickbooks_kes_untaxed")) == expected
    xero = of_corpus("xero_sales_ddmmyyyy")
    assert invoices(xero) == [("INV-0001", "Acme Corp", "2026-06-01", Decimal(300), "")]
    assert "“GST on Income”" in str(xero.remarks[0])


def test_contacts_become_clients_with_their_people(of_corpus):
    hubspot = of_corpus("hubspot_contacts_dates")
    assert [(each.name, each.person, each.values["email"]) for each in hubspot.drafts] == [
        ("Acme Corp", "Jane Doe", "jane@acme.com"),
        ("Acme Corp", "Bob Roe", "bob@gmail.com"),
    ]
    trailing = of_corpus("crm_trailing_commas")
    assert [(each.name, each.person) for each in trailing.drafts] == [("Acme", "John Doe"), ("Beta", "Jane Smith")]
    invalid = of_corpus("crm_invalid_line")
    assert [each.name for each in invalid.drafts] == ["John Doe", "Jane Smith", "Bob Johnson"]
    assert reasons(invalid) == [(4, "It has no name.")]


@pytest.mark.parametrize("name", ["harvest_time_export_headers", "kimai_export_headers_en_de"])
def test_hours_are_said_to_be_hours(of_corpus, name):
    with pytest.raises(KnownError, match="is a list of hours from"):
        of_corpus(name)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("R-1,,2026-01-02,5", "Client is missing."),
        (",Mill,2026-01-02,5", "Number is missing."),
        ("R-1,Mill,,5", "Issued is missing."),
        ("R-1,Mill,soon,5", "Issued: “soon” cannot be read."),
        ("R-1,Mill,2026-01-02,", "Amount is missing."),
        ("R-1,Mill,2026-01-02,five", "Amount: “five” cannot be read."),
        ("R-1,Mill,2026-01-02,-5", "Its amount is below zero: a credit note is not imported."),
        ("R-1,Mill,2026-01-02,5,6", "It has more cells than the table has columns."),
        ("R-1,Mill,2026-01-02,1.234", "“1.234” can be thousands or decimals, and no other row shows which."),
    ],
)
def test_each_row_that_cannot_be_read_says_why(tmp_path, row, reason):
    assert reasons(planned(tmp_path, INVOICES + row + "\n")) == [(2, reason)]


@pytest.mark.parametrize("state", ["void", "Cancelled", "written-off", "refunded"])
def test_states_that_are_not_known_are_not_guessed(tmp_path, state):
    found = planned(tmp_path, f"No,Customer,Day,Total,State\nR-1,Mill,2026-01-02,5,{state}\n", status="State")
    assert reasons(found) == [(2, f"Its state is “{state}”: enter it by hand if it counts.")]


def test_a_credit_note_is_not_taken_for_an_invoice(tmp_path):
    found = planned(tmp_path, "No,Customer,Day,Total,Sort\nR-1,Mill,2026-01-02,5,Credit note\n", sort="Sort")
    assert reasons(found) == [(2, "It is a “Credit note”, not an invoice.")]


def test_dates_with_two_readings_are_named_unless_the_file_proves_one(tmp_path):
    open_ = planned(tmp_path, INVOICES + "R-1,Mill,07/08/2026,5\nR-2,Mill,08/08/2026,5\nR-3,Mill,01/02/2026,5\n")
    assert open_.two_ways == (2, 4)
    proved = planned(tmp_path, INVOICES + "R-1,Mill,07/08/2026,5\nR-2,Mill,13/08/2026,5\n")
    assert (proved.two_ways, proved.drafts[0].issued) == ((), date(2026, 8, 7))


def test_lines_that_contradict_each_other_lose_the_whole_invoice(tmp_path):
    text = "No,Customer,Day,Line\nR-1,Mill,2026-01-02,5\nR-1,Inn,2026-01-02,5\n"
    text += "R-2,Mill,2026-01-02,x\nR-2,Mill,2026-01-02,5\n"
    columns = {"number": "No", "client": "Customer", "issued": "Day", "line_amount": "Line"}
    found = drafts.understood(table_of(tmp_path, text), Plan("invoices", columns))
    assert found.drafts == ()
    assert [row for row, _reason in reasons(found)] == [2, 3, 4, 5]


def test_a_mapping_is_remembered_by_the_head_of_its_table(tmp_path):
    table = table_of(tmp_path, INVOICES + "R-1,Mill,2026-01-02,5\n")
    path = tmp_path / "mapping.json"
    columns = {"number": "no", "client": "CUSTOMER", "issued": "Day", "amount": "Total"}
    path.write_text(json.dumps({"kind": "invoices", "columns": columns, "dates": "dmy"}))
    plan = known_tables.read_mapping(path, table)
    assert plan.columns == {"number": "No", "client": "Customer", "issued": "Day", "amount": "Total"}
    sheet = read_table.read_sheet(tmp_path / "a.csv")
    assert known_tables.recognised(sheet, remembered.plans())[1] is None
    remembered.remember(table, plan)
    again = known_tables.recognised(sheet, remembered.plans())[1]
    assert again == Plan("invoices", plan.columns)  # another file has its own dates


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("[]", "needs “kind”"),
        ("{", "it is not JSON"),
        ('{"kind": ["x"], "columns": {}}', "needs “kind”"),
        ('{"kind": "invoices", "columns": {"colour": "No"}}', "“colour” is not a field"),
        ('{"kind": "invoices", "columns": {"number": "Nr"}}', "has no column “Nr”"),
        ('{"kind": "invoices", "columns": {"number": 5}}', "has no column “5”"),
        ('{"kind": "invoices", "columns": {"number": "No"}}', "names no column for: Client, Issued, Amount"),
        ('{"kind": "clients", "columns": {"name": "Customer"}, "dates": "ymd"}', "“ymd” is not possible"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(tmp_path, given, words):
    path = tmp_path / "mapping.json"
    path.write_text(given)
    with pytest.raises(KnownError, match=words):
        known_tables.read_mapping(path, table_of(tmp_path, INVOICES))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Customer,Payment Date,Payment Amount", "payments"),
        ("Invoice,Customer,Date,Amount", "payments"),
        ("Number,Customer,Date,Amount", "invoices"),
        ("Customer,Email,Phone", "clients"),
    ],
)
def test_a_list_of_payments_need_not_name_invoices_and_a_list_of_invoices_is_none(tmp_path, head, kind):
    table = table_of(tmp_path, head + "\nMill,2026-01-02,5,6\n")
    assert known_tables.guessed(table).kind == kind


def test_what_is_remembered_may_be_damaged(tmp_path, monkeypatch):
    table = table_of(tmp_path, INVOICES)
    plan = known_tables.guessed(table)
    for damaged in ({}, {known_tables.signature(table): 5}, {known_tables.signature(table): {"kind": "x"}}):
        assert known_tables.recognised(read_table.read_sheet(tmp_path / "a.csv"), damaged)[1] is None
    remembered.remember(table, plan)
    assert remembered.plans()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_cells_become_a_draft_or_a_reason(tmp_path, text):
    quoted = '"' + text.replace('"', '""') + '"'
    (tmp_path / "a.csv").write_bytes(
        (INVOICES + ",".join([quoted] * 4) + f"\nR-2,Mill,{quoted},{quoted}\nR-3,Mill,2026-01-02,{quoted}\n").encode(
            "utf-8", "surrogatepass"
        )
    )
    sheet = read_table.read_sheet(tmp_path / "a.csv")
    table = read_table.table_at(sheet, 0)
    found = drafts.understood(table, known_tables.guessed(table, "invoices"))
    assert len(found.refused) + len(found.drafts) <= len(table.rows)
    for each in found.refused:
        assert str(each.reason)


def table_of(folder, text):
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    sheet = read_table.read_sheet(path)
    return read_table.table_at(sheet, read_table.likely_head(sheet))


def planned(folder, text, **more):
    columns = {"number": "No", "client": "Customer", "issued": "Day", "amount": "Total", **more}
    return drafts.understood(table_of(folder, text), Plan("invoices", columns))
