"""The ladder that holds, what its letters leave on record, and what Today asks because of it (P3.3 to P3.6)."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from clientguard.actions.communication.letters import draft_letter, log_sent_letter
from clientguard.actions.contracts.stopping import note_exception, stop_work
from clientguard.actions.money import climbing, ladders
from clientguard.actions.records import editing
from clientguard.domain.money.collecting.ladder import LadderStep
from clientguard.domain.records import Business, Client, DunningStep, Instant, Message, Reference
from clientguard.domain.today import queue
from clientguard.errors import KnownError
from clientguard.letters.ladders import shipped_ladder
from clientguard.store.records import lookup
from tests.factories import FIRST, TODAY, add, ago, read


@pytest.fixture
def client(book):
    with book.read() as db:
        (firm,) = lookup.find_records(db, Business)
    editing.change_record(book, firm, payment_details="NL91 ABNA 0417 1643 00")
    return add(book, "client", name="Acme", stage="active", address="2 Quay\nHarbourtown")


@pytest.fixture
def contract(book, client):
    return add(book, "contract", client=client, title="Care", suspension_clause="Clause 7")


@pytest.fixture
def invoice(book, client, contract):
    return add(book, "invoice", client=client, contract=contract, number="R-7", issued=ago(10), due=ago(8))


def at(days=0):
    return Instant(FIRST + days * 86_400_000)


def drafted(book, client, kind, today=TODAY, invoice=0):
    with book.read() as db:
        return draft_letter(db, kind, client, today, invoice)


def send(book, client, kind, days=0, channel="mail"):
    draft = drafted(book, client, kind, TODAY + timedelta(days=days))
    assert not draft.lacking
    return log_sent_letter(book, draft, draft.text, at(days), channel=channel).first


def steps(book, today=TODAY):
    with book.read() as db:
        return queue(climbing.today_facts(db, today), today)


def actions(book, days=0):
    return [each.action for each in steps(book, TODAY + timedelta(days=days))]


def test_the_letter_of_a_step_names_the_step_and_its_invoice(book, client, invoice):
    message = send(book, client, "reminder")
    assert read(book, Message, message).dunning_step == "practice/+1"
    with book.read() as db:
        (found,) = lookup.find_records(db, Reference)
        assert climbing.next_letter(db, invoice, TODAY + timedelta(days=1)) == "reminder-firm"
        assert climbing.rung_of(db, invoice, TODAY).step.letter == "stop"
    assert (found.source, found.about, found.role) == (message, invoice, "reminder")


def test_today_walks_from_the_note_to_the_stop_and_back_to_work(book, client, contract, invoice):
    assert actions(book) == ["send_reminder"]
    send(book, client, "reminder")
    assert [(each.action, each.section) for each in steps(book)] == [("record payment", "next")]
    assert actions(book, 6) == ["stop work"]
    stop = stop_work(book, contract, TODAY + timedelta(days=6), TODAY + timedelta(days=6)).first
    assert actions(book, 6) == ["send_reminder", "note exception"]
    message = send(book, client, "stop", 6)
    assert read(book, Message, message).dunning_step == "practice/+7"
    with book.read() as db:
        about = {each.about: each.role for each in lookup.find_records(db, Reference, "t.source = ?", message)}
    assert about == {invoice: "notice", stop: "notice"}
    assert actions(book, 6) == ["record payment", "note exception"]
    add(book, "payment", client=client, invoice=invoice, received=TODAY + timedelta(days=9))
    assert actions(book, 9) == ["send_resume", "note exception"]
    send(book, client, "resume", 9)
    assert actions(book, 9) == ["note exception"]
    note_exception(book, stop, "They were ill.")
    assert actions(book, 9) == []


def test_the_question_of_leaving_is_answered_by_leaving(book, client, contract, invoice):
    stop_work(book, contract, ago(2), TODAY)
    (question,) = [each for each in steps(book) if each.action == "note exception"]
    assert (str(question.what), question.section) == ("Acme: decide whether to stay", "next")
    assert question.answers == ("begin leaving",)
    add(book, "leaving", client=client, decided=ago(1), reasons="Late")
    assert "note exception" not in actions(book)


def test_a_note_about_work_that_goes_on_is_not_asked_for_ever(book, client, contract, invoice):
    stop_work(book, contract, ago(2), TODAY)
    add(book, "payment", client=client, invoice=invoice, received=TODAY)
    assert "send_resume" in actions(book, 14)
    assert "send_resume" not in actions(book, 15)


def test_another_ladder_holds_for_all_or_for_one_client(book, client, invoice):
    other = add(book, "client", name="Mill")
    ladders.use_ladder(book, "formal", client)
    with book.read() as db:
        assert climbing.ladder_of(db, client) == shipped_ladder("formal")
        assert climbing.ladder_of(db, other) == climbing.ladder_of(db) == shipped_ladder("practice")
        assert (climbing.has_own(db, client), climbing.has_own(db)) == (True, False)
        (climb,) = climbing.climbs(db, client, TODAY)
    assert climb.rung.step.key == "formal/+2"
    ladders.use_ladder(book, "formal")
    ladders.keep_steps(book, shipped_ladder("formal")[:2], client)
    with book.read() as db:
        assert climbing.ladder_of(db, other) == shipped_ladder("formal")
        assert climbing.ladder_of(db, client) == shipped_ladder("formal")[:2]
    ladders.keep_steps(book, (), client)
    with book.read() as db:
        assert climbing.ladder_of(db, client) == shipped_ladder("formal")


def test_steps_that_stay_are_not_written_again_and_two_on_one_day_are_refused(book, client):
    ladders.use_ladder(book, "practice")
    with book.read() as db:
        before = {each.id for each in lookup.find_records(db, DunningStep)}
    more = LadderStep("practice", 3, "firm", "mail", "reminder-firm")
    ladders.keep_steps(book, (*shipped_ladder("practice"), more))
    with book.read() as db:
        assert before < {each.id for each in lookup.find_records(db, DunningStep)}
    with pytest.raises(KnownError, match="Two steps come on the same day"):
        ladders.keep_steps(book, (more, dataclasses.replace(more, tone="final")))


def test_a_notice_of_a_stop_gives_a_week_and_what_the_contract_asks_for(book, client, contract, invoice):
    assert "on 29 November 2026" in drafted(book, client, "stop-notice").text.body
    with book.read() as db:
        found = lookup.any_record(db, contract)
    editing.change_record(book, found, suspension_days=30)
    assert "on 14 December 2026" in drafted(book, client, "stop-notice").text.body  # the due date and 30 days
    stop_work(book, contract, TODAY + timedelta(days=22), TODAY + timedelta(days=22))
    assert "stopped already" in str(drafted(book, client, "stop-notice").lacking[0])


@pytest.mark.parametrize(
    ("country", "form", "deadline", "words"),
    [
        ("GB", "sole trader", "22 December 2026", "goes by post"),
        ("GB", "consumer", "22 December 2026", "goes by post"),
        ("GB", "company", "6 December 2026", "14 days are usual"),
        ("NL", "consumer", "8 December 2026", "14 days from the day after the letter is delivered"),
        ("NL", "company", "6 December 2026", "custom, not law"),
        ("TH", "company", "6 December 2026", "custom, not law"),
    ],
)
def test_a_letter_before_action_gives_the_days_that_the_debtor_gets(
    book, client, invoice, country, form, deadline, words
):
    editing.change_record(book, read(book, Client, client), country=country, legal_form=form)
    draft = drafted(book, client, "before-action")
    assert f"by {deadline}" in draft.text.body
    told = " ".join(str(each) for each in draft.remarks)
    assert words in told
    assert "custom" not in draft.text.body  # that is for the user
    assert "statement of account" in draft.text.body
    assert any("statement" in name.lower() for name in draft.attached)  # and it is enclosed


def test_the_letter_to_an_english_sole_trader_is_not_recorded_as_sent_by_mail_alone(book, client, invoice):
    editing.change_record(book, read(book, Client, client), country="GB", legal_form="sole trader")
    draft = drafted(book, client, "before-action")
    assert "Reply Form" in draft.text.body
    with pytest.raises(KnownError, match="has to go by post"):
        log_sent_letter(book, draft, draft.text, at())
    message = send(book, client, "before-action", channel="letter")
    assert read(book, Message, message).channel == "letter"


def test_a_letter_by_post_needs_an_address_and_a_note_before_the_due_date_an_invoice(book, client, invoice):
    editing.change_record(book, read(book, Client, client), address="")
    assert "No postal address" in str(drafted(book, client, "before-action").lacking[0])
    soon = add(book, "invoice", client=client, number="R-8", issued=TODAY, due=TODAY + timedelta(days=3))
    draft = drafted(book, client, "courtesy", invoice=soon)
    assert "is due on 25 November 2026" in draft.text.body
