from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clientguard import paths
from clientguard.actions.casebook import casebooks, sample
from clientguard.actions.records.attachments import read_content
from clientguard.domain import clients
from clientguard.domain.leaving import gates
from clientguard.domain.leaving.gates import LeavingCase
from clientguard.domain.leaving.handover import NEVER_HELD
from clientguard.domain.leaving.notice import ENDING
from clientguard.domain.leaving.reason import suggestions
from clientguard.domain.leaving.tone import check_tone
from clientguard.domain.money import receivables
from clientguard.domain.next_step import Step
from clientguard.domain.records import KINDS, Attachment, Business, Client, Instant, Record, Type
from clientguard.domain.records.check import check_record
from clientguard.domain.today import Figures, figures, queue
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.lookup import find_records
from clientguard.store.records.search import search_text
from clientguard.store.views import client as client_view
from clientguard.store.views import leaving as leaving_view
from clientguard.store.views import today as today_view
from clientguard.texts import words
from tests.factories import TODAY, Ticking

DAYS = [date(2024, 2, 29), date(2026, 11, 22), date(2026, 12, 31), date(2027, 3, 1)]
NAMES = {
    "new": "Studio Priya",
    "fine": "Baan Suan Café บ้านสวน",
    "silent": "Lumen Studio",
    "controlling": "Voss Interiors",
    "later": "Kestrel Outdoor",
    "stopped": "Harbour & Finch Ltd",
    "leaving": "Casa Verde S.L.",
    "former": "Tidewater Books",
}


@dataclass
class Seen:
    """A sample casebook as it was read on the day it was made for."""

    today: date
    records: list[Record]
    facts: dict[str, clients.ClientFacts]
    cases: dict[str, LeavingCase]
    queue: tuple[Step, ...]
    figures: Figures
    timelines: dict[str, list[tuple[int, str]]]

    def of(self, who: str, kind: str) -> list[Any]:
        """Return the records of a kind that a client has."""
        owner = self.facts[who].client.id
        return [each for each in self.records if each.kind.name == kind and getattr(each, "client", None) == owner]

    def lateness(self, who: str) -> list[int]:
        return [days for _, days in receivables.lateness(self.facts[who].bills)]

    def steps(self, who: str) -> list[Step]:
        return [each for each in self.queue if each.client == self.facts[who].client.id]

    def marks(self, who: str) -> list[str]:
        return [each.text.text for each in clients.marks(self.facts[who])]


def look(book: Casebook, today: date) -> Seen:
    with book.read() as db:
        facts = today_view.today(db)
        by_name = {each.name: each.id for each in find_records(db, Client)}
        states = {who: client_view.facts(db, by_name[name], today) for who, name in NAMES.items()}
        return Seen(
            today=today,
            records=[each for kind in KINDS.values() for each in find_records(db, kind.record)],
            facts=states,
            cases={who: leaving_view.case(db, each.leaving.id, today) for who, each in states.items() if each.leaving},
            queue=queue(facts, today),
            figures=figures(facts, today),
            timelines={who: client_view.timeline(db, each.client.id) for who, each in states.items()},
        )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("sample") / "sample.casebook"


@pytest.fixture(scope="module")
def book(place):
    with sample.create_sample(place, TODAY, clock=Ticking()) as made:
        yield made


@pytest.fixture(scope="module")
def seen(book) -> Seen:
    return look(book, TODAY)


# --- the practice, and its eight clients ---


def test_there_is_a_practice_with_eight_clients_and_a_full_record(seen):
    firm = next(each for each in seen.records if isinstance(each, Business))
    assert (firm.name, firm.currency, firm.rate) == ("Mira Aalto Consulting", "EUR", 8500)
    assert len([each for each in seen.records if isinstance(each, Client)]) == len(NAMES)
    assert 350 <= len(seen.records) <= 550
    for who in NAMES:
        assert seen.of(who, "contact")
        assert seen.of(who, "contract")[0].payment_terms
        assert seen.of(who, "contract")[0].notice_days
        assert seen.of(who, "contract")[0].suspension_clause
        assert seen.of(who, "contract")[0].handover_clause
        assert 4 <= len(seen.of(who, "deliverable")) <= 8
        assert seen.of(who, "result")
        assert 10 <= len(seen.of(who, "message")) <= 25
        assert seen.of(who, "request")
        assert seen.of(who, "work")
        assert seen.of(who, "account")
        assert {each.media_type for each in seen.of(who, "attachment")} == {sample.MEDIA_TYPE}
        if who != "new":
            assert 5 <= len(seen.of(who, "invoice")) <= 7
            assert seen.of(who, "problem") or who == "fine"


def test_no_client_lacks_a_timeline(seen):
    assert all(len(seen.timelines[who]) >= 20 for who in NAMES)


def test_today_shows_what_needs_the_user_and_what_comes_next(seen):
    assert 5 <= len(seen.queue) <= 9
    assert Counter(each.kind for each in seen.queue) == {"invoice": 3, "request": 4, "leaving": 1, "contract": 1}
    assert {each.section for each in seen.queue} == {"now", "next"}
    assert {each.tone for each in seen.queue} == {"stop", "attention", "note", "neutral"}
    assert seen.figures.answers == 2
    assert seen.figures.oldest_days == 19
    assert seen.figures.leavings == 1
    assert seen.figures.contracts == 1


def test_the_new_client_began_two_weeks_ago_and_nothing_is_wrong(seen):
    facts = seen.facts["new"]
    assert facts.client.stage == "new"
    assert facts.contract.starts == TODAY - timedelta(days=14)
    assert seen.marks("new") == ["New client"]
    assert not seen.steps("new")
    assert not facts.open_requests
    assert all(each.before and not each.after for each in seen.of("new", "result"))


def test_the_fine_client_pays_on_time_accepts_and_has_a_contract_that_ends_soon(seen):
    assert set(seen.lateness("fine")) == {0}
    assert len(seen.lateness("fine")) >= 5
    assert not seen.facts["fine"].open_requests
    assert all(each.rounds in (None, 0) for each in seen.of("fine", "request"))
    [step] = seen.steps("fine")
    assert (step.kind, step.section) == ("contract", "next")
    assert seen.facts["fine"].contract.notice_days == 30
    assert 0 < (seen.facts["fine"].contract.ends - TODAY).days <= ENDING


def test_the_fine_client_is_thai_and_writes_so(seen):
    client = seen.facts["fine"].client
    assert (client.language, client.currency) == ("th", "THB")
    thai = [each for each in seen.of("fine", "message") if re.search("[\u0e00-\u0e7f]", each.body)]
    assert len(thai) >= 5
    assert {each.at.offset for each in thai} == {7 * 60}
    assert {each.currency for each in seen.of("fine", "invoice")} == {"THB"}


def test_the_silent_client_owes_three_answers_and_one_holds_up_a_deliverable(seen):
    asked = seen.facts["silent"].open_requests
    assert [each.days_open(TODAY) for each in asked] == [19, 12, 4]
    assert [bool(each.blocks) for each in asked] == [True, False, False]
    assert [each.is_late(TODAY) for each in asked] == [True, True, False]
    assert any(each.sort == "waiting" for each in seen.of("silent", "work"))


def test_the_controlling_client_needs_many_rounds_and_withholds_access(seen):
    [access] = seen.facts["controlling"].open_requests
    assert access.ask == "access"
    assert access.is_late(TODAY)
    limit = seen.facts["controlling"].contract.revision_limit
    rounds = [each.rounds for each in seen.of("controlling", "request") if each.ask == "approval"]
    assert len([each for each in rounds if each > limit]) >= 4
    assert sum(each.minutes for each in seen.of("controlling", "work") if each.sort == "change") > 600
    assert any(each.sort == "control" for each in seen.of("controlling", "problem"))


def test_one_client_pays_later_each_time_and_has_not_paid_the_last(seen):
    assert seen.lateness("later") == [0, 1, 4, 8, 13, 22]
    assert [each.status for each in seen.facts["later"].bills] == ["paid"] * 5 + ["overdue"]
    assert [each.tone for each in seen.steps("later")] == ["stop"]


def test_work_is_stopped_for_one_client_because_of_an_unpaid_invoice(seen):
    contract = seen.facts["stopped"].contract
    [unpaid] = [each for each in seen.facts["stopped"].bills if each.status == "overdue"]
    assert contract.stopped_for == unpaid.facts.id
    assert unpaid.due < contract.stopped_on <= TODAY
    assert seen.marks("stopped") == ["Work stopped"]
    assert max(each.on for each in seen.of("stopped", "work")) <= contract.stopped_on
    assert any(contract.stopped_on == day(each.at) for each in seen.of("stopped", "message"))
    assert all(each.contract.stopped_on is None for who, each in seen.facts.items() if who != "stopped")


def test_one_client_is_being_left_with_one_gate_open_and_one_released(seen):
    case = seen.cases["leaving"]
    states = {each.key: each.state for each in gates.gates(case, TODAY)}
    assert states == {
        "decision": "met",
        "deliverables": "met",
        "obligations": "released",
        "notice": "met",
        "payments": "open",
    }
    assert seen.facts["leaving"].client.stage == "leaving"
    assert case.leaving.alternatives
    assert case.evidence >= 5
    assert case.leaving.notice_given < TODAY < gates.last_day(case.leaving, case.contract)
    assert {each.state for each in case.deliverables} == {"accepted", "dropped"}
    assert [each.state for each in case.deliverables].count("dropped") == 1
    assert all(each.before and each.after for each in seen.of("leaving", "result"))


def test_the_evidence_of_the_decision_is_of_that_client_and_of_several_kinds(seen):
    by_id = {each.id: each for each in seen.records}
    behind = [by_id[each.about] for each in seen.of("leaving", "evidence")]
    assert {each.kind.name for each in behind} == {"message", "problem", "invoice"}
    assert {getattr(each, "client", None) for each in behind} == {seen.facts["leaving"].client.id}


def test_the_accounts_of_the_client_being_left_are_of_every_class_and_at_different_stages(seen):
    accounts = seen.cases["leaving"].accounts
    assert len(accounts) == 6
    assert {each.ownership for each in accounts} == {"client", "personal", "resold", "mine"}
    stages = {(bool(each.offered_on), bool(each.accepted_on), bool(each.removed_on)) for each in accounts}
    assert stages == {(True, True, True), (True, True, False), (True, False, False), (False, False, False)}
    held = [each.account for each in gates.handovers(seen.cases["leaving"]) if not each.may_proceed]
    assert [each.ownership for each in held] == ["mine"]
    assert not any(each.ownership in NEVER_HELD for each in held)


def test_the_reasons_that_clients_get_are_in_a_calm_tone(seen):
    tone = json.loads((paths.resources() / "letters" / "en" / "tone.json").read_text(encoding="utf-8"))
    for case in seen.cases.values():
        given = case.leaving
        assert not check_tone(f"{given.reason}\n{given.summary}\n{given.open_items}", tone)
        assert given.reason.startswith("We cannot meet your needs because")


def test_the_record_suggests_a_reason_for_every_client_in_trouble(seen):
    for who in ("silent", "controlling", "later", "stopped"):
        facts = seen.facts[who]
        case = LeavingCase(
            leaving=seen.cases["leaving"].leaving,
            client_name=facts.client.name,
            contract=facts.contract,
            deliverables=(),
            obligations=(),
            bills=facts.bills,
            accounts=(),
            releases=(),
            evidence=0,
        )
        assert len(suggestions(case, facts.open_requests, TODAY)) > 1, who


def test_the_former_client_was_left_completely(seen):
    case = seen.cases["former"]
    assert seen.marks("former") == ["Former client"]
    assert gates.in_the_way(case, TODAY) == ()
    assert set(gates.step_states(case, TODAY).values()) == {"met"}
    assert case.leaving.signed_off
    assert case.leaving.signed_by
    assert not seen.steps("former")


def test_the_report_of_the_former_client_is_kept_under_its_digest(book, seen):
    digest = seen.cases["former"].leaving.report_digest
    [report] = [each for each in seen.of("former", "attachment") if each.sha256 == digest]
    name, data = read_content(book, report.id)
    assert name.startswith("Final report")
    assert seen.facts["former"].client.name in data.decode()


# --- whenever it is made ---


def picture(seen: Seen) -> Any:
    """Return what a person sees, without the dates."""
    names = {each.client.id: who for who, each in seen.facts.items()}
    return (
        [(names[each.client], each.kind, each.tone, each.section, each.days, each.action) for each in seen.queue],
        {who: seen.lateness(who) for who in NAMES},
        {who: [each.status for each in facts.bills] for who, facts in seen.facts.items()},
        {who: [(mark.tone, mark.text.text) for mark in clients.marks(facts)] for who, facts in seen.facts.items()},
        {who: [mark.tone for mark in clients.state(facts, seen.today)] for who, facts in seen.facts.items()},
        {who: [(each.key, each.state) for each in gates.gates(case, seen.today)] for who, case in seen.cases.items()},
        {who: gates.step_states(case, seen.today) for who, case in seen.cases.items()},
        Counter(each.kind.name for each in seen.records),
    )


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_it_gives_the_same_picture_on_any_day(tmp_path, seen, today):
    with sample.create_sample(tmp_path / "other.casebook", today, clock=Ticking()) as other:
        made = look(other, today)
    former = {"former"}  # its terms follow the months, so that its days late may differ
    late = {who: days for who, days in picture(made)[1].items() if who not in former}
    assert late == {who: days for who, days in picture(seen)[1].items() if who not in former}
    for number, (one, other_one) in enumerate(zip(picture(made), picture(seen), strict=True)):
        if number != 1:
            assert one == other_one
    assert_nothing_ahead(made)
    assert_in_order(made)
    assert not [problem for each in made.records for problem in check_record(each)]


AHEAD = {  # what may lie ahead: plans and ends
    ("contract", "ends"),
    ("deliverable", "due"),
    ("invoice", "due"),
    ("request", "needed_by"),
    ("account", "renews"),
    ("leaving", "last_day"),
    ("obligation", "due"),
}


def day(moment: Instant) -> date:
    return datetime.fromtimestamp(moment.ms / 1000 + moment.offset * 60, UTC).date()


def assert_nothing_ahead(seen: Seen) -> None:
    """Nothing has happened that has not happened yet."""
    for each in seen.records:
        for field in each.kind.fields:
            value = getattr(each, field.name)
            if (each.kind.name, field.name) in AHEAD or value is None:
                continue
            if field.type is Type.DATE:
                assert value <= seen.today, (each, field.name)
            elif field.type is Type.INSTANT:
                assert day(value) < seen.today, each


def assert_in_order(seen: Seen) -> None:
    """What follows from something else does not come before it."""
    by_id: dict[int, Any] = {each.id: each for each in seen.records}
    for each in seen.records:
        match each.kind.name:
            case "payment":
                assert by_id[each.invoice].issued <= each.received, each
            case "deliverable" if each.settled_on and each.delivered_on:
                assert each.delivered_on <= each.settled_on, each
            case "account":
                path = [each.offered_on, each.accepted_on, each.tested_on, each.removed_on]
                done = [step for step in path if step]
                assert done == sorted(done), each
                assert path[: len(done)] == done, each
            case "work" | "invoice" | "request":
                start = next(facts.client.since for facts in seen.facts.values() if facts.client.id == each.client)
                assert start <= (getattr(each, each.kind.date)), each
            case _:
                pass
    for who in NAMES:
        moments = [each.at for each in seen.of(who, "message")]
        assert moments == sorted(moments), who
    numbers = sorted((each.issued, each.number) for each in seen.records if each.kind.name == "invoice")
    assert [number for _, number in numbers] == sorted(number for _, number in numbers)


def test_recent_work_lies_within_twelve_weeks(seen):
    first = TODAY - timedelta(weeks=12)
    for who in NAMES:
        if who != "former":
            assert all(first <= each.on for each in seen.of(who, "work")), who


# --- what is written in it ---


SECRET = [
    r"(?i)\b(password|passphrase|passcode|pin|secret|token|api[ _-]?key)\s*[:=]",
    r"-----BEGIN",
    r"\b(?:\d[ -]?){13,19}\b",  # a card's number
    r"\b[A-Za-z0-9_-]{32,}\b",  # a key
    r"(?i)https?://",
]


def texts(seen: Seen) -> list[str]:
    return [
        str(getattr(each, field.name))
        for each in seen.records
        for field in each.kind.fields
        if field.type in (Type.TEXT, Type.LONG) and getattr(each, field.name)
    ]


def test_no_text_holds_anything_like_a_secret(book, seen):
    files = [read_content(book, each.id)[1].decode() for each in seen.records if isinstance(each, Attachment)]
    for text in [*texts(seen), *files]:
        for pattern in SECRET:
            assert not re.search(pattern, text), text


def test_every_address_is_one_that_cannot_exist(seen):
    for text in texts(seen):
        for domain in re.findall(r"@([\w.-]+)", text):
            assert domain.rstrip(".").endswith(".example"), text


def test_every_place_in_a_text_was_filled(book, seen):
    files = [read_content(book, each.id)[1].decode() for each in seen.records if isinstance(each, Attachment)]
    assert not [text for text in [*texts(seen), *files] if "{" in text or "}" in text]


def test_each_contract_is_kept_as_a_text_of_its_own(book, seen):
    for who in NAMES:
        facts = seen.facts[who]
        [kept] = [each for each in seen.of(who, "attachment") if each.of == facts.contract.id]
        text = read_content(book, kept.id)[1].decode()
        assert facts.client.name in text
        assert facts.contract.suspension_clause in text
        assert f"{facts.contract.notice_days} days" in text


def test_money_and_days_stand_in_texts_as_people_write_them(seen):
    [note] = [each for each in seen.of("stopped", "message") if each.subject.startswith("Work has stopped")]
    assert "EUR 4,800.00" in note.body
    assert "22 October 2026" in note.body


def test_the_search_finds_thai_and_latin_texts(seen):
    found = "\n".join(search_text(each) for each in seen.records)
    assert "ใบแจ้งหนี้" in found
    assert "Which logo goes live?" in found


def test_the_steps_of_today_can_be_said(seen):
    say = words("en").say
    assert say(seen.queue[0].what) == "Harbour & Finch Ltd: invoice A-1134 is past due"


# --- the file ---


def test_it_verifies_and_was_written_in_one_go(tmp_path):
    path = tmp_path / "sample.casebook"
    started = time.process_time()
    sample.create_sample(path, TODAY).close()
    took = time.process_time() - started
    found = casebooks.verify_casebook(path)
    assert found.valid, found.faults
    assert found.records > 350
    assert took < 2
    with Casebook.open(path) as again:
        assert len(look(again, TODAY).queue) == 9


def test_a_file_that_is_there_is_left_alone(tmp_path):
    path = tmp_path / "mine.casebook"
    path.write_bytes(b"mine")
    with pytest.raises(KnownError):
        sample.create_sample(path, TODAY)
    assert path.read_bytes() == b"mine"


def test_a_fault_in_the_sample_leaves_no_half_made_casebook(tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("the clock stopped")

    monkeypatch.setattr(sample, "put_record", fail)
    path: Path = tmp_path / "sample.casebook"
    with pytest.raises(RuntimeError, match="the clock stopped"):
        sample.create_sample(path, TODAY)
    assert not path.exists()
