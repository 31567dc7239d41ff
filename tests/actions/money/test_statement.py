"""The statement of account ties to the casebook: its balance is what is owed less what the client has to its credit."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientguard.actions.money.allocating import allocate
from clientguard.actions.money.statement import statement_facts, statement_paper
from clientguard.actions.records import editing
from clientguard.domain.money.statement import Statement
from clientguard.domain.records import Contract, Payment
from clientguard.errors import KnownError
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.records import lookup
from clientguard.store.views import money
from tests import factories
from tests.factories import TODAY, add, ago, read
from tests.reports import read_pdf


def made(book, client, start=None, end=None) -> Statement:
    with book.read() as db:
        return statement_facts(db, client, TODAY, start, end)


def tie(book, client, on=TODAY) -> None:
    """Compare the statement of a day with the ageing of that day, which other code works out from other reads."""
    with book.read() as db:
        aged = {each.currency: each for each in money.ageing(db, client, on=on)}
    shown = {each.closing.currency: each for each in made(book, client, end=on).accounts}
    assert aged.keys() <= shown.keys()
    for code, account in shown.items():
        row = aged.get(code)
        owed, credit = (row.total, row.credit) if row else (0, 0)
        assert (account.owed.minor, account.credit.minor) == (owed, credit)
        assert account.closing.minor == owed - credit
        assert sum(each.amount.minor for each in account.aged) == owed
        balance = account.opening.minor
        for entry in account.entries:
            balance += entry.amount.minor
            assert entry.balance.minor == balance
        assert account.closing.minor == balance == account.charged.minor - account.credited.minor


@pytest.fixture
def client(book):
    owner = add(book, "client", name="Harbour Books")
    add(book, "contract", client=owner, starts=ago(300), payment_terms="net 14")
    return owner


def test_each_thing_that_moves_what_is_owed_has_a_line_with_the_balance_after_it(book, client):
    first = add(book, "invoice", client=client, number="A", issued=ago(60), amount=100_00)
    second = add(book, "invoice", client=client, number="B", issued=ago(40), amount=50_00)
    add(book, "payment", client=client, received=ago(30), amount=120_00, detail="BANK 1")
    add(book, "write_off", client=client, invoice=second, on=ago(20), amount=10_00, reason="Our mistake",
        means="forgiven")  # fmt: skip
    add(book, "payment", client=client, invoice=first, received=ago(10), amount=-5_00)
    (account,) = made(book, client).accounts
    told = [(each.what, each.number, each.about, each.amount.minor, each.balance.minor) for each in account.entries]
    assert told == [
        ("invoice", "A", (), 100_00, 100_00),
        ("invoice", "B", (), 50_00, 150_00),
        ("payment", "", ("A", "B"), -120_00, 30_00),
        ("forgiven", "", ("B",), -10_00, 20_00),
        ("refund", "", ("A",), 5_00, 25_00),
    ]
    assert account.entries[0].due == ago(46)
    tie(book, client)


def test_a_payment_that_comes_after_all_takes_the_write_off_back(book, client):
    """P4.4: what was paid is not shown as given up."""
    invoice = add(book, "invoice", client=client, number="A", issued=ago(60), amount=100_00)
    add(book, "write_off", client=client, invoice=invoice, on=ago(20), amount=100_00, reason="Gone")
    add(book, "payment", client=client, invoice=invoice, received=ago(10), amount=70_00)
    (account,) = made(book, client).accounts
    assert [(each.what, each.amount.minor) for each in account.entries] == [
        ("invoice", 100_00),
        ("not demanded", -100_00),
        ("payment", -70_00),
        ("demanded again", 70_00),
    ]
    for day in (25, 15, 5):
        tie(book, client, ago(day))


def test_what_was_before_the_first_day_is_one_balance(book, client):
    add(book, "invoice", client=client, number="A", issued=ago(60), amount=100_00)
    add(book, "invoice", client=client, number="B", issued=ago(30), amount=50_00)
    add(book, "payment", client=client, received=ago(45), amount=30_00)
    (account,) = made(book, client, ago(40), ago(1)).accounts
    assert (account.opening.minor, [each.number for each in account.entries], account.closing.minor) == (
        70_00,
        ["B"],
        120_00,
    )


def test_what_happens_after_the_last_day_is_not_on_it(book, client):
    invoice = add(book, "invoice", client=client, number="A", issued=ago(60), amount=100_00)
    add(book, "payment", client=client, invoice=invoice, received=ago(5), amount=100_00)
    (account,) = made(book, client, end=ago(10)).accounts
    assert account.closing.minor == 100_00
    tie(book, client, ago(10))


def test_each_currency_is_an_account_of_its_own_and_credit_is_not_hidden(book, client):
    add(book, "invoice", client=client, number="A", issued=ago(60), amount=1_000, currency="JPY")
    add(book, "payment", client=client, received=ago(10), amount=1_500, currency="JPY")
    add(book, "invoice", client=client, number="B", issued=ago(50), amount=1_250, currency="KWD")
    found = {each.closing.currency: each for each in made(book, client).accounts}
    assert (found["JPY"].closing.minor, found["JPY"].credit.minor) == (-500, 500)
    assert (found["KWD"].closing.minor, found["KWD"].overdue.minor) == (1_250, 1_250)
    tie(book, client)


def test_a_discount_for_paying_early_settles_the_rest(book):
    owner = add(book, "client", name="Mill")
    add(book, "contract", client=owner, starts=ago(300), payment_terms="2/10 net 30")
    invoice = add(book, "invoice", client=owner, number="A", issued=ago(20), amount=100_00)
    add(book, "payment", client=owner, invoice=invoice, received=ago(15), amount=98_00)
    (account,) = made(book, owner).accounts
    assert [(each.what, each.amount.minor) for each in account.entries][2:] == [("discount", -2_00)]
    assert account.closing.minor == 0
    tie(book, owner)


def test_a_credit_note_lowers_what_is_owed_and_what_was_written_off(book, client):
    invoice = add(book, "invoice", client=client, number="A", issued=ago(60), amount=100_00)
    add(book, "write_off", client=client, invoice=invoice, on=ago(20), amount=40_00, reason="Gone")
    add(book, "invoice", client=client, number="CN-1", issued=ago(10), amount=80_00, document_type="credit note",
        replaces=invoice)  # fmt: skip
    (account,) = made(book, client).accounts
    assert [(each.what, each.amount.minor) for each in account.entries] == [
        ("invoice", 100_00),
        ("not demanded", -40_00),
        ("credit note", -80_00),
        ("demanded again", 20_00),
    ]
    for day in (15, 5):
        tie(book, client, ago(day))


def test_a_payment_in_another_currency_moves_both_accounts(book, client):
    invoice = add(book, "invoice", client=client, number="A", issued=ago(60), amount=100_00, currency="USD")
    payment = add(book, "payment", client=client, received=ago(10), amount=95_00, currency="EUR")
    add(book, "allocation", client=client, source=payment, invoice=invoice, on=ago(10), amount=100_00, currency="USD",
        source_amount="92.50")  # fmt: skip
    found = {each.closing.currency: each for each in made(book, client).accounts}
    assert (found["USD"].closing.minor, found["EUR"].closing.minor) == (0, -2_50)
    tie(book, client)


def test_what_is_paid_ahead_for_an_invoice_is_credit_until_its_date(book, client):
    invoice = add(book, "invoice", client=client, number="A", issued=ago(10), amount=100_00)
    add(book, "payment", client=client, invoice=invoice, received=ago(20), amount=100_00)
    (before,) = made(book, client, end=ago(15)).accounts
    assert (before.credit.minor, before.closing.minor) == (100_00, -100_00)
    (after,) = made(book, client).accounts
    assert (after.credit.minor, after.closing.minor) == (0, 0)


def test_days_the_wrong_way_round_and_a_missing_letterhead_are_said(book, client, tmp_path):
    with pytest.raises(KnownError, match="would end before it begins"):
        made(book, client, ago(1), ago(2))
    bare = factories.new_book(tmp_path / "bare.casebook")
    owner = add(bare, "client", currency="EUR")
    with bare.read() as db, pytest.raises(KnownError, match="no letterhead"):
        statement_facts(db, owner, TODAY)
    bare.close()


def test_the_paper_says_what_the_casebook_says_to_the_minor_unit(book, client):
    add(book, "invoice", client=client, number="A", issued=ago(60), amount=123_456_78)
    add(book, "invoice", client=client, number="B", issued=ago(3), amount=1)
    add(book, "payment", client=client, received=ago(10), amount=456_79)
    paper = statement_paper(made(book, client))
    read_pdf.assert_archival(paper.pdf)
    said = read_pdf.text(paper.pdf)
    with book.read() as db:
        (aged,) = money.ageing(db, client, on=TODAY)
    assert aged.total == 123_456_78 + 1 - 456_79
    assert "22 Nov 2026 Balance 123,456.79 456.79 123,000.00" in said
    assert "Not due yet 0.01 31–60 days late 122,999.99 Balance 123,000.00" in said
    assert "€ 123,000.00 is open, € 122,999.99 of it overdue." in said
    (account,) = attached_facts(paper.pdf)["accounts"]
    assert account["closing"] == {"amount": "123000.00", "currency": "EUR"}
    assert paper.name == "Statement of account Harbour Books 2026-11-22.pdf"
    assert re.search(r"Reference \d+ · [0-9a-f]{8}…", said)


DAYS = st.integers(0, 90)
AMOUNTS = st.integers(1, 300)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    invoices=st.lists(st.tuples(DAYS, AMOUNTS), min_size=1, max_size=4),
    paid=st.lists(st.tuples(DAYS, st.integers(-50, 400).filter(bool), st.integers(-1, 3)), max_size=5),
    off=st.lists(st.tuples(DAYS, AMOUNTS, st.integers(0, 3), st.booleans()), max_size=3),
    spread=st.booleans(),
    on=DAYS,
)
def test_it_ties_to_the_ageing_on_any_day_whatever_was_paid(book, invoices, paid, off, spread, on):
    owner = add(book, "client", name="Mill")
    ids = [add(book, "invoice", client=owner, issued=ago(day), amount=amount) for day, amount in invoices]
    payments = []
    for day, amount, which in paid:
        of = which % len(ids) if which >= 0 else None
        received = ago(day if of is None else min(day, invoices[of][0]))  # not before its own invoice
        invoice = None if of is None else ids[of]
        payments.append(add(book, "payment", client=owner, invoice=invoice, received=received, amount=amount))
    for day, amount, which, forgiven in off:
        means = "forgiven" if forgiven else "not pursued"
        with suppress(editing.NotValidError):  # more than is open
            add(book, "write_off", client=owner, invoice=ids[which % len(ids)], on=ago(day), amount=amount,
                reason="Gone", means=means)  # fmt: skip
    if spread and payments and (read(book, Payment, payments[0]).amount or 0) > 0:
        with suppress(KnownError):  # nothing is open
            allocate(book, payments[0], {ids[0]: 1})
    tie(book, owner, ago(on))
    tie(book, owner)


def test_a_contract_may_change_what_is_late_but_not_what_is_owed(book, client):
    add(book, "invoice", client=client, number="A", issued=ago(60), amount=100_00)
    with book.read() as db:
        (contract,) = lookup.find_records(db, Contract)
    editing.change_record(book, contract, payment_terms="net 60")
    (account,) = made(book, client).accounts
    assert (account.owed.minor, account.overdue.minor) == (100_00, 0)
    assert account.entries[0].due == TODAY
