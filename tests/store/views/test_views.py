"""The named reads: what each screen and judgement is given, with removed records and other clients left out."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.domain.clients import marks, state
from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import KINDS, Contract, Instant, Leaving, Message
from clientguard.domain.today import TodayFacts, queue
from clientguard.errors import KnownError
from clientguard.store.views import client as clients
from clientguard.store.views import drafts, journal, money, today
from clientguard.store.views.business import business
from clientguard.store.views.leaving import case as leaving_case
from clientguard.store.views.leaving import deciding
from tests import factories
from tests.factories import TODAY, ago
from tests.store.views.conftest import remove, see

DAY = 86_400_000


# --- money ---


def test_an_invoice_comes_with_its_terms_and_what_was_paid(book, make, harbour):
    make("contract", client=harbour, payment_terms="net 14")
    invoice = make("invoice", client=harbour, number="R-7", issued=ago(40), amount=100_00)
    make("payment", client=harbour, invoice=invoice, received=ago(9), amount=30_00)
    make("payment", client=harbour, invoice=invoice, received=ago(2), amount=20_00)
    wrong = make("payment", client=harbour, invoice=invoice, received=ago(1), amount=50_00)
    remove(book, wrong)
    (facts,) = see(book, money.invoices)
    assert (facts.id, facts.client, facts.client_name, facts.number) == (invoice, harbour, "Harbour Books", "R-7")
    assert (facts.amount, facts.paid, facts.settled) == (Money(100_00, "EUR"), 50_00, ago(2))
    assert (facts.terms, facts.due) == ("net 14", ago(26))


def test_an_invoice_goes_by_its_own_contract_else_the_one_that_ran_on_its_date(book, make, harbour):
    old = make("contract", client=harbour, payment_terms="net 7", starts=ago(900), ends=ago(91))
    make("contract", client=harbour, payment_terms="net 60", starts=ago(90))
    gone = make("contract", client=harbour, payment_terms="net 1", starts=ago(5))
    remove(book, gone)
    with_own = make("invoice", client=harbour, contract=old, issued=ago(30))
    without = make("invoice", client=harbour, issued=ago(30))
    due = {each.id: each.due for each in see(book, money.invoices, harbour)}
    assert due == {with_own: ago(23), without: ago(-30)}


def test_invoices_are_of_one_client_or_all_and_removed_ones_of_none(book, make, harbour):
    mill, gone = make("client", name="Mill"), make("client", name="Gone")
    first = make("invoice", client=harbour, issued=ago(50))
    second = make("invoice", client=mill, issued=ago(70))
    removed = make("invoice", client=mill)
    make("invoice", client=gone)
    remove(book, removed, gone)
    assert [each.id for each in see(book, money.invoices)] == [second, first]
    assert [each.id for each in see(book, money.invoices, mill)] == [second]


# --- today ---


def test_today_gets_what_is_open(book, make, harbour):
    make("contract", client=harbour, title="Shop", ends=ago(-30), notice_days=14)
    make("invoice", client=harbour)
    work = make("deliverable", client=harbour, title="New shop")
    make("request", client=harbour, title="Colours?", blocks=work, rounds=2, needed_by=ago(2))
    make("request", client=harbour, title="Answered?", answered_on=ago(1))
    facts = see(book, today.today)
    assert [each.number for each in facts.invoices] == ["R-1"]
    (request,) = facts.requests
    assert (request.title, request.blocks, request.rounds, request.needed_by) == ("Colours?", "New shop", 2, ago(2))
    (contract,) = facts.contracts
    assert (contract.title, contract.agreed.ends, contract.agreed.count, contract.followed) == (
        "Shop",
        ago(-30),
        14,
        False,
    )
    assert {step.kind for step in queue(facts, TODAY)} == {"invoice", "request", "contract"}


def test_today_leaves_out_what_was_removed_and_who_is_gone(book, make, harbour):
    gone, former = make("client", name="Gone"), make("client", name="Former", stage="former")
    for owner in (gone, former):
        make("contract", client=owner, ends=ago(-10))
    make("request", client=gone)
    make("invoice", client=gone)
    removed = [make("request", client=harbour), make("contract", client=harbour, ends=ago(-10))]
    remove(book, gone, *removed)
    facts = see(book, today.today)
    assert facts == TodayFacts()
    assert queue(facts, TODAY) == ()


def test_today_counts_the_accounts_of_a_leaving(book, make, harbour):
    number = factories.save(book, Leaving(client=harbour, decided=ago(8), reasons="Late", last_day=ago(-20)))
    make("account", client=harbour, name="Ads")
    done = {"accepted_on": ago(3), "tested_on": ago(2), "removed_on": ago(1), "proof": "her mail"}
    make("account", client=harbour, name="Shop", **done)
    remove(book, make("account", client=harbour, name="Mistake"))
    (facts,) = see(book, today.leavings)
    assert (facts.id, facts.client_name, facts.decided, facts.last_day) == (number, "Harbour Books", ago(8), ago(-20))
    assert (facts.accounts, facts.accounts_open) == (2, 1)
    other = make("client", name="Lumen")
    factories.save(book, Leaving(client=other, decided=ago(2), reasons="Late"))
    make("account", client=other, name="Mail", **{**done, "proof": "  "})
    make("account", client=make("client", name="Stays"), name="Not left")
    assert [(each.client_name, each.accounts, each.accounts_open) for each in see(book, today.leavings)] == [
        ("Harbour Books", 2, 1), ("Lumen", 1, 1)]  # fmt: skip
    signed = dataclasses.replace(factories.read(book, KINDS["leaving"].record, number), signed_off=TODAY)
    factories.save(book, signed)
    assert [each.client_name for each in see(book, today.leavings)] == ["Lumen"]


def test_today_asks_once_for_the_accounts_of_all_leavings(book, make):
    def asked() -> int:
        statements: list[str] = []
        with book.read() as db:
            db.set_trace_callback(statements.append)
            today.leavings(db)
            db.set_trace_callback(None)
        return len(statements)

    counts = []
    for name in ("One", "Two", "Three"):
        client = make("client", name=name)
        make("account", client=client, name="Mail")
        factories.save(book, Leaving(client=client, decided=ago(2), reasons="Late"))
        counts.append(asked())
    assert counts == [counts[0]] * 3


# --- one client ---


def test_the_facts_of_a_client(book, make, harbour):
    make("contract", client=harbour, title="Old", starts=ago(800))
    make("contract", client=harbour, title="New", starts=ago(100))
    make("invoice", client=harbour)
    make("request", client=harbour)
    make("request", client=make("client", name="Mill"))
    facts = see(book, clients.facts, harbour, TODAY)
    assert facts.client.name == "Harbour Books"
    assert facts.contract
    assert facts.contract.title == "New"
    assert [each.status for each in facts.bills] == ["overdue"]
    assert len(facts.open_requests) == 1
    assert facts.leaving is None
    with pytest.raises(KnownError, match="no longer there"):
        see(book, clients.facts, 999, TODAY)


def test_the_state_of_many_clients_is_that_of_each(book, make, harbour):
    mill, empty = make("client", name="Mill"), make("client", name="Empty")
    for client in (harbour, mill):
        make("contract", client=client, title="Old", starts=ago(800))
        make("contract", client=client, title="New", starts=ago(100), ends=ago(-20))
        paid = make("invoice", client=client, number=f"R-1-{client}")
        make("payment", client=client, invoice=paid)
        make("invoice", client=client, number=f"R-2-{client}")
        make("request", client=client)
        make("request", client=client, answered_on=ago(1))
        for days, signed in ((90, ago(80)), (9, None)):
            make("leaving", client=client, decided=ago(days), reasons="Late", signed_off=signed, last_day=ago(-9))
    remove(book, make("contract", client=mill, starts=ago(1)), make("request", client=mill))
    found = see(book, clients.facts_of, [harbour, mill, empty, 999], TODAY)
    assert found.keys() == {harbour, mill, empty}
    for client, facts in found.items():
        alone = see(book, clients.facts, client, TODAY)
        assert (marks(facts), state(facts, TODAY)) == (marks(alone), state(alone, TODAY))
        assert facts == dataclasses.replace(alone, bills=tuple(each for each in alone.bills if each.status != "paid"))


def test_a_client_without_anything_has_empty_facts(book, harbour):
    facts = see(book, clients.facts, harbour, TODAY)
    assert (facts.contract, facts.bills, facts.open_requests, facts.leaving) == (None, (), (), None)


def test_the_leaving_in_progress_comes_before_one_that_was_signed_off(book, make, harbour):
    factories.save(book, Leaving(client=harbour, decided=ago(1), reasons="x", signed_off=ago(0)))
    running = factories.save(book, Leaving(client=harbour, decided=ago(400), reasons="y"))
    found = see(book, clients.open_leaving, harbour)
    assert found
    assert found.id == running


def test_the_timeline_is_newest_first_across_kinds(book, make, harbour):
    ms = factories.FIRST
    problem = make("problem", client=harbour, on=ago(5))
    late = make("message", client=harbour, at=Instant(ms + 9 * 3_600_000))
    early = make("message", client=harbour, at=Instant(ms - 100 * DAY))
    invoice = make("invoice", client=harbour, issued=TODAY)
    other = make("work", client=make("client", name="Mill"), on=TODAY)
    gone = make("work", client=harbour, on=TODAY)
    remove(book, gone)
    assert see(book, clients.timeline, harbour) == [
        (late, "message"), (invoice, "invoice"), (problem, "problem"), (early, "message")]  # fmt: skip
    assert (other, "work") in see(book, clients.timeline)
    assert see(book, clients.timeline, harbour, ["problem"]) == [(problem, "problem")]


def test_timeline_rows_keep_the_order_and_name_what_they_point_at(book, make, harbour):
    make("invoice", client=harbour)
    make("problem", client=harbour)
    order = see(book, clients.timeline, harbour)
    rows = see(book, clients.timeline_rows, [*order, (999, "work")])
    assert [each.id for each in rows.records] == [number for number, _ in order]
    assert rows.titles[harbour] == "Harbour Books"


def test_files_are_listed_under_their_record(book, make, harbour):
    book.write(lambda write: write.attach(harbour, harbour, "contract.pdf", "application/pdf", b"%PDF"))
    assert [each.name for each in see(book, clients.attachments, harbour)] == ["contract.pdf"]


# --- leaving ---


def test_a_leavings_case_holds_all_that_it_is_judged_by(book, make, harbour):
    contract = make("contract", client=harbour)
    number = factories.save(book, Leaving(client=harbour, contract=contract, decided=ago(8), reasons="Late"))
    problem = make("problem", client=harbour, title="Paid late again")
    factories.add(book, "evidence", client=harbour, leaving=number, about=problem, note="third time")
    make("release", client=harbour, leaving=number)
    for kind in ("deliverable", "obligation", "invoice", "account", "result"):
        make(kind, client=harbour)
        make(kind, client=make("client", name="Mill"))
        remove(book, make(kind, client=harbour))
    case = see(book, leaving_case.case, number, TODAY, monday_to_friday)
    assert case.contract
    assert (case.client_name, case.contract.id, case.evidence) == ("Harbour Books", contract, 1)
    parts = (case.deliverables, case.obligations, case.bills, case.accounts, case.releases)
    assert [len(part) for part in parts] == [1, 1, 1, 1, 1]
    (behind,) = see(book, deciding.evidence, 0, number)
    assert (behind.evidence.note, behind.title) == ("third time", "Paid late again")
    assert [each.measure for each in see(book, leaving_case.results, harbour)] == ["Orders a week"]


# --- the journal's pages ---


def test_the_journal_is_read_in_pages_from_its_end(book, make, harbour):
    for number in range(6):
        make("contact", client=harbour, name=f"P{number}")
    assert see(book, journal.size) == 9
    page = see(book, journal.page, limit=4)
    assert [each.seq for each in page] == [9, 8, 7, 6]
    assert [each.seq for each in see(book, journal.page, before=6, limit=4)] == [5, 4, 3, 2]
    assert [each.seq for each in see(book, journal.page, before=2, limit=4)] == [1]
    assert (page[0].change, page[0].kind, page[0].title, page[0].fields) == ("add", "contact", "P5", ("client", "name"))
    first = see(book, journal.page, before=2)[0]
    assert (first.change, first.record, first.kind, first.title) == ("create", 0, "", "")


def test_the_journal_of_one_record(book, make, harbour):
    make("contact", client=harbour)
    remove(book, harbour)
    assert [each.change for each in see(book, journal.page, record=harbour)] == ["remove", "add"]
    assert see(book, journal.page, record=999) == []


def test_the_business_is_there_once_it_was_entered(book, tmp_path):
    firm = see(book, business)
    assert firm
    assert firm.name == "Studio North"
    with factories.new_book(tmp_path / "empty.casebook") as empty:
        assert see(empty, business) is None


def test_no_draft_is_none(book):
    assert see(book, drafts.draft, "client/new") is None


def test_dates_and_moments_survive_with_their_offset(book, make, harbour):
    number = make("message", client=harbour, at=Instant(-1, -330))
    assert factories.read(book, Message, number).at == Instant(-1, -330)
    contract = make("contract", client=harbour, ends=date(2199, 12, 31))
    assert factories.read(book, Contract, contract).ends == date(2199, 12, 31)


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        (0, 90 + 30),
        (2, 30),  # the work of the day before is not known yet
        (31, 60),  # nor is the invoice
    ],
)
def test_a_case_counts_the_work_since_the_last_invoice_as_of_a_day(book, make, harbour, day, minutes):
    number = factories.save(book, Leaving(client=harbour, decided=ago(40), reasons="Late"))
    invoice = make("invoice", client=harbour, issued=ago(30))
    sent = make("invoice", client=harbour, issued=ago(60), sent_on=ago(60))
    make("invoice", client=make("client", name="Mill"), issued=ago(1))
    make("work", client=harbour, on=ago(40), minutes=60)
    make("work", client=harbour, on=ago(20), minutes=30)
    make("work", client=harbour, on=ago(1), minutes=90)
    make("work", client=harbour, on=ago(1), minutes=600, sort="waiting")  # waiting is not charged
    remove(book, make("work", client=harbour, on=ago(1), minutes=500))
    case = see(book, leaving_case.case, number, ago(day), monday_to_friday)
    assert case.unbilled == minutes
    assert invoice in case.unsent
    assert sent not in case.unsent
