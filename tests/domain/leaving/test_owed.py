"""What both sides owe when a client leaves, line by line (P4.2)."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.contracts.words import clause_name
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.gates import gates
from clientguard.domain.leaving.owed import DEPOSIT, OwedLine, owed, unbilled_amount
from clientguard.domain.money.amount import Money
from clientguard.domain.money.holds import HoldFacts
from clientguard.domain.records import Extension, HandoverMark, Promise, Suspension
from tests.domain.leaving.leaving_case import (
    CONTRACT,
    TODAY,
    case,
    deliverable,
    invoice,
    obligation,
    paid,
    release,
)

WORDS = texts.words("en")
SAY = WORDS.say
STOP = Suspension(client=7, contract=30, starts=date(2026, 11, 1), reason="Invoice 2026-041 is unpaid.")
CLAUSE = dataclasses.replace(CONTRACT, suspension_clause="§ 7.2: work stops until an overdue invoice is paid.")
PAGE = deliverable("Price page", "agreed", id=50, due=date(2026, 12, 1))

LATE = RequestFacts(3, 7, "Casa Verde", "Which colours?", "question", date(2026, 10, 20), date(2026, 11, 4), "",
                    answered_on=date(2026, 11, 6), deliverable=50)  # fmt: skip
WHO_WAS_LATE = "the answer to “Which colours?” came 2 working days late"


def told(line: OwedLine) -> tuple[str, str, str]:
    return SAY(line.what), WORDS(line.word), SAY(line.detail) if line.detail else ""


def ours(of: LeavingCase) -> list[tuple[str, str, str]]:
    return [told(each) for each in owed(of, TODAY).ours]


def theirs(of: LeavingCase) -> list[tuple[str, str, str]]:
    return [told(each) for each in owed(of, TODAY).theirs]


def moved(cause: str = "") -> Extension:
    return Extension(
        client=7,
        deliverable=50,
        agreed_on=date(2026, 11, 10),
        new_due=date(2026, 12, 15),
        cause=cause,
        reason="the texts came late",
    )


@pytest.mark.parametrize(
    ("changed", "rest", "expected"),
    [
        ({}, {}, ("Agreed", "due 1 Dec 2026")),
        ({"due": None}, {}, ("Agreed", "")),
        (
            {},
            {"extensions": (moved("client"),)},
            ("Agreed", "due 15 Dec 2026, moved from 1 Dec 2026 (the client's doing): the texts came late"),
        ),
        (
            {},
            {"extensions": (moved("us"),)},
            ("Agreed", "due 15 Dec 2026, moved from 1 Dec 2026 (our doing): the texts came late"),
        ),
        (
            {},
            {"extensions": (moved("nobody"),)},
            ("Agreed", "due 15 Dec 2026, moved from 1 Dec 2026: the texts came late"),
        ),
        ({}, {"extensions": (dataclasses.replace(moved(), deliverable=51),)}, ("Agreed", "due 1 Dec 2026")),
        (
            {},
            {"requests": (LATE,)},
            ("Agreed", f"due 3 Dec 2026, moved from 1 Dec 2026: {WHO_WAS_LATE}"),
        ),
        (
            {},
            {"requests": (LATE,), "extensions": (dataclasses.replace(moved("us"), agreed_on=date(2026, 11, 2)),)},
            ("Agreed", f"due 17 Dec 2026, moved from 1 Dec 2026 (our doing): the texts came late; {WHO_WAS_LATE}"),
        ),
        ({"due": None}, {"requests": (LATE,)}, ("Agreed", "")),
        (
            {},
            {"suspensions": (STOP,), "contract": CLAUSE},
            ("Suspended", "work has been stopped under § 7.2 since 1 Nov 2026; due 1 Dec 2026"),
        ),
        (
            {"due": None},
            {"suspensions": (STOP,), "contract": dataclasses.replace(CONTRACT, suspension_days=14)},
            ("Suspended", "work has been stopped under the suspension clause since 1 Nov 2026"),
        ),
        (
            {"due": None},
            {"suspensions": (STOP,)},
            ("Suspended", "work has been stopped since 1 Nov 2026: Invoice 2026-041 is unpaid."),
        ),
        (
            {"due": None},
            {"suspensions": (dataclasses.replace(STOP, reason=""),)},
            ("Suspended", "work has been stopped since 1 Nov 2026; not held, as no clause is on record"),
        ),
        (
            {"contract": 31},  # the stop is that of another contract
            {"suspensions": (STOP,), "contract": CLAUSE},
            ("Agreed", "due 1 Dec 2026"),
        ),
        (
            {},
            {"suspensions": (dataclasses.replace(STOP, resumed_on=TODAY),), "contract": CLAUSE},
            ("Agreed", "due 1 Dec 2026"),
        ),
        ({"state": "delivered"}, {}, ("Delivered", "not accepted yet")),
        (
            {"state": "delivered", "delivered_on": date(2026, 11, 20)},
            {"suspensions": (STOP,), "contract": CLAUSE},
            ("Delivered", "delivered on 20 Nov 2026, not accepted yet"),
        ),
        ({"state": "accepted"}, {}, ("Accepted", "")),
        (
            {"state": "accepted", "settled_on": TODAY, "settled_by": "M. Ruiz"},
            {},
            ("Accepted", "accepted on 22 Nov 2026 by M. Ruiz"),
        ),
        ({"state": "accepted", "settled_by": "M. Ruiz"}, {}, ("Accepted", "accepted by M. Ruiz")),
        ({"state": "dropped", "settled_on": TODAY}, {}, ("Dropped in writing", "dropped on 22 Nov 2026")),
        ({"state": "dropped", "settled_by": "M. Ruiz"}, {}, ("Dropped in writing", "dropped by M. Ruiz")),
    ],
)
def test_a_deliverable_says_where_it_stands(changed: dict[str, Any], rest: dict[str, Any], expected: tuple[str, str]):
    page = dataclasses.replace(PAGE, **changed)
    assert ours(case(deliverables=(page,), bills=(invoice(),), **rest)) == [("Price page", *expected)]


def test_what_is_open_comes_before_what_is_settled():
    found = case(
        deliverables=(deliverable("Shop", "accepted"), PAGE),
        obligations=(obligation("Copy", met_on=TODAY), obligation("Refund of May", note="by transfer")),
    )
    assert ours(found) == [
        ("Price page", "Agreed", "due 1 Dec 2026"),
        ("Refund of May", "open", "by transfer"),
        ("Shop", "Accepted", ""),
        ("Copy", "met", "met on 22 Nov 2026"),
    ]


def obligations_gate(of: LeavingCase) -> tuple[str, str]:
    return next((each.state, SAY(each.reason)) for each in gates(of, TODAY) if each.key == "obligations")


def test_all_that_is_owed_to_the_client_stands_in_the_gate():
    contract = dataclasses.replace(CONTRACT, deposit=50000, currency="EUR")
    found = case(
        deliverables=(),
        contract=contract,
        obligations=(obligation("Refund of May", due=date(2026, 11, 30)),),
        bills=(paid(paid=490000),),
        on_account=(Money(2500, "EUR"),),
    )
    assert ours(found) == [
        ("Refund of May", "open", "due 30 Nov 2026"),
        ("€ 100.00 overpaid on invoice 2026-041", "open", "to be refunded"),
        ("€ 25.00 of credit on account", "open", "to be refunded, or set off against the last invoice"),
        ("€ 500.00 of deposit, by the contract", "open", "to be refunded, or set off against the last invoice"),
    ]
    assert obligations_gate(found) == (
        "open",
        "Still owed to the client: Refund of May, € 100.00 overpaid on invoice 2026-041, € 25.00 of credit on account,"
        " € 500.00 of deposit, by the contract.",
    )


@pytest.mark.parametrize(
    ("changed", "settled"),
    [
        ({}, True),
        ({"leaving": 41}, False),  # of another leaving
        ({"account": 3}, False),
        ({"key": "request"}, False),
    ],
)
def test_a_deposit_is_owed_back_until_it_is_marked_settled(changed: dict[str, Any], settled: bool):
    mark = HandoverMark(id=9, client=7, leaving=40, key=DEPOSIT, done_on=TODAY, proof="Set off against 2026-041")
    contract = dataclasses.replace(CONTRACT, deposit=50000, currency="EUR")
    found = case(deliverables=(), contract=contract, marks=(dataclasses.replace(mark, **changed),))
    (line,) = owed(found, TODAY).ours
    assert line.settled == settled
    assert (obligations_gate(found)[0] == "met") == settled
    if settled:
        assert told(line)[1:] == ("met", "settled on 22 Nov 2026: Set off against 2026-041")


HOLD = HoldFacts(5, "disputed", "Two hours too many.", date(2026, 11, 1), None, is_settled=False)


@pytest.mark.parametrize(
    ("bill", "unsent", "word", "detail"),
    [
        ({}, (), "overdue", "due 31 Oct 2026, 22 days late"),
        ({"due": date(2026, 11, 30)}, (), "open", "due 30 Nov 2026"),
        ({"holds": (HOLD,)}, (), "disputed", "due 31 Oct 2026, 22 days late, disputed"),
        (
            {"holds": (dataclasses.replace(HOLD, amount=40000),)},
            (),
            "overdue",
            "due 31 Oct 2026, 22 days late, € 400.00 of it disputed",
        ),
        (
            {"issued": date(2026, 11, 20), "due": date(2026, 12, 4)},
            (1,),
            "open",
            "due 4 Dec 2026; not sent yet",
        ),
        ({}, (1,), "overdue", "due 31 Oct 2026, 22 days late"),  # from before the decision
    ],
)
def test_an_unpaid_invoice_says_how_it_stands(bill: dict[str, Any], unsent: tuple[int, ...], word: str, detail: str):
    found = case(bills=(invoice(**bill),), unsent=frozenset(unsent))
    assert theirs(found) == [("€ 4,800.00 of invoice 2026-041", word, detail)]


@pytest.mark.parametrize(
    ("contract", "rate", "expected", "private"),
    [
        ({}, None, "", False),
        ({}, Money(9000, "EUR"), "about € 135.00 at your own hourly rate", True),
        (
            {"fee_type": "hourly", "fee": 8000, "currency": "EUR"},
            Money(9000, "EUR"),
            "€ 120.00 by the contract's hourly fee",
            False,
        ),
        (
            {"fee_type": "retainer", "fee": 90000, "currency": "EUR"},
            Money(9000, "EUR"),
            "the fee is not by the hour: check what the last invoice has to cover",
            False,
        ),
    ],
)
def test_work_that_is_not_invoiced_is_shown_with_what_it_comes_to(
    contract: dict[str, Any], rate: Money | None, expected: str, private: bool
):
    found = case(contract=dataclasses.replace(CONTRACT, **contract), unbilled=90, rate=rate)
    (line,) = owed(found, TODAY).theirs
    assert told(line) == ("1:30 h of work since the last invoice", "not invoiced", expected)
    assert line.private == private
    assert (unbilled_amount(found) is None) == ("€" not in expected)
    payments = next(each for each in gates(found, TODAY) if each.key == "payments")
    assert SAY(payments.reason) == "Nothing is owed. Not invoiced yet: 1:30 h of work since the last invoice."


def test_a_promise_of_the_clients_is_open_until_it_is_kept():
    promise = Promise(client=7, type="material", words="The logo on Friday", made_on=date(2026, 11, 3), due=TODAY)
    found = case(
        promises=(
            promise,
            dataclasses.replace(promise, who="M. Ruiz", words="Texts"),
            dataclasses.replace(promise, kept_on=TODAY),
            dataclasses.replace(promise, type="payment"),  # it shows with the invoices
        )
    )
    assert theirs(found) == [
        ("“The logo on Friday”", "promised", "promised for 22 Nov 2026"),
        ("“Texts”", "promised", "promised by M. Ruiz for 22 Nov 2026"),
    ]


def test_a_release_is_in_no_line_so_that_the_client_never_reads_it():
    found = case(bills=(invoice(),), deliverables=(PAGE,), suspensions=(STOP,), releases=(release("payments"),))
    lines = owed(found, TODAY)
    assert not any("Nothing of ours" in word for line in (*lines.ours, *lines.theirs) for word in told(line))


@pytest.mark.parametrize(
    ("clause", "name"),
    [
        ("", ""),
        ("Work stops when an invoice is 14 days late.", ""),
        ("Clause 7: work stops.", "Clause 7"),
        ("As § 12.3 says, work stops.", "§ 12.3"),
        ("See Article 4 and section 5.", "Article 4"),
        ("ข้อ 9 งานหยุด", "ข้อ 9"),
    ],
)
def test_a_clause_is_called_what_its_text_calls_it(clause: str, name: str):
    assert clause_name(clause) == name
