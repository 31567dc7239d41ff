"""The handover report of the sample practice, read back from its PDF and compared with the casebook."""

from __future__ import annotations

import pytest

from clientguard.actions.casebook import sample
from clientguard.actions.leaving import final_report
from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.records import (
    Account,
    ChangeOrder,
    Client,
    DataHolding,
    Deliverable,
    Extension,
    Invoice,
    Leaving,
    Payment,
    Result,
)
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.records import lookup
from clientguard.texts import words
from tests.factories import TODAY
from tests.reports import read_pdf

EN = words("en")


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """Return the pages of the report on the client who leaves, its facts, and the records of that client by kind."""
    book = sample.create_sample(tmp_path_factory.mktemp("sample") / "sample.casebook", TODAY)
    try:
        with book.read() as db:
            (leaving, *_others) = [each for each in lookup.find_records(db, Leaving) if not each.signed_off]
            kinds = (Account, ChangeOrder, DataHolding, Deliverable, Extension, Invoice, Payment, Result)
            found = {kind: lookup.find_records(db, kind, "t.client = ?", leaving.client) for kind in kinds}
            found[Client] = [lookup.get_record(db, Client, leaving.client)]
        pdf = final_report.final_report(book, leaving.client, TODAY).pdf
        return read_pdf.text(pdf), attached_facts(pdf), found
    finally:
        book.close()


def test_every_invoice_and_payment_stands_there_with_its_day_and_amount(paper):
    said, facts, found = paper
    assert len(facts["statement"]) == len(found[Invoice]) > 3
    for each in found[Invoice]:
        amount = EN.money(Money(each.amount, each.currency), code=False)
        assert f"{EN.date(each.issued)} {EN.date(each.due)} {amount}" in said
    for each in found[Payment]:
        assert EN.money(Money(each.amount, each.currency)) in said
        assert EN.date(each.received) in said
    for total in facts["totals"]:
        sums = sum(each.amount for each in found[Invoice] if each.currency == total["amount"]["currency"])
        assert total["amount"]["amount"] == Money(sums, total["amount"]["currency"]).plain()


def test_every_deliverable_account_result_change_and_data_stands_there(paper):
    said, facts, found = paper
    for kind, name, part in (
        (Deliverable, "title", "deliverables"), (Account, "name", "accounts"), (Result, "measure", "results"),
        (ChangeOrder, "what", "changes"), (DataHolding, "what", "data"),
    ):  # fmt: skip
        assert len(facts[part]) == len(found[kind]) > 0, part
        assert all(" ".join(getattr(each, name).split()) in said for each in found[kind]), part
    for each in found[Deliverable]:
        assert all(EN.date(day) in said for day in (each.due, each.delivered_on, each.settled_on) if day)
    for each in found[Account]:
        days = (each.accepted_on, each.tested_on, each.removed_on, each.renews)
        assert all(EN.date(day) in said for day in days if day)
    for each in found[Extension]:
        assert f"Moved to {EN.date(each.new_due)}: {each.reason}" in said
    for each in found[Result]:
        assert not each.withheld or " ".join(each.withheld.split()) in said


def test_the_paper_is_for_the_client_and_its_sums_are_those_of_its_lines(paper):
    said, facts, found = paper
    (client,) = found[Client]
    assert f"for {client.name}" in said
    for total in facts["totals"]:
        lines = [each for each in facts["statement"] if each["amount"]["currency"] == total["amount"]["currency"]]
        for name in ("amount", "paid", "open"):
            assert sum(float(each[name]["amount"]) for each in lines) == pytest.approx(float(total[name]["amount"]))
            assert EN.money(_money(total[name]), code=False) in said


def _money(plain: dict[str, str]) -> Money:
    return Money(parse_amount(plain["amount"], plain["currency"]), plain["currency"])
