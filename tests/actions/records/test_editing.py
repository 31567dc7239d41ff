"""Saving as a person means it: what follows is filled in, what is wrong leaves nothing, removal can be undone."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.records import KINDS, Business, Client, Contact, Contract, Invoice, Leaving, Payment, Problem
from clientguard.domain.wording import said
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from tests import factories
from tests.factories import TODAY, ago


@pytest.fixture
def client(book):
    return factories.add(book, "client", name="Harbour Books")


def size(book) -> int:
    with book.read() as db:
        return entry_log.anchor(db).size


@pytest.mark.parametrize(
    ("terms", "days"), [("net 14", 14), ("on receipt", 0), ("", None), ("1st of next month", "2026-12-01")]
)
def test_an_invoice_is_due_as_its_contract_says(book, client, terms, days):
    contract = factories.add(book, "contract", client=client, payment_terms=terms)
    invoice = factories.read(book, Invoice, factories.add(book, "invoice", client=client, issued=TODAY))
    assert invoice.contract == contract
    if isinstance(days, str):
        assert invoice.due.isoformat() == days
    else:
        assert invoice.due == (None if days is None else ago(-days))


def test_a_due_date_that_is_given_stays(book, client):
    factories.add(book, "contract", client=client, payment_terms="net 14")
    number = factories.add(book, "invoice", client=client, issued=TODAY, due=ago(-3))
    assert factories.read(book, Invoice, number).due == ago(-3)


def test_an_invoice_of_an_older_contract_goes_by_that_one(book, client):
    old = factories.add(book, "contract", client=client, payment_terms="net 7", starts=ago(900))
    factories.add(book, "contract", client=client, payment_terms="net 60")
    number = factories.add(book, "invoice", client=client, contract=old, issued=TODAY)
    assert factories.read(book, Invoice, number).due == ago(-7)


def test_terms_that_an_older_version_took_leave_the_due_date_open(book, client):
    factories.add(book, "contract", client=client)
    book.write(lambda write: write.db.execute("UPDATE contract SET payment_terms = 'whenever'").close())
    number = factories.add(book, "invoice", client=client, issued=TODAY)
    assert factories.read(book, Invoice, number).due is None


def test_an_invoice_without_a_contract_stands_alone(book, client):
    invoice = factories.read(book, Invoice, factories.add(book, "invoice", client=client))
    assert (invoice.contract, invoice.due, invoice.currency) == (None, None, "EUR")


def test_the_currency_is_the_clients_else_the_businesses(book):
    thai = factories.add(book, "client", name="Siam", currency="THB")
    other = factories.add(book, "client", name="Mill")
    assert factories.read(book, Client, other).currency == "EUR"
    invoice = factories.add(book, "invoice", client=thai)
    assert factories.read(book, Invoice, invoice).currency == "THB"
    dollars = factories.add(book, "invoice", client=thai, number="R-2", currency="USD")
    payment = factories.add(book, "payment", client=thai, invoice=dollars)
    assert factories.read(book, Payment, payment).currency == "USD"


def test_without_a_business_a_currency_has_to_be_given(tmp_path):
    with factories.new_book(tmp_path / "x.casebook") as book:
        client = factories.save(book, Client(name="Harbour Books"))
        with pytest.raises(NotValidError) as refused:
            factories.add(book, "invoice", client=client)
        assert [each.field for each in refused.value.problems] == ["currency"]


def test_what_is_wrong_is_named_and_nothing_is_written(book):
    before = size(book)
    with pytest.raises(NotValidError) as refused:
        editing.save_record(book, Contact(name=""))
    assert [each.field for each in refused.value.problems] == ["client", "name"]
    assert "Correct the marked fields" in str(refused.value)
    assert size(book) == before


def test_dates_that_contradict_each_other_are_refused(book, client):
    with pytest.raises(NotValidError) as refused:
        factories.add(book, "contract", client=client, starts=TODAY, ends=ago(1))
    assert refused.value.problems == (Problem("ends", said("The contract ends before it starts.")),)


def test_a_record_and_its_files_are_saved_together_or_not_at_all(book, client):
    files = [AttachmentDraft("contract.md", "text/markdown", b"# Terms")]
    changed = editing.save_record(book, Contract(client=client, title="Shop"), files)
    assert changed.kinds == {"contract", "attachment"}
    before = size(book)
    with pytest.raises(NotValidError):
        editing.save_record(book, Contract(client=client), files)
    assert size(book) == before


def test_saving_what_is_there_changes_nothing(book, client):
    before = size(book)
    assert not editing.save_record(book, factories.read(book, Client, client))
    assert size(book) == before


def test_changing_some_fields_leaves_what_others_wrote_meanwhile(book, client):
    seen = factories.read(book, Client, client)
    factories.save(book, dataclasses.replace(seen, email="joan@example.org"))
    assert editing.change_record(book, seen, note="calls on Mondays").ids == {client}
    now = factories.read(book, Client, client)
    assert (now.email, now.note) == ("joan@example.org", "calls on Mondays")
    with pytest.raises(NotValidError):
        editing.change_record(book, seen, name="")


def test_a_removal_of_several_is_undone_at_once(book, client):
    contact = factories.add(book, "contact", client=client)
    gone = editing.remove_records(book, iter([client, contact]))
    assert gone.ids == {client, contact}
    with book.read() as db:
        assert lookup.find_records(db, Client) == []
    assert editing.restore_records(book, iter([client, contact])).kinds == {"client", "contact"}
    assert factories.read(book, Client, client).removed is None


def test_a_removal_in_which_one_is_unknown_removes_none(book, client):
    with pytest.raises(KnownError, match="no longer there"):
        editing.remove_records(book, [client, 999])
    assert factories.read(book, Client, client).removed is None


# --- P3.5: payment lifts a stop ---


@pytest.fixture
def stopped(book, client):
    """A contract on which work is stopped, and the unpaid invoice behind it."""
    contract = factories.add(book, "contract", client=client)
    invoice = factories.add(book, "invoice", client=client, amount=100_00)
    whole = factories.read(book, Contract, contract)
    factories.save(book, dataclasses.replace(whole, stopped_on=ago(5), stopped_for=invoice))
    return contract, invoice


def test_the_payment_that_settles_the_invoice_lifts_the_stop(book, client, stopped):
    contract, invoice = stopped
    factories.add(book, "payment", client=client, invoice=invoice, amount=99_00)
    assert factories.read(book, Contract, contract).stopped_on == ago(5)
    changed = editing.save_record(book, Payment(client=client, invoice=invoice, received=TODAY, amount=1_00))
    whole = factories.read(book, Contract, contract)
    assert (whole.stopped_on, whole.stopped_for) == (None, None)
    assert contract in changed.ids


def test_a_payment_on_another_invoice_lifts_nothing(book, client, stopped):
    contract, _invoice = stopped
    other = factories.add(book, "invoice", client=client, number="R-2", amount=1_00)
    factories.add(book, "payment", client=client, invoice=other, amount=1_00)
    assert factories.read(book, Contract, contract).stopped_on == ago(5)


def test_a_payment_on_an_invoice_that_was_removed_lifts_nothing(book, client, stopped):
    contract, invoice = stopped
    editing.remove_records(book, [invoice])
    factories.add(book, "payment", client=client, invoice=invoice, amount=100_00)
    assert factories.read(book, Contract, contract).stopped_on == ago(5)


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.addable], ids=lambda kind: kind.name)
def test_every_kind_can_be_added_and_says_what_it_needs(book, client, kind):
    if kind.name != "client":
        with pytest.raises(NotValidError):
            editing.save_record(book, kind.record())
    links = {"client": client} if kind.has("client") else {}
    if kind.name in ("payment", "write_off", "invoice_hold"):
        links["invoice"] = factories.add(book, "invoice", client=client)
    if kind.name == "extension":
        links["deliverable"] = factories.add(book, "deliverable", client=client)
    if kind.name == "approval_round":
        links["request"] = factories.add(book, "request", client=client)
    number = factories.add(book, kind.name, **links)
    assert factories.read(book, kind.record, number).removed is None


def test_the_business_and_a_leaving_are_saved_like_any_record(book, client):
    with book.read() as db:
        firm = lookup.find_records(db, Business)[0]
    factories.save(book, dataclasses.replace(firm, phone="+31 58 000"))
    number = factories.save(book, Leaving(client=client, decided=TODAY, reasons="Late"))
    assert factories.read(book, Leaving, number).step == "decide"
