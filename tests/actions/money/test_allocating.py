"""What payments count for, credit on account, and write-offs: one cent is never lost, and never counted twice."""

from __future__ import annotations

import contextlib
import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientguard.actions.money.allocating import Part, allocate, spread_choice
from clientguard.actions.money.crediting import credit_invoice
from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.actions.rules.invoices.spreading import parts_of
from clientguard.domain.leaving.gates import gates
from clientguard.domain.money.amount import Money
from clientguard.domain.money.overdue import overdue_steps
from clientguard.domain.money.receivables import Bill, bill, oldest_first
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Allocation, Contract, Invoice, Payment, WriteOff
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.store.records.lookup import find_records
from clientguard.store.views import money
from clientguard.store.views.leaving import case as leaving_case
from clientguard.store.views.leaving import documents as leaving_documents
from clientguard.texts import current
from tests import factories
from tests.domain.money.test_receivables import invoice as facts
from tests.factories import TODAY, add, ago, read

PAID = ago(5)


@pytest.fixture
def owed(book):
    """A client with two invoices: the older is over 100.00, the newer over 50.00."""
    client = add(book, "client")
    older = add(book, "invoice", client=client, number="A", issued=ago(60), amount=100_00)
    newer = add(book, "invoice", client=client, number="B", issued=ago(30), amount=50_00)
    return client, older, newer


def bills(book) -> dict[str, Bill]:
    with book.read() as db:
        return {each.number: bill(each, TODAY) for each in money.invoices(db)}


def opened(book) -> dict[str, int]:
    return {number: each.open.minor for number, each in bills(book).items()}


def credit(book, client, on=date.max) -> int:
    with book.read() as db:
        return sum(each.minor for each in money.on_account(db, client, on))


def pay(book, client, amount, **more):
    payment = Payment(client=client, received=PAID, amount=amount, **more)
    done = editing.save_record(book, payment)
    return done.first, [current().say(each) for each in done.told]


def test_a_payment_without_an_invoice_pays_the_oldest_first_and_the_rest_is_credit(book, owed):
    client, *_ = owed
    _, told = pay(book, client, 120_00)
    assert opened(book) == {"A": 0, "B": 30_00}
    assert told == ["€ 100.00 counts for invoice A.", "€ 20.00 counts for invoice B."]
    _, told = pay(book, client, 45_00)
    assert opened(book) == {"A": 0, "B": 0}
    assert told == ["€ 30.00 counts for invoice B.", "€ 15.00 stays as credit on account."]
    assert (credit(book, client), credit(book, client, ago(6))) == (15_00, 0)


@pytest.mark.parametrize(("country", "first"), [("", "A"), ("GB", "A"), ("NL", "B"), ("DE", "B")])
def test_the_law_of_the_country_puts_the_most_burdensome_first(book, country, first):
    """BW 6:43, BGB 366: a collector's costs come on top of what it collects."""
    client = add(book, "client", country=country)
    for number, days in (("A", 40), ("B", 30)):
        invoice = add(book, "invoice", client=client, number=number, issued=ago(60), due=ago(days), amount=50_00)
    add(book, "invoice_hold", client=client, invoice=invoice, type="collector", starts=ago(9))
    pay(book, client, 50_00)
    assert opened(book)[first] == 0


def test_what_the_client_said_replaces_what_the_payment_counted_for(book, owed):
    client, older, newer = owed
    payment, _ = pay(book, client, 80_00)
    allocate(book, payment, {newer: 50_00, older: 10_00}, "For B, and a part of A")
    assert opened(book) == {"A": 90_00, "B": 0}
    assert credit(book, client) == 20_00


def test_a_payment_on_one_invoice_counts_for_it_as_before_until_it_is_spread(book, owed):
    client, older, newer = owed
    payment, _ = pay(book, client, 130_00, invoice=older)
    assert bills(book)["A"].credit == Money(30_00, "EUR")
    assert credit(book, client) == 0
    allocate(book, payment, {older: 100_00, newer: 30_00})
    assert opened(book) == {"A": 0, "B": 20_00}
    assert bills(book)["A"].credit == Money(0, "EUR")
    back = dataclasses.replace(read(book, Payment, payment), invoice=newer)
    editing.save_record(book, back)
    assert opened(book) == {"A": 100_00, "B": 0}


def test_more_than_is_open_or_was_paid_is_refused_with_nothing_changed(book, owed):
    client, older, newer = owed
    payment, _ = pay(book, client, 80_00)
    stranger = add(book, "invoice", client=add(book, "client", name="Other"), amount=100_00)
    before = opened(book)
    for wrong in ({newer: 50_01}, {older: 80_01}, {older: 0}, {stranger: 10_00}):
        with pytest.raises(KnownError):
            allocate(book, payment, wrong)
    assert opened(book) == before


def test_a_payment_that_becomes_smaller_is_spread_again(book, owed):
    client, *_ = owed
    payment, _ = pay(book, client, 120_00)
    editing.change_record(book, read(book, Payment, payment), amount=60_00)
    assert opened(book) == {"A": 40_00, "B": 50_00}
    assert credit(book, client) == 0


def test_a_removed_payment_counts_for_nothing_and_counts_again_once_it_is_restored(book, owed):
    client, *_ = owed
    payment, _ = pay(book, client, 160_00)
    editing.remove_records(book, [payment])
    assert (opened(book), credit(book, client)) == ({"A": 100_00, "B": 50_00}, 0)
    editing.restore_records(book, [payment])
    assert (opened(book), credit(book, client)) == ({"A": 0, "B": 0}, 10_00)


def test_what_counted_for_a_removed_invoice_is_credit(book, owed):
    client, older, _ = owed
    pay(book, client, 150_00)
    editing.remove_records(book, [older])
    assert credit(book, client) == 100_00


def test_a_stop_is_lifted_by_the_payment_that_reaches_its_invoice_and_stands_again_once_it_does_not(book, owed):
    client, older, newer = owed
    contract = add(book, "contract", client=client)
    editing.change_record(book, read(book, Contract, contract), stopped_on=ago(9), stopped_for=older)
    payment, _ = pay(book, client, 100_00)
    assert read(book, Contract, contract).stopped_on is None
    allocate(book, payment, {newer: 50_00})
    assert read(book, Contract, contract).stopped_on == ago(9)


def test_credit_on_account_has_to_be_paid_back_before_a_client_is_left(book, owed):
    client, *_ = owed
    pay(book, client, 160_00)
    with book.read() as db:
        found = {each.key: each for each in gates(leaving_case.client_case(db, client, TODAY, monday_to_friday), TODAY)}
    assert found["obligations"].state == "open"
    assert current().say(found["obligations"].reason) == "Still owed to the client: € 10.00 of credit on account."
    pay(book, client, -10_00)  # a refund
    assert credit(book, client) == 0


@pytest.mark.parametrize("means", ["forgiven", "not pursued"])
def test_what_is_written_off_is_not_demanded_any_more(book, owed, means):
    client, older, _ = owed
    pay(book, client, 30_00, invoice=older)
    off = WriteOff(client=client, invoice=older, on=ago(1), amount=70_00, means=means, reason="Bankrupt")
    number = editing.save_record(book, off).first
    found = bills(book)["A"]
    assert (found.status, found.written_off) == ("written off", Money(70_00, "EUR"))
    assert opened(book) == {"A": 0, "B": 50_00}
    editing.remove_records(book, [number])
    assert opened(book)["A"] == 70_00


def test_the_final_report_says_what_is_forgiven_and_demands_the_rest(book, owed):
    client, older, _ = owed
    add(book, "write_off", client=client, invoice=older, amount=20_00, means="forgiven")
    add(book, "write_off", client=client, invoice=older, amount=30_00)
    with book.read() as db:
        report = leaving_documents.report_facts(db, client, TODAY, 1, Anchor(0, ""), monday_to_friday)
        steps = overdue_steps(bill(each, TODAY) for each in money.invoices(db))
    (step,) = [each for each in steps if each.record == older]
    assert report
    line = report.statement[0]
    assert [each.minor for each in (line.paid, line.written_off, line.forgiven, line.open)] == [0, 50_00, 20_00, 50_00]
    assert [each.open.minor for each in report.totals] == [100_00]
    assert current().say(step.why).startswith("€ 50.00 of € 100.00 is open.")


def test_no_more_is_written_off_than_is_open(book, owed):
    client, older, _ = owed
    with pytest.raises(NotValidError):
        add(book, "write_off", client=client, invoice=older, amount=100_01)


def test_a_part_cannot_be_changed_to_more_than_the_payment(book, owed):
    client, older, _ = owed
    pay(book, client, 120_00)
    with book.read() as db:
        part = find_records(db, Allocation, "t.invoice = ?", older)[0]
    for wrong in (100_01, 0):
        with pytest.raises(NotValidError):
            editing.change_record(book, part, amount=wrong)
    editing.change_record(book, part, amount=40_00)
    assert credit(book, client) == 60_00


AMOUNTS = st.lists(st.integers(1, 10_000), max_size=6)


@given(AMOUNTS, AMOUNTS, st.randoms())
@settings(deadline=None)
def test_no_cent_is_lost_whatever_the_order_of_the_invoices(invoices, payments, chance):
    """Payments are allocations and credit; nothing is paid twice; the order of what is read changes nothing."""
    amount = sum(payments)
    unpaid = [
        bill(facts(id=number, issued=TODAY - timedelta(days=number % 3), amount=Money(each, "EUR")), TODAY)
        for number, each in enumerate(invoices, 1)
    ]
    spread = oldest_first(amount, unpaid)
    assert all(0 < part <= each.open.minor for each, part in spread)
    assert len({each.facts.id for each, _ in spread}) == len(spread)
    left = amount - sum(part for _, part in spread)
    assert left == max(0, amount - sum(invoices))
    mixed = list(unpaid)
    chance.shuffle(mixed)
    assert oldest_first(amount, mixed) == spread


def test_a_payment_in_another_currency_settles_what_was_agreed_and_the_rest_is_credit_in_its_own(book, owed):
    client, older, _ = owed
    payment, told = pay(book, client, 120_00, currency="USD")
    assert opened(book) == {"A": 100_00, "B": 50_00}
    assert told == ["$ 120.00 stays as credit on account."]
    with pytest.raises(KnownError, match="is in EUR, and this is in USD"):
        allocate(book, payment, {older: 100_00})
    with pytest.raises(KnownError, match="is not what it takes"):
        allocate(book, payment, {older: Part(100_00, 108_54)})
    for wrong in (Part(100_01, 108_54, "rate"), Part(100_00, 120_01, "rate"), Part(100_00, 0, "rate")):
        with pytest.raises(KnownError):
            allocate(book, payment, {older: wrong})
    allocate(book, payment, {older: Part(100_00, 108_54, "rate")})
    assert (opened(book), bills(book)["A"].status) == ({"A": 0, "B": 50_00}, "paid")
    with book.read() as db:
        assert money.on_account(db, client) == (Money(11_46, "USD"),)
        (part,) = find_records(db, Allocation, "t.source = ?", payment)
    assert (part.currency, part.source_amount, part.difference_reason) == ("EUR", "108.54", "rate")
    editing.remove_records(book, [payment])
    assert opened(book) == {"A": 100_00, "B": 50_00}


@pytest.mark.parametrize(("code", "minor", "text"), [("JPY", 18_000, "18000"), ("KWD", 33_125, "33.125")])
def test_what_is_taken_is_exact_in_currencies_with_other_decimals(book, owed, code, minor, text):
    client, older, _ = owed
    payment, _ = pay(book, client, minor + 1, currency=code)
    allocate(book, payment, {older: Part(100_00, minor, "rate")})
    with book.read() as db:
        assert money.on_account(db, client) == (Money(1, code),)
        assert find_records(db, Allocation, "t.source = ?", payment)[0].source_amount == text


def test_in_one_currency_an_invoice_gets_what_it_takes(book, owed):
    client, older, _ = owed
    payment, _ = pay(book, client, 95_00, invoice=older)
    with pytest.raises(KnownError, match="so it gets what it takes"):
        allocate(book, payment, {older: Part(100_00, 95_00, "bank fee")})
    assert opened(book)["A"] == 5_00


def test_a_payment_that_bounced_opens_its_invoice_again(book, owed):
    client, older, _ = owed
    pay(book, client, 100_00, invoice=older)
    assert bills(book)["A"].status == "paid"
    pay(book, client, -100_00, invoice=older)
    assert (bills(book)["A"].status, opened(book)["A"]) == ("overdue", 100_00)


def test_a_new_invoice_says_that_the_client_has_credit(book, owed):
    client, *_ = owed
    pay(book, client, 170_00)
    done = editing.save_record(book, Invoice(client=client, number="C", issued=ago(1), amount=30_00, currency="EUR"))
    assert [current().say(each) for each in done.told] == [
        "€ 20.00 of credit is on account. Spread that payment to let it count for this invoice."
    ]


EUROS = st.integers(1, 90)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "credit", "write off", "spread", "remove"]), st.integers(0, 3), st.integers(1, 90)
    ),
    max_size=8,
)


@given(STEPS)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_payments_credits_and_what_is_open_always_come_to_the_total(tmp_path_factory, steps):
    """Whatever is done: nothing pays more than it is, no part exceeds its invoice, and not a cent is lost."""
    book = factories.firm_book(tmp_path_factory.mktemp("ties") / "practice.casebook")
    client = add(book, "client")
    owed = [add(book, "invoice", client=client, issued=ago(60 - place), amount=50_00) for place in range(4)]
    sources: list[int] = []
    for what, place, euros in steps:
        with contextlib.suppress(KnownError):
            if what == "pay":
                sources.append(pay(book, client, euros * 100, invoice=owed[place] if euros % 2 else None)[0])
            elif what == "credit":
                sources.append(credit_invoice(book, owed[place], ago(4), euros * 100).first)
            elif what == "write off":
                add(book, "write_off", client=client, invoice=owed[place], amount=euros * 100)
            elif what == "spread" and sources:
                source = sources[place % len(sources)]
                allocate(book, source, {owed[place]: euros * 50, owed[place - 1]: euros * 50})
            elif what == "remove" and sources:
                editing.remove_records(book, [sources.pop(place % len(sources))])
    with book.read() as db:
        found = [bill(each, TODAY) for each in money.invoices(db)]
        account = sum(each.minor for each in money.on_account(db, client))
        paid = sum(each.amount or 0 for each in find_records(db, Payment))
        credited = sum(each.amount or 0 for each in find_records(db, Invoice, "t.document_type = 'credit note'"))
        for source in sources:
            whole = getattr(lookup.any_record(db, source), "amount", 0)
            assert sum(each.amount or 0 for each in parts_of(db, source)) <= whole
    facts_of = [each.facts for each in found]
    assert sum(each.paid + each.credited for each in facts_of) + account == paid + credited
    for each in found:
        settled = each.facts.paid + each.facts.credited + each.written_off.minor + each.open.minor
        assert settled - each.credit.minor == each.facts.amount.minor
        assert 0 <= each.open.minor <= each.facts.amount.minor
    book.close()


# --- what a payment can be spread over ---


def choice(book, number):
    with book.read() as db:
        return spread_choice(db, number, TODAY)


def test_what_a_payment_counts_for_as_a_whole_is_offered_first_with_what_is_open_beside_it(book, owed):
    client, older, newer = owed
    payment = add(book, "payment", client=client, invoice=older, received=PAID, amount=30_00)
    found = choice(book, payment)
    assert [(each.invoice, each.open.minor, each.now, each.taking) for each in found.lines] == [
        (older, 100_00, 30_00, 30_00),
        (newer, 50_00, 0, 0),
    ]


def test_the_parts_of_a_payment_are_offered_as_they_are(book, owed):
    client, older, newer = owed
    payment = add(book, "payment", client=client, received=PAID, amount=120_00)
    allocate(book, payment, {older: 80_00, newer: 40_00})
    found = choice(book, payment)
    assert [(each.invoice, each.open.minor, each.now) for each in found.lines] == [
        (older, 100_00, 80_00),
        (newer, 50_00, 40_00),
    ]
    assert found.source.amount == Money(120_00, "EUR")


def test_only_a_payment_or_a_credit_note_is_spread(book, owed):
    with pytest.raises(KnownError, match="is not a payment or a credit note"):
        choice(book, owed[1])
