"""Letters are drafted from the record, and kept with their exact words once they were sent (P3.3–P3.5)."""

from __future__ import annotations

import dataclasses
import io

import pypdfium2
import pytest

from clientguard.actions.communication import letters
from clientguard.actions.contracts import stopping
from clientguard.actions.records import attachments, editing
from clientguard.domain.communication.letter_facts import NEEDS
from clientguard.domain.records import Instant, Message
from clientguard.errors import KnownError
from clientguard.letters.render import LetterText
from clientguard.store.views.business import business
from tests import factories
from tests.factories import FIRST, TODAY, add, ago


@pytest.fixture
def client(book):
    with book.read() as db:
        firm = business(db)
    own = {"name": "Studio North", "owner": "Ada North", "payment_details": "NL12 RABO 0123"}
    editing.change_record(book, firm, **own)
    made = add(book, "client", name="Harbour Books", language="en", email="office@harbour.example")
    add(book, "contact", client=made, name="Assistant", email="a@harbour.example")
    add(book, "contact", client=made, name="Joan Field", email="joan@harbour.example", decides=True)
    return made


def draft(book, kind, client, invoice=0):
    with book.read() as db:
        return letters.draft_letter(db, kind, client, TODAY, invoice)


def test_a_reminder_is_about_what_is_overdue_longest_and_goes_to_who_decides(book, client):
    add(book, "invoice", client=client, number="R-2", issued=ago(20), due=ago(6))
    oldest = add(book, "invoice", client=client, number="R-1", issued=ago(40), due=ago(26), amount=100_000)
    add(book, "payment", client=client, invoice=oldest, received=ago(3), amount=40_000)
    found = draft(book, "reminder", client)
    assert found.recipient == ("Joan Field", "joan@harbour.example")
    assert "R-1" in found.text.subject
    assert "600.00" in found.text.body
    assert [each.values["number"] for each in found.remarks] == ["R-1"]


def test_the_invoice_that_was_named_is_the_one(book, client):
    add(book, "invoice", client=client, number="R-1", issued=ago(40), due=ago(26))
    second = add(book, "invoice", client=client, number="R-2", issued=ago(20), due=ago(6))
    assert "R-2" in draft(book, "reminder", client, second).text.subject


def test_an_invoice_that_is_paid_or_of_another_client_is_refused(book, client):
    paid = add(book, "invoice", client=client, number="R-1", issued=ago(40), amount=100)
    add(book, "payment", client=client, invoice=paid, received=ago(3), amount=100)
    other = add(book, "invoice", client=add(book, "client", name="Mill"), number="M-1", issued=ago(40))
    for each in (paid, other):
        with pytest.raises(KnownError, match="not an unpaid one"):
            draft(book, "reminder", client, each)


def test_what_is_lacking_is_named_before_anything_is_drafted(book, client):
    with book.read() as db:
        firm = business(db)
    editing.change_record(book, firm, payment_details="")
    add(book, "invoice", client=client, issued=ago(40), due=ago(26))
    found = draft(book, "reminder", client)
    assert [each.text for each in found.lacking] == [NEEDS["payment_details"]]
    assert found.text == LetterText("", "")


def test_the_invoices_pdf_goes_along(book, client, tmp_path):
    invoice = add(book, "invoice", client=client, number="R-1", issued=ago(40), due=ago(26))
    paper = tmp_path / "R-1.pdf"
    paper.write_bytes(b"%PDF-1.4\n")
    attachments.attach_files(book, invoice, [paper])
    found = draft(book, "reminder", client)
    assert [name for _id, name in found.files] == ["R-1.pdf"]
    assert found.remarks == ()
    assert b'filename="R-1.pdf"' in letters.as_mail(book, found, found.text)


def test_a_stop_and_its_end_are_told_of(book, client):
    """P3.4, P3.5."""
    contract = add(book, "contract", client=client, title="Shop and ads")
    invoice = add(book, "invoice", client=client, number="R-1", issued=ago(40), due=ago(26), amount=100)
    assert [each.text for each in draft(book, "stop", client).lacking] == [NEEDS["stop"]]
    stopping.stop_work(book, contract, ago(4), TODAY, invoice=invoice, reason="Unpaid")
    assert "Shop and ads" in draft(book, "stop", client).text.body
    assert [each.text for each in draft(book, "resume", client).lacking] == [NEEDS["resumed"]]
    add(book, "payment", client=client, invoice=invoice, received=TODAY, amount=100)
    assert "has gone on since" in draft(book, "resume", client).text.body


def test_a_letter_that_was_sent_is_kept_word_for_word_and_can_only_be_corrected(book, client):
    """P5.1."""
    add(book, "invoice", client=client, number="R-1", issued=ago(40), due=ago(26))
    found = draft(book, "reminder", client)
    text = LetterText("My subject", "My own words.\n")
    made = letters.log_sent_letter(book, found, text, Instant(FIRST), channel="letter", proof=" RR 12 ").first
    kept = factories.read(book, Message, made)
    assert (kept.direction, kept.channel, kept.subject, kept.body) == ("out", "letter", text.subject, text.body)
    assert (kept.recipients, kept.template, kept.sent_proof) == (
        "Joan Field <joan@harbour.example>", "reminder", "RR 12",
    )  # fmt: skip
    assert kept.is_fixed
    assert not dataclasses.replace(kept, template="").is_fixed


def test_the_letter_on_paper_says_what_was_drafted(book, client):
    add(book, "invoice", client=client, number="R-1", issued=ago(40), due=ago(26))
    found = draft(book, "reminder", client)
    document = pypdfium2.PdfDocument(io.BytesIO(letters.on_paper(found, found.text)))
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    for part in ("Studio North", "Harbour Books", "Joan Field", found.text.subject, "NL12 RABO 0123"):
        assert part in text
