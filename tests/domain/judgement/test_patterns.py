"""The three kinds: what to do now, in order, each row with a letter or a command that exists (P1–P3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.judgement.judge import findings
from clientguard.domain.judgement.patterns import Pattern, patterns
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, bill
from clientguard.domain.records import Advice, SignReview
from clientguard.letters.template import KINDS
from clientguard.ui.intents.judging.judging_actions import JUDGING_ACTIONS
from clientguard.ui.intents.step_actions import STEP_ACTIONS
from tests.domain.judgement.test_thresholds import TODAY, facts


def request(number: int, days: int, *, chased: bool = True, blocks: str = "") -> RequestFacts:
    """Return a question that was due so many days ago and has no answer."""
    due = TODAY - timedelta(days=days)
    asks = (due + timedelta(days=4),) if chased else ()
    return RequestFacts(number, 1, "", "Texts", "material", due - timedelta(days=7), due, blocks, chased=asks)


def kinds(**values: object) -> dict[str, Pattern]:
    """Return the three kinds of a client by name."""
    own = replace(facts(), **values)
    return {each.kind: each for each in patterns(own, findings(own, TODAY), TODAY)}


def paid(*late: int) -> tuple[object, ...]:
    """Return an invoice a month, paid so many days late."""
    first = TODAY - timedelta(days=30 * len(late) + 20)
    found: list[object] = []
    for place, days in enumerate(late):
        due = first + timedelta(days=30 * place + 14)
        found.append(bill(InvoiceFacts(100 + place, 1, "", f"R-{place}", due - timedelta(days=14), due, "",
                                       Money(100_00, "EUR"), 100_00, due + timedelta(days=days)), TODAY))  # fmt: skip
    return tuple(found)


def test_two_missing_answers_are_silence_once_they_hold_up_work():
    assert kinds(requests=(request(1, 20), request(2, 30)))["silent"].state == "watch"
    held = kinds(requests=(request(1, 20), request(2, 30, blocks="Shop")))["silent"]
    assert (held.state, held.evidence) == ("raised", (2, 1))
    assert [(each.letter, each.about) for each in held.playbook][:3] == [("chase", 2), ("", 0), ("waiting", 0)]


def test_nobody_is_silent_who_was_not_asked_again():
    assert kinds(requests=(request(1, 20, chased=False), request(2, 30, chased=False)))["silent"].state == "none"


def test_payment_that_comes_later_each_time_has_a_playbook_and_one_late_cycle_has_none():
    found = kinds(bills=paid(0, 5, 11, 18))["eventually"]
    assert (found.state, found.evidence) == ("raised", (101, 102, 103))
    assert [each.letter for each in found.playbook][:4] == ["reminder", "stop-notice", "stop", "resume"]
    assert kinds(bills=paid(0, 0, 20, 0))["eventually"] == replace(found, state="none", evidence=(), playbook=(),
                                                                  reasons=kinds()["eventually"].reasons)  # fmt: skip


def test_the_reminder_is_about_the_invoice_that_is_late_the_longest():
    due = TODAY - timedelta(days=40)
    unpaid = tuple(
        bill(InvoiceFacts(number, 1, "", f"R-{number}", due, due + timedelta(days=later), "", Money(100_00, "EUR"), 0,
                          None), TODAY)
        for number, later in ((201, 12), (202, 0))
    )  # fmt: skip
    found = kinds(bills=(*paid(0, 5, 11, 18), *unpaid))["eventually"]
    assert (found.playbook[0].letter, found.playbook[0].about) == ("reminder", 202)
    assert kinds(bills=paid(0, 5, 11, 18))["eventually"].playbook[0].about == 0


def test_advice_that_was_not_followed_alone_is_no_control():
    advice = Advice(id=1, client=1, what="Fewer words", given_on=date(2026, 6, 1), followed="no")
    assert kinds(advice=(advice,))["controlling"].state == "none"


def test_what_the_user_does_not_count_says_nothing_here_either():
    excepted = SignReview(id=9, client=1, sign="1", verdict="except", on=TODAY, until=TODAY, reason="Agreed.")
    assert kinds(bills=paid(0, 5, 11, 18), reviews=(excepted,))["eventually"].state == "none"


def test_each_row_of_a_playbook_names_a_letter_or_command_that_exists():
    rows = [
        *kinds(requests=(request(1, 20), request(2, 30)))["silent"].playbook,
        *kinds(bills=paid(0, 5, 11, 18))["eventually"].playbook,
    ]
    assert {each.letter for each in rows} - {""} <= set(KINDS)
    assert {each.command for each in rows} - {""} <= {*STEP_ACTIONS, *JUDGING_ACTIONS}
