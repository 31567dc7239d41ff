"""What the client's copy of the final report says, and what can never be in it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from clientguard.domain.leaving.case import LeavingCase, handovers
from clientguard.domain.leaving.final import compared
from clientguard.domain.leaving.final.facts import (
    FORMAT,
    AccountLine,
    Aftercare,
    Agreement,
    ChangeLine,
    DataLine,
    DeliverableLine,
    FinalReport,
    Move,
    OpenItem,
    PaymentLine,
    Period,
    ResultLine,
    StatementLine,
    comparisons,
    facts_json,
    figure,
)
from clientguard.domain.leaving.final_report import final_report, open_item
from clientguard.domain.money.amount import Money
from clientguard.domain.money.holds import HoldFacts
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import (
    Account,
    Client,
    Contract,
    DataHolding,
    Deliverable,
    Extension,
    HandoverMark,
    Leaving,
    Release,
    Result,
)
from clientguard.domain.wording import Said, said
from tests.reports import sample


def test_it_speaks_the_clients_language_else_the_business_s():
    assert sample.report(client=replace(sample.CLIENT, language="fy")).language == "fy"
    assert sample.report(client=replace(sample.CLIENT, language="")).language == "en"
    silent = replace(sample.BUSINESS, language="")
    assert sample.report(client=replace(sample.CLIENT, language=""), business=silent).language == "en"


@pytest.mark.parametrize(
    ("contract", "leaving", "expected"),
    [
        (sample.CONTRACT, sample.LEAVING, Period(date(2026, 2, 3), date(2026, 12, 12))),
        (sample.CONTRACT, replace(sample.LEAVING, last_day=None), Period(date(2026, 2, 3), date(2026, 12, 12))),
        (Contract(title="x", ends=date(2026, 8, 1)), Leaving(), Period(date(2026, 1, 1), date(2026, 8, 1))),
        (Contract(title="x", signed=date(2025, 12, 9)), Leaving(), Period(date(2025, 12, 9), None)),
        (None, Leaving(), Period(date(2026, 1, 1), None)),
        (None, sample.LEAVING, Period(date(2026, 1, 1), date(2026, 12, 12))),
    ],
)
def test_the_period_ends_with_the_last_day_else_with_the_contract(contract, leaving, expected):
    client = Client(name="Casa", since=date(2026, 1, 1))
    assert sample.report(client=client, contract=contract, leaving=leaving).period == expected


def test_the_statement_is_in_the_order_of_issue_with_a_total_for_each_currency():
    report = sample.report(
        bills=(
            sample.invoice(3, date(2026, 5, 1), 1000, 0, "THB"),
            sample.invoice(2, date(2026, 3, 1), 500, 700),
            sample.invoice(1, date(2026, 2, 1), 100, 0),
        )
    )
    assert [line.number for line in report.statement] == ["2026-001", "2026-002", "2026-003"]
    assert [(each.amount, each.paid, each.open) for each in report.totals] == [
        (Money(600, "EUR"), Money(700, "EUR"), Money(-100, "EUR")),
        (Money(1000, "THB"), Money(0, "THB"), Money(1000, "THB")),
    ]
    assert report.statement[1].open == Money(-200, "EUR"), "what was paid beyond the amount is the client's"


def test_only_what_is_ours_until_paid_waits_and_only_while_something_is_overdue():
    mine, own = (
        Account(name="Templates", ownership="mine", clause="clause 9"),
        Account(name="Domain", ownership="client"),
    )
    waits = {line.name: line.waits for line in sample.report(accounts=(mine, own)).accounts}
    assert waits == {"Templates": True, "Domain": False}
    offered = replace(mine, offered_on=date(2026, 11, 20))
    assert sample.report(accounts=(offered,)).accounts[0].waits
    assert not sample.report(accounts=(mine,), bills=sample.BILLS[:2]).accounts[0].waits


def test_the_paper_says_of_a_released_account_what_the_screen_says():
    mine = Account(name="Templates", ownership="mine", clause="clause 9")
    case = sample.case(accounts=(mine,), releases=(Release(gate="payments", reason="Nothing of ours is in it."),))
    (shown,) = handovers(case)
    report = sample.report(case=case)
    assert shown.may_proceed
    assert not report.accounts[0].waits
    assert [(each.what.text, each.by) for each in report.open_items if "account" in each.what.values] == [
        ("Hand over {account}", date(2026, 12, 12))
    ]


def test_a_release_and_its_reason_are_in_nothing_that_the_client_gets():
    gates = ("decision", "deliverables", "obligations", "notice", "payments", "sweep")
    reason = "A gesture, so that it ends."
    case = sample.case(releases=tuple(Release(gate=each, reason=reason, on=sample.MADE) for each in gates))
    printed = json.dumps(facts_json(sample.report(case=case)), default=str)
    assert "gesture" not in printed
    assert "eleased" not in printed


@pytest.mark.parametrize(
    ("clause", "released", "waits"),
    [("Clause 7: work stops until paid.", False, True), ("Clause 7", True, False), ("", False, False)],
)
def test_the_paper_says_that_work_waits_only_under_a_clause_and_while_it_is_held(
    clause: str, released: bool, waits: bool
):
    contract = replace(sample.CONTRACT, stopped_on=date(2026, 11, 1), suspension_clause=clause)
    releases = (Release(gate="payments", reason="A gesture."),) if released else ()
    deliverables = (Deliverable(title="Handbook", state="agreed", due=date(2026, 12, 1)),)
    report = sample.report(case=sample.case(contract=contract, deliverables=deliverables, releases=releases))
    assert report.deliverables[0].stopped == (date(2026, 11, 1) if waits else None)
    assert report.stop_clause == (clause if waits else "")


@pytest.mark.parametrize(
    ("line", "what", "who", "by"),
    [
        ("Renew it, Casa Verde, 20 December 2026", "Renew it", "Casa Verde", date(2026, 12, 20)),
        ("Renew it, the shop, and mail, Casa Verde, 2026-12-20", "Renew it, the shop, and mail", "Casa Verde",
         date(2026, 12, 20)),
        ("Renew it, 30 nov", "Renew it", "", date(2026, 11, 30)),
        ("Renew it, you, by 30 nov", "Renew it", "you", date(2026, 11, 30)),
        ("Perbaharui, Casa Verde, sebelum 10 Disember 2026", "Perbaharui", "Casa Verde", date(2026, 12, 10)),
        ("ต่ออายุ, Casa Verde, ภายในวันที่ 10 ธันวาคม 2569", "ต่ออายุ", "Casa Verde", date(2026, 12, 10)),
        ("Ferlingje, Casa Verde, foar 10 desimber 2026", "Ferlingje", "Casa Verde", date(2026, 12, 10)),
        ("Renew it", "Renew it", "", None),
        ("Tell Ana, Berta", "Tell Ana, Berta", "", None),
        ("Renew it, you, fri", "Renew it, you, fri", "", None),
        ("Renew it, you, +2w", "Renew it, you, +2w", "", None),
        ("Renew it, you, 31 February 2026", "Renew it, you, 31 February 2026", "", None),
        ("30 nov", "30 nov", "", None),
        ("Renew {account}, 30 nov", "Renew {account}", "", date(2026, 11, 30)),
    ],
)  # fmt: skip
def test_a_line_of_what_who_by_when_is_read_and_any_other_stays_as_it_is(line, what, who, by):
    assert open_item(line, sample.MADE) == OpenItem(said("{text}", text=what), who, by)


def test_open_items_of_the_user_and_of_the_record_stand_together_by_date():
    lines = "Later, 2027-01-01\n\n  Some day \nSoon, 2026-11-23"
    leaving = replace(sample.LEAVING, last_day=date(2026, 12, 1), open_items=lines)
    shop = Account(name="Shop", offered_on=date(2026, 11, 20))
    found = sample.report(leaving=leaving, accounts=(shop,), deliverables=(), bills=()).open_items
    texts = [each.what.values.get("text", each.what.text) for each in found]
    assert texts == ["Soon", "Sign in to {account} and confirm", "Later", "Some day"]


def test_the_summary_is_its_lines_without_empty_ones():
    leaving = replace(sample.LEAVING, summary="One.\n\n  \nTwo.\nThree.")
    assert sample.report(leaving=leaving).summary == ("One.", "Two.", "Three.")
    assert sample.report(leaving=Leaving()).summary == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("11.20", Decimal("11.20")), ("-5", Decimal(-5)), ("", None), ("many", None), ("NaN", None), ("1e99", None)],
)
def test_a_figure_is_a_number_that_can_be_drawn(text, expected):
    assert figure(text) == expected


def test_only_results_with_both_figures_are_compared():
    results = (Result(measure="a", before="1", after="2"), Result(measure="b", after="2"), Result(measure="c"))
    assert [each.measure for each in comparisons(sample.report(results=results))] == ["a"]


def test_the_json_is_plain_stable_and_without_a_language():
    facts = facts_json(sample.report())
    assert json.loads(json.dumps(facts)) == facts
    assert facts["format"] == FORMAT
    assert facts["made"] == "2026-11-22"
    assert facts["statement"][2]["open"] == {"amount": "1350.00", "currency": "EUR"}
    assert facts["accounts"][4]["ownership"] == "mine"
    assert {"what": "Send the printer's files", "who": "", "by": None, "since": None} in facts["open_items"]
    derived = [each["what"] for each in facts["open_items"] if isinstance(each["what"], dict)]
    assert {
        "sentence": "Pay {open} of invoice {number}",
        "values": {"open": {"amount": "1350.00", "currency": "EUR"}, "number": "2026-029"},
    } in derived


def test_numbers_and_dates_in_a_sentence_become_plain_json():
    item = OpenItem(Said("{a} {b} {c}", {"a": Decimal("1.50"), "b": date(2026, 1, 2), "c": 3}), "us", None)
    facts = facts_json(replace(sample.report(), open_items=(item,)))
    assert facts["open_items"][0]["what"]["values"] == {"a": "1.50", "b": "2026-01-02", "c": 3}


def test_no_private_field_of_any_record_reaches_the_facts():
    facts = json.dumps(facts_json(sample.report(**sample.with_secrets())))
    assert sample.CANARY not in facts
    assert str(sample.CANARY_NUMBER) not in facts


def test_a_report_can_be_made_before_anything_was_decided():
    nothing = LeavingCase(Leaving(), sample.CLIENT.name, None, (), (), (), (), (), 0)
    report = final_report(
        sample.BUSINESS, sample.CLIENT, nothing, (), made=sample.MADE, version=1, anchor=sample.ANCHOR
    )
    assert (report.engagement, report.open_items, report.totals) == ("", (), ())


def test_every_fact_is_compared_with_the_record_or_follows_from_one_that_is():
    known = {*compared.OWN, *(each.name for each in compared.PARTS), compared.TO_DO.name, *compared.DERIVED}
    assert known == {each.name for each in fields(FinalReport)}
    lines = {
        "agreement": Agreement, "results": ResultLine, "deliverables": DeliverableLine, "changes": ChangeLine,
        "accounts": AccountLine, "data": DataLine, "statement": StatementLine, "payments": PaymentLine,
        "aftercare": Aftercare,
    }  # fmt: skip
    derived = {"accounts": {"complete"}, "statement": {"open", "overdue_since"}}
    for part in compared.PARTS:
        if part.name in lines:
            names = {each.name for each in fields(lines[part.name])}
            assert names == {*part.fields} | derived.get(part.name, set()), part.name


def test_a_day_that_is_past_is_never_asked_for():
    leaving = replace(sample.LEAVING, last_day=date(2026, 11, 1), open_items="Renew it, you, 3 November 2026")
    report = sample.report(leaving=leaving)
    assert all(each.by is None or each.by >= sample.MADE for each in report.open_items)
    assert report.open_items[0].since == date(2026, 10, 15), "the invoice, the oldest of all"
    assert report.return_by == date(2026, 12, 6)


def test_the_signed_report_is_asked_back_in_two_weeks_or_by_the_last_day():
    assert sample.report().return_by == date(2026, 12, 6)
    assert sample.report(leaving=replace(sample.LEAVING, last_day=date(2026, 11, 25))).return_by == date(2026, 11, 25)


def test_open_accounts_come_first_and_those_closed_without_a_reply_ask_for_nothing():
    asked = date(2026, 11, 1)
    done = replace(sample.ACCOUNTS[1], id=8, name="Analytics", proof="mail", tested_on=asked, removed_on=asked)
    silent = Account(id=9, name="Blog", offered_on=asked, no_reply_on=date(2026, 11, 20))
    waiting = Account(id=10, name="Wiki", offered_on=asked)
    marks = (
        HandoverMark(account=9, key="request", done_on=asked),
        HandoverMark(account=10, key="oauth", done_on=asked),
    )
    report = sample.report(accounts=(done, silent, waiting), marks=marks, deliverables=(), bills=())
    assert [each.name for each in report.accounts] == ["Wiki", "Analytics", "Blog"]
    assert report.accounts[2].requests == (asked,)
    about = [each.what.values.get("account") for each in report.open_items]
    assert set(about) == {"Wiki", None}


def test_a_moved_date_is_the_one_that_is_asked_for_and_the_agreed_one_stays():
    piece = Deliverable(id=4, title="Shop", due=date(2026, 12, 1))
    moves = (
        Extension(deliverable=4, agreed_on=date(2026, 11, 1), new_due=date(2026, 12, 8), reason="Photos came late"),
    )
    report = sample.report(deliverables=(piece,), extensions=moves, accounts=(), bills=())
    assert report.deliverables[0].due == date(2026, 12, 1)
    assert report.deliverables[0].moved == (Move(date(2026, 12, 8), "Photos came late"),)
    assert next(each.by for each in report.open_items if "title" in each.what.values) == date(2026, 12, 8)


def test_data_that_waits_is_still_to_be_chosen_returned_or_deleted():
    held = (
        DataHolding(what="Photos"),
        DataHolding(what="A list", disposition="both"),
        DataHolding(what="Invoices", disposition="keep", reason="Tax law"),
        DataHolding(what="Exports", disposition="delete", done_on=date(2026, 11, 3)),
    )
    report = sample.report(holdings=held, accounts=(), deliverables=(), bills=())
    assert [(str(each.what), each.who) for each in report.open_items if "what" in each.what.values] == [
        ("Choose: return or delete Photos", "client"),
        ("Return A list, then delete it", "us"),
    ]


def test_renewals_within_ninety_days_are_named_with_who_pays():
    near = Account(name="Domain", renews=date(2026, 12, 1), billing_on=date(2026, 11, 3))
    ours = Account(name="Hosting", renews=date(2026, 11, 24))
    far = Account(name="Font", renews=date(2027, 6, 1))
    report = sample.report(accounts=(near, ours, far), deliverables=(), bills=())
    assert [(each.name, each.billing_moved) for each in report.renewals] == [
        ("Hosting", None), ("Domain", date(2026, 11, 3)),
    ]  # fmt: skip
    renews = {each.what.values["account"]: each.who for each in report.open_items if "date" in each.what.values}
    assert renews == {"Hosting": "us", "Domain": "client"}


def test_nothing_is_demanded_of_what_is_held_or_written_off():
    late = sample.invoice(1, date(2026, 9, 1), 10_000, 0)
    held = {
        key: HoldFacts(1, key, "As agreed", date(2026, 9, 2), None, is_settled=False) for key in ("agreed", "collector")
    }
    cases = {"": late, "off": bill(replace(late.facts, written_off=10_000), sample.MADE)}
    cases |= {key: bill(replace(late.facts, holds=(hold,)), sample.MADE) for key, hold in held.items()}
    demanded = {}
    for name, found in cases.items():
        report = sample.report(bills=(found,))
        demanded[name] = (report.totals[0].demanded.minor, report.statement[0].overdue_since)
    assert demanded == {"": (10_000, date(2026, 9, 15)), "agreed": (0, None), "collector": (0, None), "off": (0, None)}
