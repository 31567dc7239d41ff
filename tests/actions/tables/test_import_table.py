"""A table becomes records once: nothing twice, nothing guessed, and undone as one import."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from clientguard.actions.records import editing
from clientguard.actions.tables import import_table, reading
from clientguard.domain.records import Client, Contact, ImportRun, Invoice, Payment
from clientguard.errors import Cancelled, KnownError
from clientguard.exchange.tables import known_tables
from clientguard.exchange.tables.known_tables import Plan
from clientguard.store.records import lookup
from clientguard.store.verify.full import verify
from clientguard.store.views import money
from tests import factories

HARVEST = "Issue Date,Last Payment Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency,Document Type\n"
PAYMENTS = "client,invoice,received,amount,currency,detail\n"


@pytest.fixture
def take(book, tmp_path):
    def take_in(text, name="a.csv", **options):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return import_table.import_table(book, reading.planned(book, path, None), **options)

    return take_in


def all_of(book, cls):
    with book.read() as db:
        return lookup.find_records(db, cls)


def counts(found):
    return (found.clients, found.invoices, found.payments, len(found.duplicates), len(found.refused))


def why(found):
    return [str(each.reason) for each in found.refused]


def test_invoices_come_with_their_clients_and_what_was_paid_and_the_same_file_adds_nothing(book, take):
    text = HARVEST + "2026-02-28,2026-03-10,R-1,Mill,236.50,100,136.50,CAD,Invoice\n2026-03-01,,R-2,Mill,50,0,50,EUR,\n"
    assert counts(take(text)) == (1, 2, 1, 0, 0)
    mill = all_of(book, Client)[0]
    assert (mill.name, mill.stage) == ("Mill", "active")
    assert [(each.number, each.amount, each.currency) for each in all_of(book, Invoice)] == [
        ("R-1", 236_50, "CAD"),
        ("R-2", 50_00, "EUR"),
    ]
    (payment,) = all_of(book, Payment)
    assert (payment.received, payment.amount, payment.currency) == (date(2026, 3, 10), 100_00, "CAD")
    again = take(text)
    assert counts(again) == (0, 0, 0, 2, 0)
    assert (again.run, again.changed.ids) == (0, frozenset())


def test_a_later_export_brings_only_what_was_paid_since(book, take):
    take(HARVEST + "2026-02-28,2026-03-10,R-1,Mill,236,100,136,EUR,\n")
    assert counts(take(HARVEST + "2026-02-28,2026-04-10,R-1,Mill,236,236,0,EUR,\n")) == (0, 0, 1, 0, 0)
    assert [each.amount for each in all_of(book, Payment)] == [100_00, 136_00]


def test_an_import_is_undone_as_one_and_taken_in_again(book, take, path):
    text = HARVEST + "2026-02-28,2026-03-10,R-1,Mill,236,236,0,EUR,\n2026-02-28,,R-2,Inn,10,,10,EUR,Memo\n"
    first = take(text)
    run = factories.read(book, ImportRun, first.run)
    assert (run.source, run.clients, run.invoices, run.payments, run.unreadable) == ("a.csv", 1, 1, 1, 1)
    assert run.detail == "Rows that were not imported: 3"
    editing.remove_records(book, [first.run])
    assert all_of(book, Client) == all_of(book, Invoice) == all_of(book, Payment) == []
    editing.restore_records(book, [first.run])
    assert [len(all_of(book, each)) for each in (Client, Invoice, Payment)] == [1, 1, 1]
    editing.remove_records(book, [first.run])
    assert counts(take(text)) == (1, 1, 1, 0, 1)
    book.close()
    assert verify(path).valid


def test_an_import_whose_records_were_used_since_is_not_undone(book, take):
    run = take(HARVEST + "2026-02-28,,R-1,Mill,236,0,236,EUR,\n").run
    factories.add(book, "request", client=all_of(book, Client)[0].id)
    with pytest.raises(KnownError, match=r"1 of its records were used or changed since \(“Mill”\)"):
        editing.remove_records(book, [run])


def test_what_was_removed_by_hand_stays_away(book, take):
    text = HARVEST + "2026-02-28,,R-1,Mill,236,0,236,EUR,\n"
    take(text)
    editing.remove_records(book, [all_of(book, Invoice)[0].id])
    assert why(take(text)) == ["It was removed before."]
    editing.remove_records(book, [all_of(book, Client)[0].id])
    assert why(take(HARVEST + "2026-02-28,,R-9,Mill,236,0,236,EUR,\n")) == [
        "Its client was removed before. Restore the client first."
    ]


def test_an_invoice_that_contradicts_the_record_is_refused(book, take):
    client = factories.add(book, "client", name="Mill")
    factories.add(book, "invoice", client=client, number="R-1", issued=date(2026, 2, 28), amount=100_00, currency="EUR")
    found = take(HARVEST + "2026-02-28,,r-1,Mill,236,0,236,EUR,\n2026-02-28,,R-1,Other,100,0,100,EUR,\n")
    assert set(why(found)) == {
        "Invoice “r-1” is already on record, with another client, date or amount.",
        "Invoice “R-1” is already on record, with another client, date or amount.",
    }
    assert [each.name for each in all_of(book, Client)] == ["Mill"]


def test_payments_belong_to_the_invoice_that_they_name(book, take):
    client = factories.add(book, "client", name="Mill")
    factories.add(book, "client", name="Inn")
    invoice = factories.add(book, "invoice", client=client, number="R-1", amount=100_00, currency="EUR")
    text = PAYMENTS + (
        "Mill,R-1,2026-11-01,40.00,EUR,first\nMill,r-1,2026-11-02,30.00,,\nMill,r-1,2026-11-02,30.00,,\n"
        ",,2026-11-03,5,EUR,\nMill,R-7,2026-11-03,5,EUR,\nInn,R-1,2026-11-03,5,EUR,\nMill,R-1,2026-11-03,5,USD,\n"
    )
    first = take(text)
    assert counts(first) == (0, 0, 3, 0, 4)
    assert why(first) == [
        "It names neither an invoice nor a client.",
        "There is no invoice “R-7” on record.",
        "Invoice “R-1” is on record with another client.",
        "Currency: “R-1” is in EUR. Enter the amount in EUR: what it came to on that day.",
    ]
    assert {each.invoice for each in all_of(book, Payment)} == {invoice}
    assert counts(take(text)) == (0, 0, 0, 3, 4)


def test_payments_that_name_no_invoice_are_spread_over_those_of_their_client_and_undone_as_one_import(book, take):
    client = factories.add(book, "client", name="Mill", currency="EUR")
    issued = date(2026, 9, 1)
    older, newer = (
        factories.add(book, "invoice", client=client, number=number, issued=issued, due=due, amount=100_00)
        for number, due in (("R-1", date(2026, 10, 1)), ("R-2", date(2026, 10, 2)))
    )
    text = PAYMENTS + "Mill,,2026-11-01,120.00,EUR,\nMill,R-2,2026-11-02,50.00,EUR,\nNobody,,2026-11-03,5,EUR,\n"
    found = take(text)
    assert (counts(found), why(found)) == ((0, 0, 2, 0, 1), ["There is no client “Nobody” on record."])
    assert paid(book) == {older: 100_00, newer: 70_00}
    assert counts(take(text)) == (0, 0, 0, 2, 1)
    editing.remove_records(book, [found.run])
    assert paid(book) == {older: 0, newer: 0}
    editing.restore_records(book, [found.run])
    assert paid(book) == {older: 100_00, newer: 70_00}


def paid(book):
    with book.read() as db:
        return {each.id: each.paid for each in money.invoices(db)}


def test_clients_come_with_their_people(book, take):
    text = "First Name,Last Name,Email,Phone,Company\nJane,Doe,jane@mill.example,1,Mill\nBo,Li,bo@mill.example,,Mill\n"
    text += "Una,,una@una.example,,\nX,,not an address,,Inn\n"
    found = take(text)
    assert (found.clients, found.people) == (2, 2)
    assert [str(each.reason) for each in found.refused] == ["Email: Enter one email address, such as ada@example.org."]
    assert [(each.name, each.email) for each in all_of(book, Client)] == [("Mill", ""), ("Una", "una@una.example")]
    assert [(each.name, each.phone) for each in all_of(book, Contact)] == [("Jane Doe", "1"), ("Bo Li", "")]
    again = take(text)
    assert (again.added, len(again.duplicates)) == (0, 3)


def test_amounts_with_more_decimals_than_the_currency_has_are_refused(take):
    found = take(HARVEST + "2026-02-28,,R-1,Mill,100.5,0,1,JPY,\n2026-02-28,,R-2,Mill,2000,0,1,JPY,\n")
    assert why(found) == ["100.5 has more decimals than JPY has."]
    assert counts(found) == (1, 1, 0, 0, 1)


def test_dates_with_two_readings_stop_the_whole_import(book, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(HARVEST + "07/08/2026,,R-1,Mill,236,0,236,EUR,\n", encoding="utf-8")
    with pytest.raises(KnownError, match=r"in these rows of a\.csv .*: 2"):
        reading.planned(book, path, None)
    import_table.import_table(book, reading.planned(book, path, None, "dmy"))
    assert all_of(book, Invoice)[0].issued == date(2026, 8, 7)


def test_a_cancelled_import_writes_nothing(book, take):
    with pytest.raises(Cancelled):
        take(HARVEST + "2026-02-28,,R-1,Mill,236,0,236,EUR,\n", cancelled=lambda: True)
    assert all_of(book, Client) == []


def test_refused_rows_go_into_a_file_that_can_be_imported_once_it_is_corrected(book, take, tmp_path):
    path, out = tmp_path / "a.csv", tmp_path / "refused.csv"
    path.write_text(HARVEST + "2026-02-28,,R-1,,236,0,236,EUR,\n2026-02-28,,R-2,=Mill,1,0,1,EUR,\n", encoding="utf-8")
    found = reading.planned(book, path, None)
    result = import_table.import_table(book, found)
    assert reading.save_refused(book, found.table, result.refused, out, str) == 1
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert rows[0][-2:] == ["Row", "Why it was left out"]
    assert rows[1][-2:] == ["2", "Client is missing."]
    mended = out.read_text("utf-8-sig").replace("R-1,,", "R-1,Mill,")
    assert counts(take(mended)) == (1, 1, 0, 0, 0)


def test_an_unknown_table_is_guessed_for_a_person_and_refused_where_nobody_looks(book, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Rechnungsnummer;Kunde;Rechnungsdatum;Betrag\nR-1;Mill;01.02.2026;1.234,50\n", encoding="cp1252")
    offered = reading.offered(book, path)
    assert (offered.sure, known_tables.missing(offered.plan)) == (False, [])
    assert offered.plan == Plan(
        "invoices",
        {"number": "Rechnungsnummer", "client": "Kunde", "issued": "Rechnungsdatum", "amount": "Betrag"},
    )
    with pytest.raises(KnownError, match="is not known: Rechnungsnummer, Kunde"):
        reading.planned(book, path, None)


def test_the_first_rows_are_shown_before_they_are_taken_in(book, tmp_path):
    """What a person sees of each kind of list: clients, invoices and payments."""
    for name, text, first in (
        ("clients.csv", "Name,Contact,Email\nMill,Joan Field,joan@mill.example\n", ("Mill",)),
        ("invoices.csv", "Number,Client,Issued,Amount,Currency\nA-1,Mill,2026-11-13,100.00,EUR\n", ("A-1", "Mill")),
        ("payments.csv", "Invoice,Received,Amount,Currency\nA-1,2026-11-14,100.00,EUR\n", ("A-1",)),
    ):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        offer = reading.offered(book, file)
        labels, rows = reading.preview(reading.understood(offer, offer.plan, lambda: False), 5)
        assert rows[0][: len(first)] == first
        assert len(labels) == len(rows[0])
