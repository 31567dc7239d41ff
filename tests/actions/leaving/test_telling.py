"""The goodbye letter says what the record says, promises nothing that is held, and gives the notice (P4.2, P4.6)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clientguard.actions.communication import letters
from clientguard.actions.leaving import deciding, steps
from clientguard.actions.leaving.tone_check import harsh_passages
from clientguard.actions.records import editing
from clientguard.domain.communication.letter_facts import NEEDS
from clientguard.domain.leaving.telling.goodbye import is_withdrawn, messenger_advice
from clientguard.domain.records import Instant, Leaving, Message, Reference
from clientguard.errors import KnownError
from clientguard.letters.render import LetterText
from clientguard.store.records import lookup
from clientguard.store.views.business import business
from clientguard.store.views.leaving.telling import telling
from tests import factories
from tests.factories import FIRST, TODAY, add, ago


@pytest.fixture
def client(book):
    with book.read() as db:
        firm = business(db)
    editing.change_record(book, firm, name="Studio North", owner="Ada North", payment_details="NL12 RABO 0123")
    made = add(book, "client", name="Harbour Books", language="en", email="office@harbour.example")
    add(book, "contact", client=made, name="Joan Field", email="joan@harbour.example", decides=True)
    add(book, "contract", client=made, title="Shop and ads", payment_terms="net 30", notice_days=30)
    return made


@pytest.fixture
def leaving(book, client):
    return deciding.start_leaving(book, client, ago(4), "Every invoice comes late.").first


def draft(book, client, kind="goodbye", today=TODAY):
    with book.read() as db:
        return letters.draft_letter(db, kind, client, today)


def change(book, leaving, **values):
    editing.change_record(book, factories.read(book, Leaving, leaving), **values)


def said(found):
    return " ".join(str(each) for each in found.remarks)


def log(book, found, text=None):
    return letters.log_sent_letter(book, found, text or found.text, Instant(FIRST)).first


def test_the_letter_says_when_it_ends_what_is_done_and_open_and_who_does_what(book, client, leaving):
    add(book, "deliverable", client=client, title="New shop", state="accepted", delivered_on=ago(20), settled_on=ago(9))
    add(book, "deliverable", client=client, title="Price page", due=TODAY + timedelta(days=9))
    add(book, "deliverable", client=client, title="Old banner", state="dropped", settled_on=ago(9))
    add(book, "account", client=client, name="Ad account")
    add(book, "account", client=client, name="Blog", offered_on=ago(2), renews=TODAY + timedelta(days=30))
    add(book, "invoice", client=client, number="R-1", issued=ago(60), due=ago(30), amount=48_000)
    add(book, "invoice", client=client, number="R-2", issued=ago(9), due=TODAY + timedelta(days=21), amount=2_000)
    add(book, "data_holding", client=client, what="Customer list", disposition="both")
    kept = {"disposition": "keep", "reason": "Tax law.", "until": TODAY + timedelta(days=365)}
    add(book, "data_holding", client=client, what="Invoices", **kept)
    change(
        book, leaving, reason="We cannot meet your needs because R-1 is unpaid.", transition="Mill Media takes over."
    )
    found = draft(book, client)
    assert found.text.subject == "End of our work, last day 22 December 2026"
    body = found.text.body.replace("\xa0", " ")
    for each in (
        "Dear Joan Field,",
        "I am ending our work under “Shop and ads”, and this letter is the notice. The notice period is 30 days."
        " The last day is 22 December 2026.\n",
        "- Renew Blog (renews on 22 Dec 2026)\n",
        "We cannot meet your needs because R-1 is unpaid.",
        "Mill Media takes over.",
        "- New shop, accepted on 13 Nov 2026",
        "- Deliver Price page, by 1 Dec 2026",
        "- Hand over Ad account, by 22 Dec 2026",
        "- Sign in to Blog and confirm, by 22 Dec 2026",
        "- Pay € 480.00 of invoice R-1, due since 23 Oct 2026",
        "- Pay € 20.00 of invoice R-2, by 13 Dec 2026",
        "In all, € 500.00 is still to be paid.",
        "NL12 RABO 0123",
        "- Return Customer list, then delete it, by 22 Dec 2026",
        "- Invoices, until 22 Nov 2027: Tax law",
        "Ada North",
    ):
        assert each in body
    assert "Old banner" not in body


def test_the_letter_never_promises_what_waits_for_payment(book, client, leaving):
    """P4.3: what is ours until paid comes “once paid”; the client's own accounts come whatever is owed."""
    add(book, "account", client=client, name="Templates", ownership="mine", clause="clause 9")
    add(book, "account", client=client, name="Ad account")
    owed = add(book, "invoice", client=client, number="R-1", issued=ago(60), due=ago(30))
    body = draft(book, client).text.body
    assert "- Hand over Templates, once paid\n" in body
    assert "- Hand over Ad account, by 22 Dec 2026" in body
    steps.release_gate(book, leaving, "payments", "A gesture that nobody else reads.", TODAY)
    body = draft(book, client).text.body
    assert "- Hand over Templates, by 22 Dec 2026" in body
    assert "gesture" not in body
    add(book, "payment", client=client, invoice=owed, amount=480_000)
    assert "In all," not in draft(book, client).text.body


@pytest.mark.parametrize("record", ["write_off", "invoice_hold"])
def test_what_was_written_off_or_is_with_a_collector_is_not_asked_for(book, client, leaving, record):
    owed = add(book, "invoice", client=client, number="R-1", issued=ago(60), due=ago(30))
    if record == "write_off":
        add(book, record, client=client, invoice=owed, on=ago(3), amount=480_000, reason="Not worth it", currency="EUR")
    else:
        add(
            book,
            record,
            client=client,
            invoice=owed,
            type="collector",
            reason="Handed on",
            starts=ago(3),
            currency="EUR",
        )
    body = draft(book, client).text.body
    assert "In all," not in body
    assert "Pay €" not in body


def test_the_reason_is_the_written_one_else_the_records_or_none(book, client, leaving):
    for number in ("R-1", "R-2", "R-3"):
        add(book, "invoice", client=client, number=number, issued=ago(60), due=ago(30))
    pattern = "We cannot meet your needs because none of the invoices was paid on time"
    found = draft(book, client)
    assert pattern in found.text.body
    assert "The reason is taken from the record." in said(found)
    change(book, leaving, reason="We cannot meet your needs because of the invoices.")
    found = draft(book, client)
    assert "because of the invoices." in found.text.body
    assert pattern not in found.text.body
    change(book, leaving, without_reason=True)
    found = draft(book, client)
    assert (found.facts.goodbye.reason, "We cannot meet" in found.text.body, "reason" in said(found)) == (
        "",
        False,
        False,
    )


def test_without_anything_in_the_record_the_letter_gives_no_reason_and_says_so(book, client, leaving):
    found = draft(book, client)
    assert "We cannot meet" not in found.text.body
    assert "No reason has been written" in said(found)


def test_sending_it_gives_the_notice_and_sets_the_last_day(book, client, leaving):
    add(book, "invoice", client=client, number="R-1", issued=ago(60), due=ago(30))
    found = draft(book, client)
    message = log(book, found)
    told = factories.read(book, Leaving, leaving)
    assert (told.notice_given, told.last_day) == (TODAY, TODAY + timedelta(days=30))
    assert told.notice_message == message
    assert told.reason == found.facts.goodbye.reason
    assert factories.read(book, Message, message).template == "goodbye"
    with book.read() as db:
        linked = lookup.find_records(db, Reference, "t.source = ?", message)
    assert [(each.about, each.role) for each in linked] == [(leaving, "notice")]


def test_a_reason_that_was_taken_out_of_the_letter_is_not_kept(book, client, leaving):
    add(book, "invoice", client=client, number="R-1", issued=ago(60), due=ago(30))
    log(book, draft(book, client), LetterText("The end", "Our work ends.\n"))
    assert factories.read(book, Leaving, leaving).reason == ""


def test_a_letter_after_the_call_confirms_the_notice_and_keeps_its_day(book, client, leaving):
    change(book, leaving, notice_given=ago(2), last_day=TODAY + timedelta(days=28))
    found = draft(book, client)
    assert "This confirms the notice of 20 November 2026: I am ending our work" in found.text.body
    assert "this letter confirms it" in said(found)
    message = log(book, found)
    told = factories.read(book, Leaving, leaving)
    assert (told.notice_given, told.last_day, told.notice_message) == (ago(2), TODAY + timedelta(days=28), message)


def test_a_last_day_before_the_end_of_the_notice_is_remarked_on_unless_it_was_agreed(book, client, leaving):
    change(book, leaving, last_day=TODAY + timedelta(days=9))
    assert "is before the end of the notice" in said(draft(book, client))
    change(book, leaving, agreed_last_day=TODAY + timedelta(days=9))
    found = draft(book, client)
    assert found.remarks[-1].text.startswith("No reason")
    assert "The last day is 1 December 2026." in found.text.body


def test_how_the_contract_wants_notice_to_be_given_is_said(book, client, leaving):
    with book.read() as db:
        contract = lookup.find_records(db, type(factories.KINDS["contract"].record()), "t.client = ?", client)[0]
    editing.change_record(book, contract, notice_means="by registered letter")
    assert "by registered letter" in said(draft(book, client))


def test_who_is_not_being_left_gets_no_goodbye_and_without_a_last_day_it_waits(book, client):
    assert [each.text for each in draft(book, client).lacking] == [NEEDS["leaving"]]
    other = add(book, "client", name="Mill")
    left = deciding.start_leaving(book, other, ago(4), "No answer.").first
    assert [each.text for each in draft(book, other).lacking] == [NEEDS["last_day"]]
    change(book, left, last_day=TODAY + timedelta(days=9))
    assert "The last day is 1 December 2026." in draft(book, other).text.body
    assert "notice period" not in draft(book, other).text.body


def test_a_client_whose_language_has_no_letter_gets_the_english_one_and_the_user_is_told(book, client, leaving):
    editing.change_record(book, factories.read(book, type(factories.KINDS["client"].record()), client), language="nl")
    found = draft(book, client)
    assert "Thank you for the work together." in found.text.body
    assert "so it is in English" in said(found)


def test_the_guide_for_the_call_names_the_last_day_and_is_never_sent(book, client, leaving):
    change(book, leaving, reason="We cannot meet your needs because R-1 is unpaid.")
    found = draft(book, client, "call-guide")
    assert found.text.subject == "Call with Joan Field: our work ends on 22 December 2026"
    assert "“I have decided to end our work under ‘Shop and ads’. The last day is 22 December 2026." in found.text.body
    assert "“We cannot meet your needs because R-1 is unpaid.”" in found.text.body
    for way in (lambda: log(book, found), lambda: letters.as_mail(book, found, found.text)):
        with pytest.raises(KnownError, match="not sent to the client"):
            way()
    assert factories.read(book, Leaving, leaving).notice_given is None
    pdf = letters.on_paper(found, found.text)
    assert pdf.startswith(b"%PDF")


def test_what_ships_is_calm(book, client, leaving):
    """P4.6."""
    add(book, "account", client=client, name="Ad account")
    for number in ("R-1", "R-2", "R-3"):
        add(book, "invoice", client=client, number=number, issued=ago(60), due=ago(30))
    assert harsh_passages(draft(book, client).text.body) == ()


def test_a_notice_whose_message_was_removed_is_withdrawn_until_it_is_restored(book, client, leaving):
    message = log(book, draft(book, client))

    def withdrawn():
        told = factories.read(book, Leaving, leaving)
        with book.read() as db:
            return is_withdrawn(told, telling(db, told, TODAY))

    assert not withdrawn()
    told = editing.remove_records(book, [message]).told
    assert [str(each) for each in told] == [
        "It gave notice on 2026-11-22. If notice was not given, clear that day in the step that tells the client."
    ]
    assert withdrawn()
    editing.restore_records(book, [message])
    assert not withdrawn()


def test_who_is_in_conflict_with_someone_there_is_told_to_stay_out_of_it(book, client, leaving):
    """P4.7."""

    def advice():
        with book.read() as db:
            return messenger_advice(telling(db, factories.read(book, Leaving, leaving), TODAY))

    add(book, "problem", client=client, title="Paid late", sort="payment", who="Joan Field", on=ago(3))
    assert advice() is None
    add(book, "problem", client=client, title="Shouted on the phone", sort="conduct", who="Joan Field", on=ago(3))
    assert "A problem with Joan Field is on record (“Shouted on the phone”" in str(advice())
