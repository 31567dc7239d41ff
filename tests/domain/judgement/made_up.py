"""Facts of made-up clients for tests of properties, and what a test does to them: take away, double, shuffle."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from clientguard.domain.communication.waiting import PromiseMade, RequestFacts
from clientguard.domain.judgement.facts import Appointment, Other, SignFacts, Talk
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, bill
from clientguard.domain.records import Advice, ChangeOrder, Client, Contract, Deliverable, Demand, ProblemNote

TODAY = date(2026, 11, 22)
AGO = st.integers(0, 300).map(lambda days: TODAY - timedelta(days=days))


def numbered(first: int, values: list[Any]) -> tuple[Any, ...]:
    """Return records with numbers of their own."""
    return tuple(dataclasses.replace(each, id=first + place) for place, each in enumerate(values))


@st.composite
def bills(draw: st.DrawFn) -> tuple[Any, ...]:
    """Return an invoice a month, each paid some days late or not at all."""
    late = draw(st.lists(st.sampled_from([0, 2, 5, 9, 12, 16, 25, None]), max_size=11))
    found: list[Any] = []
    for place, days in enumerate(late):
        due = TODAY - timedelta(days=30 * (len(late) - place) - 18)
        paid = None if days is None else due + timedelta(days=days)
        is_paid = paid is not None and paid <= TODAY
        found.append(bill(InvoiceFacts(100 + place, 1, "", f"R-{place}", due - timedelta(days=14), due, "",
                                       Money(100_00, "EUR"), 100_00 if is_paid else 0, paid if is_paid else None),
                          TODAY))  # fmt: skip
    return tuple(found)


@st.composite
def requests(draw: st.DrawFn) -> tuple[RequestFacts, ...]:
    """Return requests, answered after some days or not, and asked for again or not."""
    found: list[RequestFacts] = []
    for place in range(draw(st.integers(0, 7))):
        asked = TODAY - timedelta(days=draw(st.integers(1, 100)))
        needed = asked + timedelta(days=7)
        after = draw(st.sampled_from([2, 8, 13, 25, None]))
        answered = asked + timedelta(days=after) if after and asked + timedelta(days=after) <= TODAY else None
        chased = (needed + timedelta(days=3),) if draw(st.booleans()) else ()
        found.append(RequestFacts(300 + place, 1, "", "Texts", "approval", asked, needed, "", chased=chased,
                                  answered_on=answered))  # fmt: skip
    return tuple(found)


@st.composite
def sign_facts(draw: st.DrawFn) -> SignFacts:
    """Return the facts of one client, with entries for every sign."""
    contract = Contract(id=2, client=1, title="Care", signed=date(2025, 1, 1), starts=date(2025, 1, 1),
                        revision_limit=2, response_days=draw(st.sampled_from([None, 5])),
                        contact_hours="Mon-Fri 09:00-17:00")  # fmt: skip
    problems = st.builds(
        ProblemNote, client=st.just(1), title=st.just("It happened"), on=AGO,
        sign=st.just(draw(st.sampled_from(["2", "3", "6", "7", "9"]))),
        severity=st.sampled_from(["", "minor", "serious", "grave"]),
        proof=st.sampled_from(["", "mail"]), place=st.sampled_from(["", "map", "forum"]),
        replied_on=st.none(), sort=st.sampled_from(["conduct", "conduct", "ours"]), harm=st.just(False),
    )  # fmt: skip
    demands = st.builds(Demand, client=st.just(1), words=st.just("More"), said_on=AGO,
                        in_scope=st.sampled_from(["no", "no", "yes"]), answer=st.sampled_from(["", "No"]),
                        repeats=st.sampled_from([None, 600, 601, 602]))  # fmt: skip
    advice = st.builds(Advice, client=st.just(1), what=st.just("Test it"), given_on=AGO,
                       followed=st.sampled_from(["yes", "no", "no", ""]),
                       harm=st.sampled_from(["", "a day lost"]))  # fmt: skip
    talks = st.builds(Talk, st.just(0), AGO, st.sampled_from([600, 1350]), st.sampled_from(["in", "out"]),
                      st.sampled_from(["mail", "call"]), st.sampled_from([None, 10, 60]))  # fmt: skip
    many = [Talk(1300 + place, TODAY - timedelta(days=2 * place), 600, "in", "mail", 15) for place in range(40)]
    meetings = st.builds(Appointment, st.just(0), AGO, st.sampled_from(["held", "missed"]), st.just("client"),
                         st.just(60))  # fmt: skip
    promises = st.builds(PromiseMade, st.just(0), st.just(1), st.just(""), st.just("payment"), st.just("Soon"),
                         st.just(TODAY - timedelta(days=300)), AGO)  # fmt: skip
    deliverables = st.builds(Deliverable, client=st.just(1), title=st.just("Site"), state=st.just("accepted"),
                             settled_on=AGO)  # fmt: skip
    orders = st.builds(ChangeOrder, client=st.just(1), agreed_on=AGO, what=st.just("More"), amount=st.just(90_00))
    return SignFacts(
        client=Client(id=1, name="Kestrel", stage="active", since=date(2024, 1, 1), currency="EUR"),
        contracts=(contract,),
        bills=draw(bills()),
        requests=draw(requests()),
        problems=numbered(500, draw(st.lists(problems, max_size=9))),
        demands=numbered(600, draw(st.lists(demands, max_size=7))),
        advice=numbered(700, draw(st.lists(advice, max_size=6))),
        talks=(*numbered(800, draw(st.lists(talks, max_size=6))), *(many if draw(st.booleans()) else ())),
        meetings=numbered(900, draw(st.lists(meetings, max_size=4))),
        promises=numbered(1000, draw(st.lists(promises, max_size=3))),
        deliverables=numbered(1100, draw(st.lists(deliverables, max_size=2))),
        change_orders=numbered(1200, draw(st.lists(orders, max_size=2))),
        others=tuple(others(draw(st.lists(st.integers(10, 600), max_size=7)))),
    )


def others(minutes: list[int]) -> list[Other]:
    """Return other clients with as many minutes of contact."""
    return [Other(2000 + place, "Other", "active", date(2024, 1, 1), (Money(12_000_00, "EUR"),), 20, each)
            for place, each in enumerate(minutes)]  # fmt: skip


def changed(facts: SignFacts, how: Any) -> SignFacts:
    """Return facts with each of their collections of records changed."""
    own = {each.name: getattr(facts, each.name) for each in dataclasses.fields(facts)}
    return dataclasses.replace(facts, **{name: how(each) for name, each in own.items() if isinstance(each, tuple)})


def number_of(record: Any) -> int:
    """Return the number of a record, whatever shape it has in the facts."""
    if hasattr(record, "facts"):
        return record.facts.id
    return record.id if hasattr(record, "id") else record.client


def without(facts: SignFacts, taken: Collection[int]) -> SignFacts:
    """Return facts without some records; what points to them points nowhere."""
    return changed(facts, lambda records: tuple(each for each in records if number_of(each) not in taken))


def doubled(facts: SignFacts) -> SignFacts:
    """Return facts in which every record stands twice."""
    return changed(facts, lambda records: (*records, *records))


def shuffled(facts: SignFacts, seed: int) -> SignFacts:
    """Return facts in another order."""
    return changed(facts, lambda records: tuple(random.Random(seed).sample(records, len(records))))


def numbers(facts: SignFacts) -> set[int]:
    """Return the numbers of all records of the client."""
    own = [getattr(facts, each.name) for each in dataclasses.fields(facts) if each.name != "others"]
    return {number_of(record) for each in own if isinstance(each, tuple) for record in each}
