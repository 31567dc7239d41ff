from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.clients import ClientFacts, Mark, marks, next_action, state
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.money.amount import Money
from clientguard.domain.money.lateness import trend
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.records import Client, Contract, Intake, Leaving
from tests.domain.leaving.leaving_case import CONTRACT, LEAVING, TODAY, invoice, paid

REQUEST = RequestFacts(2, 7, "Casa Verde", "Which logo?", "question", date(2026, 11, 10), None, "")
SAY = texts.words("en").say


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def client(stage: str = "active", **changes: Any) -> ClientFacts:
    return dataclasses.replace(ClientFacts(Client(id=7, name="Casa Verde", stage=stage), None, (), (), None), **changes)


def lines(found: tuple[Mark, ...]) -> list[tuple[str, str]]:
    return [(each.tone, SAY(each.text)) for each in found]


STOPPED = Contract(client=7, title="Care", stopped_on=date(2026, 11, 15))


@pytest.mark.parametrize(
    ("stage", "contract", "leaving", "expected"),
    [
        ("active", CONTRACT, None, [("met", "Active")]),
        ("new", None, None, [("note", "New client")]),
        ("prospect", None, None, [("note", "Prospect")]),
        ("declined", None, None, [("neutral", "Declined")]),
        ("former", CONTRACT, None, [("neutral", "Former client")]),
        ("active", STOPPED, None, [("stop", "Work stopped")]),
        ("new", STOPPED, None, [("stop", "Work stopped"), ("note", "New client")]),
        ("leaving", None, LEAVING, [("note", "Leaving")]),
        (
            "leaving",
            STOPPED,
            dataclasses.replace(LEAVING, last_day=date(2026, 12, 12)),
            [("stop", "Work stopped"), ("note", "Leaving, last day 12 Dec 2026")],
        ),
        ("active", None, dataclasses.replace(LEAVING, signed_off=TODAY), [("met", "Active")]),
        ("former", None, dataclasses.replace(LEAVING, signed_off=TODAY), [("neutral", "Former client")]),
    ],
)
def test_a_client_is_marked_with_what_matters_first(
    stage: str, contract: Contract | None, leaving: Leaving | None, expected: list[tuple[str, str]]
):
    assert lines(marks(client(stage, contract=contract, leaving=leaving))) == expected


def test_a_client_with_nothing_open_has_an_empty_state_line():
    assert state(client(bills=(paid(),), contract=CONTRACT), TODAY) == ()


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (days(-22), ("stop", "€ 4,800.00 overdue, 22 days late")),
        (days(-14), ("attention", "€ 4,800.00 overdue, 14 days late")),
        (days(-1), ("attention", "€ 4,800.00 overdue, 1 day late")),
        (days(0), ("neutral", "€ 4,800.00 owed, not yet due")),
    ],
)
def test_the_state_line_says_what_is_owed(due: date, expected: tuple[str, str]):
    assert lines(state(client(bills=(invoice(due=due),)), TODAY)) == [expected]


@pytest.mark.parametrize(
    ("stage", "late", "expected"),
    [
        ("active", (2, 9, 21), [("attention", "Pays later each time")]),
        ("active", (9, 9, 9), [("attention", "Keeps paying late")]),
        ("active", (0, 0, 21), []),
        ("former", (2, 9, 21), []),
    ],
)
def test_the_state_line_says_that_a_client_pays_later_and_later(stage, late, expected):
    bills: list[Bill] = []
    for place, each in enumerate(late):
        due = days(30 * place - 120)
        facts = dataclasses.replace(invoice().facts, id=place, issued=due, due=due)
        settled = dataclasses.replace(facts, paid=facts.amount.minor, settled=due + timedelta(days=each))
        bills.append(bill(settled, TODAY))
    assert lines(state(client(stage, trend=trend(bills)), TODAY)) == expected


def test_each_currency_has_its_own_lateness():
    bills = (
        invoice(due=days(-22)),
        invoice(due=days(-2), amount=Money(90000, "THB")),
        invoice(due=days(5), amount=Money(10000, "EUR")),
    )
    assert lines(state(client(bills=bills), TODAY)) == [
        ("stop", "€ 4,800.00 overdue, 22 days late"),
        ("attention", "THB 900.00 overdue, 2 days late"),
        ("neutral", "€ 100.00 owed, not yet due"),
    ]


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        ((REQUEST,), ("attention", "1 request open, the oldest for 12 days")),
        ((dataclasses.replace(REQUEST, asked_on=days(-1)),), ("neutral", "1 request open, the oldest for 1 day")),
        ((dataclasses.replace(REQUEST, asked_on=TODAY),), ("neutral", "1 request open since today")),
        (
            (REQUEST, dataclasses.replace(REQUEST, asked_on=days(-1))),
            ("attention", "2 requests open, the oldest for 12 days"),
        ),
        (
            (dataclasses.replace(REQUEST, needed_by=days(1)),),
            ("neutral", "1 request open, the oldest for 12 days"),
        ),
    ],
)
def test_the_state_line_says_how_long_an_answer_is_owed(requests: tuple[RequestFacts, ...], expected: tuple[str, str]):
    assert lines(state(client(open_requests=requests), TODAY)) == [expected]


@pytest.mark.parametrize(
    ("stage", "ends", "expected"),
    [
        ("active", {"ends": days(91)}, [("neutral", "Contract until 21 Feb 2027")]),
        ("active", {"ends": days(90)}, [("attention", "Contract until 20 Feb 2027, decide by 21 Jan 2027")]),
        (
            "active",
            {"ends": days(29)},
            [("attention", "Contract until 21 Dec 2026, the last day for notice was 21 Nov 2026")],
        ),
        ("active", {"ends": days(60), "notice_days": None}, [("attention", "Contract until 21 Jan 2027")]),
        ("active", {"ends": days(-1)}, [("attention", "Contract ended on 21 Nov 2026")]),
        ("active", {"ends": days(-1), "ended_on": days(-1)}, [("neutral", "Contract ended on 21 Nov 2026")]),
        ("active", {"ended_on": days(9)}, [("neutral", "Contract until 1 Dec 2026")]),
        ("active", {"ends": days(-200), "renews_months": 12}, [("neutral", "Contract renews after 6 May 2027")]),
        ("former", {"ends": days(-1)}, []),
    ],
)
def test_the_state_line_says_when_the_contract_ends(stage: str, ends: dict[str, Any], expected: list[tuple[str, str]]):
    contract = dataclasses.replace(CONTRACT, **ends)
    assert lines(state(client(stage, contract=contract), TODAY)) == expected


LATE = (invoice(id=1, due=days(-10)), invoice(id=2, due=days(-30)), invoice(id=3, due=days(5)))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"open_requests": (REQUEST,)}, ("log answer", 2)),
        ({"bills": LATE, "open_requests": (REQUEST,)}, ("send_reminder", 2)),
        ({"bills": LATE[2:]}, None),
        ({"bills": LATE, "contract": STOPPED}, None),
        ({"bills": LATE, "leaving": LEAVING}, ("continue leaving", 40)),
        ({"bills": LATE, "leaving": dataclasses.replace(LEAVING, signed_off=TODAY)}, ("send_reminder", 2)),
    ],
)
def test_the_most_urgent_action_is_leaving_then_the_oldest_late_invoice_then_the_oldest_request(facts, expected):
    assert next_action(client(**facts)) == expected


@pytest.mark.parametrize(
    ("stage", "sheet", "expected"),
    [
        ("prospect", None, ("fill in intake", 7)),
        ("prospect", Intake(id=9), ("enter result", 9)),
        ("prospect", Intake(id=9, result="accept"), ("accept prospect", 7)),
        ("prospect", Intake(id=9, result="conditions"), ("accept with conditions", 7)),
        ("prospect", Intake(id=9, result="decline"), ("decline prospect", 7)),
        ("declined", Intake(id=9, result="decline"), None),
        ("new", Intake(id=9, result="conditions"), None),
    ],
)
def test_a_prospect_is_asked_about_then_answered_as_its_sheet_says(stage, sheet, expected):
    assert next_action(client(stage, intake=sheet)) == expected


def test_what_the_sheet_came_to_is_shown_until_the_client_is_no_longer_new():
    sheet = Intake(id=9, result="conditions")
    shown = {stage: lines(state(client(stage, intake=sheet), TODAY)) for stage in ("prospect", "new", "active")}
    assert shown == {
        "prospect": [("note", "Result of the intake sheet: Accept with conditions")],
        "new": [("note", "Accepted with conditions")],
        "active": [],
    }
