from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.leaving.assets import PATHS, path_of
from clientguard.domain.leaving.handover import Handover, handover, why_not_without_reply
from clientguard.domain.records import Checklist, HandoverMark
from clientguard.domain.records.kinds.handover import ASSETS, REQUEST, ROTATED
from tests.domain.leaving.leaving_case import HANDOVER, TODAY, account, handed_over

SAY = texts.words("en").say


def ruling(ownership: str, *, current: bool, released: bool = False, **changes: Any) -> tuple[bool, str, str]:
    found = handover(account(ownership=ownership, **changes), current=current, released=released)
    return found.may_proceed, SAY(found.why), SAY(found.warning) if found.warning else ""


@pytest.mark.parametrize(("current", "warning"), [(True, ""), (False, "Holding it back may be unlawful.")])
def test_what_is_the_clients_own_is_never_held(current: bool, warning: str):
    assert ruling("client", current=current) == (
        True,
        "It is the client's own: it is handed over whatever is owed.",
        warning,
    )


@pytest.mark.parametrize("current", [True, False])
def test_personal_data_is_never_held(current: bool):
    assert ruling("personal", current=current) == (
        True,
        "Personal data must be returned or deleted, whatever is owed.",
        "",
    )


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        ("", "You pay for it and resell it: it goes as the contract says."),
        ("clause 4", "You pay for it and resell it: see clause 4."),
    ],
)
def test_what_is_resold_goes_as_the_contract_says_with_a_warning(clause: str, why: str):
    assert ruling("resold", current=True, clause=clause) == (True, why, "")
    assert ruling("resold", current=False, clause=clause) == (
        True,
        why,
        "Read the contract before you let it run out.",
    )


@pytest.mark.parametrize(
    ("state", "clause", "expected"),
    [
        ({"current": True}, "", (True, "It was yours until paid, and payments are current.", "")),
        (
            {"current": False, "released": True},
            "",
            (True, "It is yours until paid; you released it with a reason.", ""),
        ),
        ({"current": False}, "clause 9", (False, "It is yours until paid (clause 9): it waits.", "")),
        (
            {"current": False, "held_reason": "Agreed by mail."},
            "",
            (
                False,
                "It is yours until paid. It waits: Agreed by mail.",
                "No contract clause is on record for holding it.",
            ),
        ),
        (
            {"current": False},
            "",
            (True, "It is yours until paid, but no clause or reason is on record for holding it back.", ""),
        ),
    ],
)
def test_what_is_yours_until_paid_waits_until_current_or_released(
    state: dict[str, Any], clause: str, expected: tuple[bool, str, str]
):
    assert ruling("mine", clause=clause, **state) == expected


@pytest.mark.parametrize(
    ("clause", "name"),
    [("§ 9.2 Templates stay ours.", "§ 9.2"), ("Templates stay ours until paid.", "the handover clause")],
)
def test_the_handover_clause_of_the_contract_holds_what_has_no_clause_of_its_own(clause: str, name: str):
    found = handover(account(ownership="mine"), current=False, released=False, clause=clause)
    assert found.waits
    assert SAY(found.why) == f"It is yours until paid ({name}): it waits."
    assert found.warning is not None
    assert SAY(found.warning) == "Check that the handover clause covers it."


def test_a_handover_shows_its_steps_with_their_days():
    found = handover(account(offered_on=TODAY), current=True, released=False)
    assert [step.field for step in found.steps] == [*HANDOVER, ""]
    assert [step.done for step in found.steps] == [TODAY, None, None, None, None, None, None]
    assert all(SAY(step.label) for step in found.steps)
    assert (found.complete, found.state, found.next) == (False, "offered", "accepted")


@pytest.mark.parametrize("missing", ["accepted_on", "tested_on", "removed_on", "proof"])
def test_a_handover_is_complete_only_when_it_was_tested_and_proved(missing: str):
    assert handover(handed_over(), current=True, released=False).complete
    gone = handed_over(**{missing: "" if missing == "proof" else None})
    assert not handover(gone, current=True, released=False).complete


def progress(kind: str = "", *marks: HandoverMark, own: Checklist | None = None, **changes: Any) -> Handover:
    return handover(account(asset_type=kind, **changes), current=True, released=False, marks=marks, own=own)


def mark(key: str, on: date = TODAY, **changes: Any) -> HandoverMark:
    return HandoverMark(client=7, account=0, key=key, done_on=on, **changes)


def keys(found: Handover) -> list[str]:
    return [each.key for each in found.steps]


def test_every_kind_of_account_has_a_path():
    assert set(PATHS) == {"", *(each.key for each in ASSETS)}


@pytest.mark.parametrize("kind", PATHS)
def test_every_path_begins_with_the_offer_and_our_access_goes_last(kind: str):
    path = path_of(kind)
    found = [each.key for each in path]
    assert found[:2] == ["offered", "accepted"]
    assert set(found[found.index("removed") + 1 :]) <= {ROTATED}
    assert all(each.not_yet for each in path if not (each.optional or each.key in ("removed", ROTATED)))


@pytest.mark.parametrize(
    ("kind", "absent"),
    [
        ("files", {"tokens", "billing", ROTATED}),
        ("mailing_list", {"tested", "tokens", "billing", ROTATED}),
        ("social_page", {"billing"}),
        ("password_vault", set()),
    ],
)
def test_a_path_takes_only_the_steps_that_its_kind_has(kind: str, absent: set[str]):
    assert set(keys(progress())) - set(keys(progress(kind))) == absent


def test_in_a_vault_the_secrets_are_changed_before_our_access_goes():
    assert keys(progress("password_vault"))[-2:] == [ROTATED, "removed"]
    assert keys(progress("domain_dns"))[-2:] == ["removed", ROTATED]


@pytest.mark.parametrize(
    ("kind", "done", "waits_for"),
    [
        ("", (), ["The client has not accepted it yet.", "The client has not signed in alone yet."]),
        ("", ("accepted_on", "tested_on"), []),
        ("social_page", ("accepted_on", "tested_on"), ["Tokens and recovery addresses have not been changed yet."]),
        ("hosting", ("accepted_on", "tested_on", "tokens_on"), ["Billing has not been moved yet."]),
        ("files", ("accepted_on",), ["The client has not opened them yet."]),
    ],
)
def test_our_access_goes_last_and_says_what_it_waits_for(kind: str, done: tuple[str, ...], waits_for: list[str]):
    step = progress(kind, **dict.fromkeys(done, TODAY)).step("removed")
    assert step
    assert [SAY(each) for each in step.blocked_by] == waits_for


def test_while_an_account_waits_for_payment_each_step_says_so():
    found = handover(account(ownership="mine", clause="clause 9"), current=False, released=False)
    assert found.state == "waits"
    assert {SAY(why) for step in found.steps for why in step.blocked_by} == {
        "It is yours until paid (clause 9): it waits."
    }


@pytest.mark.parametrize(
    ("done", "state", "following"),
    [
        ((), "open", "accepted"),
        (("offered_on",), "offered", "accepted"),
        (("offered_on", "accepted_on"), "accepted", "tested"),
        (("accepted_on", "tested_on"), "tested", "tokens"),
        (("accepted_on", "tested_on", "tokens_on", "billing_on", "removed_on"), "removed", ROTATED),
        (("no_reply_on",), "no reply", ""),
    ],
)
def test_a_handover_has_a_state_and_a_next_step(done: tuple[str, ...], state: str, following: str):
    found = progress("domain_dns", **dict.fromkeys(done, TODAY))
    assert (found.state, found.next) == (state, following)


def test_a_kind_with_secrets_is_complete_once_they_were_changed():
    rest = {**dict.fromkeys(HANDOVER, TODAY), "proof": "Mail of 22 Nov"}
    assert not progress("domain_dns", **rest).complete
    assert progress("domain_dns", mark(ROTATED), **rest).state == "complete"
    assert progress("files", **{**rest, "tokens_on": None, "billing_on": None}).complete
    assert progress("domain_dns", mark(ROTATED), **{**rest, "proof": ""}).next == "proof"


def test_a_mark_of_another_account_does_not_count():
    found = progress("domain_dns", HandoverMark(client=7, account=9, key=ROTATED, done_on=TODAY))
    assert not [each for each in found.steps if each.done]


def test_the_lines_of_an_own_checklist_are_steps_that_can_be_done():
    own = Checklist(name="Booking tool", steps="Export the calendar\n\n  Tell the guests\nExport the calendar\n")
    found = progress("", mark("own: Tell the guests"), own=own)
    assert [(SAY(each.label), each.done, each.optional) for each in found.checklist] == [
        ("Export the calendar", None, True),
        ("Tell the guests", TODAY, True),
    ]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("requests", "why"),
    [
        ((), "The client has not been asked yet."),
        ((ago(20),), "The client was asked 1 time; without a reply, ask at least 2 times."),
        ((ago(20), ago(6)), "The client was last asked on 16 Nov 2026; wait until 23 Nov 2026."),
        ((ago(20), ago(7)), ""),
    ],
)
def test_without_a_reply_it_ends_only_after_two_requests_and_a_week(requests: tuple[date, ...], why: str):
    found = why_not_without_reply(requests, TODAY)
    assert (SAY(found) if found else "") == why


def test_an_account_without_a_reply_names_the_days_on_which_the_client_was_asked():
    found = progress("", mark(REQUEST, ago(9)), mark(REQUEST, ago(20)), no_reply_on=TODAY)
    assert found.complete
    assert found.no_reply
    assert SAY(found.no_reply) == ("Asked on 2 Nov 2026, 13 Nov 2026; closed without a reply on 22 Nov 2026.")


@pytest.mark.parametrize(
    ("kind", "key", "done", "why"),
    [
        ("domain_dns", "domain_dns.11", (), ["The client has not signed in alone yet."]),
        ("domain_dns", "domain_dns.11", ("tested_on",), []),
        ("domain_dns", "domain_dns.1", (), []),
        ("mailing_list", "mailing_list.5", (), ["The client has not accepted it yet."]),
    ],
)
def test_a_step_of_the_checklist_that_could_lock_the_client_out_waits(
    kind: str, key: str, done: tuple[str, ...], why: list[str]
):
    step = progress(kind, **dict.fromkeys(done, TODAY)).step(key)
    assert step
    assert [SAY(each) for each in step.blocked_by] == why
