"""Interest on invoices of the record: which law, from which day, what was paid, and the sheet that is kept (P3.2)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clientguard.actions.communication.letters import draft_letter, log_sent_letter
from clientguard.actions.money import interest
from clientguard.actions.money.interest import Wanted
from clientguard.actions.records import editing
from clientguard.domain.money.interest.facts import RateMissingError
from clientguard.domain.money.interest.start import StartMissingError
from clientguard.domain.records import (
    Allocation,
    Business,
    Client,
    Contract,
    Document,
    Instant,
    Invoice,
    LawRate,
    Message,
    Payment,
    Reference,
    WriteOff,
)
from clientguard.errors import KnownError
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.records import lookup
from clientguard.texts import current
from tests import factories
from tests.factories import read
from tests.reports import read_pdf

ON = date(2026, 3, 31)
DUE = date(2025, 7, 2)


@pytest.fixture
def book(tmp_path):
    """A casebook of a British firm with payment details."""
    with factories.new_book(tmp_path / "a.casebook") as opened:
        factories.save(
            opened,
            Business(name="Studio North", owner="Ada North", currency="GBP", country="GB", payment_details="IBAN GB33"),
        )
        yield opened


def owing(book, country="GB", currency="GBP", *, terms="net 30", amount=500_000, due=DUE, form="company", **contract):
    """Return a client, its contract and its invoice, which was due after 30 days."""
    client = factories.save(
        book, Client(name="Harbour", country=country, currency=currency, legal_form=form, address="2 Quay")
    )
    agreed = Contract(client=client, title="Care", payment_terms=terms, law=country, **contract)
    held = factories.save(book, agreed)
    invoice = Invoice(
        client=client, contract=held, number="R-1", issued=due - timedelta(days=30), due=due, amount=amount,
        currency=currency,
    )  # fmt: skip
    return client, held, factories.save(book, invoice)


def worked(book, invoice, on=ON, regime=""):
    with book.read() as db:
        return interest.interest_on(db, invoice, on, regime)


def claim(book, invoice, on=ON, regime=""):
    return worked(book, invoice, on, regime).claim


def paid(book, client, invoice, on, amount, currency="GBP"):
    payment = Payment(client=client, invoice=invoice, received=on, amount=amount, currency=currency)
    return factories.save(book, payment)


@pytest.mark.parametrize(
    ("country", "currency", "regime", "fixed", "first"),
    [
        ("GB", "GBP", "uk", 7_000, "12.25"),
        ("DE", "EUR", "de", 4_000, "10.27"),
        ("NL", "EUR", "nl", 4_000, "10.15"),
        ("IE", "EUR", "ie", 7_000, "10.15"),
        ("FR", "EUR", "eu", 4_000, "10.15"),
        ("TH", "THB", "th", 0, "5"),
    ],
)
def test_the_law_of_the_contract_decides(book, country, currency, regime, fixed, first):
    _client, _held, invoice = owing(book, country, currency)
    found = claim(book, invoice)
    (debt,) = found.worked
    assert found.regime == debt.working.regime == regime
    assert debt.working.starts == DUE + timedelta(days=1)
    assert debt.working.lines[0].rate == Decimal(first)
    assert found.fixed.minor == fixed
    assert found.to_pay.minor == 500_000 + found.interest.minor + fixed
    assert found.claimed == found.interest + found.fixed


def test_the_example_of_the_british_government_comes_out_of_the_record(book):
    _client, _held, invoice = owing(book)
    found = claim(book, invoice, date(2025, 10, 11))
    assert (found.interest.minor, found.fixed.minor) == (16_949, 7_000)


def test_malaysia_gives_no_right_and_no_sheet_but_the_contract_does(book):
    client, held, invoice = owing(book, "MY", "MYR")
    found = claim(book, invoice)
    assert not found.has_right
    assert found.claimed.minor == 0
    with pytest.raises(KnownError, match="no interest and no fixed sum"):
        interest.make_interest_sheet(book, client, ON, Wanted(ON))
    editing.change_record(book, read(book, Contract, held), late_rate="12")
    assert claim(book, invoice).interest.minor == 500_000 * 12 * 272 // 36_500


def test_without_a_law_in_the_contract_that_of_the_own_country_governs_and_without_one_the_clients(book):
    client, held, invoice = owing(book, "DE", "EUR")
    contract = editing.change_record(book, read(book, Contract, held), law="")
    assert contract
    assert claim(book, invoice).regime == "uk"
    with book.read() as db:
        (firm,) = lookup.find_records(db, Business)
    editing.change_record(book, firm, country="")
    assert claim(book, invoice).regime == "de"
    editing.change_record(book, read(book, Client, client), country="CH")
    assert claim(book, invoice).regime == "contract"


def test_a_contracts_own_rate_comes_first_and_where_it_may_not_stand_both_are_shown(book):
    _client, _held, invoice = owing(book, late_rate="4")
    found = claim(book, invoice, date(2025, 10, 11))
    assert found.regime == "contract"
    assert found.interest.minor == round(500_000 * 4 * 101 / 36_500)
    (instead,) = found.by_law
    assert (instead.working.interest, instead.working.fixed) == (16_949, 7_000)
    by_law = claim(book, invoice, date(2025, 10, 11), "uk")
    assert (by_law.interest.minor, by_law.by_law) == (16_949, ())


def test_points_above_a_base_are_taken_as_agreed(book):
    _client, _held, invoice = owing(book, "DE", "EUR", late_rate="3", late_base="ecb-mro")
    found = claim(book, invoice)
    assert {each.rate for each in found.worked[0].working.lines} == {Decimal("5.15")}
    assert not found.by_law


def test_a_payment_splits_the_days_and_counts_for_interest_first_where_the_law_says_so(book):
    client, _held, invoice = owing(book, "DE", "EUR")
    paid(book, client, invoice, date(2025, 9, 30), 200_000, "EUR")
    found = claim(book, invoice, date(2025, 11, 30))
    first, second = found.worked[0].working.lines
    assert first.ends == date(2025, 9, 30)
    assert first.to_interest == first.amount
    assert second.balance == 500_000 - (200_000 - first.amount)
    assert found.to_pay.minor == 300_000 + found.interest.minor + 4_000


def test_parts_of_payments_count_from_their_day(book):
    client, _held, invoice = owing(book)
    payment = paid(book, client, None, date(2025, 8, 1), 100_000)
    with book.read() as db:
        parts = lookup.find_records(db, Allocation, "t.source = ?", payment)
    assert [each.amount for each in parts] == [100_000]
    lines = claim(book, invoice).worked[0].working.lines
    assert [each.balance for each in lines] == [500_000, 400_000]


def test_a_refund_is_taken_off_what_was_paid_before_it(book):
    client, _held, invoice = owing(book)
    paid(book, client, invoice, date(2025, 8, 1), 100_000)
    paid(book, client, invoice, date(2025, 9, 1), -100_000)
    assert [each.balance for each in claim(book, invoice).worked[0].working.lines] == [500_000]


def test_what_was_credited_or_written_off_never_bore_interest(book):
    client, _held, invoice = owing(book)
    note = Invoice(client=client, number="C-1", issued=date(2025, 12, 1), amount=100_000, currency="GBP",
                   document_type="credit note", replaces=invoice)  # fmt: skip
    factories.save(book, note)
    off = WriteOff(client=client, invoice=invoice, on=date(2026, 1, 5), amount=50_000, currency="GBP", reason="Peace")
    factories.save(book, off)
    found = claim(book, invoice)
    assert [each.balance for each in found.worked[0].working.lines] == [350_000]
    assert found.principal.minor == 350_000


def test_an_invoice_in_parts_is_a_debt_for_each(book):
    client, _held, _invoice = owing(book)
    split = Contract(client=client, title="Build", payment_terms="40% net 10, 60% net 40", law="GB")
    held = factories.save(book, split)
    invoice = factories.save(
        book,
        Invoice(client=client, contract=held, number="R-2", issued=date(2025, 8, 1), amount=300_000, currency="GBP"),
    )
    paid(book, client, invoice, date(2025, 9, 20), 150_000)
    found = claim(book, invoice)
    assert [each.working.debt.principal for each in found.worked] == [120_000, 180_000]
    assert [each.working.starts for each in found.worked] == [date(2025, 8, 12), date(2025, 9, 11)]
    assert [each.paid for each in found.worked] == [120_000, 30_000]
    assert found.fixed.minor == 2 * 7_000


def test_a_date_that_was_only_written_on_the_invoice_needs_a_reminder_in_germany(book):
    client, _held, invoice = owing(book, "DE", "EUR", terms="")
    with pytest.raises(StartMissingError):
        claim(book, invoice)
    message = Message(client=client, at=Instant(1_753_000_000_000), direction="out", channel="mail", subject="R-1")
    reminder = factories.save(book, message)  # on 20 July 2025
    factories.save(book, Reference(client=client, source=reminder, about=invoice, role="reminder"))
    assert claim(book, invoice).worked[0].working.starts == date(2025, 7, 21)
    editing.change_record(book, read(book, Invoice, invoice), due_agreed="agreed")
    assert claim(book, invoice).worked[0].working.starts == date(2025, 7, 3)


def test_without_an_agreed_day_thirty_days_run_from_receipt_as_sent_unless_another_day_is_entered(book):
    _client, _held, invoice = owing(book, terms="")
    editing.change_record(book, read(book, Invoice, invoice), sent_on=date(2025, 6, 3))
    assert claim(book, invoice).worked[0].working.starts == date(2025, 7, 3)
    editing.change_record(book, read(book, Invoice, invoice), received_on=date(2025, 6, 10))
    assert claim(book, invoice).worked[0].working.starts == date(2025, 7, 10)


def test_a_missing_rate_asks_in_words_until_it_is_entered(book):
    _client, _held, invoice = owing(book, due=date(2031, 2, 1))
    with pytest.raises(RateMissingError) as caught:
        claim(book, invoice, date(2031, 3, 1))
    assert "1 Jan 2031 to 30 Jun 2031" in current().error(caught.value)
    rate = LawRate(base="uk-bank-rate", starts=date(2031, 1, 1), rate="2", source="bank", checked_on=date(2026, 1, 2))
    factories.save(book, rate)
    assert claim(book, invoice, date(2031, 3, 1)).worked[0].working.lines[0].rate == 10


def test_what_the_user_should_know_is_said(book):
    _client, _held, invoice = owing(book, "NL", "EUR", terms="net 45")
    found = worked(book, invoice)
    assert {each.key for each in found.watched} == {"nl-30-days", "eu-creditor"}
    assert next(key for key, _name in found.regimes) == "nl"


def test_the_sheet_is_kept_as_a_document_and_says_what_the_facts_say(book):
    client, _held, invoice = owing(book)
    paid(book, client, invoice, date(2025, 12, 1), 100_000)
    made = interest.make_interest_sheet(book, client, ON, Wanted(ON))
    kept = read(book, Document, made.document)
    assert (kept.type, kept.version, kept.made_on, kept.client) == ("interest sheet", 1, ON, client)
    facts = attached_facts(made.pdf)
    said = read_pdf.text(made.pdf)
    (debt,) = facts["debts"]
    for row in debt["rows"]:
        amount = f"{Decimal(row['interest']['amount']):,.2f}"
        assert f"{row['days']} {Decimal(row['balance']['amount']):,.2f} {Decimal(row['rate']):.2f} {amount}" in said
    (total,) = facts["sums"]
    assert f"To pay {Decimal(total['to_pay']['amount']):,.2f}" in said
    assert made.name.endswith("v1.pdf")
    assert interest.make_interest_sheet(book, client, ON, Wanted(ON)).name.endswith("v2.pdf")


def test_a_client_who_paid_late_is_on_the_sheet_only_if_that_is_wanted(book):
    client, _held, invoice = owing(book)
    paid(book, client, invoice, date(2025, 8, 1), 500_000)
    with pytest.raises(KnownError, match="None of these invoices is past due"):
        interest.make_interest_sheet(book, client, ON, Wanted(ON))
    late = interest.make_interest_sheet(book, client, ON, Wanted(ON, paid_late=True))
    named = interest.make_interest_sheet(book, client, ON, Wanted(ON, (invoice,)))
    (sum_,) = late.facts.sums
    assert named.facts.sums == late.facts.sums
    assert sum_.to_pay.minor == sum_.interest.minor + 7_000 == round(500_000 * 12.25 * 30 / 36_500) + 7_000


def test_a_letter_before_action_claims_the_interest_and_encloses_the_sheet(book):
    client, _held, invoice = owing(book)
    with book.read() as db:
        draft = draft_letter(db, "before-action", client, ON)
    body = " ".join(draft.text.body.split())
    assert "I also claim interest (Late Payment of Commercial Debts" in body
    assert "£ 456.44 until 31 March 2026, and £ 1.68 for each day after it, and a fixed sum of £ 70.00" in body.replace(
        "\xa0", " "
    )
    assert "Please pay all of this by" in body
    assert [name for name in draft.attached if name.startswith("Interest sheet")] == ["Interest sheet Harbour v1.pdf"]
    log_sent_letter(book, draft, draft.text, Instant(1_774_900_000_000), channel="letter")
    with book.read() as db:
        (kept,) = lookup.find_records(db, Document, "t.client = ?", client)
    assert kept.type == "interest sheet"
    assert invoice


def test_a_letter_before_action_is_still_right_where_there_is_no_interest(book):
    client, _held, _invoice = owing(book, "MY", "MYR")
    with book.read() as db:
        draft = draft_letter(db, "before-action", client, ON)
    assert "interest" not in draft.text.body
    assert "Please pay this amount by" in draft.text.body
    assert not any(name.startswith("Interest") for name in draft.attached)
    assert any("claims no interest" in current().say(each) for each in draft.remarks)


@pytest.mark.parametrize(("kind", "told"), [("disputed", "The client disputes"), ("agreed", "if you agreed to wait")])
def test_a_hold_is_named_before_interest_is_claimed(book, kind, told):
    client, _held, invoice = owing(book)
    factories.add(book, "invoice_hold", client=client, invoice=invoice, type=kind, starts=DUE, reason="The figures")
    assert any(told in current().say(each) for each in worked(book, invoice).remarks)


def test_a_law_that_is_not_known_is_refused_with_those_that_are(book):
    _client, _held, invoice = owing(book)
    with pytest.raises(KnownError, match="not a law that is known") as refused:
        worked(book, invoice, regime="fr")
    assert "uk, de" in current().error(refused.value)


def test_without_a_business_there_is_no_letterhead_and_no_sheet(tmp_path):
    with factories.new_book(tmp_path / "b.casebook") as book:
        client, _held, _invoice = owing(book)
        with pytest.raises(KnownError, match="letterhead"):
            interest.make_interest_sheet(book, client, ON, Wanted(ON))
