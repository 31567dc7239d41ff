"""The sample practice: eight clients in every state, and what Today and their pages say of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import timedelta

from clientguard import paths
from clientguard.actions.casebook import sample
from clientguard.actions.records.attachments import read_content
from clientguard.domain.judgement.early import weigh_intake
from clientguard.domain.leaving.case import LeavingCase, handovers, last_day
from clientguard.domain.leaving.closing import step_states
from clientguard.domain.leaving.gates import gates
from clientguard.domain.leaving.handover import NEVER_HELD
from clientguard.domain.leaving.notice import ENDING
from clientguard.domain.leaving.telling.reason import suggestions
from clientguard.domain.leaving.telling.tone import Manner, check_tone
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Business, Client, DoNotEngage, Intake, Peer
from clientguard.domain.records.kinds.parties import NEVER_CLIENTS, PROSPECT
from tests.actions.casebook.sample.conftest import NAMES, day
from tests.factories import TODAY


def test_there_is_a_practice_with_eight_clients_and_a_full_record(seen):
    firm = next(each for each in seen.records if isinstance(each, Business))
    assert (firm.name, firm.currency, firm.rate) == ("Mira Aalto Consulting", "EUR", 8500)
    served = [each for each in seen.records if isinstance(each, Client) and each.stage not in NEVER_CLIENTS]
    assert len(served) == len(NAMES)
    assert 350 <= len(seen.records) <= 650
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


def test_there_is_a_prospect_with_its_sheet_a_peer_and_one_who_is_not_taken_again(seen):
    (prospect,) = [each for each in seen.records if isinstance(each, Client) and each.stage == PROSPECT]
    (sheet,) = [each for each in seen.records if isinstance(each, Intake)]
    assert (sheet.client, sheet.result, bool(sheet.conditions)) == (prospect.id, "conditions", True)
    weighed = weigh_intake(sheet, Money(8500, "EUR"))
    assert weighed.result == sheet.result, "the sheet proposes what was chosen"
    assert {each.accepts for each in seen.records if isinstance(each, Peer)} == {"yes", "no"}
    (entry,) = [each for each in seen.records if isinstance(each, DoNotEngage)]
    assert entry.review_on > TODAY


def test_no_client_lacks_a_timeline(seen):
    assert all(len(seen.timelines[who]) >= 20 for who in NAMES)


def test_today_shows_what_needs_the_user_and_what_comes_next(seen):
    assert 5 <= len(seen.queue) <= 11
    assert Counter(each.kind for each in seen.queue) == {
        "invoice": 3,
        "request": 4,
        "leaving": 1,
        "contract": 2,
        "suspension": 1,
    }
    assert {each.section for each in seen.queue} == {"now", "next"}
    assert {each.tone for each in seen.queue} == {"stop", "attention", "note", "neutral"}
    assert seen.figures.answers == 2
    assert seen.figures.oldest_days == 19
    assert seen.figures.leavings == 1
    assert seen.figures.contracts == 2


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


def test_the_contract_of_the_controlling_client_renews_and_its_notice_is_asked_about_in_time(seen):
    [step] = [each for each in seen.steps("controlling") if each.kind == "contract"]
    assert seen.facts["controlling"].contract.agreed.renews
    assert step.what.text == "{client}: decide on the contract"
    assert (step.by, step.answers) == (TODAY + timedelta(days=44), ("contract goes on", "contract ended"))


def test_one_client_pays_later_each_time_and_has_not_paid_the_last(seen):
    assert seen.lateness("later") == [0, 1, 4, 8, 13, 22]
    assert [each.status for each in seen.facts["later"].bills] == ["paid"] * 5 + ["overdue"]
    [step] = seen.steps("later")
    assert step.tone == "stop"
    assert str(step.why).endswith("Late by 8, 13 and 22 days so far: later each time.")


def test_work_is_stopped_for_one_client_because_of_an_unpaid_invoice(seen):
    contract = seen.facts["stopped"].contract
    [unpaid] = [each for each in seen.facts["stopped"].bills if each.status == "overdue"]
    assert contract.stopped_for == unpaid.facts.id
    assert unpaid.due < contract.stopped_on <= TODAY
    assert seen.marks("stopped") == ["Work stopped"]
    assert max(each.on for each in seen.of("stopped", "work")) <= contract.stopped_on
    assert any(contract.stopped_on == day(each.at) for each in seen.of("stopped", "message"))
    assert all(each.contract.stopped_on is None for who, each in seen.facts.items() if who != "stopped")


def test_one_client_is_being_left_with_gates_open_and_one_released(seen):
    case = seen.cases["leaving"]
    states = {each.key: each.state for each in gates(case, TODAY)}
    assert states == {
        "decision": "met",
        "deliverables": "met",
        "obligations": "released",
        "notice": "open",
        "payments": "open",
        "sweep": "open",
    }
    assert seen.facts["leaving"].client.stage == "leaving"
    assert case.alternatives
    assert case.evidence >= 5
    assert case.leaving.notice_given < TODAY < last_day(case.leaving, case.contract)
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
    held = [each.account for each in handovers(seen.cases["leaving"]) if not each.may_proceed]
    assert [each.ownership for each in held] == ["mine"]
    assert not any(each.ownership in NEVER_HELD for each in held)


def test_the_reasons_that_clients_get_are_in_a_calm_tone(seen):
    tone = Manner(json.loads((paths.resources() / "letters" / "en" / "tone.json").read_text(encoding="utf-8")))
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
    assert set(step_states(case, TODAY).values()) == {"met"}
    assert case.leaving.signed_off
    assert case.leaving.signed_by
    assert not seen.steps("former")


def test_the_report_of_the_former_client_is_kept_under_its_digest(book, seen):
    digest = seen.cases["former"].leaving.report_digest
    [report] = [each for each in seen.of("former", "attachment") if each.sha256 == digest]
    name, data = read_content(book, report.id)
    assert name.startswith("Final report")
    assert seen.facts["former"].client.name in data.decode()
